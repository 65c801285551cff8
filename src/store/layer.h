// What the store derives from many reports: a layer of tables beside the records.
//
// A layer's tables are a pure function of the set of stored records (and of files of the user's, if
// it says so), whatever the order in which those came, were replaced or deleted. Keeping them is
// split in two, so that ingest costs the same however much is stored:
//
//   put, remove  note what one record brings or takes away, in the transaction that writes it
//   refresh      works off what was noted: at the end of a run of reading, and before questions
//
// A kill between the two loses nothing: what is noted stands in tables too.
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
  // Brings its tables in line with what was noted. Layers are refreshed in the order of the list.
  virtual Result<void> refresh(Database& database) = 0;
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

// Refreshes the layers in their order, each in a transaction of its own.
Result<void> refresh_layers(const Layers& layers, Database& database);

}  // namespace dragoman::store
