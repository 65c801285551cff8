// The entry that a correction is about, in a record that was made since.
#pragma once

#include <cstddef>
#include <optional>

#include "corrections/correction.h"

namespace dragoman::corrections {

// The index in its layer; none when the machine finds the entry no more.
//
// Of the entries that come from the same characters, or mostly so, the one of which the machine
// says what it had said. Where several came from these characters, then or now ("attacked" may be
// two events), what tells them apart must be as it was, but for the field that was corrected: in
// doubt the correction is orphaned, never applied to another entry.
std::optional<std::size_t> find_entry(const Record& record, const Correction& correction);

// Whether no other entry of the layer comes from the same characters.
bool is_alone(const Record& record, EntryLayer layer, std::size_t index);

}  // namespace dragoman::corrections
