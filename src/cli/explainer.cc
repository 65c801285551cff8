#include "cli/explainer.h"

#include <algorithm>

#include "core/resources.h"

namespace dragoman::cli {

bool is_event(const explain::Explanation& explanation) {
  return explanation.layer == explain::Layer::Event;
}

Json to_json(const Explained& explained) {
  Json out = Json::array();
  for (const explain::Explanation& e : explained.found) {
    Json one = Json::parse(explain::to_json(e));
    if (is_event(e)) one["event"] = explained.events->in_json(e.id);
    out.push_back(std::move(one));
  }
  return out;
}

Result<std::shared_ptr<Explainer>> Explainer::load(const std::string& resources,
                                                   const KnowledgeChoice& knowledge,
                                                   const std::string& lexicon) {
  const auto folder = core::find_resources(resources);
  if (!folder) return folder.error();
  auto out = std::make_shared<Explainer>();
  auto base = load_knowledge(*folder, knowledge);
  if (!base) return base.error();
  out->base_ = std::move(*base);
  auto glossary = explain::Glossary::load(*folder + kRulesFile);
  if (!glossary) return glossary.error();
  out->glossary_ = std::move(*glossary);
  out->resources_ = resources;
  out->knowledge_ = knowledge;
  out->lexicon_ = lexicon;
  return out;
}

Result<std::shared_ptr<const Engine>> Explainer::engine() {
  const std::lock_guard lock(mutex_);
  if (!engine_) {
    auto loaded = load_engine(resources_, knowledge_, lexicon_);
    if (!loaded) return loaded.error();
    engine_ = std::move(*loaded);
  }
  return engine_;
}

Result<Explained> Explainer::explain(const store::CorrectedRecord& record,
                                     const std::string& asked) {
  const auto selection = explain::select(record.record, asked);
  if (!selection) return selection.error();
  Explained out;
  out.found = explain::explain(record.record, *selection, *glossary_, *base_);
  explain::add_corrections(out.found, record.corrections);
  if (std::none_of(out.found.begin(), out.found.end(), is_event)) return out;
  auto engine = this->engine();
  if (!engine) return engine.error();
  auto events = EventExplainer::read((*engine)->impl().resources, record.record);
  if (!events) return events.error();
  out.events.emplace(std::move(*events));
  return out;
}

}  // namespace dragoman::cli
