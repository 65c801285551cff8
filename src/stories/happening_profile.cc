#include "stories/happening_profile.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdlib>
#include <map>
#include <utility>

#include "core/fold.h"
#include "core/hash.h"
#include "record/actor_key.h"
#include "record/span_text.h"
#include "stories/happening_agreement.h"
#include "stories/happening_clusters.h"
#include "times/calendar.h"
#include "times/days.h"

namespace dragoman::stories {
namespace {

constexpr std::size_t kMostParties = 6;  // a list of twenty states tells no more than six of them
constexpr std::int64_t kLongestRange = 366;  // days; "the nineties" is no time to compare by

template <class T>
void add_sorted(std::vector<T>& items, T item) {
  const auto at = std::lower_bound(items.begin(), items.end(), item);
  if (at == items.end() || *at != item) items.insert(at, std::move(item));
}

bool is_real(Factuality factuality) {
  switch (factuality) {
    case Factuality::Occurred:
    case Factuality::Ongoing:
    case Factuality::Denied:
    case Factuality::Negated:
    case Factuality::Historical:
      return true;
    case Factuality::Planned:
    case Factuality::Possible:
    case Factuality::Conditional:
    case Factuality::Requested:
    case Factuality::Threatened:
      return false;
  }
  return true;
}

std::optional<std::int64_t> day_number(std::string_view iso_day) {
  const auto date = times::parse_date(iso_day);
  if (!date) return std::nullopt;
  return times::to_days(*date);
}

ProfileTime time_of(const RecordEvent& event, const Record& record) {
  if (const auto days = times::days_of(event.date)) {
    const auto first = day_number(days->first), last = day_number(days->last);
    if (first && last && *last - *first < kLongestRange)
      return {*first == *last ? Dating::Day : Dating::Range, *first, *last};
    if (first && last) return {Dating::None, *first, *last};
  }
  if (const auto published = day_number(record.published))
    return {Dating::Report, *published, *published};
  return {};
}

// Reads the parts of one record's events.
class Reader {
 public:
  explicit Reader(const Record& record) : record_(record), text_(record), keys_(record) {}

  Mention read(const RecordEvent& event) const {
    Mention mention;
    Profile& out = mention.profile;
    out.type = event.type;
    out.real = is_real(event.factuality);
    out.time = time_of(event, record_);
    if (!event.mode.empty()) out.modes.push_back(event.mode);
    out.place = place(event.place);
    for (const std::string& id : event.actors) add_party(out.actors, id);
    for (const std::string& id : event.recipients) add_party(out.recipients, id);
    add_toll(out, Toll::Dead, event.dead);
    add_toll(out, Toll::Injured, event.injured);
    add_toll(out, Toll::Arrested, event.arrested);
    add_toll(out, Toll::Size, event.size);
    out.trigger = stems_of(text_.words(event.trigger));
    const std::string evidence = text_.words(event.evidence);
    out.words = stems_of(evidence);
    mention.apart = tells_apart(evidence);
    return mention;
  }

 private:
  std::optional<ProfilePlace> place(const std::string& id) const {
    const RecordPlace* p = record::find_place(record_, id);
    if (p == nullptr || (p->country.empty() && p->geonames == 0)) return std::nullopt;
    return profile_of(*p);
  }

  void add_party(std::vector<ProfileParty>& parties, const std::string& id) const {
    const RecordActor* actor = record::find_actor(record_, id);
    if (actor == nullptr) return;
    if (!actor->members.empty()) {
      for (const std::string& member : actor->members) {
        if (member != id) add_one(parties, record::find_actor(record_, member));
      }
      return;
    }
    add_one(parties, actor);
  }

  void add_one(std::vector<ProfileParty>& parties, const RecordActor* actor) const {
    if (actor == nullptr || parties.size() >= kMostParties) return;
    add_sorted(parties, profile_of(*actor, keys_.key(actor->id)));
  }

  static void add_toll(Profile& out, Toll of, const std::optional<RecordCount>& count) {
    if (count) add_sorted(out.tolls, ProfileToll{of, count->count});
  }

  const Record& record_;
  record::SpanText text_;
  record::ActorKeys keys_;
};

// ---- mentions of one happening in one report ----

int coarseness(const ProfileTime& time) {
  return static_cast<int>(time.dating);
}
// Precision 1 is a town; without coordinates or id less is known of it.
std::pair<int, bool> coarseness(const ProfilePlace& place) {
  return {place.precision == 0 ? 4 : place.precision, place.geonames == 0};
}

void add_parties(std::vector<ProfileParty>& parties, const std::vector<ProfileParty>& more) {
  for (const ProfileParty& party : more) {
    if (parties.size() < kMostParties) add_sorted(parties, party);
  }
}

void add_mention(Profile& profile, const Profile& more) {
  profile.real = profile.real || more.real;
  if (coarseness(more.time) < coarseness(profile.time)) profile.time = more.time;
  if (more.place && (!profile.place || coarseness(*more.place) < coarseness(*profile.place)))
    profile.place = more.place;
  for (const std::string& mode : more.modes) add_sorted(profile.modes, mode);
  add_parties(profile.actors, more.actors);
  add_parties(profile.recipients, more.recipients);
  for (const ProfileToll& toll : more.tolls) add_sorted(profile.tolls, toll);
  add_to(profile.trigger, more.trigger);
  add_to(profile.words, more.words);
}

// ---- text ----

// Fields are divided by tabs, lists by '|', parts of an item by ';'. Folded names have none of
// them; what a knowledge base or gazetteer may bring is replaced.
std::string plain(std::string text) {
  for (char& c : text) {
    if (c == '\t' || c == '|' || c == ';' || c == '\n') c = ' ';
  }
  return text;
}

template <class Items, class Write>
std::string list_of(const Items& items, Write write) {
  std::string out;
  for (const auto& item : items) out += (out.empty() ? "" : "|") + write(item);
  return out;
}

std::string party_text(const ProfileParty& p) {
  return plain(p.key) + ';' + plain(p.name) + ';' + std::to_string(static_cast<int>(p.kind)) + ';' +
         plain(p.country) + ';' + plain(p.sector) + ';' + plain(p.shown) + ';' + plain(p.code);
}

std::string place_text(const ProfilePlace& p) {
  return plain(p.name) + ';' + plain(p.country) + ';' + plain(p.admin1) + ';' +
         std::to_string(p.geonames) + ';' + std::to_string(p.precision) + ';' +
         std::to_string(p.lat) + ';' + std::to_string(p.lon);
}

std::string stems_text(const Stems& stems) {
  return list_of(stems, [](std::uint32_t stem) { return std::to_string(stem); });
}

std::vector<std::string_view> split(std::string_view text, char at) {
  std::vector<std::string_view> out;
  while (true) {
    const std::size_t end = std::min(text.find(at), text.size());
    out.push_back(text.substr(0, end));
    if (end == text.size()) return out;
    text.remove_prefix(end + 1);
  }
}
std::vector<std::string_view> items_of(std::string_view text) {
  return text.empty() ? std::vector<std::string_view>() : split(text, '|');
}

// Reads numbers and says at the end whether all of them were some.
class Numbers {
 public:
  template <class T = std::int64_t>
  T read(std::string_view text) {
    T value{};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size()) fine_ = false;
    return value;
  }
  bool fine() const { return fine_; }

 private:
  bool fine_ = true;
};

std::optional<std::vector<ProfileParty>> parse_parties(std::string_view text, Numbers& numbers) {
  std::vector<ProfileParty> out;
  for (const std::string_view item : items_of(text)) {
    const auto parts = split(item, ';');
    if (parts.size() != 7) return std::nullopt;
    out.push_back({std::string(parts[0]), std::string(parts[1]),
                   static_cast<ActorKind>(numbers.read<int>(parts[2])), std::string(parts[3]),
                   std::string(parts[4]), std::string(parts[5]), std::string(parts[6])});
  }
  return out;
}

Stems parse_stems(std::string_view text, Numbers& numbers) {
  Stems out;
  for (const std::string_view item : items_of(text))
    out.push_back(numbers.read<std::uint32_t>(item));
  return out;
}

}  // namespace

ProfilePlace profile_of(const RecordPlace& place) {
  ProfilePlace out{core::fold(place.name), place.country, place.admin1, place.geonames,
                   place.precision};
  if (place.lat && place.lon) {
    out.lat = static_cast<int>(std::lround(*place.lat * 100));
    out.lon = static_cast<int>(std::lround(*place.lon * 100));
  }
  return out;
}

ProfileParty profile_of(const RecordActor& actor, const std::string& key) {
  ProfileParty out;
  out.key = key;
  if (!key.empty()) out.name = core::fold(actor.name);
  out.kind = actor.kind;
  out.country = actor.country;
  out.sector = actor.sector.substr(0, 3);  // of two, the first
  out.shown = actor.name;
  out.code = actor.code;
  return out;
}

std::vector<RecordProfile> profiles_of(const Record& record) {
  const Reader reader(record);
  std::vector<Mention> single;
  for (const RecordEvent& event : record.events) single.push_back(reader.read(event));
  std::vector<Link> links;
  for (std::size_t a = 0; a < single.size(); ++a) {
    for (std::size_t b = a + 1; b < single.size(); ++b) {
      if (const auto points = same_in_report(single[a], single[b])) links.push_back({*points, a, b});
    }
  }
  const std::vector<std::size_t> cluster = clusters_of(
      single.size(), std::move(links),
      [&](std::size_t a, std::size_t b) { return contradict_in_report(single[a], single[b]); });
  std::map<std::size_t, RecordProfile> out;
  for (std::size_t i = 0; i < single.size(); ++i) {
    RecordProfile& whole = out[cluster[i]];
    if (whole.events.empty()) {
      whole.profile = single[i].profile;
    } else {
      add_mention(whole.profile, single[i].profile);
    }
    whole.events.push_back(i);
  }
  std::vector<RecordProfile> list;
  for (auto& [first, whole] : out) list.push_back(std::move(whole));
  return list;
}

std::string to_text(const Profile& p) {
  std::string out(to_string(p.type));
  out += p.real ? "\t1" : "\t0";
  out += '\t' + std::to_string(static_cast<int>(p.time.dating)) + ';' +
         std::to_string(p.time.first) + ';' + std::to_string(p.time.last);
  out += '\t' + list_of(p.modes, [](const std::string& mode) { return plain(mode); });
  out += '\t' + (p.place ? place_text(*p.place) : "");
  out += '\t' + list_of(p.actors, party_text);
  out += '\t' + list_of(p.recipients, party_text);
  out += '\t' + list_of(p.tolls, [](const ProfileToll& toll) {
           return std::to_string(static_cast<int>(toll.of)) + ';' + std::to_string(toll.count);
         });
  out += '\t' + stems_text(p.trigger);
  return out + '\t' + stems_text(p.words);
}

std::optional<Profile> parse_profile(std::string_view text) {
  const auto fields = split(text, '\t');
  if (fields.size() != 10) return std::nullopt;
  Profile p;
  Numbers numbers;
  const auto type = parse_event_type(fields[0]);
  const auto time = split(fields[2], ';');
  if (!type || time.size() != 3) return std::nullopt;
  p.type = *type;
  p.real = fields[1] == "1";
  p.time = {static_cast<Dating>(numbers.read<int>(time[0])), numbers.read(time[1]),
            numbers.read(time[2])};
  for (const std::string_view mode : items_of(fields[3])) p.modes.emplace_back(mode);
  if (!fields[4].empty()) {
    const auto parts = split(fields[4], ';');
    if (parts.size() != 7) return std::nullopt;
    p.place = ProfilePlace{std::string(parts[0]),
                           std::string(parts[1]),
                           std::string(parts[2]),
                           numbers.read<std::uint32_t>(parts[3]),
                           numbers.read<int>(parts[4]),
                           numbers.read<int>(parts[5]),
                           numbers.read<int>(parts[6])};
  }
  auto actors = parse_parties(fields[5], numbers), recipients = parse_parties(fields[6], numbers);
  if (!actors || !recipients) return std::nullopt;
  p.actors = std::move(*actors);
  p.recipients = std::move(*recipients);
  for (const std::string_view item : items_of(fields[7])) {
    const auto parts = split(item, ';');
    if (parts.size() != 2) return std::nullopt;
    p.tolls.push_back(
        {static_cast<Toll>(numbers.read<int>(parts[0])), numbers.read<std::uint32_t>(parts[1])});
  }
  p.trigger = parse_stems(fields[8], numbers);
  p.words = parse_stems(fields[9], numbers);
  if (!numbers.fine()) return std::nullopt;
  return p;
}

std::int64_t profile_id(const ProfileTime& time, std::string_view text) {
  constexpr int kHash = 49;  // bits; the days in front of them begin anew after 44 years
  const auto day = static_cast<std::uint64_t>(time.first) & 0x3fff;
  const auto id = static_cast<std::int64_t>(day << kHash | core::fnv1a64(text) >> (64 - kHash));
  return id == 0 ? 1 : id;
}

}  // namespace dragoman::stories
