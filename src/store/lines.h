// Columns that keep a few values, one a line; the days of an entry.
#pragma once

#include <string>
#include <vector>

#include "times/days.h"

namespace dragoman::store {

std::string join_lines(const std::vector<std::string>& items);
std::vector<std::string> lines_of(const std::string& text);

// The days of an entry: those of its own date, else of the report's, else none.
times::Days days_or(const std::string& date, const std::string& published);

}  // namespace dragoman::store
