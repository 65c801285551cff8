#include "dossiers/identity.h"

#include <algorithm>
#include <utility>

#include "core/fold.h"
#include "core/utf8.h"
#include "times/calendar.h"
#include "times/days.h"

namespace dragoman::dossiers {
namespace {

constexpr long kNews = 21;   // days between a declaration and a report that brings it as news
constexpr long kLong = 400;  // a date so long before a report does not say when a truce is
constexpr long kMonth = 31;
constexpr long kAhead = 120;  // nor one so long after it

void add(std::vector<std::string>& list, std::string value) {
  if (value.empty() || std::find(list.begin(), list.end(), value) != list.end()) return;
  list.push_back(std::move(value));
}

// Of days, weeks and months; "earlier this year" does not say when a truce began or ended.
std::string first_day(std::string_view timex) {
  const auto days = times::days_of(timex);
  return days && days_between(days->first, days->last) <= kMonth ? days->first : "";
}
std::string last_day(std::string_view timex) {
  const auto days = times::days_of(timex);
  return days ? days->last : "";
}

// The last day of what begins on a day and lasts "PT48H", "P30D", "P2W", "P1M"; empty for others.
std::string end_of(const std::string& start, std::string_view lasts) {
  const auto first = times::parse_date(start);
  if (!first || lasts.size() < 3 || lasts.front() != 'P') return "";
  int count = 0;
  const bool hours = lasts[1] == 'T' && lasts.back() == 'H';
  const std::size_t digits = hours ? 2 : 1;
  for (const char c : lasts.substr(digits, lasts.size() - 1 - digits)) {
    if (!core::is_ascii_digit(c) || count > 1000) return "";
    count = 10 * count + (c - '0');
  }
  switch (lasts.back()) {
    case 'H':
      return hours ? times::iso_day(times::plus_days(*first, (count + 23) / 24)) : "";
    case 'D':
      return times::iso_day(times::plus_days(*first, count));
    case 'W':
      return times::iso_day(times::plus_days(*first, 7 * count));
    case 'M':
      return times::iso_day(times::plus_months(*first, count));
    default:
      return "";
  }
}

bool is_real(const ActFact& act) {
  return act.factuality == "occurred" || act.factuality == "ongoing" ||
         act.factuality == "planned" || act.factuality == "historical";
}

// Whether acts tell only of wishes: demanded, not declared, possible.
bool is_sought(const Facts& facts) {
  if (facts.acts.empty()) return false;
  return std::none_of(facts.acts.begin(), facts.acts.end(), [](const ActFact& act) {
    return is_real(act) && act.act != "proposed" && act.act != "rejected";
  });
}

// Named, and nothing is told of it: neither what was done, nor where, by whom and on what.
bool is_weak(const Facts& facts, const Profile& profile) {
  if (!facts.acts.empty()) return false;
  if (facts.kind == "ceasefire") return true;
  return facts.roles.empty() && facts.items.empty() && profile.formats.empty() &&
         profile.venues.empty() && profile.scopes.empty() && profile.bodies.empty() &&
         profile.powers.empty();
}

void add_places(const Facts& facts, Profile& out) {
  for (const PlaceFact& place : facts.places) {
    const std::string name = place.whole_country ? "" : core::fold(place.name);
    if (place.as == "format" && !name.empty() && name == core::fold(facts.conflict_name)) continue;
    if (place.as == "format") {
      add(out.formats, name);
      add(out.format_countries, place.country);
    } else if (place.as == "venue") {
      add(out.venues, name);
      add(out.venue_countries, place.country);
    } else if (place.as == "scope") {
      add(out.scopes, name);
    }
  }
}

void add_opponents(const Facts& facts, Profile& out) {
  std::string side;
  for (const RoleFact& role : facts.roles) {
    if (role.role != "party" && role.role != "violator") continue;
    if (!role.who.side.ends_with(" REB")) continue;
    if (role.who.kind == "person" || role.who.key == role.who.side) {
      side = role.who.side;
    } else {
      add(out.opponents, role.who.key);
    }
  }
  if (out.opponents.empty()) add(out.opponents, side);
}

// When the ceasefire was declared, is to end and was ended, as the report tells.
void add_course(const Facts& facts, Profile& out) {
  for (const ActFact& act : facts.acts) {
    if (!is_real(act)) continue;
    const std::string day = first_day(act.date);
    // "has kept it since July 20"; not the day of the news on which it holds.
    const bool kept_since = act.act == "holding" && !day.empty() && day < facts.day;
    const bool starts = act.act == "declared" || act.act == "in_force" || act.act == "signed" ||
                        act.act == "agreed" || act.act == "begun" || kept_since;
    const bool ends = act.act == "ended" || act.act == "suspended" || act.act == "expired" ||
                      act.act == "collapsed";
    if (starts) {
      const bool today = act.date.empty() && act.factuality == "occurred";
      const std::string start = today ? facts.day : day;
      const long ago = days_between(start, facts.day);
      if (!start.empty() && ago < kLong && ago > -kAhead) {
        if (out.start.empty() || start < out.start) out.start = start;
        const bool news = act.act != "in_force" && act.act != "begun" && act.act != "holding" &&
                          act.factuality == "occurred";
        out.fresh |= news && ago <= kNews && facts.main;
      }
      if (!act.until.empty()) out.until = std::max(out.until, last_day(act.until));
    }
    if (ends && act.factuality != "planned")
      out.closed = act.date.empty() ? facts.day
                   : day.empty()    ? out.closed
                                    : std::min(facts.day, last_day(act.date));
    if (act.act == "extended" && !act.until.empty()) out.until = last_day(act.until);
  }
  // "a 48-hour truce", "to last for eight hours"
  for (const ActFact& act : facts.acts)
    if (is_real(act) && !act.lasts.empty() && !out.start.empty())
      out.until = std::max(out.until, end_of(out.start, act.lasts));
  // A report that looks back at the end of a truce does not tell of its beginning.
  if (!out.closed.empty() && out.closed < out.start) {
    out.start.clear();
    out.fresh = false;
  }
}

}  // namespace

// ---- text ----

namespace {

constexpr char kField = '\x1e', kItem = '\x1f';

// The fields of a profile, in the order in which they stand in its text.
template <class ProfileOrConst, class Each>
void each_field(ProfileOrConst& p, Each each) {
  for (auto* text : {&p.kind, &p.conflict, &p.name, &p.day, &p.leaning, &p.context, &p.where,
                     &p.start, &p.until, &p.closed})
    each(*text);
  for (auto* list : {&p.formats, &p.format_countries, &p.venues, &p.venue_countries, &p.scopes,
                     &p.bodies, &p.powers, &p.opponents})
    each(*list);
  for (auto* flag : {&p.fresh, &p.sought, &p.weak, &p.local, &p.idle}) each(*flag);
}

class Writer {
 public:
  void operator()(const std::string& text) {
    for (const char c : text) out_ += c == kField || c == kItem ? ' ' : c;
    out_ += kField;
  }
  void operator()(const std::vector<std::string>& list) {
    for (const std::string& item : list) {
      for (const char c : item) out_ += c == kField || c == kItem ? ' ' : c;
      out_ += kItem;
    }
    out_ += kField;
  }
  void operator()(bool flag) { out_ += {flag ? '1' : '0', kField}; }
  std::string take() { return std::move(out_); }

 private:
  std::string out_;
};

class Reader {
 public:
  explicit Reader(std::string_view text) : rest_(text) {}
  void operator()(std::string& text) { text = next(rest_, kField); }
  void operator()(std::vector<std::string>& list) {
    std::string_view items = next(rest_, kField);
    while (!items.empty()) list.emplace_back(next(items, kItem));
  }
  void operator()(bool& flag) { flag = next(rest_, kField) == "1"; }
  bool is_whole() const { return whole_ && rest_.empty(); }

 private:
  std::string_view next(std::string_view& from, char end) {
    const std::size_t at = from.find(end);
    whole_ = whole_ && at != std::string_view::npos;
    const std::string_view out = from.substr(0, at);
    from.remove_prefix(std::min(out.size() + 1, from.size()));
    return out;
  }

  std::string_view rest_;
  bool whole_ = true;
};

}  // namespace

std::string to_text(const Profile& profile) {
  Writer writer;
  each_field(profile, [&writer](const auto& field) { writer(field); });
  return writer.take();
}

Result<Profile> profile_from_text(std::string report, std::string process, std::string_view text) {
  Profile out;
  out.report = std::move(report);
  out.process = std::move(process);
  Reader reader(text);
  each_field(out, [&reader](auto& field) { reader(field); });
  if (!reader.is_whole())
    return make_error(ErrorCode::BadStore, "the profile of a process is damaged");
  return out;
}

Profile profile_of(const Facts& facts, std::string report, std::string process) {
  Profile out;
  out.report = std::move(report);
  out.process = std::move(process);
  out.kind = facts.kind;
  out.conflict = facts.conflict;
  out.name = facts.name;
  out.day = facts.day;
  out.leaning = facts.leaning, out.context = facts.context;
  out.local = facts.local, out.idle = facts.idle;
  for (const ActFact& act : facts.acts)
    if (out.where.empty()) out.where = core::fold(act.place);
  add_places(facts, out);
  for (const Party& body : facts.bodies) add(out.bodies, body.key);
  for (const std::string& country : facts.people) {
    if (country != out.conflict) add(out.powers, country);
  }
  std::sort(out.powers.begin(), out.powers.end());
  add_opponents(facts, out);
  if (out.kind == "ceasefire") {
    add_course(facts, out);
    out.sought = is_sought(facts);
  }
  out.weak = is_weak(facts, out);
  return out;
}

std::string block_of(const Profile& profile) {
  return profile.kind + "/" + profile.conflict;
}

long days_between(std::string_view from, std::string_view to) {
  const auto first = times::parse_date(from), last = times::parse_date(to);
  return first && last ? static_cast<long>(times::to_days(*last) - times::to_days(*first)) : 0;
}

}  // namespace dragoman::dossiers
