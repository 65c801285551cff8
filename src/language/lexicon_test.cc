#include "language/lexicon.h"

#include <filesystem>
#include <fstream>
#include <string>

#include <gtest/gtest.h>
#include <unistd.h>

#include "language/tiny_model.h"

namespace dragoman::language {
namespace {

Result<std::shared_ptr<const Lexicon>> loaded(const std::string& text) {
  const auto path = std::filesystem::temp_directory_path() /
                    ("lexicon_test." + std::to_string(::getpid()) + ".tsv");
  std::ofstream(path, std::ios::binary) << text;
  auto out = Lexicon::load(path.string());
  std::filesystem::remove(path);
  return out;
}

TEST(Lexicon, HoldsClassesCutsAndForms) {
  const auto read = loaded(
      "# a comment\n"
      "title\tgen no\n"
      "\n"
      "numbered\tno\n"
      "small_name\tiPhone\n"
      "clitic\ts ll\n"
      "joined\tcan|not du|n|no\n"
      "joined_before\tit|s\ta an\n"
      "joined_before\tit|s\tthe\n"
      "apart\ta|lot\n"
      "irregular\tsteal\tstole stolen\n"
      "plural\tox\toxen\n"
      "plural_end\twife\twives\n"
      "verb_prefix\tover under\n"
      "verb_prefix\tup\n");
  ASSERT_TRUE(read.ok()) << read.error().describe();
  const Lexicon& lexicon = **read;
  EXPECT_TRUE(lexicon.is(WordClass::Title, "gen"));
  EXPECT_TRUE(lexicon.is(WordClass::Title, "no"));
  EXPECT_TRUE(lexicon.is(WordClass::Numbered, "no"));
  EXPECT_FALSE(lexicon.is(WordClass::Numbered, "gen"));
  EXPECT_FALSE(lexicon.is(WordClass::Title, ""));
  EXPECT_TRUE(lexicon.is(WordClass::SmallName, "iPhone"));
  ASSERT_EQ(lexicon.clitics().size(), 2u);
  EXPECT_EQ(lexicon.clitics()[1], U"ll");
  ASSERT_NE(lexicon.joined("dunno"), nullptr);
  EXPECT_EQ(lexicon.joined("dunno")->first, 2u);
  EXPECT_EQ(lexicon.joined("dunno")->second, 3u);
  EXPECT_EQ(lexicon.joined("cannot")->second, 0u);
  EXPECT_EQ(lexicon.joined("can"), nullptr);
  EXPECT_TRUE(lexicon.joined("its")->precedes("an"));
  EXPECT_TRUE(lexicon.joined("its")->precedes("the"));
  EXPECT_FALSE(lexicon.joined("its")->precedes("army"));
  EXPECT_EQ(lexicon.joined("alot")->when, Joined::When::Apart);
  EXPECT_EQ(lexicon.irregular("stolen"), "steal");
  EXPECT_EQ(lexicon.irregular("steal"), "");
  EXPECT_EQ(lexicon.singular("oxen"), "ox");
  EXPECT_EQ(lexicon.singular("wives"), "wife");
  ASSERT_EQ(lexicon.plural_ends().size(), 1u);
  EXPECT_EQ(lexicon.plural_ends()[0].first, "wives");
  EXPECT_EQ(lexicon.verb_prefixes(), (std::vector<std::string>{"over", "under", "up"}));
}

TEST(Lexicon, MistakesNameLineAndColumn) {
  struct {
    const char* text;
    const char* where;
    const char* what;
  } const cases[] = {
      {"title\tmr\nnonsense\tx\n", ":2:1", "nonsense"},
      {"title\n", ":1:1", "2 to 3"},
      {"title\tmr\tmrs\tms\n", ":1:1", "2 to 3"},
      {"title\t\n", ":1:7", "expected words"},
      {"title\tmr  mrs\n", ":1:10", "one space"},
      {"title\tmr Mrs\n", ":1:10", "lower case"},
      {"title\tgov’t\n", ":1:7", "plain marks"},
      {"title\t\xFF\n", ":1:7", "plain marks"},
      {"title\tmr\n# again\ntitle\tdr mr\n", ":3:10", "second time"},
      {"title\tabcdefghijklmnopqrstuvwxy\n", ":1:7", "24 bytes"},
      {"title\tmr\tmrs\n", ":1:10", "has no third"},
      {"joined_before\tit|s\n", ":1:1", "calls for a third"},
      {"joined\tcan|not gonna\n", ":1:16", "where it is cut"},
      {"joined\t|can\n", ":1:8", "where it is cut"},
      {"joined\tcan|\n", ":1:8", "where it is cut"},
      {"joined\tc||an\n", ":1:8", "where it is cut"},
      {"joined\tc|a|n|s\n", ":1:8", "where it is cut"},
      {"joined\two|nt\njoined_unless\two|nt\tto\n", ":2:15", "second time"},
      {"joined_before\tit|s\ta\njoined_before\ti|ts\tan\n", ":2:15", "second time"},
      {"clitic\ts\nclitic\tll s\n", ":2:11", "second time"},
      {"verb_prefix\tover up up\n", ":1:21", "second time"},
      {"irregular\tsteal rob\tstole\n", ":1:17", "one word"},
      {"irregular\tlie\tlay\nirregular\tlay\tlaid lay\n", ":2:20", "form of \"lie\""},
  };
  for (const auto& c : cases) {
    const auto read = loaded(c.text);
    ASSERT_FALSE(read.ok()) << c.text;
    EXPECT_EQ(read.error().code, ErrorCode::BadFormat) << c.text;
    EXPECT_TRUE(read.error().where.ends_with(c.where)) << c.text << read.error().describe();
    EXPECT_NE(read.error().message.find(c.what), std::string::npos) << read.error().describe();
  }
  const auto none = Lexicon::load("/nowhere/english.tsv");
  ASSERT_FALSE(none.ok());
  EXPECT_EQ(none.error().code, ErrorCode::NotFound);
}

TEST(Lexicon, TheShippedOneHasWordsOfEachKind) {
  const Lexicon& english = testing::english();
  for (int c = 0; c <= static_cast<int>(WordClass::Contrast); ++c) {
    bool any = false;
    for (const char* word : {"gen", "inc", "etc", "no", "a.m", "i", "the", "said", "iPhone", "of",
                             "e", "km", "w/o", "putt", "omen", "but", "between"})
      any |= english.is(static_cast<WordClass>(c), word);
    EXPECT_TRUE(any) << c;
  }
  EXPECT_FALSE(english.clitics().empty() || english.elisions().empty());
  EXPECT_EQ(english.irregular("wrote"), "write");
  EXPECT_EQ(english.singular("children"), "child");
}

TEST(WordTable, FindsWhatItWasGiven) {
  WordTable table;
  for (std::uint32_t i = 1; i <= 1000; ++i) table["w" + std::to_string(i)] = i;
  table["w7"] += 5000;
  for (std::uint32_t i = 1; i <= 1000; ++i) {
    const std::uint32_t* found = table.find("w" + std::to_string(i));
    ASSERT_NE(found, nullptr);
    EXPECT_EQ(*found, i == 7 ? 5007u : i);
  }
  EXPECT_EQ(table.find("w1001"), nullptr);
  EXPECT_EQ(table.find(""), nullptr);
}

}  // namespace
}  // namespace dragoman::language
