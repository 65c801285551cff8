#include <fstream>
#include <sstream>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "exports/profile.h"

namespace dragoman::exports {
namespace {

using Json = nlohmann::json;

const Resources& resources() {
  static const auto kLoaded = load_resources(DRAGOMAN_SOURCE_DIR "/lexicons");
  return *kLoaded;
}

std::unique_ptr<Profile> profile(const std::string& name) {
  auto made = make_profile(name, resources());
  return made ? std::move(*made) : nullptr;
}

// "Syrian troops fired at protesters in Homs" of two actors and one recipient.
Record example() {
  Record r;
  r.id = "0123456789abcdef";
  r.uri = "a/b.txt";
  r.outlet = "=Gazette, \"The\"";
  r.published = "2016-03-23";
  r.language = "en";
  r.text = "Syrian troops fired at\nprotesters in Homs on March 22.";
  r.actors.push_back({"a1",
                      "Syrian troops",
                      ActorKind::Group,
                      "SYRMIL",
                      "SYR",
                      "MIL",
                      "troops",
                      "",
                      "",
                      {},
                      "SYRMIL"});
  r.actors.push_back({"a2",
                      "police",
                      ActorKind::Organisation,
                      "SYRCOP",
                      "SYR",
                      "COP",
                      "police",
                      "organisation/police",
                      "",
                      {},
                      "SYRCOP"});
  r.actors.push_back({"a3",
                      "protesters",
                      ActorKind::Group,
                      "SYRCVL",
                      "SYR",
                      "CVL",
                      "protester",
                      "",
                      "",
                      {},
                      "SYRCVL"});
  r.mentions.push_back({{0, 13}, NameType::Organisation, MentionKind::Nominal, "a1", "text: role"});
  RecordPlace place;
  place.id = "p1", place.span = {37, 41}, place.name = "Homs", place.country = "SYR",
  place.admin1 = "Homs";
  place.lat = 34.7, place.lon = 36.7, place.geonames = 169577, place.precision = 1;
  r.places.push_back(place);
  RecordEvent e;
  e.id = "e1", e.type = EventType::Assault, e.mode = "firearms", e.contexts = {"military"};
  e.actors = {"a1", "a2"}, e.recipients = {"a3"};
  e.trigger = {{14, 19}}, e.evidence = {{0, 41}};
  e.date = "2016-03-22", e.place = "p1", e.cameo = "190", e.quad = "material conflict";
  e.score = -10, e.confidence = 0.8;
  e.dead = RecordCount{3, "min", {}};
  r.events.push_back(e);
  return r;
}

std::vector<std::string> cells(const std::string& line, char delimiter) {
  std::vector<std::string> out(1);
  for (const char c : line) {
    if (c == delimiter) {
      out.emplace_back();
    } else {
      out.back() += c;
    }
  }
  return out;
}

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> out;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) out.push_back(line);
  return out;
}

std::string cell(const Profile& profile, const std::string& row, const std::string& column) {
  const auto fields = profile.fields();
  const auto values = cells(row, profile.delimiter());
  for (std::size_t i = 0; i < fields.size(); ++i) {
    if (fields[i].name == column) return values.at(i);
  }
  ADD_FAILURE() << "no column " << column;
  return "";
}

TEST(Exports, TablesHaveTheColumnsOfTheirFormats) {
  const std::pair<const char*, std::size_t> kCounts[] = {{"gdelt2-events", 61},
                                                         {"gdelt2-mentions", 16},
                                                         {"icews", 20},
                                                         {"polecat", 40},
                                                         {"acled-like", 31}};
  for (const auto& [name, count] : kCounts) {
    const auto made = profile(name);
    ASSERT_NE(made, nullptr) << name;
    EXPECT_EQ(made->fields().size(), count) << name;
    for (const std::string& line : lines_of(made->rows(example(), {}))) {
      if (made->delimiter() == '\t') {
        EXPECT_EQ(cells(line, '\t').size(), count) << name;
      }
    }
  }
}

TEST(Exports, AnEventOfTwoActorsIsTwoDyads) {
  const auto gdelt = profile("gdelt2-events");
  const auto rows = lines_of(gdelt->rows(example(), {}));
  ASSERT_EQ(rows.size(), 2u);
  EXPECT_EQ(cell(*gdelt, rows[0], "Actor1Code"), "SYRMIL");
  EXPECT_EQ(cell(*gdelt, rows[0], "Actor1Type1Code"), "MIL");
  EXPECT_EQ(cell(*gdelt, rows[1], "Actor1Code"), "SYRCOP");
  EXPECT_EQ(cell(*gdelt, rows[1], "Actor2Code"), "SYRCVL");
  EXPECT_NE(cell(*gdelt, rows[0], "GlobalEventID"), cell(*gdelt, rows[1], "GlobalEventID"));
  EXPECT_EQ(cell(*gdelt, rows[0], "Day"), "20160322");
  EXPECT_EQ(cell(*gdelt, rows[0], "FractionDate"), "2016.3068");
  EXPECT_EQ(cell(*gdelt, rows[0], "EventRootCode"), "19");
  EXPECT_EQ(cell(*gdelt, rows[0], "QuadClass"), "4");
  EXPECT_EQ(cell(*gdelt, rows[0], "ActionGeo_CountryCode"), "SY");
  EXPECT_EQ(cell(*gdelt, rows[0], "ActionGeo_Fullname"), "Homs, Syria");
  EXPECT_EQ(cell(*gdelt, rows[0], "DATEADDED"), "20160323000000");
  EXPECT_EQ(lines_of(profile("polecat")->rows(example(), {})).size(), 1u);
}

TEST(Exports, MentionsCarryTheIdsOfTheirEvents) {
  const auto events = profile("gdelt2-events"), mentions = profile("gdelt2-mentions");
  const auto of_events = lines_of(events->rows(example(), {}));
  const auto of_mentions = lines_of(mentions->rows(example(), {}));
  ASSERT_EQ(of_mentions.size(), of_events.size());
  EXPECT_EQ(cell(*mentions, of_mentions[1], "GlobalEventID"),
            cell(*events, of_events[1], "GlobalEventID"));
  EXPECT_EQ(cell(*mentions, of_mentions[0], "ActionCharOffset"), "14");
}

TEST(Exports, LineEndsAndFormulasDoNotBreakCells) {
  const auto icews = profile("icews");
  const auto rows = lines_of(icews->rows(example(), {}));
  ASSERT_EQ(rows.size(), 2u);
  EXPECT_EQ(cell(*icews, rows[0], "Publisher"), "'=Gazette, \"The\"");
  EXPECT_EQ(cell(*icews, rows[0], "Intensity"), "-10");  // a number stays one
  const auto raw = lines_of(icews->rows(example(), {.guard_formulas = false}));
  EXPECT_EQ(cell(*icews, raw[0], "Publisher"), "=Gazette, \"The\"");
}

TEST(Exports, CsvIsQuotedWhereItMustBeOrEverywhere) {
  const auto acled = profile("acled-like");
  const std::string row = acled->rows(example(), {});
  EXPECT_NE(row.find("\"'=Gazette, \"\"The\"\"\""), std::string::npos) << row;
  EXPECT_NE(row.find(",Syria,"), std::string::npos) << row;
  EXPECT_NE(acled->rows(example(), {.quote_all = true}).find(",\"Syria\","), std::string::npos);
  EXPECT_EQ(acled->head({.bom = true}).substr(0, 3), "\xEF\xBB\xBF");
  EXPECT_EQ(acled->head({}).substr(0, 14), "event_id_cnty,");
}

TEST(Exports, AcledTakesWhatItCodesOnly) {
  const auto acled = profile("acled-like");
  Record r = example();
  EXPECT_NE(acled->rows(r, {}).find("Violence against civilians,Attack"), std::string::npos);
  r.actors[2].sector = "REB";
  EXPECT_NE(acled->rows(r, {}).find("Battles,Armed clash"), std::string::npos);
  r.events[0].factuality = Factuality::Denied;
  EXPECT_EQ(acled->rows(r, {}), "");
  r.events[0].factuality = Factuality::Occurred;
  r.events[0].type = EventType::Consult;
  EXPECT_EQ(acled->rows(r, {}), "");
}

TEST(Exports, LinesAreJson) {
  for (const char* name : {"plover", "web-annotation", "ftm", "ninjs"}) {
    const auto made = profile(name);
    const auto lines = lines_of(made->rows(example(), {}));
    ASSERT_FALSE(lines.empty()) << name;
    const auto fields = made->fields();
    for (const std::string& line : lines) {
      const Json json = Json::parse(line, nullptr, false);
      ASSERT_TRUE(json.is_object()) << name << ": " << line;
      for (const auto& [key, value] : json.items()) {
        EXPECT_TRUE(std::any_of(fields.begin(), fields.end(),
                                [&key = key](const Field& field) { return field.name == key; }))
            << name << " writes '" << key << "', which its dictionary does not have";
      }
    }
  }
}

TEST(Exports, AnnotationsPointAtTheirWords) {
  const Json json = Json::parse(lines_of(profile("web-annotation")->rows(example(), {})).front());
  const Json& selector = json["target"][0]["selector"];
  EXPECT_EQ(selector["start"], 0);
  EXPECT_EQ(selector["refinedBy"]["exact"], "Syrian troops");
  EXPECT_EQ(selector["refinedBy"]["suffix"].get<std::string>().substr(0, 6), " fired");
}

TEST(Exports, ActorsThatAreOnlyDescribedAreNoEntities) {
  const std::string ftm = profile("ftm")->rows(example(), {});
  EXPECT_NE(ftm.find("dragoman-organisation-police"), std::string::npos) << ftm;
  EXPECT_EQ(ftm.find("\"name\":[\"protesters\"]"), std::string::npos) << ftm;
}

TEST(Exports, TheDescriptorNamesEveryColumn) {
  const Json package = Json::parse(descriptor(*profile("icews"), "/tmp/out/icews.tsv"));
  const Json& resource = package["resources"][0];
  EXPECT_EQ(resource["path"], "icews.tsv");
  EXPECT_EQ(resource["dialect"]["delimiter"], "\t");
  EXPECT_EQ(resource["schema"]["fields"].size(), 20u);
  EXPECT_EQ(resource["schema"]["fields"][1]["type"], "date");
}

TEST(Exports, TheDocumentationIsTheDictionary) {
  for (const std::string& name : profile_names()) {
    std::ifstream file(DRAGOMAN_SOURCE_DIR "/docs/formats/export/" + name + ".md");
    std::stringstream text;
    text << file.rdbuf();
    EXPECT_EQ(text.str(), dictionary(*profile(name)))
        << "run: dragoman export --profile " << name << " --dictionary -o docs/formats/export/"
        << name << ".md";
  }
}

TEST(Exports, UnknownProfilesAreNamed) {
  const auto made = make_profile("gdelt1", resources());
  ASSERT_FALSE(made.ok());
  EXPECT_EQ(made.error().code, ErrorCode::BadArgument);
}

}  // namespace
}  // namespace dragoman::exports
