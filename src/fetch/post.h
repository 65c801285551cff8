// Hands a message to an address of the web: one POST, no redirects, no robots.txt. The guard on
// addresses that are not public holds (fetcher.h).
#pragma once

#include <string>
#include <vector>

#include "dragoman/result.h"

#include "fetch/fetcher.h"

namespace dragoman::fetch {

// `headers`: "Name: value"; Content-Type among them. Fails as Fetcher::get for what is no answer;
// an answer of any status is a Response, of whose body the first `options.max_bytes` are kept.
Result<Response> post(const FetchOptions& options,
                      const std::string& url,
                      const std::string& body,
                      const std::vector<std::string>& headers);

}  // namespace dragoman::fetch
