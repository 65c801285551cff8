#include "store/corrections.h"

#include "corrections/apply.h"
#include "store/transaction.h"
#include "store/write_record.h"

namespace dragoman::store {
namespace {

using corrections::Json;
using corrections::State;

constexpr const char* kColumns =
    "c.said, c.id, c.withdrawn, c.withdrawn_by, c.withdrawn_reason, c.state, c.entry";

Result<Correction> correction_of(Database& database, const Query& row) {
  const Json json = Json::parse(row.text(0), nullptr, false);
  auto correction = corrections::correction_from_json(json);
  if (!correction) {
    return make_error(ErrorCode::BadStore,
                      "a correction is damaged: " + correction.error().message, database.path());
  }
  correction->id = row.text(1);
  correction->withdrawn = row.text(2);
  correction->withdrawn_by = row.text(3);
  correction->withdrawn_reason = row.text(4);
  correction->state = corrections::parse_state(row.text(5)).value_or(State::Orphaned);
  correction->entry = row.text(6);
  return correction;
}

Result<std::vector<Correction>> corrections_where(Database& database,
                                                  const std::string& sql,
                                                  const std::vector<std::string>& values) {
  auto query = database.prepare(std::string("SELECT ") + kColumns + " FROM corrections c " + sql);
  if (!query) return query.error();
  int parameter = 0;
  for (const std::string& value : values) query->bind(++parameter, value);
  std::vector<Correction> out;
  while (true) {
    auto row = query->step();
    if (!row) return row.error();
    if (!*row) return out;
    auto correction = correction_of(database, *query);
    if (!correction) return correction.error();
    out.push_back(std::move(*correction));
  }
}

Result<std::vector<Correction>> corrections_of(Database& database, const std::string& report) {
  return corrections_where(database, "WHERE c.report = ? ORDER BY c.made, c.number", {report});
}

Result<bool> holds_report(Database& database, const std::string& report) {
  auto query = database.prepare("SELECT 1 FROM reports WHERE id = ?");
  if (!query) return query.error();
  return query->bind(1, report).step();
}

Result<void> log(Database& database,
                 const Correction& c,
                 std::string_view act,
                 const std::string& author,
                 const std::string& made,
                 const std::string& reason) {
  auto query = database.prepare(
      "INSERT INTO correction_log (correction, report, act, author, made, reason) VALUES "
      "(?,?,?,?,?,?)");
  if (!query) return query.error();
  return query->bind(1, c.id)
      .bind(2, c.report)
      .bind(3, act)
      .bind(4, author)
      .bind(5, made)
      .bind(6, reason)
      .run();
}

Result<void> insert(Database& database, const Correction& c) {
  auto query = database.prepare(
      "INSERT INTO corrections (id, report, layer, field, verdict, made, author, said, withdrawn, "
      "withdrawn_by, withdrawn_reason, state, entry) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,'')");
  if (!query) return query.error();
  query->bind(1, c.id)
      .bind(2, c.report)
      .bind(3, record::to_string(c.layer))
      .bind(4, c.field)
      .bind(5, corrections::to_string(c.verdict))
      .bind(6, c.made)
      .bind(7, c.author);
  Correction said = c;
  said.withdrawn.clear();  // stands in columns of its own
  return query
      ->bind(8, corrections::to_json(said, false)
                    .dump(-1, ' ', false, Json::error_handler_t::replace))
      .bind(9, c.withdrawn)
      .bind(10, c.withdrawn_by)
      .bind(11, c.withdrawn_reason)
      .bind(12, corrections::to_string(c.withdrawn.empty() ? State::Orphaned : State::Withdrawn))
      .run();
}

Result<void> mark_withdrawn(Database& database, const Correction& c) {
  auto query = database.prepare(
      "UPDATE corrections SET withdrawn = ?, withdrawn_by = ?, withdrawn_reason = ? WHERE id = ?");
  if (!query) return query.error();
  if (auto done = query->bind(1, c.withdrawn)
                      .bind(2, c.withdrawn_by)
                      .bind(3, c.withdrawn_reason)
                      .bind(4, c.id)
                      .run();
      !done)
    return done;
  return log(database, c, "withdrawn", c.withdrawn_by, c.withdrawn, c.withdrawn_reason);
}

// One of those to be added; notes which reports are to be made anew.
Result<void> add_one(Database& database,
                     const Correction& c,
                     std::string_view act,
                     AddedCorrections& out,
                     std::set<std::string>& reports) {
  auto there = holds_report(database, c.report);
  if (!there) return there.error();
  if (!*there) {
    ++out.left_out;
    return {};
  }
  auto known = corrections_where(database, "WHERE c.id = ?", {c.id});
  if (!known) return known.error();
  if (!known->empty()) {
    ++out.known;
    if (c.withdrawn.empty() || !known->front().withdrawn.empty()) return {};
    reports.insert(c.report);
    return mark_withdrawn(database, c);
  }
  if (auto done = insert(database, c); !done) return done;
  if (auto done = log(database, c, act, c.author, c.made, c.reason); !done) return done;
  if (!c.withdrawn.empty()) {
    auto done = log(database, c, "withdrawn", c.withdrawn_by, c.withdrawn, c.withdrawn_reason);
    if (!done) return done;
  }
  out.added.push_back(c);
  reports.insert(c.report);
  return {};
}

Result<void> make_anew(Store& store, const std::set<std::string>& reports) {
  for (const std::string& report : reports) {
    if (auto done = write_corrected(store.database(), report, store.layers()); !done) return done;
  }
  return {};
}

}  // namespace

Result<std::optional<CorrectedRecord>> apply_stored(Database& database, const Record& machine) {
  auto stored = corrections_of(database, machine.id);
  if (!stored) return stored.error();
  if (stored->empty()) return std::optional<CorrectedRecord>();
  CorrectedRecord out;
  out.record = corrections::apply_corrections(machine, *stored);
  out.corrections = std::move(*stored);
  return std::optional(std::move(out));
}

Result<CorrectedRecord> corrected_record(Store& store, std::string_view key) {
  auto machine = store.machine_record(key);
  if (!machine) return machine.error();
  auto corrected = apply_stored(store.database(), *machine);
  if (!corrected) return corrected.error();
  if (*corrected) return std::move(**corrected);
  return CorrectedRecord{std::move(*machine), {}};
}

namespace {

Result<std::string> with_corrections(Database& database, const std::string& json) {
  auto machine = record_from_json(json);
  if (!machine) return machine.error();
  auto corrected = apply_stored(database, *machine);
  if (!corrected) return corrected.error();
  return *corrected ? corrections::to_json((*corrected)->record, (*corrected)->corrections) : json;
}

}  // namespace

Result<std::string> corrected_json(Store& store, const std::string& id) {
  auto json = record_json(store, id);
  if (!json) return json;
  auto has = corrections_where(store.database(), "WHERE c.report = ? LIMIT 1", {id});
  if (!has) return has.error();
  return has->empty() ? json : with_corrections(store.database(), *json);
}

Result<void> find_corrected_records(Store& store,
                                    const Filter& filter,
                                    const std::function<bool(const std::string& json)>& each) {
  auto reports = corrected_reports(store.database());
  if (!reports) return reports.error();
  Result<void> failed;
  auto done = find_records(store, filter, [&](const std::string& json) {
    constexpr std::string_view kBefore = "{\"id\":\"";
    const std::string id =
        json.starts_with(kBefore)
            ? json.substr(kBefore.size(), json.find('"', kBefore.size()) - kBefore.size())
            : "";
    if (reports->count(id) == 0) return each(json);
    auto corrected = with_corrections(store.database(), json);
    if (!corrected) failed = corrected.error();
    return corrected && each(*corrected);
  });
  return done ? failed : done;
}

Result<std::set<std::string>> corrected_reports(Database& database,
                                                std::int64_t after,
                                                std::int64_t upto) {
  auto query = database.prepare(
      "SELECT DISTINCT c.report FROM corrections c JOIN reports r ON r.id = c.report WHERE "
      "r.number > ? AND r.number <= ?");
  if (!query) return query.error();
  query->bind(1, after).bind(2, upto);
  std::set<std::string> out;
  while (true) {
    auto row = query->step();
    if (!row) return row.error();
    if (!*row) return out;
    out.insert(query->text(0));
  }
}

Result<void> note_states(Database& database, const std::vector<Correction>& corrections) {
  auto query = database.prepare("UPDATE corrections SET state = ?, entry = ? WHERE id = ?");
  if (!query) return query.error();
  for (const Correction& c : corrections) {
    if (auto done =
            query->bind(1, corrections::to_string(c.state)).bind(2, c.entry).bind(3, c.id).run();
        !done)
      return done;
  }
  return {};
}

Result<void> page_corrections(Store& store,
                              const CorrectionFilter& filter,
                              const Page& page,
                              const EachOnPage<Correction>& each) {
  std::string sql = std::string("SELECT ") + kColumns + ", c.number FROM corrections c WHERE TRUE";
  std::vector<std::string> values;
  const auto add = [&](const char* column, std::string_view value) {
    if (value.empty()) return;
    sql += std::string(" AND c.") + column + " = ?";
    values.emplace_back(value);
  };
  add("report", filter.report);
  add("author", filter.author);
  add("field", filter.field);
  if (filter.layer) add("layer", record::to_string(*filter.layer));
  if (filter.verdict) add("verdict", corrections::to_string(*filter.verdict));
  if (filter.state) add("state", corrections::to_string(*filter.state));
  if (page.after) sql += " AND (c.made, c.number) < (?, ?)";
  auto query = store.database().prepare(sql + " ORDER BY c.made DESC, c.number DESC" +
                                        (page.limit == 0 ? "" : " LIMIT " + std::to_string(page.limit)));
  if (!query) return query.error();
  int parameter = 0;
  for (const std::string& value : values) query->bind(++parameter, value);
  if (page.after) {
    query->bind(++parameter, page.after->day);
    query->bind(++parameter, page.after->position);
  }
  while (true) {
    auto row = query->step();
    if (!row) return row.error();
    if (!*row) return {};
    auto correction = correction_of(store.database(), *query);
    if (!correction) return correction.error();
    each(*correction, {correction->made, "", "", query->integer(7)});
  }
}

Result<Correction> find_correction(Store& store, const std::string& id) {
  Database& database = store.database();
  auto found = corrections_where(database, "WHERE c.id = ?", {id});
  if (found && found->empty() && id.size() >= 4)
    found = corrections_where(database, "WHERE substr(c.id, 1, length(?1)) = lower(?1) LIMIT 2", {id});
  if (!found) return found.error();
  if (found->empty())
    return make_error(ErrorCode::NotFound, "no correction '" + id.substr(0, 80) + "' in this store");
  if (found->size() > 1)
    return make_error(ErrorCode::BadArgument, "several corrections begin with '" + id + "'");
  return std::move(found->front());
}

Result<AddedCorrections> add_corrections(Store& store,
                                         const std::vector<Correction>& corrections,
                                         std::string_view act) {
  AddedCorrections out;
  auto done = transact(store.database(), [&]() -> Result<void> {
    out = {};
    std::set<std::string> reports;
    for (const Correction& c : corrections) {
      if (auto one = add_one(store.database(), c, act, out, reports); !one) return one;
    }
    out.reports.assign(reports.begin(), reports.end());
    return make_anew(store, reports);
  });
  if (!done) return done.error();
  for (Correction& c : out.added) {
    auto now = find_correction(store, c.id);
    if (!now) return now.error();
    c = std::move(*now);
  }
  return out;
}

Result<Correction> withdraw_correction(Store& store,
                                       const std::string& id,
                                       const std::string& author,
                                       const std::string& reason,
                                       const std::string& time) {
  auto correction = find_correction(store, id);
  if (!correction) return correction;
  if (!correction->withdrawn.empty())
    return make_error(ErrorCode::BadArgument, "correction " + correction->id +
                                                  " was withdrawn by " + correction->withdrawn_by +
                                                  " on " + correction->withdrawn);
  correction->withdrawn = time;
  correction->withdrawn_by = author;
  correction->withdrawn_reason = reason;
  auto done = transact(store.database(), [&]() -> Result<void> {
    if (auto marked = mark_withdrawn(store.database(), *correction); !marked) return marked;
    return make_anew(store, {correction->report});
  });
  if (!done) return done.error();
  return find_correction(store, correction->id);
}

Result<std::vector<CorrectionAct>> correction_log(Store& store, const std::string& id) {
  auto query = store.database().prepare(
      std::string("SELECT correction, report, act, author, made, reason FROM correction_log") +
      (id.empty() ? "" : " WHERE correction = ?") + " ORDER BY number");
  if (!query) return query.error();
  if (!id.empty()) query->bind(1, id);
  std::vector<CorrectionAct> out;
  while (true) {
    auto row = query->step();
    if (!row) return row.error();
    if (!*row) return out;
    out.push_back({query->text(0), query->text(1), query->text(2), query->text(3), query->text(4),
                   query->text(5)});
  }
}

}  // namespace dragoman::store
