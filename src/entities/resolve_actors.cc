#include "entities/resolve_actors.h"

#include <algorithm>
#include <utility>

#include "entities/analysis.h"
#include "entities/cameo.h"
#include "entities/words.h"

namespace dragoman::entities {
namespace {

// Mentions by place, actors by first mention; what was merged or never mentioned falls away.
void write_layers(const Analysis& work, Document& doc) {
  std::vector<std::uint32_t> order;
  for (std::uint32_t i = 0; i < work.candidates.size(); ++i) {
    const Candidate& candidate = work.candidates[i];
    if (candidate.dropped || candidate.tokens.empty()) continue;
    if (candidate.kind == MentionKind::Nominal && candidate.draft == kNone &&
        candidate.type != NameType::Location) {
      continue;
    }
    order.push_back(i);
  }
  std::stable_sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
    const TokenSpan x = work.candidates[a].tokens, y = work.candidates[b].tokens;
    return x.begin != y.begin ? x.begin < y.begin : x.end > y.end;
  });
  std::vector<std::uint32_t> actor_of(work.drafts.size(), kNone);
  const auto actor_index = [&](std::uint32_t draft) {
    draft = work.root(draft);
    if (actor_of[draft] == kNone) {
      actor_of[draft] = static_cast<std::uint32_t>(doc.actors.size());
      doc.actors.push_back(work.drafts[draft].actor);
      doc.actors.back().members.clear();
    }
    return actor_of[draft];
  };
  for (const std::uint32_t i : order) {
    const Candidate& candidate = work.candidates[i];
    Mention mention;
    mention.tokens = candidate.tokens;
    mention.span = doc.bytes(candidate.tokens);
    mention.head = candidate.head;
    mention.type = candidate.type;
    mention.kind = candidate.kind;
    // "US troops", "Syrian government" are known to the base, yet no names.
    const std::uint32_t last = candidate.tokens.end - 1;
    if (mention.kind == MentionKind::Name && candidate.tokens.size() > 1 &&
        work.token(last).upos == Upos::Noun && !work.capitalised(last)) {
      mention.kind = MentionKind::Nominal;
    }
    mention.rule = candidate.rule;
    if (candidate.draft != kNone) {
      mention.actor = actor_index(candidate.draft);
      doc.actors[mention.actor].mentions.push_back(static_cast<std::uint32_t>(doc.mentions.size()));
    }
    doc.mentions.push_back(std::move(mention));
  }
  for (std::uint32_t draft = 0; draft < work.drafts.size(); ++draft) {
    if (work.drafts[draft].host && work.drafts[draft].merged_into == kNone) actor_index(draft);
  }
  for (std::uint32_t draft = 0; draft < work.drafts.size(); ++draft) {
    if (actor_of[draft] == kNone || work.drafts[draft].actor.members.empty()) continue;
    std::vector<std::uint32_t> members;
    for (const std::uint32_t member : work.drafts[draft].actor.members)
      members.push_back(actor_index(member));
    doc.actors[actor_of[draft]].members = std::move(members);
  }
  for (std::uint32_t draft = 0; draft < work.drafts.size(); ++draft) {
    const std::uint32_t side = work.drafts[draft].speaks_for;
    if (actor_of[draft] != kNone && side != kNone) {
      doc.actors[actor_of[draft]].speaks_for = actor_of[work.root(side)];
    }
  }
}

// The report's own outlet and agency are media, also when the knowledge base has never heard of
// them: they tell of the talks and are no party to them.
void mark_own_media(Analysis& work) {
  for (Draft& draft : work.drafts) {
    if (draft.entry != knowledge::kNoEntry || !draft.named || !draft.actor.sector.empty()) continue;
    for (const std::string* medium : {&work.doc.report.outlet, &work.doc.report.agency}) {
      if (medium->empty() || draft.actor.name != *medium) continue;
      draft.actor.kind = ActorKind::Organisation;
      draft.actor.sector = "JRN";
      draft.actor.code = draft.actor.country + "JRN";
      draft.actor.rule = "outlet or agency of the report";
    }
  }
}

}  // namespace

Resources::~Resources() = default;

Result<std::shared_ptr<const Resources>> Resources::load(
    const std::string& lexicon_folder, std::shared_ptr<const knowledge::KnowledgeBase> knowledge) {
  auto words = Words::load(lexicon_folder + "/entities/words.tsv");
  if (!words) return words.error();
  auto cameo = CameoCodes::load(lexicon_folder + "/entities/cameo.tsv");
  if (!cameo) return cameo.error();
  std::shared_ptr<Resources> resources(new Resources);
  resources->knowledge_ = std::move(knowledge);
  resources->words_ = std::make_unique<const Words>(std::move(*words));
  resources->cameo_ = std::make_unique<const CameoCodes>(std::move(*cameo));
  return std::shared_ptr<const Resources>(std::move(resources));
}

Result<void> resolve_actors(const Resources& resources, Document& doc) {
  if (!doc.has(Layer::Tokens) || !doc.has(Layer::Trees)) {
    return make_error(ErrorCode::MissingLayer, "actors are read from tokens and trees");
  }
  {
    Analysis work(doc, resources.knowledge(), resources.words());
    find_names(work);
    find_focus(work);
    find_descriptions(work);
    cluster_bodies(work);
    cluster_persons(work);
    mark_own_media(work);
    resolve_references(work);
    find_sides(work);
    find_sites(work);
    write_layers(work, doc);
    for (Actor& actor : doc.actors) actor.cameo = resources.cameo().code_for(actor.code, actor.kb);
  }
  doc.mark(Layer::Mentions);
  doc.mark(Layer::Actors);
  return {};
}

}  // namespace dragoman::entities
