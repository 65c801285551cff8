// What happened: each happening once, in the sentence of one report.
#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <tuple>

#include "brief/brief_desk.h"
#include "stories/disagreement.h"
#include "stories/happenings.h"
#include "stories/origins.h"

namespace dragoman::brief {
namespace {

using stories::Happening;

constexpr int kTold = 3;              // days that a happening may lie before its first report
constexpr std::uint32_t kLead = 600;  // code points in which a report tells its news
constexpr double kMostDead = 300;     // more are mostly all the dead of a war
constexpr double kOfLead = 1.5;       // what the news of a report weighs more

// How much a type of event weighs: what harms and what binds before what is said.
double weight_of(EventType type) {
  switch (type) {
    case EventType::Assault: return 5;
    case EventType::Coerce:
    case EventType::Mobilize:
    case EventType::Retreat:
    case EventType::Sanction:
    case EventType::Agree: return 4;
    case EventType::Protest:
    case EventType::Concede:
    case EventType::Aid:
    case EventType::Cooperate:
    case EventType::Reject:
    case EventType::Threaten: return 3;
    default: return 2;
  }
}

std::vector<std::string> named(const std::vector<stories::HappeningParty>& parties) {
  std::vector<std::string> out;
  for (const auto& party : parties) {
    if (!party.key.empty() || out.empty()) out.push_back(party.name);
  }
  return out;
}

class WhatHappened {
 public:
  explicit WhatHappened(BriefDesk& desk) : desk_(desk) {}

  Result<void> run() {
    stories::HappeningFilter asked;
    asked.where.since = plus_days(desk_.out.from, -kTold);
    asked.where.until = desk_.out.date;
    asked.as_of.day = desk_.out.date;
    std::vector<Happening> found;
    auto done = stories::find_happenings(desk_.store, asked, [&](const Happening& happening) {
      if (is_news(happening)) found.push_back(happening);
      return true;
    });
    if (!done) return done;
    // Those of one report after each other: its record is read once.
    std::ranges::stable_sort(found, {}, [](const Happening& h) { return h.events.front().report; });
    std::vector<Item> items;
    for (const Happening& happening : found) {
      auto item = item_of(happening);
      if (!item) return item.error();
      items.push_back(std::move(*item));
    }
    auto kept = told_once(std::move(items));
    if (!kept) return kept.error();
    add_groups("What happened", with_groups(std::move(*kept)), desk_.filter.happenings);
    return {};
  }

 private:
  // A happening on its way into the brief.
  struct Item {
    BriefLine line;
    std::string group;           // its country's name, or empty
    std::string report, event;   // whose words stand in the line
    std::string where, speaker;  // "Arka, 2016-05-09"
    std::string names;           // of who takes part
  };

  // The words of a line.
  struct Told {
    stories::Stems stems;
    std::string report;
    bool headline;
  };

  // The weightiest, each with its whole sentence; what one sentence or two like each other tell is
  // one line.
  Result<std::vector<Item>> told_once(std::vector<Item> items) {
    std::sort(items.begin(), items.end(), [](const Item& a, const Item& b) {
      return std::tie(b.line.importance, a.report, a.event, a.line.id) <
             std::tie(a.line.importance, b.report, b.event, b.line.id);
    });
    std::vector<Item> out;
    std::vector<Told> told;  // of those in `out`
    for (Item& item : items) {
      if (out.size() >= kRead * desk_.filter.happenings) break;
      auto sentence = desk_.sentences.of(item.report, item.event);
      if (!sentence) return sentence.error();
      if (!desk_.is_meant(item.names + "\n" + item.where + "\n" + sentence->words)) continue;
      Told now{stories::stems_of(sentence->words), item.report, sentence->headline};
      const auto same = std::find_if(told.begin(), told.end(),
                                     [&](const Told& other) { return is_same(other, now); });
      item.line.text = (item.where.empty() ? "" : item.where + ": ") + quoted(sentence->words);
      // "De Mistura said" names him already
      const std::string last_name = item.speaker.substr(item.speaker.rfind(' ') + 1);
      if (!item.speaker.empty() && sentence->words.find(last_name) == std::string::npos)
        item.line.text += ", according to " + item.speaker;
      item.line.text = closed(std::move(item.line.text));
      if (same != told.end()) {
        BriefLine& line = out[static_cast<std::size_t>(same - told.begin())].line;
        if (same->headline && !now.headline) {  // its first sentence says more
          line.text = std::move(item.line.text);
          *same = std::move(now);
        }
        join(line, item.line);
        continue;
      }
      if (sentence->begin < kLead) item.line.importance += kOfLead;
      told.push_back(std::move(now));
      out.push_back(std::move(item));
    }
    for (Told& one : told) desk_.told.push_back(std::move(one.stems));
    return out;
  }

  // Whether two sentences tell the same: a headline has few of the words of its report's first sentence.
  static bool is_same(const Told& a, const Told& b) {
    const double share = stories::share_of(a.stems, b.stems);
    if (share >= kAlike || a.headline == b.headline || a.report != b.report) return share >= kAlike;
    const double common = share * static_cast<double>(a.stems.size() + b.stems.size()) / 2;
    return common >= kAlike * static_cast<double>(a.headline ? a.stems.size() : b.stems.size());
  }

  // The notes and differences of what the same sentence tells.
  static void join(BriefLine& line, const BriefLine& more) {
    for (const std::size_t note : more.notes) {
      if (line.notes.size() < kMostNotes && std::ranges::find(line.notes, note) == line.notes.end())
        line.notes.push_back(note);
    }
    for (const BriefDifference& difference : more.differences) {
      const bool known = std::ranges::any_of(
          line.differences, [&](const auto& other) { return other.of == difference.of; });
      if (!known) line.differences.push_back(difference);
    }
    line.outlets = std::max(line.outlets, more.outlets);
    line.origins = std::max(line.origins, more.origins);
  }

  // Under the countries of their places; what has none goes with the most of its report.
  static std::map<std::string, std::vector<BriefLine>> with_groups(std::vector<Item> items) {
    std::map<std::string, std::map<std::string, int>> of_report;
    for (const Item& item : items)
      if (!item.group.empty()) ++of_report[item.report][item.group];
    std::map<std::string, std::vector<BriefLine>> out;
    for (Item& item : items) {
      if (const auto& others = of_report[item.report]; item.group.empty() && !others.empty()) {
        item.group = std::max_element(others.begin(), others.end(), [](auto& a, auto& b) {
                       return a.second < b.second;
                     })->first;
      }
      out[item.group.empty() ? "Elsewhere" : item.group].push_back(std::move(item.line));
    }
    return out;
  }

  // Told in these days, not only planned, and no mere word: promises stand under pledges, and what
  // was said under statements.
  bool is_news(const Happening& happening) const {
    if (happening.status != Factuality::Occurred && happening.status != Factuality::Ongoing &&
        !happening.disputed) {
      return false;
    }
    if (happening.actors.empty() && happening.recipients.empty()) return false;
    if (is_of_media(happening)) return false;
    return std::any_of(happening.events.begin(), happening.events.end(),
                       [this](const auto& event) { return desk_.is_in_days(event.published); });
  }

  // "Reuters reported", "our correspondent saw": those who tell are no news themselves, unless
  // something is done to them.
  static bool is_of_media(const Happening& happening) {
    return !happening.actors.empty() && happening.recipients.empty() &&
           std::ranges::all_of(happening.actors, [&](const auto& party) {
             return party.code.find("MED") != std::string::npos ||
                    party.code.find("JRN") != std::string::npos ||
                    std::ranges::any_of(happening.events, [&](const auto& event) {
                      return event.outlet == party.name;
                    });
           });
  }

  Result<Item> item_of(const Happening& happening) {
    auto line = line_of(happening);
    if (!line) return line.error();
    const auto& told = first_told(happening);
    return Item{std::move(*line), country_of(happening),    told.report, told.event,
                where_of(happening), told.speaker,
                list_of(named(happening.actors)) + "\n" + list_of(named(happening.recipients))};
  }

  Result<BriefLine> line_of(const Happening& happening) {
    BriefLine line;
    line.id = happening.id;
    auto origins = origins_of(happening);
    if (!origins) return origins.error();
    line.outlets = origins->outlets;
    line.origins = origins->origins;
    for (const auto& event : in_order(happening, *origins)) {
      if (line.notes.size() < kMostNotes)
        line.notes.push_back(desk_.note(event.report, event.event, event.evidence));
    }
    const auto details = stories::details_of(
        desk_.store, happening, [this](const std::string& report) { return desk_.sentences.record(report); });
    if (!details) return details.error();
    if (happening.events.size() > 1) add_differences(*details, line);
    line.importance = importance_of(happening, line, dead_in(*details));
    return line;
  }

  Result<stories::Origins> origins_of(const Happening& happening) {
    std::vector<stories::EntryKey> entries;
    for (const auto& event : happening.events) entries.push_back({event.report, event.event});
    return stories::origins_of_entries(desk_.store, entries);
  }

  // The report whose words stand in the line: of the fullest evidence, the earliest of equals.
  static const stories::HappeningEvent& first_told(const Happening& happening) {
    return *std::max_element(
        happening.events.begin(), happening.events.end(), [](const auto& a, const auto& b) {
          return std::min<std::size_t>(a.evidence.size(), 200) <
                 std::min<std::size_t>(b.evidence.size(), 200);
        });
  }

  static std::string where_of(const Happening& happening) {
    std::string out = happening.place ? happening.place->name : "";
    if (!happening.dated) return out;
    return out + (out.empty() ? "" : ", ") + happening.first_day +
           (happening.first_day == happening.last_day ? "" : " to " + happening.last_day);
  }

  // The earliest event of each origin first, then the others.
  static std::vector<stories::HappeningEvent> in_order(const Happening& happening,
                                                       const stories::Origins& origins) {
    std::set<std::string> firsts;
    for (const auto& group : origins.groups) {
      if (!group.reports.empty()) firsts.insert(group.reports.front());
    }
    std::vector<stories::HappeningEvent> out = happening.events;
    std::stable_partition(out.begin(), out.end(),
                          [&](const auto& event) { return firsts.contains(event.report); });
    return out;
  }

  void add_differences(const std::vector<stories::Detail>& details, BriefLine& line) {
    for (const stories::Detail& detail : details) {
      if (!detail.disputed) continue;
      BriefDifference difference;
      difference.of = detail.name;
      for (const stories::Version& version : detail.versions) {
        BriefValue value{version.value, {}};
        for (const stories::Claim& claim : version.claims) {
          if (value.notes.size() < 2) value.notes.push_back(desk_.note(claim.report, claim.event, claim.words));
        }
        difference.values.push_back(std::move(value));
      }
      line.differences.push_back(std::move(difference));
    }
  }

  double importance_of(const Happening& happening, const BriefLine& line, double dead) {
    double out = weight_of(happening.type) + 2 * std::log2(1.0 + line.origins) +
                 0.5 * std::log2(1.0 + line.outlets);
    // Without a day, so many are all the dead of a war: no news.
    if (happening.dated || dead < kMostDead) out += std::log2(1.0 + std::min(dead, kMostDead));
    if (!happening.dated) out -= 1;  // mostly of earlier days
    if (is_of_process(happening)) out += 2;
    if (happening.disputed || !line.differences.empty()) out += 1;
    const bool known = std::any_of(happening.actors.begin(), happening.actors.end(),
                                   [](const auto& party) { return !party.key.empty(); });
    return known ? out : out - 2;
  }

  // The most that any report gives.
  static double dead_in(const std::vector<stories::Detail>& details) {
    double most = 0;
    for (const stories::Detail& detail : details) {
      if (detail.name != "dead") continue;
      for (const stories::Version& version : detail.versions) {
        const auto digit = version.value.find_first_of("0123456789");
        if (digit != std::string::npos) most = std::max(most, std::strtod(&version.value[digit], nullptr));
      }
    }
    return most;
  }

  bool is_of_process(const Happening& happening) {
    for (const auto& event : happening.events) {
      const auto found = desk_.queries.numbers(
          "SELECT count(*) FROM event_parties e JOIN process_roles p ON p.report = e.report AND "
          "p.actor = e.actor WHERE e.report = ? AND e.event = ?",
          event.report, event.event);
      if (!found.empty() && found.front() > 0) return true;
    }
    return false;
  }

  std::string country_of(const Happening& happening) {
    std::string code = happening.place ? happening.place->country : "";
    // Else of whom it is done to, else of who does it.
    for (const auto* parties : {&happening.recipients, &happening.actors}) {
      for (const stories::HappeningParty& party : *parties)
        if (code.empty()) code = party.country;
    }
    if (code.empty()) return "";
    const auto [at, is_new] = countries_.try_emplace(code, code);
    if (is_new) {
      const auto names = desk_.queries.texts(
          "SELECT name FROM actor_totals WHERE kind = 'country' AND country = ? GROUP BY name ORDER "
          "BY sum(actors) DESC, name LIMIT 1",
          code);
      if (!names.empty()) at->second = names.front();
    }
    return at->second;
  }

  // The most important lines of all groups, under their groups; the group of the most important
  // first.
  void add_groups(const char* heading,
                  std::map<std::string, std::vector<BriefLine>> groups,
                  std::size_t most) {
    std::vector<std::pair<std::string, BriefLine>> all;
    for (auto& [group, lines] : groups) {
      for (BriefLine& line : lines) all.emplace_back(group, std::move(line));
    }
    std::sort(all.begin(), all.end(),
              [](const auto& a, const auto& b) { return is_more_important(a.second, b.second); });
    if (all.size() > most) all.resize(most);
    std::vector<BriefSection> sections;
    for (auto& [group, line] : all) {
      auto section = std::find_if(sections.begin(), sections.end(),
                                  [&](const BriefSection& one) { return one.group == group; });
      if (section == sections.end()) section = sections.insert(sections.end(), {heading, group, {}});
      section->lines.push_back(std::move(line));
    }
    for (BriefSection& section : sections) desk_.add(std::move(section));
  }

  BriefDesk& desk_;
  std::map<std::string, std::string> countries_;
};

}  // namespace

Result<void> add_happenings(BriefDesk& desk) {
  return WhatHappened(desk).run();
}

}  // namespace dragoman::brief
