// A corrected value as it is typed, in the terms of corrections/request.h.
#pragma once

#include <string>
#include <string_view>

#include "cli/command.h"
#include "cli/rows.h"
#include "corrections/entry.h"

namespace dragoman::cli {

// Looks names up; the knowledge base is loaded when it is first asked.
class CorrectionValues {
 public:
  CorrectionValues(std::string resources, KnowledgeChoice knowledge)
      : resources_(std::move(resources)), knowledge_(std::move(knowledge)) {}

  // Of actors: an id of the record (a2), one of the knowledge base (person/john-kerry), or an object
  // of JSON; several with commas between. Of places: an id (p1), a name of the gazetteer with its
  // country (Havana,CUB), or an object. Of the rest: the text itself. Fails with BadArgument.
  Result<Json> read(const corrections::Field& field, const std::string& typed);

 private:
  Result<const knowledge::KnowledgeBase*> base();
  Result<Json> actor(const std::string& typed);
  Result<Json> place(const std::string& typed, bool may_be_id);

  std::string resources_;
  KnowledgeChoice knowledge_;
  std::shared_ptr<const knowledge::KnowledgeBase> base_;
};

}  // namespace dragoman::cli
