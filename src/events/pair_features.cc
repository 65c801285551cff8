// The features that a pair of parties is weighed by (feature_weights.h). All are words of the text
// and labels of the lexicon, so that the file of weights can be read.
#include <algorithm>
#include <set>

#include "events/pair.h"
#include "events/realis.h"

namespace dragoman::events {
namespace {

constexpr float kBagValue =
    0.5f;  // a word somewhere in the sentence says less than one on the path

bool is_content(const Token& token) {
  return token.upos == Upos::Verb || token.upos == Upos::Noun || token.upos == Upos::Adj;
}

class PairFeatures {
 public:
  PairFeatures(const Clauses& clauses, const Lexicon& lexicon, const Pair& pair)
      : clauses_(clauses), doc_(clauses.doc()), lexicon_(lexicon), pair_(pair) {}

  std::vector<Feature> give() {
    add("bias");
    give_rules();
    give_path();
    give_clause("top", pair_.top);
    give_parties();
    give_sentence();
    return std::move(out_);
  }

 private:
  void add(std::string name, float value = 1) {
    if (seen_.insert(name).second) out_.push_back({std::move(name), value});
  }

  std::string lemma(std::uint32_t token) const {
    std::string buffer;
    return std::string(lower_lemma(clauses_.token(token), buffer));
  }

  // Types that the lexicon has for a word, whatever the conditions of its entries.
  std::set<EventType> types_of(std::uint32_t token) const {
    std::set<EventType> types;
    const TriggerPos pos = clauses_.token(token).upos == Upos::Verb  ? TriggerPos::Verb
                           : clauses_.token(token).upos == Upos::Adj ? TriggerPos::Adjective
                                                                     : TriggerPos::Noun;
    any_base(doc_, token, [&](std::string_view base) {
      const auto* entries = lexicon_.find(pos, base);
      if (entries == nullptr) return false;
      for (const std::uint32_t index : *entries) {
        if (const auto type = lexicon_.entry(index).type) types.insert(*type);
      }
      return true;
    });
    return types;
  }

  void add_types(const std::string& name, std::uint32_t token, float value = 1) {
    const auto types = types_of(token);
    for (const EventType type : types)
      add(name + "-type=" + std::string(to_string(type)), value / static_cast<float>(types.size()));
  }

  void give_rules() {
    if (pair_.candidates.empty()) add("rule=none");
    bool first = true;
    for (const Candidate& candidate : pair_.candidates) {
      const std::string type(to_string(candidate.act.type)), link(to_string(candidate.link));
      if (first) {
        add("rule=" + type);
        add("rule=" + type + " link=" + link);
        add("rule=" + type + " fact=" + std::string(to_string(candidate.act.factuality)));
        add("entry=" + candidate.act.entry->name.substr(0, candidate.act.entry->name.find('#')));
        add("cameo=" + candidate.act.cameo);
        if (!candidate.act.mode.empty()) add("mode=" + type + ":" + candidate.act.mode);
      } else {
        add("act=" + type, kBagValue);
        add("act=" + type + " link=" + link, kBagValue);
      }
      first = false;
    }
  }

  void give_path() {
    for (const std::uint32_t token : pair_.path) {
      if (!is_content(clauses_.token(token))) continue;
      add("path=" + lemma(token));
      add_types("path", token);
    }
    add("path-length=" + std::to_string(std::min<std::size_t>(pair_.path.size(), 5)));
  }

  // A predicate with what hangs on it.
  void give_clause(const std::string& name, std::uint32_t head) {
    if (head == kNone) return;
    const std::string word = lemma(head);
    add(name + "=" + word);
    add_types(name, head);
    for (const std::uint32_t child : clauses_.children(head)) {
      const Token& token = clauses_.token(child);
      const std::string relation(to_string(token.deprel));
      switch (token.deprel) {
        case Deprel::Obj:
        case Deprel::NsubjPass:
          add("obj=" + lemma(child));
          add(name + "=" + word + " obj=" + lemma(child));
          add_types("obj", child);
          break;
        case Deprel::Xcomp:
        case Deprel::Ccomp:
          add("comp=" + lemma(child));
          add_types("comp", child);
          add(name + "=" + word + " comp");
          for (const EventType type : types_of(child))
            add(name + "=" + word + " comp-type=" + std::string(to_string(type)));
          break;
        case Deprel::Obl:
          add("obl=" + std::string(clauses_.preposition(child)) + " " + lemma(child), kBagValue);
          add(name + "=" + word + " prep=" + std::string(clauses_.preposition(child)));
          break;
        case Deprel::Aux:
        case Deprel::CompoundPrt:
        case Deprel::Advmod:
          add(relation + "=" + lemma(child));
          add(name + "=" + word + " " + relation + "=" + lemma(child));
          break;
        default:
          break;
      }
    }
    Act act;
    act.anchor.token = act.realis = head;
    act.trigger.push_back(head);
    const Realis realis = realis_of(clauses_, lexicon_, act);
    if (realis.negated) add("negated");
    if (realis.future) add("future");
    if (realis.must) add("must");
    if (realis.conditional) add("conditional");
  }

  void give_party(const std::string& name, const Party& party) {
    const Token& head = clauses_.token(party.head);
    add(name + "-relation=" + std::string(to_string(head.deprel)));
    add(name + "-prep=" + std::string(clauses_.preposition(party.head)));
    if (head.head != kNone && is_content(clauses_.token(head.head))) {
      add(name + "-head=" + lemma(head.head));
      add_types(name + "-head", head.head);
      add(name + "-head=" + lemma(head.head) + " " + std::string(to_string(head.deprel)) + " " +
          std::string(clauses_.preposition(party.head)));
    }
    if (head.upos == Upos::Noun) add(name + "-word=" + lemma(party.head));
    for (const std::uint32_t actor : party.actors) {
      if (!doc_.actors[actor].sector.empty()) add(name + "-sector=" + doc_.actors[actor].sector);
      add(name + "-kind=" + std::string(to_string(doc_.actors[actor].kind)));
    }
    if (party.actors.empty()) add(name + "-kind=none");
    for (std::uint32_t i = party.tokens.begin; i < party.tokens.end; ++i) {
      if (clauses_.token(i).upos == Upos::Noun) add(name + "-has=" + lemma(i), kBagValue);
    }
  }

  void give_parties() {
    give_party("source", pair_.source);
    give_party("target", pair_.target);
    const std::uint32_t verb = clauses_.clause_head(pair_.source.head);
    if (verb != pair_.top) give_clause("pred", verb);
    const std::uint32_t target_verb = clauses_.clause_head(pair_.target.head);
    if (target_verb != pair_.top && target_verb != verb) {
      add("target-verb=" + lemma(target_verb));
      add_types("target-verb", target_verb);
    }
    const auto country = [&](const Party& party) -> std::string {
      for (const std::uint32_t actor : party.actors) {
        if (!doc_.actors[actor].country.empty()) return doc_.actors[actor].country;
      }
      return {};
    };
    const std::string a = country(pair_.source), b = country(pair_.target);
    if (!a.empty() && !b.empty()) add(a == b ? "countries=same" : "countries=two");
  }

  void give_sentence() {
    const std::uint32_t first = std::min(pair_.source.tokens.end, pair_.target.tokens.end);
    const std::uint32_t last = std::max(pair_.source.tokens.begin, pair_.target.tokens.begin);
    const TokenSpan sentence = doc_.sentences[clauses_.token(pair_.source.head).sentence].tokens;
    for (std::uint32_t i = sentence.begin; i < sentence.end; ++i) {
      const Token& token = clauses_.token(i);
      if (!is_content(token)) continue;
      const bool between = first <= i && i < last;
      add("word=" + lemma(i), kBagValue);
      if (between) {
        add("between=" + lemma(i), kBagValue);
        add_types("between", i, kBagValue);
      } else {
        add_types("word", i, kBagValue);
      }
    }
  }

  const Clauses& clauses_;
  const Document& doc_;
  const Lexicon& lexicon_;
  const Pair& pair_;
  std::vector<Feature> out_;
  std::set<std::string> seen_;
};

}  // namespace

std::vector<Feature> pair_features(const Clauses& clauses,
                                       const Lexicon& lexicon,
                                       const Pair& pair) {
  return PairFeatures(clauses, lexicon, pair).give();
}

}  // namespace dragoman::events
