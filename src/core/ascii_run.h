// Runs of ASCII, which most text is made of, many bytes at once.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace dragoman::core {

// Where the run of ASCII that begins at `at` ends.
inline std::size_t end_of_ascii(std::string_view text, std::size_t at) {
  constexpr std::size_t kStep = 32;
  for (; at + kStep <= text.size(); at += kStep) {
    std::uint64_t words[kStep / 8];
    std::memcpy(words, text.data() + at, kStep);
    if (((words[0] | words[1] | words[2] | words[3]) & 0x8080808080808080u) != 0) break;
  }
  while (at < text.size() && static_cast<unsigned char>(text[at]) < 0x80) ++at;
  return at;
}

}  // namespace dragoman::core
