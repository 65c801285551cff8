#include "record/actor_key.h"

#include <gtest/gtest.h>

namespace dragoman::record {
namespace {

RecordActor actor(const std::string& id, const std::string& name, ActorKind kind) {
  RecordActor a;
  a.id = id;
  a.name = name;
  a.kind = kind;
  a.country = "COL";
  return a;
}

Record two_names_and_a_nominal() {
  Record r;
  r.id = "0011223344556677";
  r.actors.push_back(actor("a1", "Iv\u00E1n M\u00E1rquez", ActorKind::Person));
  r.actors.push_back(actor("a2", "FARC", ActorKind::Group));
  r.actors.back().kb = "farc";
  r.actors.push_back(actor("a3", "officials", ActorKind::Group));
  r.actors.push_back(actor("a4", "two sides", ActorKind::Group));
  r.actors.back().members = {"a2", "a3"};
  r.mentions.push_back({{0, 12}, NameType::Person, MentionKind::Name, "a1", ""});
  r.mentions.push_back({{20, 24}, NameType::Organisation, MentionKind::Nominal, "a2", ""});
  r.mentions.push_back({{30, 39}, NameType::Misc, MentionKind::Nominal, "a3", ""});
  r.mentions.push_back({{40, 49}, NameType::Misc, MentionKind::Name, "a4", ""});
  return r;
}

TEST(ActorKeyTest, IsTheKnowledgeBaseIdElseKindNameAndCountry) {
  const ActorKeys keys(two_names_and_a_nominal());
  EXPECT_EQ(keys.key("a1"), "person/ivan marquez/COL");
  EXPECT_EQ(keys.key("a2"), "farc");
  EXPECT_EQ(keys.key("a9"), "");
}

TEST(ActorKeyTest, WhoIsOnlyDescribedIsBoundToTheReport) {
  const ActorKeys keys(two_names_and_a_nominal());
  EXPECT_EQ(keys.key("a3"), "");
  EXPECT_EQ(keys.key_or_bound("a3"), "0011223344556677#a3");
  EXPECT_FALSE(is_over_reports(keys.key_or_bound("a3")));
  EXPECT_TRUE(is_over_reports(keys.key_or_bound("a1")));
  EXPECT_FALSE(is_over_reports(""));
}

TEST(ActorKeyTest, AGroupOfMembersHasTheirKeys) {
  const ActorKeys keys(two_names_and_a_nominal());
  EXPECT_EQ(keys.key("a4"), "");
  EXPECT_EQ(keys.keys("a4"), (std::vector<std::string>{"farc", "0011223344556677#a3"}));
  EXPECT_EQ(keys.keys("a1"), (std::vector<std::string>{"person/ivan marquez/COL"}));
}

TEST(ActorKeyTest, SpellingOfANameDoesNotMatter) {
  Record r = two_names_and_a_nominal();
  const std::string before = ActorKeys(r).key("a1");
  r.actors[0].name = "IVAN  Marquez";
  EXPECT_EQ(ActorKeys(r).key("a1"), before);
  r.actors[0].country = "ESP";
  EXPECT_NE(ActorKeys(r).key("a1"), before);
}

}  // namespace
}  // namespace dragoman::record
