#include "knowledge/import.h"

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include <bzlib.h>
#include <gtest/gtest.h>
#include <unistd.h>
#include <zlib.h>

#include "knowledge/compile.h"
#include "knowledge/line_reader.h"

namespace dragoman::knowledge {
namespace {

namespace fs = std::filesystem;

const std::string kEntities =
    "# table: entities\n"
    "kind\tname\taliases\tcountry\tiso2\tsector\trole\tfrom\tto\tlat\tlon\n"
    "country\tKenya\t\tKEN\tKE\t\t\t\t\t1\t38\n"
    "country\tSyria\tSyrian Arab Republic\tSYR\tSY\t\t\t\t\t35\t38\n"
    "country\tAfghanistan\t\tAFG\tAF\t\t\t\t\t33\t66\n"
    "person\tAmos Wako\t\tKEN\t\tGOV\tforeign minister\t2000\t2010\n";
const std::string kRoles =
    "# table: roles\nphrase\trole\tsector\tkind\n"
    "minister\t\tGOV\tperson\nministry\t\tGOV\tinstitution\npolice\t\tCOP\tcollective\n"
    "president\t\tGOV\tperson\nsecretary\t\tGOV\tperson\nchief\t\t\tperson\ncouncil\t\tGOV\tinstitu"
    "tion\n"
    "minister of foreign affairs\tforeign minister\tGOV\tperson\n";
const std::string kPlaces =
    "# table: places\ngeonameid\tname\tlat\tlon\tfeature\tcountry\tpopulation\n"
    "170654\tDamascus\t33.5\t36.3\tPPLC\tSYR\t1500000\n";
const std::string kDivisions =
    "# table: divisions\ncode\tname\tcountry\nSY.08\tRif Dimashq Governorate\tSYR\n";
const std::string kNames = "# table: given-names\nname\tgender\nMaria\tf\n";

class Import : public testing::Test {
 protected:
  void SetUp() override {
    folder_ = fs::path(testing::TempDir()) / ("import-" + std::to_string(getpid()));
    fs::create_directories(folder_);
    CompileReport report;
    auto bytes = compile_tables({{"t/entities.tsv", kEntities},
                                 {"t/roles.tsv", kRoles},
                                 {"t/places.tsv", kPlaces},
                                 {"t/divisions.tsv", kDivisions},
                                 {"t/names.tsv", kNames}},
                                {}, report);
    ASSERT_TRUE(bytes.ok()) << bytes.error().describe();
    base_ = KnowledgeBase::from_bytes(std::move(bytes).value(), "test").value();
  }
  void TearDown() override { fs::remove_all(folder_); }

  std::string write(const std::string& name, const std::string& text) {
    std::ofstream(folder_ / name, std::ios::binary) << text;
    return (folder_ / name).string();
  }
  std::string write_gzip(const std::string& name, const std::string& text, std::size_t cut = 0) {
    const std::string path = (folder_ / name).string();
    gzFile file = gzopen(path.c_str(), "wb");
    gzwrite(file, text.data(), static_cast<unsigned>(text.size()));
    gzclose(file);
    if (cut) fs::resize_file(path, fs::file_size(path) - cut);
    return path;
  }
  static std::string bzip2(std::string text) {
    std::string out(text.size() + 1000, '\0');
    auto size = static_cast<unsigned>(out.size());
    BZ2_bzBuffToBuffCompress(out.data(), &size, text.data(), static_cast<unsigned>(text.size()), 9,
                             0, 0);
    out.resize(size);
    return out;
  }
  std::string out() const { return (folder_ / "out.tsv").string(); }
  std::string output() const {
    std::ostringstream all;
    all << std::ifstream(out(), std::ios::binary).rdbuf();
    return all.str();
  }
  // The base under the table that was written, which must be good.
  std::shared_ptr<const KnowledgeBase> over() {
    CompileReport report;
    auto table = read_table(out());
    EXPECT_TRUE(table.ok());
    auto bytes = compile_overlay({*table}, *base_, {}, report);
    EXPECT_TRUE(bytes.ok()) << (bytes.ok() ? "" : bytes.error().describe()) << output();
    return base_->with_overlay(std::move(bytes).value(), "overlay").value();
  }

  fs::path folder_;
  std::shared_ptr<const KnowledgeBase> base_;
  const std::string sectors_ =
      std::string(DRAGOMAN_SOURCE_DIR) + "/lexicons/knowledge/cameo_sectors.tsv";
  const std::string classes_ =
      std::string(DRAGOMAN_SOURCE_DIR) + "/lexicons/knowledge/wikidata_classes.tsv";
};

// ---- lines ----

std::vector<std::string> lines_of(const std::string& path, bool& damaged) {
  auto reader = LineReader::open(path);
  EXPECT_TRUE(reader.ok()) << (reader.ok() ? "" : reader.error().describe());
  std::vector<std::string> lines;
  for (std::string line; reader->next(line);) lines.push_back(line);
  damaged = reader->damage().has_value();
  return lines;
}

TEST_F(Import, LinesOfPlainGzipAndBzip2) {
  const std::string long_line(600000, 'x');
  const std::string text =
      "\xEF\xBB\xBF"
      "one\r\n\n" +
      long_line + "\nlast";
  const std::vector<std::string> expected = {"one", "", long_line, "last"};
  bool damaged = false;
  EXPECT_EQ(lines_of(write("a.txt", text), damaged), expected);
  EXPECT_EQ(lines_of(write_gzip("b.gz", text), damaged), expected);
  // A file of two streams, as Wikidata's dumps are.
  EXPECT_EQ(lines_of(write("c.bz2", bzip2(text.substr(0, 100)) + bzip2(text.substr(100))), damaged),
            expected);
  EXPECT_FALSE(damaged);
  const std::string whole = bzip2(text);
  EXPECT_TRUE(lines_of(write("d.bz2", whole + bzip2(text).substr(0, 40)), damaged).size() >= 4);
  EXPECT_TRUE(damaged);
  std::string noise;  // that gzip cannot make small
  for (unsigned i = 0, x = 1; i < 900000; ++i, x = x * 1664525 + 1013904223)
    noise += i % 100 == 99 ? '\n' : static_cast<char>('a' + (x >> 24) % 26);
  EXPECT_GT(lines_of(write_gzip("e.gz", noise, 1000), damaged).size(), 1000u);
  EXPECT_TRUE(damaged);
  EXPECT_EQ(LineReader::open("/nonexistent").error().code, ErrorCode::NotFound);
  EXPECT_EQ(LineReader::open(folder_.string()).error().code, ErrorCode::NotReadable);
  EXPECT_EQ(LineReader::open(write("f.txt", "")).error().code, ErrorCode::EmptyInput);
  EXPECT_EQ(LineReader::open(write("g.txt", std::string("a\0b", 3))).error().code,
            ErrorCode::NotText);
}

// ---- CSV ----

TEST_F(Import, CsvWithAMapping) {
  CsvOptions options;
  options.map = {
      {"name", "Minister"}, {"role", "Office"}, {"country", "Land"}, {"aliases", "Also"}};
  options.set = {{"kind", "person"}, {"sector", "GOV"}};
  const auto report =
      import_csv(write("in.csv",
                       "Minister,Office,Land,Also,from,Phone\r\n"
                       "Jane Doe,\"foreign minister\",Kenya,J. Doe;\"\"Jenny\"\" Doe,2024-03,1\r\n"
                       "\"John, of Roe\",\"minister\nof the sea\",KE,,2024,\r\n"
                       "Bad Date,minister,KEN,,3.4.2024,\r\n"
                       "No Land,minister,Atlantis,,2024,\r\n"
                       "short,row\r\n"
                       "Open,\"never closed\n"),
                 out(), options, *base_);
  ASSERT_TRUE(report.ok()) << report.error().describe();
  EXPECT_EQ(report->read, 6u);
  EXPECT_EQ(report->written, 2u);
  ASSERT_EQ(report->problem_count, 4u);
  std::string where;
  for (const Error& error : report->problems)
    where += error.where.substr(error.where.find(".csv")) + " ";
  EXPECT_EQ(where, ".csv:7 .csv:8 .csv:5 .csv:6 ");  // lines of the file, not of records
  const auto kb = over();
  ASSERT_EQ(kb->find("J. Doe").size(), 1u);
  EXPECT_EQ(kb->term_on(kb->find("Jane Doe")[0].entry, "2025")->code, "KENGOV");
  EXPECT_EQ(kb->find("John, of Roe").size(), 1u);
}

TEST_F(Import, CsvThatCannotBeMapped) {
  const std::string input = write("in.csv", "Minister;Office\nJane Doe;minister\n");
  CsvOptions options;
  options.map = {{"name", "Minister"}};
  EXPECT_EQ(import_csv(input, out(), options, *base_).error().code, ErrorCode::MissingField);
  options.delimiter = ';';
  options.map = {{"title", "Minister"}};
  EXPECT_EQ(import_csv(input, out(), options, *base_).error().code, ErrorCode::BadArgument);
  options.map = {};
  EXPECT_EQ(import_csv(input, out(), options, *base_).error().code, ErrorCode::MissingField);
  options.table = "villages";
  EXPECT_EQ(import_csv(input, out(), options, *base_).error().code, ErrorCode::BadArgument);
  EXPECT_FALSE(fs::exists(out()));
}

// ---- GeoNames ----

std::string geonames_row(const std::string& id,
                         const std::string& name,
                         const std::string& feature_class,
                         const std::string& country,
                         const std::string& population) {
  return id + "\t" + name + "\t" + name + "\tZabadine,زبدين,ZBD,Az Zabadin\t33.48\t36.41\t" +
         feature_class + "\tPPL\t" + country + "\t\t08\t\t\t\t" + population +
         "\t\t700\tAsia/Damascus\t2020-01-01\n";
}

TEST_F(Import, GeonamesKeepsWhatIsWanted) {
  const std::string cut = geonames_row("5", "Half", "P", "SY", "10").substr(0, 30);
  const auto report =
      import_geonames(write("SY.txt", geonames_row("1", "Zabadin", "P", "SY", "1200") +
                                          geonames_row("2", "Hill", "T", "SY", "0") +
                                          geonames_row("170654", "Damascus", "P", "SY", "1500000") +
                                          geonames_row("3", "Nowhere", "P", "XX", "5") +
                                          geonames_row("x4", "Bad", "P", "SY", "5") +
                                          geonames_row("6", "Hamlet", "P", "SY", "3") +
                                          geonames_row("7", "Other", "P", "KE", "5000") + cut),
                      out(), {.classes = "P", .population = 100, .countries = {"SYR"}}, *base_);
  ASSERT_TRUE(report.ok()) << report.error().describe();
  EXPECT_EQ(report->read, 8u);
  EXPECT_EQ(report->written, 1u);
  EXPECT_EQ(report->skipped.at("feature class not wanted"), 1u);
  EXPECT_EQ(report->skipped.at("too few people"), 2u);  // Hamlet, Nowhere
  EXPECT_EQ(report->skipped.at("country not wanted"), 1u);
  EXPECT_EQ(report->skipped.at("known to the base"), 1u);
  ASSERT_EQ(report->problem_count, 2u);
  EXPECT_NE(report->problems[1].message.find("cut short"), std::string::npos);
  EXPECT_TRUE(report->problems[1].where.ends_with("SY.txt:8"));
  const auto kb = over();
  EXPECT_TRUE(kb->places("Az Zabadin").empty());
  const auto found = kb->minor_places("Az Zabadin");  // fewer than 15,000 people
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found[0].country, "SYR");
  EXPECT_EQ(found[0].admin1, "Rif Dimashq Governorate");
  EXPECT_EQ(found[0].population, 1200u);
  EXPECT_TRUE(kb->minor_places("ZBD").empty());  // an airport code
}

TEST_F(Import, GeonamesThatIsNone) {
  EXPECT_EQ(import_geonames(write("a.txt", "a\tb\nc\td\n"), out(), {}, *base_).error().code,
            ErrorCode::BadFormat);
  EXPECT_EQ(import_geonames(write("b.txt", ""), out(), {}, *base_).error().code,
            ErrorCode::EmptyInput);
  EXPECT_EQ(import_geonames(write("c.txt", std::string("\0\1", 2)), out(), {}, *base_).error().code,
            ErrorCode::NotText);
  EXPECT_EQ(import_geonames(write("d.txt", "x\n"), out(), {.countries = {"Atlantis"}}, *base_)
                .error()
                .code,
            ErrorCode::BadArgument);
  EXPECT_FALSE(fs::exists(out()));
  EXPECT_FALSE(fs::exists(out() + ".part"));
}

// ---- PETRARCH ----

TEST_F(Import, PetrarchActors) {
  const auto report = import_petrarch_actors(
      write("Phoenix.actors.txt",
            "# a comment\n"
            "AFGHANISTAN_  [AFG]\n+AFGANISTAN_ \n\n"
            "PRESIDENT_HAMID_KARZAI_ ; CountryInfo.txt\n+HAMID_KARZAI_\n+HAMED_AL_KARZAI\n"
            "\t[AFGGOV 011222-140929]\n\t[AFGELI >140929]\n\t[AFGELI <010101]\n"
            "OLD_KING_  \n\t[AFGGOV 300101-400101]\n"
            "RIVER_LIBERATION_ARMY_(RLA)_\n+RIVER_REBELS_\n\t[KENREB]\n"
            "WORLD_RELIEF_COUNCIL_\nWRC_\n\t[IGOUNO]\n"
            "NAMED_WITHOUT_CODE_\n\n"
            "SOME_ALLIANCE_\n\t[WEUREB]\n"
            "SOME_OFFICE_\n\t[WEUGOV]\n"
            "ODD_DATES_MAN_\n\t[KENGOV 2004017-20061201]\n"
            "ENDLESS_\n\t[KENGOV\n"
            "MARIA_WANJIRU_\n\t[KENEDU]\n"
            "THE_REGIME_\n\t[KENGOV]\n"),
      out(), {.sectors = sectors_, .since = "1990", .list_skipped = true}, *base_);
  ASSERT_TRUE(report.ok()) << report.error().describe();
  const auto kb = over();
  ASSERT_EQ(kb->find("Some Alliance").size(), 1u);
  EXPECT_EQ(kb->entry(kb->find("Some Alliance")[0].entry).code(), "IMGREB");
  const auto karzai = kb->find("Hamid Karzai");
  ASSERT_EQ(karzai.size(), 1u) << output();
  const EntryId id = karzai[0].entry;
  EXPECT_EQ(kb->find("Hamed al-Karzai").size(), 1u);
  EXPECT_EQ(kb->terms(id).size(), 3u);
  EXPECT_EQ(kb->term_on(id, "2005-05-05")->code, "AFGGOV");
  EXPECT_EQ(kb->term_on(id, "2005-05-05")->to, "2014-09-29");
  EXPECT_EQ(kb->term_on(id, "2015")->code, "AFGELI");
  EXPECT_TRUE(kb->find("Old King").empty());
  ASSERT_EQ(kb->find("RLA").size(), 1u) << output();
  EXPECT_EQ(kb->find("RLA")[0].form, "RLA");
  EXPECT_EQ(kb->entry(kb->find("RLA")[0].entry).code(), "KENREB");
  EXPECT_EQ(kb->entry(kb->find("River Liberation Army")[0].entry).kind(), Kind::Group);
  ASSERT_EQ(kb->find("WRC").size(), 1u);
  EXPECT_EQ(kb->entry(kb->find("WRC")[0].entry).code(), "IGOUNO");
  ASSERT_EQ(kb->find("Maria Wanjiru").size(), 1u) << output();
  EXPECT_EQ(kb->entry(kb->find("Maria Wanjiru")[0].entry).kind(), Kind::Person);
  EXPECT_EQ(report->read, 12u);
  EXPECT_NE(std::find_if(report->skipped_at.begin(), report->skipped_at.end(),
                         [](const auto& one) {
                           return one.first.ends_with("Phoenix.actors.txt:23") &&
                                  one.second == "unknown country code";
                         }),
            report->skipped_at.end());
  EXPECT_EQ(report->skipped.at("no code"), 3u);  // named without; odd dates; endless
  EXPECT_EQ(report->skipped.at("unknown country code"), 1u);
  EXPECT_EQ(report->skipped.at("not told what kind of actor"), 1u);
  EXPECT_EQ(report->problem_count, 2u);
}

TEST_F(Import, PetrarchNamesOfCountries) {
  const std::string input = write("x.actors", "AFGHANISTAN_  [AFG]\n+AFGANISTAN_ \n");
  ASSERT_TRUE(
      import_petrarch_actors(input, out(), {.sectors = sectors_, .fill = false}, *base_).ok());
  const auto found = over()->find("Afganistan");
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(over()->entry(found[0].entry).code(), "AFG");
}

TEST_F(Import, PetrarchAgents) {
  const auto report = import_petrarch_agents(
      write("Phoenix.agents.txt",
            "# agents\n!PERSON! = MAN, MEN, WOMAN, WOMEN\n"
            "POLICE!PERSON! {POLICE_FORCES} [~COP]\nMINISTER [~GOV]\nRELIGIOUS_COUNCIL [~REL]\n"
            "BAKER [~BUS] # comment\nODDITY [~ZZZ]\nENVOY\nPARTY_BUREAU [PTY~]\n"),
      out(), {.sectors = sectors_}, *base_);
  ASSERT_TRUE(report.ok()) << report.error().describe();
  EXPECT_EQ(report->written, 5u);
  EXPECT_TRUE(report->skipped_at.empty());  // nobody asked
  EXPECT_EQ(report->skipped.at("known to the base"), 1u);
  EXPECT_EQ(report->skipped.at("unknown role code"), 1u);
  EXPECT_EQ(report->problem_count, 1u);
  const auto kb = over();
  EXPECT_EQ(kb->find_role("policewoman")->sector, "COP");
  EXPECT_EQ(kb->find_role("religious council")->kind, RoleKind::Institution);
  EXPECT_EQ(kb->find_role("baker")->sector, "BUS");
  EXPECT_EQ(kb->find_role("party bureau")->sector, "PTY");
}

TEST_F(Import, PetrarchThatIsNone) {
  EXPECT_EQ(import_petrarch_actors(write("a.txt", "\n\n"), out(), {.sectors = sectors_}, *base_)
                .error()
                .code,
            ErrorCode::BadFormat);
  EXPECT_FALSE(
      import_petrarch_actors(write("b.txt", "X\n"), out(), {.sectors = "/nonexistent"}, *base_)
          .ok());
}

// ---- Wikidata ----

std::string statement(const std::string& value,
                      const std::string& qualifiers = "",
                      const char* rank = "normal") {
  return "{\"mainsnak\":{\"snaktype\":\"value\",\"datavalue\":{\"value\":" + value +
         "}},\"qualifiers\":{" + qualifiers + "},\"rank\":\"" + rank + "\"}";
}
std::string item_value(const std::string& id) {
  return "{\"entity-type\":\"item\",\"id\":\"" + id + "\"}";
}
std::string time(const char* property, const char* time, int precision) {
  return std::string("\"") + property +
         "\":[{\"snaktype\":\"value\",\"datavalue\":{\"value\":{\"time\":\"" + time +
         "\",\"precision\":" + std::to_string(precision) + "}}}]";
}
std::string wikidata_item(const std::string& id,
                          const std::string& label,
                          const std::string& alias,
                          const std::string& claims) {
  return "{\"type\":\"item\",\"id\":\"" + id +
         "\",\"labels\":{\"en\":{\"language\":\"en\",\"value\":\"" + label +
         "\"}},\"aliases\":{\"en\":[{\"language\":\"en\",\"value\":\"" + alias +
         "\"}]},\"claims\":{" + claims + "}}";
}
std::string claim(const char* property, const std::string& statements) {
  return std::string("\"") + property + "\":[" + statements + "]";
}

std::string wikidata_dump() {
  const std::string human = claim("P31", statement(item_value("Q5")));
  const std::string p580 = time("P580", "+2010-03-09T00:00:00Z", 11),
                    p582 = time("P582", "+2014-05-00T00:00:00Z", 10);
  return "[\n" +
         // Persons come before the offices they hold.
         wikidata_item("Q1001", "Jane Doe", "Jane A. Doe",
                       human + "," +
                           claim("P39", statement(item_value("Q900"), p580 + "," + p582) + "," +
                                            statement(item_value("Q900"), "", "deprecated") + "," +
                                            statement(item_value("Q999"))) +
                           "," + claim("P21", statement(item_value("Q6581072")))) +
         ",\n" + wikidata_item("Q1002", "John Roe", "Roe", human) + ",\n" +
         wikidata_item("Q1003", "Idle Man", "x", human) + ",\n" +
         wikidata_item("Q1004", "Old Man", "x",
                       human + "," +
                           claim("P39", statement(item_value("Q900"),
                                                  time("P580", "+1950-00-00T00:00:00Z", 9) + "," +
                                                      time("P582", "+1960-00-00T00:00:00Z", 9)))) +
         ",\n" +
         wikidata_item("Q900", "Minister of Foreign Affairs of Kenya", "x",
                       claim("P279", statement(item_value("Q7330070"))) + "," +
                           claim("P1001", statement(item_value("Q114")))) +
         ",\n" +
         wikidata_item("Q114", "Kenya", "x",
                       claim("P298", statement("\"KEN\"")) + "," +
                           claim("P35", statement(item_value("Q1002"),
                                                  time("P580", "+2013-00-00T00:00:00Z", 9)))) +
         ",\n" +
         wikidata_item("Q700", "River Party", "RivP",
                       claim("P31", statement(item_value("Q7278"))) + "," +
                           claim("P17", statement(item_value("Q114")))) +
         ",\n" + wikidata_item("Q701", "Cat", "x", claim("P31", statement(item_value("Q146")))) +
         "\n]\n";
}

void expect_wikidata(const KnowledgeBase& kb) {
  const auto doe = kb.find("Jane A. Doe");
  ASSERT_EQ(doe.size(), 1u);
  const auto terms = kb.terms(doe[0].entry);
  ASSERT_EQ(terms.size(), 1u);
  EXPECT_EQ(terms[0].role, "foreign minister");
  EXPECT_EQ(terms[0].code, "KENGOV");
  EXPECT_EQ(terms[0].from, "2010-03-09");
  EXPECT_EQ(terms[0].to, "2014-05");
  EXPECT_EQ(kb.entry(doe[0].entry).gender(), Gender::Female);
  EXPECT_EQ(kb.term_on(kb.find("John Roe")[0].entry, "2014")->role, "head of state");
  EXPECT_EQ(kb.entry(kb.find("River Party")[0].entry).code(), "KENPTY");
  EXPECT_EQ(kb.find("RivP").size(), 1u);
}

TEST_F(Import, Wikidata) {
  for (const std::string& input :
       {write("dump.json", wikidata_dump()), write_gzip("dump.json.gz", wikidata_dump()),
        write("dump.json.bz2", bzip2(wikidata_dump()))}) {
    const auto report = import_wikidata(input, out(), {.classes = classes_}, *base_);
    ASSERT_TRUE(report.ok()) << report.error().describe();
    EXPECT_EQ(report->problem_count, 0u);
    EXPECT_EQ(report->written, 3u);
    EXPECT_EQ(report->skipped.at("person without a position"), 1u);
    EXPECT_EQ(report->skipped.at("person whose terms ended before 1990"), 1u);
    expect_wikidata(*over());
  }
}

TEST_F(Import, WikidataCutShortOrBroken) {
  std::string dump = wikidata_dump();
  dump.insert(2, "{\"id\": broken \"P31\"},\n[1,2],\n");
  dump.resize(dump.find("\"Q146\""));
  const auto report =
      import_wikidata(write("dump.json", dump), out(), {.classes = classes_}, *base_);
  ASSERT_TRUE(report.ok()) << report.error().describe();
  ASSERT_EQ(report->problem_count, 3u);
  EXPECT_TRUE(report->problems[0].where.ends_with(":2"));
  EXPECT_NE(report->problems[2].message.find("cut short"), std::string::npos);
  expect_wikidata(*over());
  EXPECT_EQ(
      import_wikidata(write("a.json", "[]\n"), out(), {.classes = classes_}, *base_).error().code,
      ErrorCode::BadFormat);
  EXPECT_EQ(import_wikidata(write("b.json", "no json\n"), out(), {.classes = classes_}, *base_)
                .error()
                .code,
            ErrorCode::BadFormat);
  EXPECT_EQ(import_wikidata("/nonexistent", out(), {.classes = classes_}, *base_).error().code,
            ErrorCode::NotFound);
  const std::string bad = write("classes.tsv", "Q1\tfruit\n");
  EXPECT_EQ(import_wikidata(write("c.json", dump), out(), {.classes = bad}, *base_).error().code,
            ErrorCode::BadFormat);
}

}  // namespace
}  // namespace dragoman::knowledge
