// GeoNames tables: allCountries.txt, a country's file, cities500.txt ...
// https://download.geonames.org/export/dump/readme.txt
#include <algorithm>
#include <charconv>
#include <string_view>

#include "core/utf8.h"
#include "knowledge/import.h"
#include "knowledge/line_reader.h"
#include "knowledge/normalise.h"
#include "knowledge/table_file.h"

namespace dragoman::knowledge {
namespace {

enum Column {
  kId,
  kName,
  kAscii,
  kAlternates,
  kLat,
  kLon,
  kClass,
  kFeature,
  kCountry,
  kCountry2,
  kAdmin1,
  kAdmin2,
  kAdmin3,
  kAdmin4,
  kPopulation,
  kElevation,
  kDem,
  kZone,
  kModified,
  kColumns
};

std::vector<std::string_view> split_tabs(std::string_view line) {
  std::vector<std::string_view> cells;
  for (std::size_t begin = 0;;) {
    const std::size_t end = line.find('\t', begin);
    cells.push_back(line.substr(begin, end - begin));
    if (end == std::string_view::npos) return cells;
    begin = end + 1;
  }
}

template <class Number>
bool parse_number(std::string_view text, Number& out) {
  const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), out);
  return code == std::errc() && end == text.data() + text.size();
}

// As a reader of English news may meet it: Latin letters, a capital at the start, no airport code,
// no letter-by-letter transliteration ("Ehndzhordani").
bool is_readable(std::string_view name) {
  if (name.size() < 3) return false;
  bool has_lower = false;
  for (std::size_t at = 0; at < name.size();) {
    const char32_t c = core::next_code_point(name, at);
    const bool letter = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
                        (c >= 0xC0 && c <= 0x24F) || (c >= 0x1E00 && c <= 0x1EFF);
    const bool mark = c == '\'' || c == 0x2019 || c == 0x2BB || c == 0x2BF || c == 0x2BE ||
                      c == '`' || c == '.' || c == ',' || c == '-' || c == ' ' || c == '/';
    if (!letter && !mark) return false;
    has_lower |= c >= 'a' && c <= 'z';
  }
  for (const char* odd : {"Ehn", "Ehl", "'j", "j'", "''", "jj", "dzhk"}) {
    if (name.find(odd) != std::string_view::npos) return false;
  }
  if (!has_lower && name.size() <= 4) return false;
  return !(name[0] >= 'a' && name[0] <= 'z') || name.starts_with("al-") || name.starts_with("el-");
}

std::string alternatives(std::string_view name,
                         std::string_view ascii,
                         std::string_view list,
                         std::size_t most) {
  std::vector<std::string_view> others;
  while (!list.empty()) {
    const std::size_t end = std::min(list.find(','), list.size());
    if (is_readable(list.substr(0, end))) others.push_back(list.substr(0, end));
    list.remove_prefix(std::min(end + 1, list.size()));
  }
  std::sort(others.begin(), others.end(), [](std::string_view a, std::string_view b) {
    return std::pair(a.size(), a) < std::pair(b.size(), b);
  });
  std::vector<std::string> names = {std::string(name)};  // so that nothing repeats it
  if (!ascii.empty()) names.emplace_back(ascii);
  names.insert(names.end(), others.begin(), others.end());
  const std::string joined = join_names(names, most + 1);
  const std::size_t first = joined.find('|');
  return first == std::string::npos ? std::string() : joined.substr(first + 1);
}

class Importer {
 public:
  Importer(const GeonamesOptions& options, const KnowledgeBase& base, ImportReport& report)
      : options_(options), countries_(base), report_(report) {
    for (const std::string& country : options.countries) wanted_.push_back(countries_(country));
    for (std::uint32_t i = 0; i < base.place_count() && !options.known_too; ++i) {
      if (const std::uint32_t id = base.place(i).geonameid) known_.push_back(id);
    }
    std::sort(known_.begin(), known_.end());
  }

  // A problem with the row, or "".
  std::string add(const std::vector<std::string_view>& row, TableFile& table) {
    std::uint32_t id = 0, population = 0;
    double lat = 0, lon = 0;
    if (!parse_number(row[kId], id)) return "\"" + std::string(row[kId]) + "\" is no GeoNames id";
    if (!parse_number(row[kLat], lat) || !parse_number(row[kLon], lon) ||
        !(lat >= -90 && lat <= 90) || !(lon >= -180 && lon <= 180)) {
      return "\"" + std::string(row[kLat]) + ", " + std::string(row[kLon]) +
             "\" are no coordinates, expected degrees";
    }
    if (!row[kPopulation].empty() && !parse_number(row[kPopulation], population))
      return "\"" + std::string(row[kPopulation]) + "\" is no population, expected a whole number";
    if (row[kName].empty()) return "the name is empty";
    if (core::find_invalid_utf8(row[kName]) != std::string_view::npos ||
        core::find_invalid_utf8(row[kAscii]) != std::string_view::npos)
      return "the name is no UTF-8";
    if (row[kClass].empty() || options_.classes.find(row[kClass]) == std::string::npos) {
      report_.skip("feature class not wanted");
      return {};
    }
    if (population < options_.population) {
      report_.skip("too few people");
      return {};
    }
    const std::string country = countries_(row[kCountry]);
    if (country.empty()) {
      report_.skip("no country, or an unknown one");
      return {};
    }
    if (!wanted_.empty() && std::find(wanted_.begin(), wanted_.end(), country) == wanted_.end()) {
      report_.skip("country not wanted");
      return {};
    }
    if (std::binary_search(known_.begin(), known_.end(), id)) {
      report_.skip("known to the base");
      return {};
    }
    table.add(
        {{"geonameid", std::string(row[kId])},
         {"name", std::string(row[kName])},
         {"aliases", alternatives(row[kName], row[kAscii], row[kAlternates], options_.most_names)},
         {"lat", std::string(row[kLat])},
         {"lon", std::string(row[kLon])},
         {"feature", std::string(row[kFeature])},
         {"country", country},
         {"admin1", std::string(row[kCountry]) + "." + std::string(row[kAdmin1])},
         {"population", std::string(row[kPopulation])}});
    ++report_.written;
    return {};
  }

 private:
  const GeonamesOptions& options_;
  CountryCodes countries_;
  ImportReport& report_;
  std::vector<std::string> wanted_;
  std::vector<std::uint32_t> known_;
};

}  // namespace

Result<ImportReport> import_geonames(const std::string& input,
                                     const std::string& output,
                                     const GeonamesOptions& options,
                                     const KnowledgeBase& base) {
  for (const std::string& country : options.countries) {
    if (CountryCodes(base)(country).empty())
      return make_error(ErrorCode::BadArgument, "\"" + country + "\" is no country");
  }
  auto lines = LineReader::open(input);
  if (!lines) return lines.error();
  auto table = TableFile::create(
      output,
      {"origin: GeoNames (https://www.geonames.org), CC BY 4.0; " + input,
       "made by: dragoman kb import geonames", "table: places", "minor: 15000"},
      {"geonameid", "name", "aliases", "lat", "lon", "feature", "country", "admin1", "population"});
  if (!table) return table.error();
  ImportReport report;
  Importer importer(options, base, report);
  std::string line;
  while (lines->next(line)) {
    if (line.empty()) continue;
    ++report.read;
    const auto cells = split_tabs(line);
    std::string problem;
    if (cells.size() != kColumns) {
      problem = "the row has " + std::to_string(cells.size()) + " columns, expected " +
                std::to_string(static_cast<int>(kColumns));
      if (!lines->is_whole()) problem = "the file was cut short here: " + problem;
    } else {
      problem = importer.add(cells, *table);
    }
    if (!problem.empty()) {
      report.add_problem(make_error(ErrorCode::BadFormat, problem,
                                    input + ":" + std::to_string(lines->line_number())));
    }
  }
  if (lines->damage()) report.add_problem(*lines->damage());
  if (report.problem_count == report.read) {
    return make_error(ErrorCode::BadFormat,
                      "no row has the 19 columns of GeoNames; first: " +
                          (report.problems.empty() ? "" : report.problems.front().message),
                      input);
  }
  if (auto done = table->finish(); !done) return done.error();
  return report;
}

}  // namespace dragoman::knowledge
