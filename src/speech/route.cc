#include "speech/route.h"

#include <algorithm>
#include <array>
#include <string>

#include "core/utf8.h"
#include "speech/chain.h"
#include "speech/source_words.h"

namespace dragoman::speech {
namespace {

class Finder {
 public:
  Finder(const Tree& tree, const Media& media, const SourceWords& words, const Draft& draft)
      : tree_(tree), media_(media), words_(words), draft_(draft) {}

  Route find() {
    const Candidate& candidate = draft_.candidate;
    if (candidate.source.relay != kNone) visit_source(candidate.source.relay);
    if (candidate.source.head != kNone) visit_source(candidate.source.head);
    if (candidate.cue != kNone) {
      visit_phrases(candidate.cue);
      const std::uint32_t above = tree_.token(candidate.cue).head;
      visit_said(candidate.cue);
      // "was quoted on state television as saying"
      if (above != kNone && tree_.case_of(candidate.cue) == "as" &&
          words_.is(tree_.token(above).lemma, SourceWords::kCarrier)) {
        visit_phrases(above);
      }
    }
    return std::move(route_);
  }

 private:
  const std::string& lemma(std::uint32_t i) const { return tree_.token(i).lemma; }
  bool is_verb(std::uint32_t i) const { return tree_.token(i).upos == Upos::Verb; }

  // Phrases of a verb outside of the content, in text order.
  void visit_phrases(std::uint32_t verb) {
    for (const std::uint32_t c : tree_.children(verb)) {
      if (c == draft_.candidate.cue || c == draft_.candidate.addressee) continue;
      if (c == draft_.candidate.source.relay || holds(draft_.content, tree_.token(c).span))
        continue;
      const Deprel relation = tree_.token(c).deprel;
      if (relation == Deprel::Obl || relation == Deprel::OblAgent || relation == Deprel::Nmod) {
        visit_noun(c);
      } else if ((relation == Deprel::Advcl || relation == Deprel::Xcomp ||
                  relation == Deprel::Parataxis || relation == Deprel::Conj) &&
                 is_verb(c) && words_.is(lemma(c), SourceWords::kVoicing) && is_participle(c)) {
        visit_voicing(c);
      } else if (relation == Deprel::Advcl && is_verb(c) && is_participle(c) &&
                 words_.is(lemma(c), SourceWords::kCiting)) {
        const std::uint32_t object = tree_.child(c, {Deprel::Obj});
        if (object != kNone && is_nominal(tree_.token(object))) route_.cited = object;
      }
    }
  }

  // "he was quoted as saying by Interfax" with "quoted" for its cue
  void visit_said(std::uint32_t cue) {
    if (!words_.is(lemma(cue), SourceWords::kCarrier)) return;
    for (const std::uint32_t c : tree_.children(cue)) {
      if (is_verb(c) && tree_.case_of(c) == "as") visit_phrases(c);
    }
  }

  bool is_participle(std::uint32_t verb) const {
    return tree_.doc().form(verb).ends_with("ing") &&
           !tree_.has_child(verb, {Deprel::Nsubj, Deprel::Aux});
  }

  // "speaking to reporters", "writing in the Guardian"
  void visit_voicing(std::uint32_t verb) {
    for (const std::uint32_t c : tree_.children(verb)) {
      if (tree_.token(c).deprel != Deprel::Obl && tree_.token(c).deprel != Deprel::Obj) continue;
      if (add_medium(c)) continue;
      const std::string adposition = tree_.case_of(c);
      if (adposition == "to" || adposition == "with" || tree_.token(c).deprel == Deprel::Obj) {
        add_addressee(c);
      } else {
        visit_noun(c);
      }
    }
  }

  void visit_noun(std::uint32_t noun) {
    if (add_medium(noun)) return;
    const std::string adposition = tree_.case_of(noun);
    static constexpr std::array<std::string_view, 6> kWithin = {"in",      "on", "during",
                                                                "through", "by", "via"};
    if (std::find(kWithin.begin(), kWithin.end(), adposition) == kWithin.end()) return;
    const std::string& word = lemma(noun);
    const bool document = words_.is(word, SourceWords::kDocument);
    const bool exchange = words_.is(word, SourceWords::kExchange);
    if (!document && !exchange && !words_.is(word, SourceWords::kOccasion)) return;
    visit_media_of(noun);
    if (exchange) visit_addressee_of(noun);
    if (document && adposition != "during") route_.stops.push_back({noun, HopKind::Document});
  }

  // A source that is a document, or that somebody quotes: "a statement carried by SANA said".
  void visit_source(std::uint32_t head) {
    if (words_.is(lemma(head), SourceWords::kDocument)) {
      visit_media_of(head);
      return;
    }
    for (const std::uint32_t c : tree_.children(head)) {
      if (tree_.token(c).deprel == Deprel::Acl) visit_carrier(c);
    }
  }

  // "interview with CNN", "CNN interview", "statement on state television", "... carried by SANA"
  void visit_media_of(std::uint32_t noun) {
    for (const std::uint32_t c : tree_.children(noun)) {
      switch (tree_.token(c).deprel) {
        case Deprel::Nmod:
        case Deprel::Obl:
          add_medium(c);
          break;
        case Deprel::Compound:
        case Deprel::NmodPoss:
          if (tree_.token(c).upos == Upos::Propn && media_.is_medium(tree_, c)) push(c);
          break;
        case Deprel::Acl:
        case Deprel::AclRelcl:
          visit_carrier(c);
          break;
        default:
          break;
      }
    }
  }

  void visit_carrier(std::uint32_t verb) {
    if (!is_verb(verb) || !words_.is(lemma(verb), SourceWords::kCarrier)) return;
    for (const std::uint32_t c : tree_.children(verb)) {
      const Deprel relation = tree_.token(c).deprel;
      if (relation == Deprel::Obl || relation == Deprel::OblAgent) add_medium(c);
    }
  }

  void visit_addressee_of(std::uint32_t noun) {
    for (const std::uint32_t c : tree_.children(noun)) {
      if (tree_.token(c).deprel != Deprel::Nmod) continue;
      const std::string adposition = tree_.case_of(c);
      if (adposition == "to" || adposition == "with") add_addressee(c);
    }
  }

  void add_addressee(std::uint32_t noun) {
    if (route_.addressee == kNone && is_nominal(tree_.token(noun))) route_.addressee = noun;
  }

  // A medium behind a preposition that puts words into it: "on CNN", "to Reuters", "by SANA".
  bool add_medium(std::uint32_t noun) {
    static constexpr std::array<std::string_view, 12> kInto = {
        "in", "on", "to", "by", "via", "through", "with", "for", "over", "from", "of", "at"};
    const std::string adposition = tree_.case_of(noun);
    if (std::find(kInto.begin(), kInto.end(), adposition) == kInto.end()) return false;
    if (!media_.is_medium(tree_, noun)) return false;
    // "at the newspaper" and "of the newspaper" are where, unless a name says which.
    if ((adposition == "at" || adposition == "of" || adposition == "from") &&
        tree_.token(noun).upos != Upos::Propn) {
      return false;
    }
    push(noun);
    return true;
  }

  void push(std::uint32_t noun) {
    const auto same = [noun](const Stop& stop) { return stop.token == noun; };
    if (std::none_of(route_.stops.begin(), route_.stops.end(), same))
      route_.stops.push_back({noun, HopKind::Medium});
  }

  const Tree& tree_;
  const Media& media_;
  const SourceWords& words_;
  const Draft& draft_;
  Route route_;
};

}  // namespace

Route route_of(const Tree& tree, const Media& media, const SourceWords& words, const Draft& draft) {
  return Finder(tree, media, words, draft).find();
}

}  // namespace dragoman::speech
