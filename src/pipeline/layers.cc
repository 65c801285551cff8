#include "pipeline/layers.h"

#include "dossiers/dossiers_layer.h"

namespace dragoman::pipeline {

store::Layers all_layers(const std::string& processes) {
  return {std::make_shared<dossiers::DossiersLayer>(processes)};
}

}  // namespace dragoman::pipeline
