// What a larger lexicon costs: loading it, and coding the sample reports with it.
//
// Lexicons are the shipped one with more entries for the same words, each asking for an object that
// no report has: the hard case, since entries for other words are never looked at.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <string>

#include <benchmark/benchmark.h>

#include "dragoman/engine.h"

#include "core/resources.h"
#include "events/code_events.h"
#include "intake/read_input.h"
#include "pipeline/read_report.h"

namespace dragoman {
namespace {

using Files = std::vector<std::pair<std::string, std::string>>;

Files shipped() {
  Files files;
  const auto names = events::pattern_files(DRAGOMAN_SOURCE_DIR "/lexicons/events");
  for (const std::string& name : *names) files.emplace_back(name, *core::read_file(name));
  return files;
}

// The shipped files, and entries for the words of the shipped ones in turn until there are `size`.
Files with_entries(std::size_t size) {
  Files files = shipped();
  const auto lexicon = events::Lexicon::parse(files);
  std::string more = "group more AID 070\n";
  for (std::size_t i = lexicon->size(); i < size; ++i) {
    const events::Entry& entry = lexicon->entry(static_cast<std::uint32_t>(i % lexicon->size()));
    const char* pos = entry.pos == events::TriggerPos::Verb   ? "verb "
                      : entry.pos == events::TriggerPos::Noun ? "noun "
                                                              : "adj ";
    more += pos + entry.lemma + " | obj:thing" + std::to_string(i) + "\n";
  }
  files.emplace_back("more.events", std::move(more));
  return files;
}

std::size_t shipped_size() {
  static const std::size_t size = events::Lexicon::parse(shipped())->size();
  return size;
}

double resident_mb() {
  std::ifstream status("/proc/self/statm");
  double pages = 0;
  status >> pages >> pages;
  return pages * 4096 / 1e6;
}

// Argument: entries; 0 the shipped ones, 1 twice as many.
std::size_t entries_of(const benchmark::State& state) {
  const auto wanted = static_cast<std::size_t>(state.range(0));
  return wanted < 2 ? shipped_size() * (wanted + 1) : wanted;
}

void BM_LoadLexicon(benchmark::State& state) {
  const Files files = with_entries(entries_of(state));
  const double before = resident_mb();
  double after = before;
  for (auto _ : state) {
    auto lexicon = events::Lexicon::parse(files);
    after = std::max(after, resident_mb());
    state.counters["entries"] = static_cast<double>(lexicon->size());
  }
  state.counters["MB"] = after - before;
}
BENCHMARK(BM_LoadLexicon)->Arg(0)->Arg(1)->Arg(200'000)->Unit(benchmark::kMillisecond);

// The sample reports up to where events begin.
const std::vector<Document>& documents() {
  static const std::vector<Document> docs = [] {
    std::vector<Document> out;
    const auto engine = Engine::load({});
    std::vector<std::filesystem::path> files;
    for (const auto& entry : std::filesystem::directory_iterator(DRAGOMAN_SOURCE_DIR "/samples")) {
      if (entry.path().extension() == ".txt") files.push_back(entry.path());
    }
    std::sort(files.begin(), files.end());
    Reader reader(*engine);
    for (const auto& file : files) {
      intake::RawItem item;
      item.bytes = *core::read_file(file.string());
      auto report = intake::make_report(*(*engine)->impl().resources.intake, {}, item);
      auto doc = reader.read_document(std::move(*report));
      doc->events.clear();
      out.push_back(std::move(*doc));
    }
    return out;
  }();
  return docs;
}

void BM_CodeEvents(benchmark::State& state) {
  const auto resources = events::Resources::parse(with_entries(entries_of(state)));
  std::size_t tokens = 0;
  for (auto _ : state) {
    state.PauseTiming();
    std::vector<Document> docs = documents();
    state.ResumeTiming();
    for (Document& doc : docs) {
      benchmark::DoNotOptimize(events::code_events(**resources, doc));
      tokens += doc.tokens.size();
    }
  }
  state.counters["entries"] = static_cast<double>((*resources)->lexicon().size());
  state.counters["tokens/s"] =
      benchmark::Counter(static_cast<double>(tokens), benchmark::Counter::kIsRate);
}
BENCHMARK(BM_CodeEvents)->Arg(0)->Arg(1)->Arg(200'000)->Unit(benchmark::kMillisecond);

// One sentence of so many tokens: coordinated clauses, each with an act.
void BM_LongSentence(benchmark::State& state) {
  const auto resources = events::Resources::parse(shipped());
  const auto clauses = static_cast<std::uint32_t>(state.range(0) / 4);
  Document doc;
  auto tagset = std::make_shared<Tagset>();
  for (std::uint32_t i = 0; i < clauses; ++i) {
    const std::uint32_t verb = 4 * i + 1;
    const auto add = [&](const char* word, Upos upos, std::uint32_t head, Deprel deprel) {
      Token token;
      if (!doc.report.text.empty()) doc.report.text += ' ';
      const auto begin = static_cast<std::uint32_t>(doc.report.text.size());
      doc.report.text += word;
      token.span = {begin, static_cast<std::uint32_t>(doc.report.text.size())};
      token.lemma = word;
      token.upos = upos;
      token.head = head;
      token.deprel = deprel;
      token.tag = static_cast<std::uint16_t>(tagset->size());
      tagset->push_back({upos, "", "", 0});
      doc.tokens.push_back(token);
    };
    add("rebels", Upos::Noun, verb, Deprel::Nsubj);
    add("attack", Upos::Verb, i == 0 ? kNone : verb - 4, i == 0 ? Deprel::Root : Deprel::Conj);
    add("villages", Upos::Noun, verb, Deprel::Obj);
    add("and", Upos::Cconj, verb, Deprel::Cc);
  }
  doc.tagset = std::move(tagset);
  Sentence sentence;
  sentence.tokens = {0, static_cast<std::uint32_t>(doc.tokens.size())};
  sentence.span = doc.bytes(sentence.tokens);
  doc.sentences.push_back(sentence);
  doc.mark(Layer::Tokens);
  doc.mark(Layer::Trees);
  for (auto _ : state) {
    Document copy = doc;
    benchmark::DoNotOptimize(events::code_events(**resources, copy));
  }
}
BENCHMARK(BM_LongSentence)->Arg(500)->Arg(1'000)->Arg(2'000)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace dragoman

BENCHMARK_MAIN();
