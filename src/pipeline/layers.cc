#include "pipeline/layers.h"

#include "ledger/ledger.h"

namespace dragoman::pipeline {

store::Layers all_layers() {
  return {ledger::make_ledger_layer()};
}

}  // namespace dragoman::pipeline
