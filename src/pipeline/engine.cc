#include "dragoman/engine.h"

#include "core/resources.h"
#include "pipeline/read_report.h"
#include "record/make_record.h"

namespace dragoman {

Result<std::shared_ptr<const Engine>> Engine::load(const EngineOptions& options) {
  auto folder = core::find_resources(options.resources);
  if (!folder) return folder.error();
  auto resources = pipeline::load_resources(
      *folder, {.paths = options.knowledge, .lenient = options.lenient_knowledge}, options.lexicon);
  if (!resources) return resources.error();
  auto impl = std::make_unique<Impl>();
  impl->resources = std::move(*resources);
  return std::shared_ptr<const Engine>(new Engine(std::move(impl)));
}

Engine::Engine(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Engine::~Engine() = default;

const Versions& Engine::versions() const {
  return impl_->resources.versions;
}

const std::vector<Error>& Engine::left_out() const {
  return impl_->resources.left_out;
}

struct Reader::Impl {
  std::shared_ptr<const Engine> engine;
  language::Workspace work;
};

Reader::Reader(std::shared_ptr<const Engine> engine) : impl_(std::make_unique<Impl>()) {
  impl_->engine = std::move(engine);
}
Reader::~Reader() = default;

Result<Document> Reader::read_document(Report report) {
  return pipeline::read_report(impl_->engine->impl().resources, impl_->work, std::move(report));
}

Result<Record> Reader::read(Report report) {
  auto doc = read_document(std::move(report));
  if (!doc) return doc.error();
  return record::make_record(*doc, impl_->engine->versions());
}

}  // namespace dragoman
