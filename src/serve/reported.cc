#include "serve/reported.h"

namespace dragoman::serve {

Json to_json(const stories::Reported& reported) {
  Json out = Json::object();
  if (!reported.happening.empty()) out["happening"] = reported.happening;
  out["reports"] = reported.reports, out["outlets"] = reported.outlets;
  out["origins"] = reported.origins;
  return out;
}

}  // namespace dragoman::serve
