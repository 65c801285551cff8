// A polite client for http and https: asks for one address and gives what came back.
//
// Method: libcurl does the exchange; redirects are followed here, one exchange at a time, so that
// each address on the way passes the same checks:
//   robots.txt     of its site (robots.h), read once a day
//   turns          spacing and number of exchanges at one host (host_limits.h); a host that said
//                  Retry-After is left alone for that long
//   the guard      on the address that a socket is about to connect to, behind DNS: none of this
//                  machine, its network or a cloud's metadata (address.h). With a proxy, whose
//                  address the user chose, names are resolved behind it and only addresses that
//                  are written as numbers, and "localhost", can be checked
// Limits hold for what comes over the wire and for what it unpacks to.
//
//   fetch::Fetcher fetcher(options);
//   auto response = fetcher.get({.url = "https://example.org/feed.xml", .etag = known});
//   if (!response) ...                          // no exchange: DNS, TLS, time, guard, robots, size
//   if (auto error = status_error(*response)) ...  // an exchange, but no page: 404, 503
//   if (response->status == 304) ...            // unchanged
#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "dragoman/result.h"

namespace dragoman::fetch {

struct FetchOptions {
  std::string user_agent = {};  // empty: "Dragoman/VERSION (news reader)"
  std::chrono::milliseconds connect_timeout{10'000};
  std::chrono::milliseconds timeout{60'000};  // of one exchange, from first to last byte
  // Slower than so many bytes a second, for so long, is given up.
  std::size_t low_speed = 200;
  std::chrono::seconds low_speed_time{15};
  std::size_t max_bytes = std::size_t{16} << 20;
  int max_redirects = 8;
  std::chrono::milliseconds host_spacing{1'000};
  std::size_t host_connections = 1;
  bool robots = true;  // heed robots.txt
  std::chrono::seconds robots_age{24 * 3600};
  std::chrono::milliseconds max_crawl_delay{60'000};  // a longer Crawl-delay is taken as this
  bool allow_private = false;                         // the guard is off
  // "http://proxy.example:3128"; empty: as http_proxy, https_proxy, all_proxy and no_proxy say;
  // "none": no proxy whatever they say.
  std::string proxy = {};
  std::string ca_file = {};  // certificates to trust in place of the system's, PEM
  // Asked often, from any thread: true ends waiting and exchanges, which then fail as Cancelled.
  std::function<bool()> stopped = {};
};

struct Request {
  std::string url;
  // What an earlier response said; not empty: the answer may be 304.
  std::string etag = {}, last_modified = {};
};

struct Response {
  int status = 0;        // of the last exchange; never a redirect that was followed
  std::string url;       // that it came from
  std::string moved_to;  // where the address asked for moved for good (301, 308); empty: nowhere
  std::string body, content_type, etag, last_modified;
  std::optional<std::chrono::seconds> retry_after;
};

// The error that a response with a status of 400 and more stands for, or one that is no answer to
// a GET (204, 206). None for 200, 203 and 304. `where` is the address.
std::optional<Error> status_error(const Response& response);

// Thread-safe: get() may run on many threads at once.
class Fetcher {
 public:
  explicit Fetcher(FetchOptions options);
  ~Fetcher();

  // Fails with
  //   BadArgument  no address, or neither http nor https, also where a redirect leads there
  //   NotAllowed   robots.txt, the guard
  //   Unreachable  DNS, connection, TLS, time limits; a host that asked to be left alone, or whose
  //                robots.txt cannot be read at the moment
  //   TooLarge     over max_bytes, on the wire or unpacked
  //   BadResponse  damage in the transfer or its encoding, redirects in a loop or too many
  //   Cancelled    options.stopped
  // `where` is the address asked for, and in the message the one that failed if it is another.
  Result<Response> get(const Request& request);

  // When an exchange with a host may begin; none while all its turns are taken. `origin` as
  // Url::origin() names it.
  std::optional<std::chrono::steady_clock::time_point> ready_at(const std::string& origin) const;

  // How long the host of `url` asked to be left alone (Retry-After); zero: not at all.
  std::chrono::seconds held_for(const std::string& url) const;

  const FetchOptions& options() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace dragoman::fetch
