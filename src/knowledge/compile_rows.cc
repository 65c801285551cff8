#include <algorithm>
#include <charconv>
#include <cstdio>

#include "core/utf8.h"
#include "knowledge/audit.h"
#include "knowledge/columns.h"
#include "knowledge/compiler.h"
#include "knowledge/dates.h"
#include "knowledge/name_forms.h"
#include "knowledge/normalise.h"

namespace dragoman::knowledge {
namespace {

// Is it text at all? A binary file or another charset would give a thousand errors, or none.
std::optional<Error> check_text(std::string_view path, std::string_view text) {
  if (text.find_first_not_of(" \t\r\n") == std::string_view::npos) {
    return make_error(ErrorCode::EmptyInput, "the table is empty, expected a header and rows",
                      std::string(path) + ":1:1");
  }
  const std::size_t zero = text.find('\0'), bad = core::find_invalid_utf8(text);
  const std::size_t at = std::min(zero, bad);
  if (at == std::string_view::npos) return std::nullopt;
  const auto line =
      1 + std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(at), '\n');
  const std::size_t start = text.rfind('\n', at);
  const std::size_t column = start == std::string_view::npos ? at + 1 : at - start;
  const std::string where =
      std::string(path) + ":" + std::to_string(line) + ":" + std::to_string(column);
  if (zero == at) {
    return make_error(ErrorCode::NotText,
                      "a NUL byte: this is no table, expected tab-separated text", where);
  }
  char byte[8];
  std::snprintf(byte, sizeof byte, "0x%02X", static_cast<unsigned char>(text[at]));
  return make_error(ErrorCode::BadEncoding,
                    std::string("the byte ") + byte + " is no UTF-8, expected the table in UTF-8",
                    where);
}

// "# table: X" above the header decides the columns.
std::string type_of(std::string_view text) {
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    const std::string_view line = core::trim(text.substr(begin, end - begin));
    begin = end + 1;
    if (line.empty()) continue;
    if (line[0] != '#') break;
    const std::string_view setting = core::trim(line.substr(1));
    if (setting.starts_with("table:")) return std::string(core::trim(setting.substr(6)));
  }
  return {};
}
// Below how many people the setting "minor" makes places minor ones: "yes" all, "no" none, else a
// number.
std::optional<std::uint32_t> population_of(std::string_view setting) {
  if (setting.empty() || setting == "no") return 0;
  if (setting == "yes") return layout::kNone;
  std::uint32_t people = 0;
  const auto [end, error] =
      std::from_chars(setting.data(), setting.data() + setting.size(), people);
  if (error != std::errc() || end != setting.data() + setting.size()) return std::nullopt;
  return people;
}

}  // namespace

void Compiler::read_base() {
  const auto count = static_cast<EntryId>(base_->entry_count());
  base_ids_.reserve(count);
  for (EntryId i = 0; i < count; ++i) {
    const Entry entry = base_->entry(i);
    base_ids_.emplace(entry.id(), i);
    if (entry.kind() == Kind::Country) countries_.emplace(entry.country());
  }
  for (const Office& office : base_->offices()) {
    offices_.push_back({std::string(office.role), std::string(office.country), office.holders});
  }
}
Result<Compiler::Loaded> Compiler::parse(const SourceTable& source, std::uint32_t file) const {
  const std::string& path = file_paths_[file];
  const std::string_view text = without_mark(source.text);
  if (auto error = check_text(path, text)) return *error;
  std::string type = type_of(text);
  const auto* columns = columns_of(type);
  if (!columns) {
    return make_error(ErrorCode::BadFormat,
                      (type.empty() ? std::string() : "\"" + type + "\" is no kind of table, ") +
                          "expected a line \"# table: entities\" (or places, divisions, roles, "
                          "given-names, offices) above the header",
                      path + ":1:1");
  }
  auto table = parse_table(path, text, *columns);
  if (!table) return table.error();
  const bool fill = table->setting("fill") == "yes";
  const auto minor_below = population_of(table->setting("minor"));
  if (!minor_below) {
    return make_error(ErrorCode::BadFormat,
                      "\"minor: " + std::string(table->setting("minor")) +
                          "\" is neither yes, no nor a number of people",
                      path + ":1:1");
  }
  const bool replace = table->setting("replace") == "yes";
  return Loaded{std::move(*table), std::move(type), file, fill, *minor_below, replace};
}

// What is wrong stops the work, or is listed.
Result<void> Compiler::settle(const Error& error) {
  if (!options_.lenient) return error;
  report_.rejected.push_back(error);
  return {};
}

Result<void> Compiler::add(const std::vector<SourceTable>& sources) {
  std::vector<Loaded> loaded;
  for (const SourceTable& source : sources) {
    const auto file = static_cast<std::uint32_t>(file_names_.size());
    file_names_.push_back(source.name);
    file_paths_.push_back(source.path.empty() ? source.name : source.path);
    file_numbers_.emplace(source.name, file);
    auto table = parse(source, file);
    if (table) {
      loaded.push_back(std::move(*table));
    } else if (auto settled = settle(table.error()); !settled) {
      return settled;
    }
  }
  for (const Loaded& each : loaded) {
    if (each.type != "entities") continue;
    for (std::size_t i = 0; i < each.table.lines.size(); ++i) {
      const Row row = each.table.row(i);
      if (row["kind"] == "country") countries_.emplace(row["country"]);
    }
  }
  for (const Turn turn : {Turn::First, Turn::Middle, Turn::Last}) {
    for (const Loaded& each : loaded) {
      if (each.turn() != turn) continue;
      if (auto added = add_rows(each); !added) return added.error();
    }
  }
  if (options_.audit) report_.findings = audit({entries_, offices_, file_paths_});
  return {};
}

Result<void> Compiler::add_rows(const Loaded& loaded) {
  for (std::size_t i = 0; i < loaded.table.lines.size(); ++i) {
    const Row row = loaded.table.row(i);
    std::optional<Error> error;
    if (row.cell_count() > loaded.table.columns.size()) {
      error =
          row.error(loaded.table.columns.back(), "the row has " + std::to_string(row.cell_count()) +
                                                     " cells, expected at most " +
                                                     std::to_string(loaded.table.columns.size()));
    } else if (loaded.type == "entities") {
      error = add_entity(loaded, row);
    } else if (loaded.type == "roles") {
      error = add_role(loaded, row);
    } else if (loaded.type == "given-names") {
      error = add_given_name(row);
    } else if (loaded.type == "offices") {
      error = add_office(row);
    } else {
      error = add_place(loaded, row);
    }
    if (!error) {
      ++report_.rows[loaded.table.name];
    } else if (auto settled = settle(*error); !settled) {
      return settled;
    }
  }
  return {};
}
std::string with_sector(Kind kind, const std::string& prefix, const std::string& sector) {
  const bool bare = kind == Kind::Country || prefix.starts_with("IGO") || prefix == "NGO";
  return bare ? prefix : prefix + sector;
}

std::optional<Error> Compiler::add_entity(const Loaded& loaded, const Row& row) {
  const std::string_view kind_text =
      row["kind"].empty() ? loaded.table.setting("kind") : row["kind"];
  const auto kind = parse_kind(kind_text);
  if (!kind) {
    return row.error(
        "kind", "\"" + std::string(kind_text) +
                    "\" is no kind, expected country, region, people, person, organisation, group, "
                    "party, outlet, agency, military or seat");
  }
  if (row["name"].empty()) return row.error("name", "the name is empty, expected one");
  PendingEntry entry;
  entry.kind = *kind;
  entry.name = row["name"];
  entry.id = row["id"].empty() ? std::string(to_string(*kind)) + "/" + slug(entry.name)
                               : std::string(row["id"]);
  entry.role = row["role"];
  entry.org = row["org"];
  entry.note = row["note"];
  entry.iso2 = row["iso2"].substr(0, 2);
  entry.file = loaded.file;
  entry.line = row.line();
  std::string prefix;
  if (auto error = read_country(row, entry.country, prefix)) return error;
  if (auto error = read_sector(row, entry.sector)) return error;
  if (auto error = read_gender(row, entry.gender)) return error;
  if (auto error = read_date(row, "from", entry.from)) return error;
  if (auto error = read_date(row, "to", entry.to)) return error;
  if (auto error = read_coordinates(row, entry.lat, entry.lon)) return error;
  if (entry.from && entry.to && entry.from > last_day(entry.to)) {
    return row.error(
        "to", "ends before it begins (" + format_date(entry.from) + "), expected a later date");
  }
  entry.code = row["code"];
  if (entry.code.empty()) entry.code = with_sector(entry.kind, prefix, entry.sector);

  const auto add_forms = [&](std::string_view column, AliasKind alias_kind) {
    for (const std::string_view form : split_list(row[column])) {
      entry.aliases.push_back(make_alias(form, alias_kind, loaded.file, row.line()));
    }
  };
  entry.aliases.push_back(make_alias(entry.name, AliasKind::Name, loaded.file, row.line()));
  add_forms("aliases", AliasKind::Name);
  for (std::size_t i = 0, n = entry.aliases.size(); i < n; ++i) {
    const PendingAlias alias = entry.aliases[i];
    if (normalise_alias(alias.form).empty()) {
      return row.error(i == 0 ? "name" : "aliases",
                       "\"" + alias.form + "\" holds no letter or digit, expected a name");
    }
    if (alias.kind != AliasKind::Name || entry.kind == Kind::Country || entry.kind == Kind::Region)
      continue;
    for (std::string variant :
         {without_article(alias.form),
          entry.kind == Kind::Person ? without_initial(alias.form) : std::string()}) {
      // One bare word of a person is a surname, not a name.
      if (!variant.empty() &&
          (entry.kind != Kind::Person || variant.find(' ') != std::string::npos)) {
        entry.aliases.push_back({variant, alias.kind, alias.rule, alias.file, alias.line});
      }
    }
  }
  add_forms("adjectives", AliasKind::Adjective);
  add_forms("demonyms", AliasKind::Demonym);
  add_forms("plurals", AliasKind::Plural);
  add_forms("capitals", AliasKind::Capital);

  if (entry.kind == Kind::Person) return add_person(loaded, row, std::move(entry));
  if (const auto at = find_entry(entry.id, loaded)) {
    if (loaded.fill) return std::nullopt;
    PendingEntry& first = entries_[*at];
    if (!base_ || first.file == loaded.file) {
      return row.error(row["id"].empty() ? "name" : "id",
                       "\"" + entry.id + "\" is there already (" +
                           place_of(first.file, first.line) + "), expected an id of its own");
    }
    merge(first, entry, row);
    return std::nullopt;
  }
  ids_.emplace(entry.id, entries_.size());
  if (entry.lat && (entry.kind == Kind::Country || entry.kind == Kind::Region)) {
    PendingPlace place;
    place.name = entry.name;
    place.country = entry.country;
    place.feature =
        row["feature"].empty() ? (entry.kind == Kind::Country ? "PCLI" : "RGN") : row["feature"];
    place.lat = entry.lat;
    place.lon = entry.lon;
    place.file = loaded.file;
    place.line = row.line();
    if (auto error = read_count(row, "geonameid", place.geonameid)) return error;
    if (auto error = read_count(row, "population", place.population)) return error;
    for (const PendingAlias& alias : entry.aliases) {
      if (alias.kind == AliasKind::Name || alias.kind == AliasKind::Acronym)
        place.names.push_back(alias.form);
    }
    places_.push_back(std::move(place));
  }
  entries_.push_back(std::move(entry));
  return std::nullopt;
}
std::optional<Error> Compiler::add_place(const Loaded& loaded, const Row& row) {
  if (row["name"].empty()) return row.error("name", "the name is empty, expected one");
  PendingPlace place;
  place.name = row["name"];
  place.feature = row["feature"].substr(0, 6);
  place.admin1 = row["admin1"];
  place.file = loaded.file;
  place.line = row.line();
  std::string prefix;
  if (auto error = read_country(row, place.country, prefix)) return error;
  if (auto error = read_count(row, "geonameid", place.geonameid)) return error;
  if (auto error = read_count(row, "population", place.population)) return error;
  if (auto error = read_coordinates(row, place.lat, place.lon)) return error;
  constexpr int kTown =
      3;  // countries, capitals and divisions of the first level have smaller ranks
  place.minor = loaded.minor_below == layout::kNone || (place.population < loaded.minor_below &&
                                                        layout::place_rank(place.feature) >= kTown);
  place.names.push_back(place.name);
  for (const std::string_view form : split_list(row["aliases"])) place.names.emplace_back(form);
  if (loaded.type == "divisions") {
    if (row["code"].empty())
      return row.error("code", "the code is empty, expected one such as SY.06");
    divisions_.insert_or_assign(std::string(row["code"]),
                                static_cast<std::uint32_t>(places_.size()));
    if (row["code"].find('.') != row["code"].rfind('.'))
      place.admin1 = row["code"].substr(0, row["code"].rfind('.'));
    for (const std::string_view word :
         {" Governorate", " Province", " Region", " Oblast", " State", " District", " County",
          " Prefecture", " Department", " Krai", " Municipality", " Division", " Parish"}) {
      if (std::string_view(place.name).ends_with(word)) {
        place.names.push_back(place.name.substr(0, place.name.size() - word.size()));
      }
    }
  }
  places_.push_back(std::move(place));
  return std::nullopt;
}

std::optional<Error> Compiler::add_role(const Loaded& loaded, const Row& row) {
  PendingRole role{std::string(row["phrase"]),
                   std::string(row["role"]),
                   "",
                   RoleKind::Person,
                   Gender::Unknown,
                   loaded.file,
                   row.line()};
  const std::string key = normalise_alias(role.phrase);
  if (key.empty()) return row.error("phrase", "the phrase is empty, expected a noun");
  if (role.role.empty()) role.role = role.phrase;
  if (auto error = read_sector(row, role.sector)) return error;
  if (auto error = read_gender(row, role.gender)) return error;
  bool known = false;
  for (const RoleKind kind :
       {RoleKind::Person, RoleKind::Title, RoleKind::Collective, RoleKind::Institution}) {
    if (row["kind"] == to_string(kind)) {
      role.kind = kind;
      known = true;
    }
  }
  if (!known) {
    return row.error(
        "kind", "\"" + std::string(row["kind"]) +
                    "\" is no kind of role, expected person, title, collective or institution");
  }
  const auto [it, fresh] = role_keys_.emplace(key, role.line);
  if (!fresh) {
    if (loaded.fill) return std::nullopt;
    return row.error("phrase", "\"" + role.phrase + "\" is there already (line " +
                                   std::to_string(it->second) + "), expected each phrase once");
  }
  roles_.push_back(std::move(role));
  return std::nullopt;
}

std::optional<Error> Compiler::add_office(const Row& row) {
  PendingOffice office;
  office.role = row["role"];
  if (office.role.empty()) return row.error("role", "the role is empty, expected an office");
  std::string prefix;
  if (auto error = read_country(row, office.country, prefix)) return error;
  if (auto error = read_count(row, "holders", office.holders)) return error;
  offices_.insert(offices_.begin(), std::move(office));
  return std::nullopt;
}

std::optional<Error> Compiler::add_given_name(const Row& row) {
  Gender gender = Gender::Unknown;
  if (auto error = read_gender(row, gender)) return error;
  const std::string key = normalise_alias(row["name"]);
  if (key.empty()) return row.error("name", "the name is empty, expected one");
  const auto [it, fresh] = given_.emplace(key, gender);
  if (!fresh && it->second != gender) it->second = Gender::Unknown;
  return std::nullopt;
}
}  // namespace dragoman::knowledge
