#include "fetch/post.h"

#include "fetch/transfer.h"

namespace dragoman::fetch {

Result<Response> post(const FetchOptions& options,
                      const std::string& url,
                      const std::string& body,
                      const std::vector<std::string>& headers) {
  const auto address = parse_url(url);
  if (!address) return address.error();
  FetchOptions chosen = options;
  if (chosen.user_agent.empty()) chosen.user_agent = "Dragoman/" DRAGOMAN_FETCH_VERSION;
  Transfer transfer(chosen);
  const Transfer::Posted posted{body, headers};
  auto exchange = transfer.run(*address, {}, {chosen.max_bytes, true}, &posted);
  if (!exchange) return make_error(exchange.error().code, exchange.error().message, url);
  return std::move(exchange->response);
}

}  // namespace dragoman::fetch
