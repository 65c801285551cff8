#include "dossiers/facts.h"

#include <algorithm>
#include <array>
#include <map>

#include <fmt/format.h>

#include "core/fold.h"
#include "core/hash.h"
#include "core/utf8.h"
#include "dossiers/identity.h"
#include "record/actor_key.h"
#include "record/sentence.h"
#include "record/span_text.h"

namespace dragoman::dossiers {
namespace {

constexpr std::size_t kMostPositions = 12;  // statements kept of one report
constexpr std::size_t kLongWords = 400;     // bytes of words that are kept of a claim
constexpr std::size_t kDay = 10;            // letters of an ISO day
constexpr long kCopied = 3;                 // days after which a copy is printed, at most
constexpr std::uint32_t kAround = 40;       // code points on either side of a mention
constexpr std::uint32_t kLeadReach = 400;   // code points in which a first sentence ends

template <std::size_t N>
bool is_any(std::string_view word, const std::array<std::string_view, N>& words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

constexpr std::array<std::string_view, 3> kArmed = {"REB", "OPP", "SEP"};
constexpr std::array<std::string_view, 7> kState = {"GOV", "MIL", "COP", "LEG",
                                                    "JUD", "SPY", "DIP"};

bool has_side(std::string_view code) {
  return is_any(code, kArmed) || is_any(code, kState);
}

// Cut between words.
std::string shortened(std::string words) {
  if (words.size() <= kLongWords) return words;
  words.resize(words.find_last_of(' ', kLongWords));
  return words + " \u2026";
}

class Collector {
 public:
  explicit Collector(const Record& record) : record_(record), text_(record), keys_(record) {
    for (const RecordMention& mention : record.mentions) ++mentions_[mention.actor];
    lead_ = lead_span();
  }

  Facts facts(const RecordProcess& process) const {
    Facts out;
    out.name = process.name;
    out.kind = to_string(process.kind);
    out.conflict = conflict_of(record_, process);
    out.conflict_name = country_name(out.conflict);
    out.day = record_.published.substr(0, std::min<std::size_t>(10, record_.published.size()));
    out.title = record_.title;
    out.lead = shortened(text_.words(lead_));
    out.main = is_main(process);
    out.context = context_of(process);
    for (const RecordProcessQualifier& q : process.qualifiers) add_qualifier(q, out);
    for (const RecordProcessRole& r : process.roles)
      if (const RecordActor* actor = record::find_actor(record_, r.actor))
        out.roles.push_back({party(*actor), r.role, source(r.span, "")});
    for (const RecordProcessAct& a : process.acts) out.acts.push_back(act(a));
    if (out.main) date_news(out);
    for (const RecordAgendaItem& i : process.items)
      out.items.push_back({text_.words(i.span), i.status,
                           i.date.empty() && out.main ? news_day() : i.date, i.number,
                           source(i.evidence, i.said_by)});
    if (out.main) add_pledges(out);
    add_events(out);
    if (process.kind == ProcessKind::Talks) add_positions(process, out);
    return out;
  }

 private:
  // What a site prints beside many articles stands in the same words in each.
  std::string context_of(const RecordProcess& process) const {
    if (process.mentions.size() != 1) return "";
    const CodePointSpan span = process.mentions.front();
    const auto length = static_cast<std::uint32_t>(core::CodePointIndex(record_.text).size());
    const CodePointSpan around{span.begin - std::min(span.begin, kAround),
                               std::min(length, span.end + kAround)};
    return fmt::format("{:016x}", core::fnv1a64(core::fold(text_.view(around))));
  }

  // ---- the day of the news ----

  // What came about and is news has the day of the dateline, which copies keep, else that of the
  // report.
  std::string news_day() const {
    const std::string day = record_.published.substr(0, kDay);
    const std::string& told = record_.dateline ? record_.dateline->date : day;
    const long ago = days_between(told.substr(0, kDay), day);
    return told.size() >= kDay && ago > 0 && ago <= kCopied ? told.substr(0, kDay) : day;
  }

  void date_news(Facts& facts) const {
    for (ActFact& one : facts.acts) {
      const bool happened = one.factuality == "occurred" || one.factuality == "ongoing";
      if (one.date.empty() && happened) one.date = news_day();
    }
  }

  // ---- words ----

  // The headline and the first sentence, as far as they stand in the text.
  CodePointSpan lead_span() const {
    const auto length = static_cast<std::uint32_t>(core::CodePointIndex(record_.text).size());
    std::uint32_t end = std::min(length, kLeadReach);
    for (const RecordStatement& statement : record_.statements) {
      for (const CodePointSpan& span : statement.content)
        if (span.begin < kLeadReach / 4) end = std::max(end, std::min(span.end, length));
    }
    const std::string words(text_.view({0, end}));
    const std::size_t close =
        words.find(". ", words.find(") - ") == std::string::npos ? 0 : words.find(") - "));
    if (close == std::string::npos) return {0, end};
    return {0, static_cast<std::uint32_t>(
                   core::CodePointIndex(words).at(static_cast<std::uint32_t>(close))) +
                   1};
  }

  bool is_main(const RecordProcess& process) const {
    return std::any_of(process.mentions.begin(), process.mentions.end(),
                       [this](CodePointSpan span) { return span.begin < lead_.end; });
  }

  Source source(CodePointSpan span, const std::string& statement) const {
    Source out{static_cast<int>(span.begin), static_cast<int>(span.end),
               shortened(text_.words(span)), ""};
    if (const RecordStatement* said = record::find_statement(record_, statement))
      if (const RecordActor* speaker = record::find_actor(record_, said->speaker))
        out.speaker = speaker->name;
    return out;
  }

  // ---- actors ----

  Party party(const RecordActor& actor) const {
    Party out{actor.name, keys_.key(actor.id), std::string(to_string(actor.kind)), actor.country,
              ""};
    out.side = side(actor);
    if (out.key.empty()) out.key = out.side.empty() ? actor.name : out.side;
    return out;
  }

  static std::string side(const RecordActor& actor) {
    std::string sector = actor.sector;
    if (!has_side(sector)) {  // "COLREBFRC" without a sector of its own
      sector.clear();
      for (std::size_t at = 3; at + 3 <= actor.code.size() && sector.empty(); at += 3) {
        if (has_side(std::string_view(actor.code).substr(at, 3))) sector = actor.code.substr(at, 3);
      }
    }
    if (actor.country.empty()) return "";
    if (is_any(sector, kArmed)) return actor.country + " REB";
    if (is_any(sector, kState) || actor.kind == ActorKind::Country) return actor.country + " GOV";
    return "";
  }

  std::vector<Party> parties(const std::vector<std::string>& ids) const {
    std::vector<Party> out;
    for (const std::string& id : ids)
      if (const RecordActor* actor = record::find_actor(record_, id)) out.push_back(party(*actor));
    return out;
  }
  std::vector<std::string> names(const std::vector<std::string>& ids) const {
    std::vector<std::string> out;
    for (const Party& one : parties(ids)) out.push_back(one.name);
    return out;
  }

  std::string name_of(const std::string& id) const {
    const RecordActor* actor = record::find_actor(record_, id);
    return actor == nullptr ? "" : actor->name;
  }

  std::string country_name(const std::string& code) const {
    for (const RecordActor& actor : record_.actors) {
      if (actor.kind == ActorKind::Country && actor.country == code) return actor.name;
    }
    return "";
  }

  // ---- parts ----

  void add_qualifier(const RecordProcessQualifier& q, Facts& out) const {
    const RecordActor* actor = record::find_actor(record_, q.actor);
    if (q.as == "local" || q.as == "idle") {
      (q.as == "local" ? out.local : out.idle) = true;
    } else if (q.as == "unilateral" || q.as == "bilateral") {
      out.leaning = q.as;
    } else if (q.as == "people" && !q.country.empty()) {
      if (std::find(out.people.begin(), out.people.end(), q.country) == out.people.end())
        out.people.push_back(q.country);
    } else if (q.as == "body" && actor != nullptr) {
      out.bodies.push_back(party(*actor));
    } else if (q.as == "date") {
      for (const RecordTime& time : record_.times)
        if (time.span == q.span) out.date = time.value;
    } else {
      PlaceFact place{q.as, text_.words(q.span), q.country, 0, false, source(q.span, "")};
      if (const RecordPlace* known = record::find_place(record_, q.place)) {
        place.geonames = static_cast<int>(known->geonames);
      }
      place.whole_country = actor != nullptr && actor->kind == ActorKind::Country;
      if (place.whole_country) place.name = actor->name;
      out.places.push_back(std::move(place));
    }
  }

  ActFact act(const RecordProcessAct& a) const {
    ActFact out;
    out.act = a.act;
    out.factuality = to_string(a.factuality);
    out.date = a.date;
    out.until = a.until;
    out.due = a.due;
    out.lasts = a.lasts;
    if (const RecordPlace* place = record::find_place(record_, a.place))
      out.place = place->name, out.country = place->country;
    out.number = a.number;
    out.round = a.round;
    out.by = parties(a.by);
    out.accusers = names(a.accusers);
    out.deniers = names(a.deniers);
    out.amount = text_.words(a.amount);
    out.source = source(a.evidence, a.said_by);
    return out;
  }

  void add_pledges(Facts& out) const {
    for (const RecordPledge& p : record_.pledges) {
      const CodePointSpan span =
          p.what.empty() ? CodePointSpan{} : CodePointSpan{p.what.front().begin, p.what.back().end};
      out.pledges.push_back({p.id, std::string(to_string(p.kind)), name_of(p.by), name_of(p.to),
                             shortened(text_.words(p.what)), p.due, source(span, p.said_by)});
    }
  }

  // Agreements, and what harmed people; what the headline or the first sentence tells of those who
  // have a side.
  void add_events(Facts& out) const {
    if (out.main) {
      EventFact headline;
      headline.type = "REPORT";
      headline.date = news_day();
      headline.lead = true;
      headline.source = source(lead_, "");
      out.events.push_back(std::move(headline));
    }
    for (const RecordEvent& e : record_.events) {
      if (e.factuality != Factuality::Occurred && e.factuality != Factuality::Ongoing) continue;
      const bool lead = !e.trigger.empty() && e.trigger.front().begin < lead_.end;
      const bool harm = e.type == EventType::Assault;
      const bool pact = e.type == EventType::Agree;
      if (!lead && !harm && !pact) continue;
      EventFact event;
      event.type = to_string(e.type);
      event.date = e.date.empty() && lead ? news_day() : e.date;
      event.factuality = to_string(e.factuality);
      if (const RecordPlace* place = record::find_place(record_, e.place))
        event.place = place->name;
      event.actors = parties(e.actors);
      event.recipients = parties(e.recipients);
      event.dead = e.dead ? static_cast<int>(e.dead->count) : 0;
      event.injured = e.injured ? static_cast<int>(e.injured->count) : 0;
      event.lead = lead;
      const CodePointSpan span =
          e.evidence.empty() ? CodePointSpan{}
                             : CodePointSpan{e.evidence.front().begin, e.evidence.back().end};
      // The news in a whole sentence, as it stands in the timeline.
      event.source = source(lead ? record::sentence_around(record_.text, span) : span, e.said_by);
      out.events.push_back(std::move(event));
    }
  }

  // What those with a side say; first of all what they say of the process.
  void add_positions(const RecordProcess& process, Facts& out) const {
    std::vector<std::pair<int, const RecordStatement*>> ranked;
    for (const RecordStatement& s : record_.statements) {
      const RecordActor* speaker = record::find_actor(record_, s.speaker);
      if (speaker == nullptr || side(*speaker).empty() || s.content.empty()) continue;
      const bool about = s.about && std::find(s.about->processes.begin(), s.about->processes.end(),
                                              process.id) != s.about->processes.end();
      ranked.emplace_back(about ? 0 : 1, &s);
    }
    std::stable_sort(ranked.begin(), ranked.end(),
                     [](const auto& a, const auto& b) { return a.first < b.first; });
    if (ranked.size() > kMostPositions) ranked.resize(kMostPositions);
    for (const auto& [rank, s] : ranked) {
      const CodePointSpan span{s->content.front().begin, s->content.back().end};
      out.positions.push_back({party(*record::find_actor(record_, s->speaker)),
                               std::string(to_string(s->stance)), s->date, source(span, "")});
    }
  }

  const Record& record_;
  record::SpanText text_;
  record::ActorKeys keys_;
  std::map<std::string, int> mentions_;
  CodePointSpan lead_;
};

}  // namespace

std::vector<Facts> facts_of(const Record& record) {
  std::vector<Facts> out;
  if (record.processes.empty()) return out;
  const Collector collector(record);
  for (const RecordProcess& process : record.processes) out.push_back(collector.facts(process));
  return out;
}

}  // namespace dragoman::dossiers
