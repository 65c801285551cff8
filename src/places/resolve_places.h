// Finds where: place names, each with the gazetteer entry it means.
//
// Method: toponyms.h finds the names, choose.h the entries. Both name their rules.
// Precision as ACLED's geo_precision: 1 a town, 2 part of a region (a division, "southern Syria"),
// 3 a country, a sea, a larger region; 0 not known. Reads:  tokens, names, mentions and actors
// where there are any, report.dateline.   Writes: places.
#pragma once

#include <memory>
#include <string>

#include "dragoman/document.h"
#include "dragoman/result.h"

#include "knowledge/knowledge_base.h"
#include "places/words.h"

namespace dragoman::places {

// Immutable once loaded; one serves all threads.
class Resources {
 public:
  // Reads <lexicon_folder>/places/{words,centres}.tsv. Fails with NotFound, NotReadable or
  // BadFormat.
  static Result<std::shared_ptr<const Resources>> load(
      const std::string& lexicon_folder, std::shared_ptr<const knowledge::KnowledgeBase> knowledge);

  const Words& words() const { return words_; }
  const knowledge::KnowledgeBase& knowledge() const { return *knowledge_; }

 private:
  Resources(Words words, std::shared_ptr<const knowledge::KnowledgeBase> knowledge)
      : words_(std::move(words)), knowledge_(std::move(knowledge)) {}
  Words words_;
  std::shared_ptr<const knowledge::KnowledgeBase> knowledge_;
};

// Appends to doc.places, in text order, one entry for each occurrence of a place name; the
// dateline's place has an entry too, with empty tokens.
//   name       the gazetteer's; of a name without an entry, the text's; "southern Syria" for a part
//   of an area country    also of a name without an entry, when the text tells ("Mansfield, La.")
//   or the whole report
//              speaks of one country (the rule then ends in "+focus")
//   lat, lon   of the gazetteer entry only; none for parts of areas, borders, and names without an
//   entry rule       what decided; "+actor" where the name stands for those who act there ("Moscow
//   said"),
//              "+institution" in the name of a body ("Mansfield Police Department")
// A border ("the Jordan-Syria border") has an entry of its own beside the countries', without a
// point. Finding none is success, and one name that cannot be placed changes nothing for the
// others. Fails with MissingLayer if doc has no tokens; doc is then unchanged.
Result<void> resolve_places(const Resources& resources, Document& doc);

}  // namespace dragoman::places
