#include "serve/fetching.h"

#include <sstream>
#include <utility>

#include "core/utf8.h"
#include "fetch/url.h"
#include "watch/entry_text.h"

namespace dragoman::serve {
namespace {

constexpr std::chrono::seconds kTimeOfOne{20};

// Also without a password: what an address holds stands in the store and in the audit log.
bool has_user(const std::string& address) {
  const std::size_t begin = address.find("://");
  if (begin == std::string::npos) return false;
  const std::size_t end = std::min(address.find_first_of("/?#", begin + 3), address.size());
  return address.find('@', begin + 3) < end;
}

}  // namespace

bool is_address_list(const Request& request) {
  const std::string& header = request.header("content-type");
  return core::ascii_lower(core::trim(std::string_view(header).substr(0, header.find(';')))) ==
         "text/uri-list";
}

Result<std::vector<std::string>> addresses_of(const std::string& body, std::size_t most) {
  std::vector<std::string> out;
  std::istringstream lines(body);
  for (std::string line; std::getline(lines, line);) {
    const std::string address(core::trim(line));
    if (address.empty() || address.front() == '#') continue;
    if (out.size() == most) {
      return make_error(ErrorCode::BadArgument, "more than " + std::to_string(most) +
                                                    " addresses in one request; send the rest in another");
    }
    if (has_user(address)) {
      return make_error(ErrorCode::BadArgument,
                        "an address with a name or password in it is not fetched; leave them out");
    }
    auto url = fetch::parse_url(address);
    if (!url) return make_error(ErrorCode::BadArgument, url.error().message);
    out.push_back(address);
  }
  if (out.empty())
    return make_error(ErrorCode::EmptyInput, "the list holds no address; send one in each line");
  return out;
}

fetch::Fetcher& Fetching::fetcher() {
  const std::lock_guard lock(mutex_);
  if (!fetcher_) {
    fetch::FetchOptions options;
    options.allow_private = options_.fetch_private;
    options.timeout = kTimeOfOne;
    options.max_bytes = options_.limits.upload_bytes;
    options.stopped = [this] { return stopping_.load(); };
    fetcher_ = std::make_unique<fetch::Fetcher>(std::move(options));
  }
  return *fetcher_;
}

Result<std::shared_ptr<Fetched>> Fetching::fetch(const Request& request) {
  auto addresses = addresses_of(request.body, options_.limits.addresses);
  if (!addresses) return addresses.error();
  auto out = std::make_shared<Fetched>();
  out->addresses = std::move(*addresses);
  for (const std::string& address : out->addresses)
    out->items.push_back(watch::fetch_item(fetcher(), address));
  return out;
}

}  // namespace dragoman::serve
