#include "cli/refresh.h"

#include <fmt/format.h>

#include "cli/interrupt.h"
#include "pipeline/layers.h"

namespace dragoman::cli {

store::StoreOptions writing_options() {
  store::StoreOptions out;
  out.layers = pipeline::all_layers();
  out.stopped = [] { return signal_seen() != 0; };
  return out;
}

Result<void> refresh_layers(store::Store& store, Progress& progress, bool all) {
  store::RefreshOptions options;
  options.all = all;
  options.stopped = [] { return signal_seen() != 0; };
  options.progress = [&progress](std::string_view layer, std::size_t left) {
    progress.show(left == 0 ? fmt::format("comparing reports: {}", layer)
                            : fmt::format("comparing reports: {}, {} left", layer, left));
  };
  auto done = store.refresh(std::move(options));
  if (!done && done.error().code == ErrorCode::Cancelled) return {};
  return done;
}

}  // namespace dragoman::cli
