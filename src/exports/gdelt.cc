// GDELT 2.0: events and mentions, as in its Event Codebook V2.0 (2015).
#include <fmt/format.h>

#include "exports/cells.h"

namespace dragoman::exports {
namespace {

using Party = const RecordActor* CodedEvent::*;

// The CAMEO code of an actor in parts: a country or an organisation first, then roles.
std::vector<std::string> codes_of(const RecordActor* actor) {
  return actor == nullptr ? std::vector<std::string>() : threes(actor->cameo);
}

// The role codes, behind the country.
std::string role_of(const RecordActor* actor, std::size_t at) {
  std::vector<std::string> codes = codes_of(actor);
  if (!codes.empty() && codes.front() == actor->country) codes.erase(codes.begin());
  return at < codes.size() ? codes[at] : "";
}

void add_party(Table& table, const std::string& prefix, Party party) {
  const auto add = [&](const char* suffix, const char* description, auto value) {
    table.columns.push_back(
        text_column((prefix + suffix).c_str(), description,
                    [party, value](const CodedEvent& e) { return value(e.*party); }));
  };
  const auto leave = [&](const char* suffix, const char* why) {
    table.columns.push_back(empty_column((prefix + suffix).c_str(), why));
  };
  add("Code", "CAMEO actor code",
      [](const RecordActor* a) { return a == nullptr ? "" : a->cameo; });
  add("Name", "name", name_of);
  add("CountryCode", "ISO 3166-1 alpha-3 code, which CAMEO's country codes are but for a few",
      country_of);
  leave("KnownGroupCode", "not told apart from the actor's code");
  leave("EthnicCode", "not coded");
  leave("Religion1Code", "not coded");
  leave("Religion2Code", "not coded");
  add("Type1Code", "first CAMEO role", [](const RecordActor* a) { return role_of(a, 0); });
  add("Type2Code", "second CAMEO role", [](const RecordActor* a) { return role_of(a, 1); });
  add("Type3Code", "third CAMEO role", [](const RecordActor* a) { return role_of(a, 2); });
}

// GDELT's kinds of places: 1 country, 3 and 4 town, 5 first-order division (2 and 3 are the USA's).
std::string geo_type(const RecordPlace* place) {
  if (place == nullptr) return "";
  const bool american = place->country == "USA";
  if (place->admin1.empty() && place->precision == 3) return "1";
  if (place->precision == 1) return american ? "3" : "4";
  return american ? "2" : "5";
}

std::string full_name(const CodedEvent& e) {
  if (e.place == nullptr) return "";
  const std::string& country = e.countries.find(e.place->country).name;
  return joined({e.place->name, e.place->admin1 == e.place->name ? "" : e.place->admin1,
                 country == e.place->name ? "" : country},
                ", ");
}

void leave_geography(Table& table, const std::string& prefix) {
  for (const char* suffix :
       {"Type", "Fullname", "CountryCode", "ADM1Code", "ADM2Code", "Lat", "Long", "FeatureID"}) {
    table.columns.push_back(empty_column(
        (prefix + suffix).c_str(), "where an actor stands in the text is no place of the event"));
  }
}

void add_geography(Table& table) {
  const auto place = [](auto value) {
    return [value](const CodedEvent& e) { return e.place == nullptr ? "" : std::string(value(e)); };
  };
  auto& columns = table.columns;
  columns.push_back(integer_column(
      "ActionGeo_Type",
      "1 country, 2 state of the USA, 3 town of the USA, 4 town, 5 first-order division",
      [](const CodedEvent& e) { return geo_type(e.place); }));
  columns.push_back(
      text_column("ActionGeo_Fullname", "place, first-order division, country", full_name));
  columns.push_back(text_column(
      "ActionGeo_CountryCode", "FIPS 10-4 code of the country",
      place([](const CodedEvent& e) { return e.countries.find(e.place->country).fips; })));
  columns.push_back(
      empty_column("ActionGeo_ADM1Code", "the gazetteer has names of divisions, no FIPS codes"));
  columns.push_back(empty_column("ActionGeo_ADM2Code", "not coded"));
  columns.push_back(number_column("ActionGeo_Lat", "latitude",
                                  place([](const CodedEvent& e) { return number(e.place->lat); })));
  columns.push_back(number_column("ActionGeo_Long", "longitude",
                                  place([](const CodedEvent& e) { return number(e.place->lon); })));
  columns.push_back(
      text_column("ActionGeo_FeatureID", "GeoNames id (GDELT has ids of GNS and GNIS)",
                  place([](const CodedEvent& e) {
                    return e.place->geonames == 0 ? "" : std::to_string(e.place->geonames);
                  })));
}

// "20160323120000": date-time of publication, its day at midnight where no hour is known.
std::string date_time(const CodedEvent& e) {
  std::string digits;
  for (const char c : e.record.published.substr(0, 19)) {
    if (c >= '0' && c <= '9') digits += c;
  }
  if (digits.size() < 8) return "";
  digits.resize(14, '0');
  return digits;
}

// The year with the share of it that has gone, as GDELT reckons: (month * 30 + day) / 365.
std::string fraction(const std::string& day) {
  if (day.size() != 10) return "";
  const int month = std::stoi(day.substr(5, 2)), of_month = std::stoi(day.substr(8, 2));
  return fmt::format("{:.4f}", std::stoi(day.substr(0, 4)) + (month * 30 + of_month) / 365.0);
}

// Whether the event stands in the title or the first paragraph of the body.
std::string is_root(const CodedEvent& e) {
  if (e.event.trigger.empty()) return "0";
  std::uint32_t body = 0;
  for (const RecordFurniture& part : e.record.furniture) {
    if (part.span.begin <= body + 2) body = part.span.end;
  }
  const std::string_view before = e.text.view({body, e.event.trigger.front().begin});
  const bool later =
      e.event.trigger.front().begin > body && before.find("\n\n") != std::string_view::npos;
  return later ? "0" : "1";
}

std::string source_url(const CodedEvent& e) {
  return e.record.page && !e.record.page->url.empty() ? e.record.page->url : e.record.uri;
}

}  // namespace

Table gdelt_events() {
  Table table{"gdelt2-events",
              "GDELT 2.0 events",
              "The 61 columns of a GDELT 2.0 export file, tab-separated and without a line of "
              "names, so that programs "
              "made for GDELT read it. An event of several actors or recipients is a row for each "
              "pair. Every row is "
              "one event of one report: GDELT's joining of reports to one event is `dragoman "
              "happenings`. The "
              "Goldstein scale is Dragoman's score of the event, which is on that scale; tone is "
              "not measured.",
              '\t',
              false,
              true,
              {}};
  auto& columns = table.columns;
  columns.push_back(integer_column(
      "GlobalEventID", "60 bits of a hash of report, event and pair: the same on every machine",
      [](const CodedEvent& e) { return std::to_string(e.number()); }));
  columns.push_back(integer_column("Day", "first day of the event, else of publication: YYYYMMDD",
                                   [](const CodedEvent& e) { return compact(e.day()); }));
  columns.push_back(integer_column(
      "MonthYear", "YYYYMM", [](const CodedEvent& e) { return compact(e.day()).substr(0, 6); }));
  columns.push_back(
      integer_column("Year", "YYYY", [](const CodedEvent& e) { return e.day().substr(0, 4); }));
  columns.push_back(number_column("FractionDate", "the year, and (month * 30 + day) / 365 of it",
                                  [](const CodedEvent& e) { return fraction(e.day()); }));
  add_party(table, "Actor1", &CodedEvent::actor);
  add_party(table, "Actor2", &CodedEvent::recipient);
  columns.push_back(
      integer_column("IsRootEvent", "1 in the title or the first paragraph, else 0", is_root));
  columns.push_back(
      text_column("EventCode", "CAMEO code", [](const CodedEvent& e) { return e.event.cameo; }));
  columns.push_back(text_column("EventBaseCode", "its first three digits",
                                [](const CodedEvent& e) { return e.event.cameo.substr(0, 3); }));
  columns.push_back(text_column("EventRootCode", "its first two digits",
                                [](const CodedEvent& e) { return e.event.cameo.substr(0, 2); }));
  columns.push_back(integer_column(
      "QuadClass",
      "1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict",
      [](const CodedEvent& e) { return quad_number(e.event.quad); }));
  columns.push_back(number_column("GoldsteinScale", "score of the event",
                                  [](const CodedEvent& e) { return number(e.event.score); }));
  for (const char* name : {"NumMentions", "NumSources", "NumArticles"})
    columns.push_back(integer_column(name, "1: a row is of one report",
                                     [](const CodedEvent&) { return std::string("1"); }));
  columns.push_back(empty_column("AvgTone", "not measured"));
  leave_geography(table, "Actor1Geo_");
  leave_geography(table, "Actor2Geo_");
  add_geography(table);
  columns.push_back(
      integer_column("DATEADDED", "date-time of publication, YYYYMMDDHHMMSS", date_time));
  columns.push_back(
      text_column("SOURCEURL", "address of the page, else uri of the report", source_url));
  return table;
}

Table gdelt_mentions() {
  Table table{"gdelt2-mentions",
              "GDELT 2.0 mentions",
              "The 16 columns of a GDELT 2.0 mentions file, tab-separated and without a line of "
              "names. There is one "
              "mention for each row of `gdelt2-events`, with the same GlobalEventID.",
              '\t',
              false,
              true,
              {}};
  auto& columns = table.columns;
  const auto offset = [](const CodePointSpans& spans) {
    return spans.empty() ? std::string("-1") : std::to_string(spans.front().begin);
  };
  columns.push_back(integer_column("GlobalEventID", "as in the events",
                                   [](const CodedEvent& e) { return std::to_string(e.number()); }));
  columns.push_back(
      integer_column("EventTimeDate", "date-time of publication, YYYYMMDDHHMMSS", date_time));
  columns.push_back(integer_column("MentionTimeDate", "the same", date_time));
  columns.push_back(
      integer_column("MentionType", "1 a page of the web, 2 any other text",
                     [](const CodedEvent& e) { return std::string(e.record.page ? "1" : "2"); }));
  columns.push_back(text_column("MentionSourceName", "outlet",
                                [](const CodedEvent& e) { return e.record.outlet; }));
  columns.push_back(
      text_column("MentionIdentifier", "address of the page, else uri of the report", source_url));
  columns.push_back(empty_column("SentenceID", "records have spans, no numbers of sentences"));
  columns.push_back(empty_column("Actor1CharOffset", "an actor has many mentions; see the record"));
  columns.push_back(empty_column("Actor2CharOffset", "the same"));
  columns.push_back(
      integer_column("ActionCharOffset", "first code point of the trigger in the text",
                     [offset](const CodedEvent& e) { return offset(e.event.trigger); }));
  columns.push_back(
      integer_column("InRawText", "1", [](const CodedEvent&) { return std::string("1"); }));
  columns.push_back(integer_column(
      "Confidence", "confidence of the event in percent",
      [](const CodedEvent& e) { return fmt::format("{:.0f}", 100 * e.event.confidence); }));
  columns.push_back(
      integer_column("MentionDocLen", "length of the text in bytes",
                     [](const CodedEvent& e) { return std::to_string(e.record.text.size()); }));
  columns.push_back(empty_column("MentionDocTone", "not measured"));
  columns.push_back(empty_column("MentionDocTranslationInfo", "nothing is translated"));
  columns.push_back(empty_column("Extras", "nothing further"));
  return table;
}

}  // namespace dragoman::exports
