// ACLED-like: the columns of ACLED's exports, for events that ACLED codes.
#include "exports/acled.h"

#include <algorithm>

#include "core/tsv.h"
#include "exports/cells.h"

namespace dragoman::exports {
namespace {

bool is_civilian(const RecordActor* actor) {
  if (actor == nullptr) return false;
  const std::vector<std::string> sectors = threes(actor->sector);
  static const std::vector<std::string> kCivilian = {"CVL", "REF", "JRN", "MED",
                                                     "EDU", "LAB", "AGR", "REL"};
  return std::any_of(sectors.begin(), sectors.end(), [](const std::string& sector) {
    return std::find(kCivilian.begin(), kCivilian.end(), sector) != kCivilian.end();
  });
}

bool has_occurred(const RecordEvent& event) {
  return event.factuality == Factuality::Occurred || event.factuality == Factuality::Ongoing;
}

// ACLED's inter codes by name, from PLOVER sectors.
std::string inter_of(const RecordActor* actor) {
  if (actor == nullptr) return "";
  const std::string sector = actor->sector.substr(0, 3);
  if (sector == "GOV" || sector == "MIL" || sector == "COP" || sector == "SPY" || sector == "JUD" ||
      sector == "LEG")
    return "State forces";
  if (sector == "REB") return "Rebel group";
  if (sector == "PRM" || sector == "UAF" || sector == "CRM" || sector == "PTY")
    return "Political militia";
  if (is_civilian(actor)) return "Civilians";
  return actor->kind == ActorKind::Country ? "State forces" : "External/Other forces";
}

// "1" a day, "2" a week, "3" a month: how well the day of the event is known.
std::string time_precision(const CodedEvent& e) {
  if (e.event.date.empty()) return "3";
  if (e.event.date.find("-W") != std::string::npos) return "2";
  return e.event.date.size() >= 10 ? "1" : "3";
}

std::string others(const CodedEvent& e, const std::vector<std::string>& ids) {
  std::vector<std::string> names;
  for (const RecordActor* actor : e.parties(ids)) names.push_back(actor->name);
  if (!names.empty()) names.erase(names.begin());
  return joined(names, "; ");
}

}  // namespace

Result<AcledKinds> AcledKinds::load(const std::string& lexicon_folder) {
  constexpr std::size_t kColumns = 7;
  const auto file = core::read_tsv(lexicon_folder + "/exports/acled.tsv", kColumns, kColumns);
  if (!file) return file.error();
  AcledKinds out;
  for (const core::TsvRow& row : file->rows) {
    const auto& f = row.fields;
    const auto type = parse_event_type(f[0]);
    if (!type) return file->error(row, 0, "'" + f[0] + "' is no PLOVER type");
    const AcledKind kind{f[2], f[3], f[4]};
    out.rows_.push_back({*type, f[1], kind, f[5] == "-" ? kind : AcledKind{f[2], f[5], f[6]}});
  }
  return out;
}

std::optional<EventType> AcledKinds::type_of(std::string_view sub) const {
  for (const Row& row : rows_)
    if (row.kind.sub == sub || row.against_civilians.sub == sub) return row.type;
  return std::nullopt;
}

AcledKind AcledKinds::of(const CodedEvent& coded) const {
  if (!has_occurred(coded.event)) return {};
  for (const Row& row : rows_) {
    if (row.type == coded.event.type && (row.mode == "*" || row.mode == coded.event.mode))
      return is_civilian(coded.recipient) ? row.against_civilians : row.kind;
  }
  return {};
}

Table acled(const AcledKinds& kinds) {
  Table table{"acled-like",
              "ACLED-like events",
              "The 31 columns of ACLED's exports, comma-separated, with a line of names, for the "
              "events of the kinds "
              "that ACLED codes, that have occurred or are going on. ACLED's rows are made by "
              "people from several "
              "sources, and checked; these are claims of single reports, and no replacement for "
              "them. Kinds follow from "
              "PLOVER types and modes by lexicons/exports/acled.tsv.",
              ',',
              true,
              false,
              {}};
  table.keep = [&kinds](const CodedEvent& e) { return !kinds.of(e).event.empty(); };
  auto& columns = table.columns;
  const auto place = [](auto value) {
    return [value](const CodedEvent& e) { return e.place == nullptr ? "" : std::string(value(e)); };
  };
  const auto text = [&columns](const char* name, const char* description, Value value) {
    columns.push_back(text_column(name, description, std::move(value)));
  };
  text("event_id_cnty", "country of the place, and id of report and event",
       [](const CodedEvent& e) { return (e.place == nullptr ? "" : e.place->country) + e.key(); });
  columns.push_back({{"event_date", "date", "first day of the event, else of publication"},
                     [](const CodedEvent& e) { return e.day(); }});
  columns.push_back(
      integer_column("year", "its year", [](const CodedEvent& e) { return e.day().substr(0, 4); }));
  columns.push_back(integer_column("time_precision",
                                   "1 day, 2 week, 3 month or coarser, or day of publication",
                                   time_precision));
  text("disorder_type", "by lexicons/exports/acled.tsv",
       [&kinds](const CodedEvent& e) { return kinds.of(e).disorder; });
  text("event_type", "the same", [&kinds](const CodedEvent& e) { return kinds.of(e).event; });
  text("sub_event_type", "the same", [&kinds](const CodedEvent& e) { return kinds.of(e).sub; });
  text("actor1", "first actor", [](const CodedEvent& e) { return name_of(e.actor); });
  text("assoc_actor_1", "further actors",
       [](const CodedEvent& e) { return others(e, e.event.actors); });
  text("inter1", "ACLED's kind of actor1, from its PLOVER sector",
       [](const CodedEvent& e) { return inter_of(e.actor); });
  text("actor2", "first recipient", [](const CodedEvent& e) { return name_of(e.recipient); });
  text("assoc_actor_2", "further recipients",
       [](const CodedEvent& e) { return others(e, e.event.recipients); });
  text("inter2", "ACLED's kind of actor2",
       [](const CodedEvent& e) { return inter_of(e.recipient); });
  text("interaction", "both kinds", [](const CodedEvent& e) {
    return joined({inter_of(e.actor), inter_of(e.recipient)}, "-");
  });
  text("civilian_targeting", "Civilian targeting, where the first recipient is a civilian",
       [](const CodedEvent& e) { return is_civilian(e.recipient) ? "Civilian targeting" : ""; });
  columns.push_back(integer_column("iso", "ISO 3166-1 numeric code", place([](const CodedEvent& e) {
                                     return e.countries.find(e.place->country).numeric;
                                   })));
  text("region", "UN subregion (ACLED has regions of its own)",
       place([](const CodedEvent& e) { return e.countries.find(e.place->country).region; }));
  text("country", "English name",
       place([](const CodedEvent& e) { return e.countries.find(e.place->country).name; }));
  text("admin1", "first-order division",
       place([](const CodedEvent& e) { return e.place->admin1; }));
  columns.push_back(empty_column("admin2", "the gazetteer has first-order divisions only"));
  columns.push_back(empty_column("admin3", "the same"));
  text("location", "the place", place([](const CodedEvent& e) { return e.place->name; }));
  columns.push_back(number_column("latitude", "latitude",
                                  place([](const CodedEvent& e) { return number(e.place->lat); })));
  columns.push_back(number_column("longitude", "longitude",
                                  place([](const CodedEvent& e) { return number(e.place->lon); })));
  columns.push_back(
      integer_column("geo_precision", "1 town, 2 part of a region, 3 region or country",
                     place([](const CodedEvent& e) {
                       return e.place->precision == 0 ? "" : std::to_string(e.place->precision);
                     })));
  text("source", "outlet", [](const CodedEvent& e) { return e.record.outlet; });
  columns.push_back(empty_column("source_scale", "where an outlet is read is not known"));
  text("notes", "the words that the event was read from",
       [](const CodedEvent& e) { return e.evidence(); });
  columns.push_back(integer_column(
      "fatalities",
      "the dead that the report counts for the event; empty, not 0, where it counts none",
      [](const CodedEvent& e) { return e.event.dead ? std::to_string(e.event.dead->count) : ""; }));
  text("tags", "crowd size=..., where the report gives one", [](const CodedEvent& e) {
    return e.event.size ? "crowd size=" +
                              std::string(e.event.size->bound == "min"     ? "at least "
                                          : e.event.size->bound == "max"   ? "at most "
                                          : e.event.size->bound == "about" ? "about "
                                                                           : "") +
                              std::to_string(e.event.size->count)
                        : "";
  });
  columns.push_back(empty_column("timestamp", "nothing depends on the clock"));
  return table;
}

}  // namespace dragoman::exports
