#include <algorithm>
#include <iterator>

#include "knowledge/audit.h"
#include "knowledge/compiler.h"
#include "knowledge/dates.h"
#include "knowledge/name_forms.h"
#include "knowledge/normalise.h"

namespace dragoman::knowledge {
namespace {

std::string office_key(const PendingTerm& term) {
  return term.country + "/" + term.role + "/" + term.org;
}
}  // namespace

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

// How many hold this office at a time; 0: not told.
std::uint32_t Compiler::holders_at_a_time(const PendingTerm& term) const {
  return term.from && !term.role.empty() ? holders_of(offices_, term.role, term.country) : 0;
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
}  // namespace dragoman::knowledge
