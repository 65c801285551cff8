// What the subcommands share: registration, exit status, options that several have.
#pragma once

#include <CLI/CLI.hpp>
#include <memory>
#include <string>

#include "dragoman/engine.h"
#include "dragoman/error.h"

namespace dragoman::cli {

inline constexpr int kAllRead = 0;       // exit status
inline constexpr int kSomeRejected = 1;
inline constexpr int kUsageError = 2;    // usage or resource error; nothing was done

// Each adds one subcommand; its callback runs it and sets `status`.
void add_read(CLI::App& app, int& status);
void add_parse(CLI::App& app, int& status);
void add_version(CLI::App& app, int& status);
void add_all(CLI::App& app, int& status);

// Prints "dragoman: ..." on stderr and gives kUsageError.
int fail(const Error& error);

// Adds --resources. The string lives as long as the app.
std::shared_ptr<std::string> add_resources_option(CLI::App& command);

// "Examples:" with two lines, shown under --help.
void set_examples(CLI::App& command, const std::string& first, const std::string& second);

}  // namespace dragoman::cli
