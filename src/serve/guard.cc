#include "serve/guard.h"

#include <chrono>
#include <cstdio>

#include <sys/stat.h>

#include "core/utf8.h"

namespace dragoman::serve {
namespace {

// Of a file: size and time of its last change.
std::string stamp_of(const std::string& path) {
  struct stat status = {};
  if (path.empty() || ::stat(path.c_str(), &status) != 0) return "";
  return std::to_string(status.st_size) + " " + std::to_string(status.st_mtim.tv_sec) + " " +
         std::to_string(status.st_mtim.tv_nsec) + " " + std::to_string(status.st_ino);
}

Response unauthorised(const std::string& detail) {
  Response out = problem(401, "Unauthorized", detail);
  out.headers.emplace_back("WWW-Authenticate", "Bearer realm=\"dragoman\"");
  return out;
}

}  // namespace

std::string host_name(std::string_view host) {
  std::string_view name = host;
  std::string_view rest;
  if (host.starts_with('[')) {
    const std::size_t end = host.find(']');
    if (end == std::string_view::npos) return "";
    name = host.substr(1, end - 1);
    rest = host.substr(end + 1);
  } else {
    const std::size_t colon = std::min(host.find(':'), host.size());
    name = host.substr(0, colon);
    rest = host.substr(colon);
  }
  if (!rest.empty() && (rest.front() != ':' || rest.size() > 6 ||
                        rest.substr(1).find_first_not_of("0123456789") != std::string_view::npos))
    return "";
  return core::ascii_lower(name);
}

std::string today() {
  using namespace std::chrono;
  const year_month_day date{floor<days>(system_clock::now())};
  char text[32];
  std::snprintf(text, sizeof text, "%04d-%02u-%02u", static_cast<int>(date.year()),
                static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
  return text;
}

Result<Guard> Guard::make(GuardOptions options) {
  Guard out(std::move(options));
  if (auto done = out.refresh(); !done) return done.error();
  return out;
}

Result<void> Guard::refresh() {
  if (options_.tokens.empty()) return {};
  const std::string stamp = stamp_of(options_.tokens);
  if (stamp == stamp_ && !stamp.empty()) return {};
  auto tokens = Tokens::read(options_.tokens);
  stamp_ = stamp;
  if (!tokens) return tokens.error();
  tokens_ = std::move(*tokens);
  return {};
}

std::optional<Response> Guard::check_host(const Request& request) const {
  const std::string& host = request.header("host");
  if (host.empty()) return problem(400, "BadHost", "a request names the server in its Host header");
  if (options_.hosts.count(host_name(host)) != 0) return std::nullopt;
  return problem(421, "BadHost",
                 "this server does not answer to the name in the Host header; ask it under its own "
                 "address, or let its operator add the name with --allow-host");
}

std::optional<Response> Guard::check_origin(const Request& request) const {
  const std::string& origin = request.header("origin");
  const std::string& site = request.header("sec-fetch-site");
  const bool foreign_origin = !origin.empty() && origin != "http://" + request.header("host") &&
                              origin != "https://" + request.header("host");
  const bool follows_link =
      request.method == "GET" && request.header("sec-fetch-mode") == "navigate";
  const bool foreign_site = (site == "cross-site" || site == "same-site") && !follows_link;
  if (!foreign_origin && !foreign_site) return std::nullopt;
  return problem(403, "CrossSite",
                 "pages of other sites may not ask this server; open it under its own address");
}

std::optional<Response> Guard::identify(Request& request, Role needed) const {
  if (options_.tokens.empty()) {
    request.caller = {"local", options_.open_role};
  } else {
    const std::string_view token = bearer_token(request.header("authorization"));
    if (token.empty()) {
      if (needed == Role::None) return std::nullopt;
      return unauthorised("send a token as 'Authorization: Bearer TOKEN'");
    }
    Verdict verdict = tokens_.check(token, today());
    if (verdict.is == Verdict::Is::Expired)
      return unauthorised("this token has expired; ask the operator for a new one");
    if (verdict.is == Verdict::Is::Unknown)
      return unauthorised("this token is not known; check that it was copied whole");
    request.caller = std::move(verdict.caller);
  }
  if (request.caller.role >= needed) return std::nullopt;
  return problem(403, "Forbidden",
                 "this needs the role '" + std::string(to_string(needed)) + "', the caller has '" +
                     std::string(to_string(request.caller.role)) + "'");
}

std::optional<Response> Guard::admit(Request& request,
                                     Role needed,
                                     RateLimit::Clock::time_point now) {
  if (auto refusal = check_host(request)) return refusal;
  if (auto refusal = check_origin(request)) return refusal;
  auto refusal = identify(request, needed);
  const bool known = !options_.tokens.empty() && !request.caller.name.empty();
  const int wait = limit_.take(known ? "token " + request.caller.name : request.address, now);
  if (wait != 0) {
    Response out =
        problem(429, "TooManyRequests", "too many requests; wait " + std::to_string(wait) + " s");
    out.headers.emplace_back("Retry-After", std::to_string(wait));
    return out;
  }
  return refusal;
}

}  // namespace dragoman::serve
