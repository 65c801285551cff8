// Explains entries of records, for `dragoman explain` and for the server.
#pragma once

#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "cli/command.h"
#include "cli/explain_event.h"
#include "explain/explain.h"
#include "store/corrections.h"

namespace dragoman::cli {

struct Explained {
  std::vector<explain::Explanation> found;
  std::optional<EventExplainer> events;  // where one of them is an event
};
bool is_event(const explain::Explanation& explanation);
// One object for each, that of an event with what its pattern did.
Json to_json(const Explained& explained);

// Thread-safe. The engine is loaded when the first event is asked for.
class Explainer {
 public:
  static Result<std::shared_ptr<Explainer>> load(const std::string& resources,
                                                 const KnowledgeChoice& knowledge,
                                                 const std::string& lexicon);
  // `asked`: an id of the record, a span or words. The record must outlive what is given.
  Result<Explained> explain(const store::CorrectedRecord& record, const std::string& asked);
  const knowledge::KnowledgeBase& base() const { return *base_; }

 private:
  Result<std::shared_ptr<const Engine>> engine();

  std::string resources_, lexicon_;
  KnowledgeChoice knowledge_;
  std::shared_ptr<const knowledge::KnowledgeBase> base_;
  std::optional<explain::Glossary> glossary_;
  std::mutex mutex_;
  std::shared_ptr<const Engine> engine_;
};

}  // namespace dragoman::cli
