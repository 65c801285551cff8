// Who is let in: the name that the server was called by, where the page that asks came from, the
// token, the role, the rate.
//
// DNS rebinding: a page of evil.example whose name was turned to 127.0.0.1 sends "Host:
// evil.example"; only names that are ours are answered. Cross-site requests: a browser says where a
// page came from (Origin, Sec-Fetch-Site); only our own pages may ask, and there is no CORS.
#pragma once

#include <optional>
#include <set>
#include <string>

#include "serve/http.h"
#include "serve/rate_limit.h"
#include "serve/tokens.h"

namespace dragoman::serve {

struct GuardOptions {
  std::set<std::string> hosts{};  // names that the server may be called by, without port
  std::string tokens{};           // file; empty: everybody has `open_role`
  Role open_role = Role::Write;
  double rate = 100, burst = 300;  // requests a second and at once, for each caller
};

// Not thread-safe.
class Guard {
 public:
  // Fails as Tokens::read does.
  static Result<Guard> make(GuardOptions options);

  // Sets request.caller, or gives the refusal: 400, 401, 403, 421, 429.
  std::optional<Response> admit(Request& request, Role needed, RateLimit::Clock::time_point now);
  // Reads the file of tokens again if it was changed; a broken one leaves the old tokens.
  Result<void> refresh();

 private:
  explicit Guard(GuardOptions options)
      : options_(std::move(options)), limit_(options_.rate, options_.burst) {}
  std::optional<Response> check_host(const Request& request) const;
  std::optional<Response> check_origin(const Request& request) const;
  std::optional<Response> identify(Request& request, Role needed) const;

  GuardOptions options_;
  RateLimit limit_;
  Tokens tokens_;
  std::string stamp_;  // of the file of tokens
};

// "localhost:7878" -> "localhost", "[::1]:7878" -> "::1"; empty when it is no host.
std::string host_name(std::string_view host);
// Today's date, UTC.
std::string today();

}  // namespace dragoman::serve
