// The layers of a record that hold entries, by name: as rules are listed, corrected and explained.
#pragma once

#include <optional>
#include <string_view>

namespace dragoman::record {

enum class EntryLayer { Mention, Actor, Time, Place, Statement, Event, Pledge, Fate, Process };
inline constexpr int kEntryLayers = 9;

// "mention", "actor", ...: the list's name in the record without its plural.
std::string_view to_string(EntryLayer layer);
std::optional<EntryLayer> parse_entry_layer(std::string_view text);

}  // namespace dragoman::record
