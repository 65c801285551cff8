// The whole way of a report, one thread: reports/s over the sample reports, and each stage's share.
#include <algorithm>
#include <filesystem>

#include <benchmark/benchmark.h>

#include "dragoman/engine.h"

#include "core/resources.h"
#include "intake/read_input.h"
#include "pipeline/read_report.h"

namespace dragoman {
namespace {

std::vector<Report> samples(const Engine& engine) {
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator(DRAGOMAN_SOURCE_DIR "/samples")) {
    if (entry.path().extension() == ".txt") files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  std::vector<Report> reports;
  for (const auto& file : files) {
    intake::RawItem item;
    item.bytes = *core::read_file(file.string());
    item.uri = file.filename().string();
    if (auto report = intake::make_report(*engine.impl().resources.intake, {}, item))
      reports.push_back(*report);
  }
  return reports;
}

void BM_ReadReport(benchmark::State& state) {
  auto engine = Engine::load({});
  if (!engine) {
    state.SkipWithError(engine.error().describe().c_str());
    return;
  }
  const std::vector<Report> reports = samples(**engine);
  Reader reader(*engine);
  std::size_t read = 0, tokens = 0;
  for (auto _ : state) {
    auto doc = reader.read_document(reports[read++ % reports.size()]);
    tokens += doc.ok() ? doc->tokens.size() : 0;
    benchmark::DoNotOptimize(doc);
  }
  state.counters["reports/s"] =
      benchmark::Counter(static_cast<double>(read), benchmark::Counter::kIsRate);
  state.counters["tokens/s"] =
      benchmark::Counter(static_cast<double>(tokens), benchmark::Counter::kIsRate);
}
BENCHMARK(BM_ReadReport)->Unit(benchmark::kMillisecond);

void BM_LoadEngine(benchmark::State& state) {
  for (auto _ : state) {
    auto engine = Engine::load({});
    benchmark::DoNotOptimize(engine);
  }
}
BENCHMARK(BM_LoadEngine)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace dragoman

BENCHMARK_MAIN();
