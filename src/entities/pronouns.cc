// Pronouns: candidates for them, and the mention with the most salience.
#include <algorithm>
#include <array>
#include <utility>

#include "core/utf8.h"
#include "entities/references.h"

namespace dragoman::entities {

using knowledge::Gender;

namespace {

// Sentences looked back at most, with those that stand in quotation marks.
constexpr std::uint32_t kFarthest = 12;
// What the last speaker gains for the pronoun that goes on speaking in this sentence or the next.
constexpr double kSpokeLast = 2;

// "the former", "the latter" without a noun of their own.
bool is_former_or_latter(const Analysis& work, std::uint32_t i) {
  if (i == 0 || (!work.is_word(i, "former") && !work.is_word(i, "latter"))) return false;
  if (!work.is_word(i - 1, "the") || work.name_at[i] != kNone) return false;
  const Token& tok = work.token(i);
  if (tok.deprel == Deprel::Amod || tok.deprel == Deprel::Compound) return false;
  return i + 1 >= work.forms.size() || !is_nounlike(work.token(i + 1).upos);
}

}  // namespace

void References::add_pronouns() {
  for (std::uint32_t i = 0; i < work_.doc.tokens.size(); ++i) {
    const Token& tok = work_.token(i);
    if (is_former_or_latter(work_, i)) {
      Candidate candidate;
      candidate.tokens = {i - 1, i + 1};
      candidate.head = i;
      candidate.kind = MentionKind::Pronoun;
      candidate.type = NameType::Organisation;
      candidate.key = work_.lower[i];
      work_.add_candidate(std::move(candidate));
      continue;
    }
    if (tok.upos != Upos::Pron || tok.deprel == Deprel::Expl || work_.name_at[i] != kNone) continue;
    static constexpr std::array<std::string_view, 33> kPersonal = {
        "i",     "me",       "my",         "mine",    "myself",  "we",   "us",
        "our",   "ours",     "ourselves",  "he",      "him",     "his",  "she",
        "her",   "hers",     "it",         "its",     "itself",  "they", "them",
        "their", "theirs",   "themselves", "himself", "herself", "you",  "your",
        "yours", "yourself", "yourselves", "'em",     "thee"};
    const std::string form = core::ascii_lower(work_.forms[i]);
    if (std::find(kPersonal.begin(), kPersonal.end(), form) == kPersonal.end()) continue;
    if (form == "us" && work_.forms[i] == "US") continue;
    Candidate candidate;
    candidate.tokens = {i, i + 1};
    candidate.head = i;
    candidate.kind = MentionKind::Pronoun;
    const bool singular_person =
        form[0] == 'i' ? form == "i" : form[0] == 'h' || form[0] == 'm' || form[0] == 's';
    candidate.type = singular_person ? NameType::Person : NameType::Organisation;
    candidate.key = form;
    work_.add_candidate(std::move(candidate));
  }
}

// "Since his call to Putin, Trump has ...": the named subject of the sentence whose fronted phrase
// holds the pronoun, as a draft; else kNone.
std::uint32_t References::subject_ahead(std::uint32_t pronoun) const {
  std::uint32_t at = pronoun;
  while (work_.token(at).head != kNone) {
    const std::uint32_t head = work_.token(at).head;
    const Deprel deprel = work_.token(at).deprel;
    const bool fronted = at < head && (deprel == Deprel::Advcl || deprel == Deprel::Obl);
    if (fronted) {
      for (const std::uint32_t* c = work_.begin_children(head); c != work_.end_children(head);
           ++c) {
        if (*c <= at || *c <= pronoun || !is_subject(*c) || work_.name_at[*c] == kNone) continue;
        const std::uint32_t draft = work_.candidates[work_.name_at[*c]].draft;
        return draft == kNone ? kNone : work_.root(draft);
      }
    }
    at = head;
  }
  return kNone;
}

// The first or the second of the pair coordinated last: "Russia and Turkey ... The latter".
void References::resolve_former_or_latter(std::uint32_t index) {
  const std::uint32_t at = work_.candidates[index].head;
  for (std::size_t second = seen_.size(); second-- > 1;) {
    const Token& tok = work_.token(seen_[second].head);
    if (sentences_between(seen_[second].head, at) > 2) return;
    if (tok.deprel != Deprel::Conj) continue;
    for (std::size_t first = second; first-- > 0;) {
      if (seen_[first].head != tok.head) continue;
      const std::uint32_t found =
          seen_[work_.candidates[index].key == "former" ? first : second].draft;
      if (work_.drafts[found].actor.kind == ActorKind::Person) {
        work_.candidates[index].type = NameType::Person;
      }
      work_.link(index, found, "the " + work_.candidates[index].key + " of two");
      return;
    }
  }
}

// Whether a mention agrees with the pronoun in kind, number and gender.
bool References::agrees(const ThirdPerson& pronoun, std::size_t index, std::uint32_t at) const {
  const Seen& seen = seen_[index];
  const Draft& draft = work_.drafts[seen.draft];
  const bool person = draft.actor.kind == ActorKind::Person;
  const bool norp = work_.candidates[seen.candidate].type == NameType::Norp;
  if (pronoun.person()) {
    return person && !draft.plural && draft.gender != (pronoun.he ? Gender::Female : Gender::Male);
  }
  if (pronoun.they) {
    if (person && (quoted_[at] != quoted_[seen.head] || company_of(index).empty())) return false;
    return draft.actor.kind != ActorKind::Country || norp;
  }
  const Token& head = work_.token(seen.head);
  const bool several = head.upos == Upos::Noun && (head.feats & feature::kPlur) != 0 &&
                       draft.actor.sector != "JRN";  // "state media"
  return !person && !norp && !several && !(draft.plural && draft.actor.kind == ActorKind::Group);
}

void References::resolve_pronoun(std::uint32_t index) {
  const std::string& form = work_.candidates[index].key;
  const std::uint32_t at = work_.candidates[index].head;
  if (form == "former" || form == "latter") {
    resolve_former_or_latter(index);
    return;
  }
  const ThirdPerson pronoun{form == "he" || form == "him" || form == "his" || form == "himself",
                            form == "she" || form == "her" || form == "hers" || form == "herself",
                            form.starts_with("the") && form != "thee",
                            form == "it" || form == "its" || form == "itself"};
  const auto [he, she, they, it] = pronoun;
  if (!he && !she && !they && !it) {
    work_.candidates[index].rule = "speaker or hearer";
    return;
  }
  const Token& tok = work_.token(at);
  const bool possessive = tok.deprel == Deprel::NmodPoss;
  const bool reflexive = form.ends_with("self") || form.ends_with("selves");
  const bool subject = is_subject(at);
  if (it && tok.head != kNone) {
    // "it is important that": nothing is meant. So with a clause behind an adjective or a verb of
    // seeming.
    for (const std::uint32_t* c = work_.begin_children(tok.head); c != work_.end_children(tok.head);
         ++c) {
      const Deprel deprel = work_.token(*c).deprel;
      if (subject && (deprel == Deprel::Csubj || deprel == Deprel::CsubjPass)) return;
      if (subject && deprel == Deprel::Cop && work_.token(tok.head).upos == Upos::Noun)
        return;  // "It was a surrender"
      if (subject && work_.token(tok.head).upos == Upos::Adj &&
          (deprel == Deprel::Ccomp || deprel == Deprel::Advcl))
        return;
    }
  }
  const TokenSpan sentence = work_.sentence_of(at);
  // A subject of the same number that is nobody known stands nearer: "the bombs ... they".
  std::uint32_t other_subject = kNone;
  if (they || it) {
    for (std::uint32_t i = sentence.begin; i < at; ++i) {
      if (!is_subject(i) || work_.name_at[i] != kNone || work_.description_at[i] != kNone) continue;
      const Token& word = work_.token(i);
      if (word.upos != Upos::Noun && word.upos != Upos::Propn) continue;
      if (((word.feats & feature::kPlur) != 0) == they) other_subject = i;
    }
  }
  if (const std::uint32_t ahead = subject_ahead(at); ahead != kNone) {
    const Draft& draft = work_.drafts[ahead];
    const bool person = draft.actor.kind == ActorKind::Person && !draft.plural;
    const bool agrees = he     ? person && draft.gender != Gender::Female
                        : she  ? person && draft.gender != Gender::Male
                        : they ? !person && draft.actor.kind == ActorKind::Group
                               : !person && !draft.plural;
    const bool known = std::any_of(seen_.begin(), seen_.end(), [&](const Seen& seen) {
      return work_.token(seen.head).sentence == tok.sentence && is_subject(seen.head);
    });
    if (agrees && !known) {
      work_.link(index, ahead, "pronoun: subject ahead");
      return;
    }
  }
  double best_score = -100;
  std::size_t best = seen_.size();
  std::string why;
  const std::size_t spoke_last = last_speaker(pronoun, at);
  const std::uint32_t own_speaker = quoted_[at] && (he || she) ? speaker_around(at) : kNone;
  for (std::size_t i = seen_.size(); i-- > 0;) {
    const Seen& seen = seen_[i];
    const std::uint32_t distance = steps_between(seen.head, at);
    if (sentences_between(seen.head, at) > kFarthest) break;
    if (distance > pronoun.window() || !agrees(pronoun, i, at)) continue;
    const Draft& draft = work_.drafts[seen.draft];
    const Candidate& mention = work_.candidates[seen.candidate];
    double score = (it ? -3.5 : they ? -3.0 : -2.5) * distance;
    if (it && !subject && distance == 0) score += 1;
    // Who only reports is seldom meant: "the newspaper said Syria had shown its interest".
    if (they && draft.actor.kind == ActorKind::Organisation) score -= 0.5;
    const Token& head = work_.token(seen.head);
    const std::uint32_t top = top_of(seen.head);
    const auto [verb, says] = clause_of(mention);
    const bool seen_subject = verb != kNone;
    if ((it || they) && draft.actor.sector == "JRN" && (says || !seen_subject || distance == 0))
      score -= distance == 0 ? 6 : 1;
    if (seen_subject) {
      score += says ? 4 : 3;
      if (work_.token(verb).head == kNone) score += 0.5;
      // "Alsumaria is a network. It ...": the sentence before told what it is.
      if (it && subject && distance == 1 && work_.token(verb).upos == Upos::Noun) score += 2;
    } else if (work_.token(top).deprel == Deprel::Obj || work_.token(top).deprel == Deprel::Iobj) {
      score += 1;
    } else if (head.deprel == Deprel::Compound || head.deprel == Deprel::Amod) {
      score -= 2;
    } else if (head.deprel == Deprel::NmodPoss) {
      score -= 0.5;
    }
    if (mention.kind == MentionKind::Pronoun) score += 0.5;
    // "Annan, who appointed a diplomat as his representative": the subject is the relative's.
    for (std::uint32_t up = at, step = 0; step < 10 && work_.token(up).head != kNone; ++step) {
      if (work_.token(up).deprel == Deprel::AclRelcl || work_.token(up).deprel == Deprel::Acl) {
        if (work_.token(up).head == seen.head || work_.token(up).head == top) score += 4;
        // "signals from Syria that it wants talks"
        if (work_.token(up).head == head.head &&
            (head.deprel == Deprel::Nmod || head.deprel == Deprel::NmodPoss)) {
          score += 2;
        }
        break;
      }
      if (work_.token(up).deprel == Deprel::Ccomp && work_.token(up).head == head.head &&
          (head.deprel == Deprel::Nmod || head.deprel == Deprel::NmodPoss)) {
        score += 2;
        break;
      }
      up = work_.token(up).head;
    }
    // Whom the report is about stays in mind.
    if (he || she) {
      score += (draft.named ? 1.5 : 0) +
               0.2 * static_cast<double>(std::min<std::size_t>(draft.candidates.size(), 6));
    }
    if ((he && draft.gender == Gender::Male) || (she && draft.gender == Gender::Female)) score += 1;
    if (subject && seen_subject) score += 0.5;
    if (possessive && seen_subject && distance == 0) score += 1.5;
    if (seen_subject && distance == 0) {
      // The subject of the nearest clause around the pronoun.
      std::uint32_t clause = tok.head;
      for (int step = 0; step < 8 && clause != kNone; ++step) {
        if (work_.token(top).head == clause) {
          score += step < 2 ? 1.5 : 0.5;
          break;
        }
        clause = work_.token(clause).head;
      }
    }
    // Nearness within the sentence breaks ties.
    score -= 0.01 * static_cast<double>(std::min<std::uint32_t>(at - std::min(at, seen.head), 90));
    // Bound by its own clause: "he told him" are two.
    if (!possessive && !reflexive && distance == 0 && work_.token(top).head == tok.head) continue;
    if (reflexive && !(distance == 0 && work_.token(top).head == tok.head)) score -= 3;
    // Inside a quotation the third person is seldom the speaker.
    if (quoted_[at] && !quoted_[seen.head] && seen_subject && distance == 0 &&
        work_.token(top).head != kNone &&
        work_.words.say.contains(work_.lower[work_.token(top).head])) {
      score -= 6;
    }
    if (own_speaker != kNone && seen.draft == own_speaker) score -= 6;
    if (i == spoke_last && distance <= 1) score += kSpokeLast;
    // "X said Y was wrong. He added": hardly Y.
    if (spoke_last < seen_.size() && seen_subject && is_reported(verb)) score -= 1;
    // Who is only spoken of in a quotation comes to mind less outside of it.
    if (quoted_[seen.head] && !quoted_[at]) score -= spoke_last < seen_.size() ? 4 : 1;
    // Not a mention that holds the pronoun itself: "his minister".
    if (mention.tokens.contains(at)) continue;
    if (score > best_score) {
      best_score = score;
      best = i;
      why = seen_subject ? "subject" : "near";
    }
  }
  if (best == seen_.size()) return;
  if (it && best_score < 0) return;
  if (they && best_score < -1) return;
  const bool chain = work_.candidates[seen_[best].candidate].kind == MentionKind::Pronoun;
  if (other_subject != kNone && seen_[best].head < other_subject && subject && !chain) return;
  if (they && work_.drafts[seen_[best].draft].actor.kind == ActorKind::Person) {
    const std::vector<std::uint32_t> members = company_of(best);
    work_.link(index, group_called(members, joined_names(members)), "pronoun: together");
    return;
  }
  Draft& found = work_.drafts[seen_[best].draft];
  if ((he || she) && found.gender == Gender::Unknown)
    found.gender = she ? Gender::Female : Gender::Male;
  work_.link(index, seen_[best].draft, "pronoun: " + why);
}

}  // namespace dragoman::entities
