#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "dossiers/dossier_json.h"
#include "ledger/ledger_json.h"
#include "serve/guard.h"
#include "serve/mcp/tool.h"
#include "times/days.h"

namespace dragoman::serve::mcp {
namespace {

constexpr std::size_t kMostEvidence = 3;  // of one fact
constexpr std::size_t kMostItems = 40;    // of one part of a file

std::string cite(const dossiers::Evidence& e) {
  return mcp::cite(e.report, "", {{static_cast<std::uint32_t>(e.begin), static_cast<std::uint32_t>(e.end)}});
}

std::string list_of(const std::vector<std::string>& names) {
  std::string out;
  for (const std::string& name : names) out += (out.empty() ? "" : ", ") + name;
  return out;
}

Result<std::string> day_of(const Json& arguments, const char* name, const std::string& otherwise) {
  const std::string typed = text_of(arguments, name);
  if (typed.empty()) return otherwise;
  if (typed.size() == 10 && times::days_of(typed)) return typed;
  return make_error(ErrorCode::BadArgument, std::string(name) + ": expected a day as 2016-03-23");
}

Result<ToolOutcome> processes(const Json& arguments, store::Store& store) {
  dossiers::DossierFilter filter;
  filter.name = text_of(arguments, "name");
  filter.kind = text_of(arguments, "kind");
  filter.country = text_of(arguments, "country");
  filter.party = text_of(arguments, "party");
  filter.limit = limit_of(arguments);
  std::vector<std::string> lines;
  Json items = Json::array();
  auto done = dossiers::list_dossiers(store, filter, [&](const dossiers::DossierRow& row) {
    std::string line = fmt::format("[{}] {} ({}{}{}), {} reports of {} outlets, {} to {}: {}", row.id,
                                   row.name, row.kind, row.country.empty() ? "" : ", ", row.country,
                                   row.reports, row.outlets, row.first_day, row.last_day, row.state);
    for (std::size_t i = 0; i < std::min(row.evidence.size(), kMostEvidence); ++i)
      line += " " + cite(row.evidence[i]);
    lines.push_back(std::move(line));
    items.push_back(dossiers::to_json(row));
    return true;
  });
  if (!done) return done.error();
  return outcome_of(std::move(lines), "processes", std::move(items));
}

// Leaves out of a file what an assistant will not read; says how many there were.
Json shortened(Json file) {
  Json cut = Json::object();
  for (auto& [name, part] : file.items()) {
    if (!part.is_array() || part.size() <= kMostItems) continue;
    cut[name] = part.size();
    // The latest stand last.
    part.erase(part.begin(), part.end() - static_cast<std::ptrdiff_t>(kMostItems));
  }
  for (auto& [name, part] : file.items()) {
    if (!part.is_array()) continue;
    for (Json& item : part) {
      if (!item.is_object() || !item.contains("evidence") || !item["evidence"].is_array()) continue;
      Json& evidence = item["evidence"];
      if (evidence.size() > kMostEvidence)
        evidence.erase(evidence.begin() + static_cast<std::ptrdiff_t>(kMostEvidence), evidence.end());
    }
  }
  if (!cut.empty()) file["of"] = std::move(cut);
  return file;
}

// "date what [report begin-end]" for each fact of a part.
std::string facts_of(const Json& file, const char* part) {
  std::string out;
  for (const Json& item : file[part]) {
    std::string line;
    for (const char* key : {"date", "begin", "due", "name", "item", "act", "what", "role", "status", "place", "amount"}) {
      if (const auto found = item.find(key); found != item.end() && found->is_string())
        line += (line.empty() ? "" : " ") + found->get<std::string>();
    }
    const Json evidence = item.value("evidence", Json::array());
    if (!evidence.empty()) {
      const Json& first = evidence.front();
      line += fmt::format(": {} [{} {}-{}]", first.value("words", ""), first["report"].get<std::string>(),
                          first["span"][0].get<int>(), first["span"][1].get<int>());
    }
    out += "- " + line + "\n";
  }
  return out.empty() ? "" : fmt::format("\n{}\n{}", part, out);
}

Result<ToolOutcome> process(const Json& arguments, store::Store& store) {
  auto as_of = day_of(arguments, "as_of", "");
  if (!as_of) return as_of.error();
  auto dossier = dossiers::find_dossier(store, text_of(arguments, "id"), *as_of);
  if (!dossier) return dossier.error();
  ToolOutcome out;
  out.data = shortened(dossiers::to_json(*dossier));
  out.text = fmt::format("[{}] {} ({}{}{}), {} reports of {} outlets, {} to {}\n{}", dossier->id, dossier->name,
                         dossier->kind, dossier->country.empty() ? "" : ", ", dossier->country,
                         dossier->reports, dossier->outlets, dossier->first_day, dossier->last_day,
                         dossier->state.text);
  for (std::size_t i = 0; i < std::min(dossier->state.evidence.size(), kMostEvidence); ++i)
    out.text += " " + cite(dossier->state.evidence[i]);
  out.text += "\n";
  for (const char* part : {"roles", "rounds", "agenda", "outcomes", "incidents", "deliveries", "pledges", "timeline"})
    out.text += facts_of(out.data, part);
  return out;
}

std::string names_of(const std::vector<ledger::Party>& parties) {
  std::vector<std::string> names;
  for (const ledger::Party& party : parties) names.push_back(party.name);
  return list_of(names);
}

Result<ToolOutcome> ledger(const Json& arguments, store::Store& store) {
  auto day = day_of(arguments, "today", today());
  if (!day) return day.error();
  ledger::Query query;
  query.today = *day;
  query.by = text_of(arguments, "by");
  query.to = text_of(arguments, "to");
  query.about = text_of(arguments, "about");
  query.limit = limit_of(arguments);
  if (const std::string status = text_of(arguments, "status"); !status.empty()) {
    query.status = ledger::parse_status(status);
    if (!query.status) {
      return make_error(ErrorCode::BadArgument,
                        "status: expected open, due, overdue, kept, broken, renegotiated or disputed");
    }
  }
  std::vector<std::string> lines;
  Json items = Json::array();
  auto done = ledger::find_entries(store, query, [&](const ledger::Entry& entry) {
    const ledger::Evidence& first = entry.pledged.front();
    std::string line = mcp::cite(first.report, first.entry, first.spans) + " " +
                       std::string(ledger::to_string(entry.status)) + (entry.late ? ", late" : "") + ": " +
                       names_of(entry.by) + ": " + entry.what;
    if (!entry.from.empty()) line += "; asked by " + names_of(entry.from);
    if (!entry.due.empty()) line += "; due " + entry.due;
    line += "; given " + entry.given;
    for (const ledger::Evidence& e : entry.evidence)
      line += "\n  " + e.outcome + ": " + e.what + " " + mcp::cite(e.report, e.entry, e.spans);
    lines.push_back(std::move(line));
    items.push_back(ledger::to_json(entry));
    return true;
  });
  if (!done) return done.error();
  return outcome_of(std::move(lines), "pledges", std::move(items));
}

constexpr const char* kLimit = "At most so many (10)";

// These need what a server may still be making.
template <Result<ToolOutcome> (*Run)(const Json&, store::Store&)>
Result<ToolOutcome> when_there(const Json& arguments, store::Store& store) {
  auto outcome = Run(arguments, store);
  if (outcome || outcome.error().code != ErrorCode::BadStore) return outcome;
  return make_error(ErrorCode::NotWritable,
                    "what follows from many reports is not made yet; ask again in a while");
}

}  // namespace

std::vector<Tool> knowledge_tools() {
  return {
      {"processes",
       "Which talks, ceasefires, aid and missions there are",
       "Processes that reports speak of, most reported first: where each stands, on which words.",
       {{"name", "string", "Words of its name"},
        {"kind", "string", "talks, ceasefire, aid or mission"},
        {"country", "string", "The country that it is about: ISO alpha-3 code"},
        {"party", "string", "Words of a party's name"},
        {"limit", "integer", kLimit}},
       when_there<processes>},
      {"process",
       "The file of a process",
       "Parties and roles, rounds, agenda and positions, outcomes, incidents, deliveries, pledges and "
       "timeline of one process, each with the words that say it. Claims that differ stand side by side.",
       {{"id", "string", "Id of the process, or its name", true},
        {"as_of", "string", "What was reported up to this day: 2016-03-23"}},
       when_there<process>},
      {"ledger",
       "What was pledged or asked, and what became of it",
       "Pledges and demands with their status (open, due, overdue, kept, broken, renegotiated, disputed) and "
       "the words it rests on, by the day when they are due.",
       {{"by", "string", "Words of a name, or a code, of who pledged or asked"},
        {"to", "string", "Words of a name, or a code, of whom it was given to"},
        {"about", "string", "Words in what was pledged"},
        {"status", "string", "open, due, overdue, kept, broken, renegotiated or disputed"},
        {"today", "string", "The day of asking: 2016-03-23; later reports are not known then"},
        {"limit", "integer", kLimit}},
       when_there<ledger>}};
}

}  // namespace dragoman::serve::mcp
