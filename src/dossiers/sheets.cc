#include "dossiers/sheets.h"

#include <algorithm>

#include "dossiers/identity.h"
#include "times/days.h"

namespace dragoman::dossiers {

Evidence evidence_of(const Told& told, const Source& source) {
  return {told.report, told.outlet, told.facts.day, source.begin,
          source.end,  source.words, source.speaker};
}

void add_evidence(EvidenceList& list, Evidence evidence) {
  const bool known = std::any_of(list.begin(), list.end(), [&](const Evidence& e) {
    return e.report == evidence.report && e.begin == evidence.begin && e.end == evidence.end;
  });
  if (!known) list.push_back(std::move(evidence));
}

void add_name(std::vector<std::string>& names, const std::string& name) {
  if (!name.empty() && std::find(names.begin(), names.end(), name) == names.end())
    names.push_back(name);
}

std::string first_day_of(const std::string& timex) {
  const auto days = times::days_of(timex);
  return days ? days->first : "";
}

std::string last_day_of(const std::string& timex) {
  const auto days = times::days_of(timex);
  return days ? days->last : "";
}

bool came_about(const std::string& factuality) {
  return factuality == "occurred" || factuality == "ongoing" || factuality == "historical";
}

std::string day_of(const Told& told, const ActFact& act) {
  std::string day = first_day_of(act.date);
  if (!day.empty()) return day;
  return came_about(act.factuality) && told.facts.main ? told.facts.day : "";
}

}  // namespace dragoman::dossiers
