// The work behind compile.h: tables in, one file out. Its parts are compile_cells.cc,
// compile_rows.cc, compile_persons.cc and compile_write.cc.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "knowledge/compile.h"
#include "knowledge/knowledge_base.h"
#include "knowledge/layout.h"
#include "knowledge/pending.h"
#include "knowledge/table.h"

namespace dragoman::knowledge {

using layout::StringRef;

// Countries, IGO and NGO stand alone: "IGOUNO", but "SYRREB".
std::string with_sector(Kind kind, const std::string& prefix, const std::string& sector);

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

}  // namespace dragoman::knowledge
