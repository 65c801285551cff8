#include "engine.h"

#include <nanobind/nanobind.h>
#include <nanobind/stl/string.h>
#include <nanobind/stl/vector.h>

#include "bindings.h"
#include "failure.h"
#include "knowledge/overlay.h"
#include "pipeline/read_report.h"
#include "record/make_record.h"
#include "to_python.h"

namespace dragoman::python {

namespace nb = nanobind;

LoadedEngine::LoadedEngine(const EngineOptions& options)
    : engine_(checked(Engine::load(options))) {}

const std::shared_ptr<const Engine>& LoadedEngine::engine() const {
  if (!engine_) throw Failure(make_error(ErrorCode::BadArgument, "the Engine was closed"));
  return engine_;
}

void LoadedEngine::close() {
  idle_.clear();
  engine_.reset();
}

std::unique_ptr<Reader> LoadedEngine::take_reader() {
  if (idle_.empty()) return std::make_unique<Reader>(engine());
  std::unique_ptr<Reader> reader = std::move(idle_.back());
  idle_.pop_back();
  return reader;
}

void LoadedEngine::give_back(std::unique_ptr<Reader> reader) {
  if (!closed()) idle_.push_back(std::move(reader));
}

Finished read_job(const Engine& engine,
                  Reader& reader,
                  const intake::InputOptions& options,
                  bool as_json,
                  Job job) {
  Finished out;
  if (job.error) {
    out.what = std::move(*job.error);
    return out;
  }
  auto report = intake::make_report(*engine.impl().resources.intake, options, job.item, &out.notes);
  if (!report) {
    out.what = report.error();
    return out;
  }
  if (!job.has_id && report->uri == job.item.uri) report->uri.clear();
  if (!pipeline::can_read(report->language)) out.not_coded = report->language;
  auto record = reader.read(std::move(*report));
  if (!record) {
    Error error = record.error();
    if (error.where.empty()) error.where = job.item.uri;
    out.what = std::move(error);
  } else if (as_json) {
    std::string json = to_json(*record);
    out.what = JsonRow{record->id,        record->uri,      record->outlet, record->title,
                       record->published, record->language, std::move(json)};
  } else {
    out.what = std::move(*record);
  }
  return out;
}

nb::object to_object(Finished finished) {
  for (const std::string& note : finished.notes) {
    if (PyErr_WarnEx(nb::module_::import_("dragoman.errors").attr("ReportWarning").ptr(),
                     note.c_str(), 1) != 0)
      throw nb::python_error();
  }
  if (auto* record = std::get_if<Record>(&finished.what))
    return nb::cast(new Record(std::move(*record)), nb::rv_policy::take_ownership);
  if (const auto* row = std::get_if<JsonRow>(&finished.what)) {
    return nb::make_tuple(row->id, row->uri, row->outlet, row->title, row->published, row->language,
                          row->json);
  }
  return to_exception(std::get<Error>(finished.what));
}

namespace {

nb::object read_line(
    LoadedEngine& self, std::string line, std::string where, bool has_id, std::size_t max_bytes) {
  const std::shared_ptr<const Engine> engine = self.engine();
  std::unique_ptr<Reader> reader = self.take_reader();
  Finished finished;
  {
    const nb::gil_scoped_release release;
    intake::InputOptions options;
    options.max_bytes = max_bytes;
    Job job;
    job.item.kind = intake::RawItem::Kind::JsonLine;
    job.item.bytes = std::move(line);
    job.item.uri = std::move(where);
    job.has_id = has_id;
    finished = read_job(*engine, *reader, options, false, std::move(job));
  }
  self.give_back(std::move(reader));
  return to_object(std::move(finished));
}

}  // namespace

void add_engine(nb::module_& module) {
  nb::class_<LoadedEngine>(module, "Engine", "The loaded engine; see dragoman.Engine.")
      .def(
          "__init__",
          [](LoadedEngine* self, std::string resources, std::vector<std::string> knowledge,
             bool lenient, std::vector<std::string> lexicon) {
            const nb::gil_scoped_release release;
            std::vector<std::string> overlays = knowledge::user_overlays();
            overlays.insert(overlays.end(), knowledge.begin(), knowledge.end());
            new (self) LoadedEngine({.resources = std::move(resources),
                                     .knowledge = std::move(overlays),
                                     .lenient_knowledge = lenient,
                                     .lexicon = std::move(lexicon)});
          },
          nb::arg("resources"), nb::arg("knowledge"), nb::arg("lenient"), nb::arg("lexicon"))
      .def("close", &LoadedEngine::close)
      .def_prop_ro("closed", &LoadedEngine::closed)
      .def_prop_ro("versions", [](const LoadedEngine& self) { return self.engine()->versions(); })
      .def_prop_ro("left_out",
                   [](const LoadedEngine& self) {
                     std::vector<std::string> out;
                     for (const Error& error : self.engine()->left_out())
                       out.push_back(error.describe());
                     return out;
                   })
      .def("read_line", &read_line, nb::arg("line"), nb::arg("where"), nb::arg("has_id"),
           nb::arg("max_bytes"));
  module.attr("MAX_BYTES") = intake::InputOptions().max_bytes;
}

}  // namespace dragoman::python
