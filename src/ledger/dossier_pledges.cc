#include "ledger/dossier_pledges.h"

#include <algorithm>

#include "ledger/ledger.h"

namespace dragoman::ledger {
namespace {

using dossiers::DossierPledge;

// The entry that one of the reports' pledges belongs to; empty when it belongs to none.
Result<std::string> entry_of(store::Database& database, const DossierPledge& pledge) {
  auto query =
      database.prepare("SELECT entry FROM ledger_pledges WHERE report = ? AND pledge = ?");
  if (!query) return query.error();
  query->bind(1, pledge.evidence.front().report).bind(2, pledge.id);
  auto row = query->step();
  if (!row) return row.error();
  return *row ? query->text(0) : std::string();
}

dossiers::Evidence evidence_of(const Evidence& told) {
  dossiers::Evidence out;
  out.report = told.report;
  out.outlet = told.outlet;
  out.published = told.published.substr(0, 10);
  if (!told.spans.empty()) {  // from the first of the words to the last
    out.begin = static_cast<int>(told.spans.front().begin);
    out.end = static_cast<int>(told.spans.back().end);
  }
  out.words = told.what;
  out.speaker = told.speaker;
  return out;
}

void join(DossierPledge& pledge, const DossierPledge& same) {
  pledge.evidence.insert(pledge.evidence.end(), same.evidence.begin(), same.evidence.end());
  if (pledge.due.empty()) pledge.due = same.due;
}

}  // namespace

Result<void> add_ledger(store::Store& store, dossiers::Dossier& dossier, const std::string& today) {
  std::vector<DossierPledge> out;
  for (DossierPledge& pledge : dossier.pledges) {
    auto id = entry_of(store.database(), pledge);
    if (!id) return id.error();
    pledge.entry = std::move(*id);
    const auto known = std::ranges::find_if(out, [&](const DossierPledge& other) {
      return !pledge.entry.empty() && other.entry == pledge.entry;
    });
    if (known != out.end()) {
      join(*known, pledge);
    } else {
      out.push_back(std::move(pledge));
    }
  }
  for (DossierPledge& pledge : out) {
    if (pledge.entry.empty()) continue;
    auto found = entry(store, pledge.entry, today);
    if (!found && found.error().code == ErrorCode::NotFound) continue;
    if (!found) return found.error();
    if (found->vague && found->evidence.empty()) continue;
    pledge.status = to_string(found->status);
    pledge.late = found->late;
    for (const Evidence& told : found->evidence) pledge.fate.push_back(evidence_of(told));
  }
  dossier.pledges = std::move(out);
  return {};
}

}  // namespace dragoman::ledger
