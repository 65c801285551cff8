// One exchange by libcurl: request out, response in; no redirects, no politeness. Internal to
// fetch.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "fetch/fetcher.h"
#include "fetch/url.h"

using CURL = void;

namespace dragoman::fetch {

struct Exchange {
  Response response;
  std::string location;  // of a redirect, as the server wrote it
};

// A connection that is kept from one exchange to the next. One thread at a time.
class Transfer {
 public:
  explicit Transfer(const FetchOptions& options);
  Transfer(const Transfer&) = delete;
  Transfer& operator=(const Transfer&) = delete;
  ~Transfer();

  // `max_bytes` cuts the body off where `cut` is true, else more is TooLarge.
  struct Limit {
    std::size_t max_bytes;
    bool cut = false;
  };
  // With `posted` the exchange is a POST.
  struct Posted {
    const std::string& body;
    const std::vector<std::string>& headers;  // "Name: value"
  };
  Result<Exchange> run(const Url& url,
                       const Request& request,
                       const Limit& limit,
                       const Posted* posted = nullptr);

 private:
  struct Close {
    void operator()(CURL* handle) const;
  };
  const FetchOptions& options_;
  std::unique_ptr<CURL, Close> handle_;
};

// The proxy for an address by options and environment; empty: none.
std::string proxy_for(const FetchOptions& options, const Url& url);

}  // namespace dragoman::fetch
