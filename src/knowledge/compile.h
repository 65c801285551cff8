// Turns the fact tables of knowledge/ into the bytes of a compiled knowledge base.
//
// Tables are tab-separated text (docs/formats/knowledge.md): comments, one header line that names
// the columns, then rows. Several tables make one base; tables marked "# fill: yes" only add what
// others lack.
#pragma once

#include <cstddef>
#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "dragoman/result.h"

namespace dragoman::knowledge {

struct SourceTable {
  std::string name;  // as receipts show it, "knowledge/officials.tsv"
  std::string text;  // UTF-8
};

struct CompileOptions {
  bool lenient = false;  // leave out broken rows (they are listed) instead of failing at the first
};

struct CompileReport {
  std::map<std::string, std::size_t> rows;  // per table
  std::size_t entries = 0, terms = 0, aliases = 0, places = 0, place_names = 0, roles = 0;
  std::size_t given_names = 0;
  std::vector<Error> rejected;  // lenient only
};

// The bytes for KnowledgeBase::from_bytes or a file. Deterministic in tables and their order. Fails
// with BadFormat; `where` is file:line:column and the message says what was expected.
Result<std::string> compile_tables(const std::vector<SourceTable>& tables,
                                   const CompileOptions& options,
                                   CompileReport& report);

// Reads every *.tsv and *.tsv.gz of a folder, sorted by name; names get the prefix "knowledge/".
Result<std::vector<SourceTable>> read_tables(const std::filesystem::path& folder);

}  // namespace dragoman::knowledge
