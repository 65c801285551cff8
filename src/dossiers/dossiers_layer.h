// The layer of the store that keeps the files of processes: which mentions are one process, and
// what a list of them shows.
//
// Tables: process_mentions (what tells which process a mention of a report is of), process_facts
// (what the report says of it), dossiers (one row a process), dossier_members; process_dirty (blocks
// to look at again), process_touched, dossier_shorter; dossier_settings. Their rows depend on the
// stored records and on the user's file of processes, not on the order of arrival.
//
// put and remove cost the size of one record. refresh works off blocks (one kind of process in one
// conflict) that changed: linear in their mentions, with a small constant, plus the reports of the
// processes whose members changed. Where not all is asked for (RefreshStep::all), a block waits until
// an eighth of it changed, so that a mention costs about the same however many there are.
#pragma once

#include <string>

#include "store/layer.h"

namespace dragoman::dossiers {

// `rules`: the user's file; empty for processes.toml beside the store, if there is one.
class DossiersLayer : public store::Layer {
 public:
  explicit DossiersLayer(std::string rules = "") : rules_(std::move(rules)) {}

  std::string_view name() const override { return "dossiers"; }
  int version() const override { return 5; }
  Result<void> clear(store::Database& database) override;
  Result<void> put(store::Database& database, const Record& record) override;
  Result<void> remove(store::Database& database, const std::string& report) override;
  // Fails also as read_process_rules does.
  Result<bool> refresh_step(store::Database& database, store::RefreshStep& step) override;

 private:
  std::string rules_;
};

}  // namespace dragoman::dossiers
