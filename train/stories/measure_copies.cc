// Measures how much two reports have in common, for pairs of tools/copy_pairs.py.
//
// usage: measure_copies < pairs.jsonl > overlaps.jsonl
// Each pair {"pair", "kind", "copy", "half", "a", "b"} comes out without its reports and with
// "found" (they share enough fingerprints to be measured in a store), "decided" (is_copy) and the
// two parts of their overlap.
#include <cstdio>
#include <iostream>
#include <string>

#include <nlohmann/json.hpp>

#include "dragoman/document.h"

#include "core/resources.h"
#include "intake/read_input.h"
#include "record/make_record.h"
#include "stories/overlap.h"

namespace dragoman {
namespace {

using Json = nlohmann::ordered_json;

Result<Record> read_report(const intake::Resources& resources, const Json& json) {
  intake::RawItem item;
  item.kind = intake::RawItem::Kind::JsonLine;
  item.bytes = json.dump();
  auto report = intake::make_report(resources, {}, item);
  if (!report) return report.error();
  Document doc;
  doc.report = std::move(*report);
  return record::make_record(doc, {});
}

Json json_of(const stories::Part& part) {
  return {{"words", part.words}, {"shared", part.shared},   {"lead", part.lead},
          {"runs", part.runs},   {"numbers", part.numbers}, {"same_numbers", part.same_numbers}};
}

int run() {
  auto folder = core::find_resources("");
  if (!folder) {
    std::cerr << folder.error().describe() << '\n';
    return 2;
  }
  auto resources = intake::Resources::load(*folder + "/lexicons");
  if (!resources) {
    std::cerr << resources.error().describe() << '\n';
    return 2;
  }
  for (std::string line; std::getline(std::cin, line);) {
    Json pair = Json::parse(line);
    const auto a = read_report(**resources, pair["a"]), b = read_report(**resources, pair["b"]);
    pair.erase("a");
    pair.erase("b");
    if (!a || !b) {
      pair["error"] = a ? b.error().describe() : a.error().describe();
    } else {
      const stories::Sketch first = stories::sketch_of(*a), second = stories::sketch_of(*b);
      const stories::Overlap overlap = stories::overlap(first, second);
      pair["found"] =
          stories::is_worth_measuring(stories::fingerprints(first), stories::fingerprints(second));
      pair["decided"] = stories::is_copy(overlap);
      pair["overlap"] = {json_of(overlap.a), json_of(overlap.b)};
    }
    std::cout << pair.dump() << '\n';
  }
  return 0;
}

}  // namespace
}  // namespace dragoman

int main() {
  return dragoman::run();
}
