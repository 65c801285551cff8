#include "store/words.h"

#include <gtest/gtest.h>

#include "store/search_index.h"

namespace dragoman::store {
namespace {

TEST(WordsTest, ComparesAsAReaderWould) {
  EXPECT_EQ(fold("Iv\u00E1n  M\u00C1RQUEZ\u2019s"), "ivan marquez s");
  EXPECT_TRUE(has_all_words("Humberto de la Calle", "calle"));
  EXPECT_TRUE(has_all_words("Humberto de la Calle", "\"LA CALLE\""));
  EXPECT_FALSE(has_all_words("Humberto de la Calle", "\"calle humberto\""));
  EXPECT_TRUE(has_all_words("Colombian government", "colomb*"));
  EXPECT_FALSE(has_all_words("Colombian government", "colomb"));
  EXPECT_FALSE(has_all_words("a\nb", "\"a b\""));
  EXPECT_TRUE(has_line("FARC\nRevolutionary Armed Forces", "farc"));
  EXPECT_FALSE(has_line("FARC\nRevolutionary Armed Forces", "armed forces"));
}

TEST(WordsTest, WhatIsTypedIsNeverSyntax) {
  constexpr auto kSqlite = Dialect::Sqlite;
  constexpr auto kPostgresql = Dialect::Postgresql;
  EXPECT_EQ(report_expression(kSqlite, "cease-fire \"new round\" col* \" AND ("),
            "\"cease fire\" \"new round\" \"col\"* \"and\"");
  EXPECT_EQ(report_expression(kPostgresql, "cease-fire \"new round\" col* \" AND ("),
            "('cease' <-> 'fire') & ('new' <-> 'round') & ('col':*) & ('and')");
  EXPECT_EQ(report_expression(kPostgresql, "it's \\"), "('it' <-> 's')");
  EXPECT_EQ(report_expression(kSqlite, "--- \"\" *"), "");
}

}  // namespace
}  // namespace dragoman::store
