// Texts and records for the tests of this room.
#pragma once

#include <cstdint>
#include <string>

#include "dragoman/record.h"

namespace dragoman::stories {

// `count` words that look like words and hardly repeat; the same for the same seed.
inline std::string words(std::uint64_t seed, std::size_t count) {
  constexpr const char* kSyllables[] = {"ka", "lo",  "mi", "ren", "tu",  "sha", "po", "vel",
                                        "di", "gor", "an", "es",  "bru", "ny",  "fa", "wick"};
  std::string out;
  std::uint64_t state = seed * 2654435761u + 1;
  for (std::size_t i = 0; i < count; ++i) {
    if (i > 0) out += i % 12 == 0 ? ". " : " ";
    for (int syllable = 0; syllable < 3; ++syllable) {
      state = state * 6364136223846793005ull + 1442695040888963407ull;
      out += kSyllables[state >> 60];
    }
  }
  return out;
}

inline Record report(const std::string& id,
                     const std::string& text,
                     const std::string& published = "",
                     const std::string& outlet = "",
                     const std::string& agency = "") {
  Record record;
  record.id = id;
  record.uri = id + ".txt";
  record.outlet = outlet;
  record.published = published;
  record.agency = agency;
  record.title = "Title of " + id;
  record.language = "en";
  record.text = text;
  record.versions = {"0.1.0", "m", "l", "k"};
  return record;
}

}  // namespace dragoman::stories
