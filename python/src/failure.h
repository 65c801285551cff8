// An Error of the engine on its way to Python, where it is raised as dragoman.DragomanError or the
// subclass of it that stands for its code (python/dragoman/errors.py).
#pragma once

#include <exception>
#include <utility>

#include <nanobind/nanobind.h>

#include "dragoman/result.h"

namespace dragoman::python {

struct Failure : std::exception {
  explicit Failure(Error why) : error(std::move(why)) {}
  const char* what() const noexcept override { return error.message.c_str(); }
  Error error;
};

// The value, or Failure.
template <class T>
T checked(Result<T> result) {
  if (!result) throw Failure(result.error());
  if constexpr (!std::is_void_v<T>) return std::move(*result);
}

// The exception object, not raised.
nanobind::object to_exception(const Error& error);
void add_failures(nanobind::module_& module);

}  // namespace dragoman::python
