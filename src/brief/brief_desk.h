// What the sections of a brief have in common: the days and words that are asked for, the notes, and
// what was told already.
#pragma once

#include <map>
#include <string>
#include <tuple>
#include <vector>

#include "dragoman/result.h"

#include "brief/daily_brief.h"
#include "brief/told_sentences.h"
#include "stories/happening_words.h"
#include "stories/kept_queries.h"
#include "store/store.h"

namespace dragoman::brief {

inline constexpr std::size_t kMostNotes = 4;  // of one line: the earliest report of each origin first
inline constexpr std::size_t kRead = 4;  // times as many lines as asked for are read to the sentence
inline constexpr double kAlike = 0.6;    // words in common of two lines that are told once

// "A, B and C".
std::string list_of(const std::vector<std::string>& names);
// In quotation marks, where it has none around it; those inside become single ones.
std::string quoted(const std::string& words);
// With a full stop, where no mark ends it.
std::string closed(std::string sentence);
// ISO day; empty for what is none.
std::string plus_days(const std::string& day, int days);

struct BriefDesk {
  BriefDesk(store::Store& store, const BriefFilter& filter);

  bool is_in_days(const std::string& published) const;
  bool is_meant(const std::string& words) const;  // holds the words of BriefFilter::about
  bool is_told(const stories::Stems& stems) const;
  // The number of a note, from 0; the same for the same words.
  std::size_t note(const std::string& report, const std::string& entry, const std::string& words);
  void add(BriefSection section);  // none that is empty

  store::Store& store;
  const BriefFilter& filter;
  stories::KeptQueries queries;
  ToldSentences sentences;
  std::vector<stories::Stems> told;  // of the sentences that stand in the brief
  DailyBrief out;

 private:
  std::map<std::tuple<std::string, std::string, std::string>, std::size_t> noted_;
};

bool is_more_important(const BriefLine& a, const BriefLine& b);
// The most important lines, in order.
void cut(std::vector<BriefLine>& lines, std::size_t most);

// ---- the sections, in order ----

Result<void> add_happenings(BriefDesk& desk);
Result<void> add_statements(BriefDesk& desk);
Result<void> add_pledges(BriefDesk& desk);
Result<void> add_alarms(BriefDesk& desk);

}  // namespace dragoman::brief
