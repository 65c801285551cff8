#include "language/annotate.h"

#include <filesystem>

#include <gtest/gtest.h>

#include "language/conllu.h"
#include "language/tiny_model.h"

namespace dragoman::language {
namespace {

using testing::AlignedBytes;
using testing::Random;
using testing::TinyModelWriter;

class Annotate : public ::testing::Test {
 protected:
  Annotate() : bytes_(TinyModelWriter(3).write()) {
    model_ = *Model::from_bytes(bytes_.view(), "tiny");
  }

  Document annotated(std::string text) {
    Document doc;
    doc.report.text = std::move(text);
    const auto done = annotate(*model_, testing::english(), work_, doc);
    EXPECT_TRUE(done.ok());
    check(doc);
    return doc;
  }

  static void check(const Document& doc) {
    std::uint32_t at = 0;
    for (const Sentence& s : doc.sentences) {
      ASSERT_EQ(s.tokens.begin, at);
      at = s.tokens.end;
      int roots = 0;
      for (std::uint32_t i = s.tokens.begin; i < s.tokens.end; ++i) {
        const Token& t = doc.tokens[i];
        roots += t.head == kNone;
        ASSERT_EQ(t.head == kNone, t.deprel == Deprel::Root);
        ASSERT_TRUE(t.head == kNone || s.tokens.contains(t.head));
        ASSERT_LE(t.span.end, doc.report.text.size());
        ASSERT_GE(t.tag_confidence, 0);
        ASSERT_LE(t.arc_confidence, 1.0001f);
        std::size_t steps = 0;
        for (std::uint32_t k = i; k != kNone; k = doc.tokens[k].head)
          ASSERT_LE(steps++, s.tokens.size());
      }
      ASSERT_EQ(roots, 1);
    }
    ASSERT_EQ(at, doc.tokens.size());
    std::uint32_t last = 0;
    for (const Name& n : doc.names) {
      ASSERT_GE(n.tokens.begin, last);
      ASSERT_LT(n.tokens.begin, n.tokens.end);
      last = n.tokens.end;
      ASSERT_EQ(doc.tokens[n.tokens.begin].sentence, doc.tokens[n.tokens.end - 1].sentence);
    }
  }

  AlignedBytes bytes_;
  std::shared_ptr<const Model> model_;
  Workspace work_;
};

TEST_F(Annotate, OddTexts) {
  EXPECT_TRUE(annotated("").tokens.empty());
  EXPECT_TRUE(annotated(" \n\t \n").tokens.empty());
  EXPECT_EQ(annotated("Yes").tokens.size(), 1u);
  annotated(std::string(100000, 'x'));
  annotated(std::string(5000, '.'));
  annotated(
      "👩‍👩‍👧‍👦🇨🇴 e\xCC\x81\xCC\x81\xCC\x81 ‏مرحبا بالعالم‏ "
      "\x01\x02 "
      "\xFF\xFE "
      "中文没有空格");
  std::string endless;
  for (int i = 0; i < 10000; ++i) endless += "on and ";
  EXPECT_GE(annotated(endless).tokens.size(), 20000u);
}

TEST_F(Annotate, RandomTexts) {
  Random random(11);
  const std::string_view pieces[] = {"Minister ", "said ", ". ", "\"",    "Reyes",  ", ",
                                     "\n\n",      "(",     ")",  "U.S. ", "don't ", "5 "};
  for (int round = 0; round < 100; ++round) {
    std::string text;
    for (int i = random.between(0, 120); i > 0; --i)
      text += pieces[random.next() % std::size(pieces)];
    annotated(text);
  }
}

TEST_F(Annotate, DoesNotDependOnWhatWasReadBefore) {
  const Document a = annotated("The envoy left. Talks ended.");
  annotated("Something else, and much longer, was read in between by the same thread. " +
            std::string(3000, 'y'));
  const Document b = annotated("The envoy left. Talks ended.");
  ASSERT_EQ(a.tokens.size(), b.tokens.size());
  for (std::size_t i = 0; i < a.tokens.size(); ++i) {
    EXPECT_EQ(a.tokens[i].head, b.tokens[i].head);
    EXPECT_EQ(a.tokens[i].arc_confidence, b.tokens[i].arc_confidence);
    EXPECT_EQ(a.tokens[i].tag_confidence, b.tokens[i].tag_confidence);
  }
}

TEST_F(Annotate, LeavesFurnitureOutAndTheTitleAlone) {
  Document doc;
  doc.report.text = "Envoy leaves HAVANA (DNA) - The envoy left.";
  doc.report.title_span = {0, 12};
  doc.report.furniture.push_back({Furniture::Kind::Dateline, {13, 28}});
  ASSERT_TRUE(annotate(*model_, testing::english(), work_, doc).ok());
  check(doc);
  ASSERT_EQ(doc.sentences.size(), 2u);
  EXPECT_EQ(doc.view(doc.sentences[0].span), "Envoy leaves");
  EXPECT_EQ(doc.view(doc.sentences[1].span), "The envoy left.");
  EXPECT_TRUE(doc.sentences[1].starts_paragraph);
}

TEST_F(Annotate, NeedsTokensWhenItMustKeepThem) {
  Document doc;
  const auto done = annotate_tokens(*model_, testing::english(), work_, doc);
  ASSERT_FALSE(done.ok());
  EXPECT_EQ(done.error().code, ErrorCode::MissingLayer);
}

TEST_F(Annotate, ConlluRoundTrip) {
  const Document doc = annotated("They don't know. Talks (in Oslo) ended.\n\nIt's over.");
  const std::string written = write_conllu(doc);
  EXPECT_NE(written.find("2-3\tdon't\t_"), std::string::npos);
  auto read = read_conllu(written);
  ASSERT_TRUE(read.ok()) << read.error().describe();
  ASSERT_EQ(read->size(), 1u);
  Document& again = read->front();
  ASSERT_TRUE(annotate_tokens(*model_, testing::english(), work_, again).ok());
  check(again);
  ASSERT_EQ(again.tokens.size(), doc.tokens.size());
  for (std::uint32_t i = 0; i < doc.tokens.size(); ++i) EXPECT_EQ(again.form(i), doc.form(i));
  EXPECT_EQ(again.report.text, doc.report.text);
  EXPECT_EQ(write_conllu(again), written);
}

TEST_F(Annotate, AGivenSentenceOfAnyLengthIsOneTree) {
  std::string conllu;
  for (int i = 1; i <= 1000; ++i) conllu += std::to_string(i) + "\tword\t_\t_\t_\t_\t_\t_\t_\t_\n";
  auto read = read_conllu(conllu);
  ASSERT_TRUE(read.ok());
  ASSERT_TRUE(annotate_tokens(*model_, testing::english(), work_, read->front()).ok());
  check(read->front());
  EXPECT_EQ(read->front().sentences.size(), 1u);
}

TEST(Conllu, BadFilesNameTheLine) {
  const auto where = [](std::string_view text) {
    const auto r = read_conllu(text);
    return r.ok() ? std::string("fine") : r.error().where;
  };
  EXPECT_EQ(where("1\ta\n"), "1");
  EXPECT_EQ(where("# c\n2\ta\t_\t_\t_\t_\t_\t_\t_\t_\n"), "2");
  EXPECT_EQ(where("1\t\t_\t_\t_\t_\t_\t_\t_\t_\n"), "1");
  EXPECT_EQ(where("1-9\ta\t_\t_\t_\t_\t_\t_\t_\t_\n\n2-1\ta\t_\t_\t_\t_\t_\t_\t_\t_\n"), "3");
  EXPECT_NE(where(""), "fine");
  EXPECT_NE(where("\x01\xFF garbage"), "fine");
  EXPECT_EQ(where("1\ta\t_\t_\t_\t_\t_\t_\t_\tSpaceAfter=No\r\n1.1\tb\t_\t_\t_\t_\t_\t_\t_\t_\n"),
            "fine");
}

// The shipped model, on plain sentences of our own: a wrong file or a broken build shows here.
TEST(ShippedModel, ReadsPlainNews) {
  const std::string path = std::string(DRAGOMAN_SOURCE_DIR) + "/models/english.dgm";
  if (!std::filesystem::exists(path)) GTEST_SKIP() << path << " is not there";
  const auto model = Model::load(path);
  ASSERT_TRUE(model.ok()) << model.error().describe();
  Workspace work;
  Document doc;
  doc.report.text =
      "“We will sign the agreement in Havana,” Foreign Minister Ana Reyes told reporters on "
      "Friday.";
  ASSERT_TRUE(annotate(**model, testing::english(), work, doc).ok());
  ASSERT_EQ(doc.sentences.size(), 1u);
  const auto find = [&](std::string_view form) {
    for (std::uint32_t i = 0; i < doc.tokens.size(); ++i) {
      if (doc.form(i) == form) return i;
    }
    return kNone;
  };
  const std::uint32_t told = find("told"), sign = find("sign");
  EXPECT_EQ(doc.tokens[told].lemma, "tell");
  EXPECT_EQ(doc.tokens[told].upos, Upos::Verb);
  EXPECT_EQ(doc.tokens[find("reporters")].lemma, "reporter");
  EXPECT_EQ(doc.tokens[find("We")].head, sign);
  EXPECT_EQ(doc.tokens[find("agreement")].deprel, Deprel::Obj);
  bool person = false, place = false;
  for (const Name& n : doc.names) {
    person |= n.type == NameType::Person && doc.view(doc.bytes(n.tokens)).ends_with("Ana Reyes");
    place |= n.type == NameType::Location && doc.view(doc.bytes(n.tokens)) == "Havana";
  }
  EXPECT_TRUE(person);
  EXPECT_TRUE(place);
}

// Sentence ends of the shipped splitter: web text without capitals or stops, and news that must
// stay as the rules cut it.
TEST(ShippedModel, SplitsTextOfManyManners) {
  const std::string path = std::string(DRAGOMAN_SOURCE_DIR) + "/models/english.dgm";
  if (!std::filesystem::exists(path)) GTEST_SKIP() << path << " is not there";
  const auto model = Model::load(path);
  ASSERT_TRUE(model.ok()) << model.error().describe();
  Workspace work;
  const auto sentences = [&](std::string text) {
    Document doc;
    doc.report.text = std::move(text);
    EXPECT_TRUE(annotate(**model, testing::english(), work, doc).ok());
    return doc.sentences.size();
  };
  EXPECT_EQ(sentences("the food was great. we will be back soon! thanks again"), 3u);
  EXPECT_EQ(sentences("“We will,” he said. “Why not?” Reyes asked. “Stop!” she cried."), 3u);
  EXPECT_EQ(sentences("Gen. Smith left the U.S. on Jan. 5 with Mr. J. Doe of Acme Inc. and Lt. "
                      "Col. Ana Reyes."),
            1u);
  EXPECT_EQ(
      sentences("The minister left. The talks, which began on Monday, go on. Nobody was hurt."),
      3u);
  EXPECT_EQ(sentences("Troops shelled the town for a third day, the U.N. said, and the mission "
                      "will report to the U.N. Security Council."),
            1u);
  EXPECT_EQ(sentences("“We will stay.” He did not say how long. \"It is over.\" She left."), 4u);
}

}  // namespace
}  // namespace dragoman::language
