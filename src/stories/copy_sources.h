// What a copy was taken from, among the reports that make pairs with it.
//
// The source is the earliest of those that hold most of the report (within 3 %); where it leaves more
// than a fifth of the words open, a further one is each that adds a fifth. Which of two is the copy
// says copy_direction.h. A pure function of what is given.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "stories/copies.h"
#include "stories/copy_direction.h"
#include "stories/sketch.h"

namespace dragoman::stories {

// The other report of a pair.
struct CopyPartner {
  Publication publication;
  double share = 0;         // of our report's words that stand in it
  double source_share = 0;  // of its words that stand in ours
};

// The one that holds most first; empty for what is no copy. `sketch_of` gives a partner's sketch,
// an empty one for a report that is gone.
std::vector<CopyLink> choose_sources(const Publication& of,
                                     const Sketch& sketch,
                                     const std::vector<CopyPartner>& partners,
                                     const std::function<Sketch(const std::string&)>& sketch_of);

}  // namespace dragoman::stories
