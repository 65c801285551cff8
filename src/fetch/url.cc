#include "fetch/url.h"

#include <memory>

#include <curl/curl.h>

#include "core/utf8.h"

namespace dragoman::fetch {
namespace {

struct Cleanup {
  void operator()(CURLU* url) const { curl_url_cleanup(url); }
};
using Handle = std::unique_ptr<CURLU, Cleanup>;

// Spaces in links are common enough to be meant.
constexpr unsigned kReading = CURLU_URLENCODE;

std::string part(CURLU* url, CURLUPart which, unsigned flags = 0) {
  char* text = nullptr;
  if (curl_url_get(url, which, &text, flags) != CURLUE_OK) return {};
  std::string out(text);
  curl_free(text);
  return out;
}

// Puts `text` over what `url` holds: an address whole, or a reference to be resolved.
Result<Url> take(CURLU* url, std::string_view text) {
  const std::string shown = without_password(text.substr(0, 300));
  const std::string copy(core::trim(text));
  if (const CURLUcode code = curl_url_set(url, CURLUPART_URL, copy.c_str(), kReading);
      code != CURLUE_OK) {
    if (code == CURLUE_UNSUPPORTED_SCHEME)
      return make_error(ErrorCode::BadArgument, "only http and https are fetched", shown);
    return make_error(ErrorCode::BadArgument,
                      std::string("no address of the web: ") + curl_url_strerror(code), shown);
  }
  curl_url_set(url, CURLUPART_FRAGMENT, nullptr, 0);
  Url out;
  out.scheme = core::ascii_lower(part(url, CURLUPART_SCHEME));
  if (out.scheme != "http" && out.scheme != "https")
    return make_error(ErrorCode::BadArgument, "only http and https are fetched", shown);
  const std::string host = core::ascii_lower(part(url, CURLUPART_HOST));
  curl_url_set(url, CURLUPART_HOST, host.c_str(), 0);
  out.host = host;
  if (out.host.starts_with('[')) out.host = out.host.substr(1, out.host.size() - 2);
  out.port = part(url, CURLUPART_PORT, CURLU_DEFAULT_PORT);
  out.path = part(url, CURLUPART_PATH);
  if (const std::string query = part(url, CURLUPART_QUERY); !query.empty()) out.path += "?" + query;
  out.text = part(url, CURLUPART_URL);
  return out;
}

}  // namespace

Result<Url> parse_url(std::string_view text) {
  const Handle url(curl_url());
  return take(url.get(), text);
}

Result<Url> resolve_url(const Url& base, std::string_view reference) {
  const Handle url(curl_url());
  if (auto parsed = take(url.get(), base.text); !parsed) return parsed;
  return take(url.get(), reference);
}

std::string without_password(std::string_view url) {
  const std::size_t begin = url.find("://");
  if (begin == std::string_view::npos) return std::string(url);
  const std::string_view authority =
      url.substr(begin + 3, url.find_first_of("/?#", begin + 3) - begin - 3);
  const std::size_t at = authority.rfind('@'), colon = authority.find(':');
  if (at == std::string_view::npos || colon == std::string_view::npos || colon > at)
    return std::string(url);
  return std::string(url.substr(0, begin + 3 + colon + 1)) + "***" +
         std::string(url.substr(begin + 3 + at));
}

}  // namespace dragoman::fetch
