#include "speech/topics.h"

#include <algorithm>
#include <map>
#include <vector>

#include "core/tsv.h"
#include "core/utf8.h"
#include "speech/draft.h"
#include "speech/tree.h"

namespace dragoman::speech {
namespace {

void add_once(std::vector<std::uint32_t>& list, std::uint32_t index) {
  if (std::find(list.begin(), list.end(), index) == list.end()) list.push_back(index);
}

struct Phrase {
  TokenSpan tokens;
  int weight = 0;
};

class Finder {
 public:
  Finder(const LightNouns& light, const Document& doc)
      : light_(light), doc_(doc), tree_(doc), taken_(doc.tokens.size(), false) {
    for (const Token& token : doc.tokens) {
      if (token.upos == Upos::Noun) ++uses_[core::ascii_lower(token.lemma)];
    }
    take_named();
  }

  Topics find(const Statement& statement) const {
    Topics topics;
    for (const Mention& mention : doc_.mentions) {
      if (mention.actor == kNone || !holds(statement.content, mention.span)) continue;
      if (mention.kind == MentionKind::Pronoun && mention.actor == statement.speaker) continue;
      add_once(topics.actors, mention.actor);
    }
    for (std::uint32_t i = 0; i < doc_.places.size(); ++i) {
      if (holds(statement.content, doc_.places[i].span)) topics.places.push_back(i);
    }
    for (std::uint32_t i = 0; i < doc_.processes.size(); ++i) {
      const std::vector<ByteSpan>& mentions = doc_.processes[i].mentions;
      const bool named = std::any_of(mentions.begin(), mentions.end(),
                                     [&](ByteSpan span) { return holds(statement.content, span); });
      if (named) topics.processes.push_back(i);
    }
    topics.phrases = key_phrases(statement);
    return topics;
  }

 private:
  // Tokens that an actor, place, process or time stands for.
  void take_named() {
    const auto take = [this](TokenSpan span) {
      for (std::uint32_t i = span.begin; i < span.end; ++i) taken_[i] = true;
    };
    for (const Mention& mention : doc_.mentions) {
      if (mention.actor != kNone || mention.kind == MentionKind::Name) take(mention.tokens);
    }
    for (const Place& place : doc_.places) take(place.tokens);
    for (const Timex& timex : doc_.times) take(timex.tokens);
    for (const ProcessMention& process : doc_.processes) {
      for (const ByteSpan span : process.mentions)
        take({tree_.token_from(span.begin), tree_.token_from(span.end)});
    }
  }

  std::vector<ByteSpan> key_phrases(const Statement& statement) const {
    std::vector<Phrase> phrases;
    for (const ByteSpan part : statement.content) {
      std::uint32_t i = tree_.token_from(part.begin);
      for (; i < doc_.tokens.size() && doc_.tokens[i].span.end <= part.end; ++i) {
        if (!is_head(i)) continue;
        const Phrase phrase = phrase_at(i, part);
        if (!phrases.empty() && phrases.back().tokens.contains(i)) continue;
        phrases.push_back(phrase);
      }
    }
    drop_repeated(phrases);
    std::stable_sort(phrases.begin(), phrases.end(),
                     [](const Phrase& a, const Phrase& b) { return a.weight > b.weight; });
    if (phrases.size() > kKeyPhrases) phrases.resize(kKeyPhrases);
    std::vector<ByteSpan> spans;
    for (const Phrase& phrase : phrases) spans.push_back(doc_.bytes(phrase.tokens));
    std::sort(spans.begin(), spans.end());
    return spans;
  }

  bool is_head(std::uint32_t i) const {
    const Token& token = doc_.tokens[i];
    if (token.upos != Upos::Noun || taken_[i]) return false;
    if (token.deprel == Deprel::Compound || token.deprel == Deprel::Fixed ||
        token.deprel == Deprel::Flat) {
      return false;
    }
    if (token.span.size() < 3) return false;
    if (is_light(i) && (i == 0 || !belongs_before(i - 1, i))) return false;
    return !tree_.has_child(i, {Deprel::Nummod});  // "ten trucks" counts, and says little
  }

  bool is_light(std::uint32_t i) const {
    return light_.contains(core::ascii_lower(doc_.tokens[i].lemma));
  }

  static bool is_modifier(Deprel relation) {
    return relation == Deprel::Amod || relation == Deprel::Compound;
  }

  Phrase phrase_at(std::uint32_t head, ByteSpan part) const {
    Phrase phrase{{head, head + 1}, weight_of_place(head)};
    int modifiers = 0;
    while (phrase.tokens.begin > 0 && belongs_before(phrase.tokens.begin - 1, head) &&
           doc_.tokens[phrase.tokens.begin - 1].span.begin >= part.begin) {
      --phrase.tokens.begin;
      ++modifiers;
    }
    if (const std::uint32_t end = end_of_complement(head); end != kNone) {
      if (doc_.tokens[end - 1].span.end <= part.end) {
        phrase.tokens.end = end;
        ++modifiers;
      }
    }
    const auto uses = uses_.find(core::ascii_lower(doc_.tokens[head].lemma));
    const int used = uses == uses_.end() ? 0 : uses->second;
    phrase.weight += std::min(modifiers, 2) + (used >= 4 ? 2 : used >= 2 ? 1 : 0);
    return phrase;
  }

  // A modifier of the head, or of a modifier of it: "[chemical] [weapons] stockpile".
  bool belongs_before(std::uint32_t i, std::uint32_t head) const {
    const Token& token = doc_.tokens[i];
    if (token.upos == Upos::Num || token.upos == Upos::Punct || token.upos == Upos::Det)
      return false;
    if (is_light(i)) return false;
    std::uint32_t above = i;
    while (above != head && above != kNone && above >= i && above <= head &&
           is_modifier(doc_.tokens[above].deprel)) {
      above = doc_.tokens[above].head;
    }
    return above == head;
  }

  // End of "of foreign troops" right behind the head, if it is short; else kNone.
  std::uint32_t end_of_complement(std::uint32_t head) const {
    const std::uint32_t next = head + 1;
    if (next >= doc_.tokens.size() || doc_.form(next) != "of") return kNone;
    const std::uint32_t noun = doc_.tokens[next].head;
    if (noun == kNone || noun <= next || noun > next + 4 || doc_.tokens[noun].head != head)
      return kNone;
    const Upos upos = doc_.tokens[noun].upos;
    return upos == Upos::Noun || upos == Upos::Propn ? noun + 1 : kNone;
  }

  int weight_of_place(std::uint32_t head) const {
    switch (doc_.tokens[head].deprel) {
      case Deprel::Nsubj:
      case Deprel::NsubjPass:
      case Deprel::Obj:
      case Deprel::Root:
        return 2;
      case Deprel::Obl:
      case Deprel::OblAgent:
      case Deprel::Xcomp:
      case Deprel::Ccomp:
      case Deprel::Conj:
        return 1;
      default:
        return 0;
    }
  }

  // Of phrases with the same words the first one stays, with the greater weight.
  void drop_repeated(std::vector<Phrase>& phrases) const {
    std::map<std::string, std::size_t> first;
    std::vector<Phrase> kept;
    for (const Phrase& phrase : phrases) {
      const std::string words = core::ascii_lower(doc_.view(doc_.bytes(phrase.tokens)));
      const auto [at, fresh] = first.emplace(words, kept.size());
      if (fresh) {
        kept.push_back(phrase);
      } else {
        kept[at->second].weight = std::max(kept[at->second].weight, phrase.weight);
      }
    }
    phrases = std::move(kept);
  }

  const LightNouns& light_;
  const Document& doc_;
  Tree tree_;
  std::vector<bool> taken_;          // [tokens]
  std::map<std::string, int> uses_;  // of nouns in the report, by lemma
};

}  // namespace

Result<LightNouns> LightNouns::load(const std::string& path) {
  const Result<core::TsvFile> file = core::read_tsv(path, 1, 1);
  if (!file) return file.error();
  LightNouns out;
  for (const core::TsvRow& row : file->rows) out.lemmas_.insert(row.fields[0]);
  return out;
}

Result<void> find_topics(const Resources& resources, Document& doc) {
  for (const Layer layer :
       {Layer::Trees, Layer::Places, Layer::Mentions, Layer::Statements, Layer::Processes}) {
    if (!doc.has(layer)) {
      return make_error(ErrorCode::MissingLayer,
                        "topics need trees, places, mentions, statements and processes");
    }
  }
  const Finder finder(resources.light_nouns(), doc);
  doc.topics.reserve(doc.statements.size());
  for (const Statement& statement : doc.statements) doc.topics.push_back(finder.find(statement));
  doc.mark(Layer::Topics);
  return {};
}

}  // namespace dragoman::speech
