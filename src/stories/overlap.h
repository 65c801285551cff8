// How much of one report stands in another, and whether that makes one a copy.
//
// A word is shared when it lies in a run of kRun words or more that the other report has too,
// wherever. Both directions are measured: all of a cut report stands in its original, but only a
// part of the original in it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "stories/sketch.h"

namespace dragoman::stories {

inline constexpr std::size_t kRun = 4;    // words
inline constexpr std::size_t kLead = 40;  // words with which a report opens

// What one report has in common with another.
struct Part {
  std::size_t words = 0;                      // of its body
  std::size_t shared = 0;                     // of them in the other
  std::size_t lead = 0;                       // of its first kLead words in the other
  std::size_t runs = 0;                       // stretches that the shared words make up
  std::size_t numbers = 0, same_numbers = 0;  // in or beside shared words; shared
  double share() const { return words == 0 ? 0 : double(shared) / double(words); }
};

struct Overlap {
  Part a, b;
};

// A sketch with its runs, to be looked up: made once for all that it is compared with.
class Runs {
 public:
  explicit Runs(Sketch sketch);
  const Sketch& sketch() const { return sketch_; }
  // For each word, whether it lies in a run that the other has too.
  std::vector<char> shared_with(const Runs& other) const;

 private:
  bool contains(std::uint64_t run) const { return slots_[slot_of(run)] == run; }
  std::size_t slot_of(std::uint64_t run) const;

  Sketch sketch_;
  std::vector<std::uint64_t> runs_;   // in text order
  std::vector<std::uint64_t> slots_;  // open addressing over twice as many, or more
};

// Linear in the words of both. overlap(x, y) is overlap(y, x) with the parts
// swapped.
Overlap overlap(const Runs& a, const Runs& b);
Overlap overlap(const Sketch& a, const Sketch& b);

// For each word of `a`, whether it lies in a run that `b` has too.
std::vector<char> shared_words(const Sketch& a, const Sketch& b);

// Whether as many fingerprints in common, of so many, make it likely that is_copy() says yes.
bool is_worth_measuring(std::size_t common, std::size_t of_a, std::size_t of_b);
bool is_worth_measuring(const std::vector<std::int64_t>& a, const std::vector<std::int64_t>& b);

// Whether one report is, or has taken over, the other or a part of it. Symmetric.
bool is_copy(const Overlap& overlap);

}  // namespace dragoman::stories
