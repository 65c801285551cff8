// dragoman-kb-compile FOLDER OUTPUT [--lenient]: compiles the tables of a folder into one file.

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>
#include <system_error>

#include "knowledge/compile.h"
#include "knowledge/knowledge_base.h"

int main(int argc, char** argv) {
  using namespace dragoman;
  std::vector<std::string> paths;
  knowledge::CompileOptions options;
  for (int i = 1; i < argc; ++i) {
    if (std::string_view(argv[i]) == "--lenient") {
      options.lenient = true;
    } else {
      paths.emplace_back(argv[i]);
    }
  }
  if (paths.size() != 2 || paths[0].starts_with("--")) {
    std::fprintf(stderr, "usage: dragoman-kb-compile FOLDER OUTPUT [--lenient]\n");
    return 2;
  }
  const auto fail = [](const Error& error) {
    std::fprintf(stderr, "dragoman-kb-compile: %s\n", error.describe().c_str());
    return 2;
  };
  auto tables = knowledge::read_tables(paths[0]);
  if (!tables) return fail(tables.error());
  knowledge::CompileReport report;
  auto bytes = knowledge::compile_tables(*tables, options, report);
  if (!bytes) return fail(bytes.error());

  // Written beside the target and renamed, so that a reader never maps half a file.
  const std::string part = paths[1] + ".part";
  std::ofstream out(part, std::ios::binary);
  out << *bytes;
  out.close();
  std::error_code code;
  if (out) std::filesystem::rename(part, paths[1], code);
  if (!out || code)
    return fail(make_error(ErrorCode::NotWritable, "cannot write the output", paths[1]));
  auto check = knowledge::KnowledgeBase::load(paths[1]);
  if (!check) return fail(check.error());

  for (const auto& [name, rows] : report.rows) std::printf("%8zu rows  %s\n", rows, name.c_str());
  std::printf(
      "%zu entries, %zu terms, %zu aliases, %zu places with %zu names, %zu roles, %zu given names; "
      "%.1f MB\n",
      report.entries, report.terms, report.aliases, report.places, report.place_names, report.roles,
      report.given_names, static_cast<double>(bytes->size()) / 1e6);
  for (const Error& error : report.rejected)
    std::fprintf(stderr, "left out: %s\n", error.describe().c_str());
  return report.rejected.empty() ? 0 : 1;
}
