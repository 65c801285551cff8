// Addresses of the web among the inputs of `read` and `extract`.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>

#include "intake/read_input.h"

namespace dragoman::cli {

struct FetchChoice {
  bool allow_private = false, ignore_robots = false;
};
// Adds --allow-private and --ignore-robots.
void add_fetch_options(CLI::App& command, FetchChoice& choice);

// Fetches the pages of addresses, one at a time; Ctrl-C ends that too.
intake::AddressReader address_reader(const FetchChoice& choice, std::size_t max_report_bytes);

}  // namespace dragoman::cli
