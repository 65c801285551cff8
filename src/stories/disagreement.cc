#include "stories/disagreement.h"

#include <algorithm>
#include <map>
#include <cstdlib>
#include <iterator>
#include <set>
#include <utility>

#include "record/actor_key.h"
#include "record/span_text.h"
#include "stories/happening_agreement.h"
#include "stories/origins_count.h"
#include "times/days.h"

namespace dragoman::stories {
namespace {

constexpr std::size_t kDetails = 9;
enum Which : std::size_t { Date = 4, Place, Actor, Recipient, Status };  // behind the four tolls
constexpr const char* kNames[kDetails] = {"dead", "injured", "arrested",  "size",  "date",
                                          "place", "actor",   "recipient", "status"};

std::string in_words(const RecordCount& count) {
  const std::string number = std::to_string(count.count);
  if (count.bound == "min") return "at least " + number;
  if (count.bound == "max") return "at most " + number;
  return count.bound == "about" ? "about " + number : number;
}

std::string in_words(const RecordPlace& place) {
  std::string out = place.name;
  for (const std::string& part : {place.admin1, place.country}) {
    if (!part.empty() && part != place.name) out += ", " + part;
  }
  return out;
}

bool is_denial(const std::string& status) {
  return status == to_string(Factuality::Denied) || status == to_string(Factuality::Negated);
}

// All that is given for one detail.
struct Given {
  std::map<std::string, Version> versions;  // by value
  std::map<std::string, ProfilePlace> places;
  std::vector<std::vector<ProfileParty>> parties;  // of each event that names some
};
using Details = std::vector<Given>;  // by Which

// What the events of one record say of the details.
class Reader {
 public:
  explicit Reader(const Record& record) : record_(record), text_(record), keys_(record) {}

  // `known` has the clocks.
  void read(const HappeningEvent& known, Details& details) const {
    const auto event = std::find_if(record_.events.begin(), record_.events.end(),
                                    [&known](const auto& e) { return e.id == known.event; });
    if (event == record_.events.end()) return;
    const Claim claim = claim_of(known, *event);
    const std::optional<RecordCount>* counts[] = {&event->dead, &event->injured, &event->arrested,
                                                  &event->size};
    for (std::size_t i = 0; i < std::size(counts); ++i) {
      if (*counts[i]) add(details[i], in_words(**counts[i]), claim, {(*counts[i])->span});
    }
    if (!event->date.empty()) add(details[Date], event->date, claim, event->evidence);
    if (const RecordPlace* place = record::find_place(record_, event->place)) {
      add(details[Place], in_words(*place), claim, {place->span});
      details[Place].places.emplace(in_words(*place), profile_of(*place));
    }
    add_parties(details[Actor], event->actors, claim, event->evidence);
    add_parties(details[Recipient], event->recipients, claim, event->evidence);
    add(details[Status], std::string(to_string(event->factuality)), claim,
        event->factuality_cues.empty() ? event->trigger : event->factuality_cues);
  }

 private:
  void add(Given& given, const std::string& value, Claim claim, const CodePointSpans& spans) const {
    claim.words = text_.words(spans);
    claim.spans = spans;
    Version& version = given.versions[value];
    version.value = value;
    version.claims.push_back(std::move(claim));
  }

  void add_parties(Given& given,
                   const std::vector<std::string>& ids,
                   const Claim& claim,
                   const CodePointSpans& evidence) const {
    std::vector<ProfileParty> parties;
    for (const std::string& id : ids) {
      const RecordActor* actor = record::find_actor(record_, id);
      if (actor == nullptr) continue;
      add(given, actor->name, claim, evidence);
      parties.push_back(profile_of(*actor, keys_.key(id)));
    }
    if (!parties.empty()) given.parties.push_back(std::move(parties));
  }

  Claim claim_of(const HappeningEvent& known, const RecordEvent& event) const {
    Claim out;
    out.report = known.report, out.event = known.event, out.outlet = known.outlet;
    out.said_by = known.said_by, out.speaker = known.speaker;
    out.happened = event.date;
    out.stated = known.stated, out.published = known.published, out.learned = known.learned;
    if (const RecordStatement* said = record::find_statement(record_, event.said_by)) {
      for (const RecordHop& hop : said->chain) {
        const RecordActor* actor = record::find_actor(record_, hop.who);
        out.chain.push_back(actor == nullptr ? hop.who : actor->name);
      }
    }
    return out;
  }

  const Record& record_;
  record::SpanText text_;
  record::ActorKeys keys_;
};

// ---- whether values contradict each other ----

template <class Items, class Differ>
bool any_two(const Items& items, Differ differ) {
  for (auto a = items.begin(); a != items.end(); ++a) {
    for (auto b = std::next(a); b != items.end(); ++b) {
      if (differ(*a, *b)) return true;
    }
  }
  return false;
}

struct Bounds {
  std::uint32_t least = 0, most = 0;
};
Bounds bounds_of(const std::string& value) {
  constexpr std::uint32_t kNoLimit = 0xffffffff;
  const auto number = static_cast<std::uint32_t>(
      std::strtoul(value.c_str() + value.find_first_of("0123456789"), nullptr, 10));
  if (value.starts_with("at least ")) return {number, kNoLimit};
  if (value.starts_with("at most ")) return {0, number};
  if (value.starts_with("about ")) return {number - number / 10, number + number / 10};
  return {number, number};
}
// "at least 18" and "20" go together, "at least 18" and "12" do not.
bool counts_differ(const std::string& a, const std::string& b) {
  const Bounds x = bounds_of(a), y = bounds_of(b);
  return x.most < y.least || y.most < x.least;
}

bool dates_differ(const std::string& a, const std::string& b) {
  const auto x = times::days_of(a), y = times::days_of(b);
  return x && y && (x->last < y->first || y->last < x->first);
}

// Nobody of one side could be anybody of the other.
bool parties_differ(const std::vector<ProfileParty>& a, const std::vector<ProfileParty>& b) {
  return std::all_of(a.begin(), a.end(), [&b](const ProfileParty& x) {
    return std::all_of(b.begin(), b.end(),
                       [&x](const ProfileParty& y) { return match(x, y) == Match::Conflict; });
  });
}

bool is_disputed(std::size_t which, const Given& given) {
  const auto by_value = [](auto differ) {
    return [differ](const auto& a, const auto& b) { return differ(a.first, b.first); };
  };
  switch (which) {
    case Date:
      return any_two(given.versions, by_value(dates_differ));
    case Place:
      return any_two(given.places, [](const auto& a, const auto& b) {
        return match(a.second, b.second) == Match::Conflict;
      });
    case Actor:
    case Recipient:
      return any_two(given.parties, parties_differ);
    case Status:
      return any_two(given.versions, by_value([](const std::string& a, const std::string& b) {
                       return is_denial(a) != is_denial(b);
                     }));
    default:
      return any_two(given.versions, by_value(counts_differ));
  }
}

Result<Detail> detail_of(store::Store& store, std::size_t which, Given given) {
  Detail out;
  out.name = kNames[which];
  out.disputed = is_disputed(which, given);
  for (auto& [value, version] : given.versions) {
    std::set<std::string> reports;
    std::vector<EventKey> events;
    for (const Claim& claim : version.claims) {
      reports.insert(claim.report);
      events.emplace_back(claim.report, claim.event);
    }
    auto origins = count_origins(store, events);
    if (!origins) return origins.error();
    version.reports = static_cast<int>(reports.size());
    version.origins = *origins;
    out.versions.push_back(std::move(version));
  }
  std::stable_sort(out.versions.begin(), out.versions.end(), [](const Version& a, const Version& b) {
    return a.reports > b.reports;
  });
  return out;
}

}  // namespace

Result<std::vector<Detail>> details_of(store::Store& store, const Happening& happening) {
  std::map<std::string, Record> kept;
  return details_of(store, happening, [&](const std::string& report) -> Result<const Record*> {
    auto known = kept.find(report);
    if (known == kept.end()) {
      auto record = store.record(report);
      if (!record) return record.error();
      known = kept.emplace(report, std::move(*record)).first;
    }
    return &known->second;
  });
}

Result<std::vector<Detail>> details_of(store::Store& store, const Happening& happening, const Records& records) {
  Details details(kDetails);
  for (const HappeningEvent& event : happening.events) {
    const auto record = records(event.report);
    if (!record) return record.error();
    Reader(**record).read(event, details);
  }
  std::vector<Detail> out;
  for (std::size_t which = 0; which < kDetails; ++which) {
    if (details[which].versions.empty()) continue;
    auto detail = detail_of(store, which, std::move(details[which]));
    if (!detail) return detail.error();
    out.push_back(std::move(*detail));
  }
  return out;
}

}  // namespace dragoman::stories
