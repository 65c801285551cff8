// dragoman diff: what other patterns would change in the events of the stored reports.
//
//   store -> batches of records -> workers (read once, code twice, compare) -> in order: stdout
//
// Memory: one batch, whatever the size of the store.
#include <csignal>
#include <map>
#include <thread>

#include <fmt/format.h>

#include "cli/command.h"
#include "cli/interrupt.h"
#include "cli/messages.h"
#include "cli/terminal.h"
#include "core/resources.h"
#include "core/utf8.h"
#include "events/trace.h"
#include "pipeline/compare_events.h"
#include "pipeline/in_order.h"
#include "pipeline/read_report.h"
#include "record/make_record.h"
#include "store/store.h"

namespace dragoman::cli {
namespace {

using pipeline::EventChange;
using pipeline::EventView;

// Exit status, as that of diff(1); 2 is kUsageError.
constexpr int kSame = 0;
constexpr int kDifferent = 1;

constexpr std::size_t kBatch = 256;

struct Options {
  std::string store = kDefaultStore;
  std::vector<std::string> lexicons;
  std::shared_ptr<std::string> resources;
  std::shared_ptr<KnowledgeChoice> knowledge;
  unsigned threads = 0;
  bool json = false;
};

struct Recoded {
  std::string id, uri;
  std::vector<EventChange> changes;
};

std::string heading(const EventView& event) {
  const std::string& mode = event.field("mode");
  const std::string& recipients = event.field("recipients");
  std::string out = event.field("type") + (mode.empty() ? "" : ":" + mode) + " " +
                    (event.field("actors").empty() ? "?" : event.field("actors"));
  if (!recipients.empty()) out += " -> " + recipients;
  return printable(out);
}

std::string pattern_of(const char* which, const EventView& event) {
  return fmt::format("    {} {}{}\n", which, printable(event.rule),
                     event.where.empty() ? "" : " (" + printable(event.where) + ")");
}

std::string in_words(const EventChange& change, const Screen& screen) {
  const bool added = change.kind == EventChange::Kind::Added;
  const EventView& shown = added ? change.after : change.before;
  std::string out = fmt::format("  {} {}\n    {}\n",
                                screen.paint(Paint::Bold, std::string(to_string(change.kind))),
                                heading(shown), in_marks(printable(shown.text)));
  for (const EventChange::Field& field : change.fields)
    out += fmt::format("    {}: {} => {}\n", field.name, in_marks(printable(field.before)),
                       in_marks(printable(field.after)));
  if (!added) out += pattern_of("old", change.before);
  if (change.kind != EventChange::Kind::Removed) out += pattern_of("new", change.after);
  return out + "    why " + printable(change.why) + "\n";
}

Json json_of(const EventView& event) {
  Json out = Json::object();
  for (const auto& [name, value] : event.fields) {
    if (!value.empty()) out[name] = value;
  }
  out["text"] = event.text;
  if (!event.where.empty()) out["pattern"] = event.where;
  return out;
}

std::string json_line_of(const Recoded& report, const EventChange& change) {
  std::vector<std::pair<const char*, Json>> fields = {
      {"report", report.id}, {"uri", report.uri}, {"change", to_string(change.kind)}};
  if (change.kind != EventChange::Kind::Added) fields.emplace_back("old", json_of(change.before));
  if (change.kind != EventChange::Kind::Removed) fields.emplace_back("new", json_of(change.after));
  if (!change.fields.empty()) {
    Json differ = Json::array();
    for (const EventChange::Field& field : change.fields) differ.push_back(field.name);
    fields.emplace_back("fields", std::move(differ));
  }
  fields.emplace_back("why", change.why);
  return json_line(fields);
}

// Numbers of changes by type; a changed event counts for the type it had.
class Summary {
 public:
  void add(const EventChange& change) {
    const bool added = change.kind == EventChange::Kind::Added;
    const std::string& type = (added ? change.after : change.before).field("type");
    ++counts_[type][static_cast<std::size_t>(change.kind)];
    ++total_[static_cast<std::size_t>(change.kind)];
    if (change.kind == EventChange::Kind::Changed && change.after.field("type") != type) ++retyped_;
  }
  std::size_t changes() const { return total_[0] + total_[1] + total_[2]; }

  std::string in_words(std::size_t reports) const {
    std::string out = fmt::format(
        "{} reports: {} events added, {} removed, {} changed ({} of them "
        "to another type)\n",
        reports, total_[0], total_[1], total_[2], retyped_);
    for (const auto& [type, counts] : counts_)
      out += fmt::format("  {:<12}{:>7} added {:>7} removed {:>7} changed\n", type, counts[0],
                         counts[1], counts[2]);
    return out;
  }
  std::string in_json(std::size_t reports) const {
    const auto numbers = [](const Counts& counts) {
      return Json{{"added", counts[0]}, {"removed", counts[1]}, {"changed", counts[2]}};
    };
    Json types = Json::object();
    for (const auto& [type, counts] : counts_) types[type] = numbers(counts);
    Json all = numbers(total_);
    all["retyped"] = retyped_;
    return json_line(
        {{"reports", reports}, {"summary", std::move(all)}, {"types", std::move(types)}});
  }

 private:
  using Counts = std::array<std::size_t, 3>;
  std::map<std::string, Counts> counts_;
  Counts total_{};
  std::size_t retyped_ = 0;
};

class Run {
 public:
  Run(const Options& options, pipeline::Resources before, pipeline::Resources after)
      : options_(options), before_(std::move(before)), after_(std::move(after)) {}

  int operator()(store::Store& store) {
    std::vector<std::string> batch;
    const auto done = store::find_records(store, {}, [&](const std::string& json) {
      batch.push_back(json);
      if (batch.size() == kBatch) recode(batch);
      return goes_on();
    });
    recode(batch);
    if (!done) return fail(done.error());
    if (goes_on())
      output_.write(options_.json ? summary_.in_json(reports_) : summary_.in_words(reports_));
    const auto written = output_.finish();
    failed_.print(fmt::format("{} reports could not be read again:", failed_.count));
    if (!written) return fail(written.error());
    if (signal_seen() != 0) return kSignal + signal_seen();
    if (output_.closed()) return kSignal + SIGPIPE;
    if (failed_.count > 0 && reports_ == 0) return kUsageError;
    return summary_.changes() == 0 ? kSame : kDifferent;
  }

 private:
  bool goes_on() const { return signal_seen() == 0 && !output_.failed(); }

  // Prints what changes in these records, and empties the batch.
  void recode(std::vector<std::string>& batch) {
    std::size_t next = 0;
    pipeline::InOrderOptions order;
    order.threads = options_.threads != 0 ? options_.threads
                                          : std::max(1u, std::thread::hardware_concurrency());
    pipeline::in_order<std::string, Result<Recoded>>(
        order, {},
        [&]() -> std::optional<std::string> {
          if (next == batch.size() || !goes_on()) return std::nullopt;
          return std::move(batch[next++]);
        },
        [this]() -> std::function<Result<Recoded>(std::string)> {
          auto work = std::make_shared<language::Workspace>();
          return [this, work](const std::string& json) { return recode_one(json, *work); };
        },
        [this](const Result<Recoded>& one) { print(one); });
    batch.clear();
  }

  Result<Recoded> recode_one(const std::string& json, language::Workspace& work) const {
    const auto record = record_from_json(json);
    if (!record) return record.error();
    auto readings = pipeline::read_report_twice(before_, after_, work,
                                                pipeline::restore_report(before_, *record));
    if (!readings) return readings.error();
    const Record before = record::make_record(readings->before, before_.versions);
    const Record after = record::make_record(readings->after, after_.versions);
    return Recoded{record->id, record->uri,
                   pipeline::compare_events(side_of(before, before_, readings->before),
                                            side_of(after, after_, readings->after))};
  }

  // What the patterns match is found out once, when it is first asked for.
  static pipeline::CodedRecord side_of(const Record& record,
                                       const pipeline::Resources& resources,
                                       const Document& doc) {
    return {record, resources.events->lexicon(),
            [&resources, &doc, index = core::CodePointIndex(doc.text()),
             matches = std::shared_ptr<events::Matches>()](CodePointSpan span) mutable {
              if (matches == nullptr)
                matches = std::make_shared<events::Matches>(*resources.events, doc);
              return matches->at({index.byte_of(span.begin), index.byte_of(span.end)});
            }};
  }

  void print(const Result<Recoded>& one) {
    if (!one) return failed_.add(one.error().describe());
    ++reports_;
    if (!one->changes.empty() && !options_.json)
      output_.write(
          screen_.paint(Paint::Heading, one->id.substr(0, 8) + " " + printable(one->uri)) + "\n");
    for (const EventChange& change : one->changes) {
      summary_.add(change);
      output_.write(options_.json ? json_line_of(*one, change) : in_words(change, screen_));
    }
  }

  const Options& options_;
  const pipeline::Resources before_, after_;
  const Screen screen_ = look_at(stdout);
  Output output_ = Output::standard();
  Messages failed_;
  Summary summary_;
  std::size_t reports_ = 0;
};

int run(const Options& options) {
  std::vector<events::LexiconChoice> choices;
  for (const std::string& text : options.lexicons) {
    auto choice = events::parse_lexicon_choice(text);
    if (!choice) return fail(choice.error());
    choices.push_back(std::move(*choice));
  }
  auto store = store::Store::open(options.store, store::Store::Access::Read);
  if (!store) return fail(store.error());
  const auto folder = core::find_resources(*options.resources);
  if (!folder) return fail(folder.error());
  auto before = pipeline::load_resources(
      *folder, {.paths = options.knowledge->paths(), .lenient = options.knowledge->lenient},
      choices[0]);
  if (!before) return fail(before.error());
  list_left_out(before->left_out);
  auto after = pipeline::with_patterns(*before, *folder, choices[1]);
  if (!after) return fail(after.error());
  watch_signals();
  return Run(options, std::move(*before), std::move(*after))(*store);
}

}  // namespace

void add_diff(CLI::App& app, int& status) {
  auto options = std::make_shared<Options>();
  CLI::App* command = app.add_subcommand(
      "diff", "List every event of the stored reports that other patterns would change, and why");
  command
      ->add_option("--lexicon", options->lexicons,
                   "Old and new event patterns, each as for read: ours, files, folders, or several "
                   "with commas between")
      ->type_name("OLD NEW")
      ->expected(2)
      ->allow_extra_args(false)
      ->required();
  command->add_option("STORE", options->store, "Store file")->capture_default_str();
  command->add_flag("--json", options->json, "One JSON object for each change, and one of counts");
  command->add_option("--threads", options->threads, "Worker threads (default: one per core)")
      ->check(CLI::Range(0u, 1024u))
      ->type_name("N");
  options->resources = add_resources_option(*command);
  options->knowledge = add_knowledge_options(*command);
  set_examples(*command, "dragoman diff --lexicon ours ours,my.events dragoman.db",
               "dragoman diff --lexicon old.events new.events --json > changes.jsonl");
  command->callback([options, &status] { status = run(*options); });
}

}  // namespace dragoman::cli
