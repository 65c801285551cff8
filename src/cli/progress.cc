#include "cli/progress.h"

#include <algorithm>
#include <cstdio>

#include <fmt/format.h>

namespace dragoman::cli {

std::string progress_line(std::size_t reports,
                          double seconds,
                          std::uint64_t done,
                          std::uint64_t total) {
  std::string line = fmt::format("{} reports, {:.0f}/s", reports,
                                 seconds > 0 ? static_cast<double>(reports) / seconds : 0);
  if (total == 0 || done == 0) return line;
  const double share = std::min(1.0, static_cast<double>(done) / static_cast<double>(total));
  const auto left = static_cast<long>(seconds / share - seconds + 0.5);
  line += fmt::format(", {:.0f} %, ", 100 * share);
  line += left >= 3600 ? fmt::format("{}:{:02}:{:02} left", left / 3600, left / 60 % 60, left % 60)
                       : fmt::format("{}:{:02} left", left / 60, left % 60);
  return line;
}

void Progress::update(std::size_t reports, std::uint64_t done, std::uint64_t total) {
  const auto now = Clock::now();
  if (!screen_.terminal || now < next_) return;
  next_ = now + std::chrono::milliseconds(250);
  const double seconds = std::chrono::duration<double>(now - start_).count();
  std::fprintf(stderr, "\r\x1b[K%s",
               shorten(progress_line(reports, seconds, done, total), screen_.width - 1).c_str());
  std::fflush(stderr);
  shown_ = true;
}

void Progress::clear() {
  if (!shown_) return;
  std::fputs("\r\x1b[K", stderr);
  std::fflush(stderr);
  shown_ = false;
}

}  // namespace dragoman::cli
