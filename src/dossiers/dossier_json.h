// Files of processes and the list of them as JSON, and evidence as it is kept in the store.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json.hpp>

#include "dossiers/find_dossiers.h"
#include "store/fields.h"

namespace dragoman::dossiers {

// What `dragoman files` writes.
const std::vector<store::Field<DossierRow>>& dossier_fields();

// A row of the list with the evidence of its state.
nlohmann::ordered_json to_json(const DossierRow& row);

// The whole file, keys named as the members of Dossier; docs/formats/processes.md.
nlohmann::ordered_json to_json(const Dossier& dossier);

std::string to_json(const EvidenceList& list);
EvidenceList evidence_from_json(std::string_view json);  // of what to_json made

}  // namespace dragoman::dossiers
