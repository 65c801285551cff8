// Trains the weights that the events room decides by.
//
//   train_events fit   pairs|verdicts RESOURCES GOLD.jsonl WEIGHTS.tsv
//   train_events folds pairs|verdicts RESOURCES GOLD.jsonl OUT.jsonl    what each example is, by
//                                                       weights of the four other fifths
//
// pairs     what one marked party does to another (lexicons/events/pair_weights.tsv). GOLD has one
//           JSON object a line: {"id", "text", "source": [b, e], "target": [b, e], "root"}
// verdicts  whether a coded event is right (lexicons/events/trust_weights.tsv). GOLD has one report a
//           line: {"id", "text", "date", "verdicts": [{"begin", "type", "right"}]}, where "begin" is
//           where the trigger begins
//
// Offsets are code points. A fifth holds the ids with sha1(id) mod 5 = k. Multinomial logistic
// regression, AdaGrad, L2, mean over the passes; examples in a fixed shuffled order: the same input
// gives the same weights.
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <fstream>
#include <iostream>
#include <map>
#include <random>
#include <set>
#include <unordered_map>

#include <nlohmann/json.hpp>
#include <openssl/evp.h>

#include "dragoman/engine.h"

#include "core/utf8.h"
#include "events/code_events.h"
#include "events/code_pair.h"
#include "intake/read_input.h"
#include "pipeline/marked_pair.h"
#include "pipeline/read_report.h"

using namespace dragoman;
using nlohmann::json;

namespace {

constexpr int kEpochs = 30;
constexpr int kLeastCount = 2;
constexpr double kRate = 0.1, kKeep = 0.1;
double kDecay = 4e-3;  // of a weight, for each example that has its feature
constexpr unsigned kFolds = 5;

struct Example {
  std::string id;
  std::vector<std::pair<std::uint32_t, float>> features;
  std::size_t right = 0;  // index of its class
  unsigned fold = 0;
};

struct Data {
  std::vector<Example> examples;
  std::vector<std::string> names, classes;
  std::vector<int> counts;  // [names]
};

// sha1(id) mod 5; 256 mod 5 is 1, so the sum of the bytes will do.
unsigned fold_of(const std::string& id) {
  unsigned char digest[EVP_MAX_MD_SIZE];
  unsigned size = 0, sum = 0;
  EVP_Digest(id.data(), id.size(), digest, &size, EVP_sha1(), nullptr);
  for (unsigned i = 0; i < size; ++i) sum += digest[i];
  return sum % kFolds;
}

bool complain(const Error& error) {
  std::cerr << "train_events: " << error.describe() << '\n';
  return false;
}

class DataReader {
 public:
  DataReader(const std::shared_ptr<const Engine>& engine, Data& data)
      : resources_(engine->impl().resources), reader_(engine), data_(data) {}

  bool read_pair(const std::string& line) {
    auto pair = pipeline::parse_marked_pair(*resources_.intake, line);
    if (!pair) return complain(pair.error());
    const auto doc = reader_.read_document(std::move(pair->report));
    if (!doc) return complain(doc.error());
    const auto features =
        events::features_of_pair(*resources_.events, *doc, pair->source, pair->target);
    if (!features) return complain(features.error());
    add(doc->report.uri, *features, json::parse(line).at("root").get<std::string>());
    return true;
  }

  // Verdicts on events that are not coded any more teach nothing, and are passed over.
  bool read_verdicts(const std::string& line) {
    intake::InputOptions options;
    options.format = intake::InputFormat::Jsonl;
    intake::RawItem item;
    item.kind = intake::RawItem::Kind::JsonLine;
    item.bytes = line;
    auto report = intake::make_report(*resources_.intake, options, item);
    if (!report) return complain(report.error());
    auto doc = reader_.read_document(std::move(*report));
    if (!doc) return complain(doc.error());
    const auto features = events::code_with_features(*resources_.events, *doc);
    if (!features) return complain(features.error());
    const core::CodePointIndex offsets(doc->report.text);
    const json gold = json::parse(line);
    for (const json& verdict : gold.at("verdicts")) {
      const auto begin = verdict.at("begin").get<std::size_t>();
      const auto type = verdict.at("type").get<std::string>();
      for (std::size_t i = 0; i < doc->events.size(); ++i) {
        const Event& event = doc->events[i];
        const ByteSpan trigger = doc->bytes(event.trigger.front());
            if (offsets.at(trigger.begin) != begin || to_string(event.type) != type) continue;
        add(doc->report.uri, (*features)[i], verdict.at("right").get<bool>() ? "right" : "wrong");
        break;
      }
    }
    return true;
  }

 private:
  void add(const std::string& id,
           const std::vector<events::Feature>& features,
           const std::string& right) {
    Example example;
    example.id = id;
    example.fold = fold_of(id);
    example.right = classes_.try_emplace(right, classes_.size()).first->second;
    if (example.right == data_.classes.size()) data_.classes.push_back(right);
    for (const events::Feature& feature : features) {
      const auto [at, fresh] =
          ids_.try_emplace(feature.name, static_cast<std::uint32_t>(data_.names.size()));
      if (fresh) data_.names.push_back(feature.name), data_.counts.push_back(0);
      ++data_.counts[at->second];
      example.features.emplace_back(at->second, feature.value);
    }
    data_.examples.push_back(std::move(example));
  }

  const pipeline::Resources& resources_;
  Reader reader_;
  Data& data_;
  std::unordered_map<std::string, std::uint32_t> ids_;
  std::map<std::string, std::size_t> classes_;
};

// Weights [features x classes], row-major.
class Model {
 public:
  Model(std::size_t features, std::size_t classes)
      : classes_(classes), weights_(features * classes, 0) {}

  std::vector<double> probabilities(const Example& example) const {
    std::vector<double> p(classes_, 0);
    for (const auto& [feature, value] : example.features) {
      const double* row = &weights_[feature * classes_];
      for (std::size_t c = 0; c < classes_; ++c) p[c] += row[c] * double{value};
    }
    const double most = *std::max_element(p.begin(), p.end());
    double total = 0;
    for (double& x : p) total += x = std::exp(x - most);
    for (double& x : p) x /= total;
    return p;
  }

  void learn(std::vector<const Example*> examples) {
    std::vector<double> squares(weights_.size(), 1e-2), sums(weights_.size(), 0);
    std::mt19937 random(20210401);
    for (int epoch = 0; epoch < kEpochs; ++epoch) {
      for (std::size_t i = examples.size(); i > 1; --i)
        std::swap(examples[i - 1], examples[random() % i]);
      for (const Example* example : examples) step(*example, squares);
      for (std::size_t w = 0; w < sums.size(); ++w) sums[w] += weights_[w];
    }
    for (std::size_t w = 0; w < sums.size(); ++w) weights_[w] = sums[w] / kEpochs;
  }

  double weight(std::size_t feature, std::size_t c) const {
    return weights_[feature * classes_ + c];
  }

 private:
  void step(const Example& example, std::vector<double>& squares) {
    const std::vector<double> p = probabilities(example);
    for (const auto& [feature, value] : example.features) {
      for (std::size_t c = 0; c < classes_; ++c) {
        const std::size_t at = feature * classes_ + c;
        const double error = (c == example.right ? 1.0 : 0.0) - p[c];
        const double gradient = error * double{value} - kDecay * weights_[at];
        squares[at] += gradient * gradient;
        weights_[at] += kRate * gradient / std::sqrt(squares[at]);
      }
    }
  }

  std::size_t classes_;
  std::vector<double> weights_;
};

// Leaves out features that are too rare to be learnt.
void drop_rare(Data& data) {
  for (Example& example : data.examples)
    std::erase_if(example.features,
                  [&](const auto& f) { return data.counts[f.first] < kLeastCount; });
}

int folds(const Data& data, const std::string& path) {
  std::ofstream out(path);
  std::size_t right = 0;
  for (unsigned fold = 0; fold < kFolds; ++fold) {
    std::vector<const Example*> rest;
    for (const Example& example : data.examples) {
      if (example.fold != fold) rest.push_back(&example);
    }
    Model model(data.names.size(), data.classes.size());
    model.learn(rest);
    for (const Example& example : data.examples) {
      if (example.fold != fold) continue;
      const auto p = model.probabilities(example);
      const auto best = std::max_element(p.begin(), p.end());
      const auto found = static_cast<std::size_t>(best - p.begin());
      right += found == example.right;
      out << json{{"id", example.id},
                  {"type", data.classes[found]},
                  {"confidence", *best},
                  {"gold", data.classes[example.right]}}
                 .dump()
          << '\n';
    }
  }
  std::cerr << right << " of " << data.examples.size() << " right\n";
  return out ? 0 : 2;
}

int fit(const Data& data, const std::string& path, bool pairs) {
  std::vector<const Example*> all;
  for (const Example& example : data.examples) all.push_back(&example);
  Model model(data.names.size(), data.classes.size());
  model.learn(all);
  std::map<std::pair<std::string, std::string>, double> sorted;
  for (std::size_t f = 0; f < data.names.size(); ++f) {
    for (std::size_t c = 0; c < data.classes.size(); ++c) {
      if (std::abs(model.weight(f, c)) >= kKeep)
        sorted[{data.names[f], data.classes[c]}] = model.weight(f, c);
    }
  }
  std::ofstream out(path);
  out << (pairs ? "# Weights of the features of two marked parties, written by train_events.\n"
                  "# Origin: trained on the training part of the PLV sentences of Zero-Shot-PLOVER "
                  "(snowood1, d2d0b0ad3825).\n"
                : "# Weights of what makes a coded event right or wrong, written by train_events.\n"
                  "# Origin: events of news texts, judged by eye for Dragoman "
                  "(train/events/verdicts.tsv).\n")
      << "#\n# feature\tclass\tweight\n";
  char number[32];
  for (const auto& [key, weight] : sorted) {
    std::snprintf(number, sizeof number, "%.2f", weight);
    out << key.first << '\t' << key.second << '\t' << number << '\n';
  }
  std::cerr << data.examples.size() << " examples, " << sorted.size() << " weights\n";
  return out ? 0 : 2;
}

}  // namespace

int main(int argc, char** argv) {
  const std::string mode = argc >= 6 ? argv[1] : "", what = argc >= 6 ? argv[2] : "";
  if ((mode != "fit" && mode != "folds") || (what != "pairs" && what != "verdicts")) {
    std::cerr << "usage: train_events fit|folds pairs|verdicts RESOURCES GOLD.jsonl OUTPUT\n";
    return 2;
  }
  if (argc > 6) kDecay = std::atof(argv[6]);
  auto engine = Engine::load({.resources = argv[3]});
  if (!engine) return complain(engine.error()), 2;
  std::ifstream in(argv[4]);
  if (!in) return std::cerr << "train_events: cannot read " << argv[4] << '\n', 2;
  Data data;
  DataReader reader(*engine, data);
  for (std::string line; std::getline(in, line);) {
    if (!(what == "pairs" ? reader.read_pair(line) : reader.read_verdicts(line))) return 2;
  }
  drop_rare(data);
  return mode == "fit" ? fit(data, argv[5], what == "pairs") : folds(data, argv[5]);
}
