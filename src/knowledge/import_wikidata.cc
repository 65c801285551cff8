// A JSON dump of Wikidata: "[", then one item a line with "," behind, then "]".
// https://www.wikidata.org/wiki/Wikidata:Database_download
//
// Properties: P31 instance of, P279 subclass of, P298 alpha-3 code, P1001 applies to jurisdiction,
// P17 country, P27 citizenship, P39 position held (P580 from, P582 to), P6 head of government, P35
// head of state, P21 sex.
#include <algorithm>
#include <charconv>
#include <optional>
#include <tuple>
#include <unordered_map>

#include <nlohmann/json.hpp>

#include "core/tsv.h"
#include "core/utf8.h"
#include "knowledge/compile.h"
#include "knowledge/dates.h"
#include "knowledge/import.h"
#include "knowledge/line_reader.h"
#include "knowledge/table_file.h"

namespace dragoman::knowledge {
namespace {

using Json = nlohmann::json;
using Item = std::uint32_t;  // 42 of "Q42"; 0: none

constexpr std::size_t kMostNames = 12;
constexpr Item kFemale = 6581072, kMale = 6581097, kHuman = 5;

struct Class {
  bool position = false;
  std::optional<Kind> kind;
  std::string sector;  // or IGO, NGO in place of a country
};

// An office: "foreign minister" of item 114 (Kenya).
struct Position {
  std::string role, sector;
  Item jurisdiction = 0;
};

struct Headship {
  Item country = 0;
  const char* role = "";
  std::string from, to;
};

Item parse_item(std::string_view id) {
  Item item = 0;
  if (!id.starts_with('Q')) return 0;
  const auto [end, code] = std::from_chars(id.data() + 1, id.data() + id.size(), item);
  return code == std::errc() && end == id.data() + id.size() ? item : 0;
}

const Json* at(const Json* json, const char* key) {
  if (!json || !json->is_object()) return nullptr;
  const auto it = json->find(key);
  return it == json->end() ? nullptr : &*it;
}

std::string text_at(const Json* json, const char* key) {
  const Json* value = at(json, key);
  return value && value->is_string() ? value->get<std::string>() : std::string();
}

// Statements of a property that are not deprecated.
std::vector<const Json*> statements(const Json& item, const char* property) {
  std::vector<const Json*> found;
  const Json* all = at(at(&item, "claims"), property);
  if (!all || !all->is_array()) return found;
  for (const Json& statement : *all) {
    if (text_at(&statement, "rank") != "deprecated") found.push_back(&statement);
  }
  return found;
}

const Json* value_of(const Json* snak) {
  return at(at(snak, "datavalue"), "value");
}

Item item_of(const Json* statement) {
  return parse_item(text_at(value_of(at(statement, "mainsnak")), "id"));
}

std::vector<Item> items(const Json& item, const char* property) {
  std::vector<Item> found;
  for (const Json* statement : statements(item, property)) {
    if (const Item value = item_of(statement)) found.push_back(value);
  }
  return found;
}

Item first_item(const Json& item, const char* property) {
  const auto found = items(item, property);
  return found.empty() ? 0 : found.front();
}

// "+2010-03-00T00:00:00Z" of precision 10 -> "2010-03"; "" where not even the year is sure.
std::string date_of(const Json* statement, const char* qualifier) {
  const Json* all = at(at(statement, "qualifiers"), qualifier);
  if (!all || !all->is_array() || all->empty()) return {};
  const Json* value = value_of(&all->front());
  const std::string time = text_at(value, "time");
  const Json* precision = at(value, "precision");
  if (time.size() < 11 || time[0] != '+' || !precision || !precision->is_number_integer())
    return {};
  const int p = precision->get<int>();
  const std::string date = time.substr(1, p >= 11 ? 10 : p == 10 ? 7 : 4);
  return p >= 9 && parse_date(date) ? date : std::string();
}

std::string label_of(const Json& item) {
  const Json* labels = at(&item, "labels");
  for (const char* language : {"en", "mul"}) {
    if (std::string text = text_at(at(labels, language), "value"); !text.empty()) return text;
  }
  return {};
}

std::vector<std::string> aliases_of(const Json& item) {
  std::vector<std::string> found;
  const Json* aliases = at(at(&item, "aliases"), "en");
  if (!aliases || !aliases->is_array()) return found;
  for (const Json& alias : *aliases) {
    if (std::string text = text_at(&alias, "value"); !text.empty())
      found.push_back(std::move(text));
  }
  return found;
}

// A name in Latin letters: others match no English report.
bool is_latin(std::string_view name) {
  for (std::size_t i = 0; i < name.size();) {
    if (core::next_code_point(name, i) >= 0x2E80) return false;
  }
  return !name.empty();
}

class Importer {
 public:
  Importer(const WikidataOptions& options, const KnowledgeBase& base, ImportReport& report)
      : options_(options), base_(base), countries_(base), report_(report) {}

  Result<void> load_classes() {
    auto file = core::read_tsv(options_.classes, 2, 3);
    if (!file) return file.error();
    for (const core::TsvRow& row : file->rows) {
      const Item id = parse_item(row.fields[0]);
      if (!id)
        return file->error(row, 0, "\"" + row.fields[0] + "\" is no item, expected Q and digits");
      const std::string third = row.fields.size() > 2 ? row.fields[2] : "";
      if (row.fields[1] == "body") {
        codes_[id] = third;
        continue;
      }
      Class entry;
      entry.position = row.fields[1] == "position";
      entry.kind = parse_kind(row.fields[1]);
      entry.sector = third;
      if (!entry.position && !entry.kind)
        return file->error(
            row, 1,
            "\"" + row.fields[1] + "\" is no kind, expected position, body or a kind of entry");
      classes_[id] = std::move(entry);
    }
    return {};
  }

  // First reading: what persons are looked up against.
  void learn(const Json& item) {
    const Item id = parse_item(text_at(&item, "id"));
    for (const Json* statement : statements(item, "P298")) {
      const Json* value = value_of(at(statement, "mainsnak"));
      if (value && value->is_string()) {
        const std::string code = countries_(value->get<std::string>());
        if (!code.empty()) codes_.emplace(id, code);
      }
    }
    if (codes_.contains(id)) {
      learn_heads(item, id, "P35", "head of state");
      learn_heads(item, id, "P6", "head of government");
      return;
    }
    for (const Item above : items(item, "P279")) {
      if (const auto it = classes_.find(above); it != classes_.end()) {
        const Class inherited = it->second;
        classes_.emplace(id, inherited);
        break;
      }
    }
    const bool position = first_item(item, "P1001") != 0 || is_position(item);
    if (const std::string label = label_of(item); position && !label.empty()) {
      Position office = position_of(label);
      office.jurisdiction = first_item(item, "P1001");
      if (!office.jurisdiction) office.jurisdiction = first_item(item, "P17");
      positions_.emplace(id, std::move(office));
    }
  }

  // Second reading: persons and organisations to rows.
  void write(const Json& item, TableFile& table) {
    ++report_.read;
    const auto classes = items(item, "P31");
    const std::string label = label_of(item);
    if (std::find(classes.begin(), classes.end(), kHuman) != classes.end()) {
      if (!is_latin(label)) return report_.skip("person without an English name");
      return write_person(item, label, table);
    }
    for (const Item each : classes) {
      const auto it = classes_.find(each);
      if (it == classes_.end() || !it->second.kind) continue;
      if (!is_latin(label)) return report_.skip("organisation without an English name");
      return write_organisation(item, label, it->second, table);
    }
    report_.skip("neither a person nor of a listed class");
  }

 private:
  bool is_position(const Json& item) const {
    for (const char* property : {"P31", "P279"}) {
      for (const Item each : items(item, property)) {
        const auto it = classes_.find(each);
        if (it != classes_.end() && it->second.position) return true;
      }
    }
    return false;
  }

  void learn_heads(const Json& item, Item country, const char* property, const char* role) {
    for (const Json* statement : statements(item, property)) {
      const Item person = item_of(statement);
      Headship head{country, role, date_of(statement, "P580"), date_of(statement, "P582")};
      if (person && !(head.from.empty() && head.to.empty()) && !is_long_over(head.to))
        heads_[person].push_back(std::move(head));
    }
  }

  bool is_long_over(const std::string& to) const { return !to.empty() && to < options_.since; }

  // "Minister of Foreign Affairs of Kenya": the longest phrase at the start that is a known role;
  // else the label without what follows the last " of ".
  Position position_of(const std::string& label) const {
    const std::string low = core::ascii_lower(label);
    std::vector<std::string_view> words;
    for (std::size_t begin = 0; begin < low.size();) {
      const std::size_t end = std::min(low.find(' ', begin), low.size());
      words.push_back(std::string_view(low).substr(begin, end - begin));
      begin = end + 1;
    }
    std::size_t length = 0;
    if (const auto role = base_.find_role(words, 0, length)) {
      const std::string_view rest = length < words.size() ? words[length] : "";
      if (rest.empty() || rest == "of" || rest == "for" || rest == "to") {
        // "minister of transport" is more than a minister.
        const bool of_country = rest.empty() || rest_is_country(words, length + 1);
        if (of_country) return {std::string(role->role), std::string(role->sector.substr(0, 3)), 0};
      }
    }
    std::string role = low;
    if (const std::size_t of = low.rfind(" of "); of != std::string::npos) {
      if (is_country(low.substr(of + 4))) role = low.substr(0, of);
    }
    const auto known = base_.find_role(role);
    return {known ? std::string(known->role) : role,
            known && !known->sector.empty() ? std::string(known->sector.substr(0, 3)) : "GOV", 0};
  }

  bool is_country(std::string name) const {
    if (name.starts_with("the ")) name.erase(0, 4);
    const auto found = base_.find(name);
    return std::any_of(found.begin(), found.end(), [&](const Alias& alias) {
      return base_.entry(alias.entry).kind() == Kind::Country;
    });
  }

  bool rest_is_country(const std::vector<std::string_view>& words, std::size_t begin) const {
    std::string rest;
    for (std::size_t i = begin; i < words.size(); ++i)
      rest += (rest.empty() ? "" : " ") + std::string(words[i]);
    return is_country(rest);
  }

  std::string code_of(Item country) const {
    const auto it = codes_.find(country);
    return it == codes_.end() ? std::string() : it->second;
  }

  struct TermRow {
    std::string role, sector, country, from, to;
    bool operator<(const TermRow& other) const {
      return std::tie(from, role, country, to) <
             std::tie(other.from, other.role, other.country, other.to);
    }
  };

  void write_person(const Json& item, const std::string& label, TableFile& table) {
    const std::string citizen = code_of(first_item(item, "P27"));
    std::vector<TermRow> terms;
    std::string reason = "person without a position";
    for (const Json* statement : statements(item, "P39")) {
      const auto it = positions_.find(item_of(statement));
      if (it == positions_.end()) {
        reason = "person whose positions are no known offices";
        continue;
      }
      const std::string of = code_of(it->second.jurisdiction);
      add_term(terms,
               {it->second.role, it->second.sector, of.empty() ? citizen : of,
                date_of(statement, "P580"), date_of(statement, "P582")},
               reason);
    }
    if (const auto it = heads_.find(parse_item(text_at(&item, "id"))); it != heads_.end()) {
      for (const Headship& head : it->second) {
        // The position held says which head it is, where there is one.
        const std::string code = code_of(head.country);
        const bool told = std::any_of(terms.begin(), terms.end(), [&](const TermRow& term) {
          return term.country == code && term.from.substr(0, 4) == head.from.substr(0, 4);
        });
        if (!told) add_term(terms, {head.role, "GOV", code, head.from, head.to}, reason);
      }
    }
    if (terms.empty()) return report_.skip(reason);
    std::sort(terms.begin(), terms.end());
    const Item sex = first_item(item, "P21");
    for (const TermRow& term : terms) {
      table.add({{"kind", "person"},
                 {"name", clean_name(label)},
                 {"aliases", names_of(item, label)},
                 {"country", term.country},
                 {"sector", term.sector},
                 {"role", term.role},
                 {"from", term.from},
                 {"to", term.to},
                 {"gender", sex == kFemale ? "f"
                            : sex == kMale ? "m"
                                           : ""},
                 {"note", text_at(&item, "id")}});
      ++report_.written;
    }
  }

  void add_term(std::vector<TermRow>& terms, TermRow term, std::string& reason) const {
    if (term.country.empty()) {
      reason = "person whose country is not told";
    } else if (is_long_over(term.to)) {
      reason = "person whose terms ended before " + options_.since;
    } else if (!term.from.empty() && !term.to.empty() &&
               term.to < term.from.substr(0, term.to.size())) {
      reason = "person whose term ends before it begins";
    } else if (std::none_of(terms.begin(), terms.end(), [&](const TermRow& other) {
                 return other.role == term.role && other.country == term.country &&
                        overlaps(other, term);
               })) {
      terms.push_back(std::move(term));
    }
  }

  // Terms of one office: one for each legislature, say, or the same told twice.
  static bool overlaps(const TermRow& a, const TermRow& b) {
    return (a.to.empty() || b.from.empty() || b.from < a.to) &&
           (b.to.empty() || a.from.empty() || a.from < b.to);
  }

  static std::string names_of(const Json& item, const std::string& label) {
    std::vector<std::string> names = aliases_of(item);
    std::erase_if(names, [&](const std::string& name) {
      return !is_latin(name) || name.find(' ') == std::string::npos || name == label;
    });
    return join_names(names, kMostNames);
  }

  void write_organisation(const Json& item,
                          const std::string& label,
                          const Class& what,
                          TableFile& table) {
    std::vector<std::string> names = aliases_of(item);
    std::erase_if(names, [&](const std::string& name) { return !is_latin(name) || name == label; });
    const bool across = what.sector == "IGO" || what.sector == "NGO";
    const std::string country = across ? what.sector : code_of(first_item(item, "P17"));
    if (country.empty()) return report_.skip("organisation whose country is not told");
    table.add({{"kind", std::string(to_string(*what.kind))},
               {"name", clean_name(label)},
               {"aliases", join_names(names, kMostNames)},
               {"country", country},
               {"sector", across ? "" : what.sector},
               {"note", text_at(&item, "id")}});
    ++report_.written;
  }

  const WikidataOptions& options_;
  const KnowledgeBase& base_;
  CountryCodes countries_;
  ImportReport& report_;
  std::unordered_map<Item, std::string> codes_;  // countries and bodies
  std::unordered_map<Item, Class> classes_;
  std::unordered_map<Item, Position> positions_;
  std::unordered_map<Item, std::vector<Headship>> heads_;
};

// Calls visit(item) for each line that holds one of the words: most items of the dump are neither
// parsed nor of use. `report`: where broken lines are told, or nullptr.
template <class Visit>
Result<void> for_items(const std::string& input,
                       std::initializer_list<std::string_view> words,
                       ImportReport* report,
                       const Visit& visit) {
  auto lines = LineReader::open(input);
  if (!lines) return lines.error();
  std::string line;
  std::size_t items = 0;
  while (lines->next(line)) {
    std::string_view text = core::trim(line);
    if (text.ends_with(',')) text.remove_suffix(1);
    if (text.empty() || text == "[" || text == "]") continue;
    if (std::none_of(
            words.begin(), words.end(),
            [&](std::string_view word) { return text.find(word) != std::string_view::npos; }) &&
        text.starts_with('{') && text.ends_with('}')) {
      ++items;
      continue;
    }
    const Json item = Json::parse(text, nullptr, false);
    if (item.is_object() && item.contains("id")) {
      ++items;
      visit(item);
    } else if (report) {
      report->add_problem(make_error(
          ErrorCode::BadJson,
          lines->is_whole() ? "the line is no item, expected a JSON object"
                            : "the file was cut short here: the line is no whole JSON object",
          input + ":" + std::to_string(lines->line_number())));
    }
  }
  if (lines->damage() && report) report->add_problem(*lines->damage());
  if (items == 0) {
    return make_error(ErrorCode::BadFormat,
                      "no item in it, expected a Wikidata JSON dump with one item a line", input);
  }
  return {};
}

}  // namespace

Result<ImportReport> import_wikidata(const std::string& input,
                                     const std::string& output,
                                     const WikidataOptions& options,
                                     const KnowledgeBase& base) {
  ImportReport report;
  Importer importer(options, base, report);
  if (auto loaded = importer.load_classes(); !loaded) return loaded.error();
  auto done = for_items(input, {"\"P298\"", "\"P1001\"", "\"P279\""}, nullptr,
                        [&](const Json& item) { importer.learn(item); });
  if (!done) return done.error();
  std::vector<std::string> about = {"origin: Wikidata (CC0); " + input,
                                    "made by: dragoman kb import wikidata", "table: entities"};
  if (options.fill) about.push_back("fill: yes");
  auto table = TableFile::create(
      output, about,
      {"kind", "name", "aliases", "country", "sector", "role", "from", "to", "gender", "note"});
  if (!table) return table.error();
  done = for_items(input, {"\"P39\"", "\"P31\""}, &report,
                   [&](const Json& item) { importer.write(item, *table); });
  if (!done) return done.error();
  if (auto finished = table->finish(); !finished) return finished.error();
  return report;
}

}  // namespace dragoman::knowledge
