// A store of many reports, and what it costs: writing per report as it grows, and the time of
// queries over all.
//
//   store_load SEEDS.jsonl STORE COUNT     SEEDS: records, as `dragoman read --format jsonl` prints
//
// Each report is one of the seeds with other words in it: actors keep the names that many reports
// share, as in a corpus of news, one in twenty is somebody new; the text gets a sentence of its own,
// the date runs over five years. So names, words and countries repeat as they do in life, and no two
// reports are the same. Prints CPU time per report around 1,000 and around COUNT reports, then
// median and 95th percentile of each query.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <fstream>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "dragoman/record.h"

#include "core/hash.h"
#include "pipeline/layers.h"
#include "store/queries.h"
#include "store/store.h"

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

std::vector<Record> read_seeds(const char* path) {
  std::ifstream file(path);
  std::vector<Record> out;
  for (std::string line; std::getline(file, line);) {
    auto record = record_from_json(line);
    if (!record) end_with(record.error());
    out.push_back(std::move(*record));
  }
  if (out.empty()) end_with({ErrorCode::EmptyInput, "no records", path});
  return out;
}

Record vary(const Record& seed, int number) {
  Record r = seed;
  const std::string digits = std::to_string(number);
  r.uri = "load/" + digits;
  r.outlet = "Paper " + std::to_string(number % 40);
  r.published = fmt::format("{}-{:02}-{:02}", 2012 + number % 5, 1 + number / 5 % 12,
                            1 + number / 60 % 28);
  r.text += " Case " + digits + " of district " + std::to_string(number % 997) + ".";
  r.id = core::sha256_hex(r.text).substr(0, 16);
  if (number % 2 == 0 && !r.actors.empty() && r.actors.back().kb.empty())
    r.actors.back().name += " " + std::to_string(number % 10 == 0 ? number : number % 500);
  for (RecordEvent& event : r.events) event.date = event.date.empty() ? "" : r.published;
  for (RecordStatement& said : r.statements) said.date = said.date.empty() ? "" : r.published;
  return r;
}

void write(store::Store& store, const std::vector<Record>& seeds, int from, int to) {
  for (int i = from; i < to; ++i) {
    auto done = store.put(vary(seeds[static_cast<std::size_t>(i) % seeds.size()], i));
    if (!done) end_with(done.error());
  }
  if (auto done = store.commit(); !done) end_with(done.error());
}

// CPU time per report of the next `count`, without the time to make them up.
double cost(store::Store& store, const std::vector<Record>& seeds, int from, int count) {
  double made = cpu_seconds();
  for (int i = from; i < from + count; ++i)
    vary(seeds[static_cast<std::size_t>(i) % seeds.size()], i);
  made = cpu_seconds() - made;
  const double begin = cpu_seconds();
  write(store, seeds, from, from + count);
  return (cpu_seconds() - begin - made) / count;
}

template <class Row>
using Finder = Result<void> (*)(store::Store&,
                                const store::Filter&,
                                const std::function<bool(const Row&)>&);

class Queries {
 public:
  explicit Queries(store::Store& store) : store_(store) {}

  template <class Row>
  void time(const char* name, Finder<Row> find, store::Filter filter) {
    filter.limit = 50;
    std::vector<double> times;
    std::size_t rows = 0;
    for (int i = 0; i < 11; ++i) {
      rows = 0;
      const auto begin = std::chrono::steady_clock::now();
      auto done = find(store_, filter, [&rows](const Row&) { return ++rows, true; });
      const std::chrono::duration<double, std::milli> took =
          std::chrono::steady_clock::now() - begin;
      if (!done) end_with(done.error());
      times.push_back(took.count());
    }
    std::sort(times.begin(), times.end());
    all_.insert(all_.end(), times.begin(), times.end());
    fmt::print("  {:<44}{:>5} rows  median {:>8.1f} ms  most {:>8.1f} ms\n", name, rows, times[5],
               times.back());
  }
  void print() {
    std::sort(all_.begin(), all_.end());
    fmt::print("  all queries: median {:.1f} ms, 95th percentile {:.1f} ms\n", all_[all_.size() / 2],
               all_[all_.size() * 95 / 100]);
  }

 private:
  store::Store& store_;
  std::vector<double> all_;
};

void ask(store::Store& store) {
  using store::EventRow, store::StatementRow, store::ActorRow;
  Queries queries(store);
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
  queries.print();
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 4) {
    std::fprintf(stderr, "usage: store_load SEEDS.jsonl STORE COUNT\n");
    return 2;
  }
  const std::vector<Record> seeds = read_seeds(argv[1]);
  const int count = std::atoi(argv[3]);
  constexpr int kFirst = 1000, kMeasured = 1000;
  auto store = store::Store::open(argv[2], store::Store::Access::Write,
                                  {.layers = pipeline::all_layers()});
  if (!store) end_with(store.error());
  write(*store, seeds, 0, kFirst);
  const double early = cost(*store, seeds, kFirst, kMeasured);
  write(*store, seeds, kFirst + kMeasured, count);
  const double late = cost(*store, seeds, count, kMeasured);
  fmt::print("  CPU per report: {:.3f} ms at {}, {:.3f} ms at {}, ratio {:.2f}\n", 1e3 * early,
             kFirst, 1e3 * late, count, late / early);
  const double begin = cpu_seconds();
  if (auto done = store->refresh(); !done) end_with(done.error());
  fmt::print("  refresh: {:.1f} s\n", cpu_seconds() - begin);
  ask(*store);
  return 0;
}
