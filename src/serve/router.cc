#include "serve/router.h"

#include <algorithm>
#include <string_view>

namespace dragoman::serve {
namespace {

bool matches(std::string_view pattern, const std::vector<std::string>& segments) {
  std::size_t at = 1, segment = 0;
  while (at < pattern.size()) {
    const std::size_t end = std::min(pattern.find('/', at), pattern.size());
    const std::string_view part = pattern.substr(at, end - at);
    if (segment == segments.size()) return false;
    if (!part.starts_with('{') && part != segments[segment]) return false;
    ++segment;
    at = end + 1;
  }
  return segment == segments.size();
}

}  // namespace

void Router::add(Route route) {
  routes_.push_back(std::move(route));
}

void Router::add_derived(Route route) {
  route.derived = true;
  add(std::move(route));
}

Router::Match Router::find(const Request& request) const {
  Match out;
  const std::string& method = request.method == "HEAD" ? "GET" : request.method;
  for (const Route& route : routes_) {
    if (!matches(route.pattern, request.segments)) continue;
    if (route.method == method) return {&route, {}};
    out.allowed.push_back(route.method);
    if (route.method == "GET") out.allowed.push_back("HEAD");
  }
  return out;
}

}  // namespace dragoman::serve
