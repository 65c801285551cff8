// The nouns of this room: a request, a response, who asks. Nothing here knows of sockets.
#pragma once

#include <cstddef>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "dragoman/error.h"
#include "dragoman/result.h"

namespace dragoman::serve {

// What a caller may do; each includes those before it.
enum class Role { None, Read, Write, Admin };

struct Caller {
  std::string name;  // of the token; "local" where none is asked for
  Role role = Role::None;
};

using Headers = std::map<std::string, std::string>;  // names in small letters

struct Fetched;  // fetching.h

struct Request {
  std::string method;
  std::string target;                 // as sent: path and query
  std::vector<std::string> segments;  // of the path, decoded: "/api/v1/reports" has three
  std::vector<std::pair<std::string, std::string>> query;  // decoded
  Headers headers;
  std::string body;
  std::string address;  // of the client
  std::string id;       // given by us; in the answer, the audit log and messages
  Caller caller;
  std::shared_ptr<Fetched> fetched{};  // what the addresses in the body led to

  // Empty when there is none.
  const std::string& header(const std::string& name) const;
};

struct Response {
  int status = 200;
  std::string type = "application/json; charset=utf-8";
  std::string body;
  std::vector<std::pair<std::string, std::string>> headers;  // beside those that every answer has
  std::string policy;  // Content-Security-Policy of a page; empty: nothing may run
};

std::string_view phrase(int status);  // "Not Found"

// An error as application/problem+json (RFC 9457): `detail` says what to do.
Response problem(int status, std::string_view code, const std::string& detail);
// The same for one of ours.
Response problem(const Error& error);

// A path and query as sent, taken apart. BadArgument for what is no target of ours: no path,
// broken escapes, NUL or bytes that are no UTF-8, "." or ".." as a segment, too many parts.
Result<void> split_target(std::string_view target, Request& into);

// "%41" and, in a query, "+". Fails with BadArgument for broken escapes.
Result<std::string> percent_decode(std::string_view text, bool plus_is_blank);
std::string percent_encode(std::string_view text);  // all but letters, digits and -._~

}  // namespace dragoman::serve
