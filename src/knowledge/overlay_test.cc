#include "knowledge/overlay.h"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include <gtest/gtest.h>
#include <unistd.h>

#include "knowledge/add_row.h"
#include "knowledge/audit.h"
#include "knowledge/compile.h"

namespace dragoman::knowledge {
namespace {

namespace fs = std::filesystem;

const std::string kBase =
    "# table: entities\n"
    "kind\tname\taliases\tcountry\tiso2\tsector\trole\tfrom\tto\tadjectives\tcapitals\tlat\tlon\n"
    "country\tKenya\t\tKEN\tKE\t\t\t\t\tKenyan\tNairobi\t1\t38\n"
    "country\tSyria\t\tSYR\tSY\t\t\t\t\tSyrian\tDamascus\t35\t38\n"
    "person\tAmos Wako\t\tKEN\t\tGOV\tforeign minister\t2022-10\t\n"
    "person\tRuth Amondi\t\tKEN\t\tGOV\tdefence minister\t2020\t2024\n"
    "group\tNorthern Front\tNF\tSYR\t\tREB\n"
    "organisation\tWorld Relief Union\tWRU\tUNO\n";

const std::string kOffices = "# table: offices\nrole\tholders\nforeign minister\t1\npresident\t1\n";
const std::string kDivisions =
    "# table: divisions\ncode\tgeonameid\tname\tlat\tlon\tfeature\tcountry\tpopulation\n"
    "SY.06\t170903\tDaraa Governorate\t32.6\t36.1\tADM1\tSYR\t0\n";
const std::string kPlaces =
    "# table: places\ngeonameid\tname\taliases\tlat\tlon\tfeature\tcountry\tadmin1\tpopulation\n"
    "7\tOldtown\tAltstadt\t32.5\t36.0\tPPL\tSYR\tSY.06\t30000\n"
    "8\tTwinville\t\t32.5\t36.2\tPPL\tSYR\tSY.06\t30000\n";
const std::string kRoles = "# table: roles\nphrase\tsector\tkind\nminister\tGOV\tperson\n";

std::shared_ptr<const KnowledgeBase> small_base() {
  CompileReport report;
  auto bytes = compile_tables({{"t/base.tsv", kBase},
                               {"t/offices.tsv", kOffices},
                               {"t/divisions.tsv", kDivisions},
                               {"t/places.tsv", kPlaces},
                               {"t/roles.tsv", kRoles}},
                              {}, report);
  EXPECT_TRUE(bytes.ok()) << (bytes.ok() ? "" : bytes.error().describe());
  return KnowledgeBase::from_bytes(std::move(bytes).value(), "test").value();
}

Result<std::shared_ptr<const KnowledgeBase>> lay(const std::vector<SourceTable>& tables) {
  const auto base = small_base();
  CompileReport report;
  auto bytes = compile_overlay(tables, *base, {}, report);
  if (!bytes) return bytes.error();
  return base->with_overlay(std::move(bytes).value(), "overlay");
}

std::shared_ptr<const KnowledgeBase> over(const std::string& table) {
  auto kb = lay({{"my.tsv", table}});
  EXPECT_TRUE(kb.ok()) << (kb.ok() ? "" : kb.error().describe());
  return kb.value();
}

const std::string kHead =
    "# table: entities\nkind\tname\taliases\tcountry\tsector\trole\tfrom\tto\tid\tnote\n";

TEST(Overlay, AddsEntriesWithReceiptsOfTheirOwn) {
  const auto kb = over(kHead + "group\tRiver Guard\tRG\tKEN\tUAF\n");
  const auto found = kb->find("RG");
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found[0].receipt.to_string(), "my.tsv:3");
  EXPECT_EQ(kb->entry(found[0].entry).code(), "KENUAF");
  EXPECT_EQ(kb->find("NF").size(), 1u);  // the base is still there
  Match match;
  const std::vector<std::string_view> text = {"River", "Guard", "attacked"};
  ASSERT_TRUE(kb->longest_match(text, 0, match));
  EXPECT_EQ(match.length, 2u);
  EXPECT_EQ(kb->find_id("group/river-guard")->code(), "KENUAF");
}

TEST(Overlay, ATermIsAddedToAPersonOfTheBaseAndEndsTheOneBefore) {
  const auto kb =
      over(kHead + "person\tRuth Amondi\tR. Amondi\tKEN\tGOV\tforeign minister\t2026-03\n");
  const auto found = kb->find("R. Amondi");
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(kb->find("Ruth Amondi").size(), 1u);
  const EntryId amondi = found[0].entry;
  EXPECT_EQ(kb->terms(amondi).size(), 2u);
  EXPECT_EQ(kb->term_on(amondi, "2021")->receipt.to_string(), "t/base.tsv:6");
  EXPECT_EQ(kb->term_on(amondi, "2026-05")->role, "foreign minister");
  EXPECT_EQ(kb->term_on(amondi, "2026-05")->receipt.to_string(), "my.tsv:3");
  EXPECT_EQ(kb->holders("KEN", "foreign minister", "2026-05"), std::vector<EntryId>{amondi});
  const auto wako = kb->find("Amos Wako");
  ASSERT_EQ(wako.size(), 1u);
  EXPECT_EQ(kb->terms(wako[0].entry)[0].to, "2026-03");
  EXPECT_EQ(kb->holders("KEN", "foreign minister", "2023-05"), std::vector<EntryId>{wako[0].entry});
}

TEST(Overlay, FilledCellsOfAnEntryWinAndItsNamesStay) {
  const auto kb =
      over(kHead + "group\tNorthern Front\tNorth Front\t\tPTY\t\t\t\t\tlaid down arms\n");
  const auto found = kb->find("NF");
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found[0].receipt.to_string(), "t/base.tsv:7");
  EXPECT_EQ(kb->entry(found[0].entry).code(), "SYRPTY");
  EXPECT_EQ(kb->entry(found[0].entry).note(), "laid down arms");
  EXPECT_EQ(kb->find("North Front").size(), 1u);
  const auto union_ = over(kHead + "organisation\tWorld Relief Union\t\t\tGOV\n")->find("WRU");
  ASSERT_EQ(union_.size(), 1u);
  EXPECT_EQ(
      over(kHead + "organisation\tWorld Relief Union\t\t\tGOV\n")->entry(union_[0].entry).code(),
      "IGOUNO");
}

TEST(Overlay, ATableThatReplacesLeavesNothingOfTheOldEntry) {
  const auto kb = over("# replace: yes\n" + kHead + "group\tNorthern Front\t\tKEN\tREB\n");
  EXPECT_TRUE(kb->find("NF").empty());
  ASSERT_EQ(kb->find("Northern Front").size(), 1u);
  EXPECT_EQ(kb->entry(kb->find("Northern Front")[0].entry).code(), "KENREB");
}

TEST(Overlay, CountriesPlacesAndRoles) {
  const auto base = small_base();
  CompileReport report;
  auto bytes = compile_overlay(
      {{"a.tsv", kHead + "country\tKenya\tRepublic of Kenya\tKEN\n"},
       {"b.tsv",
        "# table: places\ngeonameid\tname\tlat\tlon\tfeature\tcountry\tadmin1\tpopulation\n"
        "9\tTwinville\t32.7\t36.3\tPPL\tSYR\tSY.06\t400\n"
        "7\tNewtown\t32.5\t36.0\tPPL\tSYR\tSY.06\t31000\n"},
       {"c.tsv",
        "# table: roles\nphrase\tsector\tkind\nminister\tREL\tperson\nvillage "
        "elder\tELI\tperson\n"},
       {"d.tsv", "# table: given-names\nname\tgender\nAmondi\tf\n"}},
      *base, {}, report);
  ASSERT_TRUE(bytes.ok()) << bytes.error().describe();
  const auto kb = base->with_overlay(std::move(bytes).value(), "overlay").value();
  EXPECT_EQ(kb->country_by_code("KEN")->index(), kb->find("Republic of Kenya")[0].entry);
  EXPECT_EQ(kb->country_of_capital("Nairobi")->code(), "KEN");
  const auto twins = kb->places("Twinville");
  ASSERT_EQ(twins.size(), 2u);
  EXPECT_EQ(twins[0].population, 30000u);  // by population, not by layer
  EXPECT_EQ(twins[1].admin1, "Daraa Governorate");
  EXPECT_EQ(twins[1].receipt.to_string(), "b.tsv:3");
  EXPECT_TRUE(kb->places("Oldtown").empty());  // GeoNames has renamed it
  const std::vector<std::string_view> text = {"Oldtown", "Newtown"};
  EXPECT_EQ(kb->longest_place(text, 0), 0u);
  EXPECT_EQ(kb->longest_place(text, 1), 1u);
  EXPECT_EQ(kb->find_role("minister")->sector, "REL");
  EXPECT_EQ(kb->find_role("village elder")->receipt.to_string(), "c.tsv:4");
  EXPECT_EQ(kb->given_name("Amondi"), Gender::Female);
}

TEST(Overlay, TheLaterOfTwoTablesCounts) {
  const auto kb = lay({{"a.tsv", kHead + "group\tRiver Guard\tRG\tKEN\tUAF\n"},
                       {"b.tsv", kHead + "group\tRiver Guard\tGuards\tKEN\tREB\n"}});
  ASSERT_TRUE(kb.ok()) << kb.error().describe();
  ASSERT_EQ(kb.value()->find("RG").size(), 1u);
  EXPECT_EQ(kb.value()->entry(kb.value()->find("RG")[0].entry).code(), "KENREB");
  const auto twice = lay({{"a.tsv", kHead + "group\tRiver Guard\nx\n"}});
  EXPECT_FALSE(twice.ok());
}

TEST(Overlay, ANamesakeInAnotherCountryIsAnotherPerson) {
  const auto kb = over(kHead + "person\tAmos Wako\t\tSYR\tGOV\tforeign minister\t2001\t2003\n");
  EXPECT_EQ(kb->find("Amos Wako").size(), 2u);
}

TEST(Overlay, TheVersionFollowsTheContent) {
  const auto base = small_base();
  const std::string one = over(kHead + "group\tRiver Guard\n")->content_hash();
  const std::string two = over(kHead + "group\tRiver Guards\n")->content_hash();
  EXPECT_EQ(one.substr(0, 17), base->content_hash() + "+");
  EXPECT_NE(one, two);
  EXPECT_EQ(one, over(kHead + "group\tRiver Guard\n")->content_hash());
}

TEST(Overlay, FitsOnlyItsBase) {
  const auto base = small_base();
  CompileReport report;
  auto bytes = compile_overlay({{"my.tsv", kHead + "group\tRiver Guard\n"}}, *base, {}, report);
  ASSERT_TRUE(bytes.ok());
  auto other_bytes = compile_tables({{"t/base.tsv", kBase}}, {}, report);
  const auto other = KnowledgeBase::from_bytes(std::move(other_bytes).value(), "other").value();
  EXPECT_EQ(other->with_overlay(*bytes, "x").error().code, ErrorCode::BadKnowledge);
  EXPECT_EQ(KnowledgeBase::from_bytes(*bytes, "x").error().code, ErrorCode::BadKnowledge);
  for (std::size_t at = 0; at < bytes->size(); at += 499) {
    std::string bad = *bytes;
    bad[at] = static_cast<char>(bad[at] ^ 0x41);
    EXPECT_FALSE(base->with_overlay(bad, "x").ok());
  }
}

// ---- bad input ----

TEST(Overlay, BadTablesAreErrorsThatPointAtTheCell) {
  const struct {
    std::string text;
    ErrorCode code;
    const char* where;
    const char* message;
  } cases[] = {
      {"", ErrorCode::EmptyInput, "my.tsv:1:1", "empty"},
      {"\n \r\n", ErrorCode::EmptyInput, "my.tsv:1:1", "empty"},
      {std::string("\x7f"
                   "ELF\0\1",
                   6),
       ErrorCode::NotText, "my.tsv:1:5", "NUL"},
      {kHead + "group\tR\xE9union Front\n", ErrorCode::BadEncoding, "my.tsv:3:8", "0xE9"},
      {"# table: villages\nname\n", ErrorCode::BadFormat, "my.tsv:1:1", "villages"},
      {kHead + "group\tA\t\tQQQ\n", ErrorCode::BadFormat, "my.tsv:3:10", "alpha-3"},
      {kHead + "tribe\tA\n", ErrorCode::BadFormat, "my.tsv:3:1", "no kind"},
      {kHead + "group\tA\t\tKEN\tMAG\n", ErrorCode::BadFormat, "my.tsv:3:14", "PLOVER"},
      {kHead + "group\tA\t\tKEN\tREB\t\t2001\t1999\n", ErrorCode::BadFormat, "my.tsv:3:24",
       "before"},
      {kHead + "group\tA\t\tKEN\tREB\t\t2001-13\n", ErrorCode::BadFormat, "my.tsv:3:19", "no date"},
      {kHead + "group\tA\ngroup\tA\n", ErrorCode::BadFormat, "my.tsv:4:7", "already"},
  };
  for (const auto& each : cases) {
    const auto kb = lay({{"my.tsv", each.text}});
    ASSERT_FALSE(kb.ok()) << each.text;
    EXPECT_EQ(kb.error().code, each.code) << each.text;
    EXPECT_EQ(kb.error().where, each.where) << each.text;
    EXPECT_NE(kb.error().message.find(each.message), std::string::npos) << kb.error().message;
  }
}

TEST(Overlay, ByteOrderMarkAndCarriageReturns) {
  std::string text = "\xEF\xBB\xBF" + kHead + "group\tRiver Guard\tRG\tKEN\tUAF\n";
  for (std::size_t at = 0; (at = text.find('\n', at)) != std::string::npos; at += 2)
    text.replace(at, 1, "\r\n");
  const auto kb = over(text);
  ASSERT_EQ(kb->find("RG").size(), 1u);
  EXPECT_EQ(kb->entry(kb->find("RG")[0].entry).code(), "KENUAF");
}

std::vector<Error> findings(const std::string& rows) {
  CompileOptions options;
  options.lenient = options.audit = true;
  CompileReport report;
  const auto bytes = compile_overlay({{"my.tsv", kHead + rows}}, *small_base(), options, report);
  EXPECT_TRUE(bytes.ok());
  EXPECT_TRUE(report.rejected.empty()) << report.rejected[0].describe();
  return report.findings;
}

TEST(Audit, ACycleOfAliasesIsToldOnce) {
  const auto found =
      findings("group\tA Front\tB Front\ngroup\tB Front\tC Front\ngroup\tC Front\tA Front\n");
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found[0].where, "my.tsv:3:1");
  EXPECT_NE(found[0].message.find("cycle of aliases"), std::string::npos);
}

TEST(Audit, AnAliasThatIsAnotherEntrysName) {
  const auto found = findings("group\tA Front\tB Front\ngroup\tB Front\n");
  ASSERT_EQ(found.size(), 1u);
  EXPECT_NE(found[0].message.find("name of another group"), std::string::npos);
  // Not where the two can be told apart.
  EXPECT_TRUE(
      findings("group\tA Front\tB Front\t\t\t\t2010\ngroup\tB Front\t\t\t\t\t\t2009\n").empty());
  EXPECT_TRUE(findings("group\tA Front\tB Front\norganisation\tB Front\n").empty());
  EXPECT_TRUE(findings("group\tA Front\tB Front\tKEN\ngroup\tB Front\t\tSYR\n").empty());
  EXPECT_TRUE(findings("person\tA Smith\tB Smith\tKEN\nperson\tB Smith\t\tSYR\n").empty());
}

TEST(Audit, TwoHoldersOfOneOffice) {
  const std::string first = "person\tA One\t\tKEN\tGOV\tpresident\t2000\t2010\n";
  const auto found = findings(first + "person\tB Two\t\tKEN\tGOV\tpresident\t2005\t2012\n");
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found[0].where, "my.tsv:4:1");
  EXPECT_NE(found[0].message.find("my.tsv:3"), std::string::npos);
  EXPECT_TRUE(findings(first + "person\tB Two\t\tKEN\tGOV\tpresident\t2010\t\n").empty());
  EXPECT_TRUE(findings(first + "person\tB Two\t\tSYR\tGOV\tpresident\t2005\t2012\n").empty());
  EXPECT_TRUE(findings(first + "person\tB Two\t\tKEN\tGOV\tgeneral\t2005\t2012\n").empty());
  // Less than a year.
  EXPECT_TRUE(findings(first + "person\tB Two\t\tKEN\tGOV\tpresident\t2010-01\t2012\n").empty());
}

// ---- files ----

class OverlayFiles : public testing::Test {
 protected:
  void SetUp() override {
    folder_ = fs::path(testing::TempDir()) / ("overlay-" + std::to_string(getpid()));
    fs::create_directories(folder_);
    CompileReport report;
    auto bytes = compile_tables({{"t/base.tsv", kBase}, {"t/offices.tsv", kOffices}}, {}, report);
    write("base.kb", *bytes);
    setenv("XDG_CACHE_HOME", (folder_ / "cache").c_str(), 1);
  }
  void TearDown() override {
    fs::remove_all(folder_);
    unsetenv("XDG_CACHE_HOME");
    unsetenv("DRAGOMAN_KNOWLEDGE");
  }
  std::string write(const std::string& name, const std::string& text) {
    fs::create_directories((folder_ / name).parent_path());
    std::ofstream(folder_ / name, std::ios::binary) << text;
    return (folder_ / name).string();
  }
  std::string read(const std::string& name) {
    std::ostringstream all;
    all << std::ifstream(folder_ / name, std::ios::binary).rdbuf();
    return all.str();
  }
  Result<std::shared_ptr<const KnowledgeBase>> load(const OverlayOptions& options) {
    rejected_.clear();
    return load_with_overlays(folder_ / "base.kb", options, rejected_);
  }
  Result<std::size_t> add(const NewRow& row, bool force = false) {
    const auto base = KnowledgeBase::load(folder_ / "base.kb").value();
    OverlayOptions options;
    options.lenient = true;
    if (fs::exists(folder_ / "mine.tsv")) options.paths = {(folder_ / "mine.tsv").string()};
    return add_row((folder_ / "mine.tsv").string(), row, *base, *load(options).value(), force);
  }
  fs::path folder_;
  std::vector<Error> rejected_;
};

TEST_F(OverlayFiles, FoldersAndFiles) {
  write("more/a.tsv", kHead + "group\tRiver Guard\tRG\tKEN\tUAF\n");
  write("more/b.txt", "no table");
  const std::string file = write("my.tsv", kHead + "group\tHill Guard\tHG\tKEN\tUAF\n");
  auto kb = load({.paths = {(folder_ / "more").string(), file}});
  ASSERT_TRUE(kb.ok()) << kb.error().describe();
  EXPECT_EQ(kb.value()->find("RG")[0].receipt.to_string(), "a.tsv:3");
  EXPECT_EQ(kb.value()->find("HG")[0].receipt.to_string(), "my.tsv:3");
  EXPECT_TRUE(load({.paths = {}}).value()->find("RG").empty());
}

TEST_F(OverlayFiles, WhatIsBrokenStopsOrIsListed) {
  const std::string bad =
      write("bad.tsv", kHead + "group\tA\t\tQQQ\ngroup\tRiver Guard\tRG\tKEN\tUAF\n");
  const std::string binary = write("binary.tsv", std::string("\x7f"
                                                             "ELF\0\1",
                                                             6));
  const std::string cut = write("cut.tsv.gz", std::string("\x1f\x8b\x08\0\0\0\0\0\0\3\1", 11));
  auto strict = load({.paths = {bad}});
  ASSERT_FALSE(strict.ok());
  EXPECT_EQ(strict.error().where, bad + ":3:10");
  EXPECT_EQ(load({.paths = {"/nonexistent.tsv"}}).error().code, ErrorCode::NotFound);
  auto lenient = load({.paths = {bad, binary, cut, "/nonexistent.tsv"}, .lenient = true});
  ASSERT_TRUE(lenient.ok()) << lenient.error().describe();
  EXPECT_EQ(rejected_.size(), 4u);
  EXPECT_EQ(lenient.value()->find("RG").size(), 1u);
}

TEST_F(OverlayFiles, LargeTablesAreCompiledOnce) {
  const std::string file = write("my.tsv", kHead + "group\tRiver Guard\tRG\tKEN\tUAF\n");
  const OverlayOptions options{.paths = {file}, .lenient = false, .cache_above = 10};
  const auto first = load(options).value();
  ASSERT_TRUE(fs::exists(cache_folder()));
  ASSERT_EQ(std::distance(fs::directory_iterator(cache_folder()), fs::directory_iterator()), 1);
  EXPECT_EQ(load(options).value()->content_hash(), first->content_hash());
  // A damaged cache is made again; a changed table is compiled again.
  const auto cached = fs::directory_iterator(cache_folder())->path();
  std::ofstream(cached, std::ios::binary) << "x";
  EXPECT_EQ(load(options).value()->content_hash(), first->content_hash());
  write("my.tsv", kHead + "group\tRiver Guards\tRG\tKEN\tUAF\n");
  EXPECT_NE(load(options).value()->content_hash(), first->content_hash());
}

TEST_F(OverlayFiles, WhereUsersTablesLie) {
  setenv("DRAGOMAN_KNOWLEDGE", "/a.tsv:/b", 1);
  EXPECT_EQ(user_overlays(), (std::vector<std::string>{"/a.tsv", "/b"}));
  EXPECT_EQ(user_folder(), "/b");
  setenv("DRAGOMAN_KNOWLEDGE", "", 1);
  EXPECT_TRUE(user_overlays().empty());
  unsetenv("DRAGOMAN_KNOWLEDGE");
  setenv("XDG_CONFIG_HOME", folder_.c_str(), 1);
  EXPECT_TRUE(user_overlays().empty());
  fs::create_directories(folder_ / "dragoman/knowledge");
  EXPECT_EQ(user_overlays(), std::vector<std::string>{(folder_ / "dragoman/knowledge").string()});
  unsetenv("XDG_CONFIG_HOME");
}

NewRow person(const std::string& name, const std::string& role, const std::string& from) {
  return {"entities",
          {{"kind", "person"},
           {"name", name},
           {"country", "KE"},
           {"sector", "GOV"},
           {"role", role},
           {"from", from}}};
}

TEST_F(OverlayFiles, AddMakesATableAndAppends) {
  const auto first = add(person("Jane Doe", "foreign minister", "2026-03"));
  ASSERT_TRUE(first.ok()) << first.error().describe();
  EXPECT_EQ(*first, 4u);
  NewRow second = person("John Roe", "defence minister", "2026-04");
  second.cells.emplace_back("gender", "m");  // a column that the table has not
  ASSERT_TRUE(add(second).ok());
  const auto kb = load({.paths = {(folder_ / "mine.tsv").string()}});
  ASSERT_TRUE(kb.ok()) << kb.error().describe();
  const auto found = kb.value()->find("Jane Doe");
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found[0].receipt.to_string(), "mine.tsv:4");
  EXPECT_EQ(kb.value()->term_on(found[0].entry, "2026-05")->code, "KENGOV");
  EXPECT_EQ(kb.value()->entry(kb.value()->find("John Roe")[0].entry).gender(), Gender::Male);
}

TEST_F(OverlayFiles, AddRefusesWhatIsThereAndWhatIsBroken) {
  EXPECT_EQ(add(person("Amos Wako", "foreign minister", "2024")).error().code,
            ErrorCode::BadArgument);
  EXPECT_TRUE(add(person("Amos Wako", "president", "2024")).ok());
  const std::string before = read("mine.tsv");
  EXPECT_FALSE(add(person("Amos Wako", "president", "2025")).ok());
  EXPECT_FALSE(add(person("Jane Doe", "president", "2026-13")).ok());
  EXPECT_FALSE(add({"entities", {{"kind", "group"}, {"name", "NF"}}}).ok());
  EXPECT_FALSE(add({"entities", {{"kind", "group"}, {"name", "\t"}}}).ok());
  EXPECT_FALSE(add({"places", {{"name", "Zabadin"}}}).ok());  // a table of another type
  EXPECT_EQ(read("mine.tsv"), before);
  EXPECT_TRUE(
      add({"entities", {{"kind", "group"}, {"name", "NF"}, {"note", "x\ty\nz"}}}, true).ok());
  EXPECT_TRUE(load({.paths = {(folder_ / "mine.tsv").string()}}).ok());
}

TEST_F(OverlayFiles, AddANameOfAKnownPersonOnce) {
  const NewRow row{"entities",
                   {{"kind", "person"},
                    {"name", "Amos Wako"},
                    {"country", "KEN"},
                    {"aliases", "A. S. Wako-Otieno|Amos S. Wako-Otieno"}}};
  ASSERT_TRUE(add(row).ok());
  EXPECT_FALSE(add(row).ok());
  const auto kb = load({.paths = {(folder_ / "mine.tsv").string()}}).value();
  ASSERT_EQ(kb->find("A. S. Wako-Otieno").size(), 1u);
  EXPECT_EQ(kb->terms(kb->find("A. S. Wako-Otieno")[0].entry).size(), 1u);
}

TEST_F(OverlayFiles, AddKeepsWhatTheUserWrote) {
  write("mine.tsv", "\xEF\xBB\xBF# mine\r\n# table: entities\r\nkind\tname\r\ngroup\tRiver Guard");
  ASSERT_TRUE(
      add({"entities", {{"kind", "group"}, {"name", "Hill Guard"}, {"country", "KEN"}}}).ok());
  EXPECT_EQ(read("mine.tsv"),
            "\xEF\xBB\xBF# mine\r\n# table: entities\r\nkind\tname\tcountry\r\ngroup\tRiver Guard\n"
            "group\tHill Guard\tKEN\n");
  EXPECT_TRUE(load({.paths = {(folder_ / "mine.tsv").string()}}).ok());
}

}  // namespace
}  // namespace dragoman::knowledge
