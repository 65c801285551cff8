// dragoman recode: the stored reports are read again with the present program, model, lexicons and
// knowledge base.
//
//   store (one connection) -> workers (read again, compare) -> in order: store (another connection)
//
// Each batch is written in one transaction together with how far the work has come and what has
// changed so far, so that a run that was killed goes on by itself and still tells the whole.
#include <csignal>
#include <deque>
#include <map>
#include <thread>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "cli/command.h"
#include "cli/interrupt.h"
#include "cli/messages.h"
#include "cli/progress.h"
#include "cli/refresh.h"
#include "pipeline/compare_events.h"
#include "pipeline/in_order.h"
#include "pipeline/read_report.h"
#include "store/store.h"

namespace dragoman::cli {
namespace {

using pipeline::EventChange;

constexpr std::size_t kPage = 256;  // records that are fetched at once

struct Options {
  std::shared_ptr<std::string> store;
  std::shared_ptr<std::string> resources;
  std::shared_ptr<KnowledgeChoice> knowledge;
  std::shared_ptr<std::string> lexicon;
  unsigned threads = 0;
  bool all = false;
  std::string summary = "text";
};

// What changed in entries of one kind: how many came, went, are otherwise, and in which fields.
struct Differences {
  std::map<std::string, std::size_t> kinds, fields;

  void add(const std::vector<EventChange>& changes) {
    for (const EventChange& change : changes) {
      ++kinds[std::string(to_string(change.kind))];
      for (const EventChange::Field& field : change.fields) ++fields[field.name];
    }
  }
  Json json() const { return {{"kinds", kinds}, {"fields", fields}}; }
  static Differences from(const Json& json) {
    return {json.at("kinds").get<std::map<std::string, std::size_t>>(),
            json.at("fields").get<std::map<std::string, std::size_t>>()};
  }
  std::size_t count(const char* kind) const {
    const auto found = kinds.find(kind);
    return found == kinds.end() ? 0 : found->second;
  }
  std::string in_words(const char* what) const {
    std::string out = fmt::format("  {:<11}{:>7} added {:>7} removed {:>7} changed", what,
                                  count("added"), count("removed"), count("changed"));
    const char* between = ": ";
    for (const auto& [name, times] : fields) {
      out += fmt::format("{}{} {}", between, name, times);
      between = ", ";
    }
    return out + "\n";
  }
};

struct Difference {
  std::size_t read = 0, changed = 0, failed = 0;  // reports
  Differences events, statements;

  Json json() const {
    return {{"read", read},
            {"changed", changed},
            {"failed", failed},
            {"events", events.json()},
            {"statements", statements.json()}};
  }
  static Difference from(const std::string& text) {
    const Json json = Json::parse(text);
    return {json.at("read"), json.at("changed"), json.at("failed"),
            Differences::from(json.at("events")), Differences::from(json.at("statements"))};
  }
};

struct Outcome {
  std::int64_t number = 0;
  std::optional<Record> record;
  std::optional<Error> error;
  std::vector<EventChange> events, statements;
};

// What the text does not tell again.
void keep_metadata(const Record& before, Record& after) {
  if (!after.page) after.page = before.page;
  if (!after.dateline) after.dateline = before.dateline;
  if (after.byline.empty()) after.byline = before.byline;
  if (after.agency.empty()) after.agency = before.agency;
}

Outcome read_again(const Engine& engine, Reader& reader, const store::Store::Numbered& stored) {
  Outcome out;
  out.number = stored.number;
  const auto before = record_from_json(stored.json);
  if (!before) {
    out.error = before.error();
    return out;
  }
  const pipeline::Resources& resources = engine.impl().resources;
  auto after = reader.read(pipeline::restore_report(resources, *before));
  if (!after) {
    out.error = after.error();
    return out;
  }
  keep_metadata(*before, *after);
  const events::Lexicon& patterns = resources.events->lexicon();
  out.events = pipeline::compare_events({*before, patterns}, {*after, patterns});
  out.statements = pipeline::compare_statements(*before, *after);
  out.record = std::move(*after);
  return out;
}

class Run {
 public:
  Run(const Options& options,
      std::shared_ptr<const Engine> engine,
      store::Store source,
      store::Store target)
      : options_(options),
        engine_(std::move(engine)),
        source_(std::move(source)),
        target_(std::move(target)) {
    const Versions& v = engine_->versions();
    versions_ = v.engine + " " + v.model + " " + v.lexicon + " " + v.knowledge +
                (options_.all ? " all" : "");
  }

  int operator()() {
    if (auto done = go_on_where_left(); !done) return fail(done.error());
    pipeline::InOrderOptions order;
    order.threads = options_.threads != 0 ? options_.threads
                                          : std::max(1u, std::thread::hardware_concurrency());
    pipeline::in_order<store::Store::Numbered, Outcome>(
        order, {}, [this] { return next(); },
        [this]() -> std::function<Outcome(store::Store::Numbered)> {
          auto reader = std::make_shared<Reader>(engine_);
          return [this, reader](const store::Store::Numbered& stored) {
            return read_again(*engine_, *reader, stored);
          };
        },
        [this](Outcome outcome) { take(std::move(outcome)); });
    return end();
  }

 private:
  Result<void> go_on_where_left() {
    auto mark = target_.recoding(versions_);
    if (!mark) return mark.error();
    if (!*mark) return {};
    last_ = (*mark)->upto;
    difference_ = Difference::from((*mark)->counts);
    std::fprintf(stderr, "dragoman: going on behind %zu reports that an earlier run read again\n",
                 difference_.read);
    return {};
  }

  // On the feeder's thread, which alone uses source_ and last_.
  std::optional<store::Store::Numbered> next() {
    if (stop_ || signal_seen() != 0) return std::nullopt;
    if (page_.empty()) {
      auto more = source_.records_after(last_, options_.all ? nullptr : &engine_->versions(), kPage);
      if (!more) {
        source_failed_ = more.error();
        return std::nullopt;
      }
      page_.assign(std::make_move_iterator(more->begin()), std::make_move_iterator(more->end()));
      if (page_.empty()) {
        at_end_ = true;
        return std::nullopt;
      }
      last_ = page_.back().number;
    }
    store::Store::Numbered stored = std::move(page_.front());
    page_.pop_front();
    return stored;
  }

  void take(Outcome outcome) {
    if (target_failed_) return;
    ++difference_.read;
    if (outcome.error) {
      ++difference_.failed;
      failed_.add(outcome.error->describe());
    }
    difference_.events.add(outcome.events);
    difference_.statements.add(outcome.statements);
    if (!outcome.events.empty() || !outcome.statements.empty()) ++difference_.changed;
    target_.mark(store::RecodingMark{versions_, outcome.number, difference_.json().dump(), false});
    if (outcome.record) put(std::move(*outcome.record));
    progress_.update(difference_.read, 0, 0);
  }

  // Now and then the layers follow, so that little is left for the end.
  void put(Record record) {
    keep(target_.put(std::move(record)));
    if (++unrefreshed_ < kRefreshEach) return;
    unrefreshed_ = 0;
    if (!target_failed_) keep(target_.commit());
    if (!target_failed_) keep(refresh_layers(target_, progress_, false));
  }

  void keep(const Result<void>& done) {
    if (done) return;
    target_failed_ = done.error();
    stop_ = true;
  }

  int end() {
    const bool whole = at_end_ && !source_failed_;
    if (whole && !target_failed_) target_.mark(store::RecodingMark{versions_, 0, "", true});
    if (!target_failed_) keep(target_.commit());
    if (!target_failed_) keep(refresh_layers(target_, progress_, true));
    progress_.clear();
    failed_.print(fmt::format("{} reports could not be read again and stay as they were:",
                              failed_.count));
    if (source_failed_) return fail(*source_failed_);
    if (target_failed_) {
      std::fprintf(stderr, "dragoman: stopped; run the same command again, it goes on\n");
      return fail(*target_failed_);
    }
    print_summary(whole);
    if (signal_seen() != 0) {
      std::fprintf(stderr, "dragoman: interrupted; run the same command again, it goes on\n");
      return kSignal + signal_seen();
    }
    return difference_.failed == 0 ? kAllRead : kSomeRejected;
  }

  void print_summary(bool whole) const {
    if (options_.summary == "json") {
      Json out = difference_.json();
      out["whole"] = whole;
      std::printf("%s\n", out.dump().c_str());
      return;
    }
    std::printf("%zu reports read again, %zu of them changed\n%s%s", difference_.read,
                difference_.changed, difference_.events.in_words("events").c_str(),
                difference_.statements.in_words("statements").c_str());
  }

  const Options& options_;
  std::shared_ptr<const Engine> engine_;
  store::Store source_, target_;
  std::string versions_;
  std::int64_t last_ = 0;
  std::deque<store::Store::Numbered> page_;
  std::atomic<bool> stop_{false};
  bool at_end_ = false;
  std::optional<Error> source_failed_, target_failed_;
  Difference difference_;
  Messages failed_;
  Progress progress_;
  std::size_t unrefreshed_ = 0;  // reports that were stored, since the layers followed
};

int run(const Options& options) {
  using Access = store::Store::Access;
  auto target = store::Store::open(*options.store, Access::Write, writing_options());
  if (!target) return fail(target.error());
  auto source = store::Store::open(*options.store, Access::Read);
  if (!source) return fail(source.error());
  auto engine = load_engine(*options.resources, *options.knowledge, *options.lexicon);
  if (!engine) return fail(engine.error());
  list_left_out((*engine)->left_out());
  watch_signals();
  return Run(options, *engine, std::move(*source), std::move(*target))();
}

}  // namespace

void add_recode(CLI::App& app, int& status) {
  auto options = std::make_shared<Options>();
  CLI::App* command = app.add_subcommand(
      "recode",
      "Read the stored reports again with the present program, model, lexicons and knowledge base, "
      "and tell what changed; goes on by itself where a run ended early");
  options->store = add_store_option(*command);
  command->add_flag("--all", options->all,
                    "Also reports whose record was made by the same versions");
  command->add_option("--threads", options->threads, "Worker threads (default: one per core)")
      ->check(CLI::Range(0u, 1024u))
      ->type_name("N");
  command->add_option("--summary", options->summary, "text, or json: one object")
      ->check(CLI::IsMember({"text", "json"}))
      ->type_name("FORMAT")
      ->capture_default_str();
  options->resources = add_resources_option(*command);
  options->knowledge = add_knowledge_options(*command);
  options->lexicon = add_lexicon_option(*command);
  set_examples(*command, "dragoman recode",
               "dragoman recode --lexicon ours,my.events --summary json");
  command->callback([options, &status] { status = run(*options); });
}

}  // namespace dragoman::cli
