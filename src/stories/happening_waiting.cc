#include "stories/happening_waiting.h"

#include <algorithm>
#include <charconv>

namespace dragoman::stories {
namespace {

std::string_view next(std::string_view& from, char end) {
  const std::string_view out = from.substr(0, from.find(end));
  from.remove_prefix(std::min(out.size() + 1, from.size()));
  return out;
}

std::int64_t number(std::string_view text) {
  std::int64_t out = 0;
  std::from_chars(text.data(), text.data() + text.size(), out);
  return out;
}

}  // namespace

// One profile a line: its id, its events, its text.
std::string to_text(const std::vector<WaitingProfile>& profiles) {
  std::string out;
  for (const WaitingProfile& one : profiles) {
    out += std::to_string(one.id);
    for (const WaitingEvent& event : one.events)
      out += ' ' + std::to_string(event.position) + ':' + event.id;
    out += '\v' + one.text + '\n';
  }
  return out;
}

std::vector<WaitingProfile> parse_waiting(std::string_view text) {
  std::vector<WaitingProfile> out;
  while (!text.empty()) {
    std::string_view line = next(text, '\n');
    std::string_view head = next(line, '\v');
    WaitingProfile& one = out.emplace_back();
    one.id = number(next(head, ' '));
    one.text = line;
    while (!head.empty()) {
      std::string_view event = next(head, ' ');
      const std::int64_t position = number(next(event, ':'));
      one.events.push_back({std::string(event), position});
    }
  }
  return out;
}

}  // namespace dragoman::stories
