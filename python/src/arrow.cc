// Records as Arrow tables. "records" has a row for each report and its entries as lists of structs;
// the other tables have a row for each entry, behind columns that say which report it is of.
#include <algorithm>
#include <functional>
#include <thread>
#include <type_traits>

#include <nanobind/nanobind.h>
#include <nanobind/stl/shared_ptr.h>
#include <nanobind/stl/string.h>
#include <nanobind/stl/vector.h>

#include "arrow_data.h"
#include "bindings.h"
#include "failure.h"
#include "field_docs.h"
#include "record/fields.h"
#include "to_python.h"

namespace dragoman::python {

namespace nb = nanobind;

namespace {

// ---- the shape of a column, from the type of a field ----

template <class T>
Column shape_of(const std::string& name, const std::string& description);

class Shaper {
 public:
  Shaper(Column& parent, const char* of) : parent_(parent), of_(of) {}

  template <class F>
  void operator()(const std::string& key, F&) {
    parent_.children.push_back(shape_of<F>(key, field_doc(of_, key)));
  }
  void chain(std::vector<RecordHop>&) {
    parent_.children.push_back(
        shape_of<std::vector<std::string>>("chain", field_doc(of_, "chain")));
    parent_.children.push_back(shape_of<std::vector<std::optional<CodePointSpan>>>(
        "chain_spans", field_doc(of_, "chain_spans")));
    parent_.children.push_back(
        shape_of<std::vector<std::string>>("chain_kinds", field_doc(of_, "chain_kinds")));
  }

 private:
  Column& parent_;
  const char* of_;
};

template <class T>
struct IsVector : std::false_type {};
template <class T>
struct IsVector<std::vector<T>> : std::true_type {};
template <class T>
struct IsOptional : std::false_type {};
template <class T>
struct IsOptional<std::optional<T>> : std::true_type {};
using Pair = std::pair<std::string, std::string>;

template <class T>
Column shape_of(const std::string& name, const std::string& description) {
  if constexpr (IsOptional<T>::value) {
    return shape_of<typename T::value_type>(name, description);
  } else if constexpr (IsVector<T>::value) {
    Column list(name, "+l", description);
    list.children.push_back(shape_of<typename T::value_type>("item", ""));
    return list;
  } else if constexpr (IsStruct<T>) {
    Column shape(name, "+s", description);
    T sample{};
    Shaper shaper(shape, kClassName<T>);
    fields(shaper, sample);
    return shape;
  } else if constexpr (std::is_same_v<T, CodePointSpan>) {
    Column span(name, "+s", description);
    span.children = {Column("begin", "i", ""), Column("end", "i", "")};
    return span;
  } else if constexpr (std::is_same_v<T, Pair>) {
    Column pair(name, "+s", description);
    pair.children = {Column("key", "u", ""), Column("value", "u", "")};
    return pair;
  } else if constexpr (std::is_same_v<T, bool>) {
    return Column(name, "b", description);
  } else if constexpr (std::is_floating_point_v<T>) {
    return Column(name, "g", description);
  } else if constexpr (std::is_integral_v<T>) {
    return Column(name, "i", description);
  } else {
    return Column(name, "u", description);  // a text or a label
  }
}

// ---- filling it ----

template <class T>
void append(Column& to, const T& value);

class Filler {
 public:
  // Fills the children from the one with this number on.
  explicit Filler(Column& parent, std::size_t first = 0) : parent_(parent), next_(first) {}

  template <class F>
  void operator()(const char* key, F& field) {
    Column& column = parent_.children[next_++];
    if constexpr (std::is_same_v<F, int> || std::is_same_v<F, std::uint32_t>) {
      if (is_unknown(key, field)) return column.add_null();
    }
    append(column, field);
  }
  void chain(std::vector<RecordHop>& hops) {
    Column& names = parent_.children[next_++];
    Column& spans = parent_.children[next_++];
    Column& kinds = parent_.children[next_++];
    for (const RecordHop& hop : hops) {
      names.children[0].add_text(hop.who);
      append(spans.children[0], hop.span);
      append(kinds.children[0], hop.kind);
    }
    names.end_list(), spans.end_list(), kinds.end_list();
  }

 private:
  Column& parent_;
  std::size_t next_;
};

void append_text(Column& to, std::string_view text) {
  text.empty() ? to.add_null() : to.add_text(text);
}

template <class T>
void append(Column& to, const T& value) {
  if constexpr (IsOptional<T>::value) {
    value ? append(to, *value) : to.add_null();
  } else if constexpr (IsVector<T>::value) {
    for (const auto& entry : value) append(to.children[0], entry);
    to.end_list();
  } else if constexpr (IsStruct<T>) {
    Filler filler(to);
    fields(filler, const_cast<T&>(value));  // a Filler only reads
    to.end_struct();
  } else if constexpr (std::is_same_v<T, CodePointSpan>) {
    to.children[0].add_integer(static_cast<std::int32_t>(value.begin));
    to.children[1].add_integer(static_cast<std::int32_t>(value.end));
    to.end_struct();
  } else if constexpr (std::is_same_v<T, Pair>) {
    to.children[0].add_text(value.first);
    to.children[1].add_text(value.second);
    to.end_struct();
  } else if constexpr (std::is_same_v<T, bool>) {
    to.add_bool(value);
  } else if constexpr (std::is_floating_point_v<T>) {
    to.add_double(value);
  } else if constexpr (std::is_integral_v<T>) {
    to.add_integer(static_cast<std::int32_t>(value));
  } else if constexpr (std::is_enum_v<T>) {
    append_text(to, to_string(value));
  } else {
    append_text(to, value);
  }
}

// ---- tables ----

struct TableShape {
  Column shape;
  std::function<void(Column& batch, const Record& record)> add_rows;
};

template <class Entry>
TableShape entries_of(const std::vector<Entry> Record::*layer) {
  TableShape table{shape_of<Entry>("", ""), {}};
  // Which report an entry is of stands in front.
  for (const char* key : {"published", "outlet", "uri", "report"}) {
    table.shape.children.insert(
        table.shape.children.begin(),
        Column(key, "u",
               key == std::string("report") ? "id of the report" : field_doc("Record", key)));
  }
  table.add_rows = [layer](Column& batch, const Record& record) {
    for (const Entry& entry : record.*layer) {
      append_text(batch.children[0], record.id);
      append_text(batch.children[1], record.uri);
      append_text(batch.children[2], record.outlet);
      append_text(batch.children[3], record.published);
      Filler filler(batch, 4);
      fields(filler, const_cast<Entry&>(entry));
      batch.end_struct();
    }
  };
  return table;
}

TableShape table_named(const std::string& name) {
  if (name == "records") {
    return {shape_of<Record>("", ""),
            [](Column& batch, const Record& record) { append(batch, record); }};
  }
  if (name == "mentions") return entries_of(&Record::mentions);
  if (name == "actors") return entries_of(&Record::actors);
  if (name == "times") return entries_of(&Record::times);
  if (name == "places") return entries_of(&Record::places);
  if (name == "statements") return entries_of(&Record::statements);
  if (name == "events") return entries_of(&Record::events);
  if (name == "pledges") return entries_of(&Record::pledges);
  if (name == "fates") return entries_of(&Record::fates);
  if (name == "processes") return entries_of(&Record::processes);
  throw Failure(make_error(ErrorCode::BadArgument,
                           "no table '" + name +
                               "'; there are records, mentions, actors, times, places, statements, "
                               "events, pledges, fates and processes"));
}

// Texts of a column are addressed by 32 bits: a batch stays far below.
constexpr std::size_t kBatchRecords = 1024;

std::shared_ptr<Batches> make_batches(const std::vector<const Record*>& records,
                                      const std::string& name) {
  const TableShape table = table_named(name);
  auto out = std::make_shared<Batches>();
  out->shape = table.shape;
  const std::size_t count = (records.size() + kBatchRecords - 1) / kBatchRecords;
  out->batches.resize(count);
  const std::size_t threads = std::clamp<std::size_t>(std::thread::hardware_concurrency(), 1,
                                                      std::max<std::size_t>(count, 1));
  const auto fill = [&](std::size_t first) {
    for (std::size_t i = first; i < count; i += threads) {
      auto batch = std::make_shared<Column>(table.shape);
      const std::size_t end = std::min(records.size(), (i + 1) * kBatchRecords);
      for (std::size_t at = i * kBatchRecords; at < end; ++at) table.add_rows(*batch, *records[at]);
      out->batches[i] = std::move(batch);
    }
  };
  std::vector<std::jthread> workers;
  for (std::size_t i = 1; i < threads; ++i) workers.emplace_back(fill, i);
  fill(0);
  workers.clear();
  return out;
}

std::shared_ptr<Batches> to_table(const nb::list& given, const std::string& name) {
  std::vector<const Record*> records;
  records.reserve(given.size());
  for (nb::handle record : given) {
    if (!nb::isinstance<Record>(record)) {
      throw Failure(make_error(ErrorCode::BadArgument, "not a Record",
                               "item " + std::to_string(records.size() + 1)));
    }
    records.push_back(nb::inst_ptr<Record>(record));
  }
  const nb::gil_scoped_release release;
  return make_batches(records, name);
}

nb::object stream_of(const std::shared_ptr<Batches>& self, nb::handle) {
  auto* stream = new ArrowArrayStream;
  export_stream(self, stream);
  return nb::steal(PyCapsule_New(stream, "arrow_array_stream", [](PyObject* capsule) {
    auto* left =
        static_cast<ArrowArrayStream*>(PyCapsule_GetPointer(capsule, "arrow_array_stream"));
    if (left->release != nullptr) left->release(left);
    delete left;
  }));
}

}  // namespace

void add_arrow(nb::module_& module) {
  nb::class_<Batches>(module, "Table",
                      "Rows in columns, for whoever takes the Arrow C stream interface.")
      .def(
          "__arrow_c_stream__", &stream_of, nb::arg("requested_schema") = nb::none(),
          nb::sig("def __arrow_c_stream__(self, requested_schema: object | None = None) -> object"))
      .def("__len__", &Batches::rows)
      .def_prop_ro("names", [](const Batches& self) {
        std::vector<std::string> names;
        for (const Column& column : self.shape.children) names.push_back(column.name);
        return names;
      });
  module.def("to_table", &to_table, nb::arg("records"), nb::arg("name"));
}

}  // namespace dragoman::python
