#include "arrow_data.h"

#include <cstring>

namespace dragoman::python {

Column::Column(std::string column_name, std::string column_format, std::string column_description)
    : name(std::move(column_name)),
      format(std::move(column_format)),
      description(std::move(column_description)) {
  if (format == "u" || format == "+l") offsets.push_back(0);
}

void Column::add_bit(std::vector<std::uint8_t>& bits, bool bit) const {
  const auto at = static_cast<std::size_t>(length);
  if (bits.size() <= at / 8) bits.resize(at / 8 + 1, 0);
  if (bit) bits[at / 8] |= static_cast<std::uint8_t>(1u << (at % 8));
}

void Column::end_value(bool is_valid) {
  if (!is_valid && nulls++ == 0) {
    valid.assign(static_cast<std::size_t>(length) / 8 + 1, 0xff);
    valid.back() = static_cast<std::uint8_t>((1u << (length % 8)) - 1);
  }
  if (nulls > 0) add_bit(valid, is_valid);
  ++length;
}

void Column::add_null() {
  if (format == "u") {
    offsets.push_back(offsets.back());
  } else if (format == "+l") {
    offsets.push_back(static_cast<std::int32_t>(children[0].length));
  } else if (format == "i") {
    values.resize(values.size() + sizeof(std::int32_t));
  } else if (format == "g") {
    values.resize(values.size() + sizeof(double));
  } else if (format == "b") {
    add_bit(values, false);
  } else {
    for (Column& child : children) child.add_null();
  }
  end_value(false);
}

void Column::add_text(std::string_view text) {
  values.insert(values.end(), text.begin(), text.end());
  offsets.push_back(static_cast<std::int32_t>(values.size()));
  end_value(true);
}

namespace {

template <class T>
void append_bytes(std::vector<std::uint8_t>& to, T value) {
  const std::size_t at = to.size();
  to.resize(at + sizeof(T));
  std::memcpy(to.data() + at, &value, sizeof(T));
}

}  // namespace

void Column::add_integer(std::int32_t value) {
  append_bytes(values, value);
  end_value(true);
}
void Column::add_double(double value) {
  append_bytes(values, value);
  end_value(true);
}
void Column::add_bool(bool value) {
  add_bit(values, value);
  end_value(true);
}
void Column::end_list() {
  offsets.push_back(static_cast<std::int32_t>(children[0].length));
  end_value(true);
}
void Column::end_struct() {
  end_value(true);
}

std::int64_t Batches::rows() const {
  std::int64_t rows = 0;
  for (const auto& batch : batches) rows += batch->length;
  return rows;
}

namespace {

constexpr std::int64_t kNullable = 2;  // ARROW_FLAG_NULLABLE

// What an exported struct of either kind points to.
template <class Exported>
struct Holder {
  std::shared_ptr<const void> keep;
  std::vector<Exported> children;
  std::vector<Exported*> pointers;
  std::vector<const void*> buffers;
  std::string metadata;

  static void release(Exported* exported) {
    auto* holder = static_cast<Holder*>(exported->private_data);
    for (Exported& child : holder->children) {
      if (child.release != nullptr) child.release(&child);
    }
    delete holder;
    exported->release = nullptr;
  }

  // Makes room for the children; they are exported by the caller.
  void hand_to(Exported* out, std::size_t count) {
    children.resize(count);
    for (Exported& child : children) pointers.push_back(&child);
    out->n_children = static_cast<std::int64_t>(count);
    out->children = pointers.data();
    out->dictionary = nullptr;
    out->release = &release;
    out->private_data = this;
  }
};

void append_counted(std::string& to, std::string_view text) {
  const auto size = static_cast<std::int32_t>(text.size());
  to.append(reinterpret_cast<const char*>(&size), sizeof(size));
  to += text;
}

void export_schema(const Column& column,
                   const std::shared_ptr<const void>& keep,
                   ArrowSchema* out) {
  auto* holder = new Holder<ArrowSchema>{keep, {}, {}, {}, {}};
  out->format = column.format.c_str();
  out->name = column.name.c_str();
  out->metadata = nullptr;
  if (!column.description.empty()) {
    const std::int32_t pairs = 1;
    holder->metadata.append(reinterpret_cast<const char*>(&pairs), sizeof(pairs));
    append_counted(holder->metadata, "description");
    append_counted(holder->metadata, column.description);
    out->metadata = holder->metadata.data();
  }
  out->flags = kNullable;
  holder->hand_to(out, column.children.size());
  for (std::size_t i = 0; i < column.children.size(); ++i)
    export_schema(column.children[i], keep, &holder->children[i]);
}

void export_array(const Column& column, const std::shared_ptr<const void>& keep, ArrowArray* out) {
  auto* holder = new Holder<ArrowArray>{keep, {}, {}, {}, {}};
  holder->buffers.push_back(column.nulls == 0 ? nullptr : column.valid.data());
  if (column.format == "u" || column.format == "+l")
    holder->buffers.push_back(column.offsets.data());
  if (column.format == "u" || column.format == "i" || column.format == "g" || column.format == "b")
    holder->buffers.push_back(column.values.data());
  out->length = column.length;
  out->null_count = column.nulls;
  out->offset = 0;
  out->n_buffers = static_cast<std::int64_t>(holder->buffers.size());
  out->buffers = holder->buffers.data();
  holder->hand_to(out, column.children.size());
  for (std::size_t i = 0; i < column.children.size(); ++i)
    export_array(column.children[i], keep, &holder->children[i]);
}

struct Streaming {
  std::shared_ptr<const Batches> batches;
  std::size_t next = 0;
};

}  // namespace

void export_stream(std::shared_ptr<const Batches> batches, ArrowArrayStream* out) {
  out->private_data = new Streaming{std::move(batches)};
  out->get_schema = [](ArrowArrayStream* self, ArrowSchema* schema) {
    const auto& all = static_cast<Streaming*>(self->private_data)->batches;
    export_schema(all->shape, all, schema);
    return 0;
  };
  out->get_next = [](ArrowArrayStream* self, ArrowArray* array) {
    auto* stream = static_cast<Streaming*>(self->private_data);
    if (stream->next == stream->batches->batches.size()) {
      array->release = nullptr;
      return 0;
    }
    const auto& batch = stream->batches->batches[stream->next++];
    export_array(*batch, batch, array);
    return 0;
  };
  out->get_last_error = [](ArrowArrayStream*) -> const char* { return nullptr; };
  out->release = [](ArrowArrayStream* self) {
    delete static_cast<Streaming*>(self->private_data);
    self->release = nullptr;
  };
}

}  // namespace dragoman::python
