#include <algorithm>
#include <cmath>
#include <cstring>
#include <tuple>

#include "knowledge/checksum.h"
#include "knowledge/compiler.h"
#include "knowledge/normalise.h"

namespace dragoman::knowledge {
namespace {

template <std::size_t N>
void copy_fixed(std::string_view text, char (&field)[N]) {
  std::memset(field, 0, N);
  std::memcpy(field, text.data(), std::min(text.size(), N));
}

std::int32_t fixed_degrees(const std::optional<double>& value) {
  return value ? static_cast<std::int32_t>(std::lround(*value * 1e4)) : layout::kNoCoordinate;
}
}  // namespace

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
}  // namespace dragoman::knowledge
