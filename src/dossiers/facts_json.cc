#include <nlohmann/json.hpp>

#include "dossiers/facts.h"

namespace dragoman::dossiers {

NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(Source, begin, end, words, speaker)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(Party, name, key, kind, country, side)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(RoleFact, who, role, source)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(ActFact,
                                                act,
                                                factuality,
                                                date,
                                                until,
                                                due,
                                                lasts,
                                                place,
                                                country,
                                                number,
                                                round,
                                                by,
                                                accusers,
                                                deniers,
                                                amount,
                                                source)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(ItemFact, item, status, date, number, source)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(PledgeFact, id, kind, by, to, what, due, source)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(
    EventFact, type, date, place, factuality, actors, recipients, dead, injured, lead, source)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(PositionFact, who, stance, date, source)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(
    PlaceFact, as, name, country, geonames, whole_country, source)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(Facts,
                                                name,
                                                kind,
                                                conflict,
                                                conflict_name,
                                                day,
                                                title,
                                                lead,
                                                main,
                                                bodies,
                                                people,
                                                date,
                                                leaning,
                                                local,
                                                idle,
                                                context,
                                                places,
                                                roles,
                                                acts,
                                                items,
                                                pledges,
                                                events,
                                                positions)

std::string to_json(const Facts& facts) {
  return nlohmann::json(facts).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

Result<Facts> facts_from_json(std::string_view json) {
  try {
    return nlohmann::json::parse(json).get<Facts>();
  } catch (const nlohmann::json::exception& error) {
    return make_error(ErrorCode::BadJson, error.what());
  }
}

}  // namespace dragoman::dossiers
