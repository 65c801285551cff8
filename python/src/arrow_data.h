// The Arrow C data interface (https://arrow.apache.org/docs/format/CDataInterface.html), as its
// specification gives it, and columns that are built here and handed over without copying.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

extern "C" {
struct ArrowSchema {
  const char* format;
  const char* name;
  const char* metadata;
  std::int64_t flags;
  std::int64_t n_children;
  struct ArrowSchema** children;
  struct ArrowSchema* dictionary;
  void (*release)(struct ArrowSchema*);
  void* private_data;
};
struct ArrowArray {
  std::int64_t length;
  std::int64_t null_count;
  std::int64_t offset;
  std::int64_t n_buffers;
  std::int64_t n_children;
  const void** buffers;
  struct ArrowArray** children;
  struct ArrowArray* dictionary;
  void (*release)(struct ArrowArray*);
  void* private_data;
};
struct ArrowArrayStream {
  int (*get_schema)(struct ArrowArrayStream*, struct ArrowSchema* out);
  int (*get_next)(struct ArrowArrayStream*, struct ArrowArray* out);
  const char* (*get_last_error)(struct ArrowArrayStream*);
  void (*release)(struct ArrowArrayStream*);
  void* private_data;
};
}

namespace dragoman::python {

// One column under construction, with its children. `format` is one of those of the interface: "u"
// text, "i" 32-bit integer, "g" double, "b" truth value, "+l" list, "+s" struct.
struct Column {
  std::string name, format, description;
  std::int64_t length = 0, nulls = 0;
  std::vector<std::uint8_t> valid;    // a bit each; empty as long as nothing is null
  std::vector<std::int32_t> offsets;  // of texts and lists: length + 1
  std::vector<std::uint8_t> values;
  std::vector<Column> children;

  Column(std::string column_name, std::string column_format, std::string column_description);

  void add_null();
  void add_text(std::string_view text);
  void add_integer(std::int32_t value);
  void add_double(double value);
  void add_bool(bool value);
  // Behind the entries of a list, or the children of a struct.
  void end_list();
  void end_struct();
  bool is_struct() const { return format == "+s"; }

 private:
  void add_bit(std::vector<std::uint8_t>& bits, bool bit) const;
  void end_value(bool is_valid);
};

// Batches of rows with one shape; each is a struct column without nulls.
struct Batches {
  Column shape{"", "+s", ""};
  std::vector<std::shared_ptr<const Column>> batches;
  std::int64_t rows() const;
};

// Fills `out`; what it hands out keeps the columns alive.
void export_stream(std::shared_ptr<const Batches> batches, ArrowArrayStream* out);

}  // namespace dragoman::python
