#include "core/check.h"

#include <cstdio>
#include <cstdlib>

namespace dragoman {

void check_failed(const char* condition, const char* file, int line) {
  const std::string message =
      std::string("check failed: ") + condition + " at " + file + ":" + std::to_string(line);
#ifdef DRAGOMAN_ABORT_ON_CHECK
  std::fprintf(stderr, "%s\n", message.c_str());
  std::abort();
#else
  throw InvariantViolation(message);
#endif
}

}  // namespace dragoman
