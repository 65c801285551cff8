#include "stories/changes.h"

#include <algorithm>
#include <cstdint>
#include <unordered_map>

#include "core/fold.h"
#include "core/utf8.h"
#include "stories/body_words.h"
#include "stories/overlap.h"
#include "stories/shingles.h"

namespace dragoman::stories {
namespace {

// Places of one run in the source that are tried; more than that is no text ("word word word").
constexpr std::size_t kMostPlaces = 16;
// Tiles of a pair that are put in order; a text in which more runs stand apart is no copy.
constexpr std::size_t kMostTiles = 2000;

// A half-open range of words.
struct Range {
  std::size_t begin = 0, end = 0;
  bool empty() const { return begin >= end; }
};

// The same words in both.
struct Tile {
  Range source, copy;
};

std::vector<BodyWord> body(const Record& record) {
  std::vector<BodyWord> words = body_words(record);
  if (words.size() > kMostWords) words.resize(kMostWords);
  return words;
}

std::vector<std::uint32_t> hashes(const std::vector<BodyWord>& words) {
  std::vector<std::uint32_t> out;
  for (const BodyWord& word : words) out.push_back(word.hash);
  return out;
}

class Tiling {
 public:
  Tiling(std::vector<std::uint32_t> source, std::vector<std::uint32_t> copy)
      : source_(std::move(source)), copy_(std::move(copy)), taken_(source_.size(), 0) {
    const auto runs = shingles(source_, kRun);
    for (std::size_t i = 0; i < runs.size(); ++i) {
      auto& places = places_[runs[i]];
      if (places.size() < kMostPlaces) places.push_back(i);
    }
  }

  // In the order of the copy.
  std::vector<Tile> tiles() {
    std::vector<Tile> out;
    const auto runs = shingles(copy_, kRun);
    for (std::size_t at = 0; at < runs.size() && out.size() < kMostTiles;) {
      const Tile tile = longest_at(at, runs[at], out.empty() ? 0 : out.back().source.end);
      if (tile.copy.empty()) {
        ++at;
        continue;
      }
      std::fill(taken_.begin() + std::ptrdiff_t(tile.source.begin),
                taken_.begin() + std::ptrdiff_t(tile.source.end), 1);
      out.push_back(tile);
      at = tile.copy.end;
    }
    return out;
  }

 private:
  // Of several equally long, the first behind `expected`, where the last tile ended.
  Tile longest_at(std::size_t at, std::uint64_t run, std::size_t expected) const {
    Tile best;
    const auto found = places_.find(run);
    if (found == places_.end()) return best;
    for (const std::size_t place : found->second) {
      std::size_t size = 0;
      while (at + size < copy_.size() && place + size < source_.size() && !taken_[place + size] &&
             copy_[at + size] == source_[place + size]) {
        ++size;
      }
      const std::size_t most = best.copy.end - best.copy.begin;
      const bool better =
          size > most || (size == most && best.source.begin < expected && place >= expected);
      if (size >= kRun && better) best = {{place, place + size}, {at, at + size}};
    }
    return best;
  }

  std::vector<std::uint32_t> source_, copy_;
  std::vector<char> taken_;
  std::unordered_map<std::uint64_t, std::vector<std::size_t>> places_;
};

// Which tiles keep the order of the source: the sequence with most words.
std::vector<char> in_order(const std::vector<Tile>& tiles) {
  std::vector<std::size_t> words(tiles.size()), before(tiles.size(), tiles.size());
  std::size_t last = tiles.size();
  for (std::size_t i = 0; i < tiles.size(); ++i) {
    for (std::size_t j = 0; j < i; ++j) {
      if (tiles[j].source.end <= tiles[i].source.begin && words[j] > words[i])
        words[i] = words[j], before[i] = j;
    }
    words[i] += tiles[i].copy.end - tiles[i].copy.begin;
    if (last == tiles.size() || words[i] > words[last]) last = i;
  }
  std::vector<char> kept(tiles.size(), 0);
  for (; last < tiles.size(); last = before[last]) kept[last] = 1;
  return kept;
}

// What the sorted ranges `taken` leave of `all`.
std::vector<Range> left_of(Range all, const std::vector<Range>& taken) {
  std::vector<Range> out;
  for (const Range& range : taken) {
    if (range.end <= all.begin || range.begin >= all.end) continue;
    if (range.begin > all.begin) out.push_back({all.begin, range.begin});
    all.begin = range.end;
  }
  if (!all.empty()) out.push_back(all);
  return out;
}

// Finds the changes of one pair.
class Comparison {
 public:
  Comparison(const Record& source, const Record& copy)
      : source_(body(source)),
        copy_(body(copy)),
        source_index_(source.text),
        copy_index_(copy.text) {}

  std::vector<Change> changes() {
    const std::vector<Tile> tiles = Tiling(hashes(source_), hashes(copy_)).tiles();
    const std::vector<char> kept = in_order(tiles);
    std::vector<Range> moved_source;
    for (std::size_t i = 0; i < tiles.size(); ++i) {
      if (!kept[i]) moved_source.push_back(tiles[i].source);
    }
    std::sort(moved_source.begin(), moved_source.end(),
              [](const Range& a, const Range& b) { return a.begin < b.begin; });
    Range source{0, 0}, copy{0, 0};
    std::vector<Tile> moved;
    for (std::size_t i = 0; i <= tiles.size(); ++i) {
      if (i < tiles.size() && !kept[i]) {
        moved.push_back(tiles[i]);
        continue;
      }
      source.end = i < tiles.size() ? tiles[i].source.begin : source_.size();
      copy.end = i < tiles.size() ? tiles[i].copy.begin : copy_.size();
      add_stretch(source, copy, moved, moved_source);
      moved.clear();
      if (i < tiles.size()) source.begin = tiles[i].source.end, copy.begin = tiles[i].copy.end;
    }
    return std::move(out_);
  }

 private:
  // The words between two tiles that keep the order.
  void add_stretch(Range source,
                   Range copy,
                   const std::vector<Tile>& moved,
                   const std::vector<Range>& moved_source) {
    std::vector<Range> moved_copy;
    for (const Tile& tile : moved) moved_copy.push_back(tile.copy);
    const auto cut = left_of(source, moved_source), added = left_of(copy, moved_copy);
    if (cut.size() == 1 && added.size() == 1 && moved.empty()) {
      out_.push_back({ChangeKind::Edited, span(source_, source_index_, cut[0]),
                      span(copy_, copy_index_, added[0])});
      return;
    }
    for (const Range& range : cut)
      out_.push_back({ChangeKind::Cut, span(source_, source_index_, range), std::nullopt});
    std::size_t next = 0;  // of `moved`
    const auto add_moved = [&](std::size_t before) {
      for (; next < moved.size() && moved[next].copy.begin < before; ++next) {
        out_.push_back({ChangeKind::Moved, span(source_, source_index_, moved[next].source),
                        span(copy_, copy_index_, moved[next].copy)});
      }
    };
    for (const Range& range : added) {
      add_moved(range.begin);
      out_.push_back({ChangeKind::Added, std::nullopt, span(copy_, copy_index_, range)});
    }
    add_moved(copy_.size() + 1);
  }

  static CodePointSpan span(const std::vector<BodyWord>& words,
                            const core::CodePointIndex& index,
                            Range range) {
    return {index.at(words[range.begin].span.begin), index.at(words[range.end - 1].span.end)};
  }

  std::vector<BodyWord> source_, copy_;
  core::CodePointIndex source_index_, copy_index_;
  std::vector<Change> out_;
};

}  // namespace

std::string_view to_string(ChangeKind kind) {
  constexpr std::string_view kNames[] = {"headline", "cut", "added", "edited", "moved"};
  return kNames[static_cast<std::size_t>(kind)];
}

std::vector<Change> changes(const Record& source, const Record& copy) {
  std::vector<Change> out = Comparison(source, copy).changes();
  if (core::fold(source.title) != core::fold(copy.title))
    out.insert(out.begin(), {ChangeKind::Headline, std::nullopt, std::nullopt});
  return out;
}

}  // namespace dragoman::stories
