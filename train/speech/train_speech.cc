// Trains the weights of the speech room, and writes what it finds for the scorer.
//
//   train_speech fit MODEL LEXICONS GOLD.jsonl WEIGHTS.tsv     weights for
//   lexicons/speech/weights.tsv train_speech predict MODEL LEXICONS TEXTS.jsonl OUT.jsonl
//   statements as {"id", "attributions"}
//
// GOLD has one JSON object a line: {"id", "text", "attributions": [{"source", "cue", "content"}]},
// spans in code points. A candidate is an example: positive when its cue touches that of a gold
// attribution and their contents overlap by half (Dice) or the gold holds the candidate's, else
// negative; one whose cue stands inside a gold content is left out, since the gold knows no
// nesting. Logistic regression, AdaGrad, L2 by decay, examples in a fixed shuffled order: the same
// input gives the same weights.
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <fstream>
#include <iostream>
#include <map>
#include <random>
#include <unordered_map>

#include <nlohmann/json.hpp>

#include "core/utf8.h"
#include "language/annotate.h"
#include "speech/attribute.h"
#include "speech/cues.h"
#include "speech/propose.h"
#include "speech/repair.h"

using namespace dragoman;
using nlohmann::json;

namespace {

constexpr int kEpochs = 12;
constexpr int kLeastCount = 3;
constexpr double kRate = 0.15, kDecay = 2e-5, kKeep = 0.02;

struct Example {
  std::vector<std::uint32_t> features;
  bool positive = false;
};

std::vector<ByteSpan> spans_of(const json& list, const core::CodePointIndex& index) {
  std::vector<ByteSpan> out;
  for (const json& span : list) {
    out.push_back(
        {index.byte_of(span[0].get<std::uint32_t>()), index.byte_of(span[1].get<std::uint32_t>())});
  }
  return out;
}

std::uint64_t common(const std::vector<ByteSpan>& a, const std::vector<ByteSpan>& b) {
  std::uint64_t size = 0;
  for (const ByteSpan span : b) size += speech::overlap(a, span);
  return size;
}

struct Gold {
  std::vector<ByteSpan> cue, content;
};

class Reader {
 public:
  bool open(const std::string& model, const std::string& lexicons) {
    auto loaded = language::Model::load(model);
    if (!loaded) return fail(loaded.error());
    model_ = *loaded;
    auto words = language::Lexicon::load(lexicons + "/language/english.tsv");
    if (!words) return fail(words.error());
    words_ = *words;
    auto resources = speech::Resources::load(lexicons);
    if (!resources) return fail(resources.error());
    resources_ = *resources;
    return true;
  }

  bool read(const std::string& text, Document& doc) {
    doc.report.text = text;
    if (auto done = language::annotate(*model_, *words_, work_, doc); !done)
      return fail(done.error());
    return true;
  }

  const speech::Resources& resources() const { return *resources_; }

 private:
  static bool fail(const Error& error) {
    std::cerr << "train_speech: " << error.describe() << '\n';
    return false;
  }

  std::shared_ptr<const language::Model> model_;
  std::shared_ptr<const language::Lexicon> words_;
  std::shared_ptr<const speech::Resources> resources_;
  language::Workspace work_;
};

int fit(Reader& reader, std::istream& in, const std::string& path) {
  std::unordered_map<std::string, std::uint32_t> ids;
  std::vector<std::string> names;
  std::vector<int> counts;
  std::vector<Example> examples;
  std::size_t gold_total = 0, gold_met = 0;
  for (std::string line; std::getline(in, line);) {
    const json record = json::parse(line);
    Document doc;
    if (!reader.read(record["text"].get<std::string>(), doc)) return 2;
    const core::CodePointIndex index(doc.report.text);
    std::vector<Gold> gold;
    for (const json& a : record["attributions"]) {
      gold.push_back({spans_of(a["cue"], index), spans_of(a["content"], index)});
    }
    std::vector<bool> met(gold.size(), false);
    const speech::Tree tree = speech::repaired_tree(doc, reader.resources().cues());
    const auto quotations = speech::find_quotations(doc.text(), speech::paragraphs_of(doc));
    for (const speech::Draft& draft :
         speech::propose(tree, reader.resources().cues(), quotations)) {
      const ByteSpan cue = doc.tokens[draft.candidate.cue].span;
      bool inside = false, positive = false;
      for (std::size_t g = 0; g < gold.size(); ++g) {
        if (speech::overlap(gold[g].content, cue) > 0) inside = true;
        if (speech::overlap(gold[g].cue, cue) == 0) continue;
        const double size = static_cast<double>(speech::total_size(gold[g].content) +
                                                speech::total_size(draft.content));
        const double both = static_cast<double>(common(gold[g].content, draft.content));
        // A part counts as well: the gold joins quotations that are joined here only after
        // weighing.
        if (2.0 * both >= 0.5 * size ||
            both >= 0.7 * static_cast<double>(speech::total_size(draft.content))) {
          positive = true;
          met[g] = true;
        }
      }
      if (inside && !positive) continue;
      Example example;
      example.positive = positive;
      for (const std::string& f :
           speech::features_of(tree, reader.resources().cues(), quotations, draft)) {
        const auto [at, fresh] = ids.try_emplace(f, static_cast<std::uint32_t>(names.size()));
        if (fresh) {
          names.push_back(f);
          counts.push_back(0);
        }
        ++counts[at->second];
        example.features.push_back(at->second);
      }
      examples.push_back(std::move(example));
    }
    gold_total += gold.size();
    gold_met += static_cast<std::size_t>(std::count(met.begin(), met.end(), true));
  }
  std::vector<double> weights(names.size(), 0), squares(names.size(), 1e-6), sums(names.size(), 0);
  std::mt19937 random(20160323);
  std::size_t right = 0, positives = 0;
  double steps = 0;
  for (int epoch = 0; epoch < kEpochs; ++epoch) {
    for (std::size_t i = examples.size(); i > 1; --i)
      std::swap(examples[i - 1], examples[random() % i]);
    right = positives = 0;
    for (const Example& example : examples) {
      double sum = 0;
      for (const std::uint32_t f : example.features) {
        if (counts[f] >= kLeastCount) sum += weights[f];
      }
      const double error = (example.positive ? 1.0 : 0.0) - 1.0 / (1.0 + std::exp(-sum));
      right += (sum > 0) == example.positive;
      positives += example.positive;
      for (const std::uint32_t f : example.features) {
        if (counts[f] < kLeastCount) continue;
        const double gradient = error - kDecay * 50 * weights[f];
        squares[f] += gradient * gradient;
        weights[f] += kRate * gradient / std::sqrt(squares[f]);
      }
    }
    for (std::size_t f = 0; f < weights.size(); ++f) sums[f] += weights[f];
    steps += 1;
  }
  std::map<std::string, double> sorted;
  for (std::size_t f = 0; f < names.size(); ++f) {
    const double weight = sums[f] / steps;
    if (counts[f] >= kLeastCount && std::abs(weight) >= kKeep) sorted[names[f]] = weight;
  }
  std::ofstream out(path);
  out << "# Weights of the features of candidates (src/speech/weigh.h), written by train_speech.\n"
         "# Origin: trained on PolNeAR 1.0, training part (Newell, Margolin and Ruths, LREC "
         "2018).\n"
         "# threshold: least probability of a statement; nested_threshold: of one inside of "
         "another.\n"
         "#\n# feature\tweight\n"
         "threshold\t0.45\nnested_threshold\t0.8\n";
  char number[32];
  for (const auto& [name, weight] : sorted) {
    std::snprintf(number, sizeof number, "%.3f", weight);
    out << name << '\t' << number << '\n';
  }
  std::cerr << examples.size() << " examples, " << positives << " positive, " << right
            << " right in training; " << gold_met << " of " << gold_total
            << " gold attributions among the candidates; " << sorted.size() << " weights\n";
  return out ? 0 : 2;
}

int predict(Reader& reader, std::istream& in, const std::string& path) {
  std::ofstream out(path);
  for (std::string line; std::getline(in, line);) {
    const json record = json::parse(line);
    Document doc;
    if (!reader.read(record["text"].get<std::string>(), doc)) return 2;
    if (auto done = speech::attribute(reader.resources(), doc); !done) {
      std::cerr << done.error().describe() << '\n';
      return 2;
    }
    const core::CodePointIndex index(doc.report.text);
    const auto list = [&](const std::vector<ByteSpan>& spans) {
      json value = json::array();
      for (const ByteSpan span : spans) value.push_back({index.at(span.begin), index.at(span.end)});
      return value;
    };
    json found = json::array();
    for (const Statement& s : doc.statements) {
      found.push_back({{"source", list(s.source)},
                       {"cue", list(s.cue)},
                       {"content", list(s.content)},
                       {"rule", s.rule},
                       {"nested", s.parent != kNone},
                       {"confidence", s.confidence},
                       {"kind", to_string(s.kind)}});
    }
    out << json{{"id", record["id"]}, {"attributions", found}}.dump() << '\n';
  }
  return out ? 0 : 2;
}

}  // namespace

int main(int argc, char** argv) {
  const std::string mode = argc == 6 ? argv[1] : "";
  if (mode != "fit" && mode != "predict") {
    std::cerr << "usage: train_speech fit|predict MODEL LEXICONS INPUT.jsonl OUTPUT\n";
    return 2;
  }
  Reader reader;
  if (!reader.open(argv[2], argv[3])) return 2;
  std::ifstream in(argv[4]);
  if (!in) {
    std::cerr << "train_speech: cannot read " << argv[4] << '\n';
    return 2;
  }
  return mode == "fit" ? fit(reader, in, argv[5]) : predict(reader, in, argv[5]);
}
