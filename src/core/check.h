// DRAGOMAN_CHECK: an invariant that no input may trip.
//
// A violated check throws InvariantViolation. The one place that catches it is
// pipeline/read_report.cc, which fails that report as Internal and drops its Document and
// Workspace. In dev and sanitizer builds (DRAGOMAN_ABORT_ON_CHECK) it aborts instead, so that the
// stack is seen.
#pragma once

#include <stdexcept>
#include <string>

namespace dragoman {

class InvariantViolation : public std::logic_error {
 public:
  using std::logic_error::logic_error;
};

[[noreturn]] void check_failed(const char* condition, const char* file, int line);

}  // namespace dragoman

#define DRAGOMAN_CHECK(condition) \
  ((condition) ? static_cast<void>(0) : ::dragoman::check_failed(#condition, __FILE__, __LINE__))
