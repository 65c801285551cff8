// Messages for the end of a run: rejected inputs, remarks.
#pragma once

#include <cstddef>
#include <cstdio>
#include <string>
#include <vector>

#include "cli/terminal.h"

namespace dragoman::cli {

// Counts all, keeps the first thousand.
struct Messages {
  static constexpr std::size_t kMostKept = 1000;

  std::vector<std::string> lines;
  std::size_t count = 0;

  void add(std::string line) {
    ++count;
    if (lines.size() < kMostKept) lines.push_back(std::move(line));
  }
  // On stderr; nothing when there are none.
  void print(const std::string& heading) const {
    if (count == 0) return;
    std::fprintf(stderr, "dragoman: %s\n", heading.c_str());
    for (const std::string& line : lines) std::fprintf(stderr, "  %s\n", printable(line).c_str());
    if (count > lines.size()) std::fprintf(stderr, "  and %zu more\n", count - lines.size());
  }
};

}  // namespace dragoman::cli
