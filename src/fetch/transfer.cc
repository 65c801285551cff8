#include "fetch/transfer.h"

#include <algorithm>
#include <array>
#include <cstring>

#include <arpa/inet.h>
#include <curl/curl.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include "core/utf8.h"
#include "fetch/address.h"

namespace dragoman::fetch {
namespace {

// What the callbacks of one exchange see.
struct Meeting {
  const FetchOptions& options;
  const Transfer::Limit& limit;
  bool by_proxy = false;
  std::string body = {};
  bool too_large = false, cut = false, stopped = false;
  std::string refused = {};  // the address that the guard stopped, and its kind
};

std::string to_text(const sockaddr* address) {
  std::array<char, INET6_ADDRSTRLEN> buffer{};
  if (address->sa_family == AF_INET) {
    sockaddr_in ipv4;
    std::memcpy(&ipv4, address, sizeof ipv4);
    inet_ntop(AF_INET, &ipv4.sin_addr, buffer.data(), buffer.size());
  } else if (address->sa_family == AF_INET6) {
    sockaddr_in6 ipv6;
    std::memcpy(&ipv6, address, sizeof ipv6);
    inet_ntop(AF_INET6, &ipv6.sin6_addr, buffer.data(), buffer.size());
  }
  return buffer.data();
}

std::size_t take_body(char* bytes, std::size_t, std::size_t size, void* user) {
  Meeting& meeting = *static_cast<Meeting*>(user);
  const std::size_t room = meeting.limit.max_bytes - meeting.body.size();
  meeting.body.append(bytes, std::min(size, room));
  if (size <= room) return size;
  (meeting.limit.cut ? meeting.cut : meeting.too_large) = true;
  return 0;  // ends the transfer
}

// Also called about once a second while nothing comes.
int look_up(void* user, curl_off_t, curl_off_t received, curl_off_t, curl_off_t) {
  Meeting& meeting = *static_cast<Meeting*>(user);
  if (meeting.options.stopped && meeting.options.stopped()) meeting.stopped = true;
  if (!meeting.limit.cut && static_cast<std::size_t>(received) > meeting.limit.max_bytes)
    meeting.too_large = true;
  return meeting.stopped || meeting.too_large ? 1 : 0;
}

// The guard: the last word on where a connection leads, for every address that a name has.
curl_socket_t open_socket(void* user, curlsocktype, struct curl_sockaddr* address) {
  Meeting& meeting = *static_cast<Meeting*>(user);
  if (!meeting.options.allow_private && !meeting.by_proxy) {
    if (const char* kind = reserved_kind(&address->addr)) {
      meeting.refused = to_text(&address->addr) + ", " + kind;
      return CURL_SOCKET_BAD;
    }
  }
  return ::socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

// Behind a proxy no socket of ours leads to the host: what its name says is all there is.
const char* reserved_name(const Url& url) {
  if (url.host == "localhost" || url.host.ends_with(".localhost")) return "loopback";
  sockaddr_in ipv4{};
  ipv4.sin_family = AF_INET;
  if (inet_pton(AF_INET, url.host.c_str(), &ipv4.sin_addr) == 1)
    return reserved_kind(reinterpret_cast<const sockaddr*>(&ipv4));
  sockaddr_in6 ipv6{};
  ipv6.sin6_family = AF_INET6;
  if (inet_pton(AF_INET6, url.host.c_str(), &ipv6.sin6_addr) == 1)
    return reserved_kind(reinterpret_cast<const sockaddr*>(&ipv6));
  return nullptr;
}

Error guarded(const std::string& what) {
  return make_error(ErrorCode::NotAllowed, "leads to an address that is not public (" + what +
                                               "); allow_private, or --allow-private, permits it");
}

std::string header(CURL* handle, const char* name) {
  curl_header* found = nullptr;
  if (curl_easy_header(handle, name, 0, CURLH_HEADER, -1, &found) != CURLHE_OK) return {};
  return found->value;
}

std::string seconds_text(std::chrono::milliseconds time) {
  const long long tenths = (time.count() + 50) / 100;
  return std::to_string(tenths / 10) + (tenths % 10 == 0 ? "" : "." + std::to_string(tenths % 10)) +
         " s";
}

Error too_large(const Transfer::Limit& limit) {
  return make_error(ErrorCode::TooLarge,
                    "over the limit of " + std::to_string(limit.max_bytes) + " bytes");
}

std::string timeout_text(CURL* handle, const FetchOptions& options) {
  curl_off_t connected = 0, total = 0;
  curl_easy_getinfo(handle, CURLINFO_PRETRANSFER_TIME_T, &connected);
  curl_easy_getinfo(handle, CURLINFO_TOTAL_TIME_T, &total);
  if (connected == 0) return "no connection within " + seconds_text(options.connect_timeout);
  if (total < std::chrono::microseconds(options.timeout).count())
    return "slower than " + std::to_string(options.low_speed) + " bytes/s for " +
           seconds_text(options.low_speed_time);
  return "not done within " + seconds_text(options.timeout);
}

// What went wrong, in our words where curl's are for programmers.
Error failure(CURL* handle, CURLcode code, const char* detail, const Meeting& meeting) {
  if (meeting.stopped) return make_error(ErrorCode::Cancelled, "stopped");
  if (meeting.too_large || code == CURLE_FILESIZE_EXCEEDED) return too_large(meeting.limit);
  if (!meeting.refused.empty() && code == CURLE_COULDNT_CONNECT) return guarded(meeting.refused);
  const std::string reason = *detail != '\0' ? detail : curl_easy_strerror(code);
  switch (code) {
    case CURLE_COULDNT_RESOLVE_HOST:
      return make_error(ErrorCode::Unreachable, "DNS: " + reason);
    case CURLE_COULDNT_RESOLVE_PROXY:
      return make_error(ErrorCode::Unreachable, "proxy: " + reason);
    case CURLE_OPERATION_TIMEDOUT:
      return make_error(ErrorCode::Unreachable, timeout_text(handle, meeting.options));
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CONNECT_ERROR:
    case CURLE_SSL_CACERT_BADFILE:
    case CURLE_SSL_CERTPROBLEM:
    case CURLE_SSL_CIPHER:
    case CURLE_SSL_ISSUER_ERROR:
      return make_error(ErrorCode::Unreachable, "TLS: " + reason);
    case CURLE_COULDNT_CONNECT:
    case CURLE_SEND_ERROR:
    case CURLE_GOT_NOTHING:
      return make_error(ErrorCode::Unreachable, "connection: " + reason);
    default:
      return make_error(ErrorCode::BadResponse, "transfer: " + reason);
  }
}

void set_limits(CURL* handle, const FetchOptions& options, const Transfer::Limit& limit) {
  curl_easy_setopt(handle, CURLOPT_CONNECTTIMEOUT_MS,
                   static_cast<long>(options.connect_timeout.count()));
  curl_easy_setopt(handle, CURLOPT_TIMEOUT_MS, static_cast<long>(options.timeout.count()));
  curl_easy_setopt(handle, CURLOPT_LOW_SPEED_LIMIT, static_cast<long>(options.low_speed));
  curl_easy_setopt(handle, CURLOPT_LOW_SPEED_TIME,
                   static_cast<long>(options.low_speed_time.count()));
  if (!limit.cut) {
    curl_easy_setopt(handle, CURLOPT_MAXFILESIZE_LARGE, static_cast<curl_off_t>(limit.max_bytes));
  }
}

void set_manners(CURL* handle, const FetchOptions& options) {
  curl_easy_setopt(handle, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(handle, CURLOPT_QUICK_EXIT, 1L);  // a slow DNS server holds nobody up
  curl_easy_setopt(handle, CURLOPT_PROTOCOLS_STR, "http,https");
  curl_easy_setopt(handle, CURLOPT_FOLLOWLOCATION, 0L);
  curl_easy_setopt(handle, CURLOPT_ACCEPT_ENCODING, "");  // all that curl can undo
  curl_easy_setopt(handle, CURLOPT_USERAGENT, options.user_agent.c_str());
  if (!options.ca_file.empty()) curl_easy_setopt(handle, CURLOPT_CAINFO, options.ca_file.c_str());
}

struct FreeList {
  void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};
using Headers = std::unique_ptr<curl_slist, FreeList>;

// A value with a line end would begin a header of its own.
bool is_one_line(const std::string& value) {
  return value.find_first_of("\r\n") == std::string::npos;
}

Headers headers_for(const Request& request) {
  curl_slist* list = curl_slist_append(
      nullptr,
      "Accept: text/html, application/rss+xml, application/atom+xml, application/feed+json, "
      "application/xml;q=0.9, */*;q=0.5");
  if (!request.etag.empty() && is_one_line(request.etag))
    list = curl_slist_append(list, ("If-None-Match: " + request.etag).c_str());
  if (!request.last_modified.empty() && is_one_line(request.last_modified))
    list = curl_slist_append(list, ("If-Modified-Since: " + request.last_modified).c_str());
  return Headers(list);
}

Headers headers_of(const Transfer::Posted& posted) {
  curl_slist* list = nullptr;
  for (const std::string& header : posted.headers) {
    if (is_one_line(header)) list = curl_slist_append(list, header.c_str());
  }
  return Headers(list);
}

bool is_redirect(int status) {
  return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
}

// Once for the program; curl asks for it before threads use it.
void begin_curl() {
  static const CURLcode begun = curl_global_init(CURL_GLOBAL_DEFAULT);
  static_cast<void>(begun);
}

}  // namespace

void Transfer::Close::operator()(CURL* handle) const {
  curl_easy_cleanup(handle);
}

Transfer::Transfer(const FetchOptions& options) : options_(options) {
  begin_curl();
  handle_.reset(curl_easy_init());
}

Transfer::~Transfer() = default;

Result<Exchange> Transfer::run(const Url& url,
                               const Request& request,
                               const Limit& limit,
                               const Posted* posted) {
  CURL* handle = handle_.get();
  if (handle == nullptr) return make_error(ErrorCode::Internal, "no memory for a connection");
  curl_easy_reset(handle);  // keeps connections
  Meeting meeting{options_, limit};
  const std::string proxy = proxy_for(options_, url);
  meeting.by_proxy = !proxy.empty();
  if (meeting.by_proxy && !options_.allow_private) {
    if (const char* kind = reserved_name(url)) return guarded(url.host + ", " + kind);
  }
  std::array<char, CURL_ERROR_SIZE> detail{};
  const Headers headers = posted != nullptr ? headers_of(*posted) : headers_for(request);
  set_manners(handle, options_);
  set_limits(handle, options_, limit);
  curl_easy_setopt(handle, CURLOPT_URL, url.text.c_str());
  curl_easy_setopt(handle, CURLOPT_HTTPHEADER, headers.get());
  if (posted != nullptr) {
    curl_easy_setopt(handle, CURLOPT_POSTFIELDS, posted->body.data());
    curl_easy_setopt(handle, CURLOPT_POSTFIELDSIZE_LARGE,
                     static_cast<curl_off_t>(posted->body.size()));
  }
  curl_easy_setopt(handle, CURLOPT_ERRORBUFFER, detail.data());
  curl_easy_setopt(handle, CURLOPT_PROXY, proxy.c_str());
  curl_easy_setopt(handle, CURLOPT_NOPROXY, "");
  curl_easy_setopt(handle, CURLOPT_WRITEFUNCTION, take_body);
  curl_easy_setopt(handle, CURLOPT_WRITEDATA, &meeting);
  curl_easy_setopt(handle, CURLOPT_NOPROGRESS, 0L);
  curl_easy_setopt(handle, CURLOPT_XFERINFOFUNCTION, look_up);
  curl_easy_setopt(handle, CURLOPT_XFERINFODATA, &meeting);
  curl_easy_setopt(handle, CURLOPT_OPENSOCKETFUNCTION, open_socket);
  curl_easy_setopt(handle, CURLOPT_OPENSOCKETDATA, &meeting);

  const CURLcode code = curl_easy_perform(handle);
  long status = 0;
  curl_easy_getinfo(handle, CURLINFO_RESPONSE_CODE, &status);
  Exchange out;
  out.response.status = static_cast<int>(status);
  if (is_redirect(out.response.status)) out.location = header(handle, "Location");
  // The body of a redirect is nothing that anybody reads, whatever became of it.
  if (code != CURLE_OK && !meeting.cut && (out.location.empty() || meeting.stopped))
    return failure(handle, code, detail.data(), meeting);
  out.response.url = url.text;
  out.response.body = std::move(meeting.body);
  out.response.content_type = header(handle, "Content-Type");
  out.response.etag = header(handle, "ETag");
  out.response.last_modified = header(handle, "Last-Modified");
  if (curl_off_t wait = 0; header(handle, "Retry-After").size() > 0 &&
                           curl_easy_getinfo(handle, CURLINFO_RETRY_AFTER, &wait) == CURLE_OK)
    out.response.retry_after =
        std::chrono::seconds(std::clamp<curl_off_t>(wait, 0, 366ll * 24 * 3600));
  return out;
}

}  // namespace dragoman::fetch
