// dragoman read: inputs -> records, printed and stored.
//
//   Source -> workers (make_report, every stage, rendering) -> in order of the inputs: stdout,
//   store, list of rejects
//
// The store is opened before anything is read, so that a store that cannot be used costs no time.
#include <atomic>
#include <csignal>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include <fmt/format.h>

#include "dragoman/record.h"

#include "cli/brief.h"
#include "cli/command.h"
#include "cli/fetched.h"
#include "cli/interrupt.h"
#include "cli/messages.h"
#include "cli/progress.h"
#include "cli/refresh.h"
#include "cli/totals.h"
#include "intake/dates.h"
#include "intake/language.h"
#include "intake/read_input.h"
#include "pipeline/in_order.h"
#include "pipeline/input_marks.h"
#include "pipeline/read_report.h"
#include "record/make_record.h"
#include "store/store.h"

namespace dragoman::cli {
namespace {

struct Options {
  std::vector<std::string> paths;
  std::string format = "brief";
  std::string store = kDefaultStore;
  unsigned threads = 0;
  bool resume = false;
  std::string summary = "text";
  intake::InputOptions intake;
  FetchChoice fetch;
  std::shared_ptr<std::string> resources;
  std::shared_ptr<KnowledgeChoice> knowledge;
  std::shared_ptr<std::string> lexicon;
};

// One item and how far its file has been read with it.
struct Item {
  Result<intake::RawItem> raw;
  intake::InputPlace place;
};

// What a worker makes of one item.
struct Outcome {
  std::string printed;
  std::optional<Record> record;  // only where a store wants it
  std::optional<Error> error;
  std::vector<std::string> notes;
  std::string not_coded;  // the language that cannot be read, and
  std::string uri;        // where the report came from
  std::size_t tokens = 0;
  intake::InputPlace place;
};

Result<Record> read_report(const Engine& engine, Reader& reader, Report report, Outcome& out) {
  if (!pipeline::can_read(report.language)) {
    out.not_coded = report.language;
    out.uri = report.uri;
  }
  auto document = reader.read_document(std::move(report));
  if (!document) return document.error();
  out.tokens = document->tokens.size();
  return record::make_record(*document, engine.versions());
}

Outcome read_item(
    const Options& options, const Screen& screen, const Engine& engine, Reader& reader, Item item) {
  Outcome out;
  out.place = std::move(item.place);
  if (!item.raw) {
    out.error = item.raw.error();
    return out;
  }
  auto report =
      intake::make_report(*engine.impl().resources.intake, options.intake, *item.raw, &out.notes);
  if (!report) {
    out.error = report.error();
    return out;
  }
  auto record = read_report(engine, reader, std::move(*report), out);
  if (!record) {
    out.error = record.error();
    return out;
  }
  if (options.format == "jsonl") out.printed = to_json(*record) + "\n";
  if (options.format == "brief") out.printed = brief(*record, screen);
  if (options.store != "none") out.record = std::move(*record);
  return out;
}

// One run. All members but the counters of bytes belong to the thread that emits.
class Run {
 public:
  Run(const Options& options,
      std::shared_ptr<const Engine> engine,
      std::optional<store::Store> store)
      : options_(options), engine_(std::move(engine)), store_(std::move(store)) {}

  int operator()(intake::Source& source) {
    const auto next = [&]() -> std::optional<Item> {
      begin_reading();
      std::optional<Result<intake::RawItem>> raw;
      if (!stop_ && signal_seen() == 0) raw = source.next();
      bytes_read_ = source.bytes_read();
      bytes_total_ = source.bytes_total();
      if (signal_seen() != 0) raw.reset();  // a read that was interrupted is no bad input
      if (!raw) {
        end_reading();
        return std::nullopt;
      }
      return Item{std::move(*raw), source.place()};
    };
    const auto make_worker = [&]() -> std::function<Outcome(Item)> {
      auto reader = std::make_shared<Reader>(engine_);
      return [this, reader](Item item) {
        return read_item(options_, screen_, *engine_, *reader, std::move(item));
      };
    };
    const auto size_of = [](const Item& item) { return item.raw ? item.raw->bytes.size() : 0; };
    pipeline::InOrderOptions order;
    order.threads = options_.threads != 0 ? options_.threads
                                          : std::max(1u, std::thread::hardware_concurrency());
    pipeline::in_order<Item, Outcome>(
        order, {}, next, make_worker, [&](Outcome outcome) { take(std::move(outcome)); }, size_of);
    totals_.passed_over = source.passed_over();
    totals_.skipped = source.skipped();
    totals_.bytes = bytes_read_;
    return end();
  }

 private:
  void take(Outcome outcome) {
    for (std::string& note : outcome.notes) notes_.add(std::move(note));
    if (store_ && !outcome.place.file.empty())
      store_->mark(pipeline::to_mark(std::move(outcome.place)));
    if (outcome.error) {
      rejected_.add(outcome.error->describe());
      totals_.reject(*outcome.error);
      return;
    }
    ++totals_.read;
    totals_.tokens += outcome.tokens;
    if (outcome.not_coded.empty()) {
      ++totals_.coded;
    } else {
      ++totals_.not_coded[outcome.not_coded];
      not_coded_.add(Error{ErrorCode::UnsupportedLanguage,
                           "in " + intake::language_name(outcome.not_coded), outcome.uri}
                         .describe());
    }
    output_.write(outcome.printed);
    if (output_.failed()) stop_ = true;
    if (store_ && outcome.record && !store_failed_) put(std::move(*outcome.record));
    progress_.update(totals_.read, bytes_read_, bytes_total_);
  }

  // Now and then the layers follow, so that little is left for the end.
  void put(Record record) {
    keep(store_->put(std::move(record)));
    if (++unrefreshed_ < kRefreshEach) return;
    unrefreshed_ = 0;
    if (!store_failed_) keep(store_->commit());
    if (!store_failed_) keep(refresh_layers(*store_, progress_, false));
  }

  void keep(const Result<void>& done) {
    if (done) return;
    store_failed_ = done.error();
    stop_ = true;
  }

  // Commits, then tells what happened, the worst last. The status is that of the worst.
  int end() {
    if (store_ && !store_failed_) keep(store_->commit());
    // Whoever interrupts does not wait: the next run, or the next question, brings it up to date.
    const bool goes_on = signal_seen() == 0;
    if (store_ && !store_failed_ && goes_on) keep(refresh_layers(*store_, progress_, true));
    if (store_ && !store_failed_ && signal_seen() == 0) ask_alerts(*store_, options_.store);
    progress_.clear();
    const auto written = output_.finish();
    print_messages();
    print_summary();
    if (store_failed_) {
      std::fprintf(
          stderr,
          "dragoman: stopped; run the same command again, it goes on where this one ended\n");
      return fail(*store_failed_);
    }
    if (!written) return fail(written.error());
    if (signal_seen() != 0) {
      std::fprintf(stderr,
                   "dragoman: interrupted; %zu reports were read%s. Run the same command again, it "
                   "goes on\n",
                   totals_.read, store_ ? " and stored" : "");
      return kSignal + signal_seen();
    }
    if (output_.closed()) return kSignal + SIGPIPE;
    return rejected_.count == 0 ? kAllRead : totals_.read == 0 ? kUsageError : kSomeRejected;
  }

  void print_messages() {
    notes_.print("remarks on inputs that were read:");
    not_coded_.print(fmt::format("{} of {} reports kept as text only, not coded:", not_coded_.count,
                                 totals_.read));
    if (!totals_.passed_over.empty()) {
      std::fprintf(stderr, "dragoman: passed over: %s\n",
                   printable(list_counts(totals_.passed_over)).c_str());
    }
    rejected_.print(
        fmt::format("{} of {} inputs rejected:", rejected_.count, rejected_.count + totals_.read));
    if (totals_.skipped > 0) {
      std::fprintf(stderr, "dragoman: %zu inputs left out, as an earlier run read them\n",
                   totals_.skipped);
    }
  }

  void print_summary() {
    if (store_) totals_.stored = store_->counts();
    if (options_.summary == "json") {
      const std::chrono::duration<double> seconds =
          std::chrono::steady_clock::now() - totals_.start;
      std::fprintf(stderr, "%s\n", totals_json(totals_, seconds.count()).c_str());
    } else if (store_) {
      const store::WriteCounts& counts = store_->counts();
      std::fprintf(stderr,
                   "dragoman: %zu reports read; %s: %zu new, %zu replaced, %zu already there\n",
                   totals_.read, printable(store_->database().path()).c_str(), counts.added,
                   counts.replaced, counts.unchanged);
      if (counts.forgotten > 0)
        std::fprintf(stderr, "dragoman: %zu stay away, as they were forgotten\n",
                     counts.forgotten);
    }
  }

  const Options& options_;
  std::shared_ptr<const Engine> engine_;
  std::optional<store::Store> store_;
  Screen screen_ = look_at(stdout);
  Output output_ = Output::standard();
  Progress progress_;
  std::size_t unrefreshed_ = 0;  // reports that were stored, since the layers followed
  Messages rejected_, notes_, not_coded_;
  Totals totals_;
  std::optional<Error> store_failed_;
  std::atomic<bool> stop_{false};
  std::atomic<std::uint64_t> bytes_read_{0}, bytes_total_{0};
};

int run(Options options) {
  if (!options.intake.date.empty()) {
    const auto date = intake::parse_date(options.intake.date);
    if (!date) {
      return fail({ErrorCode::BadArgument,
                   "--date '" + options.intake.date + "': expected a date as 2016-03-23", ""});
    }
    options.intake.date = *date;
  }
  std::optional<store::Store> store;
  if (options.store != "none") {
    auto opened =
        store::Store::open(options.store, store::Store::Access::Write, writing_options());
    if (!opened) {
      const int status = fail(opened.error());
      std::fprintf(stderr, "dragoman: nothing was read; --store none reads without a store\n");
      return status;
    }
    store.emplace(std::move(*opened));
  }
  auto engine = load_engine(*options.resources, *options.knowledge, *options.lexicon);
  if (!engine) return fail(engine.error());
  list_left_out((*engine)->left_out());
  if (!options.intake.preset.empty()) {
    if (auto known = (*engine)->impl().resources.intake->has_preset(options.intake.preset); !known)
      return fail(known.error());
  }
  intake::ResumePoints resume;
  if (options.resume) {
    if (!store) return fail({ErrorCode::BadArgument, "--resume goes on with a store", ""});
    auto marks = store->marks();
    if (!marks) return fail(marks.error());
    resume = pipeline::to_resume_points(std::move(*marks));
  }
  auto source = intake::Source::open(options.paths, options.intake, std::move(resume),
                                     address_reader(options.fetch, options.intake.max_bytes));
  if (!source) return fail(source.error());
  watch_signals();
  return Run(options, *engine, std::move(store))(*source);
}

}  // namespace

void add_read(CLI::App& app, int& status) {
  auto options = std::make_shared<Options>();
  CLI::App* command = app.add_subcommand(
      "read", "Read reports: print what they say, keep their records in the store");
  command
      ->add_option(
          "PATH", options->paths,
          "Files (text, pages, mail, JSON, tables, web archives, zip, tar; plain or "
          "compressed), folders, addresses of pages (http, https), or - for standard input")
      ->required();
  command
      ->add_option("--format", options->format,
                   "brief, for people; jsonl, one record a line; or none")
      ->check(CLI::IsMember({"brief", "jsonl", "none"}))
      ->type_name("FORMAT")
      ->capture_default_str();
  command
      ->add_option("--store", options->store,
                   "Store: a file, or postgresql://user@host/database; or none")
      ->type_name("STORE")
      ->capture_default_str();
  command->add_option("--date", options->intake.date, "Publication date of reports that state none")
      ->type_name("DATE");
  command->add_option("--outlet", options->intake.outlet, "Outlet of reports that state none")
      ->type_name("NAME");
  command->add_option("--threads", options->threads, "Worker threads (default: one per core)")
      ->check(CLI::Range(0u, 1024u))
      ->type_name("N");
  static const std::map<std::string, intake::InputFormat> kInputs = {
      {"auto", intake::InputFormat::Auto},   {"text", intake::InputFormat::Text},
      {"jsonl", intake::InputFormat::Jsonl}, {"json", intake::InputFormat::Json},
      {"csv", intake::InputFormat::Csv},     {"tsv", intake::InputFormat::Tsv},
      {"html", intake::InputFormat::Html},   {"eml", intake::InputFormat::Mail},
      {"mbox", intake::InputFormat::Mbox},   {"warc", intake::InputFormat::Warc}};
  command
      ->add_option(
          "--input", options->intake.format,
          "auto (by name, or first bytes), text, jsonl, json, csv, tsv, html, eml, mbox or warc")
      ->transform(CLI::CheckedTransformer(kInputs))
      ->type_name("FORMAT");
  command
      ->add_option("--max-size", options->intake.max_bytes,
                   "Largest report that is read (default 2MB)")
      ->transform(CLI::AsSizeValue(false))
      ->type_name("SIZE");
  const auto add_field = [command](const char* name, std::string& key, const char* what) {
    command->add_option(name, key, std::string("Key or column of the ") + what)
        ->type_name("KEY")
        ->capture_default_str();
  };
  add_field("--id-field", options->intake.id_field, "id, which becomes the record's uri");
  add_field("--text-field", options->intake.text_field, "text");
  add_field("--date-field", options->intake.date_field, "publication date");
  add_field("--title-field", options->intake.title_field, "title");
  add_field("--outlet-field", options->intake.outlet_field, "outlet");
  add_field("--html-field", options->intake.html_field, "web page, where there is no text");
  add_field("--url-field", options->intake.url_field, "address, of inputs without text");
  command
      ->add_option("--preset", options->intake.preset,
                   "Names of the fields in a known export: gdelt, ngec, news-please, mediacloud")
      ->type_name("NAME");
  command->add_flag("--resume", options->resume,
                    "Go on where an earlier run into this store ended; files that have not changed "
                    "since are not read twice");
  command
      ->add_option("--summary", options->summary,
                   "text; or json, one object as the last line on standard error")
      ->check(CLI::IsMember({"text", "json"}))
      ->type_name("FORMAT")
      ->capture_default_str();
  add_fetch_options(*command, options->fetch);
  options->resources = add_resources_option(*command);
  options->knowledge = add_knowledge_options(*command);
  options->lexicon = add_lexicon_option(*command);
  set_examples(*command, "dragoman read report.txt --date 2016-03-23",
               "dragoman read reports.jsonl.gz --format jsonl --store none > records.jsonl");
  command->callback([options, &status] { status = run(*options); });
}

}  // namespace dragoman::cli
