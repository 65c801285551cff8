// Ids of entries wherever a record refers to them.
#pragma once

#include <map>
#include <string>

#include "dragoman/record.h"

namespace dragoman::corrections {

// What became of entries, by id: another id, or "" for what is gone.
struct Moves {
  std::map<std::string, std::string> actors, places, statements, events, processes, pledges, fates;
  bool empty() const;
};

// Takes entries that are gone or became another out of the record, and puts the others in their
// place wherever the record refers to them. Other entries keep their ids. A hop of a chain whose
// actor is gone keeps the actor's name.
void rewrite(Record& record, const Moves& moves);

}  // namespace dragoman::corrections
