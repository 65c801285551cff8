// Addresses of the web that clients post: fetched for them, behind the guards of fetch/fetcher.h
// (nothing of this machine and its network, robots.txt, limits), before the writer has its turn, so
// that a slow site holds up nobody else's reports.
#pragma once

#include <atomic>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "dragoman/result.h"

#include "fetch/fetcher.h"
#include "intake/read_input.h"
#include "serve/http.h"
#include "serve/options.h"

namespace dragoman::serve {

// What was fetched, in the order of the addresses.
struct Fetched {
  std::vector<std::string> addresses;
  std::vector<Result<intake::RawItem>> items;
};

// Whether the body is a list of addresses (text/uri-list, RFC 2483).
bool is_address_list(const Request& request);
// Its addresses. Fails with BadArgument: none, too many, no address, or one with a password in it.
Result<std::vector<std::string>> addresses_of(const std::string& body, std::size_t most);

// Thread-safe.
class Fetching {
 public:
  Fetching(const ServeOptions& options, const std::atomic<bool>& stopping)
      : options_(options), stopping_(stopping) {}

  // What could not be fetched is among the items, as an error.
  Result<std::shared_ptr<Fetched>> fetch(const Request& request);

 private:
  fetch::Fetcher& fetcher();

  const ServeOptions& options_;
  const std::atomic<bool>& stopping_;
  std::mutex mutex_;
  std::unique_ptr<fetch::Fetcher> fetcher_;  // made when first needed
};

}  // namespace dragoman::serve
