#include "knowledge/knowledge_base.h"

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <string>
#include <utility>

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "knowledge/checksum.h"
#include "knowledge/dates.h"
#include "knowledge/layout.h"

namespace dragoman::knowledge {

using layout::AliasRecord;
using layout::DivisionRecord;
using layout::EntryRecord;
using layout::Header;
using layout::Key;
using layout::OfficeRecord;
using layout::PlaceRecord;
using layout::ReplacedEntry;
using layout::RoleRecord;
using layout::SectionInfo;
using layout::StringRef;
using layout::TermRecord;

namespace {

// Names of many words are tried no further; the longest shipped alias has fewer.
constexpr std::size_t kLongestName = 14;

template <std::size_t N>
std::string_view fixed(const char (&field)[N]) {
  return std::string_view(field, strnlen(field, N));
}

bool is_upper(unsigned char c) {
  return c >= 'A' && c <= 'Z';
}
bool is_lower(unsigned char c) {
  return c >= 'a' && c <= 'z';
}

// Capital letter first? Two-byte UTF-8 capitals of Latin-1 and Extended-A count (É, Ş).
bool starts_capital(std::string_view form) {
  if (form.empty()) return false;
  const auto c = static_cast<unsigned char>(form[0]);
  if (is_upper(c)) return true;
  if (form.size() < 2) return false;
  const auto d = static_cast<unsigned char>(form[1]);
  if (c == 0xC3) return d >= 0x80 && d <= 0x9E;
  if (c == 0xC4 || c == 0xC5) {
    // Extended-A alternates capital, small; the parity flips at U+0139 and U+0149, U+014A, U+0179.
    const unsigned cp = ((c & 0x1Fu) << 6) | (d & 0x3Fu);
    const bool odd_is_capital = (cp >= 0x139 && cp <= 0x148) || (cp >= 0x179 && cp <= 0x17E);
    return (cp % 2 == 1) == odd_is_capital;
  }
  return c == 0xE1 && d == 0xB8;  // U+1E00..: Ḥ, Ṣ in careful transliteration
}

bool has_capital(std::string_view form) {
  for (std::size_t i = 0; i < form.size(); ++i) {
    if (starts_capital(form.substr(i))) return true;
  }
  return false;
}

bool is_digit_start(std::string_view form) {
  return !form.empty() && form[0] >= '0' && form[0] <= '9';
}

// Articles and particles that begin or continue a name while no key has them as prefix yet ("an -
// Nusra").
bool is_particle(std::string_view form) {
  static constexpr std::string_view kParticles[] = {
      "an",  "as",  "ash", "ar",  "ad", "at", "az", "el",  "al",  "ez", "es",  "er",  "en",  "ed",
      "bin", "ibn", "ben", "abu", "de", "da", "di", "del", "dos", "du", "van", "von", "der", "den",
      "ter", "ten", "la",  "le",  "ul", "An", "As", "Ash", "Ar",  "Ad", "At",  "Az",  "El",  "Al"};
  return std::find(std::begin(kParticles), std::end(kParticles), form) != std::end(kParticles);
}

// Punctuation that may stand inside a name: "al - Nusra", "Workers ' Party", "Washington , D.C.",
// "RFE / RL".
bool joins(std::string_view form) {
  static constexpr std::string_view kJoiners[] = {
      "-", "\xE2\x80\x90", "\xE2\x80\x91", "\xE2\x80\x93", "'", "\xE2\x80\x99", ",", "/", "&"};
  return std::find(std::begin(kJoiners), std::end(kJoiners), form) != std::end(kJoiners);
}

bool is_punctuation(std::string_view form) {
  // Most tokens are words; these need no key.
  if (!form.empty() &&
      (has_capital(form) || is_lower(static_cast<unsigned char>(form[0])) || is_digit_start(form)))
    return false;
  std::string key;
  append_alias_key(form, key);
  return key.empty();
}

// A capital or digit, or a particle before one: "bin Laden", "de Mistura", "al - Assad".
bool can_begin(std::span<const std::string_view> forms, std::size_t begin) {
  if (has_capital(forms[begin]) || is_digit_start(forms[begin])) return true;
  if (!is_particle(forms[begin])) return false;
  std::size_t next = begin + 1;
  if (next < forms.size() && forms[next] == "-") ++next;
  return next < forms.size() && has_capital(forms[next]);
}

}  // namespace

// One compiled file: the base, or an overlay over it. Indices count within the file.
struct KnowledgeBase::Image {
  std::string owned;
  const char* data = nullptr;
  std::size_t size = 0;
  bool mapped = false;
  std::uint64_t checksum = 0;
  std::string_view strings;

  struct Index {
    std::span<const Key> keys;  // the last one is a sentinel
    std::span<const std::uint32_t> buckets;
  };

  std::span<const StringRef> files;
  std::span<const EntryRecord> entries;
  std::span<const TermRecord> terms;
  std::span<const std::uint32_t> terms_by_country;
  std::span<const AliasRecord> aliases;
  std::span<const PlaceRecord> places;
  std::span<const std::uint32_t> place_postings, minor_postings;
  std::span<const RoleRecord> roles;
  std::span<const std::uint32_t> role_postings;
  std::span<const std::uint8_t> given_names;
  std::span<const DivisionRecord> divisions;
  std::span<const OfficeRecord> offices;
  std::span<const ReplacedEntry> replaced_entries;
  std::span<const std::uint32_t> replaced_places;
  std::span<const std::uint64_t> base_checksum;
  Index alias_index, place_index, minor_index, role_index, given_index;

  Image() = default;
  Image(const Image&) = delete;
  Image& operator=(const Image&) = delete;
  ~Image() {
    if (mapped) munmap(const_cast<char*>(data), size);
  }

  static Result<std::shared_ptr<const Image>> map(const std::filesystem::path& path,
                                                  const Image* base);
  static Result<std::shared_ptr<const Image>> own(std::string bytes,
                                                  std::string_view name,
                                                  const Image* base);

  std::string_view view(StringRef ref) const { return strings.substr(ref.offset, ref.length); }

  Receipt receipt(std::uint32_t file, std::uint32_t line) const {
    return {file < files.size() ? view(files[file]) : std::string_view(), line};
  }

  struct Range {
    std::uint32_t first = 0, last = 0;
  };

  // Postings of exactly `key`.
  Range find(const Index& index, std::string_view key) const {
    bool is_prefix = false;
    return find(index, key, is_prefix);
  }

  // Postings of exactly `key`; and does it begin some key?
  Range find(const Index& index, std::string_view key, bool& is_prefix) const {
    const std::uint32_t at = lower_bound(index, key);
    const std::string_view found =
        at + 1 < index.keys.size() ? view(index.keys[at].text) : std::string_view();
    is_prefix = !found.empty() && found.starts_with(key);
    if (!is_prefix || found.size() != key.size()) return {};
    return {index.keys[at].first, index.keys[at + 1].first};
  }

  std::uint32_t lower_bound(const Index& index, std::string_view key) const {
    std::uint32_t bucket = 0;
    for (std::size_t i = 0; i < 2; ++i) {
      bucket = bucket * 38 +
               (i < key.size() ? layout::byte_class(static_cast<unsigned char>(key[i])) : 0);
    }
    std::uint32_t low = index.buckets[bucket];
    std::uint32_t high = index.buckets[bucket + 1];
    // All keys before the bucket are smaller, all keys after it are greater.
    const std::uint64_t prefix = layout::key_prefix(key);
    while (low < high) {
      const std::uint32_t middle = low + (high - low) / 2;
      const Key& at = index.keys[middle];
      if (at.prefix != prefix ? at.prefix < prefix : view(at.text) < key) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  // Checks everything; an overlay also against the `base` that it was compiled for.
  Result<void> open(std::string_view name, const Image* base);
  Result<void> open_layer(std::string_view name, const Image* base);

  Alias alias(const AliasRecord& record, EntryId entry) const {
    return {entry, static_cast<AliasKind>(record.kind), static_cast<CaseRule>(record.case_rule),
            view(record.form), receipt(record.file, record.line)};
  }

  Term term(const TermRecord& record) const {
    return {view(record.role),      view(record.org),
            fixed(record.country),  fixed(record.sector),
            view(record.code),      format_date(record.from),
            format_date(record.to), receipt(record.file, record.line)};
  }

  Role role(const RoleRecord& record) const {
    return {view(record.phrase),
            view(record.role),
            view(record.sector),
            static_cast<RoleKind>(record.kind),
            static_cast<Gender>(record.gender),
            receipt(record.file, record.line)};
  }
};

// The base and, where there is one, an overlay. Entries and places of the base keep their indices;
// those of the overlay follow.
struct KnowledgeBase::Impl {
  std::shared_ptr<const Image> base, overlay;
  std::vector<EntryId> replacement;   // per entry of the base: itself, or the overlay's; empty:
                                      // no overlay
  std::vector<bool> replaced_places;  // per place of the base; empty: no overlay
  std::vector<std::pair<std::string_view, EntryId>> countries;  // by alpha-3

  Impl(std::shared_ptr<const Image> base_image, std::shared_ptr<const Image> overlay_image);

  struct EntryAt {
    const Image& image;
    const EntryRecord& record;
  };
  EntryAt at(EntryId entry) const {
    const std::size_t first = base->entries.size();
    if (entry < first) return {*base, base->entries[entry]};
    return {*overlay, overlay->entries[entry - first]};
  }
  EntryId overlay_entry(std::uint32_t own) const {
    return static_cast<EntryId>(base->entries.size() + own);
  }
  bool is_replaced(EntryId entry) const {
    return entry < replacement.size() && replacement[entry] != entry;
  }

  struct TermsAt {
    const Image& image;
    std::span<const TermRecord> terms;
  };
  TermsAt terms_of(EntryId person) const {
    const EntryAt entry = at(person);
    return {entry.image,
            entry.image.terms.subspan(entry.record.first_term, entry.record.term_count)};
  }

  // Calls visit(image, record, entry) for each alias with this key, the overlay's first. True when
  // the key begins some alias.
  template <class Visit>
  bool for_aliases(std::string_view key, const Visit& visit) const {
    bool begins = false, begins_own = false;
    if (overlay) {
      const auto range = overlay->find(overlay->alias_index, key, begins_own);
      for (std::uint32_t i = range.first; i < range.last; ++i) {
        const AliasRecord& record = overlay->aliases[i];
        visit(*overlay, record, overlay_entry(record.entry));
      }
    }
    const auto range = base->find(base->alias_index, key, begins);
    for (std::uint32_t i = range.first; i < range.last; ++i) {
      const AliasRecord& record = base->aliases[i];
      if (!is_replaced(record.entry)) visit(*base, record, record.entry);
    }
    return begins || begins_own;
  }

  // The first role with this key, the overlay's before the base's, or null; and does the key begin
  // some role?
  const RoleRecord* role(std::string_view key, const Image*& image, bool& is_prefix) const {
    const RoleRecord* found = nullptr;
    is_prefix = false;
    for (const Image* layer : {overlay.get(), base.get()}) {
      if (!layer) continue;
      bool begins = false;
      const auto range = layer->find(layer->role_index, key, begins);
      is_prefix = is_prefix || begins;
      if (found || range.first >= range.last) continue;
      image = layer;
      found = &layer->roles[layer->role_postings[range.first]];
    }
    return found;
  }

  using Postings = std::span<const std::uint32_t> Image::*;

  // Whether the index holds a place of this key; and does the key begin some name?
  bool has_place(Image::Index Image::*index,
                 Postings postings,
                 std::string_view key,
                 bool& is_prefix) const {
    bool begins = false, begins_own = false, found = false;
    if (overlay) {
      const auto range = overlay->find((*overlay).*index, key, begins_own);
      found = range.first < range.last;
    }
    const auto range = base->find((*base).*index, key, begins);
    for (std::uint32_t i = range.first; i < range.last && !found; ++i)
      found = !is_replaced_place(((*base).*postings)[i]);
    is_prefix = begins || begins_own;
    return found;
  }
  std::vector<Place> places(const KnowledgeBase& kb,
                            Image::Index Image::*index,
                            Postings postings,
                            std::string_view name) const;
  bool is_replaced_place(std::uint32_t place) const {
    return place < replaced_places.size() && replaced_places[place];
  }
  const PlaceRecord& place(std::uint32_t index, const Image*& image) const {
    const std::size_t first = base->places.size();
    image = index < first ? base.get() : overlay.get();
    return image->places[index < first ? index : index - first];
  }
};

KnowledgeBase::Impl::Impl(std::shared_ptr<const Image> base_image,
                          std::shared_ptr<const Image> overlay_image)
    : base(std::move(base_image)), overlay(std::move(overlay_image)) {
  if (overlay) {
    replacement.resize(base->entries.size());
    for (EntryId i = 0; i < replacement.size(); ++i) replacement[i] = i;
    for (const ReplacedEntry& pair : overlay->replaced_entries) {
      replacement[pair.base] = overlay_entry(pair.own);
    }
    replaced_places.resize(base->places.size());
    for (const std::uint32_t place : overlay->replaced_places) replaced_places[place] = true;
  }
  for (const Image* image : {base.get(), overlay.get()}) {
    if (!image) continue;
    const std::size_t first = image == base.get() ? 0 : base->entries.size();
    for (EntryId i = 0; i < image->entries.size() && image->entries[i].kind == 0; ++i) {
      const auto entry = static_cast<EntryId>(first + i);
      if (!is_replaced(entry)) countries.emplace_back(fixed(image->entries[i].country), entry);
    }
  }
  std::stable_sort(countries.begin(), countries.end(),
                   [](const auto& a, const auto& b) { return a.first < b.first; });
}

// ---- opening ----

namespace {

Error damaged(std::string_view name, const std::string& what) {
  return make_error(ErrorCode::BadKnowledge, what, std::string(name));
}

template <class T>
bool take(const char* data, std::size_t size, const SectionInfo& info, std::span<const T>& out) {
  if (info.offset % 8 != 0 || info.offset > size || info.count > (size - info.offset) / sizeof(T)) {
    return false;
  }
  out = std::span<const T>(reinterpret_cast<const T*>(data + info.offset), info.count);
  return true;
}

}  // namespace

Result<void> KnowledgeBase::Image::open(std::string_view name, const Image* base) {
  if (size < sizeof(Header)) return damaged(name, "the file ends inside its header");
  Header header;
  std::memcpy(&header, data, sizeof header);
  if (std::memcmp(header.magic, layout::kMagic, sizeof header.magic) != 0) {
    return damaged(name, "not a compiled knowledge base (wrong magic bytes)");
  }
  if (header.version != layout::kVersion) {
    return damaged(name, "knowledge base of version " + std::to_string(header.version) +
                             ", this program reads version " + std::to_string(layout::kVersion));
  }
  if (header.file_size != size) {
    return damaged(name, "the file has " + std::to_string(size) + " bytes, its header says " +
                             std::to_string(header.file_size));
  }
  if (header.section_count != layout::kSectionCount ||
      size < sizeof(Header) + layout::kSectionCount * sizeof(SectionInfo)) {
    return damaged(name, "wrong number of sections");
  }
  checksum = checksum64(std::string_view(data, size).substr(sizeof(Header)));
  if (checksum != header.checksum) return damaged(name, "the checksum does not fit the content");

  const auto* info = reinterpret_cast<const SectionInfo*>(data + sizeof(Header));
  std::span<const char> pool;
  bool good = take(data, size, info[layout::kStrings], pool) &&
              take(data, size, info[layout::kFiles], files) &&
              take(data, size, info[layout::kEntries], entries) &&
              take(data, size, info[layout::kTerms], terms) &&
              take(data, size, info[layout::kTermsByCountry], terms_by_country) &&
              take(data, size, info[layout::kAliases], aliases) &&
              take(data, size, info[layout::kPlaces], places) &&
              take(data, size, info[layout::kPlacePostings], place_postings) &&
              take(data, size, info[layout::kMinorPostings], minor_postings) &&
              take(data, size, info[layout::kRoles], roles) &&
              take(data, size, info[layout::kRolePostings], role_postings) &&
              take(data, size, info[layout::kGivenNames], given_names) &&
              take(data, size, info[layout::kDivisions], divisions) &&
              take(data, size, info[layout::kOffices], offices) &&
              take(data, size, info[layout::kReplacedEntries], replaced_entries) &&
              take(data, size, info[layout::kReplacedPlaces], replaced_places) &&
              take(data, size, info[layout::kBaseChecksum], base_checksum);
  const struct {
    Index* index;
    layout::Section keys, buckets;
    std::size_t postings;
  } indexes[] = {
      {&alias_index, layout::kAliasKeys, layout::kAliasBuckets, aliases.size()},
      {&place_index, layout::kPlaceKeys, layout::kPlaceBuckets, place_postings.size()},
      {&minor_index, layout::kMinorKeys, layout::kMinorBuckets, minor_postings.size()},
      {&role_index, layout::kRoleKeys, layout::kRoleBuckets, role_postings.size()},
      {&given_index, layout::kGivenKeys, layout::kGivenBuckets, given_names.size()},
  };
  if (!good) return damaged(name, "a section lies outside the file");
  strings = std::string_view(pool.data(), pool.size());

  const auto in_pool = [this](StringRef ref) {
    return ref.offset <= strings.size() && ref.length <= strings.size() - ref.offset;
  };
  for (const auto& each : indexes) {
    if (!take(data, size, info[each.keys], each.index->keys) ||
        !take(data, size, info[each.buckets], each.index->buckets) || each.index->keys.empty() ||
        each.index->buckets.size() != layout::kBucketCount + 1) {
      return damaged(name, "an index lies outside the file");
    }
    std::uint32_t last = 0;
    for (const Key& key : each.index->keys) {
      good = good && in_pool(key.text) && key.first >= last && key.first <= each.postings;
      last = key.first;
    }
    last = 0;
    for (const std::uint32_t bucket : each.index->buckets) {
      good = good && bucket >= last && bucket < each.index->keys.size();
      last = bucket;
    }
  }
  for (const StringRef& ref : files) good = good && in_pool(ref);
  for (const EntryRecord& e : entries) {
    good = good && in_pool(e.id) && in_pool(e.name) && in_pool(e.code) && in_pool(e.role) &&
           in_pool(e.org) && in_pool(e.note) && e.first_term <= terms.size() &&
           e.term_count <= terms.size() - e.first_term &&
           e.kind <= static_cast<std::uint8_t>(Kind::Seat);
  }
  for (const TermRecord& t : terms) {
    good = good && in_pool(t.role) && in_pool(t.org) && in_pool(t.code) && t.entry < entries.size();
  }
  for (const AliasRecord& a : aliases) {
    good = good && in_pool(a.form) && a.entry < entries.size() &&
           a.kind <= static_cast<std::uint8_t>(AliasKind::Surname);
  }
  const std::size_t all_places = places.size() + (base ? base->places.size() : 0);
  for (const PlaceRecord& p : places) {
    good = good && in_pool(p.name) && (p.admin1 == layout::kNone || p.admin1 < all_places);
  }
  for (const DivisionRecord& d : divisions) {
    good = good && in_pool(d.code) && d.place < all_places;
  }
  for (const OfficeRecord& o : offices) good = good && in_pool(o.role);
  for (const RoleRecord& r : roles) {
    good = good && in_pool(r.phrase) && in_pool(r.role) && in_pool(r.sector) &&
           r.kind <= static_cast<std::uint8_t>(RoleKind::Institution);
  }
  for (const std::uint32_t p : place_postings) good = good && p < places.size();
  for (const std::uint32_t p : minor_postings) good = good && p < places.size();
  for (const std::uint32_t p : role_postings) good = good && p < roles.size();
  for (const std::uint32_t t : terms_by_country) good = good && t < terms.size();
  if (!good) return damaged(name, "a reference points outside its section");
  return open_layer(name, base);
}

Result<void> KnowledgeBase::Image::open_layer(std::string_view name, const Image* base) {
  if (!base) {
    if (base_checksum.empty()) return {};
    return damaged(name, "an overlay, which is of no use without the base it was compiled for");
  }
  if (base_checksum.size() != 1 || base_checksum[0] != base->checksum) {
    return damaged(name, "not compiled for this base");
  }
  bool good = true;
  for (const ReplacedEntry& pair : replaced_entries) {
    good = good && pair.base < base->entries.size() && pair.own < entries.size();
  }
  for (const std::uint32_t place : replaced_places) good = good && place < base->places.size();
  if (!good) return damaged(name, "a reference points outside its section");
  return {};
}

Result<std::shared_ptr<const KnowledgeBase::Image>> KnowledgeBase::Image::map(
    const std::filesystem::path& path, const Image* base) {
  const int fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (fd < 0) {
    const int cause = errno;
    return make_error(cause == ENOENT ? ErrorCode::NotFound : ErrorCode::NotReadable,
                      std::string("cannot open the knowledge base: ") + std::strerror(cause),
                      path.string());
  }
  struct stat info {};
  if (fstat(fd, &info) != 0 || !S_ISREG(info.st_mode) || info.st_size <= 0) {
    ::close(fd);
    return damaged(path.string(), "not a file with content");
  }
  auto image = std::make_shared<Image>();
  image->size = static_cast<std::size_t>(info.st_size);
  void* address = mmap(nullptr, image->size, PROT_READ, MAP_PRIVATE, fd, 0);
  ::close(fd);
  if (address == MAP_FAILED) {
    return make_error(ErrorCode::NotReadable, "cannot map the knowledge base", path.string());
  }
  image->data = static_cast<const char*>(address);
  image->mapped = true;
  if (auto opened = image->open(path.string(), base); !opened) return opened.error();
  madvise(address, image->size, MADV_DONTNEED);  // the check touched every page
  return std::shared_ptr<const Image>(std::move(image));
}

Result<std::shared_ptr<const KnowledgeBase::Image>> KnowledgeBase::Image::own(std::string bytes,
                                                                              std::string_view name,
                                                                              const Image* base) {
  auto image = std::make_shared<Image>();
  image->owned = std::move(bytes);
  image->data = image->owned.data();
  image->size = image->owned.size();
  if (auto opened = image->open(name, base); !opened) return opened.error();
  return std::shared_ptr<const Image>(std::move(image));
}

Result<std::shared_ptr<const KnowledgeBase>> KnowledgeBase::of_images(
    Result<std::shared_ptr<const Image>> base, std::shared_ptr<const Image> overlay) {
  if (!base) return base.error();
  return std::shared_ptr<const KnowledgeBase>(
      new KnowledgeBase(std::make_unique<Impl>(std::move(*base), std::move(overlay))));
}

Result<std::shared_ptr<const KnowledgeBase>> KnowledgeBase::load(
    const std::filesystem::path& path) {
  return of_images(Image::map(path, nullptr), nullptr);
}

Result<std::shared_ptr<const KnowledgeBase>> KnowledgeBase::from_bytes(std::string bytes,
                                                                       std::string_view name) {
  return of_images(Image::own(std::move(bytes), name, nullptr), nullptr);
}

Result<std::shared_ptr<const KnowledgeBase>> KnowledgeBase::with_overlay(
    const std::filesystem::path& path) const {
  auto overlay = Image::map(path, impl_->base.get());
  if (!overlay) return overlay.error();
  return of_images(impl_->base, std::move(*overlay));
}

Result<std::shared_ptr<const KnowledgeBase>> KnowledgeBase::with_overlay(
    std::string bytes, std::string_view name) const {
  auto overlay = Image::own(std::move(bytes), name, impl_->base.get());
  if (!overlay) return overlay.error();
  return of_images(impl_->base, std::move(*overlay));
}

KnowledgeBase::KnowledgeBase(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
KnowledgeBase::~KnowledgeBase() = default;

std::string KnowledgeBase::content_hash() const {
  const auto hex = [](std::uint64_t value) {
    char text[17];
    std::snprintf(text, sizeof text, "%016llx", static_cast<unsigned long long>(value));
    return std::string(text);
  };
  const std::string base = hex(impl_->base->checksum);
  return impl_->overlay ? base + "+" + hex(impl_->overlay->checksum) : base;
}

std::uint64_t KnowledgeBase::base_checksum() const {
  return impl_->base->checksum;
}

// ---- entries ----

std::size_t KnowledgeBase::entry_count() const {
  return impl_->base->entries.size() + (impl_->overlay ? impl_->overlay->entries.size() : 0);
}

bool KnowledgeBase::is_replaced(EntryId index) const {
  return impl_->is_replaced(index);
}

std::size_t KnowledgeBase::alias_count() const {
  return impl_->base->aliases.size() + (impl_->overlay ? impl_->overlay->aliases.size() : 0);
}

Alias KnowledgeBase::alias(std::size_t index) const {
  const std::size_t first = impl_->base->aliases.size();
  if (index < first) {
    const AliasRecord& record = impl_->base->aliases[index];
    return impl_->base->alias(record, record.entry);
  }
  const AliasRecord& record = impl_->overlay->aliases[index - first];
  return impl_->overlay->alias(record, impl_->overlay_entry(record.entry));
}

#define DRAGOMAN_ENTRY_TEXT(field)               \
  std::string_view Entry::field() const {        \
    const auto entry = kb_->impl_->at(index_);   \
    return entry.image.view(entry.record.field); \
  }
DRAGOMAN_ENTRY_TEXT(id)
DRAGOMAN_ENTRY_TEXT(name)
DRAGOMAN_ENTRY_TEXT(code)
DRAGOMAN_ENTRY_TEXT(role)
DRAGOMAN_ENTRY_TEXT(org)
DRAGOMAN_ENTRY_TEXT(note)
#undef DRAGOMAN_ENTRY_TEXT

Kind Entry::kind() const {
  return static_cast<Kind>(kb_->impl_->at(index_).record.kind);
}
std::string_view Entry::country() const {
  return fixed(kb_->impl_->at(index_).record.country);
}
std::string_view Entry::sector() const {
  return fixed(kb_->impl_->at(index_).record.sector);
}
std::string_view Entry::iso2() const {
  return fixed(kb_->impl_->at(index_).record.iso2);
}
Gender Entry::gender() const {
  return static_cast<Gender>(kb_->impl_->at(index_).record.gender);
}
std::string Entry::from() const {
  return format_date(kb_->impl_->at(index_).record.from);
}
std::string Entry::to() const {
  return format_date(kb_->impl_->at(index_).record.to);
}

std::optional<Point> Entry::point() const {
  const EntryRecord& record = kb_->impl_->at(index_).record;
  if (record.lat_e4 == layout::kNoCoordinate) return std::nullopt;
  return Point{record.lat_e4 / 1e4, record.lon_e4 / 1e4};
}

Receipt Entry::receipt() const {
  const auto entry = kb_->impl_->at(index_);
  return entry.image.receipt(entry.record.file, entry.record.line);
}

std::optional<Entry> KnowledgeBase::find_id(std::string_view id) const {
  for (EntryId i = 0; i < entry_count(); ++i) {
    if (entry(i).id() == id && !is_replaced(i)) return entry(i);
  }
  return std::nullopt;
}

std::optional<Entry> KnowledgeBase::country_by_code(std::string_view alpha3) const {
  const auto it =
      std::lower_bound(impl_->countries.begin(), impl_->countries.end(), alpha3,
                       [](const auto& row, std::string_view code) { return row.first < code; });
  if (it == impl_->countries.end() || it->first != alpha3) return std::nullopt;
  return entry(it->second);
}

namespace {

// The order of a Match; postings of one layer have it already.
void sort_by_kind(std::vector<Alias>& aliases) {
  std::stable_sort(aliases.begin(), aliases.end(),
                   [](const Alias& a, const Alias& b) { return a.kind < b.kind; });
}

bool has_case(std::string_view text, CaseRule rule, std::string_view form) {
  if (rule == CaseRule::Exact) return form == text;
  return rule != CaseRule::AllCapitals || std::none_of(text.begin(), text.end(), [](char c) {
           return is_lower(static_cast<unsigned char>(c));
         });
}

}  // namespace

std::vector<Alias> KnowledgeBase::find(std::string_view name) const {
  std::vector<Alias> found;
  impl_->for_aliases(normalise_alias(name),
                     [&](const Image& image, const AliasRecord& record, EntryId entry) {
                       found.push_back(image.alias(record, entry));
                     });
  if (impl_->overlay) sort_by_kind(found);
  return found;
}

bool KnowledgeBase::longest_match(std::span<const std::string_view> forms,
                                  std::size_t begin,
                                  Match& match) const {
  match.length = 0;
  match.aliases.clear();
  if (begin >= forms.size()) return false;
  if (!can_begin(forms, begin)) return false;

  std::string text, key;
  for (std::size_t end = begin; end < forms.size() && end - begin < kLongestName; ++end) {
    if (end > begin) text.push_back(' ');
    text += forms[end];
    key.clear();
    append_alias_key(text, key);
    // A match does not end in punctuation: "Foo" rather than "Foo ,".
    const bool punctuation = is_punctuation(forms[end]);
    bool is_prefix = false;
    if (!punctuation) {
      bool fits = false;
      is_prefix = impl_->for_aliases(
          key, [&](const Image& image, const AliasRecord& record, EntryId entry) {
            if (!has_case(text, static_cast<CaseRule>(record.case_rule), image.view(record.form)))
              return;
            if (!fits) match.aliases.clear();
            fits = true;
            match.aliases.push_back(image.alias(record, entry));
          });
      if (fits) match.length = end - begin + 1;
    }
    if (punctuation) {
      if (end == begin || !joins(forms[end]) || is_punctuation(forms[end - 1])) break;
    } else if (!is_prefix && !is_particle(forms[end])) {
      break;
    }
  }
  if (impl_->overlay) sort_by_kind(match.aliases);
  return match.length > 0;
}

namespace {

std::uint32_t population_of(const KnowledgeBase& kb, const Entry& country) {
  for (const Place& place : kb.places(country.name())) {
    if (place.feature.starts_with("PCL") && place.country == country.country())
      return place.population;
  }
  return 0;
}

// Of several countries the most populous: "American" is not the Northern Mariana Islands.
std::optional<Entry> country_with(const KnowledgeBase& kb,
                                  std::string_view word,
                                  std::initializer_list<AliasKind> kinds) {
  std::optional<Entry> best;
  for (const Alias& alias : kb.find(word)) {
    const Entry entry = kb.entry(alias.entry);
    if (entry.kind() != Kind::Country || (best && best->index() == alias.entry)) continue;
    if (std::find(kinds.begin(), kinds.end(), alias.kind) == kinds.end()) continue;
    if (!best || population_of(kb, entry) > population_of(kb, *best)) best = entry;
  }
  return best;
}

}  // namespace

std::optional<Entry> KnowledgeBase::country_of_demonym(std::string_view word) const {
  return country_with(*this, word, {AliasKind::Adjective, AliasKind::Demonym, AliasKind::Plural});
}

std::optional<Entry> KnowledgeBase::country_of_capital(std::string_view name) const {
  return country_with(*this, name, {AliasKind::Capital});
}

// ---- terms of office ----

std::vector<Term> KnowledgeBase::terms(EntryId person) const {
  std::vector<Term> all;
  const auto held = impl_->terms_of(person);
  for (const TermRecord& record : held.terms) all.push_back(held.image.term(record));
  return all;
}

std::optional<Term> KnowledgeBase::term_on(EntryId person, std::string_view date) const {
  const auto day = parse_date(date);
  const TermRecord* best = nullptr;
  int best_rank = 0;
  const auto held = impl_->terms_of(person);
  for (const TermRecord& record : held.terms) {
    const bool dated = record.from != 0 || record.to != 0;
    if (dated && (!day || !holds_on(record.from, record.to, *day))) continue;
    const int rank = 1 + (dated ? 2 : 0) + (record.role.length > 0 ? 4 : 0);
    // An undated office is weaker than a dated term without a role.
    const int value = dated ? rank : 1;
    if (!best || value > best_rank || (value == best_rank && record.from >= best->from)) {
      best = &record;
      best_rank = value;
    }
  }
  if (!best) return std::nullopt;
  return held.image.term(*best);
}

std::optional<Term> KnowledgeBase::last_term_before(EntryId person, std::string_view date) const {
  const auto day = parse_date(date);
  if (!day) return std::nullopt;
  const TermRecord* best = nullptr;
  const auto held = impl_->terms_of(person);
  for (const TermRecord& record : held.terms) {
    if (record.to == 0 || last_day(record.to) >= *day) continue;
    if (!best || last_day(record.to) > last_day(best->to) ||
        (last_day(record.to) == last_day(best->to) && record.role.length > best->role.length)) {
      best = &record;
    }
  }
  if (!best) return std::nullopt;
  return held.image.term(*best);
}

std::vector<EntryId> KnowledgeBase::holders(std::string_view country,
                                            std::string_view role,
                                            std::string_view date) const {
  std::vector<EntryId> found;
  const auto day = parse_date(date);
  if (!day) return found;
  for (const Image* image : {impl_->overlay.get(), impl_->base.get()}) {
    if (!image) continue;
    const auto& order = image->terms_by_country;
    auto it = std::lower_bound(order.begin(), order.end(), country,
                               [image](std::uint32_t index, std::string_view code) {
                                 return fixed(image->terms[index].country) < code;
                               });
    for (; it != order.end() && fixed(image->terms[*it].country) == country; ++it) {
      const TermRecord& record = image->terms[*it];
      if (image->view(record.role) != role || (record.from == 0 && record.to == 0)) continue;
      const EntryId entry =
          image == impl_->base.get() ? record.entry : impl_->overlay_entry(record.entry);
      if (!holds_on(record.from, record.to, *day) || impl_->is_replaced(entry)) continue;
      if (std::find(found.begin(), found.end(), entry) == found.end()) found.push_back(entry);
    }
  }
  return found;
}

std::vector<Office> KnowledgeBase::offices() const {
  std::vector<Office> all;
  for (const Image* image : {impl_->overlay.get(), impl_->base.get()}) {
    if (!image) continue;
    for (const OfficeRecord& record : image->offices) {
      all.push_back({image->view(record.role), fixed(record.country), record.holders});
    }
  }
  return all;
}

// ---- roles and given names ----

std::optional<Role> KnowledgeBase::find_role(std::span<const std::string_view> lemmas,
                                             std::size_t begin,
                                             std::size_t& length) const {
  length = 0;
  std::optional<Role> best;
  std::string key;
  std::string text;
  for (std::size_t end = begin; end < lemmas.size() && end - begin < 8; ++end) {
    if (end > begin) text.push_back(' ');
    text += lemmas[end];
    key.clear();
    append_alias_key(text, key);
    bool is_prefix = false;
    const Image* image = nullptr;
    const RoleRecord* record = impl_->role(key, image, is_prefix);
    if (!is_punctuation(lemmas[end])) {
      if (record) {
        best = image->role(*record);
        length = end - begin + 1;
      }
    } else if (end == begin) {
      break;
    }
    if (!is_prefix) break;
  }
  return best;
}

std::optional<Role> KnowledgeBase::find_role(std::string_view phrase) const {
  const Image* image = nullptr;
  bool is_prefix = false;
  const RoleRecord* record = impl_->role(normalise_alias(phrase), image, is_prefix);
  if (!record) return std::nullopt;
  return image->role(*record);
}

std::optional<Gender> KnowledgeBase::given_name(std::string_view name) const {
  const std::string key = normalise_alias(name);
  for (const Image* image : {impl_->overlay.get(), impl_->base.get()}) {
    if (!image) continue;
    const auto range = image->find(image->given_index, key);
    if (range.first < range.last) return static_cast<Gender>(image->given_names[range.first]);
  }
  return std::nullopt;
}

// ---- gazetteer ----

std::size_t KnowledgeBase::place_count() const {
  return impl_->base->places.size() + (impl_->overlay ? impl_->overlay->places.size() : 0);
}

Place KnowledgeBase::place(std::uint32_t index) const {
  const Image* image = nullptr;
  const PlaceRecord& record = impl_->place(index, image);
  Place place;
  place.index = index;
  place.geonameid = record.geonameid;
  place.name = image->view(record.name);
  place.country = fixed(record.country);
  if (record.admin1 != layout::kNone) {
    const Image* holder = nullptr;
    const PlaceRecord& division = impl_->place(record.admin1, holder);
    place.admin1 = holder->view(division.name);
  }
  place.feature = fixed(record.feature);
  place.population = record.population;
  if (record.lat_e4 != layout::kNoCoordinate) {
    place.point = Point{record.lat_e4 / 1e4, record.lon_e4 / 1e4};
  }
  place.receipt = image->receipt(record.file, record.line);
  return place;
}

std::vector<Place> KnowledgeBase::Impl::places(const KnowledgeBase& kb,
                                               Image::Index Image::*index,
                                               Postings postings,
                                               std::string_view name) const {
  std::vector<Place> found;
  const std::string key = normalise_alias(name);
  if (overlay) {
    const auto range = overlay->find((*overlay).*index, key);
    const std::size_t first = base->places.size();
    for (std::uint32_t i = range.first; i < range.last; ++i) {
      found.push_back(kb.place(static_cast<std::uint32_t>(first + ((*overlay).*postings)[i])));
    }
  }
  const auto range = base->find((*base).*index, key);
  for (std::uint32_t i = range.first; i < range.last; ++i) {
    const std::uint32_t place = ((*base).*postings)[i];
    if (!is_replaced_place(place)) found.push_back(kb.place(place));
  }
  if (overlay) {
    std::stable_sort(found.begin(), found.end(), [](const Place& a, const Place& b) {
      const int rank_a = layout::place_rank(a.feature), rank_b = layout::place_rank(b.feature);
      return rank_a != rank_b ? rank_a < rank_b : a.population > b.population;
    });
  }
  return found;
}

std::vector<Place> KnowledgeBase::places(std::string_view name) const {
  return impl_->places(*this, &Image::place_index, &Image::place_postings, name);
}

std::vector<Place> KnowledgeBase::minor_places(std::string_view name) const {
  return impl_->places(*this, &Image::minor_index, &Image::minor_postings, name);
}

std::vector<Place> KnowledgeBase::all_places(std::string_view name) const {
  std::vector<Place> all = places(name);
  for (Place& place : minor_places(name)) all.push_back(std::move(place));
  return all;
}

bool KnowledgeBase::is_minor_place(std::string_view name) const {
  bool is_prefix = false;
  return impl_->has_place(&Image::minor_index, &Image::minor_postings, normalise_alias(name),
                          is_prefix);
}

std::optional<std::uint32_t> KnowledgeBase::division(std::string_view code) const {
  for (const Image* image : {impl_->overlay.get(), impl_->base.get()}) {
    if (!image) continue;
    const auto it = std::lower_bound(image->divisions.begin(), image->divisions.end(), code,
                                     [image](const DivisionRecord& record, std::string_view text) {
                                       return image->view(record.code) < text;
                                     });
    if (it != image->divisions.end() && image->view(it->code) == code) return it->place;
  }
  return std::nullopt;
}

std::size_t KnowledgeBase::longest_place(std::span<const std::string_view> forms,
                                         std::size_t begin) const {
  if (begin >= forms.size() || !can_begin(forms, begin)) return 0;
  std::string text, key;
  std::size_t best = 0;
  for (std::size_t end = begin; end < forms.size() && end - begin < kLongestName; ++end) {
    if (end > begin) text.push_back(' ');
    text += forms[end];
    key.clear();
    append_alias_key(text, key);
    const bool punctuation = is_punctuation(forms[end]);
    bool is_prefix = false;
    if (!punctuation) {
      if (impl_->has_place(&Image::place_index, &Image::place_postings, key, is_prefix))
        best = end - begin + 1;
    }
    if (punctuation) {
      if (end == begin || !joins(forms[end]) || is_punctuation(forms[end - 1])) break;
    } else if (!is_prefix && !is_particle(forms[end])) {
      break;
    }
  }
  return best;
}

// ---- labels ----

std::string_view to_string(Kind kind) {
  switch (kind) {
    case Kind::Country:
      return "country";
    case Kind::Region:
      return "region";
    case Kind::People:
      return "people";
    case Kind::Person:
      return "person";
    case Kind::Organisation:
      return "organisation";
    case Kind::Group:
      return "group";
    case Kind::Party:
      return "party";
    case Kind::Outlet:
      return "outlet";
    case Kind::Agency:
      return "agency";
    case Kind::Military:
      return "military";
    case Kind::Seat:
      return "seat";
  }
  return "";
}

std::string_view to_string(AliasKind kind) {
  switch (kind) {
    case AliasKind::Name:
      return "name";
    case AliasKind::Acronym:
      return "acronym";
    case AliasKind::Adjective:
      return "adjective";
    case AliasKind::Demonym:
      return "demonym";
    case AliasKind::Plural:
      return "plural";
    case AliasKind::Capital:
      return "capital";
    case AliasKind::Surname:
      return "surname";
  }
  return "";
}

std::string_view to_string(RoleKind kind) {
  switch (kind) {
    case RoleKind::Person:
      return "person";
    case RoleKind::Title:
      return "title";
    case RoleKind::Collective:
      return "collective";
    case RoleKind::Institution:
      return "institution";
  }
  return "";
}

std::string Receipt::to_string() const {
  return std::string(file) + ":" + std::to_string(line);
}

}  // namespace dragoman::knowledge
