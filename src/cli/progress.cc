#include "cli/progress.h"

#include <algorithm>
#include <cstdio>

#include <fmt/format.h>

namespace dragoman::cli {

namespace {

std::string bytes_in_words(std::uint64_t bytes) {
  const auto number = static_cast<double>(bytes);
  if (number >= 1e9) return fmt::format("{:.1f} GB", number / 1e9);
  if (number >= 1e6) return fmt::format("{:.0f} MB", number / 1e6);
  return fmt::format("{:.0f} KB", number / 1e3);
}

}  // namespace

std::string progress_line(std::size_t reports,
                          double seconds,
                          std::uint64_t done,
                          std::uint64_t total) {
  const std::string rate =
      fmt::format("{:.0f}/s", seconds > 0 ? static_cast<double>(reports) / seconds : 0);
  if (total == 0 || done == 0) return fmt::format("{} reports, {}", reports, rate);
  const double share = std::min(1.0, static_cast<double>(done) / static_cast<double>(total));
  const auto left = static_cast<long>(seconds / share - seconds + 0.5);
  const std::string time =
      left >= 3600 ? fmt::format("{}:{:02}:{:02}", left / 3600, left / 60 % 60, left % 60)
                   : fmt::format("{}:{:02}", left / 60, left % 60);
  return fmt::format("{} of about {:.0f} reports, {}, {:.0f} % of {}, {} left", reports,
                     static_cast<double>(reports) / share, rate, 100 * share, bytes_in_words(total),
                     time);
}

void Progress::update(std::size_t reports, std::uint64_t done, std::uint64_t total) {
  if (!before_) before_ = done < total / 100 ? 0 : done;
  if (!is_due()) return;
  const double seconds = std::chrono::duration<double>(Clock::now() - start_).count();
  print(progress_line(reports, seconds, done - *before_, total - *before_));
}

void Progress::show(const std::string& line) {
  if (is_due()) print(line);
}

bool Progress::is_due() {
  const auto now = Clock::now();
  if (!screen_.terminal || now < next_) return false;
  next_ = now + std::chrono::milliseconds(250);
  return true;
}

void Progress::print(const std::string& line) {
  std::fprintf(stderr, "\r\x1b[K%s", shorten(line, screen_.width - 1).c_str());
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
