#include "stories/overlap.h"

#include <algorithm>
#include <bit>
#include <cstdint>
#include <iterator>
#include <utility>
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

constexpr std::uint64_t kNoRun = 0;  // as a hash as good as impossible; then a run is missed

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

Runs::Runs(Sketch sketch)
    : sketch_(std::move(sketch)),
      runs_(shingles(sketch_.words, kRun)),
      slots_(std::bit_ceil(2 * runs_.size() + 1), kNoRun) {
  for (const std::uint64_t run : runs_) slots_[slot_of(run)] = run;
}

// Where the run is, or would be.
std::size_t Runs::slot_of(std::uint64_t run) const {
  std::size_t slot = run & (slots_.size() - 1);
  while (slots_[slot] != run && slots_[slot] != kNoRun) slot = (slot + 1) & (slots_.size() - 1);
  return slot;
}

std::vector<char> Runs::shared_with(const Runs& other) const {
  std::vector<char> shared(sketch_.words.size(), 0);
  for (std::size_t i = 0; i < runs_.size(); ++i) {
    if (other.contains(runs_[i]))
      std::fill_n(shared.begin() + static_cast<std::ptrdiff_t>(i), kRun, 1);
  }
  return shared;
}

Overlap overlap(const Runs& a, const Runs& b) {
  return {part_of(a.sketch(), a.shared_with(b)), part_of(b.sketch(), b.shared_with(a))};
}

Overlap overlap(const Sketch& a, const Sketch& b) {
  return overlap(Runs(a), Runs(b));
}

std::vector<char> shared_words(const Sketch& a, const Sketch& b) {
  return Runs(a).shared_with(Runs(b));
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
