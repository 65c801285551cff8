#include "failure.h"

namespace dragoman::python {

namespace nb = nanobind;

nb::object to_exception(const Error& error) {
  const std::string_view code = to_string(error.code);
  return nb::module_::import_("dragoman.errors")
      .attr("of_code")(nb::str(code.data(), code.size()), error.message.c_str(),
                       error.where.c_str());
}

void add_failures(nb::module_&) {
  nb::register_exception_translator([](const std::exception_ptr& raised, void*) {
    try {
      std::rethrow_exception(raised);
    } catch (const Failure& failure) {
      const nb::object exception = to_exception(failure.error);
      PyErr_SetObject(reinterpret_cast<PyObject*>(Py_TYPE(exception.ptr())), exception.ptr());
    }
  });
}

}  // namespace dragoman::python
