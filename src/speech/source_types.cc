#include "speech/source_types.h"

#include <algorithm>
#include <set>
#include <string>

#include "core/utf8.h"
#include "entities/lookup.h"
#include "speech/chain.h"
#include "speech/source_words.h"
#include "speech/tree.h"

namespace dragoman::speech {
namespace {

struct Kind {
  SourceType type = SourceType::Unknown;
  bool anonymous = false;
};

class Classifier {
 public:
  Classifier(const Resources& resources, Document& doc)
      : words_(resources.source_words()), media_(resources.media()), doc_(doc), tree_(doc) {}

  void run() {
    for (std::uint32_t i = 0; i < doc_.tokens.size(); ++i) find_withheld(i);
    for (Statement& statement : doc_.statements) {
      const Kind kind = kind_of(statement);
      statement.source_type = kind.type;
      statement.anonymous = kind.anonymous;
    }
    spread_anonymity();
  }

 private:
  std::string lemma(std::uint32_t i) const { return core::ascii_lower(doc_.tokens[i].lemma); }
  std::string form(std::uint32_t i) const {
    std::string form = core::ascii_lower(doc_.form(i));
    return form == "n't" || form == "n\u2019t" ? "not" : form;
  }

  // ---- names that are kept back ----

  // End of `phrase` if it stands at token `i`, else kNone.
  std::uint32_t end_of(const SourceWords::Phrase& phrase, std::uint32_t i) const {
    const std::uint32_t end = i + static_cast<std::uint32_t>(phrase.words.size());
    if (end > doc_.sentences[doc_.tokens[i].sentence].tokens.end) return kNone;
    for (std::uint32_t k = i; k < end; ++k) {
      if (form(k) != phrase.words[k - i]) return kNone;
    }
    return end;
  }

  void find_withheld(std::uint32_t i) {
    for (const SourceWords::Phrase& phrase : words_.phrases_with(form(i))) {
      const std::uint32_t end = phrase.in_source ? kNone : end_of(phrase, i);
      if (end == kNone) continue;
      const std::uint32_t owner = owner_of({i, end});
      if (owner == kNone) continue;
      withheld_.insert(owner);
      const std::uint32_t actor = entities::actor_at(doc_, owner);
      // "Officials" are not the same people each time.
      if (actor != kNone && doc_.actors[actor].kind == ActorKind::Person)
        withheld_actors_.insert(actor);
    }
  }

  // Whom words say something of: the subject of the first verb above them that has one, or the
  // noun that they modify.
  std::uint32_t owner_of(TokenSpan words) const {
    std::uint32_t i = words.begin;
    while (tree_.token(i).head != kNone && words.contains(tree_.token(i).head))
      i = tree_.token(i).head;
    for (; i != kNone; i = tree_.token(i).head) {
      const std::uint32_t subject =
          tree_.child(i, {Deprel::Nsubj, Deprel::NsubjPass, Deprel::NsubjOuter});
      if (subject != kNone && !is_relative(subject) && form(subject) != "it") {
        // "that his name not be used"
        const std::uint32_t whose = tree_.child(subject, {Deprel::NmodPoss});
        return whose != kNone && doc_.tokens[whose].upos == Upos::Pron ? whose : subject;
      }
      const Deprel relation = tree_.token(i).deprel;
      if (relation == Deprel::Acl || relation == Deprel::AclRelcl) return tree_.token(i).head;
    }
    return kNone;
  }

  bool is_relative(std::uint32_t i) const {
    const std::string word = form(i);
    return word == "who" || word == "which" || word == "that" || word == "whom";
  }

  bool is_withheld(std::uint32_t head) const {
    if (withheld_.contains(head)) return true;
    for (const std::uint32_t c : tree_.children(head)) {
      if (words_.is(lemma(c), SourceWords::kWithheld)) return true;
    }
    return false;
  }

  // "close to the talks", "familiar with the matter" within the phrase of a common noun.
  bool is_insider(std::uint32_t head) const {
    for (const std::uint32_t i : tree_.subtree(head)) {
      for (const SourceWords::Phrase& phrase : words_.phrases_with(form(i))) {
        if (phrase.in_source && i > head && end_of(phrase, i) != kNone) return true;
      }
    }
    return false;
  }

  // What was found of one statement of an unnamed person holds for the others.
  void spread_anonymity() {
    std::set<std::uint32_t> anonymous;
    for (const Statement& s : doc_.statements) {
      if (s.anonymous && s.speaker != kNone && doc_.actors[s.speaker].kind == ActorKind::Person)
        anonymous.insert(s.speaker);
    }
    for (Statement& s : doc_.statements) {
      if (!anonymous.contains(s.speaker) || s.source_type == SourceType::Document) continue;
      s.anonymous = true;
    }
  }

  // ---- kinds ----

  Kind kind_of(const Statement& statement) const {
    std::uint32_t head = statement.source_token;
    if (head != kNone && is_relative(head)) head = antecedent_of(head);
    if (head == kNone) return kind_of_actor(statement.speaker);
    const Upos upos = doc_.tokens[head].upos;
    if (upos == Upos::Num) return kind_of_number(head);
    const std::uint32_t counted = counted_by(head);
    if (counted != kNone) return kind_of_noun(counted);
    if (words_.is(form(head), SourceWords::kCollective) && is_insider(head))
      return {SourceType::Anonymous, true};  // "those close to him"
    if (upos != Upos::Noun && upos != Upos::Propn) {
      if (words_.is(form(head), SourceWords::kCollective)) return {SourceType::Collective, false};
      if (upos == Upos::Pron) return kind_of_actor(statement.speaker);
    }
    return kind_of_noun(head);
  }

  // "one of the guards", "three of them"
  Kind kind_of_number(std::uint32_t head) const {
    return form(head) == "one" ? Kind{SourceType::Role, true} : Kind{SourceType::Collective, false};
  }

  // The sources of "a number of sources", or kNone.
  std::uint32_t counted_by(std::uint32_t head) const {
    if (!words_.is(lemma(head), SourceWords::kQuantity)) return kNone;
    for (const std::uint32_t c : tree_.children(head)) {
      if (tree_.token(c).deprel == Deprel::Nmod && tree_.case_of(c) == "of" &&
          (doc_.tokens[c].feats & feature::kPlur))
        return c;
    }
    return kNone;
  }

  std::uint32_t antecedent_of(std::uint32_t pronoun) const {
    std::uint32_t i = pronoun;
    while (i != kNone && tree_.token(i).deprel != Deprel::AclRelcl) i = tree_.token(i).head;
    return i == kNone ? kNone : tree_.token(i).head;
  }

  Kind kind_of_actor(std::uint32_t actor) const {
    if (actor == kNone) return {};
    if (is_named(actor)) return {SourceType::Named, withheld_actors_.contains(actor)};
    const std::uint32_t first = first_nominal(actor);
    return first == kNone ? Kind{} : kind_of_noun(first);
  }

  // The text has its name, or the knowledge base, of a body that only stands for a country.
  bool is_named(std::uint32_t actor) const {
    const Actor& a = doc_.actors[actor];
    if (a.mentions.empty()) return !a.kb.empty();
    return std::any_of(a.mentions.begin(), a.mentions.end(), [this](std::uint32_t m) {
      return doc_.mentions[m].kind == MentionKind::Name;
    });
  }

  std::uint32_t first_nominal(std::uint32_t actor) const {
    for (const std::uint32_t m : doc_.actors[actor].mentions) {
      if (doc_.mentions[m].kind == MentionKind::Nominal) return doc_.mentions[m].head;
    }
    return kNone;
  }

  Kind kind_of_noun(std::uint32_t head) const {
    const std::string noun = lemma(head);
    const bool common = doc_.tokens[head].upos == Upos::Noun;
    if (media_.is_medium(tree_, head)) return {SourceType::Medium, false};
    const std::uint32_t actor = entities::actor_at(doc_, head);
    const bool person = actor != kNone && doc_.actors[actor].kind == ActorKind::Person;
    if (common && !person && words_.is(noun, SourceWords::kDocument))
      return {SourceType::Document, false};
    const bool withheld = is_withheld(head) || (actor != kNone && withheld_actors_.contains(actor));
    if (words_.is(noun, SourceWords::kNameless)) return {SourceType::Anonymous, true};
    if (has_name(head, actor)) return {SourceType::Named, withheld};
    if (withheld || (common && is_insider(head))) return {SourceType::Anonymous, true};
    if ((doc_.tokens[head].feats & feature::kPlur) || words_.is(noun, SourceWords::kCollective)) {
      return {SourceType::Collective, false};
    }
    return {SourceType::Role, is_nameless_person(head, actor)};
  }

  // Its own words are a name, a name stands beside it, or the report names its actor elsewhere.
  bool has_name(std::uint32_t head, std::uint32_t actor) const {
    const std::uint32_t own = entities::mention_headed_by(doc_, head);
    const bool people = own != kNone && doc_.mentions[own].type == NameType::Norp &&
                        (doc_.tokens[head].feats & feature::kPlur) != 0;
    if (people) return false;  // "Syrians"
    if (own != kNone && doc_.mentions[own].kind == MentionKind::Name) return true;
    if (is_named_beside(head)) return true;
    // "the Foreign Ministry"
    if (doc_.tokens[head].upos == Upos::Propn && !words_.is(lemma(head), SourceWords::kOffice))
      return true;
    return actor != kNone && (is_named(actor) || is_body_of_name(head, actor));
  }

  // "an official, Ali Hassan", "a witness named Ahmad"
  bool is_named_beside(std::uint32_t head) const {
    for (const std::uint32_t c : tree_.children(head)) {
      const Deprel relation = tree_.token(c).deprel;
      if ((relation == Deprel::Appos || relation == Deprel::Flat) &&
          doc_.tokens[c].upos == Upos::Propn)
        return true;
      if (relation != Deprel::Acl || !words_.is(lemma(c), SourceWords::kNaming)) continue;
      for (const std::uint32_t d : tree_.children(c)) {
        if (d > c && doc_.tokens[d].upos == Upos::Propn) return true;
      }
    }
    return false;
  }

  // "the Syrian government", "the Turkish army": one body, and the name of whose it is.
  bool is_body_of_name(std::uint32_t head, std::uint32_t actor) const {
    if (doc_.actors[actor].kind == ActorKind::Person ||
        (doc_.tokens[head].feats & feature::kPlur) != 0) {
      return false;
    }
    for (const std::uint32_t c : tree_.children(head)) {
      if (c > head || tree_.token(c).deprel == Deprel::Case) continue;
      const bool name = std::any_of(doc_.names.begin(), doc_.names.end(),
                                    [c](const Name& n) { return n.tokens.contains(c); });
      if (name || doc_.tokens[c].upos == Upos::Propn) return true;
    }
    return false;
  }

  // "a diplomat", "one resident": one person whom the text never names. Who holds an office, or
  // speaks for a body, is on the record.
  bool is_nameless_person(std::uint32_t head, std::uint32_t actor) const {
    if (actor == kNone || doc_.actors[actor].kind != ActorKind::Person) return false;
    const std::uint32_t first = first_nominal(actor);
    if (first != kNone && words_.is(lemma(first), SourceWords::kOffice)) return false;
    return is_indefinite(head) || (first != kNone && is_indefinite(first));
  }

  bool is_indefinite(std::uint32_t head) const {
    for (const std::uint32_t c : tree_.children(head)) {
      const std::string word = form(c);
      if (c < head && (word == "a" || word == "an" || word == "one" || word == "another"))
        return !words_.is(lemma(head), SourceWords::kOffice);
    }
    return false;
  }

  const SourceWords& words_;
  const Media& media_;
  Document& doc_;
  Tree tree_;
  std::set<std::uint32_t> withheld_;         // heads of noun phrases
  std::set<std::uint32_t> withheld_actors_;  // persons
};

}  // namespace

Result<void> classify_sources(const Resources& resources, Document& doc) {
  if (!doc.has(Layer::Mentions) || !doc.has(Layer::Statements)) {
    return make_error(ErrorCode::MissingLayer, "kinds of sources need mentions and statements");
  }
  Classifier(resources, doc).run();
  return {};
}

}  // namespace dragoman::speech
