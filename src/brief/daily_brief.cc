#include "brief/daily_brief.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>
#include <set>
#include <tuple>

#include <fmt/format.h>

#include "brief/told_sentences.h"
#include "ledger/alarms.h"
#include "ledger/ledger.h"
#include "ledger/pledge_profile.h"
#include "stories/disagreement.h"
#include "stories/happening_words.h"
#include "stories/happenings.h"
#include "stories/kept_queries.h"
#include "stories/origins.h"
#include "store/words.h"
#include "times/calendar.h"

namespace dragoman::brief {
namespace {

using ledger::days_between;
using ledger::Entry;
using ledger::Evidence;
using ledger::Status;
using stories::Happening;

constexpr int kTold = 3;          // days that a happening may lie before its first report
constexpr std::size_t kMostNotes = 4;  // of one line: the earliest report of each origin first
constexpr int kOverdueDays = 30;  // what was due longer ago is no news
constexpr double kAlike = 0.6;    // words in common of two lines that are told once
constexpr std::size_t kRead = 4;  // times as many lines as asked for are read to the sentence
constexpr std::uint32_t kLead = 600;  // code points in which a report tells its news
constexpr double kMostDead = 300;  // more are mostly all the dead of a war

std::string plus_days(const std::string& day, int days) {
  const auto date = times::parse_date(day);
  return date ? times::iso_day(times::plus_days(*date, days)) : std::string();
}

std::string list_of(const std::vector<std::string>& names) {
  std::string out;
  for (std::size_t i = 0; i < names.size(); ++i)
    out += (i == 0 ? "" : i + 1 == names.size() ? " and " : ", ") + names[i];
  return out;
}

std::string quoted(const std::string& words) {
  const bool marked = (words.starts_with("“") && words.ends_with("”")) ||
                      (words.starts_with('"') && words.ends_with('"'));
  return marked ? words : "“" + words + "”";
}

std::string counted(int count, const char* one, const char* many) {
  return fmt::format("{} {}", count, count == 1 ? one : many);
}

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

class Maker {
 public:
  Maker(store::Store& store, const BriefFilter& filter)
      : store_(store), filter_(filter), queries_(store.database()), sentences_(store) {
    out_.date = filter.date;
    out_.from = plus_days(filter.date, 1 - filter.days);
    out_.about = filter.about;
  }

  Result<DailyBrief> run() {
    if (out_.from.empty() || filter_.days < 1)
      return make_error(ErrorCode::BadArgument, "expected a day as YYYY-MM-DD and one or more days");
    count_reports();
    if (auto done = add_happenings(); !done) return done.error();
    if (auto done = add_statements(); !done) return done.error();
    if (auto done = add_pledges(); !done) return done.error();
    if (auto done = add_alarms(); !done) return done.error();
    if (!queries_.failed()) return queries_.failed().error();
    return std::move(out_);
  }

 private:
  bool is_in_days(const std::string& published) const {
    return published.substr(0, 10) >= out_.from && published.substr(0, 10) <= out_.date;
  }
  bool is_meant(const std::string& words) const {
    return store::has_all_words(words, filter_.about);
  }

  void count_reports() {
    queries_.rows(
        "SELECT count(DISTINCT report), count(DISTINCT outlet) FROM sources WHERE published >= ? AND "
        "published < ?",
        [this](const store::Query& row) {
          out_.reports = static_cast<int>(row.integer(0));
          out_.outlets = static_cast<int>(row.integer(1));
        },
        out_.from, plus_days(out_.date, 1));
  }

  // ---- notes ----

  std::size_t note(const std::string& report, const std::string& entry, const std::string& words) {
    const auto [at, is_new] = noted_.try_emplace({report, entry, words}, out_.notes.size());
    if (is_new) {
      BriefNote one{report, entry, "", "", "", words};
      queries_.rows(
          "SELECT outlet, published, title FROM reports WHERE id = ?",
          [&one](const store::Query& row) {
            one.outlet = row.text(0), one.published = row.text(1).substr(0, 10);
            one.title = row.text(2);
          },
          report);
      out_.notes.push_back(std::move(one));
    }
    return at->second;
  }

  // ---- what happened ----

  Result<void> add_happenings() {
    stories::HappeningFilter asked;
    asked.where.since = plus_days(out_.from, -kTold);
    asked.where.until = out_.date;
    asked.as_of.day = out_.date;
    std::vector<Happening> found;
    auto done = stories::find_happenings(store_, asked, [&](const Happening& happening) {
      if (is_news(happening)) found.push_back(happening);
      return true;
    });
    if (!done) return done;
    std::vector<Item> items;
    for (const Happening& happening : found) {
      auto item = item_of(happening);
      if (!item) return item.error();
      items.push_back(std::move(*item));
    }
    auto kept = told_once(std::move(items));
    if (!kept) return kept.error();
    add_groups("What happened", with_groups(std::move(*kept)), filter_.happenings);
    return {};
  }

  // A happening on its way into the brief.
  struct Item {
    BriefLine line;
    std::string group;           // its country's name, or empty
    std::string report, event;   // whose words stand in the line
    std::string where, speaker;  // "Arka, 2016-05-09"
    std::string names;           // of who takes part
  };

  // The weightiest, each with its whole sentence; what one sentence or two like each other tell is
  // one line.
  Result<std::vector<Item>> told_once(std::vector<Item> items) {
    std::sort(items.begin(), items.end(), [](const Item& a, const Item& b) {
      return std::tie(b.line.importance, a.report, a.event, a.line.id) <
             std::tie(a.line.importance, b.report, b.event, b.line.id);
    });
    std::vector<Item> out;
    std::vector<stories::Stems> words;  // of those in `out`
    for (Item& item : items) {
      if (out.size() >= kRead * filter_.happenings) break;
      auto sentence = sentences_.of(item.report, item.event);
      if (!sentence) return sentence.error();
      if (!is_meant(item.names + "\n" + item.where + "\n" + sentence->words)) continue;
      stories::Stems stems = stories::stems_of(sentence->words);
      const auto same = std::find_if(words.begin(), words.end(), [&](const auto& other) {
        return stories::share_of(other, stems) >= kAlike;
      });
      if (same != words.end()) {
        join(out[static_cast<std::size_t>(same - words.begin())].line, item.line);
        continue;
      }
      item.line.text = (item.where.empty() ? "" : item.where + ": ") + quoted(sentence->words);
      if (!item.speaker.empty() && sentence->words.find(item.speaker) == std::string::npos)
        item.line.text += ", according to " + item.speaker;
      if (!item.line.text.ends_with(".”")) item.line.text += ".";
      if (sentence->begin < kLead) item.line.importance += 1.5;
      words.push_back(std::move(stems));
      out.push_back(std::move(item));
    }
    told_.insert(told_.end(), words.begin(), words.end());
    return out;
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
                       [this](const auto& event) { return is_in_days(event.published); });
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
        line.notes.push_back(note(event.report, event.event, event.evidence));
    }
    if (auto done = add_differences(happening, line); !done) return done.error();
    line.importance = importance_of(happening, line);
    return line;
  }

  Result<stories::Origins> origins_of(const Happening& happening) {
    std::vector<stories::EntryKey> entries;
    for (const auto& event : happening.events) entries.push_back({event.report, event.event});
    return stories::origins_of_entries(store_, entries);
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

  Result<void> add_differences(const Happening& happening, BriefLine& line) {
    if (happening.events.size() < 2) return {};
    auto details = stories::details_of(store_, happening);
    if (!details) return details.error();
    for (const stories::Detail& detail : *details) {
      if (!detail.disputed) continue;
      BriefDifference difference;
      difference.of = detail.name;
      for (const stories::Version& version : detail.versions) {
        BriefValue value{version.value, {}};
        for (const stories::Claim& claim : version.claims) {
          if (value.notes.size() < 2) value.notes.push_back(note(claim.report, claim.event, claim.words));
        }
        difference.values.push_back(std::move(value));
      }
      line.differences.push_back(std::move(difference));
    }
    return {};
  }

  double importance_of(const Happening& happening, const BriefLine& line) {
    double out = weight_of(happening.type) + 2 * std::log2(1.0 + line.origins) +
                 0.5 * std::log2(1.0 + line.outlets);
    out += std::log2(1.0 + std::min(dead_of(happening), kMostDead));
    if (!happening.dated) out -= 1;  // mostly of earlier days
    if (is_of_process(happening)) out += 2;
    if (happening.disputed || !line.differences.empty()) out += 1;
    const bool known = std::any_of(happening.actors.begin(), happening.actors.end(),
                                   [](const auto& party) { return !party.key.empty(); });
    return known ? out : out - 2;
  }

  // The most that any report gives.
  double dead_of(const Happening& happening) {
    auto details = stories::details_of(store_, happening);
    if (!details) return 0;
    double most = 0;
    for (const stories::Detail& detail : *details) {
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
      const auto found = queries_.numbers(
          "SELECT count(*) FROM event_parties e JOIN process_roles p ON p.report = e.report AND "
          "p.actor = e.actor WHERE e.report = ? AND e.event = ?",
          event.report, event.event);
      if (!found.empty() && found.front() > 0) return true;
    }
    return false;
  }

  std::string country_of(const Happening& happening) {
    std::string code = happening.place ? happening.place->country : "";
    if (code.empty() && !happening.recipients.empty()) code = happening.recipients.front().country;
    if (code.empty()) return "";
    const auto [at, is_new] = countries_.try_emplace(code, code);
    if (is_new) {
      const auto names = queries_.texts(
          "SELECT name FROM actors WHERE kind = 'country' AND country = ? GROUP BY name ORDER BY "
          "count(*) DESC, name LIMIT 1",
          code);
      if (!names.empty()) at->second = names.front();
    }
    return at->second;
  }

  // ---- what was said ----

  struct Said {
    std::string report, id, speaker, name, content;
    stories::Stems stems;
    double weight = 0;
  };

  Result<void> add_statements() {
    std::vector<Said> all;
    queries_.rows(
        "SELECT s.report, s.id, a.kb, a.name, s.content, a.role FROM statements s JOIN reports r "
        "ON r.id = s.report JOIN actors a ON a.report = s.report AND a.id = s.speaker WHERE "
        "a.sector NOT IN ('MED', 'JRN') AND a.name <> r.outlet AND r.published >= ? AND r.published < ? AND s.content <> '' ORDER BY r.published, s.report, "
        "s.position",
        [&](const store::Query& row) {
          Said said{row.text(0), row.text(1), row.text(2), row.text(3), row.text(4), {}, 0};
          if (said.speaker.empty()) said.speaker = said.name;
          if (!is_meant(said.name + "\n" + said.content)) return;
          said.stems = stories::stems_of(said.content);
          said.weight = (row.text(2).empty() ? 0 : 2) + (row.text(5).empty() ? 0 : 1) +
                        std::min<double>(static_cast<double>(said.stems.size()), 12) / 6;
          if (said.stems.size() >= 4) all.push_back(std::move(said));
        },
        out_.from, plus_days(out_.date, 1));
    // One line for what one speaker said, however many tell it.
    std::vector<std::vector<const Said*>> told;
    std::map<std::string, std::vector<std::size_t>> by_speaker;
    for (const Said& said : all) {
      auto& mine = by_speaker[said.speaker];
      const auto same = std::find_if(mine.begin(), mine.end(), [&](std::size_t i) {
        return stories::share_of(told[i].front()->stems, said.stems) >= kAlike;
      });
      if (same == mine.end()) {
        mine.push_back(told.size());
        told.push_back({&said});
      } else {
        told[*same].push_back(&said);
      }
    }
    BriefSection section{"What was said", "", {}};
    for (const auto& group : told) {
      auto line = line_of(group);
      if (!line) return line.error();
      section.lines.push_back(std::move(*line));
    }
    cut(section.lines, kRead * filter_.statements);
    if (auto done = tell_in_sentences(section.lines); !done) return done;
    cut(section.lines, filter_.statements);
    add(std::move(section));
    return {};
  }

  // Each with its whole sentence, and none that the brief has told already.
  Result<void> tell_in_sentences(std::vector<BriefLine>& lines) {
    std::vector<BriefLine> out;
    for (BriefLine& line : lines) {
      const BriefNote& first = out_.notes[line.notes.front()];
      auto sentence = sentences_.of(first.report, first.entry);
      if (!sentence) return sentence.error();
      stories::Stems stems = stories::stems_of(sentence->words);
      if (is_told(stems)) continue;
      line.text += quoted(sentence->words) + (sentence->words.ends_with(".") ? "" : ".");
      told_.push_back(std::move(stems));
      out.push_back(std::move(line));
    }
    lines = std::move(out);
    return {};
  }

  bool is_told(const stories::Stems& stems) const {
    return std::ranges::any_of(
        told_, [&](const auto& other) { return stories::share_of(other, stems) >= kAlike; });
  }

  Result<BriefLine> line_of(const std::vector<const Said*>& group) {
    BriefLine line;
    std::vector<stories::EntryKey> entries;
    for (const Said* said : group) {
      entries.push_back({said->report, said->id});
      if (line.notes.size() < kMostNotes) line.notes.push_back(note(said->report, said->id, said->content));
    }
    auto origins = stories::origins_of_entries(store_, entries);
    if (!origins) return origins.error();
    line.outlets = origins->outlets;
    line.origins = origins->origins;
    const Said& first = *group.front();
    line.text = first.name + ": ";
    line.importance = first.weight + 2 * std::log2(1.0 + line.origins);
    return line;
  }

  // ---- pledges ----

  Result<void> add_pledges() {
    std::vector<Entry> entries;
    const ledger::Query asked{.today = out_.date, .due_days = filter_.due_days};
    auto found = ledger::find_entries(store_, asked, [&](const Entry& entry) {
      if (is_meant(names_of(entry.by) + "\n" + entry.what + "\n" + names_of(entry.from)))
        entries.push_back(entry);
      return true;
    });
    if (!found) return found;
    BriefSection made{"Pledged", "", {}}, changed{"What became of pledges", "", {}},
        due{"Due", "", {}}, overdue{"Overdue", "", {}};
    for (const Entry& entry : entries) {
      const Evidence* change = change_of(entry);
      if (change != nullptr) {
        changed.lines.push_back(line_of(entry, change));
      } else if (is_in_days(entry.given)) {
        made.lines.push_back(line_of(entry, nullptr));
      } else if (entry.status == Status::Due) {
        due.lines.push_back(line_of(entry, nullptr));
      } else if (entry.status == Status::Overdue &&
                 entry.due_day >= plus_days(out_.date, -kOverdueDays)) {
        overdue.lines.push_back(line_of(entry, nullptr));
      }
    }
    for (BriefSection* section : {&made, &changed, &due, &overdue}) {
      cut(section->lines, filter_.pledges);
      add(std::move(*section));
    }
    return {};
  }

  // What was told in these days of its fate, or nullptr.
  const Evidence* change_of(const Entry& entry) const {
    const bool settled = entry.status != Status::Open && entry.status != Status::Due &&
                         entry.status != Status::Overdue;
    if (!settled) return nullptr;
    for (auto evidence = entry.evidence.rbegin(); evidence != entry.evidence.rend(); ++evidence) {
      if (is_in_days(evidence->published)) return &*evidence;
    }
    return nullptr;
  }

  static std::string names_of(const std::vector<ledger::Party>& parties) {
    std::vector<std::string> names;
    for (const ledger::Party& party : parties) names.push_back(party.name);
    return list_of(names);
  }

  // The sentence in which a report tells it; its words alone when they can not be found.
  std::string sentence_of(const Evidence& told) {
    auto sentence = sentences_.of(told.report, told.entry);
    return quoted(sentence && !sentence->words.empty() ? sentence->words : told.what);
  }

  BriefLine line_of(const Entry& entry, const Evidence* change) {
    BriefLine line;
    line.id = entry.id;
    const Evidence& first = entry.pledged.front();
    const std::string by = entry.by.empty() ? "Nobody named" : names_of(entry.by);
    if (entry.kind == PledgeKind::Commitment) {
      line.text = by;
    } else {
      line.text = (entry.from.empty() ? "Expected" : names_of(entry.from) + " asks") + " of " + by;
    }
    line.text += ": " + sentence_of(first);
    if (!entry.due.empty()) line.text += ", due " + entry.due;
    if (change != nullptr) {
      line.text += fmt::format(". {}{}: {}", to_string(entry.status), entry.late ? ", late" : "",
                               sentence_of(*change));
    } else if (entry.status == Status::Overdue) {
      line.text += fmt::format("; overdue for {}",
                               counted(days_between(entry.due_day, out_.date), "day", "days"));
    }
    if (!line.text.ends_with(".”")) line.text += ".";
    line.notes.push_back(note(first.report, first.entry, first.what));
    if (change != nullptr) line.notes.push_back(note(change->report, change->entry, change->what));
    line.importance = (entry.due_day.empty() ? 0 : 3) + (entry.type.empty() ? 0 : 1) +
                      std::log2(1.0 + entry.reports) + (change == nullptr ? 0 : 2);
    return line;
  }

  // ---- silence ----

  Result<void> add_alarms() {
    ledger::AlarmFilter asked;
    asked.today = out_.date;
    asked.about = filter_.about;
    asked.back = kOverdueDays;
    auto alarms = ledger::find_alarms(store_, asked);
    if (!alarms) return alarms.error();
    BriefSection section{"Silent", "", {}};
    for (const ledger::Alarm& alarm : *alarms) {
      if (alarm.kind == "pledge") continue;  // stands under Overdue
      BriefLine line;
      line.id = alarm.id;
      const std::string who = list_of(alarm.who);
      line.text = fmt::format("Expected {}{}{}: {}; nothing reported for {}.",
                              alarm.kind == "series" ? "again about " : "", alarm.day,
                              who.empty() ? "" : " of " + who, quoted(alarm.what),
                              counted(alarm.silent, "day", "days"));
      for (const ledger::Told& told : alarm.told) {
        if (line.notes.size() < kMostNotes) line.notes.push_back(note(told.report, "", told.words));
      }
      line.importance = alarm.told.size() > 1 ? 2 : 1;
      section.lines.push_back(std::move(line));
    }
    cut(section.lines, filter_.pledges);
    add(std::move(section));
    return {};
  }

  // ---- sections ----

  static bool is_more_important(const BriefLine& a, const BriefLine& b) {
    return std::tie(b.importance, a.text, a.id) < std::tie(a.importance, b.text, b.id);
  }

  static void cut(std::vector<BriefLine>& lines, std::size_t most) {
    std::sort(lines.begin(), lines.end(), is_more_important);
    if (lines.size() > most) lines.resize(most);
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
    for (BriefSection& section : sections) add(std::move(section));
  }

  void add(BriefSection section) {
    if (!section.lines.empty()) out_.sections.push_back(std::move(section));
  }

  store::Store& store_;
  const BriefFilter& filter_;
  stories::KeptQueries queries_;
  ToldSentences sentences_;
  std::vector<stories::Stems> told_;  // of the sentences that stand in the brief
  DailyBrief out_;
  std::map<std::tuple<std::string, std::string, std::string>, std::size_t> noted_;
  std::map<std::string, std::string> countries_;
};

// Notes that no line of the brief has any more, for lines were cut, go; the others count in the
// order in which they are met.
void renumber_notes(DailyBrief& brief) {
  std::vector<BriefNote> kept;
  std::map<std::size_t, std::size_t> numbers;
  const auto renumber = [&](std::vector<std::size_t>& notes) {
    for (std::size_t& at : notes) {
      const auto [found, is_new] = numbers.try_emplace(at, kept.size());
      if (is_new) kept.push_back(brief.notes[at]);
      at = found->second;
    }
  };
  for (BriefSection& section : brief.sections) {
    for (BriefLine& line : section.lines) {
      renumber(line.notes);
      for (BriefDifference& difference : line.differences) {
        for (BriefValue& value : difference.values) renumber(value.notes);
      }
    }
  }
  brief.notes = std::move(kept);
}

}  // namespace

Result<DailyBrief> make_daily_brief(store::Store& store, const BriefFilter& filter) {
  auto brief = Maker(store, filter).run();
  if (brief) renumber_notes(*brief);
  return brief;
}

}  // namespace dragoman::brief
