// Speed of the language engine on one thread: raw text to trees and names, its parts, and the load
// of its model.
//
//   language_bench [TEXT]     TEXT: a plain text file; without it a report written for this bench,
//   repeated with other long words each time (the network remembers words, see word_cache.h; here
//   it knows two of three, in news about three of four)
//
// tokens/s is what docs/measurements.md quotes. `network` runs once for each instruction set,
// `size` with random weights for a choice of sizes.
#include <cstdio>
#include <fstream>
#include <iterator>
#include <string>

#include <benchmark/benchmark.h>

#include "language/annotate.h"
#include "language/tiny_model.h"

namespace {

using namespace dragoman;

std::string& text() {
  static std::string text = [] {
    const std::string report =
        "HAVANA, March 23 - Negotiators for the government and the largest rebel group said on "
        "Wednesday that they would "
        "miss the deadline for a final agreement, but promised to go on with their talks in the "
        "Cuban capital.\n\n"
        "“We will not sign a bad agreement to keep a date,” Humberto Vargas, who leads the "
        "government's delegation, told "
        "reporters after a meeting with envoys of the guarantor states, Cuba and Norway. “The "
        "differences that remain are "
        "about the ceasefire and the laying down of arms.”\n\n"
        "The rebels accused the army of preparing operations near three of their camps in the "
        "south-western province of "
        "Cauca, which the Defence Ministry denied. According to an official who asked not to be "
        "named, the two sides "
        "don't yet agree on how many zones their fighters should gather in, nor on who is to watch "
        "over them.\n\n"
        "The U.N. Security Council voted in January to send an unarmed mission of 350 observers, "
        "costing about $24m, as "
        "soon as a bilateral ceasefire is signed. The next round begins on April 4.\n\n";
    std::string out;
    for (int i = 0; i < 40; ++i) {
      // Other letters in the middle of each word of seven or more: "government" -> "govDFnment".
      std::string copy = report;
      std::size_t run = 0;
      for (std::size_t at = 0; at < copy.size(); ++at) {
        const bool letter = (copy[at] | 0x20) >= 'a' && (copy[at] | 0x20) <= 'z';
        run = letter ? run + 1 : 0;
        if (run != 7) continue;
        copy[at - 3] = static_cast<char>('a' + i % 26);
        copy[at - 2] = static_cast<char>('a' + i / 2);
      }
      out += copy;
    }
    return out;
  }();
  return text;
}

std::shared_ptr<const language::Model> model() {
  static const auto loaded =
      language::Model::load(std::string(DRAGOMAN_SOURCE_DIR) + "/models/english.dgm");
  if (!loaded.ok()) {
    std::fprintf(stderr, "%s\n", loaded.error().describe().c_str());
    std::exit(2);
  }
  return *loaded;
}

void raw_text_to_trees_and_names(benchmark::State& state) {
  language::Workspace work;
  std::size_t tokens = 0;
  for (auto _ : state) {
    Document doc;
    doc.report.text = text();
    if (!language::annotate(*model(), language::testing::english(), work, doc).ok())
      state.SkipWithError("annotate failed");
    tokens += doc.tokens.size();
  }
  state.counters["tokens/s"] =
      benchmark::Counter(static_cast<double>(tokens), benchmark::Counter::kIsRate);
}
BENCHMARK(raw_text_to_trees_and_names)->Unit(benchmark::kMillisecond);

void splitting(benchmark::State& state) {
  const language::Lexicon& lexicon = language::testing::english();
  std::vector<language::Word> words;
  std::vector<language::SentenceEnd> ends;
  std::size_t tokens = 0;
  for (auto _ : state) {
    words.clear();
    ends.clear();
    language::find_words(lexicon, text(), {0, static_cast<std::uint32_t>(text().size())}, words);
    language::find_sentences(lexicon, text(), words, 0, ends, &model()->ends);
    tokens += words.size();
  }
  state.counters["tokens/s"] =
      benchmark::Counter(static_cast<double>(tokens), benchmark::Counter::kIsRate);
}
BENCHMARK(splitting)->Unit(benchmark::kMicrosecond);

// The network alone, on words and sentences of text().
void run_network(benchmark::State& state,
                 const language::Model& network,
                 const language::Kernels& kernels) {
  Document doc;
  doc.report.text = text();
  language::Workspace work;
  (void)language::annotate(*model(), language::testing::english(), work, doc);
  std::vector<std::string_view> forms;
  std::vector<std::uint32_t> ends;
  for (std::uint32_t i = 0; i < doc.tokens.size(); ++i) forms.push_back(doc.form(i));
  for (const Sentence& s : doc.sentences) ends.push_back(s.tokens.end);
  std::vector<language::WordAnalysis> out(forms.size());
  std::size_t tokens = 0;
  for (auto _ : state) {
    language::analyse(network, kernels, work.network, forms, ends, out);
    tokens += forms.size();
  }
  state.counters["tokens/s"] =
      benchmark::Counter(static_cast<double>(tokens), benchmark::Counter::kIsRate);
}

// Random weights: the cost of a size, before anybody trains it.
void size(benchmark::State& state) {
  language::testing::ModelSizes n;
  n.dim = static_cast<std::uint32_t>(state.range(0));
  n.hidden = static_cast<std::uint32_t>(state.range(1));
  n.blocks = "c" + std::string(static_cast<std::size_t>(state.range(2)), 's');
  n.arc_dim = 128;
  n.rel_dim = 96;
  n.distances = 16;
  n.vector = 96;
  n.word = n.suffix = 64;
  n.prefix = 32;
  n.copies = 80;  // 240 tags, 400 lemma scripts
  const language::testing::AlignedBytes bytes(language::testing::TinyModelWriter(1).write(n));
  const auto network = language::Model::from_bytes(bytes.view(), "random");
  if (!network.ok()) {
    state.SkipWithError("no model");
    return;
  }
  run_network(state, **network, language::best_kernels());
  state.counters["multiply-adds/token"] =
      static_cast<double>(language::testing::TinyModelWriter::multiply_adds(n));
}
BENCHMARK(size)
    ->ArgNames({"dim", "hidden", "scans"})
    ->ArgsProduct({{256, 320, 384}, {160, 192, 256}, {3, 4, 5}})
    ->Unit(benchmark::kMillisecond);

void load(benchmark::State& state) {
  for (auto _ : state) {
    benchmark::DoNotOptimize(
        language::Model::load(std::string(DRAGOMAN_SOURCE_DIR) + "/models/english.dgm"));
  }
}
BENCHMARK(load)->Unit(benchmark::kMillisecond);

}  // namespace

int main(int argc, char** argv) {
  for (const language::Kernels* kernels : language::all_kernels()) {
    benchmark::RegisterBenchmark(
        ("network/" + std::string(kernels->name)).c_str(),
        [kernels](benchmark::State& state) { run_network(state, *model(), *kernels); })
        ->Unit(benchmark::kMillisecond);
  }
  benchmark::Initialize(&argc, argv);
  if (argc > 1) {
    std::ifstream in(argv[1], std::ios::binary);
    if (!in) {
      std::fprintf(stderr, "cannot read %s\n", argv[1]);
      return 2;
    }
    text().assign(std::istreambuf_iterator<char>(in), {});
  }
  benchmark::RunSpecifiedBenchmarks();
}
