// Facts that reports take for granted: who holds which office when, which names mean which country,
// group, organisation or outlet, which nouns are roles, and where places are.
//
// The tables lie in knowledge/ as text; dragoman-kb-compile turns them into one file that is
// memory-mapped here. Look-ups go through one key (knowledge/normalise.h) and every result can name
// the table and line it came from. Codes follow PLOVER: ISO 3166-1 alpha-3 (KOS, PSE) + sector;
// media are JRN, health is MED.
//
// A KnowledgeBase is immutable; one serves all threads. Views and spans point into it and live as
// long.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "dragoman/result.h"

#include "knowledge/normalise.h"

namespace dragoman::knowledge {

using EntryId = std::uint32_t;
inline constexpr std::uint32_t kNoEntry = 0xffffffffu;

enum class Kind : std::uint8_t {
  Country,       // a state, also a former one (Yugoslavia); code is the country's
  Region,        // a continent, part of a country or of the world ("Middle East", "Gaza Strip")
  People,        // an ethnic or religious group ("Kurds"); country may be empty
  Person,        // terms() tells offices and dates
  Organisation,  // IGO, NGO, company, court, ministry, agency of a state
  Group,         // armed group
  Party,         // political party or alliance
  Outlet,        // newspaper, broadcaster
  Agency,        // news agency
  Military,      // armed forces of a state or alliance
  Seat,          // building or place that stands for an institution ("White House", "Kremlin")
};
std::string_view to_string(Kind kind);

enum class AliasKind : std::uint8_t {
  Name,       // full name or a usual variant
  Acronym,    // upper-case abbreviation
  Adjective,  // "Syrian": of a country, region or people
  Demonym,    // "Syrian", "Turk": one person
  Plural,     // "Syrians", "Turks", "the British"
  Capital,    // "Damascus": of a country; as an actor it means the government
  Surname,    // last part of a person's name: only good with a date, or after the full name
};
std::string_view to_string(AliasKind kind);

// How the letters of a match must look. Keys have no case, so this keeps "us" from being the US.
enum class CaseRule : std::uint8_t {
  Capitalised,  // at least one capital letter
  AllCapitals,  // every letter a capital (short acronyms: "WHO", "US")
  Exact,        // the letters exactly as in the table ("CARE")
};

enum class Gender : std::uint8_t { Unknown, Male, Female };

// Table and line a fact came from; file as "knowledge/officials.tsv".
struct Receipt {
  std::string_view file;
  std::uint32_t line = 0;
  std::string to_string() const;  // "knowledge/officials.tsv:123"
};

// Coordinates in degrees, WGS 84.
struct Point {
  double lat = 0, lon = 0;
};

class KnowledgeBase;

// One office of one person. Dates are "YYYY[-MM[-DD]]"; from empty: unknown; to empty: open or
// unknown.
struct Term {
  std::string_view role;     // "foreign minister"; empty where the source does not tell
  std::string_view org;      // "UN": organisation, or empty
  std::string_view country;  // alpha-3 or empty
  std::string_view sector;   // "GOV"
  std::string_view code;     // "RUSGOV", "IGOUNO"
  std::string from, to;
  Receipt receipt;
};

// A handle to one entry; copy it freely.
class Entry {
 public:
  Entry(const KnowledgeBase& kb, EntryId index) : kb_(&kb), index_(index) {}
  EntryId index() const { return index_; }
  Kind kind() const;
  std::string_view id() const;       // stable, "person/sergey-lavrov"
  std::string_view name() const;     // as a brief would print it
  std::string_view code() const;     // PLOVER code; of a person the code of the last term
  std::string_view country() const;  // alpha-3; empty for international ones
  std::string_view sector() const;
  std::string_view role()
      const;  // of a person: of the last term; of others: what it is ("news agency")
  std::string_view org() const;
  std::string_view note() const;  // side, faction, remark; free text
  std::string_view iso2() const;  // countries only
  Gender gender() const;
  std::optional<Point> point() const;
  std::string from() const;  // founded, independent; "" unknown
  std::string to() const;    // dissolved; "" still there or unknown
  Receipt receipt() const;

 private:
  const KnowledgeBase* kb_;
  EntryId index_;
};

// One way of writing an entry.
struct Alias {
  EntryId entry = kNoEntry;
  AliasKind kind = AliasKind::Name;
  CaseRule case_rule = CaseRule::Capitalised;
  std::string_view form;  // as in the table
  Receipt receipt;
};

struct Match {
  std::size_t length = 0;  // tokens covered; 0: none
  std::vector<Alias>
      aliases;  // best first: Name and Acronym, then the other kinds; table order within
};

enum class RoleKind : std::uint8_t {
  Person,       // "minister", "protester": one person, or several in the plural
  Title,        // stands before a name: "Gen.", "Sheikh", "Mr"
  Collective,   // a noun for many: "police", "troops", "opposition"
  Institution,  // "ministry", "parliament", "court", "newspaper"
};
std::string_view to_string(RoleKind kind);

struct Role {
  std::string_view phrase;  // lemma form, "deputy foreign minister"
  std::string_view role;    // the normal word for it: "top diplomat" -> "foreign minister"
  std::string_view sector;  // PLOVER sector(s), "GOV", "CVLOPP"; empty when the noun does not tell
  RoleKind kind = RoleKind::Person;
  Gender gender = Gender::Unknown;
  Receipt receipt;
};

// A gazetteer candidate.
struct Place {
  std::uint32_t index = 0;
  std::uint32_t geonameid = 0;  // 0: not in GeoNames
  std::string_view name;
  std::string_view country;      // alpha-3; empty for seas and regions of several countries
  std::string_view admin1;       // name of the first-level division, or empty
  std::string_view feature;      // GeoNames feature code: "PPLC", "ADM1", "PCLI", "RGN"
  std::uint32_t population = 0;  // 0: unknown
  std::optional<Point> point;    // none for a division without a city in the gazetteer
  Receipt receipt;
};

// An office that only so many persons hold at a time.
struct Office {
  std::string_view role;     // "foreign minister"
  std::string_view country;  // alpha-3; empty: any
  std::uint32_t holders = 1;
};

class KnowledgeBase {
 public:
  // Maps and verifies (checksum, bounds of every section and reference). Fails with NotFound,
  // NotReadable or BadKnowledge. About 20 ms; pages are given back after the check, so little stays
  // resident.
  static Result<std::shared_ptr<const KnowledgeBase>> load(const std::filesystem::path& path);

  // The same from bytes in memory; `name` stands in errors.
  static Result<std::shared_ptr<const KnowledgeBase>> from_bytes(std::string bytes,
                                                                 std::string_view name);

  // This base (without the overlay it may have) under an overlay that compile_overlay made for it:
  // a file, which is mapped, or bytes. What the overlay says goes before what the base says; its
  // entries stand for those of the base with the same id. Fails as load does, and when the overlay
  // was made for another base.
  Result<std::shared_ptr<const KnowledgeBase>> with_overlay(
      const std::filesystem::path& path) const;
  Result<std::shared_ptr<const KnowledgeBase>> with_overlay(std::string bytes,
                                                            std::string_view name) const;

  ~KnowledgeBase();
  KnowledgeBase(const KnowledgeBase&) = delete;
  KnowledgeBase& operator=(const KnowledgeBase&) = delete;

  // 16 hex digits of the content, for the versions of a record; with an overlay, "+" and 16 of its.
  std::string content_hash() const;
  std::uint64_t base_checksum() const;  // what an overlay is compiled for

  // ---- entries ----
  std::size_t entry_count() const;
  bool is_replaced(EntryId index) const;  // an overlay's entry stands for it; no name leads to it
  Entry entry(EntryId index) const { return Entry(*this, index); }
  std::optional<Entry> find_id(std::string_view id) const;  // linear in entries: for tools
  std::optional<Entry> country_by_code(std::string_view alpha3) const;  // "KOS" too

  // All aliases one by one, for tools; those of replaced entries too.
  std::size_t alias_count() const;
  Alias alias(std::size_t index) const;

  // All aliases that share the key of `name`, whatever its case.
  std::vector<Alias> find(std::string_view name) const;

  // The longest run of token forms from `begin` that is an alias and has its case. Clears and fills
  // `match`; returns match.length > 0. Costs one look-up per token tried; starts only at tokens
  // that hold a capital letter or a digit, or at a particle before one ("bin Laden").
  bool longest_match(std::span<const std::string_view> forms,
                     std::size_t begin,
                     Match& match) const;

  // Name aliases of one kind in short: "Syrian", "Turks" -> country; "Damascus" -> country.
  std::optional<Entry> country_of_demonym(std::string_view word) const;
  std::optional<Entry> country_of_capital(std::string_view name) const;

  // ---- terms of office ----
  std::vector<Term> terms(EntryId person) const;  // by start, undated last
  // The term that holds on `date` ("YYYY[-MM[-DD]]", more after it is ignored). Of several, the one
  // with a role, then the one that began last. Terms without any date count last. None if no term
  // fits.
  std::optional<Term> term_on(EntryId person, std::string_view date) const;
  // The last term that had ended by `date`: what the person was before ("former ...").
  std::optional<Term> last_term_before(EntryId person, std::string_view date) const;
  // Who held `role` ("foreign minister") for `country` on `date`, in table order.
  std::vector<EntryId> holders(std::string_view country,
                               std::string_view role,
                               std::string_view date) const;
  std::vector<Office> offices() const;  // those known to have a limited number of holders

  // ---- roles and given names ----
  // The longest role phrase in `lemmas` from `begin`; `length` gets the tokens covered. Case is
  // ignored.
  std::optional<Role> find_role(std::span<const std::string_view> lemmas,
                                std::size_t begin,
                                std::size_t& length) const;
  std::optional<Role> find_role(std::string_view phrase) const;
  // Gender of a common given name (Unknown: used for both); none: not a known given name.
  std::optional<Gender> given_name(std::string_view name) const;

  // ---- gazetteer ----
  // Candidates for a place name: countries, then capitals and divisions, then by population.
  std::vector<Place> places(std::string_view name) const;
  // The same among villages and small towns (tables with "minor: yes"), which `places` leaves out:
  // so many words are some village's name that only context can tell.
  std::vector<Place> minor_places(std::string_view name) const;
  bool is_minor_place(std::string_view name) const;
  // Both, the minor ones last: for people who ask.
  std::vector<Place> all_places(std::string_view name) const;
  std::size_t place_count() const;
  Place place(std::uint32_t index) const;
  std::optional<std::uint32_t> division(std::string_view code) const;  // "SY.06" -> its place
  // Longest run of forms that is a place name and starts with a capital; 0: none.
  std::size_t longest_place(std::span<const std::string_view> forms, std::size_t begin) const;

 private:
  friend class Entry;
  struct Image;
  struct Impl;
  static Result<std::shared_ptr<const KnowledgeBase>> of_images(
      Result<std::shared_ptr<const Image>> base, std::shared_ptr<const Image> overlay);
  explicit KnowledgeBase(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace dragoman::knowledge
