// Learns lexicons/intake/html_weights.tsv: which blocks of a page are its article.
//
//   train_article LEXICONS PAGES GOLD WEIGHTS [FOLDS.json]
//
//   LEXICONS  folder `lexicons`
//   PAGES     folder with ID.html
//   GOLD      JSON {"ID": {"articleBody": "..."}}
//   WEIGHTS   the table to write
//   FOLDS     also writes what five-fold cross-validation extracts, in the form of GOLD
//
// Method: logistic regression by AdaGrad (Duchi, Hazan and Singer, JMLR 2011) with L2, blocks
// weighed by their words relative to those of the page's article. The second round sees judgements
// of a first round that was trained on other pages. Deterministic: pages in order of name, a fixed
// seed.
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <numeric>
#include <random>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "core/resources.h"
#include "intake/html_article.h"
#include "intake/html_metadata.h"
#include "intake/tables.h"

namespace {

using namespace dragoman;
using namespace dragoman::intake;

constexpr std::size_t kFolds = 5;

struct Page {
  std::string id;
  HtmlTree tree;
  HtmlBlocks blocks;
  ArticleHints hints;
  std::vector<float> labels, weights;  // of each block
};

struct Row {
  Features features;
  float label, weight;
};

// A block is the article's when its letters stand in the gold text; a short one only right behind
// the one before it.
void label(Page& page, const std::string& gold_text) {
  constexpr std::size_t kShort = 14, kGap = 40, kPart = 40;
  const std::string gold = letters_of(gold_text);
  std::size_t done = 0;
  const double gold_words = count_words(gold_text);
  for (const HtmlBlock& block : page.blocks.blocks) {
    const std::string letters = letters_of(block.text);
    bool in = false;
    if (!letters.empty() && letters.size() < kShort) {
      const std::size_t at = gold.find(letters, done);
      in = at != std::string::npos && at <= done + kGap;
      if (in) done = at + letters.size();
    } else if (!letters.empty()) {
      const std::string_view all = letters;
      std::size_t at = gold.find(all.substr(0, kPart));
      if (at == std::string::npos && all.size() > kPart)
        at = gold.find(all.substr(all.size() - kPart));
      in = at != std::string::npos;
      if (in) done = at + letters.size();
    }
    page.labels.push_back(in ? 1.0f : 0.0f);
    page.weights.push_back(
        static_cast<float>((std::min<double>(block.words, 120) + 2) / (gold_words + 100)));
  }
}

Weights train(const std::vector<const Row*>& rows) {
  constexpr int kEpochs = 12;
  constexpr float kRate = 0.05f, kDecay = 2e-5f;
  Weights weights{}, seen{};
  std::vector<std::size_t> order(rows.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::mt19937 random(7);
  for (int epoch = 0; epoch < kEpochs; ++epoch) {
    std::shuffle(order.begin(), order.end(), random);
    for (const std::size_t i : order) {
      const Row& row = *rows[i];
      const float error = (score(weights, row.features) - row.label) * row.weight * 20;
      for (const auto& [index, value] : row.features) {
        const float gradient = error * value + kDecay * weights[index];
        seen[index] += gradient * gradient;
        if (seen[index] > 0) weights[index] -= kRate * gradient / std::sqrt(seen[index]);
      }
    }
  }
  return weights;
}

class Trainer {
 public:
  Trainer(const Resources::Tables& tables, const std::vector<Page>& pages)
      : tables_(tables), pages_(pages) {}

  BlockWeights train_on(const std::vector<std::size_t>& chosen) const {
    BlockWeights weights;
    weights.first = train_first(chosen);
    std::vector<Row> rows;
    for (std::size_t fold = 0; fold < kFolds; ++fold) {
      std::vector<std::size_t> others, held;
      for (std::size_t i = 0; i < chosen.size(); ++i)
        (i % kFolds == fold ? held : others).push_back(chosen[i]);
      const Weights first = train_first(others);
      for (const std::size_t page : held) add_rows(page, &first, rows);
    }
    weights.second = train_rows(rows);
    return weights;
  }

  std::string extract(const BlockWeights& weights, const Page& page) const {
    const HtmlArticle article =
        find_article(tables_.html_cues, weights, page.tree, page.blocks, page.hints);
    std::string text;
    for (const std::uint32_t block : article.blocks)
      text += page.blocks.blocks[block].text + "\n\n";
    return text;
  }

 private:
  static Weights train_rows(const std::vector<Row>& rows) {
    std::vector<const Row*> pointers;
    for (const Row& row : rows) pointers.push_back(&row);
    return train(pointers);
  }

  Weights train_first(const std::vector<std::size_t>& chosen) const {
    std::vector<Row> rows;
    for (const std::size_t page : chosen) add_rows(page, nullptr, rows);
    return train_rows(rows);
  }

  void add_rows(std::size_t number, const Weights* first, std::vector<Row>& rows) const {
    const Page& page = pages_[number];
    PageFeatures features(tables_.html_cues, page.tree, page.blocks, page.hints);
    std::vector<Features> of_page;
    features.first_round(of_page);
    if (first != nullptr)
      features.begin_second(judge(*first, page.tree, page.blocks, features, of_page));
    for (std::uint32_t i = 0; i < page.labels.size(); ++i) {
      if (first != nullptr) features.second(i, of_page[i]);
      rows.push_back({std::move(of_page[i]), page.labels[i], page.weights[i]});
    }
  }

  const Resources::Tables& tables_;
  const std::vector<Page>& pages_;
};

std::vector<Page> read_pages(const Resources::Tables& tables,
                             const std::string& folder,
                             const nlohmann::json& gold) {
  std::vector<Page> pages;
  for (const auto& [id, entry] : gold.items()) {
    const auto bytes = core::read_file(folder + "/" + id + ".html");
    if (!bytes) continue;
    auto tree = HtmlTree::parse(*bytes);
    if (!tree) continue;
    Page page{id, std::move(*tree), {}, {}, {}, {}};
    page.blocks = split_blocks(tables.html_words, page.tree);
    HtmlMetadata metadata = read_metadata(tables.html_metadata, page.tree, page.blocks, {});
    page.hints = {metadata.title.value, metadata.declared_body};
    label(page, entry["articleBody"].get<std::string>());
    pages.push_back(std::move(page));
  }
  return pages;
}

void write_weights(const std::string& path, const BlockWeights& weights) {
  std::ofstream out(path);
  out << "# Weights of the classifier that finds the article of a page (docs/rooms/intake.md), "
         "learnt by\n"
         "# train/intake.\n#\n# Columns: round, feature, weight.\n";
  const auto write = [&](const char* round, const Weights& of_round) {
    for (std::size_t i = 0; !feature_name(i).empty(); ++i) {
      char number[32];
      std::snprintf(number, sizeof number, "%.3f", static_cast<double>(of_round[i]));
      if (std::abs(of_round[i]) >= 0.0005f)
        out << round << '\t' << feature_name(i) << '\t' << number << '\n';
    }
  };
  write("first", weights.first);
  write("second", weights.second);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 5) {
    std::fprintf(stderr, "usage: train_article LEXICONS PAGES GOLD WEIGHTS [FOLDS.json]\n");
    return 2;
  }
  const auto resources = Resources::load(argv[1]);
  const auto gold_bytes = core::read_file(argv[3]);
  if (!resources || !gold_bytes) {
    std::fprintf(stderr, "%s\n",
                 (resources ? gold_bytes.error() : resources.error()).describe().c_str());
    return 2;
  }
  const auto gold = nlohmann::json::parse(*gold_bytes);
  const Resources::Tables& tables = (*resources)->tables();
  const std::vector<Page> pages = read_pages(tables, argv[2], gold);
  const Trainer trainer(tables, pages);
  std::vector<std::size_t> all(pages.size());
  std::iota(all.begin(), all.end(), std::size_t{0});
  if (argc > 5) {
    nlohmann::json output;
    for (std::size_t fold = 0; fold < kFolds; ++fold) {
      std::vector<std::size_t> others;
      for (const std::size_t page : all) {
        if (page % kFolds != fold) others.push_back(page);
      }
      const BlockWeights weights = trainer.train_on(others);
      for (std::size_t page = fold; page < pages.size(); page += kFolds)
        output[pages[page].id]["articleBody"] = trainer.extract(weights, pages[page]);
    }
    std::ofstream(argv[5]) << output.dump();
  }
  write_weights(argv[4], trainer.train_on(all));
  std::printf("%zu pages\n", pages.size());
  return 0;
}
