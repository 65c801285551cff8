#include "serve/tokens.h"

#include <algorithm>
#include <set>

#include <openssl/crypto.h>
#include <openssl/rand.h>

#include "core/hash.h"
#include "core/tsv.h"
#include "core/utf8.h"
#include "serve/cursor.h"
#include "times/days.h"

namespace dragoman::serve {
namespace {

constexpr std::size_t kHashDigits = 64;
constexpr std::size_t kLongestToken = 256;

Role role_of(std::string_view text) {
  if (text == "read") return Role::Read;
  if (text == "write") return Role::Write;
  if (text == "admin") return Role::Admin;
  return Role::None;
}

bool is_hash(std::string_view text) {
  return text.size() == kHashDigits &&
         text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

bool is_expiry(const std::string& text) {
  return text == "never" || (text.size() == 10 && times::days_of(text).has_value());
}

}  // namespace

std::string_view to_string(Role role) {
  switch (role) {
    case Role::Read:
      return "read";
    case Role::Write:
      return "write";
    case Role::Admin:
      return "admin";
    default:
      return "none";
  }
}

bool is_token_name(std::string_view name) {
  return !name.empty() && name.size() <= 64 && std::all_of(name.begin(), name.end(), [](char c) {
    return core::is_ascii_alpha(c) || core::is_ascii_digit(c) ||
           std::string_view("-._@").find(c) != std::string_view::npos;
  });
}

Result<Tokens> Tokens::read(const std::string& path) {
  const auto file = core::read_tsv(path, 4, 4);
  if (!file) return file.error();
  Tokens out;
  std::set<std::string> names;
  for (const core::TsvRow& row : file->rows) {
    Token token{row.fields[0], row.fields[2], row.fields[3], role_of(row.fields[1])};
    if (!is_token_name(token.name))
      return file->error(row, 0, "a name has 1 to 64 letters, digits and -._@");
    if (!names.insert(token.name).second)
      return file->error(row, 0, "the name '" + token.name + "' stands here twice");
    if (token.role == Role::None) return file->error(row, 1, "a role is read, write or admin");
    if (!is_hash(token.hash))
      return file->error(row, 2, "expected a SHA-256 in 64 hex digits, in small letters");
    if (!is_expiry(token.expires))
      return file->error(row, 3, "expected a day as 2027-01-31, or never");
    out.tokens_.push_back(std::move(token));
  }
  return out;
}

Verdict Tokens::check(std::string_view token, std::string_view today) const {
  const std::string hash = hash_of(token.substr(0, kLongestToken + 1));
  const Token* found = nullptr;
  for (const Token& known : tokens_) {
    if (CRYPTO_memcmp(known.hash.data(), hash.data(), kHashDigits) == 0) found = &known;
  }
  if (found == nullptr || token.size() > kLongestToken) return {};
  if (found->expires != "never" && found->expires < today) return {Verdict::Is::Expired, {}};
  return {Verdict::Is::Good, {found->name, found->role}};
}

Result<std::string> make_token() {
  unsigned char bytes[32];
  if (RAND_bytes(bytes, sizeof bytes) != 1)
    return make_error(ErrorCode::Internal, "the system gives no random bytes");
  return base64url({reinterpret_cast<const char*>(bytes), sizeof bytes});
}

std::string token_line(const Token& token) {
  return token.name + '\t' + std::string(to_string(token.role)) + '\t' + token.hash + '\t' +
         token.expires + '\n';
}

std::string hash_of(std::string_view token) {
  return core::sha256_hex(token);
}

std::string_view bearer_token(std::string_view authorization) {
  constexpr std::string_view kScheme = "bearer ";
  if (authorization.size() <= kScheme.size() ||
      core::ascii_lower(authorization.substr(0, kScheme.size())) != kScheme) {
    return {};
  }
  return core::trim(authorization.substr(kScheme.size()));
}

}  // namespace dragoman::serve
