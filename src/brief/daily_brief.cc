#include "brief/daily_brief.h"

#include <map>
#include <utility>
#include <vector>

#include "brief/brief_desk.h"
#include "store/entry_spans.h"

namespace dragoman::brief {
namespace {

void count_reports(BriefDesk& desk) {
  desk.queries.rows(
      "SELECT count(DISTINCT report), count(DISTINCT outlet) FROM sources WHERE published >= ? AND "
      "published < ?",
      [&desk](const store::Query& row) {
        desk.out.reports = static_cast<int>(row.integer(0));
        desk.out.outlets = static_cast<int>(row.integer(1));
      },
      desk.out.from, plus_days(desk.out.date, 1));
}

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

Result<void> add_spans(store::Store& store, std::vector<BriefNote>& notes) {
  store::EntrySpans spans(store);
  for (BriefNote& note : notes) {
    if (!note.spans.empty()) continue;
    auto found = spans.of(note.report, note.entry);
    if (!found) return found.error();
    note.spans = std::move(*found);
  }
  return {};
}

}  // namespace

Result<DailyBrief> make_daily_brief(store::Store& store, const BriefFilter& filter) {
  BriefDesk desk(store, filter);
  if (desk.out.from.empty() || filter.days < 1)
    return make_error(ErrorCode::BadArgument, "expected a day as YYYY-MM-DD and one or more days");
  count_reports(desk);
  for (const auto section : {add_happenings, add_statements, add_pledges, add_alarms}) {
    if (auto done = section(desk); !done) return done.error();
  }
  if (!desk.queries.failed()) return desk.queries.failed().error();
  renumber_notes(desk.out);
  if (auto done = add_spans(store, desk.out.notes); !done) return done.error();
  return std::move(desk.out);
}

}  // namespace dragoman::brief
