// Which proxy an address goes through. Told apart here and not left to curl, since the guard must
// know whether a socket leads to the proxy or to the host.
#include <cstdlib>

#include "core/utf8.h"
#include "fetch/transfer.h"

namespace dragoman::fetch {
namespace {

std::string from_environment(std::initializer_list<const char*> names) {
  for (const char* name : names) {
    if (const char* value = std::getenv(name); value != nullptr && *value != '\0') return value;
  }
  return {};
}

// "example.org" and ".example.org" in the list stand for the name and all below it, "*" for all.
bool is_listed(std::string_view list, std::string_view host) {
  while (!list.empty()) {
    const std::size_t end = list.find_first_of(", ");
    std::string name = core::ascii_lower(list.substr(0, end));
    list.remove_prefix(end == std::string_view::npos ? list.size() : end + 1);
    if (name.starts_with('.')) name.erase(0, 1);
    if (name == "*") return true;
    if (name.empty() || !host.ends_with(name)) continue;
    if (host.size() == name.size() || host[host.size() - name.size() - 1] == '.') return true;
  }
  return false;
}

}  // namespace

std::string proxy_for(const FetchOptions& options, const Url& url) {
  if (options.proxy == "none") return {};
  if (!options.proxy.empty()) return options.proxy;
  if (is_listed(from_environment({"no_proxy", "NO_PROXY"}), url.host)) return {};
  // HTTP_PROXY in capitals is left out: in a CGI program it is a header of the request.
  std::string proxy = url.scheme == "http" ? from_environment({"http_proxy"})
                                           : from_environment({"https_proxy", "HTTPS_PROXY"});
  return proxy.empty() ? from_environment({"all_proxy", "ALL_PROXY"}) : proxy;
}

}  // namespace dragoman::fetch
