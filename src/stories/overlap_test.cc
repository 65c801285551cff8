#include "stories/overlap.h"

#include <string>

#include <gtest/gtest.h>

#include "stories/story_texts.h"

namespace dragoman::stories {
namespace {

Overlap between(const std::string& a, const std::string& b) {
  Record first, second;
  first.text = a, second.text = b;
  return overlap(sketch_of(first), sketch_of(second));
}

bool copies(const std::string& a, const std::string& b) {
  const bool one = is_copy(between(a, b)), other = is_copy(between(b, a));
  EXPECT_EQ(one, other);
  return one;
}

// Every n-th word is another.
std::string edited(const std::string& text, std::size_t n) {
  std::string out;
  std::size_t word = 0;
  for (const char c : text) {
    if (c == ' ' && ++word % n == 0) out += " other" + std::to_string(word);
    out += c;
  }
  return out;
}

std::string figures(int seed) {
  std::string out;
  for (int i = 0; i < 12; ++i) {
    out += "The index closed at " + std::to_string(seed * 37 + i * 1009) +
           " points and shares of the bank lost " + std::to_string(seed + i * 13) + " percent. ";
  }
  return out;
}

TEST(Overlap, BothDirectionsAreMeasured) {
  const Overlap cut = between(words(1, 100), words(1, 40));
  EXPECT_EQ(cut.a.words, 100u);
  EXPECT_EQ(cut.a.shared, 40u);
  EXPECT_EQ(cut.a.lead, kLead);
  EXPECT_EQ(cut.a.runs, 1u);
  EXPECT_DOUBLE_EQ(cut.b.share(), 1);
}

TEST(Overlap, FewerThanARunIsNothing) {
  EXPECT_EQ(between("the three words alone", "but the three words stand").a.shared, 0u);
  EXPECT_EQ(between("these are just four", "here these are just four").a.shared, 4u);
}

TEST(IsCopy, Copies) {
  const std::string wire = words(1, 300), other = words(2, 200);
  EXPECT_TRUE(copies(wire, wire));
  EXPECT_TRUE(copies(wire, words(1, 60)));        // cut
  EXPECT_TRUE(copies(wire, wire + " " + other));  // two wires
  EXPECT_TRUE(copies(other, wire + " " + other));
  EXPECT_TRUE(copies(wire, words(1, 180) + " " + other));
  EXPECT_TRUE(copies(wire, edited(wire, 12)));
}

TEST(IsCopy, WhatReportsShareOtherwise) {
  const std::string background = words(9, 60);
  EXPECT_FALSE(copies(words(1, 200), words(2, 200)));
  EXPECT_FALSE(copies(words(1, 140) + " " + background, words(2, 140) + " " + background));
  // Half of a short report, but of neither the opening.
  EXPECT_FALSE(copies(words(1, 50) + " " + background, words(2, 50) + " " + background));
  EXPECT_FALSE(copies(figures(1), figures(2)));
  EXPECT_TRUE(copies(figures(1), figures(1)));
}

TEST(IsCopy, OddTexts) {
  EXPECT_FALSE(copies("", ""));
  EXPECT_FALSE(copies("", words(1, 100)));
  EXPECT_FALSE(copies("One sentence that is short.", "One sentence that is short."));
  const std::string chinese =
      "\u5916\u4EA4\u90E8\u53D1\u8A00\u4EBA\u5728\u5317\u4EAC\u8868\u793A\u4E2D\u56FD\u652F\u6301"
      "\u548C\u5E73\u8C08\u5224";
  EXPECT_TRUE(copies(chinese, chinese));
}

TEST(IsWorthMeasuring, ASixthOfTheShorter) {
  EXPECT_TRUE(is_worth_measuring(1, 6, 100));
  EXPECT_FALSE(is_worth_measuring(1, 7, 100));
  EXPECT_FALSE(is_worth_measuring(0, 0, 100));
}

}  // namespace
}  // namespace dragoman::stories
