// The record as Python classes: one read-only property for each field of record/fields.h.
#include <cstddef>
#include <deque>
#include <string>

#include <nanobind/nanobind.h>
#include <nanobind/stl/string.h>
#include <nanobind/stl/string_view.h>

#include "bindings.h"
#include "failure.h"
#include "field_docs.h"
#include "record/fields.h"
#include "record/span_text.h"
#include "to_python.h"

namespace dragoman::python {

namespace nb = nanobind;

namespace {

// nanobind keeps pointers to signatures; they live as long as the module.
const char* kept(std::string text) {
  static std::deque<std::string> all;
  return all.emplace_back(std::move(text)).c_str();
}

// Adds a property for each field that `fields` shows of a sample: its place inside the struct is
// the same in every other.
template <class T>
class Binder {
 public:
  Binder(nb::class_<T>& cls, T& sample) : cls_(cls), sample_(reinterpret_cast<char*>(&sample)) {}

  template <class F>
  void operator()(const char* key, F& field) {
    const std::ptrdiff_t offset = reinterpret_cast<char*>(&field) - sample_;
    if constexpr (std::is_same_v<F, int> || std::is_same_v<F, std::uint32_t>) {
      if (is_unknown(key, F{0})) {
        return add(key, "int | None", [offset](nb::handle self) -> nb::object {
          const F value = *reinterpret_cast<const F*>(base(self) + offset);
          return value == 0 ? nb::none() : nb::cast(value);
        });
      }
    }
    add(key, PythonType<F>::name(), [offset](nb::handle self) {
      return to_python(*reinterpret_cast<const F*>(base(self) + offset), self);
    });
  }

  void chain(std::vector<RecordHop>& hops) {
    const std::ptrdiff_t offset = reinterpret_cast<char*>(&hops) - sample_;
    const auto each = [offset](auto part) {
      return [offset, part](nb::handle self) {
        nb::list out;
        for (const RecordHop& hop :
             *reinterpret_cast<const std::vector<RecordHop>*>(base(self) + offset))
          out.append(part(hop));
        return nb::object(out);
      };
    };
    add("chain", "list[str]",
        each([](const RecordHop& hop) { return nb::str(hop.who.data(), hop.who.size()); }));
    add("chain_spans", "list[tuple[int, int] | None]",
        each([](const RecordHop& hop) { return to_python(hop.span, nb::handle()); }));
    add("chain_kinds", "list[str]",
        each([](const RecordHop& hop) { return text_or_none(to_string(hop.kind)); }));
  }

 private:
  static const char* base(nb::handle self) {
    return reinterpret_cast<const char*>(nb::inst_ptr<T>(self));
  }

  template <class Get>
  void add(const std::string& key, const std::string& type, Get get) {
    const bool reserved = key == "as" || key == "with";  // words of Python
    const char* name = kept(reserved ? key + "_" : key);
    cls_.def_prop_ro(name, get, nb::sig(kept("def " + std::string(name) + "(self) -> " + type)),
                     field_doc(kClassName<T>, key));
    names_.append(nb::str(name));
    cls_.attr("__match_args__") = nb::tuple(names_);
  }

  nb::class_<T>& cls_;
  char* sample_;
  nb::list names_;
};

template <class T>
nb::class_<T> add_struct(nb::module_& module) {
  nb::class_<T> cls(module, kClassName<T>, struct_doc(kClassName<T>));
  T sample{};
  Binder<T> binder(cls, sample);
  fields(binder, sample);
  cls.def(
      "__repr__",
      [](nb::handle self) {
        return nb::module_::import_("dragoman.display").attr("repr_of")(self);
      },
      nb::sig("def __repr__(self) -> str"));
  return cls;
}

CodePointSpans to_spans(nb::handle given) {
  CodePointSpans spans;
  const auto add = [&spans](nb::handle pair) {
    spans.push_back({nb::cast<std::uint32_t>(pair[0]), nb::cast<std::uint32_t>(pair[1])});
  };
  if (nb::isinstance<nb::tuple>(given)) {
    add(given);
  } else {
    for (nb::handle pair : given) add(pair);
  }
  return spans;
}

template <class Find>
auto finder(Find find) {
  return [find](nb::handle self, std::string_view id) -> nb::object {
    const auto* found = find(*nb::inst_ptr<Record>(self), id);
    return found == nullptr ? nb::none() : to_python(*found, self);
  };
}

void add_record(nb::module_& module) {
  nb::class_<Record> record = add_struct<Record>(module);
  record.def(
      "json", [](const Record& self) { return to_json(self); },
      "The record as one line of JSON: the bytes that `dragoman read --format jsonl` prints.");
  record.def_static(
      "from_json", [](std::string_view json) { return checked(record_from_json(json)); },
      nb::arg("json"), "The record of a line of JSON.");
  record.def(
      "words",
      [](const Record& self, nb::handle spans) {
        return record::SpanText(self).words(to_spans(spans));
      },
      nb::arg("spans"),
      nb::sig("def words(self, spans: tuple[int, int] | list[tuple[int, int]]) -> str"),
      "The words of the text under a span, or under a list of spans.");
  record.def("actor", finder(record::find_actor), nb::arg("id"),
             nb::sig("def actor(self, id: str) -> Actor | None"), "The actor with this id.");
  record.def("place", finder(record::find_place), nb::arg("id"),
             nb::sig("def place(self, id: str) -> Place | None"), "The place with this id.");
  record.def("statement", finder(record::find_statement), nb::arg("id"),
             nb::sig("def statement(self, id: str) -> Statement | None"),
             "The statement with this id.");
  record.def(
      "__eq__",
      [](const Record& self, nb::handle other) {
        return nb::isinstance<Record>(other) &&
               to_json(self) == to_json(*nb::inst_ptr<Record>(other));
      },
      nb::sig("def __eq__(self, other: object, /) -> bool"));
  record.def("__hash__", [](const Record& self) { return nb::hash(nb::str(self.id.c_str())); });
  record.def(
      "__reduce__",
      [](nb::handle self) {
        return nb::make_tuple(nb::module_::import_("dragoman.engine").attr("record_from_json"),
                              nb::make_tuple(self.attr("json")()));
      },
      nb::sig("def __reduce__(self) -> tuple"));
  record.def(
      "_repr_html_",
      [](nb::handle self) {
        return nb::module_::import_("dragoman.display").attr("html_of")(self);
      },
      nb::sig("def _repr_html_(self) -> str"));
}

}  // namespace

void add_records(nb::module_& module) {
  add_struct<RecordDateline>(module);
  add_struct<RecordFurniture>(module);
  add_struct<RecordParagraph>(module);
  add_struct<RecordPage>(module);
  add_struct<RecordMention>(module);
  add_struct<RecordActor>(module);
  add_struct<RecordTime>(module);
  add_struct<RecordPlace>(module);
  add_struct<RecordAbout>(module);
  add_struct<RecordStatement>(module);
  add_struct<RecordCount>(module);
  add_struct<RecordAct>(module);
  add_struct<RecordEvent>(module);
  add_struct<RecordPledge>(module);
  add_struct<RecordFate>(module);
  add_struct<RecordProcessRole>(module);
  add_struct<RecordProcessQualifier>(module);
  add_struct<RecordProcessAct>(module);
  add_struct<RecordAgendaItem>(module);
  add_struct<RecordProcess>(module);
  add_struct<Versions>(module);
  add_record(module);
}

}  // namespace dragoman::python
