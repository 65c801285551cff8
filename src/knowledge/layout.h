// Bytes of a compiled knowledge base (docs/formats/knowledge.md). Little-endian, 8-byte aligned
// sections.
//
//   Header | SectionInfo[kSectionCount] | sections ...
//
// All strings lie in one pool. An index is a sorted array of Key plus a bucket table over the first
// two bytes of a key, so that a look-up is two loads and a short binary search.
#pragma once

#include <cstdint>
#include <string_view>

namespace dragoman::knowledge::layout {

inline constexpr char kMagic[8] = {'D', 'R', 'A', 'G', 'K', 'B', '0', '1'};
inline constexpr std::uint32_t kVersion = 2;

struct Header {
  char magic[8];
  std::uint32_t version;
  std::uint32_t section_count;
  std::uint64_t file_size;
  std::uint64_t checksum;  // of every byte after the header
};

struct SectionInfo {
  std::uint64_t offset;  // from the start of the file
  std::uint64_t count;   // of records
};

enum Section : std::uint32_t {
  kStrings,
  kFiles,
  kEntries,
  kTerms,
  kAliases,
  kAliasKeys,
  kAliasBuckets,
  kPlaces,
  kPlacePostings,
  kPlaceKeys,
  kPlaceBuckets,
  kRoles,
  kRolePostings,
  kRoleKeys,
  kRoleBuckets,
  kGivenNames,
  kGivenKeys,
  kGivenBuckets,
  kTermsByCountry,
  kMinorPostings,  // of kPlaces, as the next two
  kMinorKeys,
  kMinorBuckets,
  kDivisions,
  kOffices,
  kReplacedEntries,  // the last three only in an overlay
  kReplacedPlaces,
  kBaseChecksum,
  kSectionCount,
};

struct StringRef {
  std::uint32_t offset;
  std::uint32_t length;
};

struct EntryRecord {
  StringRef id, name, code, role, org, note;
  char country[4];
  char sector[8];
  char iso2[4];
  std::int32_t lat_e4, lon_e4;  // degrees * 10,000; kNoCoordinate: none
  std::uint32_t from, to;       // yyyymmdd, zeros where unknown; 0: open
  std::uint32_t first_term, term_count;
  std::uint32_t line;
  std::uint16_t file;
  std::uint8_t kind;
  std::uint8_t gender;
};

struct TermRecord {
  StringRef role, org;
  char country[4];
  char sector[8];
  StringRef code;
  std::uint32_t entry;
  std::uint32_t from, to;
  std::uint32_t line;
  std::uint32_t file;
};

struct AliasRecord {
  StringRef form;
  std::uint32_t entry;
  std::uint32_t line;
  std::uint16_t file;
  std::uint8_t kind;
  std::uint8_t case_rule;
};

struct Key {
  std::uint64_t prefix;  // key_prefix of the text: most comparisons need no look at the string pool
  StringRef text;
  std::uint32_t first;  // posting; the next key's first ends the range
  std::uint32_t unused;
};

struct PlaceRecord {
  StringRef name;
  std::uint32_t geonameid;
  std::uint32_t admin1;  // first-level division, or kNone; in an overlay the places of its base
                         // count first
  std::uint32_t population;
  std::int32_t lat_e4, lon_e4;
  std::uint32_t line;
  std::uint16_t file;
  char country[4];
  char feature[6];
};

struct RoleRecord {
  StringRef phrase, role, sector;
  std::uint32_t line;
  std::uint16_t file;
  std::uint8_t kind;
  std::uint8_t gender;
};

struct DivisionRecord {
  StringRef code;       // "SY.06"; sorted bytewise
  std::uint32_t place;  // counted as PlaceRecord::admin1
};

struct OfficeRecord {
  StringRef role;
  char country[4];  // empty: any
  std::uint32_t holders;
};

// An entry of the base that an overlay's entry stands for.
struct ReplacedEntry {
  std::uint32_t base, own;
};

inline constexpr std::uint32_t kNone = 0xffffffffu;
inline constexpr std::int32_t kNoCoordinate = INT32_MIN;
inline constexpr std::uint32_t kBucketCount = 38 * 38;

// Order-preserving class of a key byte: end, digits, letters, all else.
inline std::uint32_t byte_class(unsigned char c) {
  if (c >= '0' && c <= '9') return 1u + (c - '0');
  if (c >= 'a' && c <= 'z') return 11u + (c - 'a');
  return 37u;
}

// The first eight bytes of a key, zeros behind a shorter one, as a number that orders as the bytes
// do.
inline std::uint64_t key_prefix(std::string_view key) {
  std::uint64_t prefix = 0;
  for (std::size_t i = 0; i < 8; ++i)
    prefix = (prefix << 8) | (i < key.size() ? static_cast<unsigned char>(key[i]) : 0u);
  return prefix;
}

// Which kind of place a name means first: countries, then capitals and divisions, then the rest.
inline int place_rank(std::string_view feature) {
  if (feature.starts_with("PCL") || feature == "CONT") return 0;
  if (feature == "PPLC" || feature == "RGN") return 1;
  if (feature == "ADM1") return 2;
  return feature == "ADM2" ? 4 : 3;
}

}  // namespace dragoman::knowledge::layout
