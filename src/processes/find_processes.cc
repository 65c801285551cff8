#include "processes/find_processes.h"

#include <utility>

#include "processes/lexicon.h"
#include "processes/scene.h"

namespace dragoman::processes {

Resources::Resources(std::unique_ptr<const Tables> tables) : tables_(std::move(tables)) {}
Resources::~Resources() = default;

Result<std::shared_ptr<const Resources>> Resources::load(const std::string& lexicon_folder) {
  auto tables = std::make_unique<Tables>();
  if (auto done = load_tables(lexicon_folder + "/processes", *tables); !done) return done.error();
  return std::shared_ptr<const Resources>(new Resources(std::move(tables)));
}

Result<void> find_processes(const Resources& resources, Document& doc) {
  for (const Layer layer : {Layer::Trees, Layer::Times, Layer::Actors, Layer::Events}) {
    if (!doc.has(layer))
      return make_error(ErrorCode::MissingLayer, "processes need trees, times, actors and events");
  }
  Scene scene(resources.tables(), doc);
  find_mentions(scene);
  if (!doc.processes.empty()) {
    find_roles(scene);
    find_agenda(scene);
    find_acts(scene);
  }
  doc.mark(Layer::Processes);
  return {};
}

}  // namespace dragoman::processes
