// Our SQL as PostgreSQL writes it.
#pragma once

#include <string>
#include <string_view>

namespace dragoman::store {

// One or more statements. What is translated, outside strings, quoted names and comments:
//   ?, ?2                  $1, $2
//   INTEGER, REAL          BIGINT, DOUBLE PRECISION: of the width that SQLite gives them
//   INTEGER PRIMARY KEY    counts up by itself
//   TEXT in a definition   of a table compares by bytes (COLLATE "C"), as SQLite does
//   WITHOUT ROWID          is left out
//   char(10), instr(a, b)  chr(10), strpos(a, b)
// Types and WITHOUT ROWID are to be written in capitals; the same words in small letters are names.
struct Translated {
  std::string sql;
  int parameters = 0;  // the highest
};
Translated to_postgresql(std::string_view sql);

}  // namespace dragoman::store
