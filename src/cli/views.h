// How the rows of the store look as tables, CSV and JSONL.
#pragma once

#include "dragoman/record.h"

#include "cli/rows.h"
#include "dossiers/find_dossiers.h"
#include "ledger/ledger.h"
#include "store/queries.h"
#include "stories/happenings.h"
#include "stories/story_clusters.h"

namespace dragoman::cli {

const View<store::EventRow>& event_view();
const View<store::StatementRow>& statement_view();
const View<store::ActorRow>& actor_view();
const View<stories::Happening>& happening_view();
const View<stories::Story>& story_view();
const View<dossiers::DossierRow>& dossier_view();
const View<ledger::Entry>& entry_view();
const View<Record>&
record_view();  // one row a report; JSONL of records is the whole record instead

// The colour of an event by its quad class ("material conflict").
Paint paint_of_quad(std::string_view quad);

}  // namespace dragoman::cli
