// The module dragoman._dragoman: the rooms of the engine as Python sees them. What is better said
// in Python stands in python/dragoman/.
#include <nanobind/nanobind.h>

#include "bindings.h"
#include "failure.h"

NB_MODULE(_dragoman, module) {
  using namespace dragoman::python;
  module.doc() = "The engine. Use the names of the package `dragoman`.";
  add_failures(module);
  add_records(module);
  add_arrow(module);
  add_engine(module);
  add_reading(module);
  add_language(module);
  add_store(module);
  add_copies(module);
}
