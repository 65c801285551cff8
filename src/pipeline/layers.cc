#include "pipeline/layers.h"

#include "stories/happenings.h"

namespace dragoman::pipeline {

store::Layers all_layers() {
  return {stories::make_happenings_layer()};
}

}  // namespace dragoman::pipeline
