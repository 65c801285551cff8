// Turns the fact tables of knowledge/ into the bytes of a compiled knowledge base.
//
// Tables are tab-separated text (docs/formats/knowledge.md): comments, one header line that names
// the columns, then rows. Several tables make one base; tables marked "# fill: yes" only add what
// others lack.
//
// Tables can also be laid over a compiled base. Such an overlay holds its own entries and, of those
// it adds to, a whole copy, so that a look-up never has to join two halves of one entry.
#pragma once

#include <cstddef>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "dragoman/result.h"

#include "knowledge/knowledge_base.h"

namespace dragoman::knowledge {

struct SourceTable {
  std::string name;       // as receipts show it, "knowledge/officials.tsv"
  std::string text;       // UTF-8
  std::string path = {};  // as errors show it; empty: as name
};

struct CompileOptions {
  // Leave out broken rows and tables (they are listed) instead of failing at the first.
  bool lenient = false;
  bool audit = false;  // look for contradictions between rows as well (audit.h)
};

struct CompileReport {
  std::map<std::string, std::size_t> rows;  // per table
  std::size_t entries = 0, terms = 0, aliases = 0, places = 0, place_names = 0, roles = 0;
  std::size_t given_names = 0;
  std::vector<Error> rejected;  // lenient only
  std::vector<Error> findings;  // audit only: what is well formed and still not right
};

// The bytes for KnowledgeBase::from_bytes or a file. Deterministic in tables and their order. Fails
// with BadFormat; `where` is file:line:column and the message says what was expected.
Result<std::string> compile_tables(const std::vector<SourceTable>& tables,
                                   const CompileOptions& options,
                                   CompileReport& report);

// The same, laid over `base`, which has no overlay itself: rows add to its entries or, in tables
// with "# replace: yes", stand for them. For KnowledgeBase::with_overlay. Of two tables that tell
// the same, the later one counts. Costs milliseconds and several times the memory of the tables.
Result<std::string> compile_overlay(const std::vector<SourceTable>& tables,
                                    const KnowledgeBase& base,
                                    const CompileOptions& options,
                                    CompileReport& report);

// A file as it is, or every *.tsv and *.tsv.gz of a folder, sorted by name (none is no error).
Result<std::vector<std::filesystem::path>> list_tables(const std::filesystem::path& path);
// One table, named as its file. Fails with NotFound, NotReadable, or BadFormat (damaged gzip).
Result<SourceTable> read_table(const std::filesystem::path& path);
// All tables of a folder; names get the prefix "knowledge/".
Result<std::vector<SourceTable>> read_tables(const std::filesystem::path& folder);

std::optional<Kind> parse_kind(std::string_view text);
// Columns that a type of table may have; nullptr: there is no such type.
const std::vector<std::string_view>* table_columns(std::string_view type);
bool is_sector(std::string_view text);  // one of PLOVER's: "GOV"

}  // namespace dragoman::knowledge
