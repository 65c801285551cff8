#include "dossiers/process_rules.h"

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>
#include <sstream>

#include <fmt/format.h>
#include <toml++/toml.h>

#include "dragoman/labels.h"

#include "core/fold.h"
#include "core/hash.h"
#include "core/utf8.h"
#include "times/calendar.h"

namespace dragoman::dossiers {
namespace {

bool has(const std::vector<std::string>& list, const std::string& value) {
  return std::find(list.begin(), list.end(), value) != list.end();
}

bool meet(const std::vector<std::string>& wanted, const std::vector<std::string>& given) {
  return std::any_of(given.begin(), given.end(),
                     [&](const std::string& v) { return has(wanted, v); });
}

class Reader {
 public:
  explicit Reader(std::string path) : path_(std::move(path)) {}

  Result<std::vector<ProcessRule>> read(const toml::table& root) {
    for (const auto& [key, node] : root) {
      if (key.str() != "process")
        return error(key.source(),
                     fmt::format("'{}' is no key here; expected [[process]]", key.str()));
      const toml::array* list = node.as_array();
      if (list == nullptr) return error(node.source(), "expected [[process]]");
      for (const toml::node& entry : *list) {
        if (auto done = add(entry); !done) return done.error();
      }
    }
    return std::move(rules_);
  }

 private:
  Error error(const toml::source_region& where, std::string message) const {
    return make_error(ErrorCode::BadFormat, std::move(message),
                      fmt::format("{}:{}:{}", path_, where.begin.line, where.begin.column));
  }

  Result<void> add(const toml::node& entry) {
    const toml::table* table = entry.as_table();
    if (table == nullptr) return error(entry.source(), "expected a table");
    ProcessRule rule;
    for (const auto& [key, node] : *table) {
      if (auto done = set(rule, key, node); !done) return done;
    }
    if (rule.name.empty()) return error(entry.source(), "a process needs a name");
    if (!rule.pins() && rule.merge.empty())
      return error(entry.source(), "'" + rule.name +
                                       "' takes nothing: it needs names, places, merge, or kind "
                                       "and country");
    if (!rule.since.empty() && !rule.until.empty() && rule.until < rule.since)
      return error(entry.source(), "until is before since");
    rules_.push_back(std::move(rule));
    return {};
  }

  Result<void> set(ProcessRule& rule, const toml::key& key, const toml::node& node) {
    const std::string_view name = key.str();
    if (name == "name") return text(node, rule.name);
    if (name == "kind") return kind(node, rule.kind);
    if (name == "country") return country(node, rule.country);
    if (name == "names") return words(node, rule.names, true);
    if (name == "places") return words(node, rule.places, true);
    if (name == "merge") return words(node, rule.merge, false);
    if (name == "since") return day(node, rule.since);
    if (name == "until") return day(node, rule.until);
    if (name == "hide") {
      const auto value = node.value<bool>();
      if (!node.is_boolean() || !value) return error(node.source(), "expected true or false");
      rule.hide = *value;
      return {};
    }
    return error(key.source(),
                 fmt::format("'{}' is no key of a process; there are name, kind, country, "
                             "names, places, since, until, merge, hide",
                             name));
  }

  Result<void> text(const toml::node& node, std::string& out) const {
    const auto value = node.value<std::string>();
    if (!node.is_string() || !value || core::trim(*value).empty())
      return error(node.source(), "expected a text in quotation marks");
    out = std::string(core::trim(*value));
    return {};
  }

  Result<void> kind(const toml::node& node, std::string& out) const {
    if (auto done = text(node, out); !done) return done;
    if (!parse_process_kind(out))
      return error(node.source(), "expected talks, ceasefire, aid or mission, found '" + out + "'");
    return {};
  }

  Result<void> country(const toml::node& node, std::string& out) const {
    if (auto done = text(node, out); !done) return done;
    if (out.size() != 3 || !std::all_of(out.begin(), out.end(), core::is_ascii_upper))
      return error(node.source(),
                   "expected a country's three letters, as SYR; found '" + out + "'");
    return {};
  }

  Result<void> day(const toml::node& node, std::string& out) const {
    if (const auto date = node.value<toml::date>(); node.is_date() && date) {
      out = times::iso_day({date->year, date->month, date->day});
    } else if (auto done = text(node, out); !done) {
      return error(node.source(), "expected a day, as 2016-03-23");
    }
    const auto parsed = times::parse_date(out);
    if (!parsed || times::iso_day(*parsed) != out)
      return error(node.source(), "'" + out + "' is no day; expected one as 2016-03-23");
    return {};
  }

  // A list of texts. `folded`: compared without case and accents; else kept too, as ids are.
  Result<void> words(const toml::node& node, std::vector<std::string>& out, bool folded) const {
    const toml::array* list = node.as_array();
    if (list == nullptr) return error(node.source(), "expected a list, as [\"Havana talks\"]");
    for (const toml::node& entry : *list) {
      std::string value;
      if (auto done = text(entry, value); !done) return done;
      if (!folded) out.push_back(value);
      out.push_back(core::fold(value));
    }
    return {};
  }

  std::string path_;
  std::vector<ProcessRule> rules_;
};

}  // namespace

bool ProcessRule::pins() const {
  return !names.empty() || !places.empty() || (!kind.empty() && !country.empty());
}

bool ProcessRule::holds(const Profile& p) const {
  if (!pins()) return false;
  if (!kind.empty() && kind != p.kind) return false;
  if (!country.empty() && country != p.conflict) return false;
  if (!names.empty() && !has(names, core::fold(p.name))) return false;
  if (!places.empty() && !meet(places, p.formats) && !meet(places, p.venues) &&
      !meet(places, p.scopes))
    return false;
  if (!since.empty() && p.day < since) return false;
  return until.empty() || p.day <= until;
}

bool ProcessRule::merges(const std::string& id, const std::string& name_found) const {
  return has(merge, id) || has(merge, core::fold(name_found));
}

const ProcessRule* ProcessRules::pin(const Profile& profile) const {
  const auto found = std::find_if(rules.begin(), rules.end(),
                                  [&](const ProcessRule& r) { return r.holds(profile); });
  return found == rules.end() ? nullptr : &*found;
}

const ProcessRule* ProcessRules::merger(const std::string& id, const std::string& name) const {
  const auto found = std::find_if(rules.begin(), rules.end(),
                                  [&](const ProcessRule& r) { return r.merges(id, name); });
  return found == rules.end() ? nullptr : &*found;
}

Result<ProcessRules> read_process_rules(const std::string& path) {
  std::error_code failed;
  if (!std::filesystem::exists(path, failed))
    return make_error(ErrorCode::NotFound, "no such file", path);
  std::ifstream in(path, std::ios::binary);
  const std::string bytes((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
  if (!in.good() && !in.eof()) return make_error(ErrorCode::NotReadable, "cannot be read", path);
  return parse_process_rules(bytes, path);
}

Result<ProcessRules> parse_process_rules(std::string_view toml, const std::string& path) {
  ProcessRules out;
  out.hash = core::sha256_hex(toml);
  try {
    const toml::table root = toml::parse(toml, path);
    auto rules = Reader(path).read(root);
    if (!rules) return rules.error();
    out.rules = std::move(*rules);
  } catch (const toml::parse_error& error) {
    const toml::source_position at = error.source().begin;
    return make_error(ErrorCode::BadFormat, std::string(error.description()),
                      fmt::format("{}:{}:{}", path, at.line, at.column));
  }
  return out;
}

std::string rules_beside(const std::string& store) {
  if (store.find("://") != std::string::npos) return "";
  const auto file = std::filesystem::path(store).parent_path() / "processes.toml";
  std::error_code failed;
  return std::filesystem::is_regular_file(file, failed) ? file.string() : "";
}

}  // namespace dragoman::dossiers
