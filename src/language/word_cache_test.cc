#include "language/word_cache.h"

#include <set>

#include <gtest/gtest.h>

#include "language/network.h"
#include "language/tiny_model.h"

namespace dragoman::language {
namespace {

TEST(WordCache, RemembersWordsOfEarlierBatches) {
  WordCache cache;
  cache.begin("a", 16, 32, 10);
  const WordCache::Place said = cache.find("said");
  EXPECT_FALSE(said.found);
  cache.reals(said.row)[15] = 1;
  cache.sums(said.row)[31] = 2;
  EXPECT_TRUE(cache.find("said").found);
  EXPECT_FALSE(cache.find("Said").found);
  EXPECT_FALSE(cache.find("").found);
  cache.begin("a", 16, 32, 10);
  const WordCache::Place again = cache.find("said");
  EXPECT_TRUE(again.found);
  EXPECT_EQ(cache.reals(again.row)[15], 1);
  EXPECT_EQ(cache.sums(again.row)[31], 2);
  EXPECT_TRUE(cache.find("").found);
  cache.begin("b", 16, 32, 10);
  EXPECT_FALSE(cache.find("said").found);
}

TEST(WordCache, LongWordsHaveRowsForOneBatch) {
  WordCache cache;
  cache.begin("a", 16, 0, 10);
  const std::string word(23, 'x');
  const WordCache::Place first = cache.find(word), second = cache.find(word);
  EXPECT_FALSE(second.found);
  EXPECT_NE(first.row, second.row);
}

// Two words of one batch never share a row, however many there are.
TEST(WordCache, GivesNoRowTwiceInABatch) {
  WordCache cache;
  for (int batch = 0; batch < 3; ++batch) {
    cache.begin("a", 16, 16, 5000);
    std::set<std::uint32_t> rows;
    for (int i = 0; i < 5000; ++i) {
      const WordCache::Place place = cache.find("w" + std::to_string(i + 1000 * batch));
      cache.sums(place.row)[15] = i;
      EXPECT_TRUE(rows.insert(place.row).second) << i;
    }
  }
}

// The same answers from cold and warm buffers, alone and in company, by every instruction set.
TEST(WordCache, DoesNotChangeAnswers) {
  for (const char* blocks : {"csc", "scs"}) {
    testing::ModelSizes sizes;
    sizes.blocks = blocks;
    const testing::AlignedBytes bytes(testing::TinyModelWriter(7).write(sizes));
    const auto model = *Model::from_bytes(bytes.view(), "tiny");
    testing::Random random(9);
    std::vector<std::string> words(2000);
    for (std::string& word : words) word = "w" + std::to_string(random.between(0, 1500));
    words[77] = std::string(40, 'y');
    const std::vector<std::string_view> forms(words.begin(), words.end());
    std::vector<std::uint32_t> ends;
    for (std::uint32_t at = 0; at < 2000;) {
      at = std::min<std::uint32_t>(2000, at + static_cast<std::uint32_t>(random.between(1, 60)));
      ends.push_back(at);
    }
    const auto same = [](const WordAnalysis& a, const WordAnalysis& b) {
      return a.tag == b.tag && a.lemma == b.lemma && a.deprel == b.deprel && a.name == b.name &&
             a.head == b.head && a.tag_confidence == b.tag_confidence &&
             a.arc_confidence == b.arc_confidence && a.name_confidence == b.name_confidence;
    };
    std::vector<WordAnalysis> first(forms.size()), out(forms.size());
    NetworkBuffers buffers;
    analyse(*model, *all_kernels().back(), buffers, forms, ends, first);
    for (const Kernels* k : all_kernels()) {
      analyse(*model, *k, buffers, forms, ends, out);
      for (std::size_t i = 0; i < out.size(); ++i) ASSERT_TRUE(same(out[i], first[i])) << k->name;
      for (std::size_t p = 0; p < ends.size(); p += 7) {
        const std::uint32_t begin = p == 0 ? 0 : ends[p - 1], size = ends[p] - begin;
        NetworkBuffers fresh;
        const std::uint32_t end[] = {size};
        analyse(*model, *k, fresh, std::span(forms).subspan(begin, size), end,
                std::span(out).first(size));
        for (std::size_t i = 0; i < size; ++i)
          ASSERT_TRUE(same(out[i], first[begin + i])) << k->name;
      }
    }
  }
}

}  // namespace
}  // namespace dragoman::language
