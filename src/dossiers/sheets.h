// The parts of a file, each made from what all reports tell. Internal to the room.
#pragma once

#include <string>
#include <vector>

#include "dossiers/dossier.h"

namespace dragoman::dossiers {

using Tellings = std::vector<Told>;  // by day and report

// ---- shared ----

Evidence evidence_of(const Told& told, const Source& source);
// Adds one more word for an item, unless the same words of the same report are there.
void add_evidence(EvidenceList& list, Evidence evidence);
void add_name(std::vector<std::string>& names, const std::string& name);
// First and last ISO day of a TIMEX3 date; empty for what has no place in time.
std::string first_day_of(const std::string& timex);
std::string last_day_of(const std::string& timex);
bool came_about(const std::string& factuality);  // occurred, ongoing, historical
// The day of an act, or its month: its date; for what came about the report's, when that is news in
// it. Empty when a year is all that is known.
std::string day_of(const Told& told, const ActFact& act);

// ---- parts ----

std::vector<DossierRole> make_roles(const Tellings& tellings, const std::string& country);
std::vector<DossierRound> make_rounds(const Tellings& tellings);
std::vector<DossierItem> make_agenda(const Tellings& tellings);
std::vector<Outcome> make_outcomes(const Tellings& tellings);
std::vector<Incident> make_incidents(const Tellings& tellings);
std::vector<Delivery> make_deliveries(const Tellings& tellings);
std::vector<TimelineEntry> make_timeline(const Tellings& tellings, const Dossier& dossier);
State make_state(const Tellings& tellings, const Dossier& dossier);

}  // namespace dragoman::dossiers
