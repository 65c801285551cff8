// The commands that list rows of the store (events, quotes, actors): one shape, three kinds of row.
#pragma once

#include <memory>
#include <string>

#include "cli/command.h"
#include "cli/rows.h"

namespace dragoman::cli {

inline constexpr int kTableRows = 50;  // in a table when --limit is not given

struct ListOptions {
  std::shared_ptr<std::string> store;
  std::shared_ptr<store::Filter> filter;
  RowFormat format = RowFormat::Table;
  int limit = -1;  // not given
};

// Adds --store, the filters, --limit and --format.
std::shared_ptr<ListOptions> add_list_options(CLI::App& command, const std::string& type);

// Adds --format: table, jsonl or csv.
void add_row_format_option(CLI::App& command, RowFormat& format);

// Ends a list; says what was cut, or that nothing matched. The exit status.
template <class Row>
int finish_rows(Output& output, RowWriter<Row>& rows, bool cut) {
  if (rows.count() > 0 || rows.is_csv()) rows.finish();
  const int status = finish(output);
  if (status == kAllRead && rows.count() == 0)
    std::fprintf(stderr, "dragoman: nothing in the store matches\n");
  if (cut && rows.count() == kTableRows)
    std::fprintf(stderr, "dragoman: %d rows shown; --limit 0 shows all\n", kTableRows);
  return status;
}

template <class Row>
using Finder = Result<void> (*)(store::Store&,
                                const store::Filter&,
                                const std::function<bool(const Row&)>&);

// Writes what `find`, a Finder or a lambda like one, finds in an open store.
template <class Row, class Find>
int list_rows(const ListOptions& options, store::Store& opened, Find find, const View<Row>& view) {
  const bool cut = options.limit < 0 && options.format == RowFormat::Table;
  store::Filter filter = *options.filter;
  filter.limit = cut ? kTableRows : options.limit < 0 ? 0 : static_cast<std::size_t>(options.limit);

  Output output = Output::standard();
  const Screen screen = look_at(stdout);
  RowWriter<Row> rows(output, screen, options.format, view);
  auto found = find(opened, filter, [&](const Row& row) {
    rows.add(row);
    return !output.failed();
  });
  if (!found) return fail(found.error());
  return finish_rows(output, rows, cut);
}

template <class Row>
int run_list(const ListOptions& options, Finder<Row> find, const View<Row>& view) {
  auto opened = store::Store::open(*options.store, store::Store::Access::Read);
  if (!opened) return fail(opened.error());
  return list_rows(options, *opened, find, view);
}

}  // namespace dragoman::cli
