// What users type into searches and filters, against a store with a few reports: rows or
// BadArgument, never a damaged query. The fields of a filter are separated by zero bytes.
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <string>

#include <unistd.h>

#include "dragoman/record.h"

#include "store/queries.h"

namespace {

using namespace dragoman;

store::Store small_store() {
  const auto path = std::filesystem::temp_directory_path() /
                    ("dragoman-search-fuzz-" + std::to_string(::getpid()) + ".db");
  std::filesystem::remove(path);
  auto opened = store::Store::open(path.string(), store::Store::Access::Write);
  if (!opened.ok()) std::abort();
  for (int i = 0; i < 3; ++i) {
    Record record;
    record.id = "000" + std::to_string(i);
    record.uri = "r" + std::to_string(i);
    record.published = "2016-03-0" + std::to_string(i + 1);
    record.text = "Talks in Havana: report no. " + std::to_string(i);
    if (!opened->put(record).ok()) std::abort();
  }
  if (!opened->commit().ok()) std::abort();
  std::filesystem::remove(path);  // stays open until the end of the program
  return std::move(opened).value();
}

void check(const Result<void>& done) {
  if (!done.ok() && done.error().code != ErrorCode::BadArgument) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static store::Store store = small_store();
  store::Filter filter;
  const std::array<std::string*, 9> fields = {&filter.search,  &filter.about, &filter.actor,
                                              &filter.speaker, &filter.type,  &filter.country,
                                              &filter.since,   &filter.until, &filter.source_type};
  std::size_t field = 0;
  for (std::size_t i = 0; i < size; ++i) {
    if (data[i] == 0) {
      if (++field == fields.size()) break;
    } else {
      fields[field]->push_back(static_cast<char>(data[i]));
    }
  }
  filter.limit = 10;
  const auto take = [](const auto&) { return true; };
  check(store::find_records(store, filter, take));
  check(store::find_events(store, filter, take));
  check(store::find_statements(store, filter, take));
  check(store::find_actors(store, filter, take));
  return 0;
}
