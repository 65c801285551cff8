// Actor and agent dictionaries of PETRARCH (and TABARI before it), as the Open Event Data Alliance
// publishes them:
//
//   KOFI_ANNAN_                          name; "_" is a blank, at the end it only ends the word
//   +KOFI_ATTA_ANNAN_                    synonym
//   	[IGOUNO 970101-061231]          code, from - to; also ">date", "<date", or no date
//   	[ELI] ; comment
//
//   !PERSON! = MAN, WOMAN                agents: a set, used as !PERSON! in phrases
//   POLICE!PERSON! {POLICE_FORCES} [~COP]
#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <sstream>

#include "core/tsv.h"
#include "core/utf8.h"
#include "knowledge/compile.h"
#include "knowledge/dates.h"
#include "knowledge/import.h"
#include "knowledge/line_reader.h"
#include "knowledge/normalise.h"
#include "knowledge/table_file.h"

namespace dragoman::knowledge {
namespace {

constexpr std::size_t kMostNames = 12;

// CAMEO's role codes as PLOVER's sectors; "" for those that say nothing of a sector.
class Sectors {
 public:
  static Result<Sectors> load(const std::string& path) {
    auto file = core::read_tsv(path, 1, 2);
    if (!file) return file.error();
    Sectors sectors;
    for (const core::TsvRow& row : file->rows) {
      const std::string sector = row.fields.size() > 1 ? row.fields[1] : "";
      if (!sector.empty() && !is_sector(sector))
        return file->error(row, 1, "\"" + sector + "\" is no PLOVER sector");
      sectors.map_.emplace(row.fields[0], sector);
    }
    return sectors;
  }

  // "GOVBUS" -> "GOVBUS", at most two. nullopt where a triple is no role of CAMEO's.
  std::optional<std::string> operator()(std::string_view code) const {
    if (code.size() % 3 != 0) return std::nullopt;
    std::string out;
    for (std::size_t i = 0; i < code.size(); i += 3) {
      const auto it = map_.find(code.substr(i, 3));
      if (it == map_.end()) return std::nullopt;
      if (out.size() < 6 && out.find(it->second) == std::string::npos) out += it->second;
    }
    return out;
  }

  // The same, leaving out what is no role: "MUSALQ" (religion, organisation) of "IMGMUSALQ".
  std::string known(std::string_view code) const {
    std::string out;
    for (std::size_t i = 0; i + 3 <= code.size(); i += 3) {
      const auto it = map_.find(code.substr(i, 3));
      if (it != map_.end() && out.size() < 6 && out.find(it->second) == std::string::npos)
        out += it->second;
    }
    return out;
  }

 private:
  std::map<std::string, std::string, std::less<>> map_;
};

// Counts an entry that is skipped, and notes where it stands if that is asked for.
class Skipper {
 public:
  Skipper(const std::string& input, const PetrarchOptions& options, ImportReport& report)
      : input_(input), list_(options.list_skipped), report_(report) {}

  void operator()(std::size_t line, const std::string& reason) const {
    report_.skip(reason);
    if (list_) report_.skipped_at.emplace_back(input_ + ":" + std::to_string(line), reason);
  }

 private:
  const std::string& input_;
  bool list_;
  ImportReport& report_;
};

void drop_comment(std::string& line) {
  line.erase(std::min(line.find_first_of(";#"), line.size()));
}

bool is_space(char c) {
  return c == ' ' || c == '\t';
}

std::vector<std::string> split_words(std::string_view text) {
  std::string spaced(text);
  std::replace(spaced.begin(), spaced.end(), '_', ' ');
  std::istringstream stream(spaced);
  std::vector<std::string> words;
  for (std::string word; stream >> word;) words.push_back(word);
  return words;
}

std::string join(const std::vector<std::string>& words) {
  std::string out;
  for (const std::string& word : words) out += (out.empty() ? "" : " ") + word;
  return out;
}

bool is_one_of(std::string_view word, std::initializer_list<std::string_view> list) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

// "McDONALD'S" keeps no trace of its case in capitals; a capital after each hyphen is right more
// often than not.
std::string capitalise(std::string_view word) {
  std::string out = core::ascii_lower(word);
  bool start = true;
  for (char& c : out) {
    if (start && core::is_ascii_lower(c)) c = static_cast<char>(c - 32);
    start = c == '-' || c == '.' || c == '(' || (start && c == '\'');
  }
  if (out.size() > 3 && out.starts_with("Mc")) out[2] = static_cast<char>(std::toupper(out[2]));
  return out;
}

bool has_vowel(std::string_view word) {
  return word.find_first_of("AEIOUY") != std::string_view::npos;
}

// Capitals as the press writes them: "ISLAMIC_REPUBLIC_OF_AFGHANISTAN" -> "Islamic Republic of
// Afghanistan", "UN_CHIEF" -> "UN Chief". What has small letters already stays.
std::string cased(const std::vector<std::string>& words) {
  std::vector<std::string> out;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const std::string& word = words[i];
    const bool mixed = std::any_of(word.begin(), word.end(), core::is_ascii_lower);
    const bool dotted = word.size() > 2 && word[1] == '.';
    const bool bracketed = word[0] == '(' && word.size() <= 8;  // "(IAAA)", an acronym
    if (mixed || dotted || bracketed || (word.size() <= 5 && !has_vowel(word)) ||
        (words.size() == 1 && word.size() <= 4) ||
        is_one_of(word, {"UN", "EU", "US", "UK", "AU"})) {
      out.push_back(word);
    } else if (i > 0 && is_one_of(word, {"OF",  "THE", "AND", "FOR", "IN",  "ON", "AT",  "TO",
                                         "DE",  "LA",  "DU",  "DES", "DEL", "DA", "DOS", "VAN",
                                         "VON", "DER", "BIN", "IBN", "AL",  "UL"})) {
      out.push_back(core::ascii_lower(word));
    } else if (word.starts_with("AL-") || word.starts_with("EL-")) {
      out.push_back(core::ascii_lower(word.substr(0, 3)) + capitalise(word.substr(3)));
    } else {
      out.push_back(capitalise(word));
    }
  }
  // "al Masri" is written "al-Masri".
  for (std::size_t i = 0; i + 1 < out.size(); ++i) {
    if (out[i] != "al") continue;
    out[i] += "-" + out[i + 1];
    out.erase(out.begin() + static_cast<std::ptrdiff_t>(i) + 1);
  }
  return join(out);
}

struct Code {
  std::string country, sector;
  std::string from, to;
  std::string raw;
  bool dated = false;
};

struct Unit {
  std::vector<std::vector<std::string>> names;  // words of each
  std::vector<Code> codes;
  std::size_t line = 0;
};

// YYMMDD or YYYYMMDD; day or month that cannot be are left out.
std::optional<std::string> parse_petrarch_date(std::string_view text) {
  std::string digits(text);
  if (digits.size() == 6) digits.insert(0, digits < "30" ? "20" : "19");
  if (digits.size() != 8 || digits.find_first_not_of("0123456789") != std::string::npos)
    return std::nullopt;
  const std::string year = digits.substr(0, 4), month = digits.substr(4, 2), day = digits.substr(6);
  if (month < "01" || month > "12") return year;
  if (day < "01" || day > "31") return year + "-" + month;
  return year + "-" + month + "-" + day;
}

// "> 970101", "<061231", "970101-061231", "970101 - 061231". False: malformed.
bool parse_dates(std::string text, Code& code) {
  text.erase(std::remove_if(text.begin(), text.end(), is_space), text.end());
  if (text.empty()) return true;
  code.dated = true;
  const std::size_t dash = text.find('-');
  const auto take = [](std::string_view part, std::string& to) {
    const auto date = parse_petrarch_date(part);
    if (date) to = *date;
    return date.has_value();
  };
  if (text[0] == '>') return take(std::string_view(text).substr(1), code.from);
  if (text[0] == '<') return take(std::string_view(text).substr(1), code.to);
  if (dash == std::string::npos) return false;
  return take(std::string_view(text).substr(0, dash), code.from) &&
         take(std::string_view(text).substr(dash + 1), code.to) &&
         code.from.substr(0, 4) <= code.to.substr(0, 4);
}

class ActorImport {
 public:
  ActorImport(const std::string& input,
              const PetrarchOptions& options,
              const Sectors& sectors,
              const KnowledgeBase& base,
              ImportReport& report)
      : input_(input),
        options_(options),
        sectors_(sectors),
        base_(base),
        countries_(base),
        report_(report),
        skip_(input, options, report) {}

  void read_line(std::string line, std::size_t number) {
    // A blank line, but no comment, parts names that have no code from the next entry.
    if (core::trim(line).empty() && !coded_) return end_unit();
    drop_comment(line);
    const std::string_view text = core::trim(line);
    if (text.empty()) return;
    const std::size_t bracket = text.find('[');
    const std::string_view name = core::trim(text.substr(0, bracket));
    if (!name.empty() && !is_space(line[0])) {
      const bool synonym = name[0] == '+';
      if (!synonym && (coded_ || unit_.names.empty())) end_unit();
      if (!synonym && unit_.names.empty()) unit_.line = number;
      coded_ = false;
      if (auto words = split_words(synonym ? name.substr(1) : name); !words.empty())
        unit_.names.push_back(std::move(words));
    } else if (!name.empty()) {
      problem(number, "\"" + std::string(name.substr(0, 40)) +
                          "\" is neither a name nor a code, expected [CODE dates]");
    }
    if (bracket == std::string_view::npos) return;
    coded_ = true;
    const std::size_t end = text.find(']', bracket);
    if (end == std::string_view::npos) return problem(number, "the code has no end, expected ]");
    add_code(text.substr(bracket + 1, end - bracket - 1), number);
  }

  Lines finish() {
    end_unit();
    return std::move(rows_);
  }

 private:
  void problem(std::size_t line, std::string message) {
    report_.add_problem(
        make_error(ErrorCode::BadFormat, std::move(message), input_ + ":" + std::to_string(line)));
  }

  void add_code(std::string_view text, std::size_t number) {
    Code code;
    const std::size_t space = std::min(text.find_first_of(" \t><"), text.size());
    code.raw = text.substr(0, space);
    if (!parse_dates(std::string(text.substr(space)), code)) {
      return problem(number, "\"" + std::string(core::trim(text.substr(space))) +
                                 "\" are no dates, expected YYMMDD-YYMMDD, >YYMMDD or <YYMMDD");
    }
    if (unit_.names.empty()) return problem(number, "a code without a name above it");
    unit_.codes.push_back(std::move(code));
  }

  // Splits "AGOGOVBUS"; a reason why not, or "".
  std::string settle(Code& code) const {
    const std::string_view raw = code.raw;
    const std::string_view head = raw.substr(0, 3),
                           rest = raw.substr(std::min<std::size_t>(3, raw.size()));
    if (head == "IGO" || head == "NGO" || head == "MNC" || head == "NGM") {
      code.country = rest.starts_with("UNO")                    ? "UNO"
                     : head == "IGO" && rest.starts_with("EUR") ? "EUR"
                     : head == "NGM"                            ? "NGO"
                                                                : std::string(head);
      code.sector = head == "MNC" ? "BUS" : "";
      return {};
    }
    if (head == "IMG" || head == "ISM") {
      code.country = head;
      code.sector = sectors_.known(rest);
      if (code.sector.empty()) code.sector = "REB";
      return {};
    }
    code.country = countries_(head);
    if (code.country.empty() || code.country.size() != 3) {
      // Armed groups of a region or of many countries ("MEAREB", "INTREB").
      code.sector = sectors_.known(rest);
      if (code.sector != "REB" && code.sector != "UAF") return "unknown country code";
      code.country = "IMG";
      return {};
    }
    const auto sector = sectors_(rest);
    if (!sector) return "unknown role code";
    code.sector = *sector;
    return {};
  }

  bool is_role_word(std::string_view word) const {
    return base_.find_role(core::ascii_lower(word)).has_value() ||
           is_one_of(word, {"OF", "THE", "FOR", "AND", "GOVERNMENT", "LEADER", "DE_FACTO"});
  }

  // Two to four words of letters, none a role: "KOFI ANNAN", not "UN SECRETARY GENERAL".
  bool is_personal(const std::vector<std::string>& words) const {
    if (words.size() < 2 || words.size() > 5 || words.back().size() < 3) return false;
    return std::none_of(words.begin(), words.end(), [&](const std::string& word) {
      return word.find_first_of("0123456789()&/,") != std::string::npos || is_role_word(word);
    });
  }

  bool is_institution(const std::vector<std::string>& words) const {
    return std::any_of(words.begin(), words.end(), [&](const std::string& word) {
      const auto role = base_.find_role(core::ascii_lower(word));
      return role && role->kind == RoleKind::Institution;
    });
  }

  std::optional<Kind> kind_of(const Unit& unit, const std::vector<std::string>& name) const {
    const Code& code = unit.codes.front();
    const auto has = [&](std::string_view sector) {
      return code.sector.find(sector) != std::string::npos;
    };
    const bool dated = std::any_of(unit.codes.begin(), unit.codes.end(),
                                   [](const Code& each) { return each.dated; });
    if (is_personal(name) && (dated || base_.given_name(name.front()))) return Kind::Person;
    if (dated) return std::nullopt;  // only persons come and go
    if (code.sector.empty() && code.country.size() == 3 && base_.country_by_code(code.country))
      return Kind::Country;
    if (has("REB") || has("UAF") || has("CRM")) return Kind::Group;
    if (has("PTY")) return Kind::Party;
    if (has("JRN")) return Kind::Outlet;
    if (has("MIL")) return Kind::Military;
    if (is_one_of(code.country, {"IGO", "UNO", "EUR", "NGO", "MNC"}) || is_institution(name))
      return Kind::Organisation;
    return std::nullopt;
  }

  void end_unit() {
    Unit unit = std::exchange(unit_, Unit());
    coded_ = false;
    if (unit.names.empty()) return;
    ++report_.read;
    std::string reason = "no code";
    std::erase_if(unit.codes, [&](Code& code) {
      const std::string why = settle(code);
      if (!why.empty()) reason = why;
      return !why.empty();
    });
    if (unit.codes.empty()) return skip_(unit.line, reason);
    // The name is the first that looks like a person's, for dated entries.
    auto name = unit.names.begin();
    const auto personal = std::find_if(unit.names.begin(), unit.names.end(),
                                       [&](const auto& words) { return is_personal(words); });
    if (unit.codes.front().dated && personal != unit.names.end()) name = personal;
    const auto kind = kind_of(unit, *name);
    if (!kind) return skip_(unit.line, "not told what kind of actor");
    if (*kind == Kind::Person) return add_person(unit, *name);
    add_other(unit, *kind);
  }

  void add_row(const Unit& unit,
               Kind kind,
               const std::string& id,
               const std::string& name,
               const std::string& aliases,
               const Code& code) {
    std::string row;
    for (const std::string& cell : {std::string(to_string(kind)), id, name, aliases, code.country,
                                    code.sector, code.from, code.to})
      row += (row.empty() ? "" : "\t") + clean_cell(cell);
    if (core::find_invalid_utf8(row) != std::string::npos)
      return problem(unit.line, "the names are no UTF-8");
    rows_.rows.push_back(row);
    rows_.lines.push_back(unit.line);
  }

  void add_person(const Unit& unit, const std::vector<std::string>& name) {
    std::vector<std::string> aliases;
    for (const auto& words : unit.names) {
      if (is_personal(words) && words != name) aliases.push_back(cased(words));
    }
    bool any = false;
    for (const Code& code : unit.codes) {
      if (!code.to.empty() && code.to < options_.since) continue;
      any = true;
      add_row(unit, Kind::Person, "", cased(name), join_names(aliases, kMostNames), code);
    }
    if (!any) skip_(unit.line, "all terms ended before " + options_.since);
  }

  void add_other(const Unit& unit, Kind kind) {
    std::vector<std::string> names;
    for (const auto& words : unit.names) {
      std::string name = cased(words);
      // "Islamic Army of Aden (IAA)": the brackets hold a name of their own.
      if (const std::size_t open = name.find('('); open != std::string::npos) {
        const std::size_t close = std::min(name.find(')', open), name.size());
        names.emplace_back(core::trim(name.substr(0, open)));
        names.push_back(name.substr(open + 1, close - open - 1));
      } else {
        names.push_back(std::move(name));
      }
    }
    const Code& code = unit.codes.front();
    if (kind == Kind::Country) return add_country(unit, names, code);
    std::string name = names.front();
    names.erase(names.begin());
    std::erase_if(names, [&](const std::string& alias) {
      return normalise_alias(alias) == normalise_alias(name);
    });
    add_row(unit, kind, "", name, join_names(names, kMostNames), code);
  }

  // Names of a country of the base; those that it knows are left out.
  void add_country(const Unit& unit, std::vector<std::string> names, const Code& code) {
    const auto country = base_.country_by_code(code.country);
    std::erase_if(names, [&](const std::string& name) { return !base_.find(name).empty(); });
    const std::string aliases = join_names(names, kMostNames);
    if (aliases.empty()) return skip_(unit.line, "names of a country, all known");
    // A fill table adds nothing to an entry that is there.
    if (options_.fill) return skip_(unit.line, "names of a country (--override takes them)");
    add_row(unit, Kind::Country, std::string(country->id()), std::string(country->name()), aliases,
            code);
  }

  const std::string& input_;
  const PetrarchOptions& options_;
  const Sectors& sectors_;
  const KnowledgeBase& base_;
  CountryCodes countries_;
  ImportReport& report_;
  Skipper skip_;
  Unit unit_;
  bool coded_ = false;
  Lines rows_;
};

class AgentImport {
 public:
  AgentImport(const std::string& input,
              const PetrarchOptions& options,
              const Sectors& sectors,
              const KnowledgeBase& base,
              ImportReport& report)
      : input_(input),
        sectors_(sectors),
        base_(base),
        report_(report),
        skip_(input, options, report) {}

  void read_line(std::string line, std::size_t number) {
    drop_comment(line);
    const std::string_view text = core::trim(line);
    if (text.empty()) return;
    const std::size_t equals = text.find('=');
    if (text[0] == '!' && equals != std::string_view::npos &&
        text.find('[') == std::string_view::npos)
      return add_set(text.substr(0, equals), text.substr(equals + 1));
    ++report_.read;
    const std::size_t open = text.find('['), end = text.find(']');
    std::string_view code;
    if (open != std::string_view::npos && end != std::string_view::npos && open < end)
      code = text.substr(open + 1, end - open - 1);
    if (!code.starts_with('~') && !code.ends_with('~')) {
      report_.add_problem(make_error(ErrorCode::BadFormat,
                                     "no code, expected NOUN [~GOV] or NOUN [NGO~]",
                                     input_ + ":" + std::to_string(number)));
      return;
    }
    // "~" stands where the actor's code goes: before this one, or behind it.
    code.starts_with('~') ? code.remove_prefix(1) : code.remove_suffix(1);
    std::string phrase(text.substr(0, open));
    if (const std::size_t plural = phrase.find('{'); plural != std::string::npos)
      phrase.erase(plural);
    const auto sector = sectors_(code);
    if (!sector) return skip_(number, "unknown role code");
    if (sector->empty()) return skip_(number, "a role code without a sector");
    for (const std::string& noun : expand(phrase)) add_noun(noun, *sector, number);
  }

  Lines finish() { return std::move(rows_); }

 private:
  void add_set(std::string_view name, std::string_view values) {
    auto& set = sets_[std::string(core::trim(name))];
    std::istringstream stream{std::string(values)};
    for (std::string value; std::getline(stream, value, ',');) set.emplace_back(core::trim(value));
    // Roles are lemmas: "MINISTERS" beside "MINISTER" says nothing more.
    const auto all = set;
    std::erase_if(set, [&](const std::string& value) {
      return std::ranges::any_of(all,
                                 [&](const std::string& other) { return is_plural(value, other); });
    });
  }

  static bool is_plural(std::string_view word, const std::string& singular) {
    if (word == singular + "S") return true;
    if (singular.ends_with('Y')) return word == singular.substr(0, singular.size() - 1) + "IES";
    return singular.ends_with("MAN") && word == singular.substr(0, singular.size() - 2) + "EN";
  }

  // Each value of the first set in the phrase, and so on.
  std::vector<std::string> expand(const std::string& phrase) const {
    for (const auto& [name, values] : sets_) {
      const std::size_t at = phrase.find(name);
      if (at == std::string::npos) continue;
      std::vector<std::string> all;
      for (const std::string& value : values) {
        for (std::string& each :
             expand(phrase.substr(0, at) + value + phrase.substr(at + name.size())))
          all.push_back(std::move(each));
      }
      return all;
    }
    return {phrase};
  }

  void add_noun(const std::string& noun, const std::string& sector, std::size_t number) {
    const auto words = split_words(core::ascii_lower(noun));
    const std::string phrase = join(words);
    if (words.size() > 5) return skip_(number, "more than five words");
    if (phrase.size() < 3 || phrase.find('!') != std::string::npos ||
        core::find_invalid_utf8(phrase) != std::string::npos)
      return skip_(number, "no noun");
    const std::string key = normalise_alias(phrase);
    if (base_.find_role(phrase)) return skip_(number, "known to the base");
    if (!seen_.insert(key).second) return skip_(number, "twice in the file");
    // The head decides: of "ministry of health" the first word, else the last.
    const auto of = std::find(words.begin(), words.end(), "of");
    const std::string& head = of != words.end() && of != words.begin() ? *(of - 1) : words.back();
    const auto role = base_.find_role(head);
    const RoleKind kind = role ? role->kind : RoleKind::Person;
    rows_.rows.push_back(phrase + "\t" + sector + "\t" + std::string(to_string(kind)));
    rows_.lines.push_back(number);
  }

  const std::string& input_;
  const Sectors& sectors_;
  const KnowledgeBase& base_;
  ImportReport& report_;
  Skipper skip_;
  std::map<std::string, std::vector<std::string>> sets_;
  std::set<std::string> seen_;
  Lines rows_;
};

// Reads all lines with `importer`, checks its rows against the base and writes them.
template <class Importer>
Result<void> run_import(Importer& importer,
                        const std::string& header,
                        const std::string& input,
                        const std::string& output,
                        const KnowledgeBase& base,
                        ImportReport& report) {
  auto lines = LineReader::open(input);
  if (!lines) return lines.error();
  std::string line;
  while (lines->next(line)) importer.read_line(line, lines->line_number());
  if (lines->damage()) report.add_problem(*lines->damage());
  const Lines rows = usable_rows(header, importer.finish(), input, base, report);
  report.written = rows.rows.size();
  if (report.read == 0)
    return make_error(ErrorCode::BadFormat, "no entry of a PETRARCH dictionary in it", input);
  std::string text = header;
  for (const std::string& row : rows.rows) text += row + "\n";
  return write_whole(output, text);
}

std::string header_of(const std::string& input,
                      const std::string& command,
                      const std::string& settings,
                      const std::string& columns) {
  return "# origin: " + clean_cell(input) + "\n# made by: dragoman kb import " + command + "\n" +
         settings + columns + "\n";
}

}  // namespace

Result<ImportReport> import_petrarch_actors(const std::string& input,
                                            const std::string& output,
                                            const PetrarchOptions& options,
                                            const KnowledgeBase& base) {
  const auto sectors = Sectors::load(options.sectors);
  if (!sectors) return sectors.error();
  ImportReport report;
  ActorImport importer(input, options, *sectors, base, report);
  const std::string header =
      header_of(input, "petrarch-actors",
                std::string("# table: entities\n") + (options.fill ? "# fill: yes\n" : "") +
                    "# surnames: no\n",
                "kind\tid\tname\taliases\tcountry\tsector\tfrom\tto");
  if (auto done = run_import(importer, header, input, output, base, report); !done)
    return done.error();
  return report;
}

Result<ImportReport> import_petrarch_agents(const std::string& input,
                                            const std::string& output,
                                            const PetrarchOptions& options,
                                            const KnowledgeBase& base) {
  const auto sectors = Sectors::load(options.sectors);
  if (!sectors) return sectors.error();
  ImportReport report;
  AgentImport importer(input, options, *sectors, base, report);
  const std::string header =
      header_of(input, "petrarch-agents", "# table: roles\n", "phrase\tsector\tkind");
  if (auto done = run_import(importer, header, input, output, base, report); !done)
    return done.error();
  return report;
}

}  // namespace dragoman::knowledge
