// Who speaks outside of quotations, for the pronouns behind it: "Ja'afari said no. He added ...".
#include <algorithm>

#include "entities/references.h"

namespace dragoman::entities {

bool References::is_speech(std::uint32_t verb) const {
  return work_.token(verb).upos == Upos::Verb && work_.words.say.contains(work_.lower[verb]);
}

// Whether the tree gives the verb a subject that can be somebody.
bool References::has_subject(std::uint32_t verb) const {
  return std::any_of(
      work_.begin_children(verb), work_.end_children(verb), [this](std::uint32_t child) {
        return is_subject(child) &&
               (work_.token(child).upos == Upos::Pron || work_.name_at[child] != kNone ||
                work_.description_at[child] != kNone);
      });
}

// The verb of which a mention is the subject. Of verbs of speech also the agent behind "by", the
// name right before a finite one that has no subject, and "according to X".
References::Clause References::clause_of(const Candidate& mention) const {
  const std::uint32_t top = top_of(mention.head), verb = work_.token(top).head;
  const std::uint32_t behind = mention.tokens.end;
  if (mention.kind == MentionKind::Name && behind < work_.doc.tokens.size() && is_speech(behind) &&
      work_.token(behind).sentence == work_.token(top).sentence &&
      (work_.token(behind).feats & feature::kFin) != 0 && !has_subject(behind)) {
    return {behind, true};
  }
  if (verb == kNone) return {};
  const std::uint32_t preposition = work_.case_of(top);
  if (is_subject(top)) return {verb, preposition == kNone && is_speech(verb)};
  if (preposition == kNone) return {};
  if (work_.is_word(preposition, "accord")) return {verb, true};
  const bool agent =
      work_.token(top).deprel == Deprel::Obl || work_.token(top).deprel == Deprel::OblAgent;
  if (agent && work_.is_word(preposition, "by") && is_speech(verb)) return {verb, true};
  return {};
}

// "X said Y had told him": Y's words are X's.
bool References::is_reported(std::uint32_t verb) const {
  for (int step = 0; step < 6 && work_.token(verb).head != kNone; ++step) {
    const Deprel deprel = work_.token(verb).deprel;
    verb = work_.token(verb).head;
    if (deprel == Deprel::Ccomp && is_speech(verb)) return true;
  }
  return false;
}

// Notes the mention seen last when it is one who speaks on the report's own level.
void References::note_speaker() {
  const Seen& seen = seen_.back();
  if (quoted_[seen.head]) return;
  const Clause clause = clause_of(work_.candidates[seen.candidate]);
  if (clause.says && !is_reported(clause.verb)) speakers_.push_back(seen_.size() - 1);
}

// Whether the word at `at` is the subject of a verb of speech.
bool References::speaks(std::uint32_t at) const {
  return is_subject(at) && work_.token(at).head != kNone && is_speech(work_.token(at).head);
}

// Whether the pronoun at `at` is the subject of a verb of speech outside of quotations.
bool References::reports(std::uint32_t at) const {
  return !quoted_[at] && speaks(at);
}

// Sentences from one token to a later one; what stands between two tokens of the report's own words
// in quotation marks only does not count.
std::uint32_t References::steps_between(std::uint32_t from, std::uint32_t to) const {
  if (quoted_[from] || quoted_[to]) return sentences_between(from, to);
  return told_[work_.token(to).sentence] - told_[work_.token(from).sentence];
}

// The draft of whoever speaks the quotation around `at`, as far as it is known here: the subject of
// a verb of speech in its sentence, else the last speaker.
std::uint32_t References::speaker_around(std::uint32_t at) const {
  const TokenSpan sentence = work_.sentence_of(at);
  for (std::uint32_t i = sentence.begin; i < sentence.end; ++i) {
    if (quoted_[i] || !speaks(i)) continue;
    if (work_.name_at[i] == kNone) {
      if (i > at) return kNone;  // a pronoun or noun that is read later
      continue;
    }
    const std::uint32_t draft = work_.candidates[work_.name_at[i]].draft;
    return draft == kNone ? kNone : work_.root(draft);
  }
  if (speakers_.empty()) return kNone;
  const Seen& last = seen_[speakers_.back()];
  return steps_between(last.head, at) <= kQuotationReach ? last.draft : kNone;
}

// Of the mentions that may be meant by the pronoun at `at`, the one that spoke last on the report's
// own level, if the pronoun goes on speaking; else seen_.size().
std::size_t References::last_speaker(const ThirdPerson& pronoun, std::uint32_t at) const {
  if (!reports(at)) return seen_.size();
  for (std::size_t i = speakers_.size(); i-- > 0;) {
    if (steps_between(seen_[speakers_[i]].head, at) > pronoun.window()) break;
    if (agrees(pronoun, speakers_[i], at)) return speakers_[i];
  }
  return seen_.size();
}

}  // namespace dragoman::entities
