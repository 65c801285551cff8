#include "cli/command.h"

#include <csignal>
#include <cstdio>
#include <ctime>
#include <initializer_list>
#include <vector>

#include "events/lexicon.h"
#include "intake/dates.h"

namespace dragoman::cli {

namespace {

using Add = void(CLI::App&, int&);

// The commands under one heading of the help.
void add_group(CLI::App& app, int& status, const char* heading, std::initializer_list<Add*> adds) {
  const std::size_t before = app.get_subcommands({}).size();
  for (Add* add : adds) add(app, status);
  const std::vector<CLI::App*> commands = app.get_subcommands({});
  for (std::size_t i = before; i < commands.size(); ++i) commands[i]->group(heading);
}

}  // namespace

void add_all(CLI::App& app, int& status) {
  add_group(app, status, "Reading", {add_read, add_watch, add_extract, add_parse, add_code});
  add_group(app, status, "One report", {add_show, add_explain, add_correct, add_corrections, add_correction});
  add_group(app, status, "What reports say",
            {add_events, add_quotes, add_actors, add_summary, add_export});
  add_group(app, status, "Across reports",
            {add_daily_brief, add_files, add_file, add_ledger, add_pledge, add_alarms, add_happenings,
             add_happening, add_stories, add_story, add_copies, add_alerts});
  add_group(app, status, "What others say", {add_import, add_claims});
  add_group(app, status, "Serving", {add_serve, add_token, add_mcp});
  add_group(app, status, "Upkeep", {add_recode, add_diff, add_forget, add_migrate});
  add_group(app, status, "What it reads with", {add_kb, add_lexicon, add_doctor, add_version});
}

Result<std::string> today_of(const std::string& typed) {
  if (!typed.empty()) {
    auto day = intake::parse_date(typed);
    if (day && day->size() >= 10) return day->substr(0, 10);
    return make_error(ErrorCode::BadArgument, "'" + typed + "': expected a day as 2016-03-23");
  }
  const std::time_t now = std::time(nullptr);
  std::tm local{};
  localtime_r(&now, &local);
  char text[16];
  std::strftime(text, sizeof text, "%Y-%m-%d", &local);
  return std::string(text);
}

int fail(const Error& error) {
  std::fprintf(stderr, "dragoman: %s\n", error.describe().c_str());
  return kUsageError;
}

int finish(Output& output) {
  const auto done = output.finish();
  if (!done) return fail(done.error());
  return output.closed() ? kSignal + SIGPIPE : kAllRead;
}

std::shared_ptr<std::string> add_resources_option(CLI::App& command) {
  auto folder = std::make_shared<std::string>();
  command
      .add_option("--resources", *folder,
                  "Folder with models, lexicons and knowledge.kb (default: found by itself)")
      ->type_name("DIR");
  return folder;
}

std::vector<std::string> KnowledgeChoice::paths() const {
  std::vector<std::string> all = knowledge::user_overlays();
  all.insert(all.end(), named.begin(), named.end());
  return all;
}

std::shared_ptr<KnowledgeChoice> add_knowledge_option(CLI::App& command) {
  auto choice = std::make_shared<KnowledgeChoice>();
  command
      .add_option(
          "--knowledge", choice->named,
          "A table of your own, or a folder of them, over the knowledge base; may be repeated")
      ->type_name("FILE")
      ->expected(1)
      ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
  return choice;
}

std::shared_ptr<KnowledgeChoice> add_knowledge_options(CLI::App& command) {
  auto choice = add_knowledge_option(command);
  command.add_flag("--lenient", choice->lenient,
                   "Leave out broken rows and files of your tables, and list them");
  return choice;
}

std::shared_ptr<std::string> add_lexicon_option(CLI::App& command) {
  auto choice = std::make_shared<std::string>(events::kOurs);
  command
      .add_option("--lexicon", *choice,
                  "Event patterns: ours, files or folders of *.events files, or several of them "
                  "with commas between (ours,my.events)")
      ->type_name("LIST")
      ->capture_default_str();
  return choice;
}

Result<std::shared_ptr<const Engine>> load_engine(const std::string& resources,
                                                  const KnowledgeChoice& knowledge,
                                                  const std::string& lexicon) {
  auto patterns = events::parse_lexicon_choice(lexicon);
  if (!patterns) return patterns.error();
  return Engine::load({.resources = resources,
                       .knowledge = knowledge.paths(),
                       .lenient_knowledge = knowledge.lenient,
                       .lexicon = std::move(*patterns)});
}

void list_left_out(const std::vector<Error>& errors) {
  if (errors.empty()) return;
  std::fprintf(stderr, "dragoman: %zu rows or files of overlay tables left out:\n", errors.size());
  for (const Error& error : errors)
    std::fprintf(stderr, "  %s\n", printable(error.describe()).c_str());
}

Result<std::shared_ptr<const knowledge::KnowledgeBase>> load_knowledge(
    const std::string& folder, const KnowledgeChoice& choice) {
  std::vector<Error> left_out;
  auto base = knowledge::load_with_overlays(
      folder + kKnowledgeFile, {.paths = choice.paths(), .lenient = choice.lenient}, left_out);
  list_left_out(left_out);
  return base;
}

std::shared_ptr<std::string> add_store_option(CLI::App& command) {
  auto path = std::make_shared<std::string>(kDefaultStore);
  command
      .add_option("--store", *path, "Store: a file, or postgresql://user@host/database")
      ->type_name("STORE")
      ->capture_default_str();
  return path;
}

void add_processes_option(CLI::App& command, std::string& path) {
  command
      .add_option("--processes", path,
                  "Your file of processes: names, pins, merges (default: processes.toml beside the store)")
      ->type_name("FILE");
}

std::shared_ptr<store::Filter> add_filter_options(CLI::App& command, const std::string& type) {
  auto filter = std::make_shared<store::Filter>();
  command
      .add_option("--actor", filter->actor,
                  "Words of a name, or a code: Santos, FARC, RUSGOV, \"RUS*\"")
      ->type_name("NAME");
  command.add_option("--country", filter->country, "ISO alpha-3 code or name: COL, Colombia")
      ->type_name("COUNTRY");
  command.add_option("--type", filter->type, type)->type_name("TYPE");
  command
      .add_option("--since", filter->since,
                  "From this day, month or year on: 2016-03-23, 2016-03, 2016")
      ->type_name("DATE");
  command.add_option("--until", filter->until, "Up to this day, month or year, which is included")
      ->type_name("DATE");
  command
      .add_option("--search", filter->search,
                  "Words in the report: all must occur; \"...\" side by side; word* begins so")
      ->type_name("WORDS");
  return filter;
}

void add_statement_filters(CLI::App& command, const std::shared_ptr<store::Filter>& filter) {
  command.add_option("--speaker", filter->speaker, "Who speaks; as --actor")->type_name("NAME");
  command
      .add_option("--about", filter->about,
                  "What it is about: words of what is said, or an actor, place, process or country "
                  "that it names")
      ->type_name("WORDS");
  command
      .add_option("--source-type", filter->source_type,
                  "named, role, anonymous, collective, document, medium or unknown")
      ->type_name("TYPE");
}

void set_examples(CLI::App& command, const std::string& first, const std::string& second) {
  command.footer("Examples:\n  " + first + "\n  " + second);
}

}  // namespace dragoman::cli
