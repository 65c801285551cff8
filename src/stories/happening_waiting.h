// The profiles of a report that waits for the refresh, as one text.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "stories/happening_nodes.h"

namespace dragoman::stories {

struct WaitingEvent {
  std::string id;              // in its report
  std::int64_t position = 0;  // from 1
};
struct WaitingProfile {
  ProfileId id = 0;
  std::vector<WaitingEvent> events;
  std::string text;
};

std::string to_text(const std::vector<WaitingProfile>& profiles);
std::vector<WaitingProfile> parse_waiting(std::string_view text);

}  // namespace dragoman::stories
