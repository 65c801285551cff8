#include "corrections/find_entry.h"

#include <algorithm>

#include "corrections/entry.h"

namespace dragoman::corrections {
namespace {

constexpr double kLeastOverlap = 0.3;  // of the characters of both together

std::size_t shared_by(const CodePointSpans& a, const CodePointSpans& b) {
  std::size_t shared = 0;
  for (const CodePointSpan x : a) {
    for (const CodePointSpan y : b) {
      const std::uint32_t begin = std::max(x.begin, y.begin), end = std::min(x.end, y.end);
      if (begin < end) shared += end - begin;
    }
  }
  return shared;
}

std::size_t length_of(const CodePointSpans& spans) {
  std::size_t length = 0;
  for (const CodePointSpan span : spans) length += span.end - span.begin;
  return length;
}

double overlap(const CodePointSpans& a, const CodePointSpans& b) {
  if (a == b) return 1;
  const std::size_t shared = shared_by(a, b);
  const std::size_t all = length_of(a) + length_of(b) - shared;
  return all == 0 ? 0 : static_cast<double>(shared) / static_cast<double>(all);
}

double overlap_with(const Record& record, const Correction& c, std::size_t index) {
  if (c.layer != EntryLayer::Actor) return overlap(c.spans, anchor_of(record, c.layer, index));
  // Any mention of an actor may have been its first.
  double most = 0;
  for (const RecordMention& mention : record.mentions) {
    if (mention.actor == record.actors[index].id) most = std::max(most, overlap(c.spans, {mention.span}));
  }
  return most;
}

// An entry without words of the text (an actor that is nowhere named) is known by what is said of it.
bool is_nameless(const Record& record, const Correction& c, std::size_t index) {
  return c.spans.empty() && anchor_of(record, c.layer, index).empty();
}

bool same_apart_from(const Json& before, const Json& now, const std::string& name) {
  const auto value = [&name](const Json& said) {
    const auto found = said.find(name);
    return found == said.end() ? Json() : *found;
  };
  return value(before) == value(now);
}

// How many fields the machine fills as it had.
std::size_t agreement(const Correction& c, const Json& now) {
  std::size_t count = 0;
  for (const Field& field : fields_of(c.layer))
    count += same_apart_from(c.said, now, std::string(field.name)) ? 1 : 0;
  return count;
}

bool tells_the_same(const Correction& c, const Json& now) {
  return std::all_of(fields_of(c.layer).begin(), fields_of(c.layer).end(), [&](const Field& field) {
    return !field.tells_apart || field.name == c.field ||
           same_apart_from(c.said, now, std::string(field.name));
  });
}

struct Candidate {
  std::size_t index = 0;
  double overlap = 0;
  std::size_t agreement = 0;
  bool same = false;
};

}  // namespace

bool is_alone(const Record& record, EntryLayer layer, std::size_t index) {
  const CodePointSpans spans = anchor_of(record, layer, index);
  for (std::size_t i = 0; i < count_of(record, layer); ++i) {
    if (i != index && shared_by(spans, anchor_of(record, layer, i)) > 0) return false;
  }
  return true;
}

std::optional<std::size_t> find_entry(const Record& record, const Correction& c) {
  std::vector<Candidate> candidates;
  for (std::size_t i = 0; i < count_of(record, c.layer); ++i) {
    const double shared = overlap_with(record, c, i);
    const bool nameless = is_nameless(record, c, i);
    if (shared < kLeastOverlap && !nameless) continue;
    const Json now = said_of(record, c.layer, i);
    if (nameless && now != c.said) continue;
    candidates.push_back({i, shared, agreement(c, now), tells_the_same(c, now)});
  }
  const bool only_one = c.alone && candidates.size() == 1;
  if (!only_one) std::erase_if(candidates, [](const Candidate& one) { return !one.same; });
  const auto best = std::max_element(
      candidates.begin(), candidates.end(), [](const Candidate& a, const Candidate& b) {
        return std::pair(a.overlap, a.agreement) < std::pair(b.overlap, b.agreement);
      });
  if (best == candidates.end()) return std::nullopt;
  return best->index;
}

}  // namespace dragoman::corrections
