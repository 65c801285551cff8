#include "knowledge/knowledge_base.h"

#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "knowledge/compile.h"

namespace dragoman::knowledge {
namespace {

const std::string kCountries =
    "# table: entities\n# kind: country\n"
    "name\tcountry\tiso2\taliases\tadjectives\tdemonyms\tplurals\tcapitals\tlat\tlon\tkind\n"
    "United "
    "States\tUSA\tUS\tU.S.|America\tAmerican\tAmerican\tAmericans\tWashington\t38\t-97\tcountry\n"
    "Turkey\tTUR\tTR\tTürkiye\tTurkish\tTurk\tTurks\tAnkara\t39\t35\tcountry\n"
    "Russia\tRUS\tRU\t\tRussian\tRussian\tRussians\tMoscow\t60\t100\tcountry\n"
    "Syria\tSYR\tSY\t\tSyrian\tSyrian\tSyrians\tDamascus\t35\t38\tcountry\n"
    "China\tCHN\tCN\t\tChinese\t\t\tBeijing\t35\t105\tcountry\n";

const std::string kOfficials =
    "# table: entities\n# kind: person\n"
    "name\taliases\tcountry\tsector\trole\tfrom\tto\n"
    "Igor Petrov\t\tRUS\tGOV\tdeputy foreign minister\t1999\t2004-03\n"
    "Igor Petrov\tIhor Petrov\tRUS\tGOV\tforeign minister\t2004-03-09\t\n"
    "Karim al-Masri\tAbu Nizar\tSYR\tOPP\topposition leader\t2012\t2014\n"
    "Li Wenhua\t\tCHN\tGOV\tpremier\t2001-02-03\t2003-04-05\n";

const std::string kGroups =
    "# table: entities\n# kind: group\n"
    "name\taliases\tcountry\tsector\tkind\n"
    "Jabhat al-Nusra\tNusra Front|al-Nusra\tSYR\tREB\tgroup\n"
    "World Health Organization\tWHO|World Health Organisation\tUNO\t\torganisation\n"
    "Caring Aid\t=CARE\tNGO\t\torganisation\n";

const std::string kRoles =
    "# table: roles\nphrase\trole\tsector\tkind\tgender\n"
    "minister\t\tGOV\tperson\t\n"
    "foreign minister\t\tGOV\tperson\t\n"
    "top diplomat\tforeign minister\tGOV\tperson\t\n"
    "king\t\tGOV\tperson\tm\n";

const std::string kNames = "# table: given-names\nname\tgender\nMaria\tf\nKim\tu\n";

const std::string kDivisions =
    "# table: divisions\ncode\tgeonameid\tname\taliases\tlat\tlon\tfeature\tcountry\tpopulation\n"
    "US.TX\t4736286\tTexas\t\t31\t-99\tADM1\tUSA\t29000000\n"
    "SY.06\t170903\tDaraa Governorate\tDar`a\t\t\tADM1\tSYR\t0\n";

const std::string kPlaces =
    "# table: places\ngeonameid\tname\taliases\tlat\tlon\tfeature\tcountry\tadmin1\tpopulation\n"
    "1\tMoscow\tMoskva\t55.75\t37.62\tPPLC\tRUS\t\t10000000\n"
    "2\tParis\t\t33.66\t-95.55\tPPL\tUSA\tUS.TX\t25000\n"
    "3\tMoscow\t\t46.73\t-117\tPPL\tUSA\t\t25000\n"
    "4\tDeir ez-Zor\tDeir al-Zour|Deir Ezzor\t35.33\t40.14\tPPL\tSYR\t\t200000\n";

const std::string kMinorPlaces =
    "# minor: yes\n# table: places\ngeonameid\tname\taliases\tlat\tlon\tfeature\tcountry\tadmin1\n"
    "5\tMonday\t\t31.5\t-97\tPPL\tUSA\tUS.TX\n"
    "6\tParis\t\t40\t30\tPPL\tTUR\t\n";

std::vector<SourceTable> small_tables() {
  return {{"t/countries.tsv", kCountries}, {"t/officials.tsv", kOfficials},
          {"t/groups.tsv", kGroups},       {"t/roles.tsv", kRoles},
          {"t/names.tsv", kNames},         {"t/divisions.tsv", kDivisions},
          {"t/places.tsv", kPlaces},       {"t/minor.tsv", kMinorPlaces}};
}

std::string compile(const std::vector<SourceTable>& tables) {
  CompileReport report;
  auto bytes = compile_tables(tables, {}, report);
  EXPECT_TRUE(bytes.ok()) << (bytes.ok() ? "" : bytes.error().describe());
  return bytes.ok() ? std::move(bytes).value() : std::string();
}

std::shared_ptr<const KnowledgeBase> small_base() {
  auto kb = KnowledgeBase::from_bytes(compile(small_tables()), "test");
  EXPECT_TRUE(kb.ok()) << (kb.ok() ? "" : kb.error().describe());
  return kb.value();
}

Error compile_error(const std::string& table) {
  CompileReport report;
  auto tables = small_tables();
  tables.push_back({"t/bad.tsv", table});
  auto bytes = compile_tables(tables, {}, report);
  EXPECT_FALSE(bytes.ok());
  return bytes.ok() ? Error{} : bytes.error();
}

TEST(NormaliseAlias, SpellingsThatShareAKey) {
  const struct {
    const char* one;
    const char* other;
  } cases[] = {
      {"U.S.", "US"},
      {"Jabhat al-Nusra", "Jabhat an-Nusra"},
      {"Jabhat al-Nusra", "Jabhat El Nusra"},
      {"Jabhat al - Nusra", "Jabhat al-Nusra"},
      {"Sana'a", "Sanaa"},
      {"Sana\u2019a", "Sanaa"},
      {"Çavuşoğlu", "Cavusoglu"},
      {"Kurdistan Workers' Party", "Kurdistan Workers ' Party"},
      {"Guinea-Bissau", "Guinea Bissau"},
      {"Ash-Sham", "Al-Sham"},
      {"Łódź", "Lodz"},
      {"Straße", "Strasse"},
      {"Ḩamāh", "Hamah"},
      {"Black & White", "Black and White"},
  };
  for (const auto& each : cases) {
    EXPECT_EQ(normalise_alias(each.one), normalise_alias(each.other)) << each.one;
  }
  EXPECT_EQ(normalise_alias("El Salvador"), "alsalvador");
  EXPECT_NE(normalise_alias("Salvador"), normalise_alias("El Salvador"));
  EXPECT_EQ(normalise_alias("..."), "");
  EXPECT_EQ(normalise_alias("Сирия"), "Сирия");
}

TEST(KnowledgeBase, NamesDemonymsCapitals) {
  const auto kb = small_base();
  EXPECT_EQ(kb->country_of_demonym("Turks")->code(), "TUR");
  EXPECT_EQ(kb->country_of_demonym("American")->code(), "USA");
  EXPECT_FALSE(kb->country_of_demonym("America"));
  EXPECT_EQ(kb->country_of_capital("Damascus")->code(), "SYR");
  EXPECT_EQ(kb->country_by_code("TUR")->name(), "Turkey");
  EXPECT_FALSE(kb->country_by_code("XXX"));
  const auto found = kb->find("Türkiye");
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found[0].receipt.to_string(), "t/countries.tsv:5");
  EXPECT_EQ(kb->find_id("country/syria")->country(), "SYR");
}

TEST(KnowledgeBase, LongestMatchKeepsToTokensAndCase) {
  const auto kb = small_base();
  Match match;
  const std::vector<std::string_view> text = {"Jabhat", "al",   "-",    "Nusra",  "told", "us",
                                              ",",      "the",  "U.S.", "and",    "who",  "care",
                                              "WHO",    "CARE", "Igor", "Petrov", "."};
  ASSERT_TRUE(kb->longest_match(text, 0, match));
  EXPECT_EQ(match.length, 4u);
  EXPECT_EQ(kb->entry(match.aliases[0].entry).code(), "SYRREB");
  EXPECT_FALSE(kb->longest_match(text, 5, match));
  ASSERT_TRUE(kb->longest_match(text, 8, match));
  EXPECT_EQ(kb->entry(match.aliases[0].entry).code(), "USA");
  EXPECT_FALSE(kb->longest_match(text, 10, match));
  EXPECT_FALSE(kb->longest_match(text, 11, match));
  ASSERT_TRUE(kb->longest_match(text, 12, match));
  EXPECT_EQ(kb->entry(match.aliases[0].entry).code(), "IGOUNO");
  ASSERT_TRUE(kb->longest_match(text, 13, match));
  ASSERT_TRUE(kb->longest_match(text, 14, match));
  EXPECT_EQ(match.length, 2u);
  const std::vector<std::string_view> particle = {"said", "al", "-", "Masri", "al", "dente"};
  ASSERT_TRUE(kb->longest_match(particle, 1, match));
  EXPECT_EQ(match.length, 3u);
  EXPECT_FALSE(kb->longest_match(particle, 4, match));
  const std::vector<std::string_view> broken = {"Igor", ")", "Petrov"};
  EXPECT_FALSE(kb->longest_match(broken, 0, match));
  const std::vector<std::string_view> title_case = {"Who", "Care"};
  EXPECT_FALSE(kb->longest_match(title_case, 0, match));
  EXPECT_FALSE(kb->longest_match(title_case, 1, match));
  EXPECT_FALSE(kb->longest_match(title_case, 2, match));
}

TEST(KnowledgeBase, TermsFollowTheDate) {
  const auto kb = small_base();
  const auto found = kb->find("Ihor Petrov");
  ASSERT_EQ(found.size(), 1u);
  const EntryId petrov = found[0].entry;
  EXPECT_EQ(kb->entry(petrov).id(), "person/igor-petrov");
  EXPECT_EQ(kb->entry(petrov).code(), "RUSGOV");
  EXPECT_EQ(kb->terms(petrov).size(), 2u);
  EXPECT_EQ(kb->term_on(petrov, "2001-05-01")->role, "deputy foreign minister");
  EXPECT_EQ(kb->term_on(petrov, "2016-03-23T10:00:00Z")->role, "foreign minister");
  EXPECT_EQ(kb->term_on(petrov, "2016")->from, "2004-03-09");
  EXPECT_FALSE(kb->term_on(petrov, "1985"));
  EXPECT_FALSE(kb->term_on(petrov, ""));
  EXPECT_EQ(kb->last_term_before(petrov, "2010")->role, "deputy foreign minister");
  EXPECT_EQ(kb->holders("RUS", "foreign minister", "2010-01-01"), std::vector<EntryId>{petrov});
  EXPECT_TRUE(kb->holders("RUS", "foreign minister", "2000-01-01").empty());
}

TEST(KnowledgeBase, Surnames) {
  const auto kb = small_base();
  for (const char* name : {"Petrov", "Masri", "al-Masri", "Li", "Nizar"}) {
    const auto found = kb->find(name);
    ASSERT_EQ(found.size(), 1u) << name;
    EXPECT_EQ(found[0].kind, AliasKind::Surname) << name;
  }
  EXPECT_EQ(kb->find("Karim Masri").size(), 1u);
}

TEST(KnowledgeBase, RolesAndGivenNames) {
  const auto kb = small_base();
  std::size_t length = 0;
  const std::vector<std::string_view> lemmas = {"Foreign", "Minister", "say"};
  EXPECT_EQ(kb->find_role(lemmas, 0, length)->phrase, "foreign minister");
  EXPECT_EQ(length, 2u);
  EXPECT_EQ(kb->find_role("top diplomat")->role, "foreign minister");
  EXPECT_EQ(kb->find_role("king")->gender, Gender::Male);
  EXPECT_FALSE(kb->find_role("queue"));
  EXPECT_EQ(kb->given_name("María"), Gender::Female);
  EXPECT_EQ(kb->given_name("Kim"), Gender::Unknown);
  EXPECT_FALSE(kb->given_name("Zzyx"));
}

TEST(KnowledgeBase, Gazetteer) {
  const auto kb = small_base();
  const auto moscow = kb->places("Moscow");
  ASSERT_EQ(moscow.size(), 2u);
  EXPECT_EQ(moscow[0].country, "RUS");
  EXPECT_NEAR(moscow[0].point->lat, 55.75, 1e-4);
  EXPECT_EQ(kb->places("Paris")[0].admin1, "Texas");
  EXPECT_EQ(kb->places("Daraa")[0].feature, "ADM1");
  EXPECT_FALSE(kb->places("Daraa")[0].point);
  EXPECT_EQ(kb->places("Syria")[0].feature, "PCLI");
  const std::vector<std::string_view> text = {"in", "Deir", "al", "-", "Zour", "on", "Monday"};
  EXPECT_EQ(kb->longest_place(text, 1), 4u);
  EXPECT_EQ(kb->longest_place(text, 0), 0u);
}

TEST(KnowledgeBase, MinorPlacesAreFoundOnlyWhenAskedFor) {
  const auto kb = small_base();
  EXPECT_TRUE(kb->places("Monday").empty());
  const std::vector<std::string_view> text = {"on", "Monday"};
  EXPECT_EQ(kb->longest_place(text, 1), 0u);
  EXPECT_EQ(kb->places("Paris").size(), 1u);
  ASSERT_EQ(kb->minor_places("Monday").size(), 1u);
  EXPECT_EQ(kb->minor_places("Monday")[0].admin1, "Texas");
  EXPECT_TRUE(kb->is_minor_place("Monday"));
  EXPECT_FALSE(kb->is_minor_place("Moscow"));
}

TEST(KnowledgeBase, TheSameTablesGiveTheSameBytes) {
  EXPECT_EQ(compile(small_tables()), compile(small_tables()));
}

TEST(Compile, ErrorsPointAtTheCell) {
  const struct {
    const char* table;
    const char* where;
    const char* message;
  } cases[] = {
      {"name\n", "t/bad.tsv:1:1", "# table:"},
      {"# table: roles\nphrase\tcolour\n", "t/bad.tsv:2:8", "unknown column"},
      {"# table: roles\nphrase\tphrase\n", "t/bad.tsv:2:8", "named twice"},
      {"# table: roles\n", "t/bad.tsv:2:1", "no header"},
      {"# table: roles\nphrase\tsector\tkind\nwizard\tMAG\tperson\n", "t/bad.tsv:3:8",
       "PLOVER sector"},
      {"# table: roles\nphrase\tsector\tkind\nwizard\tGOV\tbeing\n", "t/bad.tsv:3:12",
       "kind of role"},
      {"# table: roles\nphrase\tkind\nking\tperson\n", "t/bad.tsv:3:1", "already"},
      {"# table: roles\nphrase\tkind\na\tperson\tx\ty\n", "t/bad.tsv:3:3", "cells"},
      {"# table: entities\nkind\tname\ncity\tX\n", "t/bad.tsv:3:1", "no kind"},
      {"# table: entities\nkind\tname\ngroup\t\n", "t/bad.tsv:3:7", "name is empty"},
      {"# table: entities\nkind\tname\ncountry\tSyria\n", "t/bad.tsv:3:9", "already"},
      {"# table: entities\nkind\tname\tcountry\ngroup\tX\tQQQ\n", "t/bad.tsv:3:9", "alpha-3"},
      {"# table: entities\nkind\tname\tfrom\nperson\tX Y\t3.4.1999\n", "t/bad.tsv:3:12", "YYYY"},
      {"# table: entities\nkind\tname\tfrom\tto\nperson\tX Y\t2001\t1999\n", "t/bad.tsv:3:17",
       "before it begins"},
      {"# table: entities\nkind\tname\tcountry\trole\tfrom\nperson\tIgor Petrov\tRUS\tforeign "
       "minister\t2010\n",
       "t/bad.tsv:3:41", "overlaps"},
      {"# table: entities\nkind\tname\tlat\tlon\ngroup\tX\t95\t0\n", "t/bad.tsv:3:9", "coordinate"},
      {"# table: places\nname\tlat\nX\t5\n", "t/bad.tsv:3:4", "both lat and lon"},
  };
  for (const auto& each : cases) {
    const Error error = compile_error(each.table);
    EXPECT_EQ(error.code, ErrorCode::BadFormat);
    EXPECT_EQ(error.where, each.where) << each.table;
    EXPECT_NE(error.message.find(each.message), std::string::npos) << error.message;
  }
}

TEST(Compile, LenientLeavesBrokenRowsOut) {
  auto tables = small_tables();
  tables.push_back(
      {"t/more.tsv",
       "# table: roles\nphrase\tsector\tkind\nwizard\tMAG\tperson\nbaker\tBUS\tperson\n"});
  CompileReport report;
  CompileOptions options;
  options.lenient = true;
  auto bytes = compile_tables(tables, options, report);
  ASSERT_TRUE(bytes.ok());
  ASSERT_EQ(report.rejected.size(), 1u);
  EXPECT_EQ(report.rejected[0].where, "t/more.tsv:3:8");
  auto kb = KnowledgeBase::from_bytes(std::move(bytes).value(), "test");
  ASSERT_TRUE(kb.ok());
  EXPECT_TRUE(kb.value()->find_role("baker"));
}

TEST(Compile, FillTablesAddOnlyWhatOthersLack) {
  auto tables = small_tables();
  tables.insert(tables.begin(), {"t/a-fill.tsv",
                                 "# table: entities\n# kind: person\n# fill: yes\n# surnames: "
                                 "no\nname\tcountry\tsector\tfrom\tto\n"
                                 "Igor Petrov\tRUS\tGOV\t2005\t2006\n"
                                 "Igor Petrov\tRUS\tELI\t1990\t1995\n"
                                 "Anna Novak\tUSA\tGOV\t1991\t1992\n"});
  auto kb = KnowledgeBase::from_bytes(compile(tables), "test");
  ASSERT_TRUE(kb.ok());
  const auto petrov = kb.value()->find("Igor Petrov");
  ASSERT_EQ(petrov.size(), 1u);
  EXPECT_EQ(kb.value()->terms(petrov[0].entry).size(), 3u);
  EXPECT_EQ(kb.value()->find("Anna Novak").size(), 1u);
  EXPECT_TRUE(kb.value()->find("Novak").empty());
}

TEST(Compile, AFillTablesSpellingOfAHolderIsANameOfTheHolder) {
  auto tables = small_tables();
  tables.push_back({"t/offices.tsv", "# table: offices\nrole\tholders\nforeign minister\t1\n"});
  tables.push_back(
      {"t/fill.tsv",
       "# table: entities\n# kind: person\n# fill: yes\nname\tcountry\tsector\trole\tfrom\tto\n"
       "Igor N. Petrow\tRUS\tGOV\tforeign minister\t2004\t\n"    // "Igor"
       "Oleg Sidorov\tRUS\tGOV\tforeign minister\t1998\t\n"      // open once
       "Boris Morozov\tRUS\tGOV\tforeign minister\t2005\t\n"});  // no spelling
  auto kb = KnowledgeBase::from_bytes(compile(tables), "test").value();
  ASSERT_EQ(kb->find("Igor N. Petrow").size(), 1u);
  EXPECT_EQ(kb->find("Igor N. Petrow")[0].entry, kb->find("Igor Petrov")[0].entry);
  EXPECT_EQ(kb->terms(kb->find("Igor Petrov")[0].entry).size(), 2u);
  ASSERT_EQ(kb->find("Oleg Sidorov").size(), 1u);
  EXPECT_EQ(kb->terms(kb->find("Oleg Sidorov")[0].entry)[0].to, "2004-03-09");
  ASSERT_EQ(kb->find("Boris Morozov").size(), 1u);
  EXPECT_EQ(kb->terms(kb->find("Boris Morozov")[0].entry)[0].to, "");
}

TEST(Load, DamageIsAnErrorNotACrash) {
  const std::string good = compile(small_tables());
  EXPECT_EQ(KnowledgeBase::load("/nonexistent/kb").error().code, ErrorCode::NotFound);
  const auto refuse = [](std::string bytes) {
    auto kb = KnowledgeBase::from_bytes(std::move(bytes), "test");
    ASSERT_FALSE(kb.ok());
    EXPECT_EQ(kb.error().code, ErrorCode::BadKnowledge);
  };
  refuse("");
  refuse("DRAGKB01");
  refuse(good.substr(0, good.size() / 2));
  refuse(good + "x");
  for (std::size_t at = 0; at < good.size(); at += 997) {
    std::string bad = good;
    bad[at] = static_cast<char>(bad[at] ^ 0x41);
    refuse(bad);
  }
}

TEST(Load, MapsAFile) {
  const auto path = std::filesystem::path(testing::TempDir()) / "small.kb";
  std::ofstream(path, std::ios::binary) << compile(small_tables());
  auto kb = KnowledgeBase::load(path);
  ASSERT_TRUE(kb.ok()) << kb.error().describe();
  EXPECT_EQ(kb.value()->content_hash().size(), 16u);
  EXPECT_EQ(kb.value()->country_of_capital("Ankara")->code(), "TUR");
  std::filesystem::remove(path);
}

}  // namespace
}  // namespace dragoman::knowledge
