#include <cstdio>
#include <ostream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "../../tests/support/document_builder.h"
#include "knowledge/compile.h"
#include "places/resolve_places.h"

namespace dragoman::places {
namespace {

// Facts enough for the cases below; coordinates are rough.
const std::string kCountries =
    "# table: entities\n# kind: country\n"
    "kind\tname\tcountry\tiso2\taliases\tadjectives\tdemonyms\tplurals\tcapitals\tlat\tlon\tgeoname"
    "id\tpopulation\n"
    "country\tUnited "
    "States\tUSA\tUS\tU.S.\tAmerican\tAmerican\tAmericans\tWashington\t38\t-"
    "97\t6252001\t327000000\n"
    "country\tFrance\tFRA\tFR\t\tFrench\t\t\tParis\t46\t2\t3017382\t67000000\n"
    "country\tSyria\tSYR\tSY\t\tSyrian\tSyrian\tSyrians\tDamascus\t35\t38\t163843\t17000000\n"
    "country\tJordan\tJOR\tJO\t\tJordanian\tJordanian\tJordanians\tAmman\t31\t36\t248816\t10000000"
    "\n"
    "country\tKenya\tKEN\tKE\t\tKenyan\tKenyan\tKenyans\tNairobi\t1\t38\t192950\t50000000\n";
const std::string kDivisions =
    "# table: divisions\ncode\tgeonameid\tname\taliases\tlat\tlon\tfeature\tcountry\tpopulation\n"
    "US.TX\t4736286\tTexas\t\t31\t-99\tADM1\tUSA\t29000000\n"
    "US.CA\t5332921\tCalifornia\t\t37\t-120\tADM1\tUSA\t39000000\n"
    "US.LA\t4331987\tLouisiana\t\t31\t-92\tADM1\tUSA\t4600000\n"
    "SY.06\t170903\tDaraa\t\t32.8\t36.1\tADM1\tSYR\t340000\n"
    "SY.12\t169387\tIdlib\t\t35.9\t36.6\tADM1\tSYR\t1500000\n";
const std::string kPlaces =
    "# table: places\ngeonameid\tname\taliases\tlat\tlon\tfeature\tcountry\tadmin1\tpopulation\n"
    "1\tParis\t\t48.85\t2.35\tPPLC\tFRA\t\t2138551\n"
    "2\tParis\t\t33.66\t-95.55\tPPLA2\tUSA\tUS.TX\t25000\n"
    "3\tNairobi\t\t-1.28\t36.82\tPPLC\tKEN\t\t2750000\n"
    "4\tDaraa\t\t32.62\t36.1\tPPLA\tSYR\tSY.06\t98000\n"
    "5\tIdlib\t\t35.93\t36.63\tPPLA\tSYR\tSY.12\t128000\n"
    "6\tMansfield\t\t32.56\t-97.14\tPPL\tUSA\tUS.TX\t64000\n"
    "7\tMadaya\t\t22.21\t96.1\tPPL\tUSA\tUS.TX\t24000\n"
    "8\tMayadin\tAl Mayadin\t35.02\t40.45\tPPLA2\tSYR\t\t44000\n"
    "10\tLong Beach\t\t33.77\t-118.19\tPPL\tUSA\tUS.CA\t450000\n"
    "11\tLong Beach\t\t-3\t39\tPPL\tKEN\t\t900000\n"
    "9\tHouston\t\t29.76\t-95.36\tPPLA2\tUSA\tUS.TX\t2300000\n";

const std::string kMinorPlaces =
    "# minor: yes\n# table: places\n"
    "geonameid\tname\taliases\tlat\tlon\tfeature\tcountry\tadmin1\tpopulation\n"
    "20\tTalco\t\t33.36\t-95.1\tPPL\tUSA\tUS.TX\t500\n"
    "21\tTalco\t\t-1\t37\tPPL\tKEN\t\t900\n"
    "22\tDeport\t\t33.53\t-95.32\tPPL\tUSA\tUS.TX\t600\n";
const std::string kMinorDivisions =
    "# minor: yes\n# table: divisions\n"
    "code\tgeonameid\tname\taliases\tlat\tlon\tfeature\tcountry\tpopulation\n"
    "US.TX.277\t30\tLamar County\t\t33.66\t-95.57\tADM2\tUSA\t48000\n"
    "US.LA.900\t31\tDelta County\t\t32\t-91\tADM2\tUSA\t5000\n";

std::shared_ptr<const Resources> resources() {
  static const std::shared_ptr<const Resources> loaded = [] {
    knowledge::CompileReport report;
    auto bytes = knowledge::compile_tables({{"knowledge/countries.tsv", kCountries},
                                            {"knowledge/divisions.tsv", kDivisions},
                                            {"knowledge/places.tsv", kPlaces},
                                            {"knowledge/minor-places.tsv", kMinorPlaces},
                                            {"knowledge/minor-divisions.tsv", kMinorDivisions}},
                                           {}, report);
    EXPECT_TRUE(bytes.ok()) << (bytes.ok() ? "" : bytes.error().describe());
    auto base = knowledge::KnowledgeBase::from_bytes(*bytes, "test");
    EXPECT_TRUE(base.ok());
    auto out = Resources::load(std::string(DRAGOMAN_SOURCE_DIR) + "/lexicons", *base);
    EXPECT_TRUE(out.ok()) << (out.ok() ? "" : out.error().describe());
    return *out;
  }();
  return loaded;
}

// Words by spaces; [..] is a name of a place, {..} of a body, <..> of a person. Capitals are proper
// nouns.
Document parse(std::string_view text) {
  std::string conllu;
  std::vector<std::pair<std::uint32_t, NameType>> open;
  std::vector<Name> names;
  std::uint32_t id = 0;
  std::size_t at = 0;
  while (at < text.size()) {
    const std::size_t end = std::min(text.find(' ', at), text.size());
    std::string word(text.substr(at, end - at));
    at = end + 1;
    NameType type = NameType::Misc;
    if (word[0] == '[') type = NameType::Location;
    if (word[0] == '{') type = NameType::Organisation;
    if (word[0] == '<') type = NameType::Person;
    if (type != NameType::Misc) {
      open.push_back({id, type});
      word.erase(0, 1);
    }
    const char last = word.back();
    const bool closes = last == ']' || last == '}' || last == '>';
    if (closes) word.pop_back();
    ++id;
    if (closes) {
      Name name;
      name.tokens = {open.back().first, id};
      name.type = open.back().second;
      names.push_back(name);
      open.pop_back();
    }
    const bool capital = word[0] >= 'A' && word[0] <= 'Z';
    conllu += std::to_string(id) + " " + word + " " + word + (capital ? " PROPN" : " X") +
              " _ _ 0 root _ _\n";
  }
  Document doc = testing::document_from_conllu(conllu);
  doc.names = std::move(names);
  doc.mark(Layer::Names);
  return doc;
}

struct Found {
  std::string text, name, country, admin1;
  int precision;
  bool point;
  friend bool operator==(const Found&, const Found&) = default;
};
void PrintTo(const Found& f, std::ostream* out) {
  *out << "{" << f.text << " | " << f.name << " | " << f.country << " | " << f.admin1 << " | "
       << f.precision << " | " << f.point << "}";
}

std::vector<Found> find(Document doc) {
  EXPECT_TRUE(resolve_places(*resources(), doc).ok());
  std::vector<Found> found;
  for (const Place& p : doc.places) {
    found.push_back({std::string(doc.view(p.span)), p.name, p.country, p.admin1, p.precision,
                     p.lat.has_value()});
  }
  return found;
}

struct Case {
  const char* name;
  const char* text;
  std::vector<Found> expected;
};
void PrintTo(const Case& c, std::ostream* out) {
  *out << c.name;
}
std::string case_name(const ::testing::TestParamInfo<Case>& info) {
  return info.param.name;
}

class Choices : public ::testing::TestWithParam<Case> {};
TEST_P(Choices, FitTheReport) {
  EXPECT_EQ(find(parse(GetParam().text)), GetParam().expected);
}

const Found kSyria{"Syria", "Syria", "SYR", "", 3, true};

INSTANTIATE_TEST_SUITE_P(
    Places,
    Choices,
    ::testing::Values(
        Case{"country", "Envoys of [Syria] met", {kSyria}},
        Case{"country_untagged", "Envoys from Syria met", {kSyria}},
        Case{"population", "They met in [Paris] again", {{"Paris", "Paris", "FRA", "", 1, true}}},
        Case{"container",
             "They met in [Paris] , [Texas] , again",
             {{"Paris", "Paris", "USA", "Texas", 1, true},
              {"Texas", "Texas", "USA", "Texas", 2, true}}},
        Case{"container_holds_everywhere",
             "In [Paris] , [Texas] , rain . In [Paris] snow",
             {{"Paris", "Paris", "USA", "Texas", 1, true},
              {"Texas", "Texas", "USA", "Texas", 2, true},
              {"Paris", "Paris", "USA", "Texas", 1, true}}},
        Case{"division_noun",
             "Shells fell in [Daraa] province",
             {{"Daraa", "Daraa", "SYR", "Daraa", 2, true}}},
        Case{"town_noun",
             "Shells fell on the city of [Daraa] today",
             {{"Daraa", "Daraa", "SYR", "Daraa", 1, true}}},
        Case{"large_division",
             "Camps in [Idlib] are full",
             {{"Idlib", "Idlib", "SYR", "Idlib", 2, true}}},
        Case{"part",
             "Fighting in southern [Syria] went on",
             {{"Syria", "southern Syria", "SYR", "", 2, false}}},
        Case{"border",
             "Guards on the [Jordan] - [Syria] border fled",
             {{"Jordan", "Jordan", "JOR", "", 3, true},
              {"Jordan - Syria border", "Jordan - Syria border", "", "", 2, false},
              kSyria}},
        Case{"not_in_gazetteer",
             "The mayor of [Mansfield] , La. , spoke",
             {{"Mansfield", "Mansfield", "USA", "Louisiana", 2, false},
              {"La.", "Louisiana", "USA", "Louisiana", 2, true}}},
        Case{"namesake_abroad",
             "Convoys of [Syria] and [Jordan] , of [Syria] again , reached [Madaya] today",
             {kSyria,
              {"Jordan", "Jordan", "JOR", "", 3, true},
              kSyria,
              {"Madaya", "Madaya", "", "", 0, false}}},
        Case{"other_spelling",
             "Troops of [Syria] entered [Mayadeen] today",
             {kSyria, {"Mayadeen", "Mayadin", "SYR", "", 1, true}}},
        Case{"institution",
             "The {Houston Police Department} said",
             {{"Houston", "Houston", "USA", "Texas", 1, true}}},
        Case{"not_an_institution", "The {Houston Chronicle} said", {}},
        Case{"person", "<Paris Brown> said", {}},
        Case{"town_taken_for_person",
             "They come from <Alvin> , Texas , by car",
             {{"Alvin", "Alvin", "USA", "Texas", 2, false},
              {"Texas", "Texas", "USA", "Texas", 2, true}}},
        Case{"unknown_word", "They like [Walmart] very much", {}},
        Case{"village_alone", "They met in [Talco] today", {{"Talco", "Talco", "", "", 0, false}}},
        Case{"village_near_a_sure_town",
             "Rain in [Paris] , [Texas] , and in [Talco] today",
             {{"Paris", "Paris", "USA", "Texas", 1, true},
              {"Texas", "Texas", "USA", "Texas", 2, true},
              {"Talco", "Talco", "USA", "Texas", 1, true}}},
        Case{"village_of_its_country",
             "Troops of [Kenya] and of [Kenya] again took [Talco] today",
             {{"Kenya", "Kenya", "KEN", "", 3, true},
              {"Kenya", "Kenya", "KEN", "", 3, true},
              {"Talco", "Talco", "", "", 0, false}}},
        Case{"counties_in_a_list",
             "Storms hit Lamar and Delta counties of [Texas] today",
             {{"Lamar", "Lamar County", "USA", "Texas", 2, true},
              {"Delta", "Delta", "USA", "Texas", 2, false},
              {"Texas", "Texas", "USA", "Texas", 2, true}}},
        Case{"home_of_a_person",
             "<Jo Doe> of <Deport> , [Texas] , and <Al Roe> of <Deport> met",
             {{"Deport", "Deport", "USA", "Texas", 1, true},
              {"Texas", "Texas", "USA", "Texas", 2, true},
              {"Deport", "Deport", "USA", "Texas", 1, true}}},
        Case{"facility",
             "She died in [Houston Memorial Hospital] today",
             {{"Houston", "Houston", "USA", "Texas", 1, true}}},
        Case{"facility_of_nowhere", "She died in [Webb Hospital] today", {}},
        Case{"state_behind_a_comma",
             "Shots fell in [Long Beach] , CA , today",
             {{"Long Beach", "Long Beach", "USA", "California", 1, true},
              {"CA", "California", "USA", "California", 2, true}}},
        Case{"united_states",
             "The [U.S.] agreed with [Kenya] today",
             {{"U.S.", "United States", "USA", "", 3, true},
              {"Kenya", "Kenya", "KEN", "", 3, true}}},
        Case{"house_number",
             "A fire at [400 Elm St.] today",
             {{"Elm St.", "Elm St.", "", "", 0, false}}},
        Case{"country_of_a_body",
             "The {Conference Board of Kenya} said",
             {{"Kenya", "Kenya", "KEN", "", 3, true}}},
        Case{"one_unknown_name_empties_nothing",
             "Talks in [Qwxyz] went on and in [Syria] and in [Nairobi] too",
             {{"Qwxyz", "Qwxyz", "", "", 0, false},
              kSyria,
              {"Nairobi", "Nairobi", "KEN", "", 1, true}}},
        Case{"street",
             "A car on [Elm Street] burned",
             {{"Elm Street", "Elm Street", "", "", 0, false}}}),
    case_name);

TEST(Places, DatelineHasNoTokens) {
  Document doc = parse("Talks went on in [Nairobi] today");
  const std::string line = "NAIROBI, Kenya (DRG) - ";
  const auto shift = static_cast<std::uint32_t>(line.size());
  doc.report.text = line + doc.report.text;
  for (Token& tok : doc.tokens) tok.span = {tok.span.begin + shift, tok.span.end + shift};
  doc.report.dateline = Dateline{"Nairobi, Kenya", "DRG", "", {0, shift}, {0, 14}, {16, 19}};
  ASSERT_TRUE(resolve_places(*resources(), doc).ok());
  ASSERT_EQ(doc.places.size(), 3u);
  EXPECT_TRUE(doc.places[0].tokens.empty());
  EXPECT_EQ(doc.view(doc.places[0].span), "NAIROBI");
  EXPECT_EQ(doc.places[0].country, "KEN");
  EXPECT_EQ(doc.view(doc.places[1].span), "Kenya");
  EXPECT_EQ(doc.places[2].country, "KEN");
}

TEST(Places, AdjectivesOfCountriesAreTheCountry) {
  const auto found = find(testing::document_from_conllu(
      "1 Syrian Syrian ADJ JJ _ 2 amod\n2 troops troops NOUN NNS _ 3 nsubj\n"
      "3 left leave VERB VBD _ 0 root\n4 Latin Latin ADJ JJ _ 6 amod\n"
      "5 American American ADJ JJ _ 6 amod\n6 bases base NOUN NNS _ 3 obj\n"
      "7 and and CCONJ CC _ 10 cc\n8 French French ADJ JJ _ 9 amod\n"
      "9 lessons lesson NOUN NNS _ 6 conj\n10 Turks Turk PROPN NNPS Number=Plur 6 conj\n"));
  EXPECT_EQ(found, (std::vector<Found>{{"Syrian", "Syria", "SYR", "", 3, true}}));
}

TEST(Places, AreActorsAsSubjects) {
  Document doc = testing::document_from_conllu(
      "1 Syria Syria PROPN NNP Number=Sing 2 nsubj\n2 agreed agree VERB VBD "
      "Tense=Past|VerbForm=Fin 0 root\n");
  doc.names.push_back({{0, 1}, NameType::Location, 1});
  doc.actors.push_back({});
  Mention mention;
  mention.tokens = {0, 1};
  mention.head = 0;
  mention.type = NameType::Location;
  mention.actor = 0;
  doc.mentions.push_back(mention);
  ASSERT_TRUE(resolve_places(*resources(), doc).ok());
  ASSERT_EQ(doc.places.size(), 1u);
  EXPECT_EQ(doc.places[0].rule, "country+actor");
}

TEST(Places, NeedTokens) {
  Document doc;
  const auto done = resolve_places(*resources(), doc);
  ASSERT_FALSE(done.ok());
  EXPECT_EQ(done.error().code, ErrorCode::MissingLayer);
}

TEST(Words, NameTheBrokenColumn) {
  const std::string folder = ::testing::TempDir();
  FILE* words = std::fopen((folder + "/words.tsv").c_str(), "w");
  std::fputs("cue\tsheriff\tUSA\n", words);
  std::fclose(words);
  const auto loaded = Words::load(folder);
  ASSERT_FALSE(loaded.ok());
  EXPECT_EQ(loaded.error().code, ErrorCode::BadFormat);
  EXPECT_NE(loaded.error().where.find(":1:13"), std::string::npos) << loaded.error().describe();
}

}  // namespace
}  // namespace dragoman::places
