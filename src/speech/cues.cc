#include "speech/cues.h"

#include <array>
#include <optional>

#include "core/tsv.h"
#include "core/utf8.h"

namespace dragoman::speech {
namespace {

constexpr std::array<std::string_view, kFrames> kFrameNames = {
    "that", "to", "ing", "obj", "quote", "name", "as", "prep", "in", "around", "colon", "marked"};
constexpr std::array<std::string_view, 5> kKindNames = {"verb", "noun", "adj", "adp", "adv"};
constexpr std::string_view kPreposition = "prep:";
constexpr std::string_view kExcluded = "not:";

template <std::size_t N>
std::optional<std::size_t> index_of(const std::array<std::string_view, N>& names,
                                    std::string_view name) {
  for (std::size_t i = 0; i < N; ++i) {
    if (names[i] == name) return i;
  }
  return std::nullopt;
}

Result<CueEntry> read_row(const core::TsvFile& file, const core::TsvRow& row) {
  CueEntry entry;
  entry.name = row.fields[0];
  entry.words = core::split_list(row.fields[0], '~');
  if (entry.words.empty()) return file.error(row, 0, "expected a word");
  const auto kind = index_of(kKindNames, row.fields[1]);
  if (!kind) return file.error(row, 1, "expected verb, noun, adj, adp or adv");
  entry.kind = static_cast<CueKind>(*kind);
  const std::optional<Stance> stance = parse_stance(row.fields[2]);
  if (!stance) return file.error(row, 2, "expected a stance, such as neutral or claim");
  entry.stance = *stance;
  for (const std::string& part : core::split_list(row.fields[3])) {
    if (part.starts_with(kExcluded) && part.size() > kExcluded.size()) {
      entry.excluded.push_back(part.substr(kExcluded.size()));
      continue;
    }
    const bool preposition = part.starts_with(kPreposition) && part.size() > kPreposition.size();
    const auto frame = index_of(kFrameNames, preposition ? std::string_view("prep") : part);
    if (!frame || part == "prep" || part == "marked") {
      return file.error(row, 3,
                        "expected that, to, ing, obj, quote, name, as, in, prep:WORD or not:WORD");
    }
    entry.frames |= 1u << *frame;
    if (preposition) entry.prepositions.push_back(part.substr(kPreposition.size()));
  }
  if (row.fields[4] == "obj") {
    entry.addressee = AddresseeSlot::Obj;
  } else if (row.fields[4] == "to") {
    entry.addressee = AddresseeSlot::To;
  } else if (row.fields[4] != "none") {
    return file.error(row, 4, "expected obj, to or none");
  }
  return entry;
}

}  // namespace

std::string_view to_string(Frame frame) {
  return kFrameNames[static_cast<std::size_t>(frame)];
}

Result<CueLexicon> CueLexicon::load(const std::string& path) {
  const Result<core::TsvFile> file = core::read_tsv(path, 5, 5);
  if (!file) return file.error();
  CueLexicon out;
  for (const core::TsvRow& row : file->rows) {
    Result<CueEntry> entry = read_row(*file, row);
    if (!entry) return entry.error();
    out.by_head_[entry->words[0]].push_back(static_cast<std::uint32_t>(out.entries_.size()));
    out.entries_.push_back(std::move(*entry));
  }
  return out;
}

const std::vector<std::uint32_t>& CueLexicon::with_head(const std::string& lemma) const {
  static const std::vector<std::uint32_t> kEmpty;
  const auto found = by_head_.find(lemma);
  return found == by_head_.end() ? kEmpty : found->second;
}

std::string CueLexicon::lemma_of(std::string_view form, std::string_view lemma, bool verb) const {
  std::string own = core::ascii_lower(lemma);
  if (by_head_.contains(own)) return own;
  const std::string word = core::ascii_lower(form);
  const auto try_stem = [&](std::string stem) -> std::optional<std::string> {
    if (stem.size() < 2) return std::nullopt;
    if (by_head_.contains(stem)) return stem;
    if (by_head_.contains(stem + "e")) return stem + "e";
    if (stem.back() == 'i') {  // denied, replies
      std::string with_y = stem.substr(0, stem.size() - 1) + "y";
      if (by_head_.contains(with_y)) return with_y;
    }
    if (stem.size() > 3 && stem[stem.size() - 1] == stem[stem.size() - 2]) {  // admitted, slammed
      stem.pop_back();
      if (by_head_.contains(stem)) return stem;
    }
    return std::nullopt;
  };
  if (by_head_.contains(word)) return word;
  for (const std::string_view ending : {"ed", "ing", "es", "s", "d"}) {
    if (!verb && ending != "es" && ending != "s") continue;
    if (!word.ends_with(ending)) continue;
    if (const auto found = try_stem(word.substr(0, word.size() - ending.size()))) return *found;
  }
  return own;
}

bool CueLexicon::introduces_quotations(const std::string& lemma) const {
  for (const std::uint32_t i : with_head(lemma)) {
    if (entries_[i].kind == CueKind::Verb && entries_[i].takes(Frame::Quote)) return true;
  }
  return false;
}

}  // namespace dragoman::speech
