// bench_serve_fill FROM.db TO.db REPORTS: a store of so many reports, made of the records of
// another one with other ids, uris and days (spread over four years), so that lists, counts and
// text search have something to do.
#include <cstdio>
#include <cstdlib>
#include <vector>

#include "dragoman/record.h"

#include "core/hash.h"
#include "store/queries.h"
#include "times/days.h"

namespace {

using namespace dragoman;

std::string day_of(std::size_t number) {
  char text[32];
  std::snprintf(text, sizeof text, "%04zu-%02zu-%02zu", 2012 + number / 336 % 4,
                1 + number / 28 % 12, 1 + number % 28);
  return text;
}

Record variant(Record record, std::size_t number) {
  record.text += "\nCopy " + std::to_string(number) + ".";
  record.id = core::sha256_hex(record.text).substr(0, 16);
  record.uri += "#" + std::to_string(number);
  const std::string day = day_of(number * 7919 / 8);
  record.published = day + "T10:00:00Z";
  for (RecordEvent& event : record.events) event.date = day;
  for (RecordStatement& statement : record.statements) statement.date = day;
  return record;
}

int fail(const Error& error) {
  std::fprintf(stderr, "%s\n", error.describe().c_str());
  return 2;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 4) {
    std::fprintf(stderr, "usage: bench_serve_fill FROM.db TO.db REPORTS\n");
    return 2;
  }
  auto from = store::Store::open(argv[1], store::Store::Access::Read);
  if (!from) return fail(from.error());
  std::vector<Record> records;
  auto done = store::find_records(*from, {}, [&records](const std::string& json) {
    if (auto record = record_from_json(json)) records.push_back(std::move(*record));
    return true;
  });
  if (!done || records.empty()) return 2;
  auto to = store::Store::open(argv[2], store::Store::Access::Write, {.batch_records = 1000});
  if (!to) return fail(to.error());
  const std::size_t count = std::strtoull(argv[3], nullptr, 10);
  for (std::size_t i = 0; i < count; ++i) {
    if (auto put = to->put(variant(records[i % records.size()], i)); !put) return fail(put.error());
  }
  if (auto commit = to->commit(); !commit) return fail(commit.error());
  return 0;
}
