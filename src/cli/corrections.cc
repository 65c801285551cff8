// dragoman corrections: what users said of entries, as a list or a file. dragoman correction: one of
// them, as a line that lasts.
#include <fstream>

#include "cli/command.h"
#include "cli/list.h"
#include "core/resources.h"
#include "corrections/lines.h"
#include "corrections/sentence.h"
#include "explain/explain.h"
#include "pipeline/layers.h"
#include "store/corrections.h"

namespace dragoman::cli {
namespace {

using store::Correction;
using store::CorrectionAct;

std::string text_of(const Json& value) {
  return value.is_null() ? std::string() : value.dump(-1, ' ', false, Json::error_handler_t::replace);
}

const View<Correction>& correction_view() {
  using Row = Correction;
  static const View<Row> kView{
      {{"id", [](const Row& c) { return Json(c.id); }},
       {"report", [](const Row& c) { return Json(c.report); }},
       {"layer", [](const Row& c) { return Json(record::to_string(c.layer)); }},
       {"entry", [](const Row& c) { return Json(c.entry); }},
       {"words", [](const Row& c) { return Json(c.words); }},
       {"field", [](const Row& c) { return Json(c.field); }},
       {"verdict", [](const Row& c) { return Json(corrections::to_string(c.verdict)); }},
       {"machine", [](const Row& c) { return Json(text_of(c.machine)); }},
       {"value", [](const Row& c) { return Json(text_of(c.value)); }},
       {"reason", [](const Row& c) { return Json(c.reason); }},
       {"author", [](const Row& c) { return Json(c.author); }},
       {"made", [](const Row& c) { return Json(c.made); }},
       {"state", [](const Row& c) { return Json(corrections::to_string(c.state)); }}},
      {{"ID", [](const Row& c) { return c.id.substr(0, 8); }},
       {"STATE", [](const Row& c) { return std::string(corrections::to_string(c.state)); }, false,
        false,
        [](const Row& c) {
          return c.state == corrections::State::Orphaned ? Paint::Warning : Paint::Plain;
        }},
       {"REPORT", [](const Row& c) { return c.report.substr(0, 8); }},
       {"ENTRY",
        [](const Row& c) { return c.entry.empty() ? std::string(record::to_string(c.layer)) : c.entry; }},
       {"WORDS", [](const Row& c) { return c.words; }, true},
       {"WHAT", [](const Row& c) { return explain::in_words(c); }, true}}};
  return kView;
}

const View<CorrectionAct>& act_view() {
  using Row = CorrectionAct;
  static const View<Row> kView{{{"made", [](const Row& a) { return Json(a.made); }},
                                {"act", [](const Row& a) { return Json(a.act); }},
                                {"correction", [](const Row& a) { return Json(a.correction); }},
                                {"report", [](const Row& a) { return Json(a.report); }},
                                {"author", [](const Row& a) { return Json(a.author); }},
                                {"reason", [](const Row& a) { return Json(a.reason); }}},
                               {{"TIME", [](const Row& a) { return a.made; }},
                                {"ACT", [](const Row& a) { return a.act; }},
                                {"ID", [](const Row& a) { return a.correction.substr(0, 8); }},
                                {"REPORT", [](const Row& a) { return a.report.substr(0, 8); }},
                                {"AUTHOR", [](const Row& a) { return a.author; }},
                                {"REASON", [](const Row& a) { return a.reason; }, true}}};
  return kView;
}

struct Options {
  std::shared_ptr<std::string> store;
  store::CorrectionFilter filter;
  std::string layer, verdict, state, to, from;
  RowFormat format = RowFormat::Table;
  bool log = false;
  std::size_t limit = 0;
};

int list_log(store::Store& store, const Options& options) {
  const auto acts = store::correction_log(store, "");
  if (!acts) return fail(acts.error());
  Output output = Output::standard();
  const Screen screen = look_at(stdout);
  RowWriter<CorrectionAct> rows(output, screen, options.format, act_view());
  for (const CorrectionAct& act : *acts) rows.add(act);
  return finish_rows(output, rows, false);
}

int list(store::Store& store, const Options& options) {
  Output output = Output::standard();
  const Screen screen = look_at(stdout);
  RowWriter<Correction> rows(output, screen, options.format, correction_view());
  const auto done =
      store::page_corrections(store, options.filter, {.limit = options.limit},
                              [&](const Correction& c, const store::Place&) { rows.add(c); });
  if (!done) return fail(done.error());
  return finish_rows(output, rows, false);
}

// Oldest first, so that those who read it take them in the order in which they were made.
int export_to(store::Store& store, const Options& options) {
  auto output = Output::to(options.to);
  if (!output) return fail(output.error());
  std::vector<std::string> lines;
  const auto done =
      store::page_corrections(store, options.filter, {.limit = 0},
                              [&](const Correction& c, const store::Place&) {
                                lines.push_back(text_of(corrections::to_json(c, false)) + "\n");
                              });
  if (!done) return fail(done.error());
  for (auto line = lines.rbegin(); line != lines.rend(); ++line) output->write(*line);
  return finish(*output);
}

Result<std::vector<Correction>> read_file(const std::string& path) {
  std::ifstream file(path);
  if (!file) return make_error(ErrorCode::NotReadable, "cannot be read", path);
  std::vector<Correction> out;
  std::size_t number = 0;
  for (std::string line; std::getline(file, line);) {
    ++number;
    if (line.empty()) continue;
    auto correction = corrections::correction_from_json(Json::parse(line, nullptr, false));
    if (!correction)
      return make_error(correction.error().code, correction.error().message,
                        path + ":" + std::to_string(number));
    out.push_back(std::move(*correction));
  }
  return out;
}

int import_from(const Options& options) {
  const auto read = read_file(options.from);
  if (!read) return fail(read.error());
  auto store = store::Store::open(*options.store, store::Store::Access::Write,
                                  {.layers = pipeline::all_layers()});
  if (!store) return fail(store.error());
  const auto added = store::add_corrections(*store, *read, "imported");
  if (!added) return fail(added.error());
  if (auto done = store->refresh(); !done) return fail(done.error());
  std::printf("%zu added, %zu known already\n", added->added.size(), added->known);
  if (added->left_out == 0) return kAllRead;
  std::fprintf(stderr,
               "dragoman: %zu left out, whose reports are not in the store; import them again when "
               "they are\n",
               added->left_out);
  return kSomeRejected;
}

Result<void> read_filter(Options& options) {
  const auto check = [](const std::string& typed, bool known, const char* what) -> Result<void> {
    if (typed.empty() || known) return {};
    return make_error(ErrorCode::BadArgument, "there is no " + std::string(what) + " '" + typed + "'");
  };
  options.filter.layer = record::parse_entry_layer(options.layer);
  options.filter.verdict = corrections::parse_verdict(options.verdict);
  options.filter.state = corrections::parse_state(options.state);
  if (auto done = check(options.layer, options.filter.layer.has_value(), "layer"); !done) return done;
  if (auto done = check(options.verdict, options.filter.verdict.has_value(), "verdict"); !done)
    return done;
  return check(options.state, options.filter.state.has_value(), "state");
}

int run(Options options) {
  if (!options.from.empty()) return import_from(options);
  if (auto done = read_filter(options); !done) return fail(done.error());
  auto store = store::Store::open(*options.store, store::Store::Access::Read);
  if (!store) return fail(store.error());
  if (!options.filter.report.empty()) {
    auto record = store->machine_record(options.filter.report);
    if (!record) return fail(record.error());
    options.filter.report = record->id;
  }
  if (options.log) return list_log(*store, options);
  return options.to.empty() ? list(*store, options) : export_to(*store, options);
}

struct OneOptions {
  std::shared_ptr<std::string> store, resources;
  std::string id, as;
};

int run_one(const OneOptions& options) {
  auto store = store::Store::open(*options.store, store::Store::Access::Read);
  if (!store) return fail(store.error());
  const auto correction = store::find_correction(*store, options.id);
  if (!correction) return fail(correction.error());
  if (options.as.empty()) {
    std::printf("%s\n", text_of(corrections::to_json(*correction)).c_str());
    return kAllRead;
  }
  const auto folder = core::find_resources(*options.resources);
  if (!folder) return fail(folder.error());
  const auto words = language::Lexicon::load(*folder + kLexiconFile);
  if (!words) return fail(words.error());
  const auto machine = store->machine_record(correction->report);
  if (!machine) return fail(machine.error());
  const auto corrected = store::corrected_record(*store, correction->report);
  if (!corrected) return fail(corrected.error());
  const corrections::Line line = corrections::as_line(
      *corrections::parse_line_kind(options.as), *machine, corrected->record, *correction,
      [&](CodePointSpan span) {
        return corrections::sentence_around(**words, corrected->record, span);
      });
  if (line.text.empty()) return fail({ErrorCode::NotFound, line.why_not, ""});
  std::printf("%s%s", line.text.c_str(), line.text.ends_with('\n') ? "" : "\n");
  std::fprintf(stderr, "dragoman: for %s\n", line.file.c_str());
  return kAllRead;
}

}  // namespace

void add_corrections(CLI::App& app, int& status) {
  auto options = std::make_shared<Options>();
  CLI::App* command = app.add_subcommand(
      "corrections", "List what users said of entries; write it to a file, or read it from one");
  options->store = add_store_option(*command);
  command->add_option("--report", options->filter.report, "Of this report")->type_name("REPORT");
  command->add_option("--author", options->filter.author, "By this author")->type_name("AUTHOR");
  command->add_option("--field", options->filter.field, "Of this field")->type_name("FIELD");
  command->add_option("--layer", options->layer, "event, statement, actor, mention, place, time ...")
      ->type_name("LAYER");
  command->add_option("--verdict", options->verdict, "accept, reject or correct")
      ->type_name("VERDICT");
  command
      ->add_option("--state", options->state,
                   "applied, agreed, noted, stale, superseded, orphaned or withdrawn")
      ->type_name("STATE");
  command->add_option("--limit", options->limit, "At most so many, the latest; 0 for all")
      ->type_name("N");
  add_row_format_option(*command, options->format);
  command->add_flag("--log", options->log, "What was done, by whom and when");
  command->add_option("--export", options->to, "Write them as JSON Lines; - for standard output")
      ->type_name("FILE");
  command->add_option("--import", options->from, "Read those of others")->type_name("FILE");
  set_examples(*command, "dragoman corrections --state orphaned",
               "dragoman corrections --export ours.jsonl");
  command->callback([options, &status] { status = run(*options); });
}

void add_correction(CLI::App& app, int& status) {
  auto options = std::make_shared<OneOptions>();
  CLI::App* command = app.add_subcommand(
      "correction", "Show a correction, or make a line of it: for a lexicon, the knowledge base, a test");
  command->add_option("ID", options->id, "Its id, or the first digits")->required();
  command->add_option("--as", options->as, "lexicon, knowledge or golden")
      ->check(CLI::IsMember({"lexicon", "knowledge", "golden"}))
      ->type_name("KIND");
  options->store = add_store_option(*command);
  options->resources = add_resources_option(*command);
  set_examples(*command, "dragoman correction 5e0c7a12 --as golden",
               "dragoman correction 5e0c7a12 --as knowledge > names.tsv");
  command->callback([options, &status] { status = run_one(*options); });
}

}  // namespace dragoman::cli
