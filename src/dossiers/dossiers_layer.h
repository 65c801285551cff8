// The layer of the store that keeps the files of processes: which mentions are one process, and
// what a list of them shows.
//
// Tables: process_mentions (what each report says of each process), dossiers (one row a process),
// dossier_members, process_dirty (blocks to look at again), dossier_settings. Their rows depend on
// the stored records and on the user's file of processes, not on the order of arrival.
//
// put and remove cost the size of one record. refresh works off blocks (one kind of process in one
// conflict) that changed: linear in their mentions, with a small constant, plus the reports of the
// processes whose members changed.
#pragma once

#include <string>

#include "store/layer.h"

namespace dragoman::dossiers {

// `rules`: the user's file; empty for processes.toml beside the store, if there is one.
class DossiersLayer : public store::Layer {
 public:
  explicit DossiersLayer(std::string rules = "") : rules_(std::move(rules)) {}

  std::string_view name() const override { return "dossiers"; }
  int version() const override { return 3; }
  Result<void> clear(store::Database& database) override;
  Result<void> put(store::Database& database, const Record& record) override;
  Result<void> remove(store::Database& database, const std::string& report) override;
  // Fails also as read_process_rules does.
  Result<void> refresh(store::Database& database) override;

 private:
  std::string rules_;
};

}  // namespace dragoman::dossiers
