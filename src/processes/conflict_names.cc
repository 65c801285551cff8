// The conflict that a process is about, told by what it is to end.
#include <algorithm>
#include <initializer_list>

#include "processes/scene.h"

namespace dragoman::processes {
namespace {

using Tokens = std::vector<std::uint32_t>;

bool is_one(Deprel relation, std::initializer_list<Deprel> relations) {
  return std::find(relations.begin(), relations.end(), relation) != relations.end();
}

// "the *Syrian* war", "*Colombia's* civil war", "the war in *Yemen*"
void add_names_beside(const Scene& scene, std::uint32_t noun, Tokens& out) {
  if (!scene.tables.conflicts.contains(scene.token(noun).lemma)) return;
  for (const std::uint32_t c : scene.tree.children(noun)) {
    const Deprel rel = scene.token(c).deprel;
    const bool before = c < noun && is_one(rel, {Deprel::Amod, Deprel::Compound, Deprel::NmodPoss});
    const bool where = c > noun && rel == Deprel::Nmod && scene.tree.case_of(c) == "in";
    if (before || where) out.push_back(c);
  }
}

// The verb ends a conflict: "end the war", "designed to end the war"
void add_names_of_object(const Scene& scene, std::uint32_t verb, Tokens& out) {
  const std::uint32_t object = scene.tree.child(verb, {Deprel::Obj});
  if (object != kNone && scene.tables.ends.contains(scene.token(verb).lemma))
    add_names_beside(scene, object, out);
}

}  // namespace

Tokens names_of_conflict(const Scene& scene, std::uint32_t head) {
  Tokens out;
  for (const std::uint32_t c : scene.tree.children(head)) {
    if (c < head) continue;
    const Deprel rel = scene.token(c).deprel;
    if (rel == Deprel::Nmod) {
      const std::string_view marker = scene.tree.case_of(c);
      if (marker == "on" || marker == "about" || marker == "over") add_names_beside(scene, c, out);
    } else if (is_one(rel, {Deprel::Acl, Deprel::AclRelcl})) {
      add_names_of_object(scene, c, out);
      for (const std::uint32_t purpose : scene.tree.children(c))
        if (is_one(scene.token(purpose).deprel, {Deprel::Advcl, Deprel::Xcomp}))
          add_names_of_object(scene, purpose, out);
    }
  }
  return out;
}

}  // namespace dragoman::processes
