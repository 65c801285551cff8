#include "knowledge/add_row.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <optional>

#include "knowledge/compile.h"
#include "knowledge/dates.h"
#include "knowledge/import.h"
#include "knowledge/table.h"
#include "knowledge/table_file.h"

namespace dragoman::knowledge {
namespace {

constexpr double kSamePlaceDegrees = 0.1;

Error already_there(const std::string& what, const Receipt& receipt, const std::string& force) {
  return make_error(ErrorCode::BadArgument,
                    what + " is there already (" + receipt.to_string() + "); --force " + force);
}

// Does `known` hold a term that the row would repeat?
std::optional<Error> find_same_term(const NewRow& row, const KnowledgeBase& known, EntryId person) {
  const auto from = parse_date(row.cell("from")).value_or(0);
  const auto to = parse_date(row.cell("to")).value_or(0);
  for (const Term& term : known.terms(person)) {
    if (term.role != row.cell("role") || term.country != row.cell("country") ||
        term.org != row.cell("org"))
      continue;
    const auto begin = parse_date(term.from).value_or(0), end = parse_date(term.to).value_or(0);
    const bool apart = (to && begin > last_day(to)) || (end && from > last_day(end));
    if (!apart) {
      return already_there("\"" + row.cell("name") + "\" as " + row.cell("role"), term.receipt,
                           "puts this term in its place");
    }
  }
  return std::nullopt;
}

std::optional<Error> find_same_entry(const NewRow& row, const KnowledgeBase& known) {
  const std::string name = row.cell("name"), country = row.cell("country");
  const auto kind = parse_kind(row.cell("kind"));
  const std::string list = row.cell("aliases");
  const auto aliases = split_list(list);
  for (const Alias& alias : known.find(name)) {
    const Entry entry = known.entry(alias.entry);
    if (alias.kind == AliasKind::Surname || entry.kind() != kind) continue;
    if (kind != Kind::Person)
      return already_there("\"" + name + "\"", alias.receipt, "adds these cells to that entry");
    const auto terms = known.terms(alias.entry);
    if (!country.empty() && std::none_of(terms.begin(), terms.end(),
                                         [&](const Term& term) { return term.country == country; }))
      continue;  // a namesake
    if (row.cell("role").empty() && row.cell("from").empty()) {
      const bool new_name = std::any_of(aliases.begin(), aliases.end(), [&](std::string_view form) {
        const auto found = known.find(form);
        return std::none_of(found.begin(), found.end(),
                            [&](const Alias& other) { return other.entry == alias.entry; });
      });
      if (!new_name)
        return already_there("\"" + name + "\"", alias.receipt, "adds the row all the same");
    } else if (auto same = find_same_term(row, known, alias.entry)) {
      return same;
    }
  }
  return std::nullopt;
}

std::optional<Error> find_same_place(const NewRow& row, const KnowledgeBase& known) {
  const double lat = std::strtod(row.cell("lat").c_str(), nullptr);
  const double lon = std::strtod(row.cell("lon").c_str(), nullptr);
  for (const Place& place : known.places(row.cell("name"))) {
    const bool same_id =
        place.geonameid != 0 && std::to_string(place.geonameid) == row.cell("geonameid");
    const bool near = place.point && !row.cell("lat").empty() &&
                      std::fabs(place.point->lat - lat) < kSamePlaceDegrees &&
                      std::fabs(place.point->lon - lon) < kSamePlaceDegrees;
    if (same_id || (near && place.country == row.cell("country")))
      return already_there("\"" + row.cell("name") + "\"", place.receipt, "adds a second one");
  }
  return std::nullopt;
}

std::optional<Error> find_same(const NewRow& row, const KnowledgeBase& known) {
  if (row.table == "entities") return find_same_entry(row, known);
  if (row.table == "places") return find_same_place(row, known);
  const auto role = known.find_role(row.cell("phrase"));
  if (!role) return std::nullopt;
  return already_there("\"" + row.cell("phrase") + "\"", role->receipt,
                       "puts this row in its place");
}

// The header that a new table gets; a row with other cells adds their columns.
std::vector<std::string> first_columns(const std::string& table) {
  if (table == "places")
    return {"name", "aliases", "lat", "lon", "feature", "country", "admin1", "population"};
  if (table == "roles") return {"phrase", "role", "sector", "kind", "gender"};
  return {"kind", "name", "aliases", "country", "sector", "role", "org", "from", "to", "note"};
}

struct Target {
  std::string text;
  std::vector<std::string> columns;
  std::size_t header_end = 0;  // in text
};

Result<Target> open_target(const std::string& path, const std::string& type) {
  Target target;
  std::error_code error;
  if (std::filesystem::exists(path, error)) {
    if (path.ends_with(".gz"))
      return make_error(ErrorCode::BadArgument, "a compressed table cannot be added to", path);
    auto source = read_table(path);
    if (!source) return source.error();
    target.text = std::move(source->text);
  }
  if (target.text.find_first_not_of(" \r\n\t") == std::string::npos) {
    target.text = "# Added with dragoman kb add.\n# table: " + type + "\n";
    for (const std::string& column : first_columns(type)) {
      target.text += (target.columns.empty() ? "" : "\t") + column;
      target.columns.push_back(column);
    }
    target.text += "\n";
  }
  const auto table = parse_table(path, without_mark(target.text), *table_columns(type));
  if (!table) return table.error();
  if (table->setting("table") != type) {
    return make_error(
        ErrorCode::BadArgument,
        "a table of " + std::string(table->setting("table")) + ", expected one of " + type, path);
  }
  target.columns = table->columns;
  // Columns are added at the end of the header, the first line that is neither blank nor a
  // comment.
  for (std::size_t begin = 0; begin < target.text.size();) {
    const std::size_t end = std::min(target.text.find('\n', begin), target.text.size());
    const std::size_t first = target.text.find_first_not_of(" \r\xEF\xBB\xBF", begin);
    if (first < end && target.text[first] != '#') {
      target.header_end = end;
      break;
    }
    begin = end + 1;
  }
  if (!target.text.ends_with('\n')) target.text += '\n';
  return target;
}

std::string with_row(Target target, const NewRow& row) {
  std::string more;
  for (const auto& [column, text] : row.cells) {
    if (text.empty() ||
        std::find(target.columns.begin(), target.columns.end(), column) != target.columns.end())
      continue;
    target.columns.push_back(column);
    more += "\t" + column;
  }
  std::size_t end = target.header_end;
  if (target.text[end - 1] == '\r') --end;
  target.text.insert(end, more);
  for (std::size_t i = 0; i < target.columns.size(); ++i)
    target.text += (i > 0 ? "\t" : "") + row.cell(target.columns[i]);
  return target.text + "\n";
}

}  // namespace

std::string NewRow::cell(std::string_view column) const {
  for (const auto& [name, text] : cells) {
    if (name == column) return text;
  }
  return {};
}

Result<std::size_t> add_row(const std::string& path,
                            NewRow row,
                            const KnowledgeBase& base,
                            const KnowledgeBase& known,
                            bool force) {
  const CountryCodes countries(base);
  for (auto& [column, text] : row.cells) {
    text = clean_cell(text);
    if (column != "country") continue;
    if (const std::string code = countries(text); !code.empty()) text = code;
  }
  auto target = open_target(path, row.table);
  if (!target) return target.error();
  if (row.cell(target->columns.front()).starts_with('#'))
    return make_error(ErrorCode::BadArgument, "a row that begins with # would be a comment");
  if (!force) {
    if (auto same = find_same(row, known)) return *same;
  }
  const std::string text = with_row(std::move(*target), row);
  CompileReport report;
  const auto good = compile_overlay({{path, text}}, base, {}, report);
  const auto line = static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
  if (!good) {
    Error error = good.error();
    if (error.where.starts_with(path + ":" + std::to_string(line) + ":")) error.where.clear();
    return error;
  }
  if (auto written = write_whole(path, text); !written) return written.error();
  return line;
}

}  // namespace dragoman::knowledge
