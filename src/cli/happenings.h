// What the commands on happenings share.
#pragma once

#include "cli/command.h"
#include "stories/happenings.h"

namespace dragoman::cli {

// Adds --as-of and --clock.
std::shared_ptr<stories::AsOf> add_as_of_options(CLI::App& command);

// "reported by 3 outlets, 2 independent origins, in 5 reports"
std::string reporters_of(const stories::Happening& happening);
// "2016-04-01", "2016-04-01..2016-04-07"; "about 2016-04-01" for the day of an undated report.
std::string days_of(const stories::Happening& happening);
// "Damascus, SYR"; empty for none.
std::string place_of(const stories::Happening& happening);

}  // namespace dragoman::cli
