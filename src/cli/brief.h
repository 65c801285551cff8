// The record of one report as a person reads it at a glance: who said what, who did what, what is
// next.
#pragma once

#include <string>

#include "dragoman/record.h"

#include "cli/terminal.h"

namespace dragoman::cli {

// A few lines that end with an empty one. What is left out is counted.
std::string brief(const Record& record, const Screen& screen);

}  // namespace dragoman::cli
