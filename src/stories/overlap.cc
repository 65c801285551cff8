#include "stories/overlap.h"

#include <algorithm>
#include <bit>
#include <cstdint>
#include <iterator>
#include <vector>

#include "stories/body_words.h"
#include "stories/shingles.h"

namespace dragoman::stories {
namespace {

// The thresholds are chosen on the first half of the pairs that tools/copy_pairs.py makes, and by
// looking at reports of 15 outlets on one war (docs/rooms/stories.md).

// Of the words of one report that make it a copy: a wire put together with another of its length.
constexpr double kShare = 0.44;
// Reports that follow one template, or have stock phrases in common, share short runs between what
// differs: the shorter the runs on average, the more must be shared; 0.79 with runs of 7 words.
constexpr double kLongRun = 14, kShareOfShortRuns = 0.05;
// What outlets take over includes the opening of one of the two; a background or a quotation that
// two reports share does not.
constexpr double kLeadShare = 1.0 / 3, kShareWithoutLead = 0.62;
// "Shares closed 1.2 percent lower": another day's figures in the same sentences.
constexpr double kTemplateRun = 12, kTemplateSame = 0.35, kTemplateDensity = 0.03;
constexpr std::size_t kTemplateNumbers = 8;
// A sentence in common is nothing to go by.
constexpr std::size_t kLeastWords = 12;

double lead_share(const Part& part) {
  const std::size_t words = std::min(kLead, part.words);
  return words == 0 ? 0 : double(part.lead) / double(words);
}

// The runs of one report, to be looked up: open addressing over twice as many slots or more.
class RunSet {
 public:
  explicit RunSet(const std::vector<std::uint64_t>& runs)
      : slots_(std::bit_ceil(2 * runs.size() + 1), kNone) {
    for (const std::uint64_t run : runs) slots_[slot_of(run)] = run;
  }
  bool contains(std::uint64_t run) const { return slots_[slot_of(run)] == run; }

 private:
  static constexpr std::uint64_t kNone =
      0;  // as a hash as good as impossible; then a run is missed

  // Where the run is, or would be.
  std::size_t slot_of(std::uint64_t run) const {
    std::size_t slot = run & (slots_.size() - 1);
    while (slots_[slot] != run && slots_[slot] != kNone) slot = (slot + 1) & (slots_.size() - 1);
    return slot;
  }

  std::vector<std::uint64_t> slots_;
};

// Which words lie in runs that the other has too.
std::vector<char> shared_words(std::size_t words,
                               const std::vector<std::uint64_t>& runs,
                               const RunSet& others) {
  std::vector<char> shared(words, 0);
  for (std::size_t i = 0; i < runs.size(); ++i) {
    if (others.contains(runs[i]))
      std::fill_n(shared.begin() + static_cast<std::ptrdiff_t>(i), kRun, 1);
  }
  return shared;
}

Part part_of(const Sketch& sketch, const std::vector<char>& shared) {
  Part part;
  part.words = sketch.words.size();
  for (std::size_t i = 0; i < shared.size(); ++i) {
    const bool before = i > 0 && shared[i - 1], behind = i + 1 < shared.size() && shared[i + 1];
    part.shared += shared[i] ? 1 : 0;
    if (i < kLead) part.lead += shared[i] ? 1 : 0;
    part.runs += shared[i] && !before ? 1 : 0;
    if (!is_number(sketch.words[i])) continue;
    part.numbers += shared[i] || before || behind ? 1 : 0;
    part.same_numbers += shared[i] ? 1 : 0;
  }
  return part;
}

}  // namespace

Overlap overlap(const Sketch& a, const Sketch& b) {
  const std::vector<std::uint64_t> of_a = shingles(a.words, kRun), of_b = shingles(b.words, kRun);
  return {part_of(a, shared_words(a.words.size(), of_a, RunSet(of_b))),
          part_of(b, shared_words(b.words.size(), of_b, RunSet(of_a)))};
}

std::vector<char> shared_words(const Sketch& a, const Sketch& b) {
  return shared_words(a.words.size(), shingles(a.words, kRun), RunSet(shingles(b.words, kRun)));
}

bool is_copy(const Overlap& overlap) {
  const Part &a = overlap.a, &b = overlap.b;
  if (std::min(a.shared, b.shared) < kLeastWords) return false;
  const double run = double(a.shared + b.shared) / double(a.runs + b.runs);
  const std::size_t numbers = a.numbers + b.numbers;
  if (run < kTemplateRun && numbers >= kTemplateNumbers &&
      double(numbers) >= kTemplateDensity * double(a.shared + b.shared) &&
      double(a.same_numbers + b.same_numbers) < kTemplateSame * double(numbers)) {
    return false;
  }
  double needed = kShare + kShareOfShortRuns * std::max(0.0, kLongRun - run);
  if (std::max(lead_share(a), lead_share(b)) < kLeadShare)
    needed = std::max(needed, kShareWithoutLead);
  return std::max(a.share(), b.share()) >= needed;
}

bool is_worth_measuring(const std::vector<std::int64_t>& a, const std::vector<std::int64_t>& b) {
  std::vector<std::int64_t> both;
  std::set_intersection(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(both));
  return is_worth_measuring(both.size(), a.size(), b.size());
}

bool is_worth_measuring(std::size_t common, std::size_t of_a, std::size_t of_b) {
  return common * 6 >= std::min(of_a, of_b) && common > 0;
}

}  // namespace dragoman::stories
