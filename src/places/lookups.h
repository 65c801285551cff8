// What the gazetteer says of names, asked once for each name of a report.
#pragma once

#include <string>
#include <unordered_map>
#include <vector>

#include "knowledge/knowledge_base.h"

namespace dragoman::places {

// For one report on one thread: answers are kept.
class Lookups {
 public:
  explicit Lookups(const knowledge::KnowledgeBase& base) : base_(base) {}

  const std::vector<knowledge::Place>& places(const std::string& name) const;
  // Other spellings of an Arabic name: "Mayadeen".
  bool is_spelled_otherwise(const std::string& name) const;

  bool is_known(const std::string& name) const { return !places(name).empty(); }
  // Villages count where it is clear by other signs that a place is meant.
  bool is_known_or_minor(const std::string& name) const {
    return is_known(name) || base_.is_minor_place(name);
  }
  // Some place has the very name, not as one of its other names.
  bool is_exact(const std::string& name) const;
  // A town over 100,000 people or a first-level division.
  bool is_big(const std::string& name) const;
  // A country or a first-level division.
  bool is_area_name(const std::string& name) const;
  // Acronyms of countries in capitals: "US", not "Us".
  bool is_written_so(const std::string& name) const;

  static std::string upper(std::string text);

 private:
  const knowledge::KnowledgeBase& base_;
  mutable std::unordered_map<std::string, std::vector<knowledge::Place>> places_;
  mutable std::unordered_map<std::string, bool> spelled_otherwise_;
};

}  // namespace dragoman::places
