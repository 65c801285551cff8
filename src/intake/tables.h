// The lexicons of intake as they lie in memory. See the heads of lexicons/intake/*.tsv for their
// meaning.
#pragma once

#include <bitset>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "dragoman/report.h"
#include "dragoman/result.h"

#include "intake/anatomy.h"
#include "intake/html_blocks.h"
#include "intake/html_features.h"
#include "intake/html_metadata.h"

namespace dragoman::intake {

enum class CueMatch { Whole, Prefix, Suffix, Contains };

struct Cue {
  Furniture::Kind kind = Furniture::Kind::Notice;
  CueMatch match = CueMatch::Whole;
  std::string text;  // lower case
};

// Names of the fields of one known export.
struct PresetField {
  std::size_t columns = 0;  // of a table without a header; 0: any input with names
  std::string field;
  std::vector<std::string> names;  // best first
};

struct Resources::Tables {
  std::map<std::string, std::string, std::less<>> agencies;  // form in lower case -> canonical name
  std::vector<Cue> cues;
  std::vector<std::string> stamps;  // prefixes before a date of publication, longest first
  std::set<std::string, std::less<>> small_words, keep_words, stop_words, byline_words, job_words,
      opener_words;
  HintWords html_words, html_cues;
  BlockWeights html_weights;
  std::vector<MetadataPlace> html_metadata;

  std::map<std::string, std::vector<PresetField>, std::less<>> presets;

  void add_agency(std::string_view form, std::string name);
  bool is_agency(std::string_view written) const;
  // Whether a form of an agency may begin with the first two letters of `text`.
  bool may_begin_agency(std::string_view text) const;

 private:
  std::bitset<1024> agency_beginnings_;
};

// Where an agency is named inside `text`: the longest form at the earliest place, on word borders.
struct AgencyHit {
  std::size_t begin = 0, end = 0;
};
std::optional<AgencyHit> find_agency(const Resources::Tables& tables, std::string_view text);

// The kind of `line` by the cue table.
std::optional<Furniture::Kind> match_cue(const Resources::Tables& tables, std::string_view line);

}  // namespace dragoman::intake
