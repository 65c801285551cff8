#include "serve/reading.h"

namespace dragoman::serve {

Result<std::shared_ptr<const Engine>> Reading::engine() {
  const std::lock_guard lock(mutex_);
  if (engine_) return engine_;
  if (!load_) return make_error(ErrorCode::Internal, "this server was set up without an engine");
  auto loaded = load_();
  if (!loaded) return make_error(ErrorCode::Internal, "the engine: " + loaded.error().describe());
  engine_ = std::move(*loaded);
  return engine_;
}

}  // namespace dragoman::serve
