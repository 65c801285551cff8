// What the subcommands share: registration, exit status, options that several have.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>

#include "dragoman/engine.h"
#include "dragoman/error.h"

#include "cli/output.h"
#include "cli/rows.h"
#include "knowledge/overlay.h"
#include "store/queries.h"

namespace dragoman::cli {

inline constexpr int kAllRead = 0;  // exit status
inline constexpr int kSomeRejected = 1;
inline constexpr int kUsageError = 2;  // usage or resource error; nothing was done
inline constexpr int kSignal =
    128;  // plus the signal that ended the work early; what was read is kept

inline constexpr const char* kDefaultStore = "dragoman.db";
// In the resource folder.
inline constexpr const char* kModelFile = "/models/english.dgm";
inline constexpr const char* kLexiconFile = "/lexicons/language/english.tsv";
inline constexpr const char* kEventsFolder = "/lexicons/events";
inline constexpr const char* kRulesFile = "/lexicons/explain/rules.tsv";
inline constexpr const char* kKnowledgeFile = "/knowledge.kb";
inline constexpr const char* kKnowledgeTables = "/knowledge";

// Each adds one subcommand; its callback runs it and sets `status`.
void add_read(CLI::App& app, int& status);
void add_extract(CLI::App& app, int& status);
void add_watch(CLI::App& app, int& status);
void add_code(CLI::App& app, int& status);
void add_show(CLI::App& app, int& status);
void add_copies(CLI::App& app, int& status);
void add_stories(CLI::App& app, int& status);
void add_story(CLI::App& app, int& status);
void add_explain(CLI::App& app, int& status);
void add_correct(CLI::App& app, int& status);
void add_corrections(CLI::App& app, int& status);
void add_correction(CLI::App& app, int& status);
void add_diff(CLI::App& app, int& status);
void add_events(CLI::App& app, int& status);
void add_happenings(CLI::App& app, int& status);
void add_happening(CLI::App& app, int& status);
void add_quotes(CLI::App& app, int& status);
void add_actors(CLI::App& app, int& status);
void add_alarms(CLI::App& app, int& status);
void add_alerts(CLI::App& app, int& status);
void add_daily_brief(CLI::App& app, int& status);
void add_ledger(CLI::App& app, int& status);
void add_pledge(CLI::App& app, int& status);
void add_summary(CLI::App& app, int& status);
void add_import(CLI::App& app, int& status);
void add_claims(CLI::App& app, int& status);
void add_files(CLI::App& app, int& status);
void add_file(CLI::App& app, int& status);
void add_parse(CLI::App& app, int& status);
void add_export(CLI::App& app, int& status);
void add_recode(CLI::App& app, int& status);
void add_forget(CLI::App& app, int& status);
void add_migrate(CLI::App& app, int& status);
void add_doctor(CLI::App& app, int& status);
void add_kb(CLI::App& app, int& status);
void add_lexicon(CLI::App& app, int& status);
void add_serve(CLI::App& app, int& status);
void add_mcp(CLI::App& app, int& status);
void add_token(CLI::App& app, int& status);
void add_version(CLI::App& app, int& status);
void add_all(CLI::App& app, int& status);

// Prints "dragoman: ..." on stderr and gives kUsageError.
int fail(const Error& error);
// Flushes `output`; the status of a command that did its work.
int finish(Output& output);

// Adds --resources. The string lives as long as the app.
std::shared_ptr<std::string> add_resources_option(CLI::App& command);
// Which overlays of the knowledge base to use: the user's own (knowledge/overlay.h), then those
// named on the command line.
struct KnowledgeChoice {
  std::vector<std::string> named;
  bool lenient = false;

  std::vector<std::string> paths() const;
};
// Adds --knowledge; the second one --lenient too.
std::shared_ptr<KnowledgeChoice> add_knowledge_option(CLI::App& command);
std::shared_ptr<KnowledgeChoice> add_knowledge_options(CLI::App& command);
// Adds --lexicon: which event patterns to use, in order, with commas between them.
std::shared_ptr<std::string> add_lexicon_option(CLI::App& command);
// The engine of those options. `lexicon` as --lexicon has it.
Result<std::shared_ptr<const Engine>> load_engine(const std::string& resources,
                                                  const KnowledgeChoice& knowledge,
                                                  const std::string& lexicon);
// Lists what was left out of overlays on stderr.
void list_left_out(const std::vector<Error>& errors);
// The knowledge base of a resource folder under those overlays; lists what was left out.
Result<std::shared_ptr<const knowledge::KnowledgeBase>> load_knowledge(
    const std::string& folder, const KnowledgeChoice& choice);

// The day that was typed as --today, or the clock's; ISO. Fails with BadArgument.
Result<std::string> today_of(const std::string& typed);

// Adds --store for a command that reads the store.
std::shared_ptr<std::string> add_store_option(CLI::App& command);

// Asks the alerts of a store that has just been written, and sends what is due. Failures are told
// and change no exit status: what was read is kept.
void ask_alerts(store::Store& store, const std::string& path);

// Adds --processes: the user's file of processes.
void add_processes_option(CLI::App& command, std::string& path);

// Filters over the store, as options. `type` says what --type means for this command.
std::shared_ptr<store::Filter> add_filter_options(CLI::App& command, const std::string& type);
// --speaker, --about and --source-type, which filter statements.
void add_statement_filters(CLI::App& command, const std::shared_ptr<store::Filter>& filter);

// "Examples:" with two lines, shown under --help.
void set_examples(CLI::App& command, const std::string& first, const std::string& second);

}  // namespace dragoman::cli
