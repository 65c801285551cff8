// How much two reports are of one story: by words of title and lead, names, and happenings.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "dragoman/record.h"

#include "stories/happening_words.h"

namespace dragoman::stories {

// What of a report counts.
struct StoryTraits {
  Stems words;      // of title and lead
  Stems telling;    // hashed keys of persons and of places smaller than a country
  Stems companies;  // of organisations and groups, which many stories share
  friend bool operator==(const StoryTraits&, const StoryTraits&) = default;
};
StoryTraits traits_of(const Record& record);

std::string to_text(const StoryTraits& traits);
std::optional<StoryTraits> parse_traits(std::string_view text);

// Likeness in points, symmetric; `shared` happenings of these days are told by both.
double likeness(const StoryTraits& a, const StoryTraits& b, std::size_t shared);
inline constexpr double kOneStory = 3.5;  // points
// A report follows one of at most so many days before it.
inline constexpr std::int64_t kStoryGap = 3;

// Hashed details, of which reports of one story share at least one.
std::vector<std::int64_t> story_keys(const StoryTraits& traits,
                                     const std::vector<std::string>& happenings);

}  // namespace dragoman::stories
