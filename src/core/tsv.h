// Tab-separated lexicon files: the one reader for all rooms, with file:line:column in its errors.
//
// Lines are UTF-8; '#' at the start of a line begins a comment, blank lines are passed over. Every
// other line has the same number of fields; spaces around a field are taken off.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "dragoman/result.h"

namespace dragoman::core {

struct TsvRow {
  std::size_t line = 0;  // from 1
  std::vector<std::string> fields;
  std::vector<std::size_t> columns;  // where each field begins, from 1, in bytes
};

struct TsvFile {
  std::string path;
  std::vector<TsvRow> rows;

  // A BadFormat error at a field: "path:line:column: message".
  Error error(const TsvRow& row, std::size_t field, std::string message) const;
};

// Fails with NotFound, NotReadable, or BadFormat when a line has fewer than `least` or more than
// `most` fields.
Result<TsvFile> read_tsv(const std::string& path, std::size_t least, std::size_t most);

// "a, b,c" -> {"a", "b", "c"}; empty parts are left out.
std::vector<std::string> split_list(const std::string& field, char separator = ',');

}  // namespace dragoman::core
