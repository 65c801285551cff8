// Turns other people's lists into overlay tables (docs/formats/knowledge.md).
//
// Each importer reads a stream and writes one table; what it cannot use is counted with a reason,
// and what is broken is listed with its line. The base lends what an importer needs to know:
// countries, roles, given names, and which places there are already.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "dragoman/result.h"

#include "knowledge/knowledge_base.h"

namespace dragoman::knowledge {

struct ImportReport {
  std::size_t read = 0;                        // rows, entries or items looked at
  std::size_t written = 0;                     // rows of the table
  std::map<std::string, std::size_t> skipped;  // by reason
  std::vector<Error> problems;                 // broken input, at most kMostProblems are kept
  std::size_t problem_count = 0;
  static constexpr std::size_t kMostProblems = 1000;

  // Where entries were skipped, "file:line", and why; only when an importer is asked for it.
  std::vector<std::pair<std::string, std::string>> skipped_at;

  void skip(const std::string& reason) { ++skipped[reason]; }
  void add_problem(Error error);
};

// ---- CSV ----

struct CsvOptions {
  std::string table = "entities";  // any type of table but divisions
  char delimiter = ',';
  // Column of the table <- heading of the CSV; a column that is not mapped takes the heading that
  // is its own name.
  std::vector<std::pair<std::string, std::string>> map;
  // Column of the table <- the same value in each row.
  std::vector<std::pair<std::string, std::string>> set;
  bool fill = false;  // the rows only add what the base lacks
};

// RFC 4180 with a line of headings. Countries may be alpha-3, alpha-2 or a name; a list of names
// may be parted by "|" or ";". Rows that the knowledge base could not take are problems, and left
// out. Fails when the file or its headings cannot be used. Memory: the rows.
Result<ImportReport> import_csv(const std::string& input,
                                const std::string& output,
                                const CsvOptions& options,
                                const KnowledgeBase& base);

// ---- PETRARCH ----

struct PetrarchOptions {
  std::string
      sectors;  // TSV: CAMEO's role code, PLOVER's sector ("lexicons/knowledge/cameo_sectors.tsv")
  std::string since = "";  // leave out terms that ended before this date
  bool fill = true;
  bool list_skipped = false;  // fill ImportReport::skipped_at
};

// An actor dictionary of PETRARCH or TABARI (Phoenix.*.actors): names, synonyms with "+", codes
// with dates. Keeps names, dates, countries and sectors. What kind of actor it is follows from the
// code and the name; where neither tells, the entry is skipped. Memory: the rows.
Result<ImportReport> import_petrarch_actors(const std::string& input,
                                            const std::string& output,
                                            const PetrarchOptions& options,
                                            const KnowledgeBase& base);
// An agent dictionary (Phoenix.agents): nouns with "[~GOV]", sets such as !PERSON!, plurals in
// braces. Writes a table of roles.
Result<ImportReport> import_petrarch_agents(const std::string& input,
                                            const std::string& output,
                                            const PetrarchOptions& options,
                                            const KnowledgeBase& base);

// ---- Wikidata ----

struct WikidataOptions {
  std::string classes;  // TSV: class, what it is here ("lexicons/knowledge/wikidata_classes.tsv")
  std::string since = "1990";
  bool fill = true;
};

// A JSON dump with one item a line. The file is read twice: first for countries (P298), offices
// (P1001, or a class listed as position) and who headed which state (P35, P6); then for persons
// with positions held (P39, with P580 and P582) and for organisations (P31). Memory: one line, and
// about 200 bytes for each office and head, some tens of megabytes for the whole of Wikidata.
Result<ImportReport> import_wikidata(const std::string& input,
                                     const std::string& output,
                                     const WikidataOptions& options,
                                     const KnowledgeBase& base);

// ---- GeoNames ----

struct GeonamesOptions {
  std::string classes = "P";           // feature classes to keep: A H L P R S T U V
  std::uint32_t population = 0;        // keep places with at least so many people
  std::vector<std::string> countries;  // alpha-3 or alpha-2; empty: all
  std::size_t most_names = 14;         // alternative names kept of each place
  bool known_too = false;              // also places that the base has
};

// allCountries.txt, a country's file or cities*.txt: 19 columns. A last line that was cut short is
// a problem, the others are kept. Memory: 8 bytes for each place of the base.
Result<ImportReport> import_geonames(const std::string& input,
                                     const std::string& output,
                                     const GeonamesOptions& options,
                                     const KnowledgeBase& base);

// ---- shared ----

// Countries as lists write them, to alpha-3; "" for none.
class CountryCodes {
 public:
  explicit CountryCodes(const KnowledgeBase& base);
  std::string operator()(std::string_view text) const;

 private:
  const KnowledgeBase& base_;
  std::map<std::string, std::string, std::less<>> by_code_;
};

// Leaves out the rows of `table` that cannot be laid over the base. Row i came from
// "input:lines[i]", where its problem is told.
struct Lines {
  std::vector<std::string> rows;
  std::vector<std::size_t> lines;
};
Lines usable_rows(const std::string& header,
                  Lines rows,
                  const std::string& input,
                  const KnowledgeBase& base,
                  ImportReport& report);

}  // namespace dragoman::knowledge
