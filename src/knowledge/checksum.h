// The content check of a compiled knowledge base: not cryptographic, made to be read at memory
// speed.
#pragma once

#include <cstdint>
#include <cstring>
#include <string_view>

namespace dragoman::knowledge {

inline std::uint64_t checksum64(std::string_view bytes) {
  // Four lanes of multiply and rotate over 8-byte words, as in xxHash; then one mix.
  constexpr std::uint64_t kPrime1 = 0x9E3779B185EBCA87ull, kPrime2 = 0xC2B2AE3D27D4EB4Full;
  const auto rotate = [](std::uint64_t v, int n) { return (v << n) | (v >> (64 - n)); };
  std::uint64_t lane[4] = {kPrime1, kPrime2, kPrime1 ^ kPrime2, 0};
  std::size_t i = 0;
  for (; i + 32 <= bytes.size(); i += 32) {
    for (std::size_t k = 0; k < 4; ++k) {
      std::uint64_t word;
      std::memcpy(&word, bytes.data() + i + 8 * k, 8);
      lane[k] = rotate(lane[k] + word * kPrime2, 31) * kPrime1;
    }
  }
  std::uint64_t hash = bytes.size() * kPrime1;
  for (const std::uint64_t value : lane) hash = rotate(hash ^ value, 27) * kPrime1 + kPrime2;
  for (; i < bytes.size(); ++i) {
    hash = rotate(hash ^ (static_cast<unsigned char>(bytes[i]) * kPrime2), 11) * kPrime1;
  }
  hash ^= hash >> 33;
  hash *= kPrime2;
  return hash ^ (hash >> 29);
}

}  // namespace dragoman::knowledge
