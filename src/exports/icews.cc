// ICEWS Coded Event Data (Boschee et al. 2015, Harvard Dataverse): the 20 columns of its yearly
// files.
#include "exports/cells.h"

namespace dragoman::exports {
namespace {

using Party = const RecordActor* CodedEvent::*;

// What ICEWS calls the event of a CAMEO root code.
std::string event_text(const CodedEvent& e) {
  static const char* const kRoots[] = {"",
                                       "Make public statement",
                                       "Appeal",
                                       "Express intent to cooperate",
                                       "Consult",
                                       "Engage in diplomatic cooperation",
                                       "Engage in material cooperation",
                                       "Provide aid",
                                       "Yield",
                                       "Investigate",
                                       "Demand",
                                       "Disapprove",
                                       "Reject",
                                       "Threaten",
                                       "Protest",
                                       "Exhibit force posture",
                                       "Reduce relations",
                                       "Coerce",
                                       "Assault",
                                       "Fight",
                                       "Use unconventional mass violence"};
  const std::string root = e.event.cameo.substr(0, 2);
  const bool digits = root.size() == 2 && root.find_first_not_of("0123456789") == std::string::npos;
  const std::size_t number = digits ? std::stoul(root) : 0;
  return number < std::size(kRoots) ? kRoots[number] : "";
}

void add_party(Table& table, const std::string& prefix, Party party) {
  table.columns.push_back(text_column((prefix + " Name").c_str(), "name of the actor",
                                      [party](const CodedEvent& e) { return name_of(e.*party); }));
  table.columns.push_back(text_column(
      (prefix + " Sectors").c_str(), "PLOVER sectors, separated by commas (ICEWS has its own)",
      [party](const CodedEvent& e) {
        return e.*party == nullptr ? "" : joined(threes((e.*party)->sector), ",");
      }));
  table.columns.push_back(text_column(
      (prefix + " Country").c_str(), "English name of the country",
      [party](const CodedEvent& e) { return e.countries.find(country_of(e.*party)).name; }));
}

}  // namespace

Table icews() {
  Table table{"icews",
              "ICEWS coded event data",
              "The 20 columns of an ICEWS yearly file, tab-separated, with a line of names. An "
              "event of several "
              "actors or recipients is a row for each pair. Intensity is Dragoman's score on the "
              "scale of -10 to 10.",
              '\t',
              true,
              true,
              {}};
  auto& columns = table.columns;
  const auto place = [](auto value) {
    return [value](const CodedEvent& e) { return e.place == nullptr ? "" : std::string(value(e)); };
  };
  columns.push_back(integer_column("Event ID", "60 bits of a hash of report, event and pair",
                                   [](const CodedEvent& e) { return std::to_string(e.number()); }));
  columns.push_back({{"Event Date", "date", "first day of the event, else of publication"},
                     [](const CodedEvent& e) { return e.day(); }});
  add_party(table, "Source", &CodedEvent::actor);
  columns.push_back(text_column("Event Text", "name of the CAMEO root code", event_text));
  columns.push_back(
      text_column("CAMEO Code", "CAMEO code", [](const CodedEvent& e) { return e.event.cameo; }));
  columns.push_back(number_column("Intensity", "score of the event",
                                  [](const CodedEvent& e) { return number(e.event.score); }));
  add_party(table, "Target", &CodedEvent::recipient);
  columns.push_back(
      text_column("Story ID", "id of the report", [](const CodedEvent& e) { return e.record.id; }));
  columns.push_back(empty_column("Sentence Number", "records have spans, no numbers of sentences"));
  columns.push_back(
      text_column("Publisher", "outlet", [](const CodedEvent& e) { return e.record.outlet; }));
  columns.push_back(text_column(
      "City", "the place, where it is a town",
      place([](const CodedEvent& e) { return e.place->precision == 1 ? e.place->name : ""; })));
  columns.push_back(empty_column("District", "the gazetteer has first-order divisions only"));
  columns.push_back(text_column("Province", "first-order division",
                                place([](const CodedEvent& e) { return e.place->admin1; })));
  columns.push_back(text_column(
      "Country", "English name of the country",
      place([](const CodedEvent& e) { return e.countries.find(e.place->country).name; })));
  columns.push_back(number_column("Latitude", "latitude",
                                  place([](const CodedEvent& e) { return number(e.place->lat); })));
  columns.push_back(number_column("Longitude", "longitude",
                                  place([](const CodedEvent& e) { return number(e.place->lon); })));
  return table;
}

}  // namespace dragoman::exports
