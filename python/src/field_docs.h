// What the fields of a record are, in a few words: docstrings in Python, descriptions of Arrow
// columns.
#pragma once

#include <string_view>

namespace dragoman::python {

// "" for a field that is not described; a test finds those.
const char* field_doc(std::string_view of, std::string_view key);
const char* struct_doc(std::string_view name);

}  // namespace dragoman::python
