#include "store/layer.h"

#include <cstdint>
#include <optional>

#include "store/corrections.h"
#include "store/transaction.h"

namespace dragoman::store {
namespace {

constexpr std::int64_t kAll = -1;     // in layers.built
constexpr std::int64_t kBatch = 256;  // reports of one transaction

struct Standing {
  std::int64_t version = 0, built = 0;
};

Result<std::optional<Standing>> standing_of(Database& database, const Layer& layer) {
  auto query = database.prepare("SELECT version, built FROM layers WHERE name = ?");
  if (!query) return query.error();
  query->bind(1, layer.name());
  auto row = query->step();
  if (!row) return row.error();
  if (!*row) return std::optional<Standing>();
  return std::optional<Standing>({query->integer(0), query->integer(1)});
}

Result<void> note(Database& database, const Layer& layer, std::int64_t built) {
  auto query = database.prepare(
      "INSERT INTO layers (name, version, built) VALUES (?,?,?) ON CONFLICT (name) DO UPDATE SET "
      "version = excluded.version, built = excluded.built");
  if (!query) return query.error();
  return query->bind(1, layer.name()).bind(2, std::int64_t{layer.version()}).bind(3, built).run();
}

// Whether the layer knows the report with this id. What it has not come to yet while it is built,
// it will find there as it is then.
Result<bool> knows(Database& database, const Layer& layer, const std::string& report) {
  auto standing = standing_of(database, layer);
  if (!standing) return standing.error();
  if (!*standing || (*standing)->version != layer.version()) return false;
  if ((*standing)->built == kAll) return true;
  auto query = database.prepare("SELECT number FROM reports WHERE id = ?");
  if (!query) return query.error();
  query->bind(1, report);
  auto row = query->step();
  if (!row) return row.error();
  return *row && query->integer(0) <= (*standing)->built;
}

// The next reports into the layer; true when there are no more.
Result<bool> build_batch(Database& database, Layer& layer) {
  auto standing = standing_of(database, layer);
  if (!standing) return standing.error();
  if (!*standing || (*standing)->version != layer.version()) {
    if (auto done = layer.clear(database); !done) return done.error();
    *standing = Standing{layer.version(), 0};
  }
  std::int64_t built = (*standing)->built;
  if (built == kAll) return true;
  std::vector<std::string> records;
  {
    auto query = database.prepare(
        "SELECT number, record FROM reports WHERE number > ? ORDER BY number LIMIT ?");
    if (!query) return query.error();
    query->bind(1, built).bind(2, kBatch);
    while (true) {
      auto row = query->step();
      if (!row) return row.error();
      if (!*row) break;
      built = query->integer(0);
      records.push_back(query->text(1));
    }
  }
  const auto corrected = corrected_reports(database, (*standing)->built, built);
  if (!corrected) return corrected.error();
  for (const std::string& json : records) {
    auto record = record_from_json(json);
    if (!record) {
      return make_error(ErrorCode::BadStore, "a record is damaged: " + record.error().message,
                        database.path());
    }
    if (corrected->count(record->id) != 0) {
      auto shown = apply_stored(database, *record);
      if (!shown) return shown.error();
      if (*shown) *record = std::move((*shown)->record);
    }
    if (auto done = layer.put(database, *record); !done) return done.error();
  }
  const bool ended = std::int64_t(records.size()) < kBatch;
  if (auto done = note(database, layer, ended ? kAll : built); !done) return done.error();
  return ended;
}

Error stopped(const Database& database) {
  return make_error(ErrorCode::Cancelled, "stopped; the next program to write goes on",
                    database.path());
}

}  // namespace

Result<void> put_into_layers(const Layers& layers, Database& database, const Record& record) {
  for (const auto& layer : layers) {
    auto known = knows(database, *layer, record.id);
    if (!known) return known.error();
    if (!*known) continue;
    if (auto done = layer->put(database, record); !done) return done;
  }
  return {};
}

Result<void> remove_from_layers(const Layers& layers,
                                Database& database,
                                const std::string& report) {
  for (const auto& layer : layers) {
    auto known = knows(database, *layer, report);
    if (!known) return known.error();
    if (!*known) continue;
    if (auto done = layer->remove(database, report); !done) return done;
  }
  return {};
}

Result<void> build_layers(const Layers& layers,
                          Database& database,
                          const std::function<bool()>& is_stopped) {
  for (const auto& layer : layers) {
    bool ended = false;
    while (!ended) {
      if (is_stopped && is_stopped()) return stopped(database);
      auto done = transact(database, [&]() -> Result<void> {
        auto last = build_batch(database, *layer);
        if (!last) return last.error();
        ended = *last;
        return {};
      });
      if (!done) return done;
    }
  }
  return {};
}

Result<bool> are_built(const Layers& layers, Database& database) {
  for (const auto& layer : layers) {
    auto standing = standing_of(database, *layer);
    if (!standing) return standing.error();
    if (!*standing || (*standing)->version != layer->version() || (*standing)->built != kAll)
      return false;
  }
  return true;
}

Result<void> Layer::refresh(Database& database) {
  RefreshStep step;
  while (true) {
    auto done = refresh_step(database, step);
    if (!done) return done.error();
    if (*done) return {};
  }
}

Result<bool> Layer::refresh_step(Database& database, RefreshStep&) {
  if (auto done = refresh(database); !done) return done.error();
  return true;
}

Result<void> refresh_layers(const Layers& layers,
                            Database& database,
                            const RefreshOptions& options) {
  for (const auto& layer : layers) {
    RefreshStep step;
    step.all = options.all;
    bool ended = false;
    while (!ended) {
      if (options.stopped && options.stopped()) return stopped(database);
      RefreshStep next;
      auto done = transact(database, [&]() -> Result<void> {
        next = step;
        auto last = layer->refresh_step(database, next);
        if (!last) return last.error();
        ended = *last;
        return {};
      });
      if (!done) return done;
      step = std::move(next);
      if (options.progress) options.progress(layer->name(), step.left);
    }
  }
  return {};
}

}  // namespace dragoman::store
