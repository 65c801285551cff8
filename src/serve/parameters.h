// The query of a request, read with care: each parameter once, of its type, within its bounds, and
// none that the resource does not know.
#pragma once

#include <cstddef>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "dragoman/result.h"

#include "serve/http.h"
#include "store/pages.h"

namespace dragoman::serve {

class Parameters {
 public:
  explicit Parameters(const Request& request) : request_(request) {}

  // The value, or `otherwise`. What cannot be used is kept as the first error.
  std::string text(const std::string& name, const std::string& otherwise = "");
  std::size_t number(const std::string& name,
                     std::size_t otherwise,
                     std::size_t least,
                     std::size_t most);
  double share(const std::string& name);  // in [0, 1]; 0 when absent
  bool flag(const std::string& name);     // true or false; false when absent
  std::string day(const std::string& name, const std::string& otherwise);  // ISO day
  std::string one_of(const std::string& name,
                     const std::vector<std::string>& values,
                     const std::string& otherwise = "");

  // Notes that a value is none of these.
  void refuse(const std::string& name,
              const std::string& value,
              const std::vector<std::string>& values);

  // The first error; or that a parameter was not asked for. To be called last.
  Result<void> finish() const;

 private:
  const std::string* find(const std::string& name);  // nullptr when it is not there
  void fail(const std::string& name, const std::string& value, const std::string& expected);

  const Request& request_;
  std::set<std::string> known_;
  std::string error_;
};

// The parameters that lists share: actor, kb, country, since, until, search, outlet, language,
// report, confidence.
store::DeskFilter common_filter(Parameters& parameters);
// The same and type, quad, factuality, place.
store::DeskFilter event_filter(Parameters& parameters);
// The same as the first and type, speaker, about, source_type.
store::DeskFilter statement_filter(Parameters& parameters);

// limit and cursor of a list named `list`. The cursor holds for the same filter only.
Result<store::Page> page_of(Parameters& parameters, const Request& request);
// The cursor of the row at this place, for the request that gave it.
std::string cursor_of(const store::Place& place, const Request& request);

}  // namespace dragoman::serve
