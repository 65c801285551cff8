// What was pledged, what became of pledges, and what is due, overdue or silent.
#include <algorithm>
#include <cmath>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "brief/brief_desk.h"
#include "ledger/alarms.h"
#include "ledger/ledger.h"
#include "ledger/pledge_profile.h"

namespace dragoman::brief {
namespace {

using ledger::days_between;
using ledger::Entry;
using ledger::Evidence;
using ledger::Status;

constexpr int kOverdueDays = 30;  // what was due longer ago is no news

std::string counted(int count, const char* one, const char* many) {
  return fmt::format("{} {}", count, count == 1 ? one : many);
}

// "Kept", at the head of what became of it.
std::string name_of(Status status) {
  std::string out(to_string(status));
  if (!out.empty() && out.front() >= 'a' && out.front() <= 'z')
    out.front() = static_cast<char>(out.front() - 'a' + 'A');
  return out;
}

class Pledges {
 public:
  explicit Pledges(BriefDesk& desk) : desk_(desk) {}

  Result<void> run() {
    std::vector<Entry> entries;
    const ledger::Query asked{
        .today = desk_.out.date,
        .due_days = desk_.filter.due_days,
        .told_since = desk_.out.from,
        .fallen_since = plus_days(desk_.out.date, -kOverdueDays)};
    auto found = ledger::find_entries(desk_.store, asked, [&](const Entry& entry) {
      if (desk_.is_meant(names_of(entry.by) + "\n" + entry.what + "\n" + names_of(entry.from)))
        entries.push_back(entry);
      return true;
    });
    if (!found) return found;
    std::vector<Told> made, changed, due, overdue;
    for (const Entry& entry : entries) {
      const Evidence* change = change_of(entry);
      if (change != nullptr) {
        changed.push_back({&entry, change});
      } else if (desk_.is_in_days(entry.given)) {
        made.push_back({&entry, nullptr});
      } else if (entry.status == Status::Due) {
        due.push_back({&entry, nullptr});
      } else if (entry.status == Status::Overdue &&
                 entry.due_day >= plus_days(desk_.out.date, -kOverdueDays)) {
        overdue.push_back({&entry, nullptr});
      }
    }
    add("Pledged", std::move(made));
    add("What became of pledges", std::move(changed));
    add("Due", std::move(due));
    add("Overdue", std::move(overdue));
    return {};
  }

 private:
  struct Told {
    const Entry* entry;
    const Evidence* change;  // what became of it in these days, or nullptr

    double importance() const {
      return (entry->due_day.empty() ? 0 : 3) + (entry->type.empty() ? 0 : 1) +
             std::log2(1.0 + entry->reports) + (change == nullptr ? 0 : 2);
    }
  };

  // The weightiest: only their sentences are looked up.
  void add(const char* heading, std::vector<Told> told) {
    std::ranges::sort(told, [](const Told& a, const Told& b) {
      return std::pair(-a.importance(), a.entry->id) < std::pair(-b.importance(), b.entry->id);
    });
    if (told.size() > kRead * desk_.filter.pledges) told.resize(kRead * desk_.filter.pledges);
    BriefSection section{heading, "", {}};
    for (const Told& one : told) section.lines.push_back(line_of(one));
    join_same(section.lines);
    cut(section.lines, desk_.filter.pledges);
    desk_.add(std::move(section));
  }

  // What one sentence tells of one who pledges stands there once, with its day where one has it.
  static void join_same(std::vector<BriefLine>& lines) {
    std::vector<BriefLine> out;
    for (BriefLine& line : lines) {
      const auto is_same = [&line](const BriefLine& other) {
        const std::string_view a = std::string_view(line.text).substr(0, line.text.rfind("”"));
        return other.text.substr(0, other.text.rfind("”")) == a;
      };
      const auto same = std::ranges::find_if(out, is_same);
      if (same == out.end()) {
        out.push_back(std::move(line));
        continue;
      }
      if (line.text.size() > same->text.size()) std::swap(line.text, same->text);
      same->notes.insert(same->notes.end(), line.notes.begin(), line.notes.end());
      same->importance = std::max(same->importance, line.importance);
    }
    lines = std::move(out);
  }

  // What was told in these days of its fate, or nullptr.
  const Evidence* change_of(const Entry& entry) const {
    const bool settled = entry.status != Status::Open && entry.status != Status::Due &&
                         entry.status != Status::Overdue;
    if (!settled) return nullptr;
    for (auto evidence = entry.evidence.rbegin(); evidence != entry.evidence.rend(); ++evidence) {
      if (desk_.is_in_days(evidence->published)) return &*evidence;
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
    auto sentence = desk_.sentences.of(told.report, told.entry);
    return quoted(sentence && !sentence->words.empty() ? sentence->words : told.what);
  }

  BriefLine line_of(const Told& told) {
    const Entry& entry = *told.entry;
    const Evidence* change = told.change;
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
      line.text = closed(std::move(line.text));
      line.text += fmt::format(" {}{}: {}", name_of(entry.status), entry.late ? ", late" : "",
                               sentence_of(*change));
    } else if (entry.status == Status::Overdue) {
      line.text += fmt::format("; overdue for {}",
                               counted(days_between(entry.due_day, desk_.out.date), "day", "days"));
    }
    line.text = closed(std::move(line.text));
    line.notes.push_back(desk_.note(first.report, first.entry, first.what));
    if (change != nullptr) line.notes.push_back(desk_.note(change->report, change->entry, change->what));
    line.importance = told.importance();
    return line;
  }

  BriefDesk& desk_;
};

}  // namespace

Result<void> add_pledges(BriefDesk& desk) {
  return Pledges(desk).run();
}

Result<void> add_alarms(BriefDesk& desk) {
  ledger::AlarmFilter asked;
  asked.today = desk.out.date;
  asked.about = desk.filter.about;
  asked.back = kOverdueDays;
  auto alarms = ledger::find_alarms(desk.store, asked);
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
      if (line.notes.size() == kMostNotes) break;
      line.notes.push_back(desk.note(told.report, told.entry, told.words));
      desk.out.notes[line.notes.back()].spans = told.spans;
    }
    line.importance = alarm.told.size() > 1 ? 2 : 1;
    section.lines.push_back(std::move(line));
  }
  cut(section.lines, desk.filter.pledges);
  desk.add(std::move(section));
  return {};
}

}  // namespace dragoman::brief
