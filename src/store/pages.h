// Lists page by page, newest first, for a desk that scrolls: reports, events, statements, actors.
//
// A page is asked for by the place where the last one ended, not by a number of rows to skip, so
// that each page costs the same and rows that come in meanwhile move nothing.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>

#include "store/conditions.h"

namespace dragoman::store {

// A row's place in a list. Events, statements: day, date of publication and id of the report,
// position in it. Reports: date and id. Actors: mentions in `position`, key in `report`.
struct Place {
  std::string day, published, report;
  std::int64_t position = 0;
};

struct Page {
  std::size_t limit = 50;
  std::optional<Place> after{};  // none: from the top
};

struct ReportHead {
  ReportRow report;
  std::string agency, language;
  std::int64_t sources = 0, statements = 0, events = 0;
};

// Columns of a row `r` of reports, from the first on, and the head that they make.
extern const char* const kHeadColumns;
ReportHead report_head(const Query& row);

template <class Row>
using EachOnPage = std::function<void(const Row&, const Place&)>;

Result<void> page_reports(Store& store,
                          const DeskFilter& filter,
                          const Page& page,
                          const EachOnPage<ReportHead>& each);
Result<void> page_events(Store& store,
                         const DeskFilter& filter,
                         const Page& page,
                         const EachOnPage<EventRow>& each);
Result<void> page_statements(Store& store,
                             const DeskFilter& filter,
                             const Page& page,
                             const EachOnPage<StatementRow>& each);
// Most mentioned first, each actor once over all reports (actor_key_sql in counts.h). Of the filter
// only type, actor, kb and country count; `statements` and `events` of the rows stay 0
// (actor_card).
Result<void> page_actors(Store& store,
                         const DeskFilter& filter,
                         const Page& page,
                         const EachOnPage<ActorRow>& each);

// One actor over all reports: all its numbers, and the days of its first and last report. Fails
// with NotFound.
struct ActorCard {
  std::string key, first, last;
  ActorRow actor;
};
Result<ActorCard> actor_card(Store& store, const std::string& key);

// One report's head and where else its text was found. Fails with NotFound.
struct SourceRow {
  std::string uri, outlet, published, title;
};
struct ReportCard {
  ReportHead head;
  std::vector<SourceRow> sources;
};
Result<ReportCard> report_card(Store& store, const std::string& id);
// The record as one line of JSON. Fails with NotFound.
Result<std::string> record_json(Store& store, const std::string& id);

}  // namespace dragoman::store
