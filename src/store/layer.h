// What the store derives from many reports: a layer of tables beside the records.
//
// A layer's tables are a pure function of the set of stored records (and of files of the user's, if
// it says so), whatever the order in which those came, were replaced or deleted. Keeping them is
// split in two, so that ingest costs the same however much is stored:
//
//   put, remove  note what one record brings or takes away, in the transaction that writes it
//   refresh      works off what was noted: during and at the end of a run of reading, and before
//                questions; in steps, each of a fraction of a second and in a transaction of its own
//
// A kill between any of them loses nothing: what is noted stands in tables too.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "dragoman/record.h"
#include "dragoman/result.h"

#include "store/database.h"

namespace dragoman::store {

// How far a refresh of one layer has come.
struct RefreshStep {
  bool all = true;      // else what costs much more than what was noted may wait for another refresh
  std::string at;       // the layer's own note from one step to the next; empty at first
  std::size_t left = 0;  // of what was noted, about so much; for showing
};

// How a refresh of all layers goes.
struct RefreshOptions {
  bool all = true;  // RefreshStep::all
  std::function<bool()> stopped{};  // asked between steps
  // Told after each step: the layer, and RefreshStep::left.
  std::function<void(std::string_view layer, std::size_t left)> progress{};
};

class Layer {
 public:
  virtual ~Layer() = default;

  virtual std::string_view name() const = 0;  // in the table `layers`
  virtual int version() const = 0;  // to be raised when its tables would come out otherwise

  // Makes its tables, empty, in place of those that are there: no migration knows them. The others
  // are called in transactions that hold the write lock.
  virtual Result<void> clear(Database& database) = 0;
  // The record, its rows and its sources are in the store. A record that is replaced, or found at
  // another source too, is removed and put again.
  virtual Result<void> put(Database& database, const Record& record) = 0;
  // The record is about to be replaced or deleted. May be called for one never put.
  virtual Result<void> remove(Database& database, const std::string& report) = 0;
  // Brings its tables in line with what was noted, all at once: steps to their end, unless a layer
  // has no steps. Layers are refreshed in the order of the list.
  virtual Result<void> refresh(Database& database);
  // A part of that; true when nothing is left to be done. Without steps, refresh() is the only one.
  virtual Result<bool> refresh_step(Database& database, RefreshStep& step);
};

using Layers = std::vector<std::shared_ptr<Layer>>;

// Calls put, or remove, of each layer that knows the reports up to this one. Within the caller's
// transaction.
Result<void> put_into_layers(const Layers& layers, Database& database, const Record& record);
Result<void> remove_from_layers(const Layers& layers,
                                Database& database,
                                const std::string& report);

// Makes new layers, and those of another version, from the records in the store: each batch in a
// transaction of its own, so that another program can write by turns, and a killed build goes on.
// `stopped` is asked between batches; fails with Cancelled when it says so.
Result<void> build_layers(const Layers& layers,
                          Database& database,
                          const std::function<bool()>& stopped = {});

// Whether each knows all reports.
Result<bool> are_built(const Layers& layers, Database& database);

// Refreshes the layers in their order, each step in a transaction of its own. Fails with Cancelled
// when it was stopped: what is left is done by the next refresh.
Result<void> refresh_layers(const Layers& layers,
                            Database& database,
                            const RefreshOptions& options = {});

}  // namespace dragoman::store
