#include "record/entry_layer.h"

#include <array>

namespace dragoman::record {
namespace {

constexpr std::array<std::string_view, kEntryLayers> kNames = {
    "mention", "actor", "time", "place", "statement", "event", "pledge", "fate", "process"};

}  // namespace

std::string_view to_string(EntryLayer layer) {
  return kNames[static_cast<std::size_t>(layer)];
}

std::optional<EntryLayer> parse_entry_layer(std::string_view text) {
  for (std::size_t i = 0; i < kNames.size(); ++i) {
    if (kNames[i] == text) return static_cast<EntryLayer>(i);
  }
  return std::nullopt;
}

}  // namespace dragoman::record
