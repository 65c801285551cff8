// SHA-256 (OpenSSL) for ids and content hashes, FNV-1a for tables that need no security.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace dragoman::core {

// 64 lower-case hex digits.
std::string sha256_hex(std::string_view bytes);

constexpr std::uint64_t fnv1a64(std::string_view bytes,
                                std::uint64_t seed = 14695981039346656037ull) {
  std::uint64_t hash = seed;
  for (const char c : bytes) {
    hash ^= static_cast<unsigned char>(c);
    hash *= 1099511628211ull;
  }
  return hash;
}

}  // namespace dragoman::core
