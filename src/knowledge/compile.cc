#include "knowledge/compile.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <fstream>
#include <iterator>
#include <optional>
#include <set>
#include <sstream>
#include <tuple>
#include <unordered_map>
#include <utility>

#include <zlib.h>

#include "core/utf8.h"
#include "knowledge/audit.h"
#include "knowledge/checksum.h"
#include "knowledge/dates.h"
#include "knowledge/knowledge_base.h"
#include "knowledge/layout.h"
#include "knowledge/normalise.h"
#include "knowledge/pending.h"
#include "knowledge/table.h"

namespace dragoman::knowledge {
namespace {

using layout::StringRef;

const std::vector<std::string_view> kEntityColumns = {
    "id",         "kind",     "name",    "aliases",  "country",   "code",       "sector", "role",
    "org",        "from",     "to",      "lat",      "lon",       "iso2",       "note",   "gender",
    "adjectives", "demonyms", "plurals", "capitals", "geonameid", "population", "feature"};
const std::vector<std::string_view> kPlaceColumns = {
    "geonameid", "name", "aliases", "lat", "lon", "feature", "country", "admin1", "population"};
const std::vector<std::string_view> kDivisionColumns = {
    "code", "geonameid", "name", "aliases", "lat", "lon", "feature", "country", "population"};
const std::vector<std::string_view> kRoleColumns = {"phrase", "role", "sector", "kind", "gender"};
const std::vector<std::string_view> kGivenColumns = {"name", "gender"};
const std::vector<std::string_view> kOfficeColumns = {"role", "country", "holders", "note"};

// PLOVER's sectors and the codes that stand in place of a country.
constexpr std::string_view kSectors[] = {
    "GOV", "LEG", "JUD", "MIL", "COP", "SPY", "PTY", "PRM", "REB", "UAF", "UNK", "AGR", "BUS",
    "CRM", "CVL", "EDU", "ELI", "JRN", "LAB", "MED", "REF", "OPP", "PRE", "REL", "SOC"};
constexpr std::string_view kNonCountries[] = {"IGO", "UNO", "EUR", "NGO", "ISM", "IMG", "MNC"};

template <class Range>
bool contains(const Range& range, std::string_view value) {
  return std::find(std::begin(range), std::end(range), value) != std::end(range);
}

std::vector<std::string> words_of(std::string_view name) {
  std::vector<std::string> words;
  std::istringstream stream{std::string(name)};
  for (std::string word; stream >> word;) words.push_back(word);
  return words;
}

bool is_acronym(std::string_view form) {
  std::size_t letters = 0;
  for (const char c : form) {
    if (c >= 'A' && c <= 'Z') {
      ++letters;
    } else if (!(c == '.' || c == '-' || c == '/' || c == '&' || (c >= '0' && c <= '9'))) {
      return false;
    }
  }
  return letters >= 2 && letters <= 8;
}

PendingAlias make_alias(std::string_view form,
                        AliasKind kind,
                        std::uint32_t file,
                        std::uint32_t line) {
  CaseRule rule = CaseRule::Capitalised;
  if (form.starts_with('=')) {
    form.remove_prefix(1);
    rule = CaseRule::Exact;
  } else if (form.starts_with('~')) {
    form.remove_prefix(1);
    kind = AliasKind::Surname;
  }
  if (kind == AliasKind::Name && is_acronym(form)) {
    kind = AliasKind::Acronym;
    const auto letters = normalise_alias(form).size();
    // "Nato", "Unicef" and "Isis" are house style somewhere; "Who", "It" and "Us" are other words.
    if (rule != CaseRule::Exact && letters <= 3) rule = CaseRule::AllCapitals;
  }
  return {std::string(form), kind, rule, file, line};
}

// Names without the article: "Bashar al-Assad" -> "Bashar Assad"; "al-Qaeda" -> "Qaeda".
std::string without_article(std::string_view name) {
  std::string out;
  bool changed = false;
  for (std::string word : words_of(name)) {
    for (const std::string_view article :
         {"al-", "el-", "Al-", "El-", "an-", "ash-", "as-", "ar-", "ad-", "at-", "az-", "ul-"}) {
      if (word.starts_with(article) && word.size() > article.size() + 2) {
        word.erase(0, article.size());
        word[0] = static_cast<char>(word[0] >= 'a' && word[0] <= 'z' ? word[0] - 32 : word[0]);
        changed = true;
        break;
      }
    }
    out += (out.empty() ? "" : " ") + word;
  }
  return changed ? out : std::string();
}

// "George W. Bush" -> "George Bush".
std::string without_initial(std::string_view name) {
  const auto words = words_of(name);
  if (words.size() < 3) return {};
  std::string out;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const bool initial =
        i > 0 && i + 1 < words.size() && words[i].size() == 2 && words[i][1] == '.';
    if (!initial) out += (out.empty() ? "" : " ") + words[i];
  }
  return out == name ? std::string() : out;
}

// Surnames as the press uses them alone. Chinese and Korean names have the family name first.
std::vector<std::string> surnames_of(std::string_view name, std::string_view country) {
  auto words = words_of(name);
  while (words.size() > 2 &&
         contains(std::initializer_list<std::string_view>{"Jr.", "Jr", "II", "III", "Sr."},
                  words.back())) {
    words.pop_back();
  }
  if (words.size() < 2) return {};
  if (contains(std::initializer_list<std::string_view>{"CHN", "PRK", "KOR", "TWN"}, country) &&
      words.size() <= 3 && words[0].size() <= 6) {
    return {words[0]};
  }
  static const std::set<std::string, std::less<>> kParticles = {
      "de",  "da",   "del",  "della", "di",  "dos", "du",  "la",  "le",  "van", "von",
      "der", "den",  "ter",  "ten",   "bin", "ibn", "ben", "bar", "abu", "zu",  "af",
      "al",  "el",   "ould", "Abu",   "Bin", "Ben", "Al",  "El",  "De",  "Le",  "La",
      "Van", "Ould", "Di",   "Du",    "Del", "O",   "Mac", "san", "St."};
  std::size_t begin = words.size() - 1;
  while (begin > 1 && kParticles.contains(words[begin - 1])) --begin;
  std::vector<std::string> found;
  std::string full;
  for (std::size_t i = begin; i < words.size(); ++i) full += (full.empty() ? "" : " ") + words[i];
  found.push_back(full);
  if (begin + 1 < words.size()) found.push_back(words.back());
  if (auto bare = without_article(words.back()); !bare.empty()) found.push_back(bare);
  return found;
}

std::string slug(std::string_view name) {
  std::string out;
  std::string key;
  // Word by word, so that the id keeps its hyphens: "sergey-lavrov".
  std::size_t begin = 0;
  while (begin <= name.size()) {
    std::size_t end = name.find_first_of(" -/", begin);
    if (end == std::string_view::npos) end = name.size();
    key.clear();
    append_alias_key(name.substr(begin, end - begin), key);
    if (!key.empty()) out += (out.empty() ? "" : "-") + key;
    begin = end + 1;
  }
  return out;
}

class Compiler {
 public:
  // `base`: what the tables are laid over; nullptr where they make a base of their own.
  Compiler(const CompileOptions& options, const KnowledgeBase* base, CompileReport& report)
      : options_(options), base_(base), report_(report) {
    if (base_) read_base();
  }

  Result<void> add(const std::vector<SourceTable>& sources);
  Result<std::string> write();

 private:
  enum class Turn { First, Middle, Last };
  struct Loaded {
    Table table;
    std::string type;
    std::uint32_t file;
    bool fill;
    std::uint32_t minor_below;  // places of fewer people stand in the index of minor places
    // Offices first: they tell when a term of office ends another's. Fill tables last.
    Turn turn() const { return type == "offices" ? Turn::First : fill ? Turn::Last : Turn::Middle; }
    bool replace;  // rows stand for the base's entry with the same id, and do not add to it
  };

  void read_base();
  Result<Loaded> parse(const SourceTable& source, std::uint32_t file) const;
  Result<void> settle(const Error& error);
  // The number in ids_ of the entry with this id, taken over from the base if need be.
  std::optional<std::size_t> find_entry(const std::string& id, const Loaded& loaded);
  std::optional<std::size_t> find_person(const PendingEntry& entry);
  std::size_t take_over(EntryId entry);
  // An entry that came from the base.
  bool is_layered(const PendingEntry& entry) const { return base_ids_.contains(entry.id); }
  std::uint32_t file_of(std::string_view name);
  std::string place_of(std::uint32_t file, std::uint32_t line) const;
  void merge(PendingEntry& entry, PendingEntry& added, const Row& row);
  void end_terms_of_others(std::size_t person, const PendingTerm& term);
  std::uint32_t holders_at_a_time(const PendingTerm& term) const;
  template <class Visit>
  bool any_term_of_office(const PendingTerm& term, const Visit& visit);
  bool add_to_holder(const PendingEntry& entry, const PendingTerm& term);
  void end_before_next(PendingTerm& term);
  Result<void> add_rows(const Loaded& loaded);
  std::optional<Error> add_entity(const Loaded& loaded, const Row& row);
  std::optional<Error> add_person(const Loaded& loaded, const Row& row, PendingEntry entry);
  std::optional<Error> add_place(const Loaded& loaded, const Row& row);
  std::optional<Error> add_role(const Loaded& loaded, const Row& row);
  std::optional<Error> add_given_name(const Row& row);
  std::optional<Error> add_office(const Row& row);

  std::optional<Error> read_coordinates(const Row& row,
                                        std::optional<double>& lat,
                                        std::optional<double>& lon);
  std::optional<Error> read_count(const Row& row, std::string_view column, std::uint32_t& out);
  std::optional<Error> read_date(const Row& row, std::string_view column, std::uint32_t& out);
  std::optional<Error> read_country(const Row& row, std::string& country, std::string& prefix);
  std::optional<Error> read_sector(const Row& row, std::string& sector);
  std::optional<Error> read_gender(const Row& row, Gender& gender);

  StringRef intern(std::string_view text);
  StringRef append(std::string_view text);
  template <class T>
  void put_section(layout::Section section, const std::vector<T>& records);
  // Sorted (key, posting) pairs -> keys, buckets; returns postings.
  std::vector<std::uint32_t> put_index(std::vector<std::pair<std::string, std::uint32_t>> pairs,
                                       layout::Section keys,
                                       layout::Section buckets);
  void write_entries();
  void write_places();
  void write_roles();
  void write_layers();

  CompileOptions options_;
  const KnowledgeBase* base_;
  std::unordered_map<std::string_view, EntryId> base_ids_;
  std::unordered_map<EntryId, std::size_t> taken_;                  // entry of the base -> entries_
  std::vector<std::vector<std::uint32_t>> base_aliases_;            // per entry of the base
  std::unordered_map<std::uint32_t, std::uint32_t> base_geonames_;  // geonameid -> place
  std::vector<std::uint32_t> replaced_places_;
  CompileReport& report_;
  std::vector<std::string> file_names_;
  std::vector<std::string> file_paths_;
  std::map<std::string, std::uint32_t, std::less<>> file_numbers_;
  std::set<std::string, std::less<>> countries_;
  std::vector<PendingEntry> entries_;
  std::map<std::string, std::size_t, std::less<>> ids_;
  std::map<std::string, std::size_t, std::less<>> person_names_;  // country + alias key
  std::vector<PendingPlace> places_;
  std::map<std::string, std::uint32_t, std::less<>> divisions_;  // "SY.06" -> place
  std::vector<PendingRole> roles_;
  std::map<std::string, std::uint32_t, std::less<>> role_keys_;  // -> line
  std::map<std::string, Gender, std::less<>> given_;
  std::vector<PendingOffice> offices_;
  // Who held an office with a number of holders: "KEN/foreign minister/" -> entries_.
  std::map<std::string, std::vector<std::size_t>, std::less<>> held_;

  std::string pool_;
  std::unordered_map<std::string, StringRef> interned_;
  std::string body_;
  layout::SectionInfo sections_[layout::kSectionCount] = {};
};

// ---- cells ----

std::optional<Error> Compiler::read_coordinates(const Row& row,
                                                std::optional<double>& lat,
                                                std::optional<double>& lon) {
  const struct {
    std::string_view column;
    double limit;
    std::optional<double>& out;
  } cells[] = {{"lat", 90, lat}, {"lon", 180, lon}};
  for (const auto& cell : cells) {
    const std::string_view text = row[cell.column];
    if (text.empty()) continue;
    double value = 0;
    const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (code != std::errc() || end != text.data() + text.size() ||
        !(std::fabs(value) <= cell.limit)) {
      return row.error(cell.column, "\"" + std::string(text) +
                                        "\" is no coordinate, expected degrees from -" +
                                        std::to_string(static_cast<int>(cell.limit)) + " to " +
                                        std::to_string(static_cast<int>(cell.limit)));
    }
    cell.out = value;
  }
  if (lat.has_value() != lon.has_value()) {
    return row.error(lat ? "lon" : "lat", "expected both lat and lon, or neither");
  }
  return std::nullopt;
}

std::optional<Error> Compiler::read_count(const Row& row,
                                          std::string_view column,
                                          std::uint32_t& out) {
  const std::string_view text = row[column];
  if (text.empty()) return std::nullopt;
  const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), out);
  if (code != std::errc() || end != text.data() + text.size()) {
    return row.error(column, "\"" + std::string(text) + "\" is no count, expected a whole number");
  }
  return std::nullopt;
}

std::optional<Error> Compiler::read_date(const Row& row,
                                         std::string_view column,
                                         std::uint32_t& out) {
  const std::string_view text = row[column];
  if (text.empty()) return std::nullopt;
  const auto date = text.size() <= 10 ? parse_date(text) : std::nullopt;
  if (!date) {
    return row.error(
        column, "\"" + std::string(text) + "\" is no date, expected YYYY, YYYY-MM or YYYY-MM-DD");
  }
  out = *date;
  return std::nullopt;
}

std::optional<Error> Compiler::read_country(const Row& row,
                                            std::string& country,
                                            std::string& prefix) {
  const std::string_view text = row["country"];
  if (text.empty()) return std::nullopt;
  if (contains(kNonCountries, text)) {
    prefix = text == "UNO" ? "IGOUNO" : text == "EUR" ? "IGOEUR" : std::string(text);
    return std::nullopt;
  }
  if (!countries_.empty() && !countries_.contains(text)) {
    return row.error(
        "country",
        "\"" + std::string(text) +
            "\" is no country of the country table, expected an alpha-3 code, or IGO, UNO, "
            "EUR, NGO, ISM, IMG, MNC");
  }
  if (text.size() != 3) {
    return row.error(
        "country", "\"" + std::string(text) + "\" has not three letters, expected an alpha-3 code");
  }
  country = text;
  prefix = text;
  return std::nullopt;
}

std::optional<Error> Compiler::read_sector(const Row& row, std::string& sector) {
  const std::string_view text = row["sector"];
  bool good = text.size() % 3 == 0 && text.size() <= 6;
  for (std::size_t i = 0; good && i < text.size(); i += 3)
    good = contains(kSectors, text.substr(i, 3));
  if (!good) {
    return row.error("sector",
                     "\"" + std::string(text) +
                         "\" is no PLOVER sector, expected GOV, MIL, OPP, REB, ... or two of them");
  }
  sector = text;
  return std::nullopt;
}

std::optional<Error> Compiler::read_gender(const Row& row, Gender& gender) {
  const std::string_view text = row["gender"];
  if (text != "" && text != "m" && text != "f" && text != "u") {
    return row.error("gender",
                     "\"" + std::string(text) + "\" is no gender, expected m, f, u or nothing");
  }
  gender = text == "m" ? Gender::Male : text == "f" ? Gender::Female : Gender::Unknown;
  return std::nullopt;
}

// ---- rows ----

const std::vector<std::string_view>* columns_of(std::string_view type) {
  if (type == "entities") return &kEntityColumns;
  if (type == "places") return &kPlaceColumns;
  if (type == "divisions") return &kDivisionColumns;
  if (type == "roles") return &kRoleColumns;
  if (type == "given-names") return &kGivenColumns;
  if (type == "offices") return &kOfficeColumns;
  return nullptr;
}

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

namespace {

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

// Countries, IGO and NGO stand alone: "IGOUNO", but "SYRREB".
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

// ---- layers ----

std::string Compiler::place_of(std::uint32_t file, std::uint32_t line) const {
  return file_paths_[file] + ":" + std::to_string(line);
}

std::uint32_t Compiler::file_of(std::string_view name) {
  const auto [it, fresh] =
      file_numbers_.emplace(name, static_cast<std::uint32_t>(file_names_.size()));
  if (fresh) {
    file_names_.emplace_back(name);
    file_paths_.emplace_back(name);
  }
  return it->second;
}

std::optional<std::size_t> Compiler::find_entry(const std::string& id, const Loaded& loaded) {
  if (const auto it = ids_.find(id); it != ids_.end()) return it->second;
  const auto it = base_ids_.find(id);
  if (it == base_ids_.end() || loaded.replace) return std::nullopt;
  return take_over(it->second);
}

std::optional<std::size_t> Compiler::find_person(const PendingEntry& entry) {
  for (const PendingAlias& alias : entry.aliases) {
    if (alias.kind != AliasKind::Name) continue;
    const auto it = person_names_.find(entry.country + "/" + normalise_alias(alias.form));
    if (it != person_names_.end()) return it->second;
    if (!base_) continue;
    for (const Alias& known : base_->find(alias.form)) {
      if (known.kind != AliasKind::Name || base_->entry(known.entry).kind() != Kind::Person)
        continue;
      const auto terms = base_->terms(known.entry);
      if (std::any_of(terms.begin(), terms.end(),
                      [&](const Term& term) { return term.country == entry.country; })) {
        return take_over(known.entry);
      }
    }
  }
  return std::nullopt;
}

// Copies an entry of the base with all its names and terms, each with its own table and line.
std::size_t Compiler::take_over(EntryId id) {
  const auto [it, fresh] = taken_.emplace(id, entries_.size());
  if (!fresh) return it->second;
  if (base_aliases_.empty()) {
    base_aliases_.resize(base_->entry_count());
    for (std::size_t i = 0; i < base_->alias_count(); ++i) {
      base_aliases_[base_->alias(i).entry].push_back(static_cast<std::uint32_t>(i));
    }
  }
  const Entry from = base_->entry(id);
  const auto date = [](const std::string& text) { return parse_date(text).value_or(0); };
  PendingEntry entry;
  entry.kind = from.kind();
  entry.id = from.id();
  entry.name = from.name();
  entry.code = from.code();
  entry.role = from.role();
  entry.org = from.org();
  entry.note = from.note();
  entry.country = from.country();
  entry.sector = from.sector();
  entry.iso2 = from.iso2();
  entry.gender = from.gender();
  if (const auto point = from.point()) {
    entry.lat = point->lat;
    entry.lon = point->lon;
  }
  entry.from = date(from.from());
  entry.to = date(from.to());
  entry.file = file_of(from.receipt().file);
  entry.line = from.receipt().line;
  for (const std::uint32_t i : base_aliases_[id]) {
    const Alias alias = base_->alias(i);
    entry.aliases.push_back({std::string(alias.form), alias.kind, alias.case_rule,
                             file_of(alias.receipt.file), alias.receipt.line});
  }
  for (const Term& term : base_->terms(id)) {
    entry.terms.push_back({std::string(term.role), std::string(term.org), std::string(term.country),
                           std::string(term.sector), std::string(term.code), date(term.from),
                           date(term.to), file_of(term.receipt.file), term.receipt.line});
  }
  ids_.emplace(entry.id, entries_.size());
  entries_.push_back(std::move(entry));
  return entries_.size() - 1;
}

// A row about an entry of another table: filled cells win, names are added.
void Compiler::merge(PendingEntry& entry, PendingEntry& added, const Row& row) {
  const auto take = [&](std::string_view column, auto& to, auto& from) {
    if (!row[column].empty()) to = std::move(from);
  };
  if (!row["code"].empty() || !row["country"].empty() || !row["sector"].empty()) {
    PendingEntry& prefix_from = row["country"].empty() ? entry : added;
    std::string code = prefix_from.code;
    if (code.ends_with(prefix_from.sector)) code.erase(code.size() - prefix_from.sector.size());
    take("country", entry.country, added.country);
    take("sector", entry.sector, added.sector);
    entry.code = row["code"].empty() ? with_sector(entry.kind, code, entry.sector) : added.code;
  }
  take("name", entry.name, added.name);
  take("role", entry.role, added.role);
  take("org", entry.org, added.org);
  take("note", entry.note, added.note);
  take("iso2", entry.iso2, added.iso2);
  take("gender", entry.gender, added.gender);
  take("from", entry.from, added.from);
  take("to", entry.to, added.to);
  take("lat", entry.lat, added.lat);
  take("lon", entry.lon, added.lon);
  entry.file = added.file;
  entry.line = added.line;
  for (PendingAlias& alias : added.aliases) entry.aliases.push_back(std::move(alias));
}

std::string office_key(const PendingTerm& term) {
  return term.country + "/" + term.role + "/" + term.org;
}

// How many hold this office at a time; 0: not told.
std::uint32_t Compiler::holders_at_a_time(const PendingTerm& term) const {
  return term.from && !term.role.empty() ? holders_of(offices_, term.role, term.country) : 0;
}

// Spellings of one name, where all else fits: a long word in common ("Nicos", "Nikos
// Anastasiades"), or the same beginning ("Abdul Hamid Dbeibah", "Abdulhamid Dbeibeh").
bool resemble(std::string_view one, std::string_view other) {
  constexpr std::size_t kLongWord = 4, kLongBeginning = 8;
  const std::string a = normalise_alias(one), b = normalise_alias(other);
  if (a.substr(0, kLongBeginning) == b.substr(0, kLongBeginning)) return true;
  const auto words = words_of(other);
  return std::ranges::any_of(words_of(one), [&](const std::string& word) {
    const std::string key = normalise_alias(word);
    return key.size() >= kLongWord && std::ranges::any_of(words, [&](const std::string& each) {
             return normalise_alias(each) == key;
           });
  });
}

// Calls visit(entry, term) for each term of this office by other tables, where it has a number of
// holders, until it says true.
template <class Visit>
bool Compiler::any_term_of_office(const PendingTerm& term, const Visit& visit) {
  const auto holders = held_.find(office_key(term));
  if (holders == held_.end() || term.from == 0) return false;
  for (const std::size_t at : holders->second) {
    for (const PendingTerm& other : entries_[at].terms) {
      if (other.file != term.file && other.is_same_office(term) && visit(entries_[at], other))
        return true;
    }
  }
  return false;
}

// Is the holder by a fill table one by other tables, spelt otherwise? Then the spellings become
// names of that entry.
bool Compiler::add_to_holder(const PendingEntry& entry, const PendingTerm& term) {
  return any_term_of_office(term, [&](PendingEntry& holder, const PendingTerm& other) {
    const std::uint32_t year = term.from / 10000, other_year = other.from / 10000;
    const bool together = year <= other_year + 1 && other_year <= year + 1;
    if (!together || !meet_for_a_year(term, other) || !resemble(entry.name, holder.name))
      return false;
    std::ranges::copy_if(entry.aliases, std::back_inserter(holder.aliases),
                         [](const PendingAlias& alias) { return alias.kind == AliasKind::Name; });
    return true;
  });
}

// Terms that were open when a fill table was made end where other tables know the next one.
void Compiler::end_before_next(PendingTerm& term) {
  if (term.to || holders_at_a_time(term) != 1) return;
  any_term_of_office(term, [&](const PendingEntry&, const PendingTerm& other) {
    if (other.from > term.from && (!term.to || other.from < term.to)) term.to = other.from;
    return false;
  });
}

// In an office with one holder, who comes in sends the one before out: an open term of the base
// that began earlier ends where the overlay's begins.
void Compiler::end_terms_of_others(std::size_t person, const PendingTerm& term) {
  if (holders_at_a_time(term) != 1) return;
  const std::string from = format_date(term.from);
  for (const EntryId holder : base_->holders(term.country, term.role, from)) {
    const auto taken = taken_.find(holder);
    if (taken != taken_.end() && taken->second == person) continue;
    const auto terms = base_->terms(holder);
    const bool open = std::any_of(terms.begin(), terms.end(), [&](const Term& other) {
      return other.to.empty() && other.role == term.role && other.country == term.country &&
             other.org == term.org && other.from < from;
    });
    if (!open) continue;
    for (PendingTerm& other : entries_[take_over(holder)].terms) {
      if (!other.to && other.is_same_office(term) && other.from < term.from) other.to = term.from;
    }
  }
}

// Rows of one person are terms of one entry. A row finds its person by id, or by country and any
// full name.
std::optional<Error> Compiler::add_person(const Loaded& loaded,
                                          const Row& row,
                                          PendingEntry entry) {
  PendingTerm term{entry.role, entry.org, entry.country, entry.sector, entry.code,
                   entry.from, entry.to,  entry.file,    entry.line};
  std::size_t at = find_entry(entry.id, loaded).value_or(entries_.size());
  if (at == entries_.size() && row["id"].empty() && !loaded.replace)
    at = find_person(entry).value_or(at);
  if (at < entries_.size() && row["id"].empty() && (loaded.fill || is_layered(entries_[at])) &&
      std::none_of(
          entries_[at].terms.begin(), entries_[at].terms.end(), [&](const PendingTerm& other) {
            return other.country == term.country || other.country.empty() || term.country.empty();
          })) {
    // A namesake in another country.
    entry.id += "-" + slug(entry.country);
    at = find_entry(entry.id, loaded).value_or(entries_.size());
  }

  if (loaded.fill) {
    if (at == entries_.size() && add_to_holder(entry, term)) return std::nullopt;
    end_before_next(term);
  }

  const bool with_surname = loaded.table.setting("surnames") != "no";
  const bool own_surname =
      std::any_of(entry.aliases.begin(), entry.aliases.end(),
                  [](const PendingAlias& alias) { return alias.kind == AliasKind::Surname; });
  if (with_surname && !own_surname && at == entries_.size()) {
    for (std::size_t i = 0, n = entry.aliases.size(); i < n; ++i) {
      if (entry.aliases[i].kind != AliasKind::Name) continue;
      for (const std::string& surname : surnames_of(entry.aliases[i].form, entry.country)) {
        entry.aliases.push_back(
            {surname, AliasKind::Surname, CaseRule::Capitalised, loaded.file, row.line()});
      }
    }
  }
  if (at == entries_.size()) {
    ids_.emplace(entry.id, at);
    entry.role.clear();
    entry.from = entry.to = 0;
    entry.terms.push_back(term);
    entries_.push_back(std::move(entry));
  } else {
    PendingEntry& person = entries_[at];
    // What an overlay says of an office goes before what stood there.
    std::erase_if(person.terms, [&](const PendingTerm& other) {
      return base_ && !loaded.fill && other.file != term.file && other.is_same_office(term) &&
             (!other.from || !term.to || other.from <= last_day(term.to)) &&
             (!other.to || !term.from || term.from <= last_day(other.to));
    });
    for (const PendingTerm& other : person.terms) {
      const std::uint32_t begin = std::max(other.from, term.from);
      const std::uint32_t end = std::min(other.to ? last_day(other.to) : 99991231u,
                                         term.to ? last_day(term.to) : 99991231u);
      const bool overlap = (begin % 100 ? begin : begin + 1) < end && term.from && other.from;
      if (loaded.fill && other.file != term.file && (overlap || (!other.from && !other.to)))
        return std::nullopt;
      if (!loaded.fill && overlap && other.is_same_office(term) && begin / 10000 != end / 10000) {
        return row.error("from", "this term of office overlaps the one in " +
                                     place_of(other.file, other.line) + " (" +
                                     format_date(other.from) + " to " + format_date(other.to) +
                                     "), expected terms one after the other");
      }
    }
    // A row that tells no office of a known person only adds names.
    const bool tells = term.from || term.to || !term.role.empty() || !term.org.empty();
    if (tells || !is_layered(person)) person.terms.push_back(term);
    for (PendingAlias& alias : entry.aliases) person.aliases.push_back(std::move(alias));
    if (person.gender == Gender::Unknown) person.gender = entry.gender;
    if (person.note.empty()) person.note = entry.note;
  }
  if (base_) end_terms_of_others(at, term);
  if (!loaded.fill && holders_at_a_time(term) != 0) held_[office_key(term)].push_back(at);
  for (const PendingAlias& alias : entries_[at].aliases) {
    if (alias.kind == AliasKind::Name) {
      person_names_.emplace(term.country + "/" + normalise_alias(alias.form), at);
    }
  }
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

// ---- writing ----

StringRef Compiler::intern(std::string_view text) {
  if (text.empty()) return {0, 0};
  const auto [it, fresh] = interned_.try_emplace(std::string(text));
  if (fresh) it->second = append(text);
  return it->second;
}

// Without a look at what is there: of millions of keys the map would take more room than it saves.
StringRef Compiler::append(std::string_view text) {
  const StringRef ref = {static_cast<std::uint32_t>(pool_.size()),
                         static_cast<std::uint32_t>(text.size())};
  pool_ += text;
  return ref;
}

template <class T>
void Compiler::put_section(layout::Section section, const std::vector<T>& records) {
  constexpr std::size_t kStart = sizeof(layout::Header) + sizeof(sections_);
  static_assert(kStart % 8 == 0);
  body_.resize((body_.size() + 7) / 8 * 8);
  sections_[section] = {kStart + body_.size(), records.size()};
  if (!records.empty()) {
    body_.append(reinterpret_cast<const char*>(records.data()), records.size() * sizeof(T));
  }
}

std::vector<std::uint32_t> Compiler::put_index(
    std::vector<std::pair<std::string, std::uint32_t>> pairs,
    layout::Section key_section,
    layout::Section bucket_section) {
  // Postings of one key keep the order they came in; a posting stands once per key.
  std::stable_sort(pairs.begin(), pairs.end(),
                   [](const auto& a, const auto& b) { return a.first < b.first; });
  std::vector<layout::Key> keys;
  std::vector<std::uint32_t> postings, buckets(layout::kBucketCount + 1, 0);
  for (std::size_t i = 0; i < pairs.size();) {
    const std::string& key = pairs[i].first;
    keys.push_back({layout::key_prefix(key), base_ ? append(key) : intern(key),
                    static_cast<std::uint32_t>(postings.size()), 0});
    std::uint32_t bucket = 0;
    for (std::size_t k = 0; k < 2; ++k) {
      bucket = bucket * 38 +
               (k < key.size() ? layout::byte_class(static_cast<unsigned char>(key[k])) : 0);
    }
    ++buckets[bucket + 1];
    const std::size_t first = postings.size();
    for (; i < pairs.size() && pairs[i].first == key; ++i) {
      if (std::find(postings.begin() + static_cast<std::ptrdiff_t>(first), postings.end(),
                    pairs[i].second) == postings.end()) {
        postings.push_back(pairs[i].second);
      }
    }
  }
  for (std::size_t b = 1; b < buckets.size(); ++b) buckets[b] += buckets[b - 1];
  keys.push_back({0, {0, 0}, static_cast<std::uint32_t>(postings.size()), 0});
  put_section(key_section, keys);
  put_section(bucket_section, buckets);
  return postings;
}

template <std::size_t N>
void copy_fixed(std::string_view text, char (&field)[N]) {
  std::memset(field, 0, N);
  std::memcpy(field, text.data(), std::min(text.size(), N));
}

std::int32_t fixed_degrees(const std::optional<double>& value) {
  return value ? static_cast<std::int32_t>(std::lround(*value * 1e4)) : layout::kNoCoordinate;
}

void Compiler::write_entries() {
  // Countries first: the reader counts on it.
  std::stable_sort(entries_.begin(), entries_.end(),
                   [](const PendingEntry& a, const PendingEntry& b) { return a.kind < b.kind; });
  std::vector<layout::EntryRecord> records;
  std::vector<layout::TermRecord> terms;
  std::vector<PendingAlias> aliases;
  std::vector<std::uint32_t> alias_entries;
  for (PendingEntry& entry : entries_) {
    const auto index = static_cast<std::uint32_t>(records.size());
    std::stable_sort(entry.terms.begin(), entry.terms.end(),
                     [](const PendingTerm& a, const PendingTerm& b) {
                       return std::tuple(a.from == 0 && a.to == 0, a.from) <
                              std::tuple(b.from == 0 && b.to == 0, b.from);
                     });
    if (!entry.terms.empty()) {
      // The face of a person is the last dated term, with a role if one has it.
      const PendingTerm* last = &entry.terms.front();
      for (const PendingTerm& term : entry.terms) {
        const bool dated = term.from || term.to;
        if (last == &term || (dated && (!term.role.empty() || last->role.empty()))) last = &term;
      }
      entry.role = last->role;
      entry.org = last->org;
      entry.code = last->code;
      entry.country = last->country;
      entry.sector = last->sector;
    }
    layout::EntryRecord record{};
    record.id = intern(entry.id);
    record.name = intern(entry.name);
    record.code = intern(entry.code);
    record.role = intern(entry.role);
    record.org = intern(entry.org);
    record.note = intern(entry.note);
    copy_fixed(entry.country, record.country);
    copy_fixed(entry.sector, record.sector);
    copy_fixed(entry.iso2, record.iso2);
    record.lat_e4 = fixed_degrees(entry.lat);
    record.lon_e4 = fixed_degrees(entry.lon);
    record.from = entry.from;
    record.to = entry.to;
    record.first_term = static_cast<std::uint32_t>(terms.size());
    record.term_count = static_cast<std::uint32_t>(entry.terms.size());
    record.line = entry.line;
    record.file = static_cast<std::uint16_t>(entry.file);
    record.kind = static_cast<std::uint8_t>(entry.kind);
    record.gender = static_cast<std::uint8_t>(entry.gender);
    for (const PendingTerm& term : entry.terms) {
      layout::TermRecord out{};
      out.role = intern(term.role);
      out.org = intern(term.org);
      out.code = intern(term.code);
      copy_fixed(term.country, out.country);
      copy_fixed(term.sector, out.sector);
      out.entry = index;
      out.from = term.from;
      out.to = term.to;
      out.line = term.line;
      out.file = term.file;
      terms.push_back(out);
    }
    for (PendingAlias& alias : entry.aliases) {
      aliases.push_back(std::move(alias));
      alias_entries.push_back(index);
    }
    records.push_back(record);
  }

  // Postings by key; of one key by kind of alias, then table order. A form of one entry stands
  // once.
  std::vector<std::uint32_t> order(aliases.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = static_cast<std::uint32_t>(i);
  std::stable_sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
    return aliases[a].kind < aliases[b].kind;
  });
  std::vector<std::pair<std::string, std::uint32_t>> pairs;
  std::set<std::tuple<std::string, std::uint32_t, AliasKind>> seen;
  for (const std::uint32_t i : order) {
    std::string key = normalise_alias(aliases[i].form);
    if (key.empty() || !seen.emplace(key, alias_entries[i], aliases[i].kind).second) continue;
    pairs.emplace_back(std::move(key), i);
  }
  const auto postings = put_index(std::move(pairs), layout::kAliasKeys, layout::kAliasBuckets);
  std::vector<layout::AliasRecord> alias_records;
  for (const std::uint32_t i : postings) {
    layout::AliasRecord out{};
    out.form = intern(aliases[i].form);
    out.entry = alias_entries[i];
    out.line = aliases[i].line;
    out.file = static_cast<std::uint16_t>(aliases[i].file);
    out.kind = static_cast<std::uint8_t>(aliases[i].kind);
    out.case_rule = static_cast<std::uint8_t>(aliases[i].rule);
    alias_records.push_back(out);
  }
  std::vector<std::uint32_t> by_country(terms.size());
  for (std::size_t i = 0; i < terms.size(); ++i) by_country[i] = static_cast<std::uint32_t>(i);
  std::stable_sort(by_country.begin(), by_country.end(), [&](std::uint32_t a, std::uint32_t b) {
    return std::strncmp(terms[a].country, terms[b].country, 4) < 0;
  });
  report_.entries = records.size();
  report_.terms = terms.size();
  report_.aliases = alias_records.size();
  put_section(layout::kEntries, records);
  put_section(layout::kTerms, terms);
  put_section(layout::kTermsByCountry, by_country);
  put_section(layout::kAliases, alias_records);
}

void Compiler::write_places() {
  const std::size_t first = base_ ? base_->place_count() : 0;
  if (base_ && !places_.empty()) {
    for (std::uint32_t i = 0; i < first; ++i) {
      if (const std::uint32_t id = base_->place(i).geonameid) base_geonames_.emplace(id, i);
    }
  }
  const auto division_of = [&](const std::string& code) -> std::uint32_t {
    if (const auto it = divisions_.find(code); it != divisions_.end())
      return static_cast<std::uint32_t>(first + it->second);
    const auto known = base_ && !code.empty() ? base_->division(code) : std::nullopt;
    return known.value_or(layout::kNone);
  };
  std::vector<layout::PlaceRecord> records;
  std::vector<int> ranks;
  std::vector<std::pair<std::string, std::uint32_t>> pairs, minor_pairs;
  for (const PendingPlace& place : places_) {
    layout::PlaceRecord out{};
    out.name = base_ ? append(place.name) : intern(place.name);
    out.geonameid = place.geonameid;
    out.admin1 = division_of(place.admin1);
    if (const auto it = base_geonames_.find(place.geonameid); it != base_geonames_.end())
      replaced_places_.push_back(it->second);
    out.population = place.population;
    out.lat_e4 = fixed_degrees(place.lat);
    out.lon_e4 = fixed_degrees(place.lon);
    out.line = place.line;
    out.file = static_cast<std::uint16_t>(place.file);
    copy_fixed(place.country, out.country);
    copy_fixed(place.feature, out.feature);
    records.push_back(out);
    ranks.push_back(layout::place_rank(place.feature));
  }
  std::vector<std::uint32_t> order(records.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = static_cast<std::uint32_t>(i);
  std::stable_sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
    return std::tuple(ranks[a], ~records[a].population) <
           std::tuple(ranks[b], ~records[b].population);
  });
  std::size_t names = 0;
  for (const PendingPlace& place : places_) names += place.names.size();
  pairs.reserve(names);
  for (const std::uint32_t i : order) {
    for (const std::string& name : std::exchange(places_[i].names, {})) {
      if (std::string key = normalise_alias(name); !key.empty())
        (places_[i].minor ? minor_pairs : pairs).emplace_back(std::move(key), i);
    }
  }
  const auto postings = put_index(std::move(pairs), layout::kPlaceKeys, layout::kPlaceBuckets);
  const auto minor_postings =
      put_index(std::move(minor_pairs), layout::kMinorKeys, layout::kMinorBuckets);
  report_.places = records.size();
  report_.place_names = postings.size() + minor_postings.size();
  put_section(layout::kPlaces, records);
  put_section(layout::kPlacePostings, postings);
  put_section(layout::kMinorPostings, minor_postings);
}

void Compiler::write_roles() {
  std::vector<layout::RoleRecord> records;
  std::vector<std::pair<std::string, std::uint32_t>> pairs;
  for (const PendingRole& role : roles_) {
    pairs.emplace_back(normalise_alias(role.phrase), static_cast<std::uint32_t>(records.size()));
    layout::RoleRecord out{};
    out.phrase = intern(role.phrase);
    out.role = intern(role.role);
    out.sector = intern(role.sector);
    out.line = role.line;
    out.file = static_cast<std::uint16_t>(role.file);
    out.kind = static_cast<std::uint8_t>(role.kind);
    out.gender = static_cast<std::uint8_t>(role.gender);
    records.push_back(out);
  }
  const auto postings = put_index(std::move(pairs), layout::kRoleKeys, layout::kRoleBuckets);
  put_section(layout::kRoles, records);
  put_section(layout::kRolePostings, postings);

  std::vector<std::pair<std::string, std::uint32_t>> names;
  std::vector<std::uint8_t> genders;
  for (const auto& [key, gender] : given_) {
    names.emplace_back(key, static_cast<std::uint32_t>(genders.size()));
    genders.push_back(static_cast<std::uint8_t>(gender));
  }
  put_index(std::move(names), layout::kGivenKeys, layout::kGivenBuckets);
  put_section(layout::kGivenNames, genders);
  report_.roles = records.size();
  report_.given_names = genders.size();
}

// Division codes and offices; of an overlay also what it stands for.
void Compiler::write_layers() {
  const std::size_t first = base_ ? base_->place_count() : 0;
  std::vector<layout::DivisionRecord> divisions;
  for (const auto& [code, place] : divisions_) {
    divisions.push_back({intern(code), static_cast<std::uint32_t>(first + place)});
  }
  put_section(layout::kDivisions, divisions);
  std::vector<layout::OfficeRecord> offices;
  for (const PendingOffice& office : offices_) {
    layout::OfficeRecord record{};
    record.role = intern(office.role);
    copy_fixed(office.country, record.country);
    record.holders = office.holders;
    offices.push_back(record);
  }
  put_section(layout::kOffices, offices);
  std::vector<layout::ReplacedEntry> replaced;
  for (std::uint32_t i = 0; base_ && i < entries_.size(); ++i) {
    const auto it = base_ids_.find(entries_[i].id);
    if (it != base_ids_.end()) replaced.push_back({it->second, i});
  }
  put_section(layout::kReplacedEntries, replaced);
  put_section(layout::kReplacedPlaces, replaced_places_);
  std::vector<std::uint64_t> checksum;
  if (base_) checksum.push_back(base_->base_checksum());
  put_section(layout::kBaseChecksum, checksum);
}

Result<std::string> Compiler::write() {
  if (file_names_.size() > 0xffff) {
    return make_error(ErrorCode::TooLarge, "more than 65,535 tables in one knowledge base");
  }
  std::vector<StringRef> files;
  for (const std::string& name : file_names_) files.push_back(intern(name));
  put_section(layout::kFiles, files);
  write_entries();
  write_places();
  write_roles();
  write_layers();
  if (pool_.size() > 0xffffffffu) {
    return make_error(ErrorCode::TooLarge, "more than 4 GB of names in one knowledge base");
  }
  put_section(layout::kStrings, std::vector<char>(pool_.begin(), pool_.end()));

  std::string out(sizeof(layout::Header), '\0');
  out.append(reinterpret_cast<const char*>(sections_), sizeof sections_);
  out += body_;
  layout::Header header{};
  std::memcpy(header.magic, layout::kMagic, sizeof header.magic);
  header.version = layout::kVersion;
  header.section_count = layout::kSectionCount;
  header.file_size = out.size();
  header.checksum = checksum64(std::string_view(out).substr(sizeof header));
  std::memcpy(out.data(), &header, sizeof header);
  return out;
}

Result<std::string> read_file(const std::filesystem::path& path) {
  std::string text;
  if (path.extension() == ".gz") {
    gzFile file = gzopen(path.c_str(), "rb");
    if (!file) return make_error(ErrorCode::NotReadable, "cannot open the table", path.string());
    char buffer[1 << 16];
    int got = 0;
    while ((got = gzread(file, buffer, sizeof buffer)) > 0)
      text.append(buffer, static_cast<std::size_t>(got));
    const bool whole = got == 0 && gzclose(file) == Z_OK;
    if (!whole)
      return make_error(ErrorCode::BadFormat, "the compressed table is damaged or cut short",
                        path.string());
    return text;
  }
  std::ifstream file(path, std::ios::binary);
  text.assign(std::istreambuf_iterator<char>(file), {});
  if (!file.is_open() || file.bad())
    return make_error(ErrorCode::NotReadable, "cannot read the table", path.string());
  return text;
}

Result<std::string> compile(const std::vector<SourceTable>& tables,
                            const KnowledgeBase* base,
                            const CompileOptions& options,
                            CompileReport& report) {
  Compiler compiler(options, base, report);
  if (auto added = compiler.add(tables); !added) return added.error();
  return compiler.write();
}

bool is_table(const std::filesystem::path& path) {
  const std::string name = path.filename().string();
  return name.ends_with(".tsv") || name.ends_with(".tsv.gz");
}

}  // namespace

std::optional<Kind> parse_kind(std::string_view text) {
  for (int i = 0; i <= static_cast<int>(Kind::Seat); ++i) {
    if (to_string(static_cast<Kind>(i)) == text) return static_cast<Kind>(i);
  }
  return std::nullopt;
}

const std::vector<std::string_view>* table_columns(std::string_view type) {
  return columns_of(type);
}

bool is_sector(std::string_view text) {
  return contains(kSectors, text);
}

Result<std::string> compile_tables(const std::vector<SourceTable>& tables,
                                   const CompileOptions& options,
                                   CompileReport& report) {
  return compile(tables, nullptr, options, report);
}

Result<std::string> compile_overlay(const std::vector<SourceTable>& tables,
                                    const KnowledgeBase& base,
                                    const CompileOptions& options,
                                    CompileReport& report) {
  return compile(tables, &base, options, report);
}

Result<std::vector<std::filesystem::path>> list_tables(const std::filesystem::path& path) {
  std::error_code code;
  if (std::filesystem::is_regular_file(path, code)) return std::vector{path};
  std::vector<std::filesystem::path> paths;
  for (const auto& item : std::filesystem::directory_iterator(path, code)) {
    if (is_table(item.path())) paths.push_back(item.path());
  }
  if (code) {
    return make_error(ErrorCode::NotFound,
                      "cannot be opened as a table or a folder of tables: " + code.message(),
                      path.string());
  }
  std::sort(paths.begin(), paths.end());
  return paths;
}

Result<SourceTable> read_table(const std::filesystem::path& path) {
  auto text = read_file(path);
  if (!text) return text.error();
  return SourceTable{path.filename().string(), std::move(*text), path.string()};
}

Result<std::vector<SourceTable>> read_tables(const std::filesystem::path& folder) {
  const auto paths = list_tables(folder);
  if (!paths) return paths.error();
  if (paths->empty())
    return make_error(ErrorCode::NotFound, "no *.tsv or *.tsv.gz in the folder", folder.string());
  std::vector<SourceTable> tables;
  for (const auto& path : *paths) {
    auto table = read_table(path);
    if (!table) return table.error();
    table->name = "knowledge/" + table->name;
    table->path.clear();
    tables.push_back(std::move(*table));
  }
  return tables;
}

}  // namespace dragoman::knowledge
