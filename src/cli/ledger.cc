// dragoman ledger: what was pledged or asked over all reports, and what became of it.
// dragoman pledge: one entry of it, with its history.
#include "ledger/ledger.h"

#include <utility>

#include <fmt/format.h>

#include "cli/command.h"
#include "cli/list.h"
#include "cli/open_store.h"
#include "cli/rows.h"
#include "cli/views.h"
#include "ledger/ledger_json.h"

namespace dragoman::cli {
namespace {

using ledger::Entry;
using ledger::Evidence;
using ledger::Party;

struct Options {
  std::shared_ptr<std::string> store;
  RowFormat format = RowFormat::Table;
  ledger::Query query;
  std::string due, status, today;
  int limit = -1;
  std::string id;
};

std::string list_of(const std::vector<Party>& parties) {
  std::string out;
  for (const Party& party : parties) out += (out.empty() ? "" : ", ") + party.name;
  return out;
}
std::string status_of(const Entry& entry) {
  return std::string(ledger::to_string(entry.status)) + (entry.late ? ", late" : "");
}
Paint paint_of_status(const Entry& entry) {
  using ledger::Status;
  switch (entry.status) {
    case Status::Kept:
      return Paint::Cooperation;
    case Status::Broken:
    case Status::Overdue:
      return Paint::Conflict;
    case Status::Due:
    case Status::Disputed:
      return Paint::Warning;
    default:
      return Paint::Plain;
  }
}

}  // namespace

const View<Entry>& entry_view() {
  using Row = Entry;
  static const View<Row> view{
      ledger::entry_fields(),
      {{"due", [](const Row& e) { return e.due_day; }},
       {"status", [](const Row& e) { return status_of(e); }, false, false, paint_of_status},
       {"by", [](const Row& e) { return list_of(e.by); }, true},
       {"what", [](const Row& e) { return e.what; }, true},
       {"asked by", [](const Row& e) { return list_of(e.from); }, true, false, {}, true},
       {"given", [](const Row& e) { return e.given; }},
       {"reports", [](const Row& e) { return std::to_string(e.reports); }, false, true},
       {"id", [](const Row& e) { return e.id.substr(0, 8); }}}};
  return view;
}

namespace {

// "14d", "3w", "2m": days.
std::optional<int> days_of(const std::string& text) {
  int number = 0;
  std::size_t at = 0;
  while (at < text.size() && text[at] >= '0' && text[at] <= '9' && number < 100000)
    number = number * 10 + (text[at++] - '0');
  if (at == 0 || at + 1 < text.size()) return std::nullopt;
  const char unit = at < text.size() ? text[at] : 'd';
  if (unit == 'd') return number;
  if (unit == 'w') return number * 7;
  if (unit == 'm') return number * 30;
  return std::nullopt;
}

// Fills the query from what was typed.
Result<void> read_options(Options& options) {
  auto today = today_of(options.today);
  if (!today) return today.error();
  options.query.today = std::move(*today);
  if (!options.due.empty()) {
    const auto days = days_of(options.due);
    if (!days) {
      return make_error(
          ErrorCode::BadArgument,
          "--due '" + options.due + "': expected days, weeks or months as 14d, 3w, 2m");
    }
    options.query.due_days = *days;
    options.query.due_only = true;
  }
  if (options.status.empty() || options.status == "all") {
    options.query.vague |= options.status == "all";
    return {};
  }
  options.query.status = ledger::parse_status(options.status);
  return {};
}

int run_ledger(Options options) {
  if (auto done = read_options(options); !done) return fail(done.error());
  auto store = open_refreshed(*options.store);
  if (!store) return fail(store.error());
  const bool cut = options.limit < 0 && options.format == RowFormat::Table;
  options.query.limit = cut                 ? std::size_t{kTableRows}
                        : options.limit < 0 ? 0
                                            : static_cast<std::size_t>(options.limit);
  Output output = Output::standard();
  RowWriter<Entry> rows(output, look_at(stdout), options.format, entry_view());
  auto found = ledger::find_entries(*store, options.query, [&](const Entry& entry) {
    rows.add(entry);
    return !output.failed();
  });
  if (!found) return fail(found.error());
  return finish_rows(output, rows, cut);
}

int run_pledge(Options options) {
  if (auto done = read_options(options); !done) return fail(done.error());
  auto store = open_refreshed(*options.store);
  if (!store) return fail(store.error());
  auto entry = ledger::entry(*store, options.id, options.query.today);
  if (!entry) return fail(entry.error());
  Output output = Output::standard();
  const Screen screen = look_at(stdout);
  if (options.format == RowFormat::Jsonl) {
    RowWriter<Entry> rows(output, screen, options.format, entry_view());
    rows.add(*entry);
    rows.finish();
    return finish(output);
  }
  const auto line = [&](const char* label, const std::string& text) {
    if (text.empty()) return;
    constexpr std::size_t kLabel = 10;
    output.write(screen.paint(Paint::Bold, pad(label, kLabel)) +
                 wrap(printable(text), screen.width, kLabel, kLabel) + "\n");
  };
  line("who", list_of(entry->by));
  line("what", entry->what);
  line("asked by", list_of(entry->from));
  line("to", list_of(entry->to));
  line("given", entry->given);
  line("due", entry->due);
  line("status", status_of(*entry));
  line("told by", fmt::format("{} report{}, {} outlet{}, {} independent origin{}", entry->reports,
                              entry->reports == 1 ? "" : "s", entry->outlets,
                              entry->outlets == 1 ? "" : "s", entry->origins,
                              entry->origins == 1 ? "" : "s"));
  for (const auto& [title, rows] :
       {std::pair("pledged", &entry->pledged), std::pair("since then", &entry->evidence)}) {
    if (rows->empty()) continue;
    output.write("\n" + screen.paint(Paint::Heading, title) + "\n");
    for (const Evidence& e : *rows) {
      const std::string said = e.speaker.empty() ? "" : ", on the word of " + e.speaker;
      output.write(wrap(printable(fmt::format(
                            "{}  {}: \"{}\"{} [{}, {}; {} {}]", e.day.empty() ? e.published : e.day,
                            e.outcome, e.what, said, e.outlet, e.published, e.report, e.entry)),
                        screen.width, 0, 2) +
                   "\n");
    }
  }
  return finish(output);
}

void add_common(CLI::App& command, Options& options) {
  options.store = add_store_option(command);
  command.add_option("--today", options.today, "The day of asking (default: today)")
      ->type_name("DAY");
}

}  // namespace

void add_ledger(CLI::App& app, int& status) {
  auto options = std::make_shared<Options>();
  CLI::App* command = app.add_subcommand(
      "ledger",
      "List what was pledged or asked, and what became of it: kept, broken, due, overdue");
  add_common(*command, *options);
  command
      ->add_option("--due", options->due,
                   "Only what is due within so long, or overdue: 14d, 3w, 2m")
      ->type_name("TIME");
  command
      ->add_option("--by", options->query.by, "Words of a name, or a code, of who pledged or asked")
      ->type_name("NAME");
  command
      ->add_option("--to", options->query.to, "Words of a name, or a code, of whom it was given to")
      ->type_name("NAME");
  command->add_option("--about", options->query.about, "Words in what was pledged")
      ->type_name("WORDS");
  command
      ->add_option("--status", options->status,
                   "open, due, overdue, kept, broken, renegotiated, disputed; or all, with those "
                   "too vague to tell")
      ->check(CLI::IsMember(
          {"open", "due", "overdue", "kept", "broken", "renegotiated", "disputed", "all"}))
      ->type_name("STATUS");
  command->add_option("--limit", options->limit, "At most so many rows; 0 for all")
      ->check(CLI::NonNegativeNumber);
  add_row_format_option(*command, options->format);
  set_examples(*command, "dragoman ledger --due 14d --today 2016-03-20",
               "dragoman ledger --by FARC --status broken");
  command->callback([options, &status] { status = run_ledger(*options); });
}

void add_pledge(CLI::App& app, int& status) {
  auto options = std::make_shared<Options>();
  CLI::App* command = app.add_subcommand("pledge", "Show one entry of the ledger with its history");
  add_common(*command, *options);
  command->add_option("ID", options->id, "Id of the entry, or its first digits")->required();
  add_row_format_option(*command, options->format);
  set_examples(*command, "dragoman pledge 3fa21c08", "dragoman pledge 3fa21c08 --format jsonl");
  command->callback([options, &status] { status = run_pledge(*options); });
}

}  // namespace dragoman::cli
