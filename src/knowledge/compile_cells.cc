#include <charconv>
#include <cmath>

#include "knowledge/columns.h"
#include "knowledge/compiler.h"
#include "knowledge/dates.h"

namespace dragoman::knowledge {

std::optional<Error> Compiler::read_coordinates(const Row& row,
                                                std::optional<double>& lat,
                                                std::optional<double>& lon) {
  const struct {
    std::string_view column;
    double limit;
    std::optional<double>& out;
  } cells[] = {{"lat", 90, lat}, {"lon", 180, lon}};
  for (const auto& cell : cells) {
    const std::string_view text = row[cell.column];
    if (text.empty()) continue;
    double value = 0;
    const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (code != std::errc() || end != text.data() + text.size() ||
        !(std::fabs(value) <= cell.limit)) {
      return row.error(cell.column, "\"" + std::string(text) +
                                        "\" is no coordinate, expected degrees from -" +
                                        std::to_string(static_cast<int>(cell.limit)) + " to " +
                                        std::to_string(static_cast<int>(cell.limit)));
    }
    cell.out = value;
  }
  if (lat.has_value() != lon.has_value()) {
    return row.error(lat ? "lon" : "lat", "expected both lat and lon, or neither");
  }
  return std::nullopt;
}

std::optional<Error> Compiler::read_count(const Row& row,
                                          std::string_view column,
                                          std::uint32_t& out) {
  const std::string_view text = row[column];
  if (text.empty()) return std::nullopt;
  const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), out);
  if (code != std::errc() || end != text.data() + text.size()) {
    return row.error(column, "\"" + std::string(text) + "\" is no count, expected a whole number");
  }
  return std::nullopt;
}

std::optional<Error> Compiler::read_date(const Row& row,
                                         std::string_view column,
                                         std::uint32_t& out) {
  const std::string_view text = row[column];
  if (text.empty()) return std::nullopt;
  const auto date = text.size() <= 10 ? parse_date(text) : std::nullopt;
  if (!date) {
    return row.error(
        column, "\"" + std::string(text) + "\" is no date, expected YYYY, YYYY-MM or YYYY-MM-DD");
  }
  out = *date;
  return std::nullopt;
}

std::optional<Error> Compiler::read_country(const Row& row,
                                            std::string& country,
                                            std::string& prefix) {
  const std::string_view text = row["country"];
  if (text.empty()) return std::nullopt;
  if (contains(kNonCountries, text)) {
    prefix = text == "UNO" ? "IGOUNO" : text == "EUR" ? "IGOEUR" : std::string(text);
    return std::nullopt;
  }
  if (!countries_.empty() && !countries_.contains(text)) {
    return row.error(
        "country",
        "\"" + std::string(text) +
            "\" is no country of the country table, expected an alpha-3 code, or IGO, UNO, "
            "EUR, NGO, ISM, IMG, MNC");
  }
  if (text.size() != 3) {
    return row.error(
        "country", "\"" + std::string(text) + "\" has not three letters, expected an alpha-3 code");
  }
  country = text;
  prefix = text;
  return std::nullopt;
}

std::optional<Error> Compiler::read_sector(const Row& row, std::string& sector) {
  const std::string_view text = row["sector"];
  bool good = text.size() % 3 == 0 && text.size() <= 6;
  for (std::size_t i = 0; good && i < text.size(); i += 3)
    good = contains(kSectors, text.substr(i, 3));
  if (!good) {
    return row.error("sector",
                     "\"" + std::string(text) +
                         "\" is no PLOVER sector, expected GOV, MIL, OPP, REB, ... or two of them");
  }
  sector = text;
  return std::nullopt;
}

std::optional<Error> Compiler::read_gender(const Row& row, Gender& gender) {
  const std::string_view text = row["gender"];
  if (text != "" && text != "m" && text != "f" && text != "u") {
    return row.error("gender",
                     "\"" + std::string(text) + "\" is no gender, expected m, f, u or nothing");
  }
  gender = text == "m" ? Gender::Male : text == "f" ? Gender::Female : Gender::Unknown;
  return std::nullopt;
}
}  // namespace dragoman::knowledge
