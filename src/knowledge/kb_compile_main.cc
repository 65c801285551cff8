// dragoman-kb-compile FOLDER OUTPUT [--lenient]: compiles the tables of a folder into one file.

#include <cstdio>
#include <string>
#include <string_view>
#include <vector>

#include "knowledge/compile.h"
#include "knowledge/knowledge_base.h"
#include "knowledge/table_file.h"

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

  if (auto written = knowledge::write_whole(paths[1], *bytes); !written)
    return fail(written.error());
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
