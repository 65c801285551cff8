// POLECAT (Halterman et al. 2023, Harvard Dataverse): the 40 columns of its weekly files.
#include <set>

#include "exports/cells.h"

namespace dragoman::exports {
namespace {

using Ids = std::vector<std::string> RecordEvent::*;

// A value of each of the parties, joined as POLECAT joins several.
template <class Of>
Value of_parties(Ids ids, Of of) {
  return [ids, of](const CodedEvent& e) {
    std::vector<std::string> parts;
    for (const RecordActor* actor : e.parties(e.event.*ids)) parts.push_back(of(e, *actor));
    return joined(parts, "; ");
  };
}

// The words by which the text first names the actor.
std::string raw_name(const CodedEvent& e, const RecordActor& actor) {
  for (const RecordMention& mention : e.record.mentions) {
    if (mention.actor == actor.id) return e.text.words(mention.span);
  }
  return actor.name;
}

void add_parties(Table& table, const std::string& side, Ids ids) {
  const auto add = [&](const std::string& name, const char* description, auto of) {
    table.columns.push_back(text_column(name.c_str(), description, of_parties(ids, of)));
  };
  add(side + " Name", "names, separated by semicolons",
      [](const CodedEvent&, const RecordActor& a) { return a.name; });
  add(side + " Country", "ISO 3166-1 alpha-3 codes",
      [](const CodedEvent&, const RecordActor& a) { return a.country; });
  table.columns.push_back(
      empty_column((side + " COW").c_str(), "codes of Correlates of War are not kept"));
  add("Primary " + side + " Sector", "first PLOVER sector of each",
      [](const CodedEvent&, const RecordActor& a) { return a.sector.substr(0, 3); });
  add(side + " Sectors", "all PLOVER sectors of each",
      [](const CodedEvent&, const RecordActor& a) { return joined(threes(a.sector), ","); });
  add(side + " Title", "office or description",
      [](const CodedEvent&, const RecordActor& a) { return a.role; });
  add(side + " Name Raw", "the first words in the text that name it", raw_name);
  add("Wikipedia " + side + " ID",
      "id in Dragoman's knowledge base (POLECAT has titles of Wikipedia)",
      [](const CodedEvent&, const RecordActor& a) { return a.kb; });
}

// Names of the actors that the knowledge base knows and `fits` takes, each once.
template <class Fits>
std::string names_of(const CodedEvent& e, Fits fits) {
  std::vector<std::string> names;
  std::set<std::string> met;
  for (const RecordActor& actor : e.record.actors) {
    if (!actor.kb.empty() && fits(actor.kind) && met.insert(actor.name).second)
      names.push_back(actor.name);
  }
  return joined(names, "; ");
}
bool is_person(ActorKind kind) {
  return kind == ActorKind::Person;
}
bool is_organisation(ActorKind kind) {
  return kind == ActorKind::Organisation || kind == ActorKind::Group;
}

std::string places_of(const CodedEvent& e) {
  std::vector<std::string> names;
  std::set<std::string> met;
  for (const RecordPlace& place : e.record.places) {
    if (met.insert(place.name).second) names.push_back(place.name);
  }
  return joined(names, "; ");
}

}  // namespace

Table polecat() {
  Table table{
      "polecat",
      "POLECAT events",
      "The 40 columns of a POLECAT weekly file, tab-separated, with a line of names. A row is an "
      "event with "
      "all its actors and recipients, as there. Types, modes and contexts are PLOVER's in both.",
      '\t',
      true,
      false,
      {}};
  auto& columns = table.columns;
  const auto place = [](auto value) {
    return [value](const CodedEvent& e) { return e.place == nullptr ? "" : std::string(value(e)); };
  };
  columns.push_back(text_column("Event ID", "id of the report and of the event in it",
                                [](const CodedEvent& e) { return e.key(); }));
  columns.push_back({{"Event Date", "date", "first day of the event, else of publication"},
                     [](const CodedEvent& e) { return e.day(); }});
  columns.push_back(text_column("Event Type", "PLOVER type", [](const CodedEvent& e) {
    return std::string(to_string(e.event.type));
  }));
  columns.push_back(
      text_column("Event Mode", "PLOVER mode", [](const CodedEvent& e) { return e.event.mode; }));
  columns.push_back(number_column("Intensity", "score of the event, -10 to 10",
                                  [](const CodedEvent& e) { return number(e.event.score); }));
  columns.push_back(text_column("Quad Code", "VERBAL or MATERIAL, COOPERATION or CONFLICT",
                                [](const CodedEvent& e) {
                                  std::string quad = e.event.quad;
                                  for (char& c : quad)
                                    c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
                                  return quad;
                                }));
  columns.push_back(
      text_column("Contexts", "PLOVER contexts, separated by semicolons",
                  [](const CodedEvent& e) { return joined(e.event.contexts, "; "); }));
  add_parties(table, "Actor", &RecordEvent::actors);
  add_parties(table, "Recipient", &RecordEvent::recipients);
  columns.push_back(text_column("Placename", "the place",
                                place([](const CodedEvent& e) { return e.place->name; })));
  columns.push_back(text_column(
      "City", "the place, where it is a town",
      place([](const CodedEvent& e) { return e.place->precision == 1 ? e.place->name : ""; })));
  columns.push_back(empty_column("District", "the gazetteer has first-order divisions only"));
  columns.push_back(text_column("Province", "first-order division",
                                place([](const CodedEvent& e) { return e.place->admin1; })));
  columns.push_back(text_column("Country", "ISO 3166-1 alpha-3 code",
                                place([](const CodedEvent& e) { return e.place->country; })));
  columns.push_back(number_column("Latitude", "latitude",
                                  place([](const CodedEvent& e) { return number(e.place->lat); })));
  columns.push_back(number_column("Longitude", "longitude",
                                  place([](const CodedEvent& e) { return number(e.place->lon); })));
  columns.push_back(integer_column("GeoNames ID", "GeoNames id", place([](const CodedEvent& e) {
                                     return e.place->geonames == 0
                                                ? ""
                                                : std::to_string(e.place->geonames);
                                   })));
  columns.push_back(
      text_column("Raw Placename", "the words in the text",
                  place([](const CodedEvent& e) { return e.text.words(e.place->span); })));
  columns.push_back(empty_column("Feature Type", "records have a precision, no feature classes"));
  columns.push_back(
      text_column("Source", "outlet", [](const CodedEvent& e) { return e.record.outlet; }));
  columns.push_back({{"Publication Date", "date", "day of publication"},
                     [](const CodedEvent& e) { return e.record.published.substr(0, 10); }});
  columns.push_back(text_column("Story People",
                                "persons of the report that the knowledge base knows",
                                [](const CodedEvent& e) { return names_of(e, is_person); }));
  columns.push_back(text_column(
      "Story Organizations", "organisations and groups of the report that the knowledge base knows",
      [](const CodedEvent& e) { return names_of(e, is_organisation); }));
  columns.push_back(text_column("Story Locations", "places of the report", places_of));
  columns.push_back(
      text_column("Language", "BCP 47", [](const CodedEvent& e) { return e.record.language; }));
  columns.push_back(text_column(
      "Version", "version of the program and hashes of model, lexicon and knowledge base",
      [](const CodedEvent& e) {
        const Versions& v = e.record.versions;
        return joined({v.engine, v.model, v.lexicon, v.knowledge}, "/");
      }));
  return table;
}

}  // namespace dragoman::exports
