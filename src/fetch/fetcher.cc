#include "fetch/fetcher.h"

#include <map>
#include <mutex>
#include <set>
#include <vector>

#include "fetch/host_limits.h"
#include "fetch/robots.h"
#include "fetch/transfer.h"
#include "fetch/url.h"

namespace dragoman::fetch {
namespace {

using Clock = HostLimits::Clock;

constexpr std::chrono::minutes kRetryRobots{10};  // after a robots.txt that could not be read
constexpr std::chrono::hours kLongestHold{24};    // a longer Retry-After is taken as this

// The rules of one site. Its mutex is held while they are read, so that others wait for them.
struct Site {
  std::mutex mutex;
  Robots rules;
  std::optional<Error> unreadable;  // nobody knows the rules: nothing is fetched
  Clock::time_point until = Clock::time_point::min();
};

Error about(Error error, const std::string& asked, const Url& failed) {
  if (error.where.empty()) {
    error.where = without_password(asked);
    if (failed.text != asked && without_password(failed.text) != error.where)
      error.message = "redirected to " + without_password(failed.text) + ": " + error.message;
  }
  return error;
}

bool is_permanent(int status) {
  return status == 301 || status == 308;
}

}  // namespace

struct Fetcher::Impl {
  explicit Impl(FetchOptions given)
      : options(std::move(given)), limits(options.host_spacing, options.host_connections) {
    if (options.user_agent.empty())
      options.user_agent = "Dragoman/" DRAGOMAN_FETCH_VERSION " (news reader)";
  }

  FetchOptions options;
  HostLimits limits;
  std::mutex mutex;  // guards the two below
  std::vector<std::unique_ptr<Transfer>> idle;
  std::map<std::string, std::shared_ptr<Site>> sites;

  std::unique_ptr<Transfer> borrow();
  void give_back(std::unique_ptr<Transfer> transfer);
  std::shared_ptr<Site> site(const std::string& origin);

  Result<Exchange> exchange(const Url& url, const Request& request, const Transfer::Limit& limit);
  Result<void> read_rules(const Url& url, Site& site);
  Result<void> check_rules(const Url& url);
  void note_wait(const Url& url, const Response& response);
};

std::unique_ptr<Transfer> Fetcher::Impl::borrow() {
  const std::lock_guard lock(mutex);
  if (idle.empty()) return std::make_unique<Transfer>(options);
  auto transfer = std::move(idle.back());
  idle.pop_back();
  return transfer;
}

void Fetcher::Impl::give_back(std::unique_ptr<Transfer> transfer) {
  const std::lock_guard lock(mutex);
  idle.push_back(std::move(transfer));
}

std::shared_ptr<Site> Fetcher::Impl::site(const std::string& origin) {
  const std::lock_guard lock(mutex);
  auto& slot = sites[origin];
  if (!slot) slot = std::make_shared<Site>();
  return slot;
}

// One exchange in its turn.
Result<Exchange> Fetcher::Impl::exchange(const Url& url,
                                         const Request& request,
                                         const Transfer::Limit& limit) {
  const std::string origin = url.origin();
  if (const auto wait = limits.held_for(origin); wait > Clock::duration::zero()) {
    const auto seconds = std::chrono::ceil<std::chrono::seconds>(wait).count();
    return make_error(
        ErrorCode::Unreachable,
        "the host asked to be left alone for " + std::to_string(seconds) + " s more (Retry-After)");
  }
  if (!limits.begin(origin, options.stopped)) return make_error(ErrorCode::Cancelled, "stopped");
  auto transfer = borrow();
  auto done = transfer->run(url, request, limit);
  give_back(std::move(transfer));
  limits.end(origin);
  if (done) note_wait(url, done->response);
  return done;
}

void Fetcher::Impl::note_wait(const Url& url, const Response& response) {
  if (!response.retry_after || (response.status != 429 && response.status != 503)) return;
  const auto wait = std::min<std::chrono::seconds>(*response.retry_after, kLongestHold);
  limits.hold(url.origin(), Clock::now() + wait);
}

// RFC 9309, 2.3.1: what is not there allows all, what cannot be read forbids all.
Result<void> Fetcher::Impl::read_rules(const Url& url, Site& site) {
  constexpr int kRedirects = 5;
  auto at = resolve_url(url, "/robots.txt");
  for (int hop = 0; at && hop <= kRedirects; ++hop) {
    auto done = exchange(*at, {.url = at->text}, {Robots::kMaxBytes, true});
    if (!done) {
      if (done.error().code == ErrorCode::BadResponse) break;  // as good as none
      return done.error();
    }
    const int status = done->response.status;
    if (!done->location.empty()) {
      at = resolve_url(*at, done->location);
      continue;
    }
    if (status >= 500 || status == 429) {
      return make_error(ErrorCode::Unreachable,
                        "robots.txt answers " + std::to_string(status) + ": nobody may enter");
    }
    if (status == 200) site.rules = Robots::parse(done->response.body, options.user_agent);
    return {};
  }
  return {};
}

Result<void> Fetcher::Impl::check_rules(const Url& url) {
  const std::shared_ptr<Site> held = site(url.origin());
  const std::lock_guard lock(held->mutex);
  if (Clock::now() >= held->until) {
    held->rules = Robots::allow_all();
    held->unreadable.reset();
    if (auto read = read_rules(url, *held); !read) {
      if (read.error().code == ErrorCode::Cancelled) return read;
      held->unreadable = read.error();
      held->unreadable->where.clear();
    }
    held->until =
        Clock::now() + (held->unreadable ? std::chrono::seconds(kRetryRobots) : options.robots_age);
    if (const auto delay = held->rules.crawl_delay()) {
      limits.set_spacing(url.origin(),
                         std::max(options.host_spacing, std::min(*delay, options.max_crawl_delay)));
    }
  }
  if (held->unreadable) return *held->unreadable;
  if (!held->rules.allows(url.path))
    return make_error(ErrorCode::NotAllowed, "robots.txt of the site forbids it");
  return {};
}

Fetcher::Fetcher(FetchOptions options) : impl_(std::make_unique<Impl>(std::move(options))) {}
Fetcher::~Fetcher() = default;

const FetchOptions& Fetcher::options() const {
  return impl_->options;
}

std::optional<Clock::time_point> Fetcher::ready_at(const std::string& origin) const {
  return impl_->limits.ready_at(origin);
}

std::chrono::seconds Fetcher::held_for(const std::string& url) const {
  const auto parsed = parse_url(url);
  if (!parsed) return {};
  return std::max(std::chrono::seconds(0), std::chrono::ceil<std::chrono::seconds>(
                                               impl_->limits.held_for(parsed->origin())));
}

Result<Response> Fetcher::get(const Request& request) {
  auto url = parse_url(request.url);
  if (!url) return url.error();
  std::set<std::string> seen;
  std::string moved_to;
  bool permanent = true;
  for (int hop = 0; hop <= impl_->options.max_redirects; ++hop) {
    if (!seen.insert(url->text).second) {
      return about(make_error(ErrorCode::BadResponse, "redirects lead in a circle"), request.url,
                   *url);
    }
    if (impl_->options.robots) {
      if (auto allowed = impl_->check_rules(*url); !allowed)
        return about(allowed.error(), request.url, *url);
    }
    auto done = impl_->exchange(*url, request, {impl_->options.max_bytes});
    if (!done) return about(done.error(), request.url, *url);
    if (done->location.empty()) {
      done->response.moved_to = std::move(moved_to);
      return std::move(done->response);
    }
    auto next = resolve_url(*url, done->location);
    if (!next) {
      return make_error(next.error().code,
                        "redirected to " + next.error().where + ": " + next.error().message,
                        without_password(request.url));
    }
    permanent = permanent && is_permanent(done->response.status);
    if (permanent) moved_to = next->text;
    url = std::move(next);
  }
  return make_error(ErrorCode::BadResponse,
                    "over " + std::to_string(impl_->options.max_redirects) + " redirects",
                    without_password(request.url));
}

std::optional<Error> status_error(const Response& response) {
  const int status = response.status;
  if (status == 200 || status == 203 || status == 304) return std::nullopt;
  const std::string where = without_password(response.url);
  const std::string number = "HTTP status " + std::to_string(status);
  switch (status) {
    case 401:
    case 403:
    case 451:
      return make_error(ErrorCode::BadResponse, number + ": not for us", where);
    case 404:
      return make_error(ErrorCode::BadResponse, number + ": not there", where);
    case 410:
      return make_error(ErrorCode::BadResponse, number + ": gone for good", where);
    case 429:
      return make_error(ErrorCode::BadResponse, number + ": asked too often", where);
    default:
      return make_error(ErrorCode::BadResponse, number, where);
  }
}

}  // namespace dragoman::fetch
