// Alerts of a store: kept, asked, told.
//
// Each rule is asked of what came in since it was asked last; of pledges, processes and silence
// also once a day. The same happening is told once: a match is known by hashes of what it consists
// of (the report and words of each event of the happening), so that another id, a merge or a split
// tells nothing anew. What was there before the rule is not told.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "dragoman/result.h"

#include "alerts/matches.h"
#include "alerts/rule.h"
#include "store/pages.h"
#include "store/store.h"

namespace dragoman::alerts {

// Keeps a rule; fills id, and takes what the store holds now as known. `today`: ISO day. Fails with
// BadArgument for a question that the store cannot be asked.
Result<Rule> add_rule(store::Store& store, Rule rule, const std::string& today);
Result<std::vector<Rule>> rules_of(store::Store& store);  // by name
// By id, first digits of it, or name. Fails with NotFound, BadArgument when several match.
Result<Rule> find_rule(store::Store& store, const std::string& key);
// With all that it found and told.
Result<void> remove_rule(store::Store& store, const std::string& id);
Result<void> pause_rule(store::Store& store, const std::string& id, bool paused);

// Asks all rules that are not paused. Gives how many notifications came of it. Brings
// the layers up to date before.
Result<std::size_t> ask_all(store::Store& store, const std::string& today);

// What a rule would have told on each of the last days, the day of asking included, by when reports
// were published, or when the store got them. Nothing is kept.
struct Preview {
  struct Day {
    std::string day;
    std::vector<Match> told;
  };
  std::vector<Day> days;  // on which something would have been told
  std::size_t matches = 0;  // met the threshold of one, told or not
};
struct PreviewOptions {
  std::string today;
  int days = 30;  // 1 to 366
  Clock clock = Clock::Published;
};
Result<Preview> preview(store::Store& store, const Rule& rule, const PreviewOptions& options);

// ---- what was told ----

struct Delivery {
  std::string channel, address, state, sent, error;
  int tries = 0;
};
struct Notification {
  std::int64_t number = 0;
  std::string id, alert, name, made, read, read_by;
  Kind kind = Kind::Events;
  std::vector<Match> told;  // what of it was not forgotten since
  std::vector<Delivery> deliveries;
};
Json to_json(const Notification& notification);

struct NotificationFilter {
  std::string alert{};
  bool unread = false;
  std::int64_t after = -1;  // number; -1: all
};
// Latest first; page.after.position is a number. With `after`, oldest first.
Result<void> page_notifications(store::Store& store,
                                const NotificationFilter& filter,
                                const store::Page& page,
                                const store::EachOnPage<Notification>& each);
Result<Notification> find_notification(store::Store& store, const std::string& id);
// Marks one as read, or as unread where `read` is false. All where `id` is empty.
Result<void> mark_read(store::Store& store,
                       const std::string& id,
                       bool read,
                       const std::string& by,
                       const std::string& time);
Result<std::int64_t> unread_count(store::Store& store);
Result<std::int64_t> last_notification(store::Store& store);  // number

}  // namespace dragoman::alerts
