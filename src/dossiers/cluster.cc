#include <algorithm>
#include <limits>
#include <map>
#include <set>
#include <tuple>
#include <utility>

#include "core/fold.h"
#include "dossiers/identity.h"
#include "times/calendar.h"

namespace dragoman::dossiers {
namespace {

using Members = std::vector<std::size_t>;
using Marked = std::map<std::string, Members>;  // mark -> profiles with it

// Silences, in days, after which mentions are of another process.
constexpr long kTalksGap = 3 * 365, kLocalGap = 90, kPowersGap = 365, kTruceGap = 150,
               kEndGap = 200, kAidGap = 120, kMissionGap = 2 * 365;
constexpr long kFresh = 45;   // days after a truce began, from which on news of one is of another
constexpr long kAround = 60;  // days around a truce in which wishes for one belong to it
constexpr std::size_t kPrinted = 3;  // reports in which the same words stand,
constexpr long kPrintedDays = 7;     // and days between them, from which on they are no news
constexpr long kApart = 20;          // days between the starts of two truces, at least
constexpr long kBefore = 180, kAfter = 365;  // in which a process is spoken of without its name

constexpr long kNoDay = std::numeric_limits<long>::min();

long day_number(std::string_view iso) {
  const auto day = times::parse_date(iso);
  return day ? static_cast<long>(times::to_days(*day)) : kNoDay;
}

// As days_between of what the numbers are of.
long between(long from, long to) {
  return from == kNoDay || to == kNoDay ? 0 : to - from;
}

// The days on which something was spoken of; without a day is every day.
class SpokenOf {
 public:
  void add(long day) {
    if (day == kNoDay) {
      ++any_;
    } else {
      days_.insert(std::upper_bound(days_.begin(), days_.end(), day), day);
    }
  }
  // How often from `before` days before the day to `after` days after it; a day that is unknown is
  // near all.
  std::size_t count(long day, long before, long after) const {
    if (day == kNoDay) return any_ + days_.size();
    const auto first = std::lower_bound(days_.begin(), days_.end(), day - before);
    const auto last = std::upper_bound(first, days_.end(), day + after);
    return any_ + static_cast<std::size_t>(last - first);
  }

 private:
  std::vector<long> days_;  // sorted
  std::size_t any_ = 0;
};
using Speaking = std::map<std::string, SpokenOf>;  // by mark

class Clusterer {
 public:
  explicit Clusterer(const std::vector<Profile>& profiles) : profiles_(profiles) {
    for (const Profile& profile : profiles) days_.push_back(day_number(profile.day));
    const std::set<std::string> printed = printed_beside();
    for (std::size_t i = 0; i < profiles.size(); ++i) {
      if (!printed.contains(profiles[i].context)) order_.push_back(i);
    }
    std::sort(order_.begin(), order_.end(), [&](std::size_t a, std::size_t b) {
      const auto key = [&](std::size_t i) {
        return std::tie(profiles_[i].day, profiles_[i].report, profiles_[i].process);
      };
      return key(a) < key(b);
    });
  }

  std::vector<Cluster> run() {
    if (profiles_.empty()) return {};
    const std::string& kind = profiles_.front().kind;
    if (kind == "talks") {
      for (const auto& [mark, members] : talks()) split(mark, members, gap_of_talks(mark));
    } else if (kind == "ceasefire") {
      for (const auto& [mark, members] : by_scope()) truces(mark, members);
    } else if (kind == "aid") {
      for (const auto& [mark, members] : by_scope()) split(mark, members, kAidGap);
    } else {
      for (const auto& [mark, members] : by_body()) split(mark, members, kMissionGap);
    }
    std::sort(out_.begin(), out_.end(),
              [](const Cluster& a, const Cluster& b) { return a.key < b.key; });
    return std::move(out_);
  }

 private:
  const Profile& at(std::size_t i) const { return profiles_[i]; }
  long day(std::size_t i) const { return days_[i]; }

  // Words around a mention that reports of different weeks share: a site's own, beside its
  // articles. Copies of one report come within days.
  std::set<std::string> printed_beside() const {
    struct Seen {
      std::set<std::string> reports;
      long first = 0, last = 0;
    };
    std::map<std::string, Seen> seen;
    for (std::size_t i = 0; i < profiles_.size(); ++i) {
      if (at(i).context.empty()) continue;
      Seen& one = seen[at(i).context];
      const bool is_first = one.reports.empty();
      one.reports.insert(at(i).report);
      one.first = is_first ? day(i) : std::min(one.first, day(i));
      one.last = is_first ? day(i) : std::max(one.last, day(i));
    }
    std::set<std::string> out;
    for (const auto& [context, one] : seen) {
      if (one.reports.size() >= kPrinted && one.last - one.first >= kPrintedDays)
        out.insert(context);
    }
    return out;
  }

  SpokenOf spoken_of(const Members& members) const {
    SpokenOf out;
    for (const std::size_t i : members) out.add(day(i));
    return out;
  }

  // What one report only names is no process yet.
  void keep(const std::string& mark, Members members) {
    const Profile& first = at(members.front());
    const bool one_report = std::all_of(members.begin(), members.end(), [&](std::size_t i) {
      return at(i).weak && at(i).report == first.report;
    });
    if (one_report) return;
    out_.push_back(
        {mark + "@" + first.day + "@" + first.report + first.process, std::move(members)});
  }

  // `members` cut where nobody spoke of it for `gap` days.
  void split(const std::string& mark, const Members& members, long gap) {
    Members part;
    for (const std::size_t i : members) {
      if (!part.empty() && between(day(part.back()), day(i)) > gap) {
        keep(mark, std::move(part));
        part.clear();
      }
      part.push_back(i);
    }
    if (!part.empty()) keep(mark, std::move(part));
  }

  // ---- talks ----

  static long gap_of_talks(const std::string& mark) {
    if (mark.starts_with("local:")) return kLocalGap;
    return mark.starts_with("powers:") ? kPowersGap : kTalksGap;
  }

  Marked talks() const {
    Marked out;
    std::map<std::string, std::set<std::string>> countries;  // of each format
    Members rest;
    for (const std::size_t i : order_) {
      const Profile& p = at(i);
      if (p.formats.empty()) {
        if (!p.idle) rest.push_back(i);
        continue;
      }
      out["at:" + p.formats.front()].push_back(i);
      countries[p.formats.front()].insert(p.format_countries.begin(), p.format_countries.end());
    }
    rest = with_venues(rest, countries, out);
    rest = with_opponents(rest, out);
    assign_rest(rest, out);
    for (auto& [mark, members] : out) sort(members);
    return out;
  }

  void sort(Members& members) const {
    std::sort(members.begin(), members.end(), [&](std::size_t a, std::size_t b) {
      return std::tie(at(a).day, at(a).report, at(a).process) <
             std::tie(at(b).day, at(b).report, at(b).process);
    });
  }

  // "talks in Cuba" are those with a format in Cuba, if there is one only. Gives what is left.
  Members with_venues(const Members& profiles,
                      const std::map<std::string, std::set<std::string>>& formats,
                      Marked& out) const {
    Members rest;
    for (const std::size_t i : profiles) {
      const Profile& p = at(i);
      std::set<std::string> fitting;
      for (const auto& [format, countries] : formats) {
        const bool named = std::find(p.venues.begin(), p.venues.end(), format) != p.venues.end();
        const bool in_country =
            p.venues.empty() && std::any_of(p.venue_countries.begin(), p.venue_countries.end(),
                                            [&countries = countries](const std::string& c) {
                                              return countries.contains(c);
                                            });
        if (named || in_country) fitting.insert(format);
      }
      if (fitting.size() == 1) {
        out["at:" + *fitting.begin()].push_back(i);
      } else if (p.powers.size() > 1) {
        std::string mark = "powers:";
        for (const std::string& power : p.powers) mark += (mark.back() == ':' ? "" : "+") + power;
        out[mark].push_back(i);
      } else {
        rest.push_back(i);
      }
    }
    return rest;
  }

  // Talks with somebody are those with a format in which that side takes part; else their own.
  Members with_opponents(const Members& profiles, Marked& out) const {
    std::map<std::string, std::map<std::string, int>> sitting;  // opponent -> mark -> reports
    Speaking speaking;
    for (const auto& [mark, members] : out) {
      for (const std::size_t i : members)
        for (const std::string& who : at(i).opponents) ++sitting[who][mark];
      speaking[mark] = spoken_of(members);
    }
    Members rest, open;
    for (const std::size_t i : profiles) (at(i).opponents.empty() ? rest : open).push_back(i);
    for (const std::size_t i : open) {
      const std::string mark = best_mark(i, sitting, speaking, out);
      if (!mark.empty()) {
        out[mark].push_back(i);
        speaking[mark].add(day(i));
      } else if (at(i).opponents.front().ends_with(" REB")) {
        rest.push_back(i);  // "the rebels": any of them
      } else {
        out["with:" + at(i).opponents.front()].push_back(i);
      }
    }
    return rest;
  }

  std::string best_mark(std::size_t i,
                        const std::map<std::string, std::map<std::string, int>>& sitting,
                        const Speaking& speaking,
                        const Marked& marked) const {
    std::map<std::string, int> counts;
    for (const std::string& opponent : at(i).opponents) {
      const auto found = sitting.find(opponent);
      if (found == sitting.end()) continue;
      for (const auto& [mark, count] : found->second) counts[mark] += count;
    }
    std::tuple<int, std::size_t, std::string> best{0, 0, ""};
    for (const auto& [mark, count] : counts) {
      if (speaking.at(mark).count(day(i), kAfter, kBefore + kAfter) == 0) continue;
      best = std::max(best, std::make_tuple(count, marked.at(mark).size(), mark));
    }
    return std::get<2>(best);
  }

  // What says neither where nor with whom: a deal in a town of the country is its own; the rest
  // goes with what was spoken of most at the time, or is "the talks" of its conflict.
  void assign_rest(const Members& profiles, Marked& out) const {
    const Speaking speaking = speaking_of(out);
    for (const std::size_t i : profiles) {
      const Profile& p = at(i);
      const bool local =
          !p.venues.empty() && std::find(p.venue_countries.begin(), p.venue_countries.end(),
                                         p.conflict) != p.venue_countries.end();
      const std::string mark = p.venues.empty() || local ? most_spoken_of(day(i), speaking) : "";
      if (p.venues.empty() && is_any_deal(p.name)) {
        // Between whom and on what, nobody says: with the only talks of the time, or in no file.
        const std::string only = most_spoken_of(day(i), speaking, 1);
        if (!only.empty()) out[only].push_back(i);
      } else if (local && (mark.empty() || p.opponents.empty())) {
        out["local:" + p.venues.front()].push_back(i);
      } else if (!mark.empty()) {
        out[mark].push_back(i);
      } else {
        out[p.venues.empty() ? "general" : "at:" + p.venues.front()].push_back(i);
      }
    }
  }

  // "the deal", "an agreement"
  static bool is_any_deal(const std::string& name) {
    const std::string folded = core::fold(name);
    const auto is = [&folded](std::string_view noun) {
      return folded == noun || folded == std::string(noun) + "s";
    };
    return is("deal") || is("agreement") || is("accord") || is("pact") || is("protocol") ||
           is("framework");
  }

  // Of what has a mark that is not of one town or of powers alone.
  Speaking speaking_of(const Marked& marked) const {
    Speaking out;
    for (const auto& [mark, members] : marked) {
      if (!mark.starts_with("local:") && !mark.starts_with("powers:"))
        out.emplace(mark, spoken_of(members));
    }
    return out;
  }

  // The process with a mark that has at least this share of the marked mentions around the day.
  static std::string most_spoken_of(long day, const Speaking& speaking, double share = 0.51) {
    std::map<std::string, std::size_t> count;
    std::size_t all = 0;
    for (const auto& [mark, days] : speaking) {
      const std::size_t near = days.count(day, kAfter, kBefore);
      if (near > 0) count[mark] = near;
      all += near;
    }
    for (const auto& [mark, n] : count) {
      if (static_cast<double>(n) >= share * static_cast<double>(all)) return mark;
    }
    return "";
  }

  // ---- ceasefires, aid ----

  static std::string scope_of(const Profile& p) {
    if (core::fold(p.name).find("zone") != std::string::npos) return "zones";
    if (!p.scopes.empty()) return "in:" + p.scopes.front();
    if (p.local) return "local:" + (p.where.empty() ? p.report : p.where);
    return "all";
  }

  Marked by_scope() const {
    Marked out;
    for (const std::size_t i : order_)
      if (!at(i).idle || !at(i).weak) out[scope_of(at(i))].push_back(i);
    return out;
  }

  struct Truce {
    std::string start, last, until, closed, leaning;
    long first = kNoDay, end = kNoDay;  // day numbers of start and last
    Members members;
  };

  // A truce ends and another is declared; in between nobody keeps one.
  void truces(const std::string& mark, const Members& members) {
    std::vector<Truce> found;
    Members wishes, weak;
    for (const std::size_t i : by_anchor(members)) {
      if (at(i).sought) {
        wishes.push_back(i);
      } else if (at(i).weak) {
        weak.push_back(i);
      } else {
        if (found.empty() || is_another(found.back(), at(i))) found.emplace_back();
        take(found.back(), i);
      }
    }
    // What is only named, by two reports at least, makes a truce when none is near.
    std::vector<Truce> named;
    for (const std::size_t i : weak) {
      if (join_near(found, i)) continue;
      if (named.empty() || between(named.back().end, day(i)) > kTruceGap) named.emplace_back();
      take(named.back(), i);
    }
    found.insert(found.end(), named.begin(), named.end());
    for (const std::size_t i : wishes) join_near(found, i);
    for (Truce& truce : found) {
      sort(truce.members);
      keep(mark, std::move(truce.members));
    }
  }

  // Days from a truce to a day outside of it; what is to come is further than what was.
  static long distance(const Truce& truce, long day) {
    const long before = between(day, truce.first), after = between(truce.end, day);
    return before > 0 ? 2 * before : std::max(after, 0L);
  }

  // The nearest truce that the day is not far from; of equals the latest.
  bool join_near(std::vector<Truce>& truces, std::size_t i) const {
    static const long kEpoch = day_number("2000-01-01");
    Truce* near = nullptr;
    for (Truce& truce : truces) {
      const bool fits =
          between(truce.first, day(i)) >= -kAround && between(truce.end, day(i)) <= kAround;
      if (!fits) continue;
      const auto rank = [&](const Truce& one) {
        return std::pair(distance(one, day(i)), -between(kEpoch, one.first));
      };
      if (near == nullptr || rank(truce) < rank(*near)) near = &truce;
    }
    if (near != nullptr) near->members.push_back(i);
    return near != nullptr;
  }

  // Where in time the truce is that the report speaks of.
  static const std::string& anchor(const Profile& p) {
    if (!p.start.empty()) return p.start;
    return p.closed.empty() ? p.day : p.closed;
  }

  Members by_anchor(Members members) const {
    std::sort(members.begin(), members.end(), [&](std::size_t a, std::size_t b) {
      return std::tie(anchor(at(a)), at(a).day, at(a).report, at(a).process) <
             std::tie(anchor(at(b)), at(b).day, at(b).report, at(b).process);
    });
    return members;
  }

  static bool is_another(const Truce& truce, const Profile& p) {
    const bool ends_it = p.start.empty() && !p.closed.empty() && truce.closed.empty() &&
                         (truce.until.empty() || truce.until >= p.closed);
    if (days_between(truce.last, anchor(p)) > (ends_it ? kEndGap : kTruceGap)) return true;
    const bool other_kind =
        !truce.leaning.empty() && !p.leaning.empty() && truce.leaning != p.leaning;
    if (p.start.empty()) return false;
    if (days_between(truce.start, p.start) <= kApart) return false;
    if (other_kind || (p.fresh && days_between(truce.start, p.start) > kFresh)) return true;
    if (!truce.closed.empty() && truce.closed <= p.start) return true;
    return !truce.until.empty() && truce.until < p.start;
  }

  void take(Truce& truce, std::size_t i) const {
    const Profile& p = at(i);
    truce.members.push_back(i);
    if (truce.start.empty()) truce.start = anchor(p);
    truce.last = std::max(truce.last, std::max(p.day, anchor(p)));
    truce.first = day_number(truce.start);
    truce.end = day_number(truce.last);
    truce.until = std::max(truce.until, p.until);
    if (!p.leaning.empty() && truce.leaning.empty()) truce.leaning = p.leaning;
    if (!p.closed.empty() && p.closed >= truce.start)
      truce.closed = std::max(truce.closed, p.closed);
  }

  // ---- missions ----

  Marked by_body() const {
    Marked out;
    Members rest;
    for (const std::size_t i : order_) {
      if (at(i).idle) continue;
      if (at(i).bodies.empty()) {
        rest.push_back(i);
      } else {
        out["of:" + at(i).bodies.front()].push_back(i);
      }
    }
    const Speaking speaking = speaking_of(out);
    for (const std::size_t i : rest) {
      const std::string mark = most_spoken_of(day(i), speaking);
      out[mark.empty() ? "general" : mark].push_back(i);
    }
    for (auto& [mark, members] : out) sort(members);
    return out;
  }

  const std::vector<Profile>& profiles_;
  Members order_;
  std::vector<long> days_;  // of each profile
  std::vector<Cluster> out_;
};

}  // namespace

std::vector<Cluster> cluster(const std::vector<Profile>& profiles) {
  return Clusterer(profiles).run();
}

}  // namespace dragoman::dossiers
