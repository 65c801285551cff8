// dragoman happenings: what several reports tell of as one, from the store.
#include "cli/happenings.h"

#include <map>

#include <fmt/format.h>

#include "cli/list.h"
#include "cli/open_store.h"
#include "cli/views.h"
#include "stories/happening_json.h"

namespace dragoman::cli {
namespace {

using stories::Happening;
using stories::HappeningParty;

std::string counted(int count, const char* one, const char* many) {
  return fmt::format("{} {}", count, count == 1 ? one : many);
}

// Those who are named, or else described.
std::string list_of(const std::vector<HappeningParty>& parties) {
  std::string out;
  const bool named = !parties.empty() && !parties.front().key.empty();
  for (const HappeningParty& party : parties) {
    if (named && party.key.empty()) break;
    out += (out.empty() ? "" : ", ") + party.name;
  }
  return out;
}
std::string status_of(const Happening& h) {
  const std::string status(to_string(h.status));
  if (h.disputed) return status + ", disputed";
  return h.status == Factuality::Occurred ? "" : status;
}

}  // namespace

const View<Happening>& happening_view() {
  using Row = Happening;
  static const View<Row> view{
      stories::happening_fields(),
      {{"ID", [](const Row& h) { return h.id.substr(0, 8); }, false, false,
        [](const Row&) { return Paint::Dim; }},
       {"DAY", days_of},
       {"TYPE", [](const Row& h) { return std::string(to_string(h.type)); }, false, false,
        [](const Row& h) { return paint_of_quad(quad_of(h.type)); }},
       {"ACTORS", [](const Row& h) { return list_of(h.actors); }, true},
       {"RECIPIENTS", [](const Row& h) { return list_of(h.recipients); }, true},
       {"STATUS", status_of, false, false, {}, true},
       {"PLACE", [](const Row& h) { return h.place ? h.place->name : ""; }, true},
       {"REPORTS", [](const Row& h) { return std::to_string(h.reports); }, false, true},
       {"ORIGINS", [](const Row& h) { return std::to_string(h.origins); }, false, true},
       {"WORDS", [](const Row& h) { return h.events.front().evidence; }, true}}};
  return view;
}

std::shared_ptr<stories::AsOf> add_as_of_options(CLI::App& command) {
  auto as_of = std::make_shared<stories::AsOf>();
  const auto is_day = [](const std::string& text) {
    const bool day = text.size() == 10 && text[4] == '-' && text[7] == '-' &&
                     text.find_first_not_of("0123456789-") == std::string::npos;
    return day ? std::string() : "'" + text + "': expected a day as 2016-03-23";
  };
  command
      .add_option("--as-of", as_of->day,
                  "Only what was known at the end of this day: events of reports published, or "
                  "learned, by then")
      ->check(CLI::Validator(is_day, "DAY"))
      ->type_name("DAY");
  static const std::map<std::string, stories::Clock> kClocks = {
      {"published", stories::Clock::Published}, {"learned", stories::Clock::Learned}};
  command
      .add_option("--clock", as_of->clock,
                  "What --as-of goes by: published, or learned (when the store got the report)")
      ->transform(CLI::CheckedTransformer(kClocks))
      ->type_name("CLOCK");
  return as_of;
}

std::string reporters_of(const Happening& h) {
  return fmt::format("reported by {}, {}, in {}", counted(h.outlets, "outlet", "outlets"),
                     counted(h.origins, "independent origin", "independent origins"),
                     counted(h.reports, "report", "reports"));
}

std::string days_of(const Happening& h) {
  if (!h.dated) return h.first_day.empty() ? "" : "~" + h.first_day;
  return h.first_day == h.last_day ? h.first_day : h.first_day + ".." + h.last_day;
}

std::string place_of(const Happening& h) {
  if (!h.place) return "";
  return h.place->name + (h.place->country.empty() ? "" : ", " + h.place->country);
}

void add_happenings(CLI::App& app, int& status) {
  CLI::App* command = app.add_subcommand(
      "happenings", "List what happened, once for all reports of it, with how many there are");
  auto options = add_list_options(*command, "PLOVER type: AGREE, CONSULT, ASSAULT, ...");
  auto filter = std::make_shared<stories::HappeningFilter>();
  command
      ->add_option("--min-reports", filter->min_reports, "Only what so many reports tell of")
      ->check(CLI::PositiveNumber)
      ->type_name("N");
  auto as_of = add_as_of_options(*command);
  set_examples(*command, "dragoman happenings --country SYR --since 2016-07 --min-reports 2",
               "dragoman happenings --actor FARC --as-of 2012-11-20 --format jsonl");
  command->callback([options, filter, as_of, &status] {
    auto store = open_refreshed(*options->store);
    if (!store) {
      status = fail(store.error());
      return;
    }
    filter->as_of = *as_of;
    status = list_rows<Happening>(
        *options, *store,
        [&filter](store::Store& opened, const store::Filter& where, const auto& each) {
          filter->where = where;
          return stories::find_happenings(opened, *filter, each);
        },
        happening_view());
  });
}

}  // namespace dragoman::cli
