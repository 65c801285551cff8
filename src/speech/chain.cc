#include "speech/chain.h"

#include <algorithm>
#include <array>

#include "core/tsv.h"
#include "core/utf8.h"
#include "entities/lookup.h"

namespace dragoman::speech {
namespace {

std::string lower(std::string_view text) {
  return core::ascii_lower(text);
}

// The name mention that holds `token`, or the token alone: the words by which a hop is called.
ByteSpan name_span(const Document& doc, std::uint32_t token) {
  for (const Name& name : doc.names) {
    if (name.tokens.contains(token)) return doc.bytes(name.tokens);
  }
  // A run of proper nouns around it.
  TokenSpan run{token, token + 1};
  while (run.begin > 0 && doc.tokens[run.begin - 1].upos == Upos::Propn &&
         doc.tokens[run.begin - 1].sentence == doc.tokens[token].sentence) {
    --run.begin;
  }
  return doc.bytes(run);
}

bool is_first_person(const Document& doc, std::uint32_t token) {
  const std::string form = lower(doc.form(token));
  return form == "i" || form == "we" || form == "my" || form == "our" || form == "me" ||
         form == "us";
}

bool is_third_person(const Document& doc, std::uint32_t token) {
  const std::string form = lower(doc.form(token));
  return form == "he" || form == "she" || form == "his" || form == "her";
}

// "it said", "the statement said": whoever spoke last and is no person, or gave the statement.
bool is_body_or_paper(const Tree& tree, std::uint32_t token) {
  const std::string form = lower(tree.doc().form(token));
  if (form == "it" || form == "they" || form == "its" || form == "their") return true;
  static constexpr std::array<std::string_view, 9> kPapers = {
      "statement", "communique", "declaration", "release", "letter",
      "message",   "readout",    "bulletin",    "text"};
  if (std::find(kPapers.begin(), kPapers.end(), tree.token(token).lemma) == kPapers.end())
    return false;
  const std::uint32_t article = tree.child(token, {Deprel::Det});
  return article != kNone && lower(tree.doc().form(article)) == "the";
}

// The noun that a relative pronoun takes up.
std::uint32_t antecedent(const Document& doc, std::uint32_t pronoun) {
  std::uint32_t i = pronoun;
  while (i != kNone && doc.tokens[i].deprel != Deprel::AclRelcl) i = doc.tokens[i].head;
  return i == kNone ? kNone : doc.tokens[i].head;
}

}  // namespace

Result<Media> Media::load(const std::string& path) {
  const Result<core::TsvFile> file = core::read_tsv(path, 2, 3);
  if (!file) return file.error();
  Media out;
  for (const core::TsvRow& row : file->rows) {
    if (row.fields[1] == "name") {
      out.names_.insert(lower(row.fields[0]));
    } else if (row.fields[1] == "word") {
      out.words_.insert(row.fields[0]);
    } else {
      return file->error(row, 1, "expected name or word");
    }
  }
  return out;
}

bool Media::is_medium_name(const std::string& name) const {
  std::string key = lower(name);
  if (key.starts_with("the ")) key.erase(0, 4);
  if (names_.contains(key)) return true;
  // "Turkey's Anadolu Agency", "the Fars news agency": a known word at the end.
  const std::size_t space = key.find_last_of(" -");
  return space != std::string::npos && words_.contains(key.substr(space + 1));
}

bool Media::is_medium(const Tree& tree, std::uint32_t head) const {
  const Document& doc = tree.doc();
  const Token& token = tree.token(head);
  if (token.upos == Upos::Noun && words_.contains(token.lemma)) return true;
  const ByteSpan span = name_span(doc, head);
  if (is_medium_name(std::string(doc.view(span)))) return true;
  // "state news agency SANA" with the name as apposition or flat part.
  for (const std::uint32_t c : tree.children(head)) {
    const Deprel relation = tree.token(c).deprel;
    if (relation != Deprel::Appos && relation != Deprel::Flat && relation != Deprel::Compound)
      continue;
    if (tree.token(c).upos == Upos::Noun && words_.contains(tree.token(c).lemma)) return true;
    if (is_medium_name(std::string(doc.view(name_span(doc, c))))) return true;
  }
  return false;
}

std::uint32_t actor_of_source(const Document& doc, const Tree& tree, const Source& source) {
  if (source.head == kNone) return kNone;
  std::uint32_t head = source.head;
  if (source.kind == SourceKind::Relative) {
    const std::uint32_t noun = antecedent(doc, head);
    if (noun != kNone) head = noun;
  }
  entities::ActorsOfOptions whole;
  whole.members = false;
  const std::vector<std::uint32_t> actors = entities::actors_of(doc, head, whole);
  if (!actors.empty()) return actors[0];
  if (doc.tokens[head].upos == Upos::Pron) return kNone;
  // "a Foreign Ministry statement", "the statement by the ministry", "Syrian state media".
  for (const Deprel relation : {Deprel::NmodPoss, Deprel::Compound, Deprel::Nmod, Deprel::Amod}) {
    for (const std::uint32_t c : tree.children(head)) {
      if (tree.token(c).deprel != relation) continue;
      if (relation == Deprel::Nmod) {
        const std::string word = tree.case_of(c);
        if (word != "by" && word != "from" && word != "of" && word != "in" && word != "at")
          continue;
      }
      const std::uint32_t actor = entities::actor_at(doc, c);
      if (actor != kNone) return actor;
    }
  }
  // "The minister read out a statement saying": whoever gives the document.
  const std::uint32_t verb = doc.tokens[head].head;
  if (source.kind == SourceKind::Noun && doc.tokens[head].deprel == Deprel::Obj && verb != kNone) {
    const std::uint32_t giver = tree.child(verb, {Deprel::Nsubj});
    if (giver != kNone) return entities::actor_at(doc, giver);
  }
  return kNone;
}

void fill_actors(const Media& media,
                 const Tree& tree,
                 const std::vector<Draft>& drafts,
                 Document& doc) {
  // A hop is called by the name in its phrase; a common noun ("the agency") by the name of its
  // actor.
  const auto hop_of = [&](std::uint32_t token) {
    ChainHop hop;
    hop.span = name_span(doc, token);
    hop.name = std::string(doc.view(hop.span));
    if (tree.token(token).upos != Upos::Propn) {
      const std::uint32_t actor = entities::actor_at(doc, token);
      for (const std::uint32_t c : tree.children(token)) {
        const Deprel relation = tree.token(c).deprel;
        if (tree.token(c).upos == Upos::Propn &&
            (relation == Deprel::Compound || relation == Deprel::Appos ||
             relation == Deprel::Flat)) {
          hop.span = cover(name_span(doc, c), tree.token(token).span);
        }
      }
      hop.name = actor != kNone ? doc.actors[actor].name : std::string(doc.view(hop.span));
    }
    return hop;
  };
  std::uint32_t last_person = kNone;  // the speaker a stray "he" may go back to
  std::uint32_t last_body = kNone;    // the one for "it" and "they"
  std::uint32_t last_speaker = kNone;
  for (std::size_t i = 0; i < drafts.size(); ++i) {
    const Draft& draft = drafts[i];
    Statement& statement = doc.statements[i];
    const Source& source = draft.candidate.source;
    statement.source_token = source.head;
    statement.speaker = actor_of_source(doc, tree, source);
    if (draft.speaker_of != kNone && source.head == kNone) {
      statement.speaker = doc.statements[draft.speaker_of].speaker;
      statement.source_token = doc.statements[draft.speaker_of].source_token;
    }
    const Statement* parent = draft.parent != kNone ? &doc.statements[draft.parent] : nullptr;
    if (statement.speaker == kNone && source.head != kNone) {
      if (parent != nullptr && is_first_person(doc, source.head))
        statement.speaker = parent->speaker;
      if (is_third_person(doc, source.head)) statement.speaker = last_person;
      if (is_body_or_paper(tree, source.head)) {
        statement.speaker = tree.token(source.head).upos == Upos::Pron ? last_body : last_speaker;
      }
    }
    if (draft.candidate.addressee != kNone) {
      statement.addressee = entities::actor_at(doc, draft.candidate.addressee);
    }

    // outlet <- agency <- whoever says that the speaker said it <- who was told <- speaker
    if (parent != nullptr) {
      statement.chain = parent->chain;
    } else {
      if (!doc.report.outlet.empty()) {
        ChainHop outlet;
        outlet.name = doc.report.outlet;
        statement.chain.push_back(outlet);
      }
      if (!doc.report.agency.empty() && doc.report.agency != doc.report.outlet) {
        ChainHop agency;
        agency.name = doc.report.agency;
        agency.span = doc.report.agency_span;
        statement.chain.push_back(agency);
      }
    }
    if (source.relay != kNone) statement.chain.push_back(hop_of(source.relay));
    if (draft.candidate.addressee != kNone && media.is_medium(tree, draft.candidate.addressee)) {
      statement.chain.push_back(hop_of(draft.candidate.addressee));
    }
    ChainHop last;
    if (source.head != kNone) last = hop_of(source.head);
    // A medium is called by its name, not by whatever actor stands behind it.
    const bool medium = source.head != kNone && media.is_medium(tree, source.head);
    if (!medium) last.actor = statement.speaker;
    if (last.actor == kNone && source.head == kNone && statement.speaker != kNone) {
      last.actor = statement.speaker;
    }
    if (last.actor != kNone || !last.name.empty()) statement.chain.push_back(last);
    // "told AFP" in a report of AFP: one hop.
    const auto same = [](const ChainHop& a, const ChainHop& b) {
      return a.actor != kNone || b.actor != kNone ? a.actor == b.actor : a.name == b.name;
    };
    statement.chain.erase(std::unique(statement.chain.begin(), statement.chain.end(), same),
                          statement.chain.end());

    if (statement.speaker != kNone && doc.actors[statement.speaker].kind == ActorKind::Person) {
      last_person = statement.speaker;
    } else if (statement.speaker != kNone) {
      last_body = statement.speaker;
    }
    if (statement.speaker != kNone) last_speaker = statement.speaker;
  }
}

}  // namespace dragoman::speech
