#include "dossiers/process_rules.h"

#include <gtest/gtest.h>

#include "../../tests/support/temporary_folder.h"

namespace dragoman::dossiers {
namespace {

class ProcessRulesTest : public testing::TemporaryFolder {
 protected:
  Result<ProcessRules> read(const std::string& text) {
    return read_process_rules(write("processes.toml", text));
  }
  // Where and what is wrong, without the folder.
  std::string wrong(const std::string& text) {
    const auto rules = read(text);
    if (rules) return "";
    const std::string& where = rules.error().where;
    return where.substr(where.rfind('/') + 1) + ": " + rules.error().message;
  }
};

TEST_F(ProcessRulesTest, ReadsAllKeys) {
  const auto rules = read(R"(
# ours
[[process]]
name = "Havana talks"
kind = "talks"
country = "COL"
names = ["Havana talks", "Negociaciones de paz"]
places = ["Havana"]
since = 2012-09-04
until = "2016-12-31"
merge = ["peace talks"]

[[process]]
name = "noise"
names = ["deal"]
hide = true
)");
  ASSERT_TRUE(rules) << rules.error().describe();
  ASSERT_EQ(rules->rules.size(), 2u);
  const ProcessRule& first = rules->rules.front();
  EXPECT_EQ(first.name, "Havana talks");
  EXPECT_EQ(first.kind, "talks");
  EXPECT_EQ(first.country, "COL");
  EXPECT_EQ(first.names.back(), "negociaciones de paz");
  EXPECT_EQ(first.since, "2012-09-04");
  EXPECT_EQ(first.until, "2016-12-31");
  EXPECT_TRUE(first.merges("123456", "Peace TALKS"));
  EXPECT_TRUE(rules->rules.back().hide);
}

TEST_F(ProcessRulesTest, AllConditionsMustHold) {
  const auto rules =
      read("[[process]]\nname='X'\nnames=['peace talks']\ncountry='SYR'\nsince=2016-01-01\n");
  ASSERT_TRUE(rules);
  Profile profile;
  profile.name = "Peace talks", profile.conflict = "SYR", profile.day = "2016-01-01",
  profile.kind = "talks";
  EXPECT_NE(rules->pin(profile), nullptr);
  profile.day = "2015-12-31";
  EXPECT_EQ(rules->pin(profile), nullptr);
  profile.day = "2016-01-01", profile.conflict = "YEM";
  EXPECT_EQ(rules->pin(profile), nullptr);
}

TEST_F(ProcessRulesTest, SaysWhereItIsWrong) {
  EXPECT_EQ(wrong("[[process]]\nname = \"A\"\nkind = \"chat\"\n"),
            "processes.toml:3:8: expected talks, ceasefire, aid or mission, found 'chat'");
  EXPECT_TRUE(wrong("[[process]]\nname = \"A\"\ntitle = \"B\"\n")
                  .starts_with("processes.toml:3:1: 'title' is no key"));
  EXPECT_TRUE(wrong("[[talks]]\nname = \"A\"\n").starts_with("processes.toml:1:"));
  EXPECT_TRUE(wrong("[[process]]\nnames = [\"A\"]\n")
                  .starts_with("processes.toml:1:1: a process needs a name"));
  EXPECT_TRUE(wrong("[[process]]\nname = \"A\"\n").find("takes nothing") != std::string::npos);
  EXPECT_TRUE(wrong("[[process]]\nname = \"A\"\nnames = [\"A\"]\nsince = \"2016-02-31\"\n")
                  .starts_with("processes.toml:4:9: '2016-02-31' is no day"));
  EXPECT_TRUE(wrong("[[process]]\nname = \"A\nnames = []\n").starts_with("processes.toml:2:"));
  EXPECT_TRUE(wrong("[[process]]\nname = \"A\"\nnames = \"A\"\n")
                  .starts_with("processes.toml:3:9: expected a list"));
  EXPECT_TRUE(wrong("[[process]]\nname=\"A\"\ncountry=\"Syria\"\nkind=\"aid\"\n")
                  .starts_with("processes.toml:3:9: expected a country's three letters"));
  EXPECT_TRUE(wrong("[[process]]\nname=\"A\"\nnames=[\"a\"]\nsince=2016-02-02\nuntil=2016-02-01\n")
                  .find("until is before since") != std::string::npos);
}

TEST_F(ProcessRulesTest, AFileThatIsNotThereIsNotFound) {
  const auto rules = read_process_rules(path("none.toml"));
  ASSERT_FALSE(rules);
  EXPECT_EQ(rules.error().code, ErrorCode::NotFound);
}

}  // namespace
}  // namespace dragoman::dossiers
