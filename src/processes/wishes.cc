// Mentions of processes that are not there: wished for, thought of, missed.
#include "processes/scene.h"

namespace dragoman::processes {
namespace {

constexpr int kMostSteps = 3;  // from the noun up to the verb that wishes

bool is_wish(const Mood* mood) {
  return mood != nullptr && (*mood == Mood::Requested || *mood == Mood::Possible);
}

const Mood* mood_of(const Scene& scene, std::uint32_t token) {
  const auto found = scene.tables.moods.find(scene.token(token).lemma);
  return found == scene.tables.moods.end() ? nullptr : &found->second;
}

// "may bring a truce", "could lead to talks"
bool has_wishing_aux(const Scene& scene, std::uint32_t verb) {
  for (const std::uint32_t c : scene.tree.children(verb))
    if (scene.token(c).deprel == Deprel::Aux && is_wish(mood_of(scene, c))) return true;
  return false;
}

}  // namespace

bool is_only_wished_for(const Scene& scene, std::uint32_t head) {
  const auto& before = scene.tables.wish_modifiers;
  for (const std::uint32_t c : scene.tree.children(head)) {
    const Token& token = scene.token(c);
    if (c > head) continue;
    if (before.contains(token.lemma)) return true;
    if (token.deprel == Deprel::NmodPoss) return false;
    if (token.deprel == Deprel::Det && token.lemma != "a" && token.lemma != "an") return false;
  }
  std::uint32_t at = head;
  for (int step = 0; step < kMostSteps; ++step) {
    const std::uint32_t up = scene.token(at).head;
    if (up == kNone) return false;
    const Deprel rel = scene.token(at).deprel;
    if (rel == Deprel::Nmod && scene.tables.wish_nouns.contains(scene.token(up).lemma)) return true;
    const bool filled = rel == Deprel::Obj || rel == Deprel::Obl || rel == Deprel::Xcomp ||
                        rel == Deprel::Advcl || rel == Deprel::Acl;
    if (filled && is_wish(mood_of(scene, up))) return true;
    if ((filled || rel == Deprel::Nsubj || rel == Deprel::NsubjPass) && has_wishing_aux(scene, up))
      return true;
    if (!filled && rel != Deprel::Conj) return false;
    at = up;
  }
  return false;
}

}  // namespace dragoman::processes
