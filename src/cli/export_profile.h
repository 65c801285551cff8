// dragoman export --profile: the store in a format that other programs already read.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "cli/command.h"
#include "exports/profile.h"

namespace dragoman::cli {

inline constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

struct ProfileOptions {
  std::string name;  // empty: none
  exports::Style style;
  bool raw_formulas = false;
  bool dictionary = false;  // print the data dictionary instead
  std::string descriptor;   // file for a data package; empty: none
  std::shared_ptr<std::string> resources;
};

// Adds --profile and what goes with it.
void add_profile_options(CLI::App& command, ProfileOptions& options);

// Writes the records that match to `path`. The exit status.
int export_profile(const ProfileOptions& options,
                   const std::string& store,
                   const store::Filter& filter,
                   const std::string& path);

}  // namespace dragoman::cli
