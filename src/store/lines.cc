#include "store/lines.h"

#include <algorithm>

namespace dragoman::store {

std::string join_lines(const std::vector<std::string>& items) {
  std::string out;
  for (const std::string& item : items) {
    if (!out.empty()) out += '\n';
    out += item;
  }
  return out;
}

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> out;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    out.push_back(text.substr(at, end - at));
    at = end + 1;
  }
  return out;
}

times::Days days_or(const std::string& date, const std::string& published) {
  if (auto days = times::days_of(date)) return *days;
  return times::days_of(published).value_or(times::Days{});
}

}  // namespace dragoman::store
