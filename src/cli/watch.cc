// dragoman watch: feeds and folders are looked after, what is new in them is read and stored.
#include <csignal>
#include <cstdio>
#include <optional>
#include <set>

#include <fmt/format.h>

#include "cli/brief.h"
#include "cli/command.h"
#include "cli/interrupt.h"
#include "cli/refresh.h"
#include "cli/terminal.h"
#include "cli/views.h"
#include "core/mapped_file.h"
#include "feeds/feed.h"
#include "store/feed_state.h"
#include "watch/watcher.h"

namespace dragoman::cli {
namespace {

struct Options {
  std::string list;
  std::string store = kDefaultStore;
  bool once = false, now = false, status = false, allow_private = false;
  std::string opml;
  std::string format;  // empty: not given
  std::shared_ptr<std::string> resources;
  std::shared_ptr<KnowledgeChoice> knowledge;
  std::shared_ptr<std::string> lexicon;
};

// ---- --status ----

struct StatusRow {
  watch::FeedSettings settings;
  store::FeedRow row;
};

// "2016-03-23T10:00:00Z" -> "2016-03-23 10:00".
std::string short_time(const std::string& utc) {
  return utc.size() < 16 ? std::string() : utc.substr(0, 10) + " " + utc.substr(11, 5);
}

std::string name_of(const StatusRow& s) {
  if (!s.settings.outlet.empty()) return s.settings.outlet;
  return s.row.title.empty() ? s.settings.url : s.row.title;
}

const View<StatusRow>& status_view() {
  using Row = StatusRow;
  static const View<Row> view{
      {{"feed", [](const Row& s) { return Json(name_of(s)); }},
       {"url", [](const Row& s) { return Json(s.settings.url); }},
       {"address", [](const Row& s) { return Json(s.row.address); }},
       {"state", [](const Row& s) { return Json(s.row.state); }},
       {"interval", [](const Row& s) { return Json(watch::duration_text(s.settings.interval)); }},
       {"last_try", [](const Row& s) { return Json(s.row.last_try); }},
       {"last_success", [](const Row& s) { return Json(s.row.last_success); }},
       {"next_due", [](const Row& s) { return Json(s.row.next_due); }},
       {"new", [](const Row& s) { return Json(s.row.last_new); }},
       {"reports", [](const Row& s) { return Json(s.row.reports); }},
       {"failures", [](const Row& s) { return Json(s.row.failures); }},
       {"error", [](const Row& s) { return Json(s.row.last_error); }}},
      {{"feed", name_of, true},
       {"state", [](const Row& s) { return s.row.state; }, false, false,
        [](const Row& s) {
          return s.row.state == "ok"    ? Paint::Cooperation
                 : s.row.state == "new" ? Paint::Plain
                                        : Paint::Conflict;
        }},
       {"last success", [](const Row& s) { return short_time(s.row.last_success); }},
       {"next due", [](const Row& s) { return short_time(s.row.next_due); }},
       {"new", [](const Row& s) { return std::to_string(s.row.last_new); }, false, true},
       {"reports", [](const Row& s) { return std::to_string(s.row.reports); }, false, true},
       {"errors", [](const Row& s) { return std::to_string(s.row.failures); }, false, true},
       {"last error", [](const Row& s) { return s.row.last_error; }, true, false, {}, true}}};
  return view;
}

int show_status(const watch::FeedList& list, const Options& options, RowFormat format) {
  auto store = store::Store::open(options.store, store::Store::Access::Read);
  if (!store) return fail(store.error());
  Output output = Output::standard();
  const Screen screen = look_at(stdout);
  RowWriter<StatusRow> rows(output, screen, format, status_view());
  for (const watch::FeedSettings& settings : list.feeds) {
    auto row = store::find_feed(store->database(), settings.url);
    if (!row) return fail(row.error());
    store::FeedRow never_asked;
    never_asked.url = never_asked.address = settings.url;
    rows.add({settings, row->value_or(never_asked)});
  }
  rows.finish();
  return finish(output);
}

// ---- --import-opml ----

int import_opml(const Options& options) {
  auto file = core::MappedFile::open(options.opml);
  if (!file) return fail(file.error());
  auto opml = feeds::parse_opml(file->bytes());
  if (!opml) return fail({opml.error().code, opml.error().message, options.opml});
  std::vector<std::string> notes = std::move(opml->notes);
  auto added = watch::add_feeds(options.list, opml->feeds, notes);
  for (const std::string& note : notes)
    std::fprintf(stderr, "dragoman: %s: %s\n", printable(options.opml).c_str(),
                 printable(note).c_str());
  if (!added) return fail(added.error());
  std::fprintf(stderr, "dragoman: %s: %zu of %zu feeds added, the others stood there already\n",
               printable(options.list).c_str(), *added, opml->feeds.size());
  return kAllRead;
}

// ---- watching ----

// "2016-03-23T10:00:00Z  Meridian Wire  Talks resume in Oslo  fc1a09e2c4ab00d1"
std::string line_of(const Record& record, std::int64_t revision) {
  const std::string title =
      record.title.empty() ? shorten(printable(record.text.substr(0, 200)), 70) : record.title;
  return fmt::format("{}  {}  {}  {}{}\n", record.published.empty() ? "undated" : record.published,
                     record.outlet.empty() ? record.uri : record.outlet, printable(title),
                     record.id.substr(0, 8),
                     revision > 1 ? fmt::format("  revision {}", revision) : "");
}

std::string rendered(const Record& record,
                     std::int64_t revision,
                     const std::string& format,
                     const Screen& screen) {
  if (format == "none") return {};
  if (format == "jsonl") return to_json(record) + "\n";
  if (format == "brief") return brief(record, screen);
  return line_of(record, revision);
}

watch::Listener listener_for(Output& output, const Screen& screen, const std::string& format) {
  const auto tell = [](const char* what, const std::string& text) {
    std::fprintf(stderr, "dragoman: %s%s\n", what, printable(text).c_str());
  };
  return {[&output, screen, format](const Record& record, std::int64_t revision) {
            output.write(rendered(record, revision, format, screen));
            std::fflush(stdout);  // who follows the output waits for it
          },
          [tell](const std::string& note) { tell("", note); },
          [tell](const Error& error) { tell("failed: ", error.describe()); }};
}

int watch_feeds(watch::FeedList list, const Options& options) {
  auto store = store::Store::open(options.store, store::Store::Access::Write, writing_options());
  if (!store) return fail(store.error());
  auto engine = load_engine(*options.resources, *options.knowledge, *options.lexicon);
  if (!engine) return fail(engine.error());
  list_left_out((*engine)->left_out());
  watch_signals();
  list.fetch.allow_private = list.fetch.allow_private || options.allow_private;
  Output output = Output::standard();
  watch::Listener listener =
      listener_for(output, look_at(stdout), options.format.empty() ? "line" : options.format);
  listener.refreshed = [&store, &options] { ask_alerts(*store, options.store); };
  watch::Watcher watcher(
      list, *engine, *store, std::move(listener),
      [&output] { return signal_seen() != 0 || output.failed(); });
  const auto done = watcher.run({.once = options.once, .all = options.now});
  const watch::Counts& counts = watcher.counts();
  std::fprintf(stderr,
               "dragoman: %zu feeds asked, %zu unchanged; %zu new reports, %zu revisions, %zu "
               "failures\n",
               counts.feeds, counts.unchanged, counts.reports, counts.revisions, counts.failures);
  const int written = finish(output);
  if (!done) return fail(done.error());
  if (written != kAllRead) return written;
  // Without --once a signal is the ordinary end.
  if (options.once && signal_seen() != 0) return kSignal + signal_seen();
  return options.once && counts.failures > 0 ? kSomeRejected : kAllRead;
}

int run(const Options& options) {
  static const std::map<std::string, RowFormat> kTables = {{"", RowFormat::Table},
                                                           {"table", RowFormat::Table},
                                                           {"jsonl", RowFormat::Jsonl},
                                                           {"csv", RowFormat::Csv}};
  static const std::set<std::string> kReports = {"", "line", "brief", "jsonl", "none"};
  const auto table = kTables.find(options.format);
  if (options.status ? table == kTables.end() : !kReports.contains(options.format)) {
    return fail({ErrorCode::BadArgument,
                 "--format " + options.format + ": expected " +
                     (options.status ? "table, jsonl or csv" : "line, brief, jsonl or none"),
                 ""});
  }
  if (!options.opml.empty()) return import_opml(options);
  auto list = watch::read_feed_list(options.list);
  if (!list) return fail(list.error());
  if (options.status) return show_status(*list, options, table->second);
  if (list->feeds.empty() && list->folders.empty())
    return fail({ErrorCode::EmptyInput, "no [[feed]] and no [[folder]]", options.list});
  return watch_feeds(std::move(*list), options);
}

}  // namespace

void add_watch(CLI::App& app, int& status) {
  auto options = std::make_shared<Options>();
  CLI::App* command = app.add_subcommand(
      "watch", "Look after feeds and folders: read what is new in them into the store");
  command->add_option("LIST", options->list, "List of feeds and folders, TOML")
      ->type_name("FILE")
      ->required();
  command->add_flag("--once", options->once,
                    "Ask the feeds that are due, look at the folders, and end (for cron)");
  command->add_flag("--now", options->now,
                    "With --once: all feeds, also those that are not due, or dead");
  command->add_flag("--status", options->status, "Show how each feed fares, and end");
  command
      ->add_option("--import-opml", options->opml,
                   "Add the feeds of an OPML file to the list, and end")
      ->type_name("FILE");
  command->add_option("--store", options->store, "Store file")
      ->type_name("FILE")
      ->capture_default_str();
  command
      ->add_option("--format", options->format,
                   "Of reports: line (default), brief, jsonl or none; of --status: table "
                   "(default), jsonl or csv")
      ->type_name("FORMAT");
  command->add_flag("--allow-private", options->allow_private,
                    "Fetch also from addresses of this machine and its network");
  options->resources = add_resources_option(*command);
  options->knowledge = add_knowledge_options(*command);
  options->lexicon = add_lexicon_option(*command);
  set_examples(*command, "dragoman watch feeds.toml --once", "dragoman watch feeds.toml --status");
  command->callback([options, &status] { status = run(*options); });
}

}  // namespace dragoman::cli
