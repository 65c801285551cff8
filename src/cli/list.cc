#include "cli/list.h"

#include <map>

namespace dragoman::cli {

void add_row_format_option(CLI::App& command, RowFormat& format) {
  static const std::map<std::string, RowFormat> kFormats = {
      {"table", RowFormat::Table}, {"jsonl", RowFormat::Jsonl}, {"csv", RowFormat::Csv}};
  command.add_option("--format", format, "table, jsonl or csv")
      ->transform(CLI::CheckedTransformer(kFormats))
      ->type_name("FORMAT");
}

std::shared_ptr<ListOptions> add_list_options(CLI::App& command, const std::string& type) {
  auto options = std::make_shared<ListOptions>();
  options->store = add_store_option(command);
  options->filter = add_filter_options(command, type);
  command
      .add_option("--limit", options->limit,
                  "At most so many rows, the latest; 0 for all (default: 50 in a table, else all)")
      ->check(CLI::NonNegativeNumber)
      ->type_name("N");
  add_row_format_option(command, options->format);
  return options;
}

}  // namespace dragoman::cli
