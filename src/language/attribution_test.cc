// The attribution head: shares of words in windows.
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "language/network.h"
#include "language/tiny_model.h"

namespace dragoman::language {
namespace {

class AttributionHead : public ::testing::Test {
 protected:
  AttributionHead() : bytes_(testing::TinyModelWriter(7).write()) {
    model_ = *Model::from_bytes(bytes_.view(), "tiny");
    testing::Random random(5);
    words_.resize(1500);
    for (std::string& word : words_) word = "w" + std::to_string(random.between(0, 700));
    forms_.assign(words_.begin(), words_.end());
    for (std::uint32_t at = 0; at < words_.size();) {
      at = std::min<std::uint32_t>(static_cast<std::uint32_t>(words_.size()),
                                   at + static_cast<std::uint32_t>(random.between(1, 60)));
      ends_.push_back(at);
    }
  }

  // Shares of the first `pieces` pieces from `first` on, as a text of their own.
  std::vector<AttributionShares> read(const Kernels& kernels,
                                      std::size_t first,
                                      std::size_t pieces) {
    const std::uint32_t begin = first == 0 ? 0 : ends_[first - 1];
    std::vector<std::uint32_t> ends;
    for (std::size_t p = first; p < first + pieces; ++p) ends.push_back(ends_[p] - begin);
    std::vector<WordAnalysis> analyses(ends.back());
    std::vector<AttributionShares> out(ends.back());
    NetworkBuffers buffers;
    analyse(*model_, kernels, buffers, std::span(forms_).subspan(begin, ends.back()), ends,
            analyses, out);
    return out;
  }

  testing::AlignedBytes bytes_;
  std::shared_ptr<const Model> model_;
  std::vector<std::string> words_;
  std::vector<std::string_view> forms_;
  std::vector<std::uint32_t> ends_;
};

bool same(const std::vector<AttributionShares>& a, const std::vector<AttributionShares>& b) {
  if (a.size() != b.size()) return false;
  for (std::size_t i = 0; i < a.size(); ++i) {
    if (a[i].inside != b[i].inside || a[i].first != b[i].first) return false;
  }
  return true;
}

TEST_F(AttributionHead, GivesProbabilities) {
  bool differ = false;
  for (const AttributionShares& shares : read(best_kernels(), 0, ends_.size())) {
    for (std::size_t role = 0; role < 3; ++role) {
      ASSERT_GE(shares.first[role], 0.0f);
      ASSERT_LE(shares.first[role], shares.inside[role]);
      ASSERT_LE(shares.inside[role], 1.0f);
      differ = differ || shares.inside[role] != shares.inside[0];
    }
  }
  EXPECT_TRUE(differ);
}

TEST_F(AttributionHead, SameBitsOnEveryInstructionSet) {
  const auto plain = read(*all_kernels().back(), 0, ends_.size());
  for (const Kernels* kernels : all_kernels())
    EXPECT_TRUE(same(read(*kernels, 0, ends_.size()), plain)) << kernels->name;
}

// Windows are whole pieces, cut where the next one would not fit; what stands in another window has
// no say.
TEST_F(AttributionHead, AWindowStandsAlone) {
  std::size_t pieces = 0;
  while (pieces < ends_.size() && ends_[pieces] <= kAttributionWindow) ++pieces;
  const auto whole = read(best_kernels(), 0, ends_.size());
  const auto alone = read(best_kernels(), 0, pieces);
  EXPECT_TRUE(
      same(alone, {whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(alone.size())}));
  const auto shorter = read(best_kernels(), 0, pieces - 1);
  EXPECT_FALSE(
      same(shorter, {whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(shorter.size())}))
      << "sentences of one window read each other";
}

TEST_F(AttributionHead, AModelMayLackIt) {
  testing::ModelSizes sizes;
  sizes.attribution = 0;
  const testing::AlignedBytes bytes(testing::TinyModelWriter(7).write(sizes));
  const auto model = Model::from_bytes(bytes.view(), "tiny");
  ASSERT_TRUE(model.ok());
  std::vector<WordAnalysis> analyses(forms_.size());
  std::vector<AttributionShares> out(forms_.size());
  NetworkBuffers buffers;
  analyse(**model, best_kernels(), buffers, forms_, ends_, analyses, out);
  EXPECT_EQ(out[3].inside[0], 0.0f);
}

TEST(AttributionModel, WrongShapeIsRefused) {
  testing::ModelSizes sizes;
  sizes.attribution = 8;  // 48 rows: no multiple of 96
  const testing::AlignedBytes bytes(testing::TinyModelWriter(7).write(sizes));
  const auto model = Model::from_bytes(bytes.view(), "tiny");
  ASSERT_FALSE(model.ok());
  EXPECT_EQ(model.error().code, ErrorCode::BadModel);
}

}  // namespace
}  // namespace dragoman::language
