// Addresses of the web (RFC 3986), by curl's own parser, so that what is checked is what is
// fetched.
#pragma once

#include <string>
#include <string_view>

#include "dragoman/result.h"

namespace dragoman::fetch {

struct Url {
  std::string text;    // normal form: scheme and host in lower case, no fragment
  std::string scheme;  // "http" or "https"
  std::string host;    // without brackets
  std::string port;    // always there
  std::string path;    // with the query, as it is asked for: "/news?page=2"

  // "https://example.org:443": what robots.txt and limits belong to.
  std::string origin() const { return scheme + "://" + host + ":" + port; }
};

// Fails with BadArgument: no address, or of another scheme than http and https.
Result<Url> parse_url(std::string_view text);
// `reference` as it stands on the page `base`: "../a.html", "//host/a".
Result<Url> resolve_url(const Url& base, std::string_view reference);

// For messages: a password in it is replaced by "***".
std::string without_password(std::string_view url);

}  // namespace dragoman::fetch
