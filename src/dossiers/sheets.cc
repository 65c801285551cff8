#include "dossiers/sheets.h"

#include <algorithm>

#include "core/utf8.h"
#include "times/days.h"

namespace dragoman::dossiers {
namespace {

constexpr std::size_t kMonth = 7, kDay = 10;  // letters of "2016-03", "2016-03-23"

// A month as it is, else the first day; what is coarser is no date of an act.
std::string shown(const std::string& timex) {
  const bool month = timex.size() == kMonth && timex[5] >= '0' && timex[5] <= '9';
  return month ? timex : first_day_of(timex).substr(0, kDay);
}

}  // namespace

Evidence evidence_of(const Told& told, const Source& source) {
  return {told.report, told.outlet,  told.facts.day, source.begin,
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
  if (timex.size() < kMonth) return "";  // years, decades
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
  std::string day = shown(act.date);
  if (came_about(act.factuality) && day > told.facts.day) return "";
  if (!day.empty()) return day;
  const bool dated = !act.date.empty() && core::is_ascii_digit(act.date.front());
  return !dated && came_about(act.factuality) && told.facts.main ? told.facts.day : "";
}

}  // namespace dragoman::dossiers
