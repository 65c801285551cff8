#include "events/trust.h"

#include <algorithm>
#include <set>
#include <string>

#include "entities/lookup.h"
#include "speech/lookup.h"

namespace dragoman::events {
namespace {

class Features {
 public:
  Features(const Clauses& clauses,
           const Lexicon& lexicon,
           const Act& act,
           const Event& event,
           const ReportFacts& facts)
      : clauses_(clauses),
        doc_(clauses.doc()),
        lexicon_(lexicon),
        act_(act),
        event_(event),
        facts_(facts),
        type_(to_string(event.type)) {}

  std::vector<Feature> give() {
    add("bias");
    give_pattern();
    give_parties("actor", event_.actors, act_.actors_expressed);
    give_parties("recipient", event_.recipients, act_.recipients_expressed);
    give_clause();
    give_report();
    return std::move(out_);
  }

 private:
  void add(std::string name, float value = 1) {
    if (seen_.insert(name).second) out_.push_back({std::move(name), value});
  }
  // The same, and together with the type.
  void add_typed(const std::string& name) {
    add(name);
    add(type_ + " " + name);
  }

  std::string lemma(std::uint32_t token) const {
    std::string buffer;
    return std::string(lower_lemma(clauses_.token(token), buffer));
  }

  void give_pattern() {
    const std::string& name = act_.entry->name;
    const std::string rule = name.substr(0, name.find('#'));
    add("type=" + type_);
    add("rule=" + rule);
    add("group=" + rule.substr(0, rule.find('/')));
    add("mode=" + type_ + ":" + event_.mode);
    add_typed("factuality=" + std::string(to_string(event_.factuality)));
    const std::string pos = act_.anchor.pos == TriggerPos::Verb   ? "verb"
                            : act_.anchor.pos == TriggerPos::Noun ? "noun"
                                                                  : "adjective";
    add_typed("pos=" + pos + (act_.anchor.light == kNone ? "" : " light"));
    if (act_.anchor.light != kNone) add("light=" + lemma(act_.anchor.light));
    if (act_.entry->weak) add_typed("weak");
    if (act_.composed) add_typed("composed");
    add("specificity=" + std::to_string(std::min<int>(act_.entry->specificity, 12) / 3));
    add("trigger-words=" + std::to_string(std::min<std::size_t>(act_.trigger.size(), 4)));
  }

  void give_parties(const std::string& part,
                    const std::vector<std::uint32_t>& actors,
                    bool expressed) {
    if (actors.empty()) {
      add_typed(part + (expressed ? "=unknown" : "=none"));
      return;
    }
    if (actors.size() > 2) add(part + "-many");
    for (const std::uint32_t index : actors) {
      const Actor& actor = doc_.actors[index];
      const std::string kind(to_string(actor.kind));
      const std::string sector = actor.code.empty() ? "none"
                                 : actor.code.starts_with("IGO")
                                     ? "IGO"
                                     : actor.sector.substr(0, 3);
      add_typed(part + "-kind=" + kind);
      add_typed(part + "-sector=" + sector);
      if (!actor.kb.empty()) add(part + "-known");
      if (actor.mentions.empty()) add_typed(part + "-unmentioned");
    }
    give_nearness(part, actors);
  }

  // Whether a party stands in the clause, elsewhere in the sentence, or is known from before.
  void give_nearness(const std::string& part, const std::vector<std::uint32_t>& actors) {
    const std::uint32_t sentence = clauses_.token(act_.anchor.token).sentence;
    bool in_sentence = false;
    std::uint32_t nearest = kNone;
    for (const std::uint32_t index : actors) {
      for (const std::uint32_t m : doc_.actors[index].mentions) {
        const Mention& mention = doc_.mentions[m];
        if (mention.head == kNone || clauses_.token(mention.head).sentence != sentence) continue;
        in_sentence = true;
        const std::uint32_t away = mention.head > act_.anchor.token
                                       ? mention.head - act_.anchor.token
                                       : act_.anchor.token - mention.head;
        if (nearest == kNone || away < nearest) nearest = away;
        add(part + "-mention=" + std::string(to_string(mention.kind)));
      }
    }
    if (!in_sentence) add_typed(part + "-elsewhere");
    if (nearest != kNone)
      add(part + "-away=" + std::string(nearest < 4 ? "0" : nearest < 9 ? "4" : nearest < 16 ? "9" : "16"));
  }

  void give_clause() {
    const std::uint32_t at = act_.anchor.token;
    const Token& t = clauses_.token(at);
    const std::string relation(to_string(t.deprel));
    add_typed("relation=" + relation);
    const std::uint32_t clause = clauses_.clause_head(act_.realis);
    add("clause=" + std::string(to_string(clauses_.token(clause).deprel)));
    if (clause != at) add("clause-head=" + lemma(clause));
    if (t.head != kNone) add("head=" + lemma(t.head));
    for (const std::uint32_t child : clauses_.children(at)) {
      const Token& c = clauses_.token(child);
      switch (c.deprel) {
        case Deprel::Obj:
        case Deprel::NsubjPass:
          add("obj=" + lemma(child));
          add(lemma(at) + " obj=" + lemma(child));
          break;
        case Deprel::Nsubj:
          if (c.upos != Upos::Propn) add("subj=" + lemma(child));
          break;
        case Deprel::Obl:
        case Deprel::Nmod:
          add("prep=" + std::string(clauses_.preposition(child)));
          add(lemma(at) + " prep=" + std::string(clauses_.preposition(child)));
          break;
        case Deprel::Ccomp:
        case Deprel::Xcomp:
        case Deprel::CompoundPrt:
        case Deprel::Mark:
        case Deprel::Det:
        case Deprel::Advmod:
          add(std::string(to_string(c.deprel)) + "=" + lemma(child));
          break;
        default:
          break;
      }
    }
    const TokenSpan sentence = doc_.sentences[t.sentence].tokens;
    add("length=" + std::string(sentence.size() < 12   ? "short"
                                : sentence.size() < 30 ? "middle"
                                : sentence.size() < 60 ? "long"
                                                       : "endless"));
    if (event_.said_by != kNone) {
      add("said=" + std::string(to_string(doc_.statements[event_.said_by].kind)));
    }
    if (t.sentence == 0) add("first sentence");
    for (std::uint32_t i = sentence.begin; i < sentence.end; ++i) {
      const Token& token = clauses_.token(i);
      if (token.upos == Upos::Noun || token.upos == Upos::Verb) add("word=" + lemma(i), 0.3f);
    }
  }

  void give_report() {
    add_typed(facts_.public_affairs ? "report=public" : "report=other");
    add("report-armed=" + std::to_string(std::min<std::size_t>(facts_.armed, 4)));
    add("report-abroad=" + std::to_string(std::min<std::size_t>(facts_.abroad, 6) / 2));
    if (facts_.vetoed > 0) add("report-vetoed");
    if (event_.place != kNone) add_typed("place");
    if (!event_.date.empty()) add("date");
  }

  const Clauses& clauses_;
  const Document& doc_;
  const Lexicon& lexicon_;
  const Act& act_;
  const Event& event_;
  const ReportFacts& facts_;
  std::string type_;
  std::vector<Feature> out_;
  std::set<std::string> seen_;
};

}  // namespace

bool is_trust_class(std::string_view name) { return name == "right" || name == "wrong"; }

std::vector<Feature> trust_features(const Clauses& clauses,
                                    const Lexicon& lexicon,
                                    const Act& act,
                                    const Event& event,
                                    const ReportFacts& facts) {
  return Features(clauses, lexicon, act, event, facts).give();
}

}  // namespace dragoman::events
