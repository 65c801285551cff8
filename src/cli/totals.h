// What a run of `read` came to: for people at the end of its messages, for machines as one JSON
// object.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>

#include "dragoman/error.h"

#include "store/store.h"

namespace dragoman::cli {

// Not thread-safe.
struct Totals {
  std::size_t read = 0;                            // reports, whether coded or only kept
  std::size_t coded = 0;                           // of these
  std::map<std::string, std::size_t> not_coded;    // by language
  std::map<std::string, std::size_t> rejected;     // by error code
  std::map<std::string, std::size_t> passed_over;  // parts of containers that are no reports
  std::size_t skipped = 0;                         // read by an earlier run (--resume)
  std::size_t tokens = 0;
  std::uint64_t bytes = 0;  // of the inputs
  std::optional<store::WriteCounts> stored;
  std::chrono::steady_clock::time_point start = std::chrono::steady_clock::now();

  void reject(const Error& error) { ++rejected[std::string(to_string(error.code))]; }
};

// One line: {"read":2,"coded":1,"not_coded":{"ru":1},"duplicates":0,"rejected":{"BadJson":1}, ...}.
// `duplicates` are texts that the store held already; absent without a store.
std::string totals_json(const Totals& totals, double seconds);

// "3 WARC request, 1 response with status 404"
std::string list_counts(const std::map<std::string, std::size_t>& counts);

}  // namespace dragoman::cli
