#include "stories/copy_sources.h"

#include <algorithm>
#include <utility>

#include "stories/overlap.h"

namespace dragoman::stories {
namespace {

// Of two sources that hold a report about as well, the earlier is the source.
constexpr double kAsGood = 0.03;
// A further source must hold so much of the report that those before it do not.
constexpr double kWorthNaming = 0.2;

struct Candidate {
  const CopyPartner* partner = nullptr;
  DirectionReason reason = DirectionReason::Order;
  bool used = false;
};

// Those that the report may have been taken from, by publication.
std::vector<Candidate> possible_sources(const Publication& of,
                                        const std::vector<CopyPartner>& partners) {
  std::vector<Candidate> out;
  for (const CopyPartner& partner : partners) {
    const Direction towards =
        direction(of, partner.publication, partner.share, partner.source_share);
    if (!towards.first_is_source) out.push_back({&partner, towards.reason});
  }
  std::sort(out.begin(), out.end(), [](const Candidate& a, const Candidate& b) {
    return comes_first(a.partner->publication, b.partner->publication);
  });
  return out;
}

// The earliest of those that hold most of the report; the candidates are in that order.
Candidate* best_of(std::vector<Candidate>& candidates) {
  double most = 0;
  for (const Candidate& c : candidates) most = std::max(most, c.partner->share);
  for (Candidate& c : candidates) {
    if (c.partner->share >= most - kAsGood) return &c;
  }
  return nullptr;
}

class Chooser {
 public:
  Chooser(const Publication& of,
          const Sketch& sketch,
          const std::vector<CopyPartner>& partners,
          const std::function<Sketch(const std::string&)>& sketch_of)
      : of_(of), sketch_(sketch), sketch_of_(sketch_of), candidates_(possible_sources(of, partners)) {}

  std::vector<CopyLink> operator()() {
    Candidate* source = best_of(candidates_);
    if (source == nullptr) return {};
    take(*source);
    if (source->partner->share > 1 - kWorthNaming) return std::move(links_);
    held_ = words_in(*source);
    while ((source = next_source()) != nullptr) take(*source);
    return std::move(links_);
  }

 private:
  void take(Candidate& source) {
    source.used = true;
    links_.push_back({of_.report, source.partner->publication.report, source.partner->share,
                      source.partner->source_share, source.reason});
  }

  std::vector<char> words_in(const Candidate& source) const {
    return shared_words(sketch_, sketch_of_(source.partner->publication.report));
  }

  // The one that adds most to the words held so far; they are then held too.
  Candidate* next_source() {
    Candidate* best = nullptr;
    std::size_t most = 0;
    std::vector<char> best_held;
    for (Candidate& candidate : candidates_) {
      if (candidate.used || candidate.partner->share < kWorthNaming) continue;
      std::vector<char> with = words_in(candidate);
      std::size_t added = 0;
      for (std::size_t i = 0; i < held_.size(); ++i) {
        added += with[i] && !held_[i] ? 1 : 0;
        with[i] = with[i] || held_[i];
      }
      if (added > most) most = added, best = &candidate, best_held = std::move(with);
    }
    if (best == nullptr || double(most) < kWorthNaming * double(held_.size())) return nullptr;
    held_ = std::move(best_held);
    return best;
  }

  const Publication& of_;
  const Sketch& sketch_;
  const std::function<Sketch(const std::string&)>& sketch_of_;
  std::vector<Candidate> candidates_;
  std::vector<char> held_;  // whether each word is in a source that was taken
  std::vector<CopyLink> links_;
};

}  // namespace

std::vector<CopyLink> choose_sources(const Publication& of,
                                     const Sketch& sketch,
                                     const std::vector<CopyPartner>& partners,
                                     const std::function<Sketch(const std::string&)>& sketch_of) {
  return Chooser(of, sketch, partners, sketch_of)();
}

}  // namespace dragoman::stories
