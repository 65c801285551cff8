#include "explain/explain.h"

#include <filesystem>
#include <fstream>

#include <gtest/gtest.h>

#include "knowledge/compile.h"

namespace dragoman::explain {
namespace {

std::shared_ptr<const knowledge::KnowledgeBase> small_base() {
  const std::vector<knowledge::SourceTable> tables = {
      {"t/countries.tsv",
       "# table: entities\n# kind: country\nname\tcountry\tiso2\taliases\tcapitals\n"
       "Freedonia\tUSA\tUS\t\tParis\n"},
      {"t/officials.tsv",
       "# table: entities\n# kind: person\nname\tcountry\tsector\trole\tfrom\tto\n"
       "Ana Bush\tUSA\tGOV\tforeign minister\t2001\t2005\n"
       "Igor Bush\tUSA\tMIL\tgeneral\t\t\n"},
      {"t/places.tsv",
       "# table: places\ngeonameid\tname\taliases\tlat\tlon\tfeature\tcountry\tadmin1\tpopulation\n"
       "1\tSpringfield\t\t33.66\t-95.55\tPPL\tUSA\t\t25000\n"
       "2\tSpringfield\t\t46.73\t-117\tPPL\tUSA\t\t170000\n"}};
  knowledge::CompileReport report;
  auto bytes = knowledge::compile_tables(tables, {}, report);
  if (!bytes.ok()) {
    ADD_FAILURE() << bytes.error().describe();
    return nullptr;
  }
  return *knowledge::KnowledgeBase::from_bytes(std::move(bytes).value(), "small.kb");
}

Result<Glossary> glossary_of(const std::string& content) {
  const std::string path = ::testing::TempDir() + "rules.tsv";
  std::ofstream(path) << content;
  return Glossary::load(path);
}

const Glossary& glossary() {
  static const Glossary shipped =
      *Glossary::load(DRAGOMAN_SOURCE_DIR "/lexicons/explain/rules.tsv");
  return shipped;
}

// "Él vio: Bush spoke in Springfield on Monday. He left."
Record small_record() {
  Record record;
  record.text = "Él vio: Bush spoke in Springfield on Monday. He left.";
  record.published = "2003-05-06";
  RecordActor actor;
  actor.id = "a1";
  actor.name = "Ana Bush";
  actor.code = "USAGOV";
  actor.role = "foreign minister";
  actor.kb = "person/ana-bush";
  actor.rule = "surname and office@t/officials.tsv:4, term@t/officials.tsv:4";
  record.actors.push_back(actor);
  record.mentions.push_back(
      {{8, 12}, NameType::Person, MentionKind::Name, "a1", "surname and office@t/officials.tsv:4"});
  record.mentions.push_back(
      {{45, 47}, NameType::Person, MentionKind::Pronoun, "a1", "pronoun: subject"});
  record.times.push_back({{37, 43}, TimexType::Date, "2003-05-05", "", 1, "weekday+past"});
  RecordPlace place;
  place.id = "p1";
  place.span = {22, 33};
  place.name = "Springfield";
  place.country = "USA";
  place.lat = 46.73;
  place.lon = -117.0;
  place.geonames = 2;
  place.precision = 1;
  place.rule = "population";
  record.places.push_back(place);
  return record;
}

std::vector<Explanation> explained(const std::string& asked) {
  const Record record = small_record();
  const auto base = small_base();
  const auto selection = select(record, asked);
  if (!selection || base == nullptr) return {};
  return explain(record, *selection, glossary(), *base);
}

TEST(Selection, ReadsSpansIdsAndWords) {
  const Record record = small_record();
  EXPECT_EQ(select(record, "8:12")->spans, (CodePointSpans{{8, 12}}));
  EXPECT_EQ(select(record, "8")->spans, (CodePointSpans{{8, 9}}));
  EXPECT_EQ(select(record, "a1")->id, "a1");
  EXPECT_EQ(select(record, "Bush")->spans, (CodePointSpans{{8, 12}})) << "code points, not bytes";
  EXPECT_EQ(select(record, "springfield")->spans, (CodePointSpans{{22, 33}}));
  EXPECT_EQ(select(record, "He")->spans, (CodePointSpans{{45, 47}})) << "whole words only";
}

TEST(Selection, RefusesWhatIsNotThere) {
  const Record record = small_record();
  for (const char* asked :
       {"", "  ", "12:8", "8:900", "900", "Gotham", "\xff\xfe", "99999999999999999999"}) {
    const auto selection = select(record, asked);
    ASSERT_FALSE(selection.ok()) << asked;
    EXPECT_EQ(selection.error().code, ErrorCode::BadArgument);
  }
}

TEST(Explain, TellsAliasTermAndOtherReadings) {
  const auto found = explained("Bush");
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found[0].became,
            "actor a1 Ana Bush (person, USAGOV, foreign minister, person/ana-bush)");
  ASSERT_EQ(found[0].reasons.size(), 2u) << "the mention's rule, and the term of the actor's";
  EXPECT_EQ(found[0].reasons[0].source, "t/officials.tsv:4");
  EXPECT_NE(found[0].reasons[0].fact.find("Ana Bush"), std::string::npos)
      << found[0].reasons[0].fact;
  EXPECT_EQ(found[0].reasons[1].fact, "Ana Bush: foreign minister, USAGOV, 2001 to 2005");
  ASSERT_EQ(found[0].others.size(), 1u);
  EXPECT_NE(found[0].others[0].find("Igor Bush"), std::string::npos) << found[0].others[0];
}

TEST(Explain, TellsWhyAPlaceAndAValue) {
  const auto places = explained("Springfield");
  ASSERT_EQ(places.size(), 1u);
  ASSERT_EQ(places[0].reasons.size(), 1u);
  EXPECT_EQ(places[0].reasons[0].fact, "Springfield, USA (PPL, 170000 people)");
  ASSERT_EQ(places[0].others.size(), 1u);
  const auto times = explained("Monday");
  ASSERT_EQ(times.size(), 1u);
  EXPECT_EQ(times[0].became, "DATE 2003-05-05; seen from 2003-05-06");
  EXPECT_EQ(times[0].reasons.size(), 2u);
}

TEST(Explain, ShowsAnActorWithItsMentions) {
  const auto found = explained("a1");
  ASSERT_EQ(found.size(), 3u);
  EXPECT_EQ(found[0].layer, Layer::Actor);
  EXPECT_EQ(found[1].words, "Bush");
  EXPECT_EQ(found[2].words, "He");
}

TEST(Explain, WritesJsonWithoutEmptyKeys) {
  const auto found = explained("He");
  ASSERT_EQ(found.size(), 1u);
  const std::string json = to_json(found[0]);
  EXPECT_TRUE(json.starts_with(R"({"layer":"mention","spans":[[45,47]],"words":"He",)")) << json;
  EXPECT_EQ(json.find("\"others\""), std::string::npos);
}

TEST(Glossary, TakesTheClosestRow) {
  const auto small =
      glossary_of("time\tunit/*\tany *\ntime\tunit/year\tthe year\nstatement\t*:that\tcue *\n");
  ASSERT_TRUE(small.ok());
  EXPECT_EQ(small->meaning(Layer::Time, "unit/year"), "the year");
  EXPECT_EQ(small->meaning(Layer::Time, "unit/day"), "any day");
  EXPECT_EQ(small->meaning(Layer::Statement, "say:that"), "cue say");
  EXPECT_EQ(small->meaning(Layer::Time, "decade"), std::nullopt);
  EXPECT_EQ(small->meaning(Layer::Place, "unit/year"), std::nullopt);
}

TEST(Glossary, NamesTheBrokenCell) {
  const auto broken = glossary_of("time\tdecade\ta decade\nclock\tdecade\ta decade\n");
  ASSERT_FALSE(broken.ok());
  EXPECT_NE(broken.error().describe().find("rules.tsv:2:1"), std::string::npos)
      << broken.error().describe();
}

}  // namespace
}  // namespace dragoman::explain
