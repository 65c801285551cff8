#include "stories/body_words.h"

#include <string>

#include <gtest/gtest.h>

namespace dragoman::stories {
namespace {

std::vector<std::uint32_t> hashes(const std::string& text) {
  Record record;
  record.text = text;
  std::vector<std::uint32_t> out;
  for (const BodyWord& word : body_words(record)) out.push_back(word.hash);
  return out;
}

TEST(BodyWords, WhatOutletsChangeIsNoDifference) {
  EXPECT_EQ(hashes("Iv\u00E1n M\u00E1rquez doesn\u2019t pay $1,000."),
            hashes("IVAN MARQUEZ, doesnt pay 1000"));
  EXPECT_EQ(hashes("\u201CTalks\u201D \u2013 at last"), hashes("talks at last"));
  EXPECT_NE(hashes("18 dead"), hashes("26 dead"));
}

TEST(BodyWords, SpansAreThoseOfTheText) {
  Record record;
  record.text = "Bogot\u00E1 isn't: far";
  std::vector<std::string> words;
  for (const BodyWord& word : body_words(record))
    words.push_back(record.text.substr(word.span.begin, word.span.size()));
  EXPECT_EQ(words, (std::vector<std::string>{"Bogot\u00E1", "isn't", "far"}));
}

TEST(BodyWords, FurnitureIsLeftOut) {
  Record record;
  record.text = "Title \u00E9\n\nHAVANA (Reuters) - The talks began.\n\n-30-";
  record.furniture = {{{0, 7}, "title"}, {{9, 28}, "dateline"}, {{46, 50}, "sign-off"}};
  std::vector<std::uint32_t> out;
  for (const BodyWord& word : body_words(record)) out.push_back(word.hash);
  EXPECT_EQ(out, hashes("The talks began"));
}

TEST(BodyWords, OddTexts) {
  EXPECT_TRUE(hashes("").empty());
  EXPECT_TRUE(hashes(" \n\n -- ... ").empty());
  EXPECT_EQ(hashes(std::string(2'000'000, 'a')).size(), 1u);
  // Without blanks between words each character is one.
  EXPECT_EQ(hashes("\u5916\u4EA4\u90E8\u53D1\u8A00\u4EBA").size(), 6u);
  EXPECT_EQ(hashes("1,\u5916").size(), 2u);
}

TEST(BodyWords, FurnitureBehindTheEndOfADamagedRecord) {
  Record record;
  record.text = "One two";
  record.furniture = {{{4, 900}, "credit"}};
  EXPECT_EQ(body_words(record).size(), 1u);
}

}  // namespace
}  // namespace dragoman::stories
