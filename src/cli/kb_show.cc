// dragoman kb show: every reading of a name, with its code on a date and the line that says so.
#include <fmt/format.h>

#include "cli/kb.h"
#include "core/resources.h"
#include "knowledge/dates.h"

namespace dragoman::cli {
namespace {

struct Options {
  std::string name, date, format = "text";
  std::shared_ptr<std::string> resources;
  std::shared_ptr<KnowledgeChoice> knowledge;
};

Json term_json(const knowledge::Term& term) {
  Json json;
  const auto put = [&](const char* key, std::string_view text) {
    if (!text.empty()) json[key] = text;
  };
  put("role", term.role);
  put("org", term.org);
  put("country", term.country);
  put("code", term.code);
  put("from", term.from);
  put("to", term.to);
  put("source", term.receipt.to_string());
  return json;
}

// One reading of the name as an entry. An entry comes once, under its best alias.
Json entry_json(const knowledge::KnowledgeBase& kb,
                const knowledge::Alias& alias,
                const std::string& date) {
  const knowledge::Entry entry = kb.entry(alias.entry);
  Json json = {{"reading", to_string(entry.kind())},
               {"id", entry.id()},
               {"name", entry.name()},
               {"code", entry.code()}};
  const auto term = date.empty() ? std::nullopt : kb.term_on(alias.entry, date);
  if (!date.empty() && entry.kind() == knowledge::Kind::Person)
    json["code"] = term ? term->code : "";
  if (term) json["on_date"] = term_json(*term);
  json["alias"] = {
      {"form", alias.form}, {"kind", to_string(alias.kind)}, {"source", alias.receipt.to_string()}};
  const auto put = [&](const char* key, std::string_view text) {
    if (!text.empty()) json[key] = text;
  };
  put("role", entry.role());
  put("from", entry.from());
  put("to", entry.to());
  put("note", entry.note());
  put("source", entry.receipt().to_string());
  for (const knowledge::Term& each : kb.terms(alias.entry))
    json["terms"].push_back(term_json(each));
  return json;
}

Json place_json(const knowledge::Place& place) {
  Json json = {{"reading", "place"}, {"name", place.name}, {"feature", place.feature}};
  if (place.geonameid) json["geonameid"] = place.geonameid;
  if (!place.country.empty()) json["country"] = place.country;
  if (!place.admin1.empty()) json["admin1"] = place.admin1;
  if (place.population) json["population"] = place.population;
  if (place.point) {
    json["lat"] = place.point->lat;
    json["lon"] = place.point->lon;
  }
  json["source"] = place.receipt.to_string();
  return json;
}

Json role_json(const knowledge::Role& role) {
  return {{"reading", "role"},
          {"name", role.phrase},
          {"role", role.role},
          {"sector", role.sector},
          {"kind", to_string(role.kind)},
          {"source", role.receipt.to_string()}};
}

std::vector<Json> readings(const knowledge::KnowledgeBase& kb,
                           const std::string& name,
                           const std::string& date) {
  std::vector<Json> all;
  std::vector<knowledge::EntryId> seen;
  for (const knowledge::Alias& alias : kb.find(name)) {
    if (std::find(seen.begin(), seen.end(), alias.entry) != seen.end()) continue;
    seen.push_back(alias.entry);
    all.push_back(entry_json(kb, alias, date));
  }
  for (const knowledge::Place& place : kb.all_places(name)) all.push_back(place_json(place));
  if (const auto role = kb.find_role(name)) all.push_back(role_json(*role));
  return all;
}

std::string text_of(const Json& json, const char* key) {
  const auto it = json.find(key);
  if (it == json.end()) return "";
  return it->is_string() ? it->get<std::string>() : it->dump();
}

std::string term_line(const Json& term) {
  const std::string role = text_of(term, "role"), org = text_of(term, "org");
  return fmt::format("{:<10} - {:<10}  {:<9} {}{}{}", text_of(term, "from"), text_of(term, "to"),
                     text_of(term, "code"), role.empty() ? "(office not told)" : role,
                     org.empty() ? "" : ", " + org, "  " + text_of(term, "source"));
}

std::string describe(const Json& json, const std::string& date, const Screen& screen) {
  std::string out =
      screen.paint(Paint::Bold, text_of(json, "name")) + "  " + text_of(json, "reading");
  const std::string code = text_of(json, "code");
  if (json.contains("code")) out += "  " + (code.empty() ? "no office known on " + date : code);
  for (const char* key : {"feature", "admin1", "country", "sector", "kind"}) {
    if (const std::string text = text_of(json, key); !text.empty()) out += "  " + text;
  }
  if (json.contains("lat")) out += "  " + text_of(json, "lat") + ", " + text_of(json, "lon");
  if (const std::string people = text_of(json, "population"); !people.empty())
    out += "  " + people + " people";
  if (json["reading"] == "role" && text_of(json, "role") != text_of(json, "name"))
    out += "  = " + text_of(json, "role");
  out += "  " + screen.paint(Paint::Dim, text_of(json, "source")) + "\n";
  if (json.contains("id")) {
    out += "    id      " + text_of(json, "id") + "\n";
    const Json& alias = json["alias"];
    out += "    read as " + text_of(alias, "kind") + " \"" + text_of(alias, "form") + "\"  " +
           screen.paint(Paint::Dim, text_of(alias, "source")) + "\n";
  }
  if (json.contains("note")) out += "    note    " + text_of(json, "note") + "\n";
  if (json.contains("on_date")) out += "    then    " + term_line(json["on_date"]) + "\n";
  if (json.contains("terms")) {
    for (const Json& term : json["terms"]) out += "    term    " + term_line(term) + "\n";
  }
  return out;
}

int run(const Options& options) {
  const auto folder = core::find_resources(*options.resources);
  if (!folder) return fail(folder.error());
  if (!options.date.empty() && !knowledge::parse_date(options.date)) {
    return fail({ErrorCode::BadArgument,
                 "--date '" + options.date + "': expected a date as 2016-03-23, 2016-03 or 2016",
                 ""});
  }
  const auto kb = load_knowledge(*folder, *options.knowledge);
  if (!kb) return fail(kb.error());
  const auto all = readings(**kb, options.name, options.date);
  Output output = Output::standard();
  const Screen screen = look_at(stdout);
  for (const Json& reading : all) {
    output.write(options.format == "jsonl"
                     ? reading.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n"
                     : describe(reading, options.date, screen));
  }
  if (all.empty())
    std::fprintf(stderr, "dragoman: \"%s\" is no name in the knowledge base\n",
                 printable(options.name).c_str());
  return finish(output);
}

}  // namespace

void add_kb_show(CLI::App& kb, int& status) {
  auto options = std::make_shared<Options>();
  CLI::App* command = kb.add_subcommand(
      "show",
      "Every reading of a name: entry, code, terms of office, places, and the lines that say so");
  command->add_option("NAME", options->name, "A name, acronym, demonym, place or role")->required();
  command->add_option("--date", options->date, "Which code and office hold on this day")
      ->type_name("DATE");
  command->add_option("--format", options->format, "text, or jsonl: one reading a line")
      ->check(CLI::IsMember({"text", "jsonl"}))
      ->type_name("FORMAT")
      ->capture_default_str();
  options->resources = add_resources_option(*command);
  options->knowledge = add_knowledge_options(*command);
  set_examples(*command, "dragoman kb show Lavrov --date 2016-03-23",
               "dragoman kb show SDF --format jsonl");
  command->callback([options, &status] { status = run(*options); });
}

}  // namespace dragoman::cli
