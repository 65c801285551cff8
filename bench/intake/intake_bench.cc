// Web pages, one thread: pages/s and MB/s, of the tree alone and to the report.
//
//   DRAGOMAN_PAGES=FOLDER intake_bench     over the *.html of a folder; without it over one page
//   that
//                                          is built from the sample reports
#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <vector>

#include <benchmark/benchmark.h>

#include "core/resources.h"
#include "intake/html_tree.h"
#include "intake/read_input.h"

namespace dragoman::intake {
namespace {

std::vector<std::string> read_all(const std::string& folder, const char* extension) {
  std::vector<std::string> paths, contents;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    if (entry.path().extension() == extension) paths.push_back(entry.path().string());
  }
  std::sort(paths.begin(), paths.end());
  for (const std::string& path : paths) contents.push_back(*core::read_file(path));
  return contents;
}

std::vector<RawItem> pages() {
  std::vector<std::string> contents;
  if (const char* folder = std::getenv("DRAGOMAN_PAGES")) {
    contents = read_all(folder, ".html");
  } else {
    std::string page = "<title>Talks</title><body>";
    for (int i = 0; i < 200; ++i)
      page += "<div class='nav-item'><a href='/x'>Section of the site</a></div>";
    page += "<article>";
    for (const std::string& text : read_all(DRAGOMAN_SOURCE_DIR "/samples", ".txt"))
      page += "<p class='article-paragraph'>" + text + "</p>";
    contents.push_back(page + "</article>");
  }
  std::vector<RawItem> items;
  for (std::string& content : contents) {
    RawItem item;
    item.kind = RawItem::Kind::Html;
    item.uri = "page";
    item.bytes = std::move(content);
    items.push_back(std::move(item));
  }
  return items;
}

template <typename Read>
void over_pages(benchmark::State& state, const Read& read) {
  const std::vector<RawItem> items = pages();
  std::size_t done = 0, bytes = 0;
  for (auto _ : state) {
    const RawItem& item = items[done++ % items.size()];
    bytes += item.bytes.size();
    read(item);
  }
  state.counters["pages/s"] =
      benchmark::Counter(static_cast<double>(done), benchmark::Counter::kIsRate);
  state.SetBytesProcessed(static_cast<std::int64_t>(bytes));
}

void BM_Tree(benchmark::State& state) {
  over_pages(state, [](const RawItem& item) {
    auto tree = HtmlTree::parse(item.bytes);
    benchmark::DoNotOptimize(tree);
  });
}
BENCHMARK(BM_Tree)->Unit(benchmark::kMicrosecond);

void BM_Page(benchmark::State& state) {
  const auto resources = Resources::load(DRAGOMAN_SOURCE_DIR "/lexicons");
  over_pages(state, [&](const RawItem& item) {
    auto report = make_report(**resources, {}, item);
    benchmark::DoNotOptimize(report);
  });
}
BENCHMARK(BM_Page)->Unit(benchmark::kMicrosecond);

}  // namespace
}  // namespace dragoman::intake

BENCHMARK_MAIN();
