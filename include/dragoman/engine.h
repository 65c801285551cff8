// Engine: the whole reader behind one call. What embedders use; the command line is built on it
// too.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "dragoman/document.h"
#include "dragoman/record.h"
#include "dragoman/report.h"
#include "dragoman/result.h"

namespace dragoman {

struct EngineOptions {
  std::string resources;  // folder with models/, lexicons/ and knowledge.kb; empty: found by itself
  // Tables, or folders of them, laid over the knowledge base (docs/formats/knowledge.md); of two
  // that tell the same, the later one counts.
  std::vector<std::string> knowledge = {};
  bool lenient_knowledge = false;  // leave out what is broken in them; see Engine::left_out
  // Event patterns (docs/formats/patterns.md), in order: "ours" for the shipped ones, else files or
  // folders of *.events files.
  std::vector<std::string> lexicon = {"ours"};
};

// Immutable once loaded and safe to share between threads; each thread reads with a Reader of its
// own.
class Engine {
 public:
  // Fails with NotFound, BadModel, BadKnowledge or BadFormat (a lexicon; with file:line:column).
  static Result<std::shared_ptr<const Engine>> load(const EngineOptions& options);
  ~Engine();

  const Versions& versions() const;
  // Rows and tables of EngineOptions::knowledge that were left out leniently.
  const std::vector<Error>& left_out() const;

  struct Impl;
  const Impl& impl() const { return *impl_; }

 private:
  explicit Engine(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

// Scratch memory for one thread; reuses its buffers from report to report.
class Reader {
 public:
  explicit Reader(std::shared_ptr<const Engine> engine);
  ~Reader();

  // Runs every stage on `report` and returns its record. A pure function of the report and the
  // engine.
  Result<Record> read(Report report);
  // The same, but hands out the document with all its layers.
  Result<Document> read_document(Report report);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace dragoman
