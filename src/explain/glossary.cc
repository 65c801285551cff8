#include "explain/glossary.h"

#include "core/tsv.h"
#include "corrections/apply.h"

namespace dragoman::explain {
namespace {

// Cuts at each of the separators, which are tried in order.
std::vector<std::string_view> cut(std::string_view text,
                                  std::initializer_list<std::string_view> separators) {
  std::vector<std::string_view> parts;
  std::size_t begin = 0;
  for (std::size_t at = 0; at < text.size();) {
    std::size_t length = 0;
    for (std::string_view separator : separators) {
      if (text.substr(at).starts_with(separator)) length = separator.size();
    }
    if (length == 0) {
      ++at;
      continue;
    }
    parts.push_back(text.substr(begin, at - begin));
    at += length;
    begin = at;
  }
  parts.push_back(text.substr(begin));
  return parts;
}

std::vector<std::string_view> machine_pieces_of(Layer layer, std::string_view rule) {
  switch (layer) {
    case Layer::Mention:
    case Layer::Actor:
      return cut(rule, {"; ", ", "});
    case Layer::Time:
    case Layer::Place:
      return cut(rule, {"+"});
    default:
      return {rule};
  }
}

// What users corrected stands behind what the machine did, whatever the layer: "; corrected/type".
std::vector<std::string_view> pieces_of(Layer layer, std::string_view rule) {
  const std::string_view machine = corrections::machine_rule(rule);
  std::vector<std::string_view> pieces;
  if (!machine.empty()) pieces = machine_pieces_of(layer, machine);
  if (machine.size() == rule.size()) return pieces;
  for (std::string_view piece : cut(rule.substr(machine.empty() ? 0 : machine.size() + 2), {"; "}))
    pieces.push_back(piece);
  return pieces;
}

}  // namespace

std::vector<RulePart> parts_of(Layer layer, std::string_view rule) {
  std::vector<RulePart> parts;
  if (rule.empty()) return parts;
  for (std::string_view piece : pieces_of(layer, rule)) {
    const std::size_t at = piece.find('@');
    parts.push_back(at == std::string_view::npos ? RulePart{std::string(piece), ""}
                                                 : RulePart{std::string(piece.substr(0, at)),
                                                            std::string(piece.substr(at + 1))});
  }
  return parts;
}

Result<Glossary> Glossary::load(const std::string& path) {
  const auto file = core::read_tsv(path, 3, 3);
  if (!file) return file.error();
  Glossary glossary;
  for (const core::TsvRow& line : file->rows) {
    const auto layer = record::parse_entry_layer(line.fields[0]);
    if (!layer) return file->error(line, 0, "\"" + line.fields[0] + "\" is no layer of a record");
    const std::string& part = line.fields[1];
    if (part.empty()) return file->error(line, 1, "expected a part of a rule");
    const std::size_t star = part.find('*');
    Row row;
    row.layer = *layer;
    row.open = star != std::string::npos;
    row.before = part.substr(0, star);
    if (row.open) row.after = part.substr(star + 1);
    row.meaning = line.fields[2];
    glossary.rows_.push_back(std::move(row));
  }
  return glossary;
}

std::optional<std::string> Glossary::meaning(Layer layer, std::string_view part) const {
  const Row* best = nullptr;
  for (const Row& row : rows_) {
    if (row.layer != layer) continue;
    const std::size_t letters = row.before.size() + row.after.size();
    const bool fits = row.open ? part.size() > letters && part.starts_with(row.before) &&
                                     part.ends_with(row.after)
                               : part == row.before;
    if (!fits) continue;
    if (!row.open) return row.meaning;
    if (best == nullptr || letters > best->before.size() + best->after.size()) best = &row;
  }
  if (best == nullptr) return std::nullopt;
  std::string meaning = best->meaning;
  const std::string_view tail =
      part.substr(best->before.size(), part.size() - best->before.size() - best->after.size());
  if (const std::size_t star = meaning.find('*'); star != std::string::npos)
    meaning.replace(star, 1, tail);
  return meaning;
}

}  // namespace dragoman::explain
