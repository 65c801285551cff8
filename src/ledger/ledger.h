// The ledger: what was pledged or asked over all reports, and what became of it.
//
// The same pledge in several reports is one entry: the same who (by side: pledge_profile.h), the
// same what, and no other day. Its status changes only on evidence, which is shown: an act told
// later by the same side with the same words, or a report that says the pledge was kept, broken or
// put off. What depends on the day of asking (due, overdue) is found when asked.
//
//   open          nothing is known, and no day has passed
//   due           the day is near: within Query::due_days
//   overdue       the day has passed, and nobody tells that it was done
//   kept          it was done, or is said to have been
//   broken        it was not done by its day, or is said to have been broken
//   renegotiated  another day was set
//   disputed      some say that it was kept and some that it was not
//
// Reports published after the day of asking are not known to the answer.
//
// The layer's tables: docs/formats/store.md. Open the store with cli::open_refreshed, or call
// Store::refresh() before.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "dragoman/labels.h"
#include "dragoman/record.h"
#include "dragoman/result.h"

#include "store/layer.h"
#include "store/store.h"

namespace dragoman::ledger {

std::shared_ptr<store::Layer> make_ledger_layer();

enum class Status { Open, Due, Overdue, Kept, Broken, Renegotiated, Disputed };
std::string_view to_string(Status status);
std::optional<Status> parse_status(std::string_view text);

struct Party {
  std::string name, code, country;
};

// A report's entry that is part of a pledge, or bears on it.
struct Evidence {
  std::string report, entry;  // ids; the entry is a pledge ("c1"), event or fate
  std::string uri, outlet, title, published;
  std::string what;     // words
  std::string speaker;  // on whose word; may be empty
  std::string outcome;  // "pledged"; "done", "not done", "denied", "kept", "broken", "postponed"
  std::string day;      // first day of when it was or was to be; may be empty
  std::string due;      // of a pledge or a postponement; TIMEX3, may be empty
  CodePointSpans spans;  // where `what` stands in the report
};

struct Entry {
  std::string id;  // 16 hex digits, of its earliest member
  PledgeKind kind = PledgeKind::Commitment;
  std::vector<Party> by;    // who is to do it
  std::vector<Party> from;  // of an expectation: who asks
  std::vector<Party> to;    // of a commitment: whom it is given to
  std::string what;         // words of the report published first
  std::string type;         // PLOVER type of what is pledged; may be empty
  std::string given;        // day of publication of the first report
  std::string due;          // TIMEX3, the latest that was set; may be empty
  std::string due_day;      // last day of it; empty without
  Status status = Status::Open;
  bool late = false;   // done, after its day
  bool vague = false;  // nobody in particular, or too little to ever tell whether it was done
  std::vector<Evidence> pledged;   // by publication, report, entry
  std::vector<Evidence> evidence;  // why the status, by day, report, entry
  int reports = 0;                 // that tell of the pledge
  int outlets = 0, origins = 0;    // of those; only of an entry that is asked for by its id
};

struct Query {
  std::string today{};  // ISO day; needed
  std::string by{};     // words of a name, or a code, of who is to do it or asks for it
  std::string to{};     // the same, of whom it is given to
  std::string about{};  // words in what is pledged
  std::optional<Status> status{};
  int due_days = 14;      // how near a day counts as due
  bool due_only = false;  // only what is due within so many days, or overdue
  std::string due_since{};  // ISO day: only what has a day, and none before this one
  std::string told_since{};    // ISO day: only what was pledged or told of since then,
  std::string fallen_since{};  // or is due, or overdue since no earlier day than this
  bool vague = false;     // also those that are vague
  std::size_t limit = 0;  // 0: all
};

// By due day (those without last), then by the day given, then id. Fails with BadArgument for a
// `today` that is no day.
Result<void> find_entries(store::Store& store,
                          const Query& query,
                          const std::function<bool(const Entry&)>& each);

// An entry by its id, or by a prefix of 4 digits or more that only one has. Fails with NotFound
// (also for one that nobody had told of on that day), BadArgument.
Result<Entry> entry(store::Store& store, std::string_view id, const std::string& today);

}  // namespace dragoman::ledger
