#include "pipeline/layers.h"

namespace dragoman::pipeline {

store::Layers all_layers() {
  return {};
}

}  // namespace dragoman::pipeline
