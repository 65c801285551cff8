// Reports made up from some that were read, as many as one likes, with what repeats in a corpus of
// news repeating as it does there.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "dragoman/record.h"

namespace dragoman::bench {

// Number n is always the same report, whatever was asked before:
//
//   its own text   three in ten of the seed's lower-case words outside of mentions are others of the same length, drawn
//                  as often as the seeds have them, so that spans stay where they are
//   copies         one in five has the text of one of the last hundred, and a sentence more
//   theatres       the seeds' country and its people and places stand for one of 40 countries, the
//                  n-th of which has 1/n as many reports as the first; other states stay themselves
//   days           60 reports a day from 2012 on, in the order of arrival; what is dated in the seed
//                  keeps its distance to the day of publication; one in a hundred comes a year late
//   outlets        40 papers
class VariedReports {
 public:
  explicit VariedReports(std::vector<Record> seeds);

  Record report(std::uint64_t number) const;

 private:
  struct Seed {
    Record record;
    std::vector<std::pair<std::size_t, std::size_t>> words;  // to be replaced: place and length
  };

  Record own(std::uint64_t number) const;
  void set_text(Record& record, const Seed& seed, std::uint64_t number) const;
  void set_theatre(Record& record, std::size_t theatre) const;

  std::vector<Seed> seeds_;
  std::unordered_map<std::size_t, std::vector<std::string>> words_;  // by length, as they occur
  std::string home_;  // the country that most of the seeds' actors are of
};

}  // namespace dragoman::bench
