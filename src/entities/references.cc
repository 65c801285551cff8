#include "entities/references.h"

#include <algorithm>

namespace dragoman::entities {

void References::mark_quotations() {
  quoted_.assign(work_.doc.tokens.size(), false);
  bool open = false;
  std::uint32_t told = 0;
  for (const Sentence& sentence : work_.doc.sentences) {
    if (sentence.starts_paragraph) open = false;
    bool own = false;
    for (std::uint32_t i = sentence.tokens.begin; i < sentence.tokens.end; ++i) {
      const std::string_view form = work_.forms[i];
      if (form == "“" || form == "``") {
        open = true;
      } else if (form == "”" || form == "''") {
        open = false;
      } else if (form == "\"") {
        // By the spaces around it where they tell, so that a lost mark does not turn the rest
        // around.
        const bool space_before = i == 0 || work_.token(i - 1).space_after,
                   space_after = work_.token(i).space_after;
        open = space_before != space_after ? space_before : !open;
      } else {
        quoted_[i] = open;
        own = own || (!open && work_.token(i).upos != Upos::Punct);
      }
    }
    told += own;
    told_.push_back(told);
  }
}

bool References::is_subject(std::uint32_t head) const {
  const Deprel deprel = work_.token(head).deprel;
  return deprel == Deprel::Nsubj || deprel == Deprel::NsubjPass || deprel == Deprel::NsubjOuter;
}

void References::see(std::uint32_t candidate) {
  const Candidate& mention = work_.candidates[candidate];
  if (mention.draft == kNone) return;
  seen_.push_back({candidate, work_.root(mention.draft), mention.head});
  note_speaker();
}

std::uint32_t References::possessor_of(const Description& d) const {
  if (d.possessor == kNone) return kNone;
  for (std::size_t i = seen_.size(); i-- > 0;) {
    if (seen_[i].head == d.possessor) return seen_[i].draft;
  }
  return kNone;
}

void References::resolve_name(std::uint32_t index) {
  const std::uint32_t draft = work_.candidates[index].draft;
  if (draft == kNone) return;
  for (const std::uint32_t which : titles_of_[index]) {
    const Description& d = work_.descriptions[which];
    Draft& person = work_.drafts[work_.root(draft)];
    if (d.counterpart) {
      copy_role(d, person);
    } else if (d.possessor != kNone && d.countries.empty() && d.org == kNone &&
               person.actor.code.empty()) {
      const Belonging own = belonging_of(work_, d, possessor_of(d));
      person.actor.country = own.country;
      person.actor.sector = own.sector;
      person.actor.code = own.code;
      person.actor.rule = "text: role; " + own.rule;
    }
  }
}

void References::run() {
  add_pronouns();
  titles_of_.resize(work_.candidates.size());
  for (std::uint32_t i = 0; i < work_.descriptions.size(); ++i) {
    const Description& d = work_.descriptions[i];
    if (d.title && d.name != kNone) titles_of_[d.name].push_back(i);
  }
  std::vector<std::uint32_t> order(work_.candidates.size());
  for (std::uint32_t i = 0; i < order.size(); ++i) order[i] = i;
  // By where the phrase's head stands, so that "his" is known before "his Jordanian counterpart".
  std::stable_sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
    const Candidate &x = work_.candidates[a], &y = work_.candidates[b];
    const std::uint32_t at_x =
        x.kind == MentionKind::Nominal ? work_.descriptions[x.description].head : x.tokens.begin;
    const std::uint32_t at_y =
        y.kind == MentionKind::Nominal ? work_.descriptions[y.description].head : y.tokens.begin;
    return at_x < at_y;
  });
  for (const std::uint32_t index : order) {
    switch (work_.candidates[index].kind) {
      case MentionKind::Name:
        resolve_name(index);
        break;
      case MentionKind::Nominal:
        resolve_nominal(index);
        break;
      case MentionKind::Pronoun:
        resolve_pronoun(index);
        break;
    }
    see(index);
  }
}

void resolve_references(Analysis& work) {
  References(work).run();
}

}  // namespace dragoman::entities
