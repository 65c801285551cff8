#include "speech/source_words.h"

#include <array>
#include <utility>

#include "core/tsv.h"

namespace dragoman::speech {
namespace {

constexpr std::array<std::pair<std::string_view, SourceWords::Class>, 13> kClasses = {{
    {"document", SourceWords::kDocument},
    {"collective", SourceWords::kCollective},
    {"nameless", SourceWords::kNameless},
    {"office", SourceWords::kOffice},
    {"withheld", SourceWords::kWithheld},
    {"occasion", SourceWords::kOccasion},
    {"exchange", SourceWords::kExchange},
    {"carrier", SourceWords::kCarrier},
    {"voicing", SourceWords::kVoicing},
    {"issued", SourceWords::kIssued},
    {"citing", SourceWords::kCiting},
    {"quantity", SourceWords::kQuantity},
    {"naming", SourceWords::kNaming},
}};

std::uint32_t class_of(std::string_view name) {
  for (const auto& [known, bit] : kClasses) {
    if (known == name) return bit;
  }
  return 0;
}

}  // namespace

Result<SourceWords> SourceWords::load(const std::string& path) {
  const Result<core::TsvFile> file = core::read_tsv(path, 2, 2);
  if (!file) return file.error();
  SourceWords out;
  for (const core::TsvRow& row : file->rows) {
    const std::string& kind = row.fields[1];
    if (const std::uint32_t bit = class_of(kind); bit != 0) {
      out.classes_[row.fields[0]] |= bit;
      continue;
    }
    if (kind != "phrase" && kind != "inside") {
      return file->error(
          row, 1,
          "expected document, collective, nameless, office, withheld, occasion, "
          "exchange, carrier, voicing, issued, citing, quantity, naming, phrase or inside");
    }
    Phrase phrase{core::split_list(row.fields[0], ' '), kind == "inside"};
    if (phrase.words.empty()) return file->error(row, 0, "expected words");
    out.phrases_[phrase.words[0]].push_back(std::move(phrase));
  }
  return out;
}

bool SourceWords::is(const std::string& lemma, Class kind) const {
  const auto found = classes_.find(lemma);
  return found != classes_.end() && (found->second & kind) != 0;
}

const std::vector<SourceWords::Phrase>& SourceWords::phrases_with(const std::string& first) const {
  static const std::vector<Phrase> kEmpty;
  const auto found = phrases_.find(first);
  return found == phrases_.end() ? kEmpty : found->second;
}

}  // namespace dragoman::speech
