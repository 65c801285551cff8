#include "stories/story_likeness.h"

#include <algorithm>
#include <charconv>

#include "core/fold.h"
#include "core/hash.h"
#include "record/actor_key.h"

namespace dragoman::stories {
namespace {

constexpr std::size_t kLead = 500;  // bytes of the text that count beside the title

void add(Stems& stems, std::string_view key) {
  const auto hash = static_cast<std::uint32_t>(core::fnv1a64(key) >> 32);
  const auto at = std::lower_bound(stems.begin(), stems.end(), hash);
  if (at == stems.end() || *at != hash) stems.insert(at, hash);
}

// The first bytes of a text, up to the end of a word.
std::string_view lead_of(std::string_view text) {
  return text.size() <= kLead ? text : text.substr(0, text.rfind(' ', kLead));
}

std::optional<Stems> parse_stems(std::string_view text) {
  Stems out;
  const char* at = text.data();
  const char* const end = at + text.size();
  while (at != end) {
    std::uint32_t stem = 0;
    const auto [next, error] = std::from_chars(at, end, stem);
    if (error != std::errc()) return std::nullopt;
    out.push_back(stem);
    at = next;
    if (at != end && *at++ != ' ') return std::nullopt;
  }
  return out;
}

std::string stems_text(const Stems& stems) {
  std::string out;
  for (const std::uint32_t stem : stems) out += (out.empty() ? "" : " ") + std::to_string(stem);
  return out;
}

}  // namespace

StoryTraits traits_of(const Record& record) {
  StoryTraits out;
  out.words = stems_of(record.title + "\n" + std::string(lead_of(record.text)));
  const record::ActorKeys keys(record);
  for (const RecordActor& actor : record.actors) {
    const std::string& key = keys.key(actor.id);
    if (key.empty() || actor.kind == ActorKind::Country || actor.sector == "JRN") continue;
    add(actor.kind == ActorKind::Person ? out.telling : out.companies, key);
  }
  for (const RecordPlace& place : record.places) {
    if (place.precision == 3 || place.geonames == 0) continue;
    add(out.telling, "place " + std::to_string(place.geonames) + ' ' + core::fold(place.name));
  }
  return out;
}

std::string to_text(const StoryTraits& traits) {
  return stems_text(traits.words) + '\t' + stems_text(traits.telling) + '\t' +
         stems_text(traits.companies);
}

std::optional<StoryTraits> parse_traits(std::string_view text) {
  const std::size_t first = text.find('\t');
  if (first == std::string_view::npos) return std::nullopt;
  const std::size_t second = text.find('\t', first + 1);
  if (second == std::string_view::npos) return std::nullopt;
  auto words = parse_stems(text.substr(0, first));
  auto telling = parse_stems(text.substr(first + 1, second - first - 1));
  auto companies = parse_stems(text.substr(second + 1));
  if (!words || !telling || !companies) return std::nullopt;
  return StoryTraits{std::move(*words), std::move(*telling), std::move(*companies)};
}

double likeness(const StoryTraits& a, const StoryTraits& b, std::size_t shared) {
  return 2.5 * static_cast<double>(std::min<std::size_t>(shared, 2)) +
         5 * share_of(a.words, b.words) + 2.5 * share_of(a.telling, b.telling) +
         share_of(a.companies, b.companies);
}

std::vector<std::int64_t> story_keys(const StoryTraits& traits,
                                     const std::vector<std::string>& happenings) {
  std::vector<std::string> keys;
  for (const std::string& id : happenings) keys.push_back("happening " + id);
  for (const std::uint32_t name : traits.telling) keys.push_back("name " + std::to_string(name));
  for (const std::string& pair : pairs_of_smallest(traits.words)) keys.push_back("words " + pair);
  std::vector<std::int64_t> out;
  for (const std::string& key : keys) out.push_back(static_cast<std::int64_t>(core::fnv1a64(key)));
  std::sort(out.begin(), out.end());
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

}  // namespace dragoman::stories
