// dragoman files: the files of processes that the store keeps.
#include "cli/command.h"
#include "cli/list.h"
#include "cli/open_store.h"
#include "cli/rows.h"
#include "cli/views.h"
#include "dossiers/dossier_json.h"
#include "dossiers/find_dossiers.h"

namespace dragoman::cli {
namespace {

using dossiers::DossierRow;

struct Options {
  std::shared_ptr<std::string> store;
  std::string rules;
  dossiers::DossierFilter filter;
  RowFormat format = RowFormat::Table;
  int limit = -1;  // not given
};

std::string joined(const std::vector<std::string>& list) {
  std::string out;
  for (const std::string& item : list) out += (out.empty() ? "" : ", ") + item;
  return out;
}

}  // namespace

const View<DossierRow>& dossier_view() {
  using Row = DossierRow;
  static const View<Row> view{
      dossiers::dossier_fields(),
      {{"name", [](const Row& d) { return d.name; }, true},
       {"kind", [](const Row& d) { return d.kind; }},
       {"on", [](const Row& d) { return d.country; }},
       {"parties", [](const Row& d) { return joined(d.parties); }, true},
       {"state", [](const Row& d) { return d.state; }, true},
       {"last report", [](const Row& d) { return d.last_day; }},
       {"reports", [](const Row& d) { return std::to_string(d.reports); }, false, true},
       {"id", [](const Row& d) { return d.id; }}}};
  return view;
}

namespace {

int run(const Options& options) {
  auto store = open_refreshed(*options.store, options.rules);
  if (!store) return fail(store.error());
  const bool cut = options.limit < 0 && options.format == RowFormat::Table;
  dossiers::DossierFilter filter = options.filter;
  filter.limit = cut ? kTableRows : options.limit < 0 ? 0 : static_cast<std::size_t>(options.limit);
  Output output = Output::standard();
  const Screen screen = look_at(stdout);
  RowWriter<DossierRow> rows(output, screen, options.format, dossier_view());
  auto done = dossiers::list_dossiers(*store, filter, [&](const DossierRow& row) {
    rows.add(row);
    return !output.failed();
  });
  if (!done) return fail(done.error());
  return finish_rows(output, rows, cut);
}

}  // namespace

void add_files(CLI::App& app, int& status) {
  auto options = std::make_shared<Options>();
  CLI::App* command = app.add_subcommand("files",
                                         "List the processes that reports speak of (talks, "
                                         "ceasefires, aid, missions): where they stand");
  options->store = add_store_option(*command);
  add_processes_option(*command, options->rules);
  command->add_option("--kind", options->filter.kind, "talks, ceasefire, aid or mission")
      ->check(CLI::IsMember({"talks", "ceasefire", "aid", "mission"}))
      ->type_name("KIND");
  command->add_option("--country", options->filter.country, "The country that it is about, as SYR")
      ->type_name("CODE");
  command->add_option("--party", options->filter.party, "Words of a party's name")
      ->type_name("NAME");
  command->add_option("--name", options->filter.name, "Words of the process' name")
      ->type_name("NAME");
  command->add_option("--since", options->filter.since, "Reported on this day or later")
      ->type_name("DAY");
  command
      ->add_option("--limit", options->limit,
                   "At most so many rows; 0 for all (default: 50 in a table, else all)")
      ->check(CLI::NonNegativeNumber)
      ->type_name("N");
  add_row_format_option(*command, options->format);
  set_examples(*command, "dragoman files --kind talks",
               "dragoman files --country SYR --format jsonl");
  command->callback([options, &status] { status = run(*options); });
}

}  // namespace dragoman::cli
