#include "pipeline/layers.h"

#include "stories/copies.h"

namespace dragoman::pipeline {

store::Layers all_layers() {
  return {stories::make_copies_layer()};
}

}  // namespace dragoman::pipeline
