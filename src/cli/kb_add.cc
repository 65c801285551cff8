// dragoman kb add: a row for the user's own tables, from the command line.
#include <map>

#include "cli/kb.h"
#include "knowledge/add_row.h"

namespace dragoman::cli {
namespace {

struct Options {
  std::string kind, name, file;
  std::map<std::string, std::string> cells;
  std::vector<std::string> aliases;
  bool force = false;
  std::shared_ptr<std::string> resources;
  std::shared_ptr<KnowledgeChoice> knowledge;
};

knowledge::NewRow row_of(const Options& options) {
  knowledge::NewRow row;
  if (options.kind == "place" || options.kind == "role") {
    row.table = options.kind + "s";
  } else {
    row.cells.emplace_back("kind", options.kind);
  }
  row.cells.emplace_back(options.kind == "role" ? "phrase" : "name", options.name);
  std::string aliases;
  for (const std::string& alias : options.aliases) aliases += (aliases.empty() ? "" : "|") + alias;
  if (!aliases.empty()) row.cells.emplace_back("aliases", aliases);
  for (const auto& [column, text] : options.cells) {
    // "kind" of a role is what sort of noun it is.
    if (!text.empty()) row.cells.emplace_back(column == "noun" ? "kind" : column, text);
  }
  if (options.kind == "role" && row.cell("kind").empty()) row.cells.emplace_back("kind", "person");
  return row;
}

int run(const Options& options) {
  const knowledge::NewRow row = row_of(options);
  const auto base = load_base(*options.resources);
  if (!base) return fail(base.error());
  // What other tables of the user say wrongly is no reason to refuse a row.
  std::vector<Error> left_out;
  const std::string name = row.table == "entities" ? "entries.tsv" : row.table + ".tsv";
  const std::string file =
      options.file.empty() ? (knowledge::user_folder() / name).string() : options.file;
  knowledge::OverlayOptions overlays;
  overlays.paths = options.knowledge->paths();
  if (!options.file.empty()) overlays.paths.push_back(options.file);
  overlays.lenient = true;
  const auto tables = knowledge::read_overlays(overlays, left_out);
  if (!tables) return fail(tables.error());
  knowledge::CompileReport report;
  auto bytes = knowledge::compile_overlay(*tables, **base, {.lenient = true}, report);
  if (!bytes) return fail(bytes.error());
  const auto known = (*base)->with_overlay(std::move(*bytes), "overlay");
  if (!known) return fail(known.error());
  const auto line = knowledge::add_row(file, row, **base, **known, options.force);
  if (!line) return fail(line.error());
  std::printf("%s:%zu\n", file.c_str(), *line);
  return kAllRead;
}

}  // namespace

void add_kb_add(CLI::App& kb, int& status) {
  auto options = std::make_shared<Options>();
  CLI::App* command = kb.add_subcommand(
      "add",
      "Add a row to your own tables: an entry, a further term of office, a name, a place, a role");
  command
      ->add_option(
          "KIND", options->kind,
          "person, organisation, group, party, outlet, agency, military, seat, region, people, "
          "country, place or role")
      ->required()
      ->check(CLI::IsMember({"person", "organisation", "group", "party", "outlet", "agency",
                             "military", "seat", "region", "people", "country", "place", "role"}));
  command->add_option("NAME", options->name, "The name, or the noun of a role")->required();
  command->add_option("--alias", options->aliases, "Another name; may be repeated")
      ->type_name("NAME")
      ->expected(1)
      ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
  const auto cell = [&](const char* option, const char* column, const char* what,
                        const char* type) {
    command->add_option(option, options->cells[column], what)->type_name(type);
  };
  cell("--country", "country",
       "Alpha-3 or alpha-2 code, or a name; or IGO, UNO, EUR, NGO, IMG, ...", "COUNTRY");
  cell("--sector", "sector", "PLOVER's sector: GOV, MIL, OPP, REB, ...", "SECTOR");
  cell("--role", "role", "Office of a person (\"foreign minister\"); the usual word for a role",
       "ROLE");
  cell("--org", "org", "Organisation in which the office is held", "NAME");
  cell("--from", "from", "Beginning: 2026, 2026-03 or 2026-03-09", "DATE");
  cell("--to", "to", "End", "DATE");
  cell("--id", "id", "Id of an entry that the row is about: person/sergey-lavrov", "ID");
  cell("--code", "code", "Code of the actor, where it is not country and sector", "CODE");
  cell("--gender", "gender", "m or f", "GENDER");
  cell("--note", "note", "A remark", "TEXT");
  cell("--noun", "noun", "Of a role: person (default), title, collective or institution", "KIND");
  cell("--lat", "lat", "Latitude of a place, in degrees", "DEGREES");
  cell("--lon", "lon", "Longitude", "DEGREES");
  cell("--feature", "feature", "GeoNames feature code of a place: PPL, MT, ...", "CODE");
  cell("--admin1", "admin1", "First-level division of a place: SY.06", "CODE");
  cell("--population", "population", "People of a place", "N");
  cell("--geonameid", "geonameid", "GeoNames id of a place", "ID");
  command
      ->add_option("--file", options->file,
                   "Table to add to (default: entries.tsv, places.tsv or roles.tsv of your own "
                   "folder, ~/.config/dragoman/knowledge)")
      ->type_name("FILE");
  command->add_flag("--force", options->force, "Add what the knowledge base has already");
  options->resources = add_resources_option(*command);
  options->knowledge = add_knowledge_option(*command);
  set_examples(
      *command,
      "dragoman kb add person \"Jane Doe\" --country KEN --sector GOV --role \"foreign minister\" "
      "--from 2026-03 --alias \"J. Doe\"",
      "dragoman kb add place Zabadin --country SYR --lat 33.48 --lon 36.41 --feature PPL");
  command->callback([options, &status] { status = run(*options); });
}

}  // namespace dragoman::cli
