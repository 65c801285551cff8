// What statements are about, for finding: the topics of each row, country_names and
// statement_search of one record, and the search expression of what a user types.
//
// "Syria" is to find a content that says so, an actor or place of that country that it names
// ("Damascus", "Syrian troops"), and talks whose parties or place are of it. The record has codes
// of countries; what reports call them is gathered in country_names as they come in.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "dragoman/record.h"

#include "store/database.h"
#include "store/search_index.h"
#include "store/words.h"

namespace dragoman::store {

struct Topic {
  std::string kind, id, name;
  std::vector<std::string> countries;  // ISO alpha-3
  std::string words;                   // all that it is found by, one name a line
};
// The topics of each statement: actors, places, processes, key phrases.
std::vector<std::vector<Topic>> topics_of(const Record& record);

// Topics as a row of `statements` keeps them, one a line: kind, id, name and countries with tabs in
// between, countries with commas. Without their words.
std::string topics_column(const std::vector<Topic>& topics);
std::vector<Topic> topics_of_column(const std::string& column);

struct CountryName {
  std::string name, country;  // folded; ISO alpha-3
  friend auto operator<=>(const CountryName&, const CountryName&) = default;
};
// What the record calls countries by name or adjective, each once.
std::vector<CountryName> country_names_of(const Record& record);

// What `--about` looks for.
struct AboutQuery {
  std::vector<Sought> parts;
  std::vector<std::vector<std::string>> part_countries;  // [parts]: codes that a part names
  std::vector<std::string> countries;                    // codes that all of it together names
  std::vector<SoughtTopic> sought;  // the same for search_index.h, with its expression
  std::string expression;           // empty when no word was typed

  // Whether a topic is one of the reasons for a match.
  bool is_met_by(const std::string& words, const std::vector<std::string>& topic_countries) const;
};
Result<AboutQuery> read_about(Database& database, std::string_view typed);

}  // namespace dragoman::store
