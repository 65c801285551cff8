#include "pledges/tables.h"

#include <algorithm>
#include <optional>
#include <string_view>

#include "core/tsv.h"

namespace dragoman::pledges {
namespace {

std::optional<Upos> parse_class(std::string_view text) {
  if (text == "verb") return Upos::Verb;
  if (text == "noun") return Upos::Noun;
  if (text == "adj") return Upos::Adj;
  return std::nullopt;
}

std::optional<Complement> parse_complement(std::string_view text) {
  static constexpr std::pair<std::string_view, Complement> kNames[] = {
      {"inf", Complement::Infinitive}, {"that", Complement::That},  {"ask", Complement::Ask},
      {"for", Complement::For},        {"obj", Complement::Object}, {"to-be", Complement::ToBe}, {"on", Complement::On}};
  for (const auto& [name, value] : kNames) {
    if (name == text) return value;
  }
  return std::nullopt;
}

Result<void> load_cues(const std::string& path, Resources::Tables& tables) {
  auto file = core::read_tsv(path, 4, 4);
  if (!file) return file.error();
  for (const core::TsvRow& row : file->rows) {
    const auto pos = parse_class(row.fields[1]);
    if (!pos)
      return file->error(row, 1, "expected verb, noun or adj, found '" + row.fields[1] + "'");
    const auto kind = parse_pledge_kind(row.fields[2]);
    if (!kind)
      return file->error(row, 2,
                         "expected commitment or expectation, found '" + row.fields[2] + "'");
    Cue cue;
    cue.kind = *kind;
    cue.rule = "cue/" + row.fields[0];
    for (const std::string& name : core::split_list(row.fields[3])) {
      if (name == "under") {
        cue.is_accord = true;
        continue;
      }
      const auto complement = parse_complement(name);
      if (!complement) return file->error(row, 3, "unknown complement '" + name + "'");
      cue.complements.push_back(*complement);
    }
    tables.cues[{row.fields[0], *pos}] = std::move(cue);
  }
  return {};
}

Result<void> load_conditions(const std::string& path, Resources::Tables& tables) {
  auto file = core::read_tsv(path, 2, 2);
  if (!file) return file.error();
  for (const core::TsvRow& row : file->rows) {
    if (row.fields[1] != "mark" && row.fields[1] != "case") {
      return file->error(row, 1, "expected mark or case, found '" + row.fields[1] + "'");
    }
    tables.conditions.push_back({core::split_list(row.fields[0], ' '), row.fields[1] == "case"});
  }
  std::stable_sort(
      tables.conditions.begin(), tables.conditions.end(),
      [](const Condition& a, const Condition& b) { return a.words.size() > b.words.size(); });
  return {};
}

Result<void> load_not_willed(const std::string& path, Resources::Tables& tables) {
  auto file = core::read_tsv(path, 1, 1);
  if (!file) return file.error();
  for (const core::TsvRow& row : file->rows) tables.not_willed.insert(row.fields[0]);
  return {};
}

}  // namespace

Result<void> load_tables(const std::string& folder, Resources::Tables& tables) {
  if (auto done = load_cues(folder + "/cues.tsv", tables); !done)
    return done.error();
  if (auto done = load_conditions(folder + "/conditions.tsv", tables); !done)
    return done.error();
  if (auto done = load_not_willed(folder + "/not_willed.tsv", tables); !done)
    return done.error();
  auto fates = load_fate_words(folder + "/fates.tsv");
  if (!fates) return fates.error();
  tables.fates = std::move(*fates);
  return {};
}

}  // namespace dragoman::pledges
