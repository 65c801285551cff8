#include "alerts/deliver.h"

#include <array>
#include <chrono>
#include <optional>

#include "alerts/alerts.h"
#include "alerts/message.h"
#include "alerts/send_mail.h"
#include "core/utc.h"
#include "fetch/post.h"
#include "store/transaction.h"

namespace dragoman::alerts {
namespace {

using std::chrono::seconds;

constexpr seconds kHeld{120};  // by whoever takes a message
// Behind each try that failed; behind the last it is given up.
constexpr std::array<seconds, 8> kWaits = {seconds(60),    seconds(300),   seconds(900),
                                           seconds(3600),  seconds(14400), seconds(28800),
                                           seconds(43200), seconds(86400)};
constexpr std::size_t kLongestError = 300;

struct Message {
  std::int64_t number = 0, tries = 0;
  std::string notification, channel, address;
};

// The next that is due, held for us.
Result<std::optional<Message>> take(store::Database& database) {
  std::optional<Message> out;
  auto done = store::transact(database, [&]() -> Result<void> {
    out.reset();
    const core::Time now = core::now();
    auto query = database.prepare(
        "SELECT number, tries, notification, channel, address FROM outbox WHERE state = 'waiting' "
        "AND due <= ? ORDER BY due, number LIMIT 1");
    if (!query) return query.error();
    auto row = query->bind(1, core::utc(now)).step();
    if (!row) return row.error();
    if (!*row) return {};
    out = Message{query->integer(0), query->integer(1), query->text(2), query->text(3),
                  query->text(4)};
    query->reset();
    auto hold = database.prepare("UPDATE outbox SET due = ? WHERE number = ?");
    if (!hold) return hold.error();
    return hold->bind(1, core::utc(now + kHeld)).bind(2, out->number).run();
  });
  if (!done) return done.error();
  return out;
}

Result<void> note(store::Database& database,
                  const Message& message,
                  const std::string& state,
                  const std::string& due,
                  const std::string& sent,
                  const std::string& error) {
  return store::transact(database, [&]() -> Result<void> {
    auto query = database.prepare(
        "UPDATE outbox SET state = ?, tries = ?, due = ?, sent = ?, error = ? WHERE number = ? AND "
        "state = 'waiting'");
    if (!query) return query.error();
    query->bind(1, state).bind(2, message.tries + 1).bind(3, due).bind(4, sent);
    return query->bind(5, error.substr(0, kLongestError)).bind(6, message.number).run();
  });
}

Result<void> post(const Notification& notification,
                  const std::string& address,
                  const Settings& settings) {
  fetch::FetchOptions options;
  options.timeout = std::chrono::milliseconds(15'000);
  options.max_bytes = 4096;
  options.allow_private = settings.webhook.allow_private;
  options.ca_file = settings.webhook.ca_file;
  const std::string body = webhook_body(notification, settings);
  const std::string time = core::utc(core::now());
  std::vector<std::string> headers = {"Content-Type: application/json",
                                      "X-Dragoman-Delivery: " + notification.id,
                                      "X-Dragoman-Time: " + time};
  if (!settings.webhook.secret.empty())
    headers.push_back("X-Dragoman-Signature: " + signature(settings.webhook.secret, time, body));
  const auto answer = fetch::post(options, address, body, headers);
  if (!answer) return answer.error();
  if (answer->status >= 200 && answer->status < 300) return {};
  return make_error(ErrorCode::BadResponse, "answered with status " + std::to_string(answer->status));
}

Result<void> send(store::Store& store, const Message& message, const Settings& settings) {
  const auto notification = find_notification(store, message.notification);
  if (!notification) return notification.error();
  if (message.channel == "webhook") return post(*notification, message.address, settings);
  return send_mail(settings.smtp, message.address,
                   mail_of(*notification, message.address, settings));
}

}  // namespace

Result<DeliveryCounts> deliver_due(store::Store& store,
                                   const Settings& settings,
                                   const std::function<bool()>& stopped) {
  DeliveryCounts counts;
  while (!stopped || !stopped()) {
    auto message = take(store.database());
    if (!message) return message.error();
    if (!*message) return counts;
    const auto sent = send(store, **message, settings);
    const core::Time now = core::now();
    ++(sent ? counts.sent : counts.failed);
    const auto tries = static_cast<std::size_t>((*message)->tries);
    const bool last = tries + 1 >= kWaits.size();
    auto done = sent ? note(store.database(), **message, "sent", core::utc(now), core::utc(now), "")
                     : note(store.database(), **message, last ? "failed" : "waiting",
                            core::utc(now + kWaits[std::min(tries, kWaits.size() - 1)]), "",
                            sent.error().message);
    if (!done) return done.error();
  }
  return counts;
}

}  // namespace dragoman::alerts
