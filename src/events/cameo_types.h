// What a CAMEO code of events is in PLOVER; the table is lexicons/events/cameo.tsv.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "dragoman/labels.h"
#include "dragoman/result.h"

namespace dragoman::events {

struct CameoType {
  std::optional<EventType> type;  // none: no event in PLOVER
  std::string mode;
  std::vector<std::string> contexts;
};

class CameoTypes {
 public:
  // Fails with NotFound, NotReadable, or BadFormat naming file:line:column.
  static Result<CameoTypes> load(const std::string& path);
  // By the longest beginning of `code` that is listed; nullptr for none, and for what is no number.
  const CameoType* find(std::string_view code) const;

 private:
  std::map<std::string, CameoType, std::less<>> by_code_;
};

}  // namespace dragoman::events
