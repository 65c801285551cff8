// What users say of entries: listed, made, taken back, turned into lines that last.
#include <map>
#include <set>

#include "core/utc.h"
#include "corrections/lines.h"
#include "corrections/request.h"
#include "serve/api.h"
#include "serve/list.h"
#include "serve/shared.h"
#include "store/corrections.h"

namespace dragoman::serve {
namespace {

using store::Correction;

constexpr std::size_t kMostAtOnce = 500;
constexpr std::size_t kMostBytes = std::size_t{1} << 20;

template <class Label>
std::vector<std::string> names_of(int count) {
  std::vector<std::string> out;
  for (int i = 0; i < count; ++i) {
    using record::to_string;
    using corrections::to_string;
    out.emplace_back(to_string(static_cast<Label>(i)));
  }
  return out;
}

const ListKind<Correction>& kind() {
  using Row = Correction;
  static const ListKind<Row> kKind{
      [](const Row& c, const store::Place&) { return corrections::to_json(c); },
      {"id", "report", "layer", "entry", "spans", "words", "field", "verdict", "said", "alone",
       "machine", "value", "reason", "author", "made", "state", "withdrawn"},
      {{"id", [](const Row& c) { return Json(c.id); }},
       {"report", [](const Row& c) { return Json(c.report); }},
       {"layer", [](const Row& c) { return Json(record::to_string(c.layer)); }},
       {"entry", [](const Row& c) { return Json(c.entry); }},
       {"words", [](const Row& c) { return Json(c.words); }},
       {"field", [](const Row& c) { return Json(c.field); }},
       {"verdict", [](const Row& c) { return Json(corrections::to_string(c.verdict)); }},
       {"machine", [](const Row& c) { return Json(c.machine.is_null() ? "" : dump(c.machine)); }},
       {"value", [](const Row& c) { return Json(c.value.is_null() ? "" : dump(c.value)); }},
       {"reason", [](const Row& c) { return Json(c.reason); }},
       {"author", [](const Row& c) { return Json(c.author); }},
       {"made", [](const Row& c) { return Json(c.made); }},
       {"state", [](const Row& c) { return Json(corrections::to_string(c.state)); }}}};
  return kKind;
}

Result<Response> list(const Request& request, Desk& desk) {
  Parameters parameters(request);
  store::CorrectionFilter filter;
  filter.report = parameters.text("report");
  filter.author = parameters.text("author");
  filter.field = parameters.text("field");
  using corrections::State;
  using corrections::Verdict;
  filter.layer = record::parse_entry_layer(
      parameters.one_of("layer", names_of<record::EntryLayer>(record::kEntryLayers)));
  filter.verdict = corrections::parse_verdict(parameters.one_of("verdict", names_of<Verdict>(3)));
  filter.state = corrections::parse_state(parameters.one_of("state", names_of<State>(7)));
  return list_response<Correction>(request, parameters, kind(),
                                   [&](const auto& page, const auto& each) {
                                     return store::page_corrections(*desk.store, filter, page, each);
                                   });
}

Result<Response> one(const Request& request, Desk& desk) {
  if (auto done = Parameters(request).finish(); !done) return done.error();
  const auto correction = store::find_correction(*desk.store, request.segments[3]);
  if (!correction) return correction.error();
  const auto log = store::correction_log(*desk.store, correction->id);
  if (!log) return log.error();
  Json body = corrections::to_json(*correction);
  Json& history = body["history"] = Json::array();
  for (const store::CorrectionAct& act : *log) {
    Json row = {{"act", act.act}, {"author", act.author}, {"made", act.made}};
    if (!act.reason.empty()) row["reason"] = act.reason;
    history.push_back(std::move(row));
  }
  return json_response(body);
}

Result<Response> as(const Request& request, Desk& desk) {
  if (auto done = Parameters(request).finish(); !done) return done.error();
  const auto form = corrections::parse_line_kind(request.segments[5]);
  if (!form)
    return make_error(ErrorCode::NotFound, "a correction can be had as lexicon, knowledge or golden");
  const auto correction = store::find_correction(*desk.store, request.segments[3]);
  if (!correction) return correction.error();
  if (!desk.shared.options.sentence_around)
    return make_error(ErrorCode::NotFound, "this server has no lexicons");
  const auto machine = desk.store->machine_record(correction->report);
  if (!machine) return machine.error();
  const auto corrected = store::corrected_record(*desk.store, correction->report);
  if (!corrected) return corrected.error();
  return json_response(corrections::to_json(corrections::as_line(
      *form, *machine, corrected->record, *correction, [&](CodePointSpan span) {
        return desk.shared.options.sentence_around(corrected->record, span);
      })));
}

// A name of a token speaks for itself; where none is asked for, callers say who they are.
std::string author_of(const Request& request, const Desk& desk, const std::string& stated) {
  const bool free = desk.shared.options.tokens.empty();
  return free && !stated.empty() ? stated : request.caller.name;
}

std::string text_of(const Json& object, const char* key) {
  const auto found = object.find(key);
  return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}

Error at_item(std::size_t index, const Error& error) {
  return make_error(error.code, "correction " + std::to_string(index + 1) + ": " + error.message,
                    error.where);
}

// The record of a report, as the machine has it and as users see it.
struct Seen {
  Record machine, corrected;
};

class Batch {
 public:
  Batch(const Request& request, const Desk& desk)
      : request_(request), desk_(desk), store_(*desk.store) {}

  Result<void> read(const Json& item) {
    if (!item.is_object()) return bad("expected an object");
    static const std::set<std::string> kKnown = {"report", "entry", "layer",  "field",
                                                 "verdict", "value", "reason", "author"};
    for (const auto& [key, value] : item.items()) {
      if (kKnown.count(key) == 0) return bad("no key \"" + key.substr(0, 80) + "\" here");
      if (key != "value" && !value.is_string()) return bad("\"" + key + "\" is to be a text");
    }
    corrections::Request asked;
    asked.entry = text_of(item, "entry");
    asked.field = text_of(item, "field");
    asked.reason = text_of(item, "reason");
    asked.author = author_of(request_, desk_, text_of(item, "author"));
    asked.made = core::utc(core::now());
    if (item.contains("value")) asked.value = item["value"];
    if (const std::string layer = text_of(item, "layer"); !layer.empty()) {
      asked.layer = record::parse_entry_layer(layer);
      if (!asked.layer) return bad("no layer \"" + layer.substr(0, 80) + "\"");
    }
    const auto verdict = corrections::parse_verdict(text_of(item, "verdict"));
    if (!verdict) return bad("\"verdict\" is to be accept, reject or correct");
    asked.verdict = *verdict;
    auto seen = record_of(text_of(item, "report"));
    if (!seen) return seen.error();
    auto made = corrections::make_correction((*seen)->machine, (*seen)->corrected, asked);
    if (!made) return made.error();
    made_.push_back(std::move(*made));
    return {};
  }
  const std::vector<Correction>& made() const { return made_; }

 private:
  static Error bad(const std::string& why) { return make_error(ErrorCode::BadArgument, why); }

  Result<const Seen*> record_of(const std::string& report) {
    const auto known = seen_.find(report);
    if (known != seen_.end()) return &known->second;
    auto machine = store_.machine_record(report);
    if (!machine) return machine.error();
    auto corrected = store::corrected_record(store_, report);
    if (!corrected) return corrected.error();
    return &seen_.emplace(report, Seen{std::move(*machine), std::move(corrected->record)})
                .first->second;
  }

  const Request& request_;
  const Desk& desk_;
  store::Store& store_;
  std::map<std::string, Seen> seen_;
  std::vector<Correction> made_;
};

// The store changed: layers, then those who wait for it.
Result<void> tell(Desk& desk) {
  if (auto done = desk.store->refresh(); !done) return done;
  ++desk.shared.generation;
  desk.shared.look_for_changes();
  return {};
}

Result<std::vector<Correction>> read_batch(const Request& request, const Desk& desk) {
  const Json body = Json::parse(request.body, nullptr, false);
  if (!body.is_object())
    return make_error(ErrorCode::BadArgument,
                      "the body is to be a JSON object: a correction, or {\"corrections\": [...]}");
  const bool several = body.contains("corrections") && body["corrections"].is_array();
  const Json items = several ? body["corrections"] : Json::array({body});
  if (items.empty() || items.size() > kMostAtOnce)
    return make_error(ErrorCode::BadArgument,
                      "from 1 to " + std::to_string(kMostAtOnce) + " corrections at once");
  Batch batch(request, desk);
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (auto done = batch.read(items[i]); !done) return at_item(i, done.error());
  }
  return batch.made();
}

Result<Response> post(const Request& request, Desk& desk) {
  if (auto done = Parameters(request).finish(); !done) return done.error();
  auto made = read_batch(request, desk);
  if (!made) return made.error();
  Json ids = Json::array();
  for (const Correction& c : *made) ids.push_back(c.id);
  if (auto done = desk.shared.audit.write(request, "corrections.post", {{"corrections", ids}}); !done)
    return done.error();
  const auto added = store::add_corrections(*desk.store, *made, "made");
  if (!added) return added.error();
  if (auto done = tell(desk); !done) return done.error();
  Json items = Json::array();
  for (const Correction& c : added->added) items.push_back(corrections::to_json(c));
  Response out = json_response({{"corrections", std::move(items)},
                                {"known", added->known},
                                {"reports", added->reports}});
  out.status = 201;
  return out;
}

Result<Response> withdraw(const Request& request, Desk& desk) {
  Parameters parameters(request);
  const std::string reason = parameters.text("reason");
  const std::string author = author_of(request, desk, parameters.text("author"));
  if (auto done = parameters.finish(); !done) return done.error();
  if (!corrections::is_plain(author, 100) || !corrections::is_plain(reason, 2000))
    return make_error(ErrorCode::BadArgument, "reason and author are to be texts of one line");
  auto correction = store::find_correction(*desk.store, request.segments[3]);
  if (!correction) return correction.error();
  if (auto done = desk.shared.audit.write(request, "corrections.withdraw",
                                          {{"correction", correction->id}});
      !done)
    return done.error();
  correction = store::withdraw_correction(*desk.store, correction->id, author, reason,
                                          core::utc(core::now()));
  if (!correction) return correction.error();
  if (auto done = tell(desk); !done) return done.error();
  return json_response(corrections::to_json(*correction));
}

}  // namespace

void add_corrections(Router& router, const Shared& shared) {
  router.add({"GET", "/api/v1/corrections", Role::Read, Lane::Quick, 0, true, list});
  router.add({"GET", "/api/v1/corrections/{id}", Role::Read, Lane::Quick, 0, true, one});
  router.add({"GET", "/api/v1/corrections/{id}/as/{form}", Role::Read, Lane::Slow, 0, true, as});
  if (shared.options.read_only) return;
  router.add({"POST", "/api/v1/corrections", Role::Write, Lane::Writer, kMostBytes, false, post});
  router.add({"DELETE", "/api/v1/corrections/{id}", Role::Write, Lane::Writer, 0, false, withdraw});
}

}  // namespace dragoman::serve
