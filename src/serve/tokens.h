// Tokens: who may ask, and what for.
//
// A tab-separated file, one token a line: name, role (read, write, admin), SHA-256 of the token in
// hex, last day that it holds (UTC, 2027-01-31; or "never"). The token itself is 256 random bits
// and stands nowhere; a fast hash of it is therefore as good as a slow one.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "dragoman/result.h"

#include "serve/http.h"

namespace dragoman::serve {

std::string_view to_string(Role role);

struct Token {
  std::string name, hash, expires;
  Role role = Role::None;
};

struct Verdict {
  enum class Is { Good, Unknown, Expired } is = Is::Unknown;
  Caller caller;
};

class Tokens {
 public:
  // Fails with NotFound, NotReadable, or BadFormat with file:line:column.
  static Result<Tokens> read(const std::string& path);

  // Takes the same time whichever token is right, and for none. `today` as 2026-11-28.
  Verdict check(std::string_view token, std::string_view today) const;
  std::size_t size() const { return tokens_.size(); }

 private:
  std::vector<Token> tokens_;
};

// A new token, 43 characters; and its line for the file.
Result<std::string> make_token();
std::string token_line(const Token& token);
std::string hash_of(std::string_view token);
// Whether the name can stand in the file: letters, digits and -._@
bool is_token_name(std::string_view name);

// The token of "Authorization: Bearer TOKEN"; empty when the header holds none.
std::string_view bearer_token(std::string_view authorization);

}  // namespace dragoman::serve
