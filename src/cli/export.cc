// dragoman export: everything of one kind in the store, for other programs; with --profile in a format
// that they already read (export_profile.cc).
#include "cli/command.h"
#include "cli/export_profile.h"
#include "cli/views.h"
#include "store/corrections.h"

namespace dragoman::cli {
namespace {

struct Options {
  std::shared_ptr<std::string> store;
  std::shared_ptr<store::Filter> filter;
  bool machine = false;
  std::string what = "events";
  std::string format;
  std::string path = "-";
  ProfileOptions profile;
};

template <class Row, class Find>
Result<void> write_rows(
    store::Store& store, const Options& options, Output& output, const View<Row>& view, Find find) {
  const Screen screen;
  RowWriter<Row> rows(output, screen, options.format == "csv" ? RowFormat::Csv : RowFormat::Jsonl,
                      view);
  return find(store, *options.filter, [&](const Row& row) {
    rows.add(row);
    return !output.failed();
  });
}

// Which records are meant: corrected, or as the machine wrote them.
auto find_records_of(const Options& options) {
  return options.machine ? store::find_records : store::find_corrected_records;
}

Result<void> write_records(store::Store& store, const Options& options, Output& output) {
  if (options.format == "jsonl") {
    return find_records_of(options)(store, *options.filter, [&output](const std::string& json) {
      output.write(json + "\n");
      return !output.failed();
    });
  }
  return write_rows(store, options, output, record_view(),
                    [&options](store::Store& from, const store::Filter& filter,
                       const std::function<bool(const Record&)>& each) {
                      return find_records_of(options)(from, filter, [&each](const std::string& json) {
                        auto record = record_from_json(json);
                        return record ? each(*record) : true;
                      });
                    });
}

Result<void> write_all(store::Store& store, const Options& options, Output& output) {
  if (options.what == "events")
    return write_rows(store, options, output, event_view(), store::find_events);
  if (options.what == "statements")
    return write_rows(store, options, output, statement_view(), store::find_statements);
  if (options.what == "actors")
    return write_rows(store, options, output, actor_view(), store::find_actors);
  return write_records(store, options, output);
}

int run(const Options& options) {
  if (!options.profile.name.empty())
    return export_profile(options.profile, *options.store, *options.filter, options.path);
  if (options.format.empty())
    return fail({ErrorCode::BadArgument, "--format or --profile is needed", ""});
  if (options.what != "statements" &&
      !(options.filter->speaker.empty() && options.filter->about.empty() &&
        options.filter->source_type.empty())) {
    return fail({ErrorCode::BadArgument,
                 "--speaker, --about and --source-type filter statements; add --what statements",
                 ""});
  }
  if (options.what == "records" && !options.filter->type.empty()) {
    return fail({ErrorCode::BadArgument, "--type does not apply to records", ""});
  }
  auto store = store::Store::open(*options.store, store::Store::Access::Read);
  if (!store) return fail(store.error());
  auto output = Output::to(options.path);
  if (!output) return fail(output.error());
  if (options.profile.style.bom && options.format == "csv") output->write(kByteOrderMark);
  if (auto done = write_all(*store, options, *output); !done) return fail(done.error());
  return finish(*output);
}

}  // namespace

void add_export(CLI::App& app, int& status) {
  auto options = std::make_shared<Options>();
  CLI::App* command = app.add_subcommand(
      "export", "Write events, statements, actors or whole records as CSV or JSON Lines");
  options->store = add_store_option(*command);
  command->add_option("--format", options->format, "csv or jsonl")
      ->check(CLI::IsMember({"csv", "jsonl"}))
      ->type_name("FORMAT");
  command->add_option("--what", options->what, "events, statements, actors or records")
      ->check(CLI::IsMember({"events", "statements", "actors", "records"}))
      ->type_name("KIND")
      ->capture_default_str();
  command->add_option("-o,--output", options->path, "File to write (default: standard output)")
      ->type_name("FILE");
  add_profile_options(*command, options->profile);
  options->filter = add_filter_options(*command, "As for the commands events, quotes and actors");
  add_statement_filters(*command, options->filter);
  command->add_flag("--machine", options->machine, "Records as the machine wrote them, without corrections");
  set_examples(*command, "dragoman export --format csv --what events --since 2016 -o events.csv",
               "dragoman export --profile icews --since 2016 -o icews.tsv --descriptor datapackage.json");
  command->callback([options, &status] { status = run(*options); });
}

}  // namespace dragoman::cli
