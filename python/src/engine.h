// Engine: what Python holds of the engine. Calls come with the GIL held, so that it needs no lock
// of its own; a child process after fork() may go on using it.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include <nanobind/nanobind.h>

#include "dragoman/engine.h"

#include "intake/read_input.h"

namespace dragoman::python {

class LoadedEngine {
 public:
  explicit LoadedEngine(const EngineOptions& options);
  LoadedEngine(const LoadedEngine&) = delete;
  LoadedEngine& operator=(const LoadedEngine&) = delete;

  // Fails with BadArgument when it was closed.
  const std::shared_ptr<const Engine>& engine() const;
  void close();
  bool closed() const { return engine_ == nullptr; }

  // A reader that nobody else uses, and its way back.
  std::unique_ptr<Reader> take_reader();
  void give_back(std::unique_ptr<Reader> reader);

 private:
  std::shared_ptr<const Engine> engine_;
  std::vector<std::unique_ptr<Reader>> idle_;
};

// One report to read.
struct Job {
  intake::RawItem item;
  bool has_id = true;          // else its uri is empty, not where it lies
  std::optional<Error> error;  // known before reading
};

// A record as JSON, and what of it tables keep beside it.
struct JsonRow {
  std::string id, uri, outlet, title, published, language, json;
};

struct Finished {
  std::variant<Record, JsonRow, Error> what = Error{};
  std::vector<std::string> notes;
  std::string not_coded;  // the language that cannot be read
};

Finished read_job(const Engine& engine,
                  Reader& reader,
                  const intake::InputOptions& options,
                  bool as_json,
                  Job job);

// Record, tuple of the fields of JsonRow, or exception; its notes become warnings.
nanobind::object to_object(Finished finished);

}  // namespace dragoman::python
