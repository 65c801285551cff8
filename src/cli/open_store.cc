#include "cli/open_store.h"

#include <filesystem>

#include "pipeline/layers.h"

namespace dragoman::cli {

Result<store::Store> open_refreshed(const std::string& path, const std::string& processes) {
  using Access = store::Store::Access;
  const store::Layers layers = pipeline::all_layers(processes);
  std::error_code error;
  if (store::is_server(path) || std::filesystem::exists(path, error)) {  // else opening to read says what is wrong
    auto store = store::Store::open(path, Access::Write, {.layers = layers});
    if (store) {
      if (auto done = store->refresh(); !done) return done.error();
      return store;
    }
    if (store.error().code != ErrorCode::NotWritable) return store.error();
  }
  auto store = store::Store::open(path, Access::Read);
  if (!store) return store.error();
  auto built = store->has(layers);
  if (!built) return built.error();
  if (!*built) {
    return make_error(ErrorCode::NotWritable,
                      "what follows from many reports has not been made in this store yet, and it "
                      "cannot be written; run this command where it can",
                      store->database().path());
  }
  return store;
}

}  // namespace dragoman::cli
