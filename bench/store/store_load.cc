// A store of many reports with all layers, what a report more costs in it, and what questions over
// it take.
//
//   store_load fill SEEDS.jsonl STORE COUNT [--no-layers]   SEEDS: records, as `dragoman read --format jsonl` prints
//   store_load ask STORE
//   store_load write SEEDS.jsonl STORE [--no-layers]
//
// `fill` makes COUNT reports (varied_reports.h), or goes on where a store has fewer. At 1,000,
// 10,000, ... and COUNT stored it prints the processor time of a report more, in 16 batches of 64,
// each with a refresh, as `dragoman watch` writes them: medians of all batches, and what each layer
// has of it. In between there is a refresh every 2,048. `ask` prints the processor time of each
// question, asked five times. `write` puts the seeds themselves into a new store and prints the
// processor time of that alone.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <fstream>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "dragoman/record.h"

#include "brief/daily_brief.h"
#include "dossiers/find_dossiers.h"
#include "ledger/alarms.h"
#include "ledger/ledger.h"
#include "pipeline/layers.h"
#include "store/counts.h"
#include "store/queries.h"
#include "store/store.h"
#include "stories/happenings.h"
#include "stories/story_clusters.h"
#include "varied_reports.h"

namespace {

using namespace dragoman;

double cpu_seconds() {
  timespec now{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + 1e-9 * static_cast<double>(now.tv_nsec);
}

[[noreturn]] void end_with(const Error& error) {
  std::fprintf(stderr, "store_load: %s\n", error.describe().c_str());
  std::exit(2);
}

template <class Value>
Value checked(Result<Value> result) {
  if (!result) end_with(result.error());
  if constexpr (!std::is_void_v<Value>) return std::move(*result);
}

std::vector<Record> read_seeds(const char* path) {
  std::ifstream file(path);
  std::vector<Record> out;
  for (std::string line; std::getline(file, line);) out.push_back(checked(record_from_json(line)));
  if (out.empty()) end_with({ErrorCode::EmptyInput, "no records", path});
  return out;
}

double median(std::vector<double> values) {
  std::nth_element(values.begin(), values.begin() + std::ptrdiff_t(values.size() / 2),
                   values.end());
  return values[values.size() / 2];
}

// A layer whose time is taken.
class Timed : public store::Layer {
 public:
  explicit Timed(std::shared_ptr<store::Layer> layer) : layer_(std::move(layer)) {}

  std::string_view name() const override { return layer_->name(); }
  int version() const override { return layer_->version(); }
  Result<void> clear(store::Database& database) override { return layer_->clear(database); }
  Result<void> put(store::Database& database, const Record& record) override {
    const double begin = cpu_seconds();
    auto done = layer_->put(database, record);
    put_ += cpu_seconds() - begin;
    return done;
  }
  Result<void> remove(store::Database& database, const std::string& report) override {
    return layer_->remove(database, report);
  }
  Result<void> refresh(store::Database& database) override {
    const double begin = cpu_seconds();
    auto done = layer_->refresh(database);
    refresh_ += cpu_seconds() - begin;
    return done;
  }

  double take_put() { return std::exchange(put_, 0); }
  double take_refresh() { return std::exchange(refresh_, 0); }

 private:
  std::shared_ptr<store::Layer> layer_;
  double put_ = 0, refresh_ = 0;
};

class Filler {
 public:
  Filler(const char* seeds, const char* path, bool with_layers)
      : reports_(read_seeds(seeds)), store_(open(path, with_layers, layers_)), next_(stored()) {}

  void fill(std::uint64_t count) {
    for (std::uint64_t size = 1000; size < count; size *= 10) {
      if (next_ > size) continue;
      grow(size);
      measure();
    }
    grow(count);
    measure();
  }

 private:
  static constexpr std::size_t kBatch = 64, kBatches = 16, kRefreshEach = 2048;

  static store::Store open(const char* path,
                           bool with_layers,
                           std::vector<std::shared_ptr<Timed>>& timed) {
    store::Layers layers;
    for (auto& layer : with_layers ? pipeline::all_layers() : store::Layers()) {
      timed.push_back(std::make_shared<Timed>(layer));
      layers.push_back(timed.back());
    }
    return checked(store::Store::open(path, store::Store::Access::Write,
                                      {.batch_time = std::chrono::hours(1), .layers = layers}));
  }

  std::uint64_t stored() {
    return std::stoull(checked(store_.database().value_of("SELECT count(*) FROM reports")));
  }

  void put_next() { checked(store_.put(reports_.report(next_++))); }

  void grow(std::uint64_t size) {
    while (next_ < size) {
      put_next();
      if (next_ % kRefreshEach == 0) refresh();
    }
    refresh();
  }
  void refresh() {
    checked(store_.commit());
    checked(store_.refresh());
  }

  // Of this many more.
  void measure() {
    std::vector<double> write, refreshing;
    std::vector<std::vector<double>> put(layers_.size()), refreshed(layers_.size());
    const std::uint64_t from = next_;
    for (std::size_t i = 0; i < kBatches; ++i) {
      std::vector<Record> batch;
      while (batch.size() < kBatch) batch.push_back(reports_.report(next_++));
      for (auto& layer : layers_) layer->take_put(), layer->take_refresh();
      const double begin = cpu_seconds();
      for (Record& record : batch) checked(store_.put(std::move(record)));
      checked(store_.commit());
      const double middle = cpu_seconds();
      checked(store_.refresh());
      write.push_back(middle - begin);
      refreshing.push_back(cpu_seconds() - middle);
      for (std::size_t j = 0; j < layers_.size(); ++j) {
        put[j].push_back(layers_[j]->take_put());
        refreshed[j].push_back(layers_[j]->take_refresh());
      }
    }
    const auto ms = [](const std::vector<double>& times) { return 1e3 * median(times) / kBatch; };
    fmt::print("{:>7} stored: a report more {:.3f} ms: written {:.3f} ms, refresh {:.3f} ms\n", from,
               ms(write) + ms(refreshing), ms(write), ms(refreshing));
    for (std::size_t j = 0; j < layers_.size(); ++j) {
      fmt::print("    {:<12} put {:.3f} ms  refresh {:.3f} ms\n", layers_[j]->name(), ms(put[j]),
                 ms(refreshed[j]));
    }
    std::fflush(stdout);
  }

  bench::VariedReports reports_;
  std::vector<std::shared_ptr<Timed>> layers_;
  store::Store store_;
  std::uint64_t next_;
};

template <class Row>
using Finder = Result<void> (*)(store::Store&,
                                const store::Filter&,
                                const std::function<bool(const Row&)>&);

class Questions {
 public:
  explicit Questions(store::Store& store) : store_(store) {}

  // `ask` gives the number of rows.
  template <class Ask>
  void time(const std::string& name, Ask ask) {
    std::vector<double> times;
    std::size_t rows = 0;
    for (int i = 0; i < 5; ++i) {
      const double begin = cpu_seconds();
      rows = ask();
      times.push_back(1e3 * (cpu_seconds() - begin));
      if (times.back() > 1000) break;
    }
    std::sort(times.begin(), times.end());
    all_.insert(all_.end(), times.begin(), times.end());
    fmt::print("  {:<44}{:>5} rows  median {:>8.1f} ms  most {:>8.1f} ms\n", name, rows,
               times[times.size() / 2], times.back());
    std::fflush(stdout);
  }
  template <class Row>
  void time(const char* name, Finder<Row> find, store::Filter filter) {
    filter.limit = 50;
    time(name, [&] {
      std::size_t rows = 0;
      checked(find(store_, filter, [&rows](const Row&) { return ++rows, true; }));
      return rows;
    });
  }
  void print() {
    std::sort(all_.begin(), all_.end());
    fmt::print("  all: median {:.1f} ms, 95th percentile {:.1f} ms\n", all_[all_.size() / 2],
               all_[all_.size() * 95 / 100]);
  }

 private:
  store::Store& store_;
  std::vector<double> all_;
};

void ask_rows(Questions& queries) {
  using store::EventRow, store::StatementRow, store::ActorRow;
  queries.time<EventRow>("events", store::find_events, {});
  queries.time<EventRow>("events --search syria", store::find_events, {.search = "syria"});
  queries.time<EventRow>("events --search \"case 777\"", store::find_events,
                         {.search = "\"case 777\""});
  queries.time<EventRow>("events --search \"aleppo rebels attack*\"", store::find_events,
                         {.search = "aleppo rebels attack*"});
  queries.time<EventRow>("events --actor Assad", store::find_events, {.actor = "Assad"});
  queries.time<EventRow>("events --actor \"RUS*\"", store::find_events, {.actor = "RUS*"});
  queries.time<EventRow>("events --country Russia", store::find_events, {.country = "Russia"});
  queries.time<EventRow>("events --country CHE", store::find_events, {.country = "CHE"});
  queries.time<EventRow>("events --type AGREE --since 2014", store::find_events,
                         {.type = "AGREE", .since = "2014"});
  queries.time<EventRow>("events --actor Turkey --until 2013-06", store::find_events,
                         {.actor = "Turkey", .until = "2013-06"});
  queries.time<EventRow>("events --actor Russia --search geneva", store::find_events,
                         {.actor = "Russia", .search = "geneva"});
  queries.time<StatementRow>("quotes", store::find_statements, {});
  queries.time<StatementRow>("quotes --about Syria", store::find_statements, {.about = "Syria"});
  queries.time<StatementRow>("quotes --about \"chemical weapons\"", store::find_statements,
                             {.about = "chemical weapons"});
  queries.time<StatementRow>("quotes --speaker Lavrov", store::find_statements,
                             {.speaker = "Lavrov"});
  queries.time<StatementRow>("quotes --speaker Obama --about Syria", store::find_statements,
                             {.speaker = "Obama", .about = "Syria"});
  queries.time<StatementRow>("quotes --type denial --since 2015", store::find_statements,
                             {.type = "denial", .since = "2015"});
  queries.time<StatementRow>("quotes --source-type anonymous --country USA", store::find_statements,
                             {.country = "USA", .source_type = "anonymous"});
  queries.time<ActorRow>("actors", store::find_actors, {});
  queries.time<ActorRow>("actors --actor Assad", store::find_actors, {.actor = "Assad"});
  queries.time<ActorRow>("actors --country TUR", store::find_actors, {.country = "TUR"});
}

std::string first_value(store::Store& store, const char* sql) {
  return checked(store.database().value_of(sql));
}

void ask_lists(store::Store& store, Questions& questions) {
  const std::string today =
      first_value(store, "SELECT published FROM reports ORDER BY number DESC LIMIT 1");
  const auto happenings = [&](const char* name, const stories::HappeningFilter& filter) {
    questions.time(name, [&] {
      std::size_t rows = 0;
      checked(stories::find_happenings(store, filter, [&rows](const auto&) { return ++rows, true; }));
      return rows;
    });
  };
  happenings("happenings", {.where = {.limit = 50}});
  happenings("happenings --country UKR", {.where = {.country = "UKR", .limit = 50}});
  happenings("happenings --actor Turkey", {.where = {.actor = "Turkey", .limit = 50}});
  happenings("happenings --type AGREE --since 2012-06",
             {.where = {.type = "AGREE", .since = "2012-06", .limit = 50}});
  happenings("happenings --reports 3", {.where = {.limit = 50}, .min_reports = 3});
  const auto clusters = [&](const char* name, const stories::StoryFilter& filter) {
    questions.time(name, [&] {
      std::size_t rows = 0;
      checked(stories::find_stories(store, filter, [&rows](const auto&) { return ++rows, true; }));
      return rows;
    });
  };
  clusters("stories --reports 2", {.where = {.limit = 20}, .min_reports = 2});
  clusters("stories --country UKR", {.where = {.country = "UKR", .limit = 20}});
  clusters("stories --search geneva", {.where = {.search = "geneva", .limit = 20}});
  const auto files = [&](const char* name, const dossiers::DossierFilter& filter) {
    questions.time(name, [&] {
      std::size_t rows = 0;
      checked(dossiers::list_dossiers(store, filter, [&rows](const auto&) { return ++rows, true; }));
      return rows;
    });
  };
  dossiers::DossierFilter listed;
  listed.limit = 50;
  files("files", listed);
  listed.party = "opposition";
  files("files --party opposition", listed);
  const auto ledger = [&](const char* name, const ledger::Query& query) {
    questions.time(name, [&] {
      std::size_t rows = 0;
      checked(ledger::find_entries(store, query, [&rows](const auto&) { return ++rows, true; }));
      return rows;
    });
  };
  ledger("ledger", {.today = today, .limit = 50});
  ledger("ledger --due", {.today = today, .due_only = true, .limit = 50});
  ledger("ledger --by Russia", {.today = today, .by = "Russia", .limit = 50});
  ledger("ledger --about ceasefire", {.today = today, .about = "ceasefire", .limit = 50});
  ledger("ledger --status kept", {.today = today, .status = ledger::Status::Kept, .limit = 50});
  questions.time("alarms", [&] {
    return checked(ledger::find_alarms(store, {.today = today})).size();
  });
  questions.time("brief", [&] {
    return checked(brief::make_daily_brief(store, {.date = today})).notes.size();
  });
  questions.time("summary", [&] { return std::size_t(checked(store::summarise(store)).reports); });
  questions.time("facets", [&] { return checked(store::facets(store, {})).types.size(); });
}

void ask_pages(store::Store& store, Questions& questions) {
  const std::string today =
      first_value(store, "SELECT published FROM reports ORDER BY number DESC LIMIT 1");
  const auto file = [&](const char* name, const char* sql) {
    const std::string id = first_value(store, sql);
    questions.time(name, [&] {
      return std::size_t(checked(dossiers::find_dossier(store, id, "")).reports);
    });
  };
  file("file (most reports)", "SELECT id FROM dossiers ORDER BY reports DESC, id LIMIT 1");
  file("file (the 20th)", "SELECT id FROM dossiers ORDER BY reports DESC, id LIMIT 1 OFFSET 19");
  file("file (middling)",
       "SELECT id FROM dossiers ORDER BY reports DESC, id LIMIT 1 OFFSET (SELECT count(*) / 2 FROM "
       "dossiers)");
  const auto story = [&](const char* name, const char* sql) {
    const std::string id = first_value(store, sql);
    questions.time(name, [&] { return checked(stories::story(store, id)).reports.size(); });
  };
  story("story (most reports)",
        "SELECT story FROM story_reports GROUP BY story ORDER BY count(*) DESC, story LIMIT 1");
  story("story", "SELECT story FROM story_reports WHERE report = (SELECT id FROM reports ORDER BY "
                 "number DESC LIMIT 1)");
  const auto happening = [&](const char* name, const char* sql) {
    const std::string id = first_value(store, sql);
    questions.time(name, [&] { return checked(stories::happening(store, id)).events.size(); });
  };
  happening("happening (most reports)",
            "SELECT id FROM happenings ORDER BY reports DESC, id LIMIT 1");
  happening("happening", "SELECT id FROM happenings ORDER BY id LIMIT 1");
  const std::string entry = first_value(
      store, "SELECT entry FROM ledger_pledges WHERE entry <> '' ORDER BY entry LIMIT 1");
  questions.time("ledger entry",
                 [&] { return checked(ledger::entry(store, entry, today)).pledged.size(); });
}

void write_seeds(const char* seeds, const char* path, bool with_layers) {
  std::vector<Record> records = read_seeds(seeds);
  const std::size_t count = records.size();
  auto store = checked(store::Store::open(
      path, store::Store::Access::Write,
      {.layers = with_layers ? pipeline::all_layers() : store::Layers()}));
  const double begin = cpu_seconds();
  for (Record& record : records) checked(store.put(std::move(record)));
  checked(store.commit());
  const double written = cpu_seconds();
  checked(store.refresh());
  fmt::print("{} reports: written {:.3f} ms each, refresh {:.3f} ms each\n", count,
             1e3 * (written - begin) / double(count),
             1e3 * (cpu_seconds() - written) / double(count));
}

int usage() {
  std::fprintf(stderr,
               "usage: store_load fill SEEDS.jsonl STORE COUNT [--no-layers]\n       store_load ask STORE\n"
               "       store_load write SEEDS.jsonl STORE [--no-layers]\n");
  return 2;
}

}  // namespace

int main(int argc, char** argv) {
  const std::string_view mode = argc > 1 ? argv[1] : "";
  const bool with_layers = argv[argc - 1] != std::string_view("--no-layers");
  if (!with_layers) --argc;
  if (mode == "fill" && argc == 5) {
    Filler(argv[2], argv[3], with_layers).fill(std::strtoull(argv[4], nullptr, 10));
    return 0;
  }
  if (mode == "write" && argc == 4) {
    write_seeds(argv[2], argv[3], with_layers);
    return 0;
  }
  if (mode != "ask" || argc != 3) return usage();
  auto store = checked(store::Store::open(argv[2], store::Store::Access::Read));
  Questions questions(store);
  ask_rows(questions);
  ask_lists(store, questions);
  ask_pages(store, questions);
  questions.print();
  return 0;
}
