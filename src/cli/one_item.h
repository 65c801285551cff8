// What `extract` and `code` print of one item: for these commands and for the Python module.
#pragma once

#include <string>

#include "dragoman/engine.h"
#include "dragoman/report.h"
#include "dragoman/result.h"

#include "cli/rows.h"
#include "pipeline/read_report.h"

namespace dragoman::cli {

// The article of a page with the source of each value: what `dragoman extract --format json` prints.
Json article_json(const Report& report);

// The line of `dragoman code` for one line of its input (docs/formats/pairs.md), with its line end.
// `where` goes into errors.
Result<std::string> code_line(const pipeline::Resources& resources,
                              Reader& reader,
                              const std::string& line,
                              const std::string& where);

}  // namespace dragoman::cli
