// What the parts of a rule mean, in words: lexicons/explain/rules.tsv.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "dragoman/result.h"

#include "record/entry_layer.h"

namespace dragoman::explain {

// What a rule explains.
using Layer = record::EntryLayer;

// A rule taken apart: "alias@knowledge/officials.tsv:159" is {"alias",
// "knowledge/officials.tsv:159"}.
struct RulePart {
  std::string name;
  std::string source;  // file:line; empty where the part names none
};
// Parts in order; none for an empty rule.
std::vector<RulePart> parts_of(Layer layer, std::string_view rule);

// Immutable once loaded.
class Glossary {
 public:
  // Fails with NotFound, NotReadable, or BadFormat naming file:line:column.
  static Result<Glossary> load(const std::string& path);
  // The meaning of a part; none where the list has no row for it.
  std::optional<std::string> meaning(Layer layer, std::string_view part) const;

 private:
  struct Row {
    Layer layer = Layer::Mention;
    std::string before, after;  // the part around its *; all of it in `before` where it has none
    bool open = false;          // it has a *
    std::string meaning;
  };
  std::vector<Row> rows_;
};

}  // namespace dragoman::explain
