// A verb dictionary of PETRARCH as it is written, before anything is made of it; see
// import_petrarch.h for the form.
#pragma once

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include "dragoman/result.h"

namespace dragoman::events {

struct PetrarchSet {
  std::string name;  // without "&" and a closing "_"
  std::size_t line = 0;
  std::vector<std::pair<std::string, std::size_t>> members;  // as written, without "+"; their lines
};

struct PetrarchVerb {
  std::string text;  // "ABANDON", "+CLEAR_UP", "WIRE_+TAP"
  std::string code;  // of its own, else of its block; empty for none
  std::size_t line = 0;
};

struct PetrarchPattern {
  std::string text;  // "* &MILITARY FROM +"
  std::string code;  // "192", "042:043", "---"
  std::size_t line = 0;
};

struct PetrarchBlock {
  std::vector<PetrarchVerb> verbs;
  std::vector<PetrarchPattern> patterns;
};

struct PetrarchFile {
  std::string name;  // of the file, without folder and endings
  std::vector<PetrarchSet> sets;
  std::vector<PetrarchBlock> blocks;
  std::vector<PetrarchPattern> transformations;  // text up to "=", code behind it
  // Lines that are none of these, with what was expected.
  std::vector<std::pair<PetrarchPattern, std::string>> broken;
};

// Fails with NotFound, NotReadable or NotText; BadFormat where a compressed file is damaged.
Result<PetrarchFile> read_petrarch_file(const std::string& path);

}  // namespace dragoman::events
