#include "dossiers/identity.h"

#include <algorithm>

#include <nlohmann/json.hpp>

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

NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(Profile,
                                                report,
                                                process,
                                                kind,
                                                conflict,
                                                name,
                                                day,
                                                formats,
                                                format_countries,
                                                venues,
                                                venue_countries,
                                                scopes,
                                                bodies,
                                                powers,
                                                opponents,
                                                leaning,
                                                start,
                                                until,
                                                closed,
                                                fresh,
                                                sought,
                                                weak)

std::string to_json(const Profile& profile) {
  return nlohmann::json(profile).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

Result<Profile> profile_from_json(std::string_view json) {
  try {
    return nlohmann::json::parse(json).get<Profile>();
  } catch (const nlohmann::json::exception& error) {
    return make_error(ErrorCode::BadJson, error.what());
  }
}

Profile profile_of(const Facts& facts, std::string report, std::string process) {
  Profile out;
  out.report = std::move(report);
  out.process = std::move(process);
  out.kind = facts.kind;
  out.conflict = facts.conflict;
  out.name = facts.name;
  out.day = facts.day;
  out.leaning = facts.leaning;
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
