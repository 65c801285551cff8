// What each file of the module adds to it.
#pragma once

#include <nanobind/nanobind.h>

namespace dragoman::python {

void add_records(nanobind::module_& module);
void add_arrow(nanobind::module_& module);
void add_engine(nanobind::module_& module);
void add_reading(nanobind::module_& module);
void add_language(nanobind::module_& module);  // parse, extract, code
void add_store(nanobind::module_& module);
void add_copies(nanobind::module_& module);  // sketches and pairs, for clusters of machines

}  // namespace dragoman::python
