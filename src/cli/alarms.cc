// dragoman alarms: what was expected to come and did not.
#include "cli/list.h"
#include "cli/open_store.h"
#include "ledger/ledger_json.h"

namespace dragoman::cli {
namespace {

using ledger::Alarm;

std::string list_of(const std::vector<std::string>& names) {
  std::string out;
  for (const std::string& name : names) out += (out.empty() ? "" : ", ") + name;
  return out;
}

const View<Alarm>& alarm_view() {
  using Row = Alarm;
  static const View<Row> view{
      ledger::alarm_fields(),
      {{"EXPECTED", [](const Row& r) { return r.day; }},
       {"SILENT", [](const Row& r) { return std::to_string(r.silent) + " d"; }, false, true,
        [](const Row&) { return Paint::Warning; }},
       {"KIND", [](const Row& r) { return r.kind; }},
       {"WHO", [](const Row& r) { return list_of(r.who); }, true},
       {"WHAT", [](const Row& r) { return r.what; }, true},
       {"TOLD BY", [](const Row& r) {
          const ledger::Told& first = r.told.front();
          const std::string more =
              r.told.size() > 1 ? " and " + std::to_string(r.told.size() - 1) + " more" : "";
          return first.report.substr(0, 8) + " " + first.published + more;
        }}}};
  return view;
}

struct Options {
  std::shared_ptr<std::string> store;
  std::string today;
  ledger::AlarmFilter filter;
  RowFormat format = RowFormat::Table;
};

int run(const Options& options) {
  auto today = today_of(options.today);
  if (!today) return fail(today.error());
  auto store = open_refreshed(*options.store);
  if (!store) return fail(store.error());
  ledger::AlarmFilter filter = options.filter;
  filter.today = *today;
  auto alarms = ledger::find_alarms(*store, filter);
  if (!alarms) return fail(alarms.error());
  Output output = Output::standard();
  const Screen screen = look_at(stdout);
  RowWriter<Alarm> rows(output, screen, options.format, alarm_view());
  for (const Alarm& alarm : *alarms) rows.add(alarm);
  if (rows.count() > 0 || options.format == RowFormat::Csv) rows.finish();
  const int status = finish(output);
  if (status == kAllRead && rows.count() == 0)
    std::fprintf(stderr, "dragoman: nothing that was expected is missing\n");
  return status;
}

}  // namespace

void add_alarms(CLI::App& app, int& status) {
  auto options = std::make_shared<Options>();
  CLI::App* command = app.add_subcommand(
      "alarms", "List what was expected and did not come: pledges, meetings, rounds, what is regular");
  options->store = add_store_option(*command);
  command->add_option("--today", options->today, "The day of asking (default: today)")
      ->type_name("DAY");
  command->add_option("--back", options->filter.back, "Days back from that day")
      ->check(CLI::Range(1, 3650))
      ->type_name("N")
      ->capture_default_str();
  command->add_option("--about", options->filter.about, "Words of who or what")->type_name("WORDS");
  add_row_format_option(*command, options->format);
  set_examples(*command, "dragoman alarms --today 2016-04-10", "dragoman alarms --about FARC --format csv");
  command->callback([options, &status] { status = run(*options); });
}

}  // namespace dragoman::cli
