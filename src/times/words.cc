#include "times/words.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <utility>

#include <fmt/format.h>

#include "core/tsv.h"
#include "times/feasts.h"

namespace dragoman::times {
namespace {

constexpr std::array<std::pair<std::string_view, WordClass>, 18> kClasses = {{
    {"month", WordClass::Month},
    {"weekday", WordClass::Weekday},
    {"unit", WordClass::Unit},
    {"number", WordClass::Number},
    {"vague", WordClass::Vague},
    {"ordinal", WordClass::Ordinal},
    {"season", WordClass::Season},
    {"part", WordClass::Part},
    {"day", WordClass::Day},
    {"reference", WordClass::Reference},
    {"set", WordClass::Set},
    {"holiday", WordClass::Holiday},
    {"approx", WordClass::Approx},
    {"edge", WordClass::Edge},
    {"zone", WordClass::Zone},
    {"lunar", WordClass::Lunar},
    {"solar", WordClass::Solar},
    {"opener", WordClass::Opener},
}};

std::optional<WordClass> parse_class(std::string_view text) {
  for (const auto& [name, kind] : kClasses) {
    if (name == text) return kind;
  }
  return std::nullopt;
}

bool needs_number(WordClass kind) {
  return kind == WordClass::Month || kind == WordClass::Weekday || kind == WordClass::Number ||
         kind == WordClass::Ordinal || kind == WordClass::Day || kind == WordClass::Lunar ||
         kind == WordClass::Solar;
}

std::vector<std::string> split_parts(std::string_view words) {
  std::vector<std::string> parts(1);
  for (const char c : words) {
    if (c == ' ') {
      parts.emplace_back();
    } else if (c == '\'' || c == '-') {
      parts.emplace_back(1, c);
      parts.emplace_back();
    } else {
      parts.back() += c;
    }
  }
  std::erase(parts, "");
  return parts;
}

}  // namespace

Words::Lemmas* Words::lemmas_of(std::string_view name) {
  if (name == "planned") return &planned_;
  if (name == "scheduled") return &scheduled_;
  if (name == "achieved") return &achieved_;
  if (name == "saying") return &saying_;
  if (name == "thing") return &things_;
  if (name == "foreseen") return &foreseen_;
  if (name == "figure") return &figures_;
  if (name == "nominal") return &nominal_endings_;
  return nullptr;
}

Result<Words> Words::load(const std::string& path) {
  auto file = core::read_tsv(path, 3, 3);
  if (!file) return file.error();
  Words words;
  for (const core::TsvRow& row : file->rows) {
    const std::string& name = row.fields[0];
    const std::string& text = row.fields[1];
    if (text.empty()) return file->error(row, 1, "expected one or more words");
    if (auto* lemmas = words.lemmas_of(name)) {
      lemmas->emplace(text);
      continue;
    }
    const auto kind = parse_class(name);
    if (!kind)
      return file->error(row, 0, fmt::format("expected a class of words, found \"{}\"", name));

    Word word;
    word.kind = *kind;
    word.parts = split_parts(text);
    std::string_view value = row.fields[2];
    if (const std::size_t space = value.find(' '); space != value.npos) {
      const std::string_view flag = value.substr(space + 1);
      word.abbreviation = flag == "abbr";
      word.plural = flag == "plural";
      word.tens = flag == "tens";
      word.scale = flag == "scale";
      word.alone = flag == "alone";
      if (!word.abbreviation && !word.plural && !word.tens && !word.scale && !word.alone) {
        return file->error(
            row, 2, fmt::format("expected abbr, plural, tens, scale or alone, found \"{}\"", flag));
      }
      value = value.substr(0, space);
    }
    if (value.empty()) return file->error(row, 2, "expected a value");
    word.value = value;
    const auto [stop, error] =
        std::from_chars(value.data(), value.data() + value.size(), word.number);
    if (needs_number(*kind) && (error != std::errc() || stop != value.data() + value.size())) {
      return file->error(row, 2, fmt::format("expected a number, found \"{}\"", value));
    }
    // 2000 is a leap year, so that a feast on 29 February may be listed.
    if (*kind == WordClass::Holiday && feasts_in(value, 2000).empty()) {
      return file->error(row, 2, fmt::format("expected a rule of a feast, found \"{}\"", value));
    }
    std::vector<Word>& entries =
        words.entries_[word.parts.front()][static_cast<std::size_t>(*kind)];
    // Longest first, in the order of the file within one length.
    const auto at = std::find_if(entries.begin(), entries.end(), [&](const Word& other) {
      return other.parts.size() < word.parts.size();
    });
    entries.insert(at, std::move(word));
  }
  return words;
}

bool Words::is_noun_of(std::string_view noun, std::string_view verb) const {
  if (noun == verb) return true;
  for (const std::string_view stem : {verb, verb.substr(0, verb.size() - verb.ends_with('e'))}) {
    if (noun.starts_with(stem) && nominal_endings_.contains(noun.substr(stem.size()))) return true;
  }
  return false;
}

const Words::Entries* Words::starting(std::string_view first) const {
  const auto found = entries_.find(first);
  return found == entries_.end() ? nullptr : &found->second;
}

}  // namespace dragoman::times
