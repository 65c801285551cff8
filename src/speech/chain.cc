#include "speech/chain.h"

#include <algorithm>

#include "core/tsv.h"
#include "core/utf8.h"
#include "entities/lookup.h"
#include "speech/route.h"
#include "speech/source_words.h"

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
bool is_body_or_paper(const Tree& tree, const SourceWords& words, std::uint32_t token) {
  const std::string form = lower(tree.doc().form(token));
  if (form == "it" || form == "they" || form == "its" || form == "their") return true;
  if (!words.is(tree.token(token).lemma, SourceWords::kIssued)) return false;
  const std::uint32_t article = tree.child(token, {Deprel::Det});
  return article != kNone && lower(tree.doc().form(article)) == "the";
}

// The noun that a relative pronoun takes up.
std::uint32_t antecedent(const Document& doc, std::uint32_t pronoun) {
  std::uint32_t i = pronoun;
  while (i != kNone && doc.tokens[i].deprel != Deprel::AclRelcl) i = doc.tokens[i].head;
  return i == kNone ? kNone : doc.tokens[i].head;
}

constexpr std::uint32_t kReach = 5;  // sentences over which "it said" goes back to who spoke
constexpr std::size_t kShort = 4;    // letters of a short form

std::string name_key(std::string_view name) {
  std::string key = lower(name);
  if (key.starts_with("the ")) key.erase(0, 4);
  return key;
}

}  // namespace

Result<Media> Media::load(const std::string& path, const std::string& agencies) {
  const Result<core::TsvFile> forms = core::read_tsv(agencies, 3, 3);
  if (!forms) return forms.error();
  const Result<core::TsvFile> file = core::read_tsv(path, 2, 3);
  if (!file) return file.error();
  Media out;
  for (const core::TsvRow& row : forms->rows) {
    const std::string key = name_key(row.fields[0]);
    out.full_names_[key] = name_key(row.fields[1]);
    // Short forms stand for other things, too ("MAP", "PAN"); media.tsv has those that do not.
    if (key.size() > kShort) out.names_.insert(key);
  }
  for (const core::TsvRow& row : file->rows) {
    const std::string key = lower(row.fields[0]);
    const std::string& kind = row.fields[1];
    const std::string full = row.fields.size() > 2 ? row.fields[2] : std::string();
    if (kind == "name") {
      out.names_.insert(key);
    } else if (kind == "word") {
      out.words_.insert(key);
    } else if (kind == "ending") {
      out.endings_.insert(key);
    } else if (kind == "verb" && !full.empty()) {
      out.verbs_[key] = full;
    } else {
      return file->error(row, 1, "expected name, word, ending, or verb with a name behind it");
    }
  }
  return out;
}

bool Media::is_medium_name(std::string_view name) const {
  const std::string key = name_key(name);
  if (names_.contains(key)) return true;
  // "Turkey's Anadolu Agency", "the Fars news agency": a known word at the end.
  const std::size_t space = key.find_last_of(" -");
  if (space == std::string::npos) return false;
  const std::string last = key.substr(space + 1);
  if (endings_.contains(last) || words_.contains(last)) return true;
  const std::size_t before = key.find_last_of(" -", space - 1);
  return words_.contains(key.substr(before == std::string::npos ? 0 : before + 1));
}

std::string Media::full_name(std::string_view name) const {
  const std::string key = name_key(name);
  const auto found = full_names_.find(key);
  return found == full_names_.end() ? key : found->second;
}

std::string Media::medium_of_verb(const std::string& lemma) const {
  const auto found = verbs_.find(lemma);
  return found == verbs_.end() ? std::string() : found->second;
}

bool Media::is_word(const Tree& tree, std::uint32_t i) const {
  const Token& token = tree.token(i);
  if (token.upos != Upos::Noun) return false;
  const std::string lemma = lower(token.lemma);
  if (words_.contains(lemma)) return true;
  return i > 0 && tree.token(i - 1).sentence == token.sentence &&
         words_.contains(lower(tree.doc().form(i - 1)) + ' ' + lemma);
}

std::uint32_t Media::name_in(const Tree& tree, std::uint32_t head) const {
  const Document& doc = tree.doc();
  const auto named = [&](std::uint32_t i) {
    return tree.token(i).upos == Upos::Propn && is_medium_name(doc.view(name_span(doc, i)));
  };
  if (named(head)) return head;
  // "state news agency SANA", but not "Reuters correspondent".
  const bool noun = tree.token(head).upos == Upos::Noun;
  for (const std::uint32_t c : tree.children(head)) {
    const Deprel relation = tree.token(c).deprel;
    const bool beside = relation == Deprel::Appos || relation == Deprel::Flat ||
                        (relation == Deprel::Compound && (!noun || is_word(tree, head)));
    if (beside && named(c)) return c;
  }
  return kNone;
}

bool Media::is_medium(const Tree& tree, std::uint32_t head) const {
  if (is_word(tree, head) || name_in(tree, head) != kNone) return true;
  for (const std::uint32_t c : tree.children(head)) {
    const Deprel relation = tree.token(c).deprel;
    if ((relation == Deprel::Appos || relation == Deprel::Flat) && is_word(tree, c)) return true;
  }
  // "the agency", of which the report told the name before.
  const std::uint32_t mention = entities::mention_headed_by(tree.doc(), head);
  const std::uint32_t actor = mention == kNone ? kNone : tree.doc().mentions[mention].actor;
  return actor != kNone && tree.doc().actors[actor].kind != ActorKind::Person &&
         is_medium_name(tree.doc().actors[actor].name);
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
  // "one of those in the film, Ana Reyes"
  for (const std::uint32_t c : tree.children(head)) {
    if (tree.token(c).deprel != Deprel::Appos && tree.token(c).deprel != Deprel::Flat) continue;
    if (const std::uint32_t actor = entities::actor_at(doc, c); actor != kNone) return actor;
  }
  // "Leader of the party Ana Reyes": the name at its end, which the tree parts from it.
  if (!source.tokens.empty()) {
    const std::uint32_t last = entities::mention_at(doc, source.tokens.back());
    if (last != kNone && doc.mentions[last].kind == MentionKind::Name &&
        doc.mentions[last].actor != kNone && !tree.is_below(doc.mentions[last].head, head) &&
        doc.actors[doc.mentions[last].actor].kind == ActorKind::Person) {
      return doc.mentions[last].actor;
    }
  }
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
      // "a statement from Macron's office"
      const std::uint32_t owner = tree.child(c, {Deprel::NmodPoss});
      if (owner == kNone) continue;
      if (const std::uint32_t master = entities::actor_at(doc, owner); master != kNone)
        return master;
    }
  }
  // "a letter written by the mayor"
  const std::uint32_t written = tree.child(head, {Deprel::Acl});
  if (written != kNone && (tree.token(written).feats & feature::kPass) != 0) {
    for (const std::uint32_t c : tree.children(written)) {
      if (tree.case_of(c) != "by") continue;
      if (const std::uint32_t actor = entities::actor_at(doc, c); actor != kNone) return actor;
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

namespace {

// A common noun with what stands before it: "Syrian state television".
ByteSpan noun_span(const Tree& tree, std::uint32_t head) {
  TokenSpan run{head, head + 1};
  while (run.begin > 0) {
    const Token& before = tree.token(run.begin - 1);
    if (before.deprel != Deprel::Amod && before.deprel != Deprel::Compound) break;
    if (!run.contains(before.head)) break;
    --run.begin;
  }
  return tree.doc().bytes(run);
}

class Filler {
 public:
  Filler(const Media& media,
         const SourceWords& words,
         const Tree& tree,
         const std::vector<Draft>& drafts,
         Document& doc)
      : media_(media), words_(words), tree_(tree), drafts_(drafts), doc_(doc) {}

  void fill(std::size_t i) {
    const Draft& draft = drafts_[i];
    Statement& statement = doc_.statements[i];
    statement.source_token = draft.candidate.source.head;
    statement.speaker = speaker_of(draft);
    if (goes_on(draft)) statement.source_token = doc_.statements[draft.speaker_of].source_token;
    const Route route = route_of(tree_, media_, words_, draft);
    statement.addressee = addressee_of(draft, route);
    if (goes_on(draft) && draft.parent == kNone) {
      statement.chain = doc_.statements[draft.speaker_of].chain;
    } else {
      fill_chain(draft, route, statement);
    }
    remember(statement);
  }

 private:
  // A quotation that goes on from another, without words for its source.
  static bool goes_on(const Draft& draft) {
    return draft.speaker_of != kNone && draft.candidate.source.head == kNone;
  }

  // ---- actors ----

  std::uint32_t speaker_of(const Draft& draft) const {
    const Source& source = draft.candidate.source;
    if (goes_on(draft)) return doc_.statements[draft.speaker_of].speaker;
    const std::uint32_t actor = actor_of_source(doc_, tree_, source);
    if (actor != kNone || source.head == kNone) return actor;
    if (is_body_or_paper(tree_, words_, source.head)) {
      if (tree_.token(source.head).upos != Upos::Pron) return last_speaker_;
      const std::string form = lower(doc_.form(source.head));
      if (form != "it" && form != "its") return last_body_;
      const std::uint32_t sentence = tree_.token(source.head).sentence;
      return sentence <= last_single_at_ + kReach ? last_single_body_ : kNone;
    }
    if (is_third_person(doc_, source.head)) return last_person_;
    if (draft.parent != kNone && is_first_person(doc_, source.head))
      return doc_.statements[draft.parent].speaker;
    return kNone;
  }

  std::uint32_t addressee_of(const Draft& draft, const Route& route) const {
    std::uint32_t token = draft.candidate.addressee;
    // "accused Russia of ...": who is spoken of is not who is spoken to.
    if (token != kNone && holds(draft.content, tree_.token(token).span)) token = kNone;
    if (token == kNone) token = route.addressee;
    return token == kNone ? kNone : entities::actor_at(doc_, token);
  }

  void remember(const Statement& statement) {
    const std::uint32_t speaker = statement.speaker, source = statement.source_token;
    if (speaker == kNone) return;
    last_speaker_ = speaker;
    if (doc_.actors[speaker].kind == ActorKind::Person) {
      last_person_ = speaker;
      return;
    }
    last_body_ = speaker;
    const bool several = source != kNone && tree_.token(source).upos == Upos::Noun &&
                         (tree_.token(source).feats & feature::kPlur) != 0;
    if (several) return;
    last_single_body_ = speaker;
    last_single_at_ = tree_.token(statement.content_tokens.begin).sentence;
  }

  // ---- the chain ----

  // outlet <- agency <- whoever says that the speaker said it <- medium, document <- speaker
  void fill_chain(const Draft& draft, const Route& route, Statement& statement) const {
    const Candidate& candidate = draft.candidate;
    if (draft.parent != kNone) {
      statement.chain = doc_.statements[draft.parent].chain;
    } else {
      start_chain(statement.chain);
    }
    std::vector<ChainHop> hops;
    if (candidate.addressee != kNone && media_.is_medium(tree_, candidate.addressee))
      hops.push_back(medium_hop(candidate.addressee));
    for (const Stop& stop : route.stops) {
      hops.push_back(stop.kind == HopKind::Medium ? medium_hop(stop.token)
                                                  : document_hop(stop.token));
    }
    add_medium_of_cue(candidate.cue, hops);
    if (candidate.source.relay != kNone) hops.push_back(relay_hop(candidate.source.relay));
    add_source(candidate.source, statement, hops);
    if (route.cited != kNone) hops.push_back(relay_hop(route.cited));
    for (ChainHop& hop : hops) append(std::move(hop), statement.chain);
  }

  void start_chain(std::vector<ChainHop>& chain) const {
    const Report& report = doc_.report;
    if (!report.outlet.empty()) chain.push_back({kNone, report.outlet, {}, HopKind::Outlet});
    if (!report.agency.empty())
      append({kNone, report.agency, report.agency_span, HopKind::Agency}, chain);
  }

  // "told AFP" in a report of AFP: one hop.
  void append(ChainHop hop, std::vector<ChainHop>& chain) const {
    const bool there = std::any_of(chain.begin(), chain.end(), [&](const ChainHop& other) {
      if (hop.actor != kNone && other.actor != kNone) return hop.actor == other.actor;
      if (hop.kind == HopKind::Document || other.kind == HopKind::Document) return false;
      return full_name(hop) == full_name(other);
    });
    if (!there) chain.push_back(std::move(hop));
  }

  std::string full_name(const ChainHop& hop) const {
    return media_.full_name(hop.actor != kNone ? doc_.actors[hop.actor].name : hop.name);
  }

  // Called by its name, not by whatever actor stands behind it; "the agency" by that of its actor.
  ChainHop medium_hop(std::uint32_t token) const {
    ChainHop hop;
    hop.kind = HopKind::Medium;
    const std::uint32_t name = media_.name_in(tree_, token);
    const bool common = name == kNone && tree_.token(token).upos != Upos::Propn;
    hop.span = name != kNone ? name_span(doc_, name)
               : common      ? noun_span(tree_, token)
                             : name_span(doc_, token);
    hop.name = std::string(doc_.view(hop.span));
    const std::uint32_t actor = common ? entities::actor_at(doc_, token) : kNone;
    if (actor != kNone && media_.is_medium_name(doc_.actors[actor].name))
      hop.name = doc_.actors[actor].name;
    return hop;
  }

  ChainHop document_hop(std::uint32_t token) const {
    ChainHop hop;
    hop.kind = HopKind::Document;
    hop.span = noun_span(tree_, token);
    hop.name = std::string(doc_.view(hop.span));
    return hop;
  }

  ChainHop actor_hop(std::uint32_t token, std::uint32_t actor) const {
    ChainHop hop;
    hop.actor = actor;
    hop.span =
        tree_.token(token).upos == Upos::Noun ? noun_span(tree_, token) : name_span(doc_, token);
    hop.name = std::string(doc_.view(hop.span));
    return hop;
  }

  ChainHop relay_hop(std::uint32_t token) const {
    if (media_.is_medium(tree_, token)) return medium_hop(token);
    return is_document(token) ? document_hop(token)
                              : actor_hop(token, entities::actor_at(doc_, token));
  }

  bool is_document(std::uint32_t token) const {
    return tree_.token(token).upos == Upos::Noun &&
           words_.is(tree_.token(token).lemma, SourceWords::kDocument);
  }

  // "tweeted" names its medium.
  void add_medium_of_cue(std::uint32_t cue, std::vector<ChainHop>& hops) const {
    if (cue == kNone) return;
    const std::string name = media_.medium_of_verb(tree_.token(cue).lemma);
    if (!name.empty()) hops.push_back({kNone, name, tree_.token(cue).span, HopKind::Medium});
  }

  void add_source(const Source& source,
                  const Statement& statement,
                  std::vector<ChainHop>& hops) const {
    if (source.head == kNone) {
      if (statement.speaker != kNone)
        hops.push_back({statement.speaker, doc_.actors[statement.speaker].name, {}});
    } else if (media_.is_medium(tree_, source.head)) {
      hops.push_back(medium_hop(source.head));
    } else if (is_document(source.head)) {
      hops.push_back(document_hop(source.head));
      add_issuer(source, statement.speaker, hops);
    } else {
      hops.push_back(actor_hop(source.head, statement.speaker));
    }
  }

  // Whoever speaks in a document, with the words that say so, if any do.
  void add_issuer(const Source& source, std::uint32_t speaker, std::vector<ChainHop>& hops) const {
    if (speaker == kNone) return;
    ChainHop issuer{speaker, doc_.actors[speaker].name, {}};
    for (const std::uint32_t m : doc_.actors[speaker].mentions) {
      if (contains(source.tokens, doc_.mentions[m].head)) issuer.span = doc_.mentions[m].span;
    }
    hops.push_back(std::move(issuer));
  }

  const Media& media_;
  const SourceWords& words_;
  const Tree& tree_;
  const std::vector<Draft>& drafts_;
  Document& doc_;
  std::uint32_t last_person_ = kNone;       // the speaker a stray "he" may go back to
  std::uint32_t last_body_ = kNone;         // the one for "they"
  std::uint32_t last_single_body_ = kNone;  // for "it": no "rights groups"
  std::uint32_t last_single_at_ = 0;        // sentence of its words
  std::uint32_t last_speaker_ = kNone;
};

}  // namespace

void fill_actors(const Media& media,
                 const SourceWords& words,
                 const Tree& tree,
                 const std::vector<Draft>& drafts,
                 Document& doc) {
  Filler filler(media, words, tree, drafts, doc);
  for (std::size_t i = 0; i < drafts.size(); ++i) filler.fill(i);
}

}  // namespace dragoman::speech
