// Nominals and pronouns, in text order: each to the best actor named so far, else a nominal becomes an actor.
//
// A definite singular role finds the person whom that role fits ("the Russian top diplomat" -> Lavrov), a
// number finds as many ("the two ministers"), a body noun its body ("the newspaper"). A pronoun goes to the
// mention with the most salience: near, subject, named, speaker, of the right gender and number, and not
// barred by its own clause.
#include <algorithm>
#include <array>
#include <utility>

#include "core/utf8.h"
#include "entities/analysis.h"

namespace dragoman::entities {
namespace {

using knowledge::Gender;
using knowledge::Kind;
using knowledge::RoleKind;

// ---- what a nominal may refer to --------------------------------------------------------------------

class References {
 public:
  explicit References(Analysis& analysis) : work_(analysis) { mark_quotations(); }

  void run();

 private:
  struct Seen {  // a mention read so far
    std::uint32_t candidate;
    std::uint32_t draft;
    std::uint32_t head;
  };

  void mark_quotations();
  void add_pronouns();
  void see(std::uint32_t candidate);
  std::uint32_t sentences_between(std::uint32_t from, std::uint32_t to) const {
    return work_.token(to).sentence - work_.token(from).sentence;
  }

  void resolve_name(std::uint32_t candidate);
  void resolve_nominal(std::uint32_t candidate);
  void resolve_pronoun(std::uint32_t candidate);

  std::uint32_t find_person(const Description& d, std::uint32_t at) const;
  std::uint32_t find_same_nominal(const Description& d, std::uint32_t at) const;
  std::uint32_t find_body(const Description& d, std::uint32_t at) const;
  std::vector<std::uint32_t> find_members(const Description& d, std::uint32_t at) const;
  std::vector<std::uint32_t> find_states(std::size_t wanted, std::uint32_t at);
  std::vector<std::uint32_t> apposed_members(const Description& d) const;
  std::uint32_t group_of(std::vector<std::uint32_t> members, const Description& d);
  std::uint32_t possessor_of(const Description& d) const;
  void copy_role(const Description& d, Draft& draft) const;
  std::uint32_t new_nominal(const Description& d);
  std::string nominal_name(const Description& d) const;
  bool is_subject(std::uint32_t head) const;

  Analysis& work_;
  std::vector<Seen> seen_;
  std::vector<bool> quoted_;
};

void References::mark_quotations() {
  quoted_.assign(work_.doc.tokens.size(), false);
  bool open = false;
  for (const Sentence& sentence : work_.doc.sentences) {
    if (sentence.starts_paragraph) open = false;
    for (std::uint32_t i = sentence.tokens.begin; i < sentence.tokens.end; ++i) {
      const std::string_view form = work_.forms[i];
      if (form == "“" || form == "``") {
        open = true;
      } else if (form == "”" || form == "''") {
        open = false;
      } else if (form == "\"") {
        // By the spaces around it where they tell, so that a lost mark does not turn the rest around.
        const bool space_before = i == 0 || work_.token(i - 1).space_after, space_after = work_.token(i).space_after;
        open = space_before != space_after ? space_before : !open;
      } else {
        quoted_[i] = open;
      }
    }
  }
}

bool References::is_subject(std::uint32_t head) const {
  const Deprel deprel = work_.token(head).deprel;
  return deprel == Deprel::Nsubj || deprel == Deprel::NsubjPass || deprel == Deprel::NsubjOuter;
}

void References::add_pronouns() {
  for (std::uint32_t i = 0; i < work_.doc.tokens.size(); ++i) {
    const Token& tok = work_.token(i);
    if (tok.upos != Upos::Pron || tok.deprel == Deprel::Expl || work_.name_at[i] != kNone) continue;
    static constexpr std::array<std::string_view, 33> kPersonal = {
        "i",    "me",  "my",   "mine", "myself",  "we",  "us",  "our",    "ours", "ourselves", "he",
        "him",  "his", "she",  "her",  "hers",    "it",  "its", "itself", "they", "them",      "their",
        "theirs", "themselves", "himself", "herself", "you", "your", "yours", "yourself", "yourselves", "'em", "thee"};
    const std::string form = core::ascii_lower(work_.forms[i]);
    if (std::find(kPersonal.begin(), kPersonal.end(), form) == kPersonal.end()) continue;
    if (form == "us" && work_.forms[i] == "US") continue;
    Candidate candidate;
    candidate.tokens = {i, i + 1};
    candidate.head = i;
    candidate.kind = MentionKind::Pronoun;
    const bool singular_person = form[0] == 'i' ? form == "i" : form[0] == 'h' || form[0] == 'm' || form[0] == 's';
    candidate.type = singular_person ? NameType::Person : NameType::Organisation;
    candidate.key = form;
    work_.add_candidate(std::move(candidate));
  }
}

void References::see(std::uint32_t candidate) {
  const Candidate& mention = work_.candidates[candidate];
  if (mention.draft == kNone) return;
  seen_.push_back({candidate, work_.root(mention.draft), mention.head});
}

std::uint32_t References::possessor_of(const Description& d) const {
  if (d.possessor == kNone) return kNone;
  for (std::size_t i = seen_.size(); i-- > 0;) {
    if (seen_[i].head == d.possessor) return seen_[i].draft;
  }
  return kNone;
}

// ---- nominals ---------------------------------------------------------------------------------------

std::uint32_t References::find_person(const Description& d, std::uint32_t at) const {
  std::uint32_t best = kNone;
  for (std::size_t i = seen_.size(); i-- > 0;) {
    const Draft& draft = work_.drafts[seen_[i].draft];
    if (!draft.named || !fits(work_, d, draft)) continue;
    if (seen_[i].head == at) continue;
    return seen_[i].draft;
  }
  for (std::size_t i = seen_.size(); i-- > 0;) {
    if (work_.drafts[seen_[i].draft].named && may_fit(work_, d, work_.drafts[seen_[i].draft])) return seen_[i].draft;
  }
  // Named only later ("The Foreign Secretary ... Mr Johnson"): the one person whom the role fits.
  for (std::uint32_t i = 0; i < work_.drafts.size(); ++i) {
    const Draft& draft = work_.drafts[i];
    if (draft.merged_into != kNone || !draft.named || !fits(work_, d, draft)) continue;
    if (best != kNone) return kNone;
    best = i;
  }
  return best;
}

bool compatible(const Description& d, const Draft& draft) {
  return !d.country_in_text || d.countries.empty() || draft.actor.country.empty() ||
         d.countries[0] == draft.actor.country;
}

// The same words for somebody without a name: "an Iraqi official ... the official".
std::uint32_t References::find_same_nominal(const Description& d, std::uint32_t) const {
  const bool institution = d.role_kind == RoleKind::Institution || d.role_kind == RoleKind::Collective;
  if (work_.words.crowd.contains(d.lemma) && !d.definite) return kNone;
  for (std::size_t i = seen_.size(); i-- > 0;) {
    const Draft& draft = work_.drafts[seen_[i].draft];
    // "Assad's government" as the base knows it, "the government" here.
    if (draft.named && institution && draft.entry != knowledge::kNoEntry && !d.sector.empty() &&
        draft.actor.sector == d.sector && draft.actor.kind != ActorKind::Person && compatible(d, draft) &&
        d.org == kNone && work_.candidates[draft.candidates[0]].kind == MentionKind::Name &&
        work_.lower[work_.candidates[draft.candidates[0]].tokens.end - 1] == d.lemma) {
      return seen_[i].draft;
    }
    if (draft.named || draft.descriptions.empty() || draft.plural != (d.plural || institution) ||
        !compatible(d, draft)) {
      continue;
    }
    if (!draft.actor.members.empty()) continue;
    const Description& first = work_.descriptions[draft.descriptions[0]];
    const bool same_role = !d.role.empty() && first.role == d.role;
    if (first.lemma != d.lemma && !(institution && same_role)) continue;
    if (d.org != kNone && first.org != kNone) {
      const std::uint32_t a = work_.candidates[d.org].draft, b = work_.candidates[first.org].draft;
      if (a != kNone && b != kNone && work_.root(a) != work_.root(b)) continue;
    }
    if (d.org != kNone && first.org == kNone && !institution) continue;
    // Modifiers may be left out later, not changed: "Catholic protesters", "the protesters".
    if (!d.modifiers.empty() && d.modifiers != draft.modifiers && !same_role) continue;
    const bool state = d.sector == "GOV" || d.sector == "MIL" || d.sector == "LEG" || d.sector == "JUD";
    const bool unique = institution && ((d.role_kind == RoleKind::Institution && state) || d.sector == "COP") &&
                        !work_.words.body.contains(d.lemma);
    if (!d.modifiers.empty() && d.modifiers != draft.modifiers && !unique) continue;
    return seen_[i].draft;
  }
  return kNone;
}

std::uint32_t References::find_body(const Description& d, std::uint32_t at) const {
  const std::string& lemma = d.lemma;
  if (d.phrase.end > d.words.end) return kNone;  // "the group of airmen" says itself which
  for (std::size_t from = 0; from < d.modifiers.size();) {  // "the third group" is another one
    const std::size_t space = std::min(d.modifiers.find(' ', from), d.modifiers.size());
    if (!work_.words.alike.contains(std::string_view(d.modifiers).substr(from, space - from))) return kNone;
    from = space + 1;
  }
  const bool paper = work_.words.paper.contains(lemma);
  const bool agency = work_.words.wire.contains(lemma);
  const bool loose = lemma == "group" || lemma == "organisation" || lemma == "organization" || lemma == "body" ||
                     lemma == "institution";
  for (std::size_t i = seen_.size(); i-- > 0;) {
    if (sentences_between(seen_[i].head, at) > 4) break;
    const Draft& draft = work_.drafts[seen_[i].draft];
    if (draft.actor.kind != ActorKind::Organisation && draft.actor.kind != ActorKind::Group) continue;
    if (!draft.named) {
      // "a newspaper reported ... the newspaper"
      if (!draft.descriptions.empty() && work_.descriptions[draft.descriptions[0]].lemma == lemma) return seen_[i].draft;
      continue;
    }
    if (draft.entry != knowledge::kNoEntry) {
      const Kind kind = work_.kb.entry(draft.entry).kind();
      if (kind == Kind::People || kind == Kind::Country) continue;
      const bool office = agency && (draft.actor.sector == "GOV" || draft.actor.sector == "COP" ||
                                     draft.actor.sector == "SPY" || draft.actor.code.starts_with("IGO"));
      const bool says = office || draft.actor.name.find(lemma) != std::string::npos ||
                        work_.kb.entry(draft.entry).name().find(lemma) != std::string_view::npos ||
                        work_.kb.entry(draft.entry).role().find(lemma) != std::string_view::npos;
      if (paper ? kind != Kind::Outlet : agency ? kind != Kind::Agency && !says : kind == Kind::Outlet) continue;
      if (!paper && !agency) {
        const bool group = kind == Kind::Group || kind == Kind::Party;
        if (!says && !(loose && (group || kind == Kind::Organisation)) &&
            !((lemma == "movement" || lemma == "militia" || lemma == "faction") && kind == Kind::Group) &&
            !(lemma == "party" && group)) {
          continue;
        }
        if (kind == Kind::Agency || kind == Kind::Seat) continue;
      }
    } else if (!loose) {
      // An unknown name: its own words or its apposition must say what it is.
      bool said = core::ascii_lower(draft.actor.name).find(lemma) != std::string::npos;
      for (const char* word : {"Service", "Bureau", "Administration", "Office", "Department"}) {
        said = said || (agency && draft.actor.name.find(word) != std::string::npos);
      }
      for (const std::uint32_t index : draft.descriptions) said = said || work_.descriptions[index].lemma == lemma;
      if (!said) continue;
    }
    return seen_[i].draft;
  }
  if (paper || agency || loose || lemma.size() < 5) return kNone;
  // Named in full only later: "the coalition ... the US-led coalition".
  for (std::uint32_t i = 0; i < work_.drafts.size(); ++i) {
    const Draft& draft = work_.drafts[i];
    if (!draft.named || draft.merged_into != kNone || draft.actor.kind == ActorKind::Person ||
        draft.actor.kind == ActorKind::Country) {
      continue;
    }
    if (core::ascii_lower(draft.actor.name).ends_with(" " + lemma)) return i;
  }
  return kNone;
}

// "The three guarantors - Russia, Turkey and Iran -": the names in apposition.
std::vector<std::uint32_t> References::apposed_members(const Description& d) const {
  std::vector<std::uint32_t> members;
  for (const std::uint32_t* c = work_.begin_children(d.head); c != work_.end_children(d.head); ++c) {
    if (*c < d.head || work_.token(*c).deprel != Deprel::Appos || work_.name_at[*c] == kNone) continue;
    std::vector<std::uint32_t> tokens{*c};
    for (std::size_t at = 0; at < tokens.size(); ++at) {
      for (const std::uint32_t* g = work_.begin_children(tokens[at]); g != work_.end_children(tokens[at]); ++g) {
        if (*g > tokens[at] && work_.token(*g).deprel == Deprel::Conj) tokens.push_back(*g);
      }
    }
    for (const std::uint32_t token : tokens) {
      if (work_.name_at[token] == kNone) continue;
      const std::uint32_t draft = work_.candidates[work_.name_at[token]].draft;
      if (draft != kNone) members.push_back(work_.root(draft));
    }
  }
  // The same by a dash or a colon, where the parser lost it: names behind it up to the next mark.
  if (members.empty() && d.number >= 2) {
    const TokenSpan sentence = work_.sentence_of(d.head);
    std::uint32_t i = d.phrase.end;
    while (i < sentence.end && i < d.phrase.end + 12 && work_.token(i).upos != Upos::Punct &&
           work_.token(i).upos != Upos::Verb) {
      ++i;
    }
    if (i < sentence.end && (work_.forms[i] == "–" || work_.forms[i] == "—" || work_.forms[i] == ":" ||
                             work_.forms[i] == "-" || work_.forms[i] == "(" || work_.forms[i] == ",")) {
      for (++i; i < sentence.end; ++i) {
        if (work_.name_at[i] != kNone) {
          const std::uint32_t draft = work_.candidates[work_.name_at[i]].draft;
          if (draft != kNone && (members.empty() || members.back() != work_.root(draft))) {
            members.push_back(work_.root(draft));
          }
        } else if (work_.forms[i] != "," && work_.token(i).upos != Upos::Cconj && work_.token(i).upos != Upos::Det) {
          break;
        }
      }
    }
    if (members.size() != d.number) members.clear();
  }
  if (members.size() < 2) members.clear();
  return members;
}

// "the two countries": those that act, or whose rulers do, last before `at`; not where things only happen.
std::vector<std::uint32_t> References::find_states(std::size_t wanted, std::uint32_t at) {
  std::vector<std::string> countries;
  const auto add = [&](const std::string& country) {
    if (!country.empty() && countries.size() < wanted &&
        std::find(countries.begin(), countries.end(), country) == countries.end()) {
      countries.push_back(country);
    }
  };
  for (const bool everywhere : {false, true}) {  // first without the places
    for (std::size_t i = seen_.size(); i-- > 0;) {
      const std::uint32_t distance = sentences_between(seen_[i].head, at);
      if (distance > 5) break;
      const Draft& draft = work_.drafts[seen_[i].draft];
      if (draft.actor.kind == ActorKind::Country) {
        const std::uint32_t preposition = work_.case_of(seen_[i].head);
        const bool place = preposition != kNone && (work_.words.locative.contains(work_.lower[preposition]) ||
                                                    work_.is_word(preposition, "to"));
        if (everywhere || !place) add(draft.actor.country);
      } else if (distance == 0 && draft.actor.sector == "GOV" && draft.named) {
        add(draft.actor.country);
      }
    }
  }
  std::vector<std::uint32_t> members;
  if (countries.size() < wanted) return members;
  for (const std::string& country : countries) members.push_back(country_draft(work_, country));
  std::sort(members.begin(), members.end());
  return members;
}

// The last named actors of the right sort before `at`: "the two ministers", "both countries".
std::vector<std::uint32_t> References::find_members(const Description& d, std::uint32_t at) const {
  std::vector<std::uint32_t> members;
  const bool states = work_.words.state.contains(d.lemma) && d.role.empty();
  const bool men = d.lemma == "man" || d.lemma == "woman" || d.lemma == "brother";
  const bool sides = d.lemma == "side" || d.lemma == "party" || d.lemma == "group";
  const bool leaders = d.lemma == "leader";
  const std::size_t wanted = d.number == 0 ? 2 : d.number;
  if (wanted < 2 || wanted > 6) return members;
  for (std::size_t i = seen_.size(); i-- > 0 && members.size() < wanted;) {
    if (sentences_between(seen_[i].head, at) > (d.number == 0 ? 2u : 5u)) break;
    const std::uint32_t index = seen_[i].draft;
    const Draft& draft = work_.drafts[index];
    if (std::find(members.begin(), members.end(), index) != members.end() || draft.plural) continue;
    if (!draft.actor.members.empty()) continue;
    bool good = false;
    if (states) {
      good = draft.actor.kind == ActorKind::Country;
    } else if (sides) {
      good = draft.actor.kind != ActorKind::Person && draft.actor.sector != "JRN";
    } else if (!draft.named || draft.actor.kind != ActorKind::Person) {
      good = false;
    } else if (men) {
      good = d.lemma == "woman" ? draft.gender == Gender::Female : draft.gender != Gender::Female;
    } else if (leaders) {
      const std::string& role = draft.actor.role;
      // An office whose word is not known here counts too: the base's heads of state without a role.
      good = (role.empty() && draft.entry != knowledge::kNoEntry && draft.actor.sector == "GOV") ||
             role.find("president") != std::string::npos || role.find("prime minister") != std::string::npos ||
             role.find("leader") != std::string::npos || role.find("king") != std::string::npos ||
             role.find("chancellor") != std::string::npos || role.find("head of") != std::string::npos ||
             role.find("premier") != std::string::npos;
    } else {
      good = fits(work_, d, draft) || draft.actor.role.ends_with(d.lemma) ||
             (d.lemma == "minister" && draft.actor.role == "foreign secretary");
    }
    if (good) members.push_back(index);
  }
  if (members.size() != wanted) members.clear();
  std::reverse(members.begin(), members.end());
  return members;
}

std::string References::nominal_name(const Description& d) const {
  TokenSpan span = d.phrase;
  while (span.size() > 1 &&
         (work_.token(span.begin).upos == Upos::Det ||
          (work_.token(span.begin).upos == Upos::Pron && (work_.token(span.begin).feats & feature::kPoss)))) {
    ++span.begin;
  }
  return work_.text_of(span);
}

std::uint32_t References::group_of(std::vector<std::uint32_t> members, const Description& d) {
  for (std::uint32_t i = 0; i < work_.drafts.size(); ++i) {
    if (work_.drafts[i].actor.members == members) return i;
  }
  Draft draft;
  draft.actor.kind = ActorKind::Group;
  draft.actor.name = nominal_name(d);
  draft.actor.role = d.role;
  draft.actor.rule = "group of named actors";
  draft.plural = true;
  draft.lemma = d.lemma;
  draft.actor.members = std::move(members);
  return work_.add_draft(std::move(draft));
}

// "his Jordanian counterpart": the same office for another country.
void References::copy_role(const Description& d, Draft& draft) const {
  std::uint32_t model = possessor_of(d);
  if (model == kNone && d.holder != kNone && work_.candidates[d.holder].draft != kNone) {
    model = work_.root(work_.candidates[d.holder].draft);
  }
  if (model == kNone) {
    // "their counterparts", or a pronoun that found nobody: the last person with an office.
    for (std::size_t i = seen_.size(); i-- > 0 && model == kNone;) {
      const Draft& other = work_.drafts[seen_[i].draft];
      if (&other != &draft && other.actor.kind == ActorKind::Person && !other.actor.role.empty()) model = seen_[i].draft;
    }
  }
  if (model == kNone || &work_.drafts[model] == &draft) return;
  const Actor& source = work_.drafts[model].actor;
  if (source.kind != ActorKind::Person) return;
  if (draft.actor.role.empty() || draft.actor.role == "counterpart") draft.actor.role = source.role;
  if (draft.actor.country.empty() && !d.countries.empty()) draft.actor.country = d.countries[0];
  if (draft.actor.sector.empty()) draft.actor.sector = source.sector;
  if (draft.actor.kb.empty()) {
    draft.actor.code = join_code(draft.actor.country, draft.actor.sector);
    draft.actor.rule = "counterpart of " + source.name;
  }
}

std::uint32_t References::new_nominal(const Description& d) {
  Draft draft;
  const Belonging belonging = belonging_of(work_, d, possessor_of(d));
  draft.actor.name = nominal_name(d);
  draft.actor.country = belonging.country;
  draft.actor.sector = belonging.sector;
  draft.actor.code = belonging.code;
  draft.actor.rule = belonging.rule.empty() ? "text: role" : "text: role; " + belonging.rule;
  draft.actor.role = office(work_, d);
  draft.gender = d.gender;
  if (draft.gender == Gender::Unknown && work_.words.she.contains(d.lemma)) draft.gender = Gender::Female;
  if (draft.gender == Gender::Unknown && work_.words.he.contains(d.lemma)) draft.gender = Gender::Male;
  draft.lemma = d.lemma;
  draft.modifiers = d.modifiers;
  switch (d.role_kind) {
    case RoleKind::Institution: draft.actor.kind = ActorKind::Organisation; break;
    case RoleKind::Collective: draft.actor.kind = ActorKind::Group; break;
    default: draft.actor.kind = d.plural ? ActorKind::Group : ActorKind::Person; break;
  }
  draft.plural = d.plural || d.role_kind == RoleKind::Institution || d.role_kind == RoleKind::Collective;
  if (d.counterpart) copy_role(d, draft);
  return work_.add_draft(std::move(draft));
}

void References::resolve_nominal(std::uint32_t index) {
  const std::uint32_t which = work_.candidates[index].description;
  const Description& d = work_.descriptions[which];
  const std::uint32_t at = work_.candidates[index].head;
  const auto link = [&](std::uint32_t draft, std::string rule) {
    work_.drafts[draft].descriptions.push_back(which);
    work_.link(index, draft, std::move(rule));
  };
  if (d.name != kNone) {
    if (work_.candidates[d.name].draft != kNone) {
      const std::uint32_t draft = work_.root(work_.candidates[d.name].draft);
      if (d.counterpart) copy_role(d, work_.drafts[draft]);
      work_.link(index, draft, "apposition");
    }
    return;
  }
  // "Ritter was an American spy", "as special envoy": said of somebody who has a mention already.
  if (d.role_kind == RoleKind::Person && !d.plural) {
    std::uint32_t of = kNone;
    bool copula = false;
    for (const std::uint32_t* c = work_.begin_children(d.head); c != work_.end_children(d.head); ++c) {
      if (work_.token(*c).deprel == Deprel::Cop) copula = true;
      if (is_subject(*c)) of = *c;
    }
    if (copula && of != kNone) {
      for (std::size_t i = seen_.size(); i-- > 0;) {
        if (seen_[i].head != of) continue;
        if (work_.drafts[seen_[i].draft].actor.kind == ActorKind::Person) {
          work_.link(index, seen_[i].draft, "said of the subject");
          return;
        }
        break;
      }
    }
    const std::uint32_t preposition = work_.case_of(d.head);
    if (preposition != kNone && work_.is_word(preposition, "as") && d.possessor == kNone) return;
  }
  // "the Maariv newspaper", "the militant group Hamas" with the name as modifier.
  if (d.org != kNone && work_.words.body.contains(d.lemma) && d.countries.empty() && !d.plural &&
      work_.candidates[d.org].tokens.end == d.words.begin && work_.candidates[d.org].draft != kNone) {
    const std::uint32_t body = work_.root(work_.candidates[d.org].draft);
    Actor& actor = work_.drafts[body].actor;
    if (actor.kb.empty() && actor.sector.empty() && !d.sector.empty()) {
      actor.sector = d.sector;
      actor.role = d.role;
      actor.code = join_code(actor.country, actor.sector);
    }
    link(body, "name before its kind");
    return;
  }
  if (const auto members = apposed_members(d); !members.empty()) {
    link(group_of(members, d), "group: names in apposition");
    return;
  }
  const bool may_refer = (d.definite || work_.capitalised(d.head)) && !d.indefinite;
  if (d.plural && may_refer && d.role_kind != RoleKind::Collective && !d.country_in_text && d.org == kNone &&
      (d.number >= 2 || d.role_kind == RoleKind::Person) && d.possessor == kNone) {
    if (d.number >= 2 || d.lemma == "minister" || d.lemma == "president" || d.lemma == "leader") {
      const bool states = work_.words.state.contains(d.lemma) && d.role.empty();
      const auto members = states && d.number <= 6 ? find_states(d.number, at) : find_members(d, at);
      if (!members.empty()) {
        link(group_of(members, d), "group: the last named so");
        return;
      }
    }
  }
  // "the state department" without capitals, as some papers write it.
  if (d.role_kind == RoleKind::Institution && d.definite && !d.country_in_text && d.org == kNone &&
      !work_.capitalised(d.head)) {
    TokenSpan words = d.words;
    while (words.begin > d.phrase.begin && work_.token(words.begin - 1).upos != Upos::Det &&
           work_.name_at[words.begin - 1] == kNone) {
      --words.begin;
    }
    if (words.size() >= 2) {
      const auto aliases = work_.kb.find(work_.text_of(words));
      for (const knowledge::Alias& alias : aliases) {
        const Kind kind = work_.kb.entry(alias.entry).kind();
        if (kind != Kind::Organisation && kind != Kind::Seat && kind != Kind::Military) continue;
        std::uint32_t found = kNone;
        for (std::uint32_t i = 0; i < work_.drafts.size() && found == kNone; ++i) {
          if (work_.drafts[i].entry == alias.entry) found = i;
        }
        if (found == kNone) {
          const knowledge::Entry entry = work_.kb.entry(alias.entry);
          Draft draft;
          draft.entry = alias.entry;
          draft.actor.name = nominal_name(d);
          draft.actor.kind = ActorKind::Organisation;
          draft.actor.country = entry.country();
          draft.actor.sector = entry.sector();
          draft.actor.code = entry.code();
          draft.actor.kb = entry.id();
          draft.actor.rule = "alias@" + alias.receipt.to_string();
          found = work_.add_draft(std::move(draft));
        }
        link(found, "alias without capitals@" + alias.receipt.to_string());
        return;
      }
    }
  }
  if (d.role.empty()) {
    if (work_.words.state.contains(d.lemma)) {
      if (d.plural || d.lemma == "power" || d.lemma == "capital" || d.possessor != kNone || !d.definite) return;
      for (std::size_t i = seen_.size(); i-- > 0;) {
        if (sentences_between(seen_[i].head, at) > 1) break;
        if (work_.drafts[seen_[i].draft].actor.kind == ActorKind::Country) {
          work_.link(index, seen_[i].draft, "the country named last");
          return;
        }
      }
      return;
    }
    if (work_.words.body.contains(d.lemma) && !d.plural && may_refer) {
      const std::uint32_t body = find_body(d, at);
      if (body != kNone) work_.link(index, body, "the body named last");
    }
    return;
  }
  if (d.countries.size() >= 2 && d.plural && d.country_in_text) {
    // "the British and Irish governments": one of each.
    std::vector<std::uint32_t> members;
    for (const std::string& country : d.countries) {
      std::uint32_t member = kNone;
      for (std::uint32_t i = 0; i < work_.drafts.size() && member == kNone; ++i) {
        const Draft& draft = work_.drafts[i];
        if (!draft.named && draft.lemma == d.lemma && draft.actor.country == country) member = i;
      }
      if (member == kNone) {
        Draft draft;
        draft.actor.kind = d.role_kind == RoleKind::Institution ? ActorKind::Organisation : ActorKind::Group;
        const auto entry = work_.kb.country_by_code(country);
        draft.actor.name = entry ? std::string(entry->name()) : country;
        for (std::uint32_t i = d.phrase.begin; i < d.words.begin; ++i) {  // the text's own adjective
          if (work_.name_at[i] == kNone) continue;
          const Candidate& name = work_.candidates[work_.name_at[i]];
          if (name.alias && work_.kb.entry(name.alias->entry).country() == country) {
            draft.actor.name = work_.text_of(name.tokens);
          }
        }
        draft.actor.name += " " + d.text_role;
        draft.actor.country = country;
        draft.actor.sector = d.sector;
        draft.actor.code = join_code(country, d.sector);
        draft.actor.role = d.role;
        draft.actor.rule = "text: role; one of several countries";
        draft.lemma = d.lemma;
        draft.plural = true;
        member = work_.add_draft(std::move(draft));
      }
      members.push_back(member);
    }
    link(group_of(members, d), "group: one for each country");
    return;
  }
  const bool person = d.role_kind == RoleKind::Person && !d.plural;
  if (person && may_refer && d.number <= 1 && !d.counterpart && !d.demonstrative) {
    const std::uint32_t found = find_person(d, at);
    if (found != kNone) {
      Draft& draft = work_.drafts[found];
      // The text's word for the office of somebody whom only the base placed so far.
      const bool said = std::any_of(draft.descriptions.begin(), draft.descriptions.end(), [&](std::uint32_t i) {
        return !work_.descriptions[i].role.empty() && work_.descriptions[i].role_kind != RoleKind::Title;
      });
      if (!said && !d.former) draft.actor.role = office(work_, d);
      link(found, "role: " + d.text_role);
      return;
    }
  }
  const bool measured_anew = d.number >= 1;
  const bool fresh = d.indefinite || (measured_anew && !d.definite);
  if (!fresh && !(d.possessor != kNone && person)) {
    std::uint32_t found = kNone;
    if (d.role_kind == RoleKind::Institution && may_refer && !d.country_in_text && d.org == kNone && !d.plural &&
        work_.words.body.contains(d.lemma) && d.definite) {
      found = find_body(d, at);
    }
    if (found == kNone && (person ? may_refer : true)) found = find_same_nominal(d, at);
    if (found != kNone) {
      const Draft& draft = work_.drafts[found];
      // Without a country in the phrase, both must mean the same country by context.
      bool same = true;
      if (!d.country_in_text && !draft.actor.country.empty() && !d.definite) {
        same = belonging_of(work_, d, possessor_of(d)).country == draft.actor.country;
      } else if (d.country_in_text && draft.actor.country.empty()) {
        same = false;
      }
      if (d.possessor != kNone || d.holder != kNone || d.org != kNone) {
        const Belonging own = belonging_of(work_, d, possessor_of(d));
        same = same && own.code == draft.actor.code;
      }
      if (same) {
        link(found, "same words");
        return;
      }
    }
  }
  link(new_nominal(d), "text: role");
}

void References::resolve_name(std::uint32_t index) {
  const std::uint32_t draft = work_.candidates[index].draft;
  if (draft == kNone) return;
  for (const Description& d : work_.descriptions) {
    if (d.name != index || !d.title) continue;
    Draft& person = work_.drafts[work_.root(draft)];
    if (d.counterpart) {
      copy_role(d, person);
    } else if (d.possessor != kNone && d.countries.empty() && d.org == kNone && person.actor.code.empty()) {
      const Belonging own = belonging_of(work_, d, possessor_of(d));
      person.actor.country = own.country;
      person.actor.sector = own.sector;
      person.actor.code = own.code;
      person.actor.rule = "text: role; " + own.rule;
    }
  }
}

// ---- pronouns ---------------------------------------------------------------------------------------

void References::resolve_pronoun(std::uint32_t index) {
  const std::string& form = work_.candidates[index].key;
  const std::uint32_t at = work_.candidates[index].head;
  const bool he = form == "he" || form == "him" || form == "his" || form == "himself";
  const bool she = form == "she" || form == "her" || form == "hers" || form == "herself";
  const bool they = form.starts_with("the") && form != "thee";
  const bool it = form == "it" || form == "its" || form == "itself";
  if (!he && !she && !they && !it) {
    work_.candidates[index].rule = "speaker or hearer";
    return;
  }
  const Token& tok = work_.token(at);
  const bool possessive = tok.deprel == Deprel::NmodPoss;
  const bool reflexive = form.ends_with("self") || form.ends_with("selves");
  const bool subject = is_subject(at);
  if (it && tok.head != kNone) {
    // "it is important that": nothing is meant. So with a clause behind an adjective or a verb of seeming.
    for (const std::uint32_t* c = work_.begin_children(tok.head); c != work_.end_children(tok.head); ++c) {
      const Deprel deprel = work_.token(*c).deprel;
      if (subject && (deprel == Deprel::Csubj || deprel == Deprel::CsubjPass)) return;
      if (subject && deprel == Deprel::Cop && work_.token(tok.head).upos == Upos::Noun) return;  // "It was a surrender"
      if (subject && work_.token(tok.head).upos == Upos::Adj && (deprel == Deprel::Ccomp || deprel == Deprel::Advcl)) return;
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
  double best_score = -100;
  std::size_t best = seen_.size();
  std::string why;
  const std::uint32_t window = he || she ? 5 : 2;
  for (std::size_t i = seen_.size(); i-- > 0;) {
    const Seen& seen = seen_[i];
    const std::uint32_t distance = sentences_between(seen.head, at);
    if (distance > window) break;
    const Draft& draft = work_.drafts[seen.draft];
    const Candidate& mention = work_.candidates[seen.candidate];
    if (he || she) {
      if (draft.actor.kind != ActorKind::Person || draft.plural) continue;
      if (he && draft.gender == Gender::Female) continue;
      if (she && draft.gender == Gender::Male) continue;
    } else if (they) {
      if (draft.actor.kind == ActorKind::Person) continue;
      if (draft.actor.kind == ActorKind::Country && mention.type != NameType::Norp) continue;
    } else {
      if (draft.actor.kind == ActorKind::Person) continue;
      if (draft.plural && draft.actor.kind == ActorKind::Group) continue;
      if (mention.type == NameType::Norp) continue;
    }
    double score = (it ? -3.5 : they ? -3.0 : -2.5) * distance;
    if (it && !subject && distance == 0) score += 1;
    // Who only reports is seldom meant: "the newspaper said Syria had shown its interest".
    if (they && draft.actor.kind == ActorKind::Organisation) score -= 0.5;
    if ((it || they) && draft.actor.sector == "JRN") score -= distance == 0 ? 6 : 1;
    const Token& head = work_.token(seen.head);
    std::uint32_t top = seen.head;  // through apposition and coordination to the phrase's own place
    while ((work_.token(top).deprel == Deprel::Appos || work_.token(top).deprel == Deprel::Conj ||
            work_.token(top).deprel == Deprel::Flat || work_.token(top).deprel == Deprel::NmodDesc) &&
           work_.token(top).head != kNone) {
      top = work_.token(top).head;
    }
    const bool seen_subject = is_subject(top);
    if (seen_subject) {
      score += 3;
      const std::uint32_t verb = work_.token(top).head;
      if (verb != kNone && work_.words.say.contains(work_.lower[verb])) score += 1;
      if (verb != kNone && (work_.token(verb).head == kNone)) score += 0.5;
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
        if (work_.token(up).head == head.head && (head.deprel == Deprel::Nmod || head.deprel == Deprel::NmodPoss)) {
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
    if (draft.named && (he || she)) score += 1;
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
    if (quoted_[at] && !quoted_[seen.head] && seen_subject && distance == 0 && work_.token(top).head != kNone &&
        work_.words.say.contains(work_.lower[work_.token(top).head])) {
      score -= 6;
    }
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
  work_.link(index, seen_[best].draft, "pronoun: " + why);
}

void References::run() {
  add_pronouns();
  std::vector<std::uint32_t> order(work_.candidates.size());
  for (std::uint32_t i = 0; i < order.size(); ++i) order[i] = i;
  // By where the phrase's head stands, so that "his" is known before "his Jordanian counterpart".
  std::stable_sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
    const Candidate &x = work_.candidates[a], &y = work_.candidates[b];
    const std::uint32_t at_x = x.kind == MentionKind::Nominal ? work_.descriptions[x.description].head : x.tokens.begin;
    const std::uint32_t at_y = y.kind == MentionKind::Nominal ? work_.descriptions[y.description].head : y.tokens.begin;
    return at_x < at_y;
  });
  for (const std::uint32_t index : order) {
    switch (work_.candidates[index].kind) {
      case MentionKind::Name: resolve_name(index); break;
      case MentionKind::Nominal: resolve_nominal(index); break;
      case MentionKind::Pronoun: resolve_pronoun(index); break;
    }
    see(index);
  }
}

}  // namespace

void resolve_references(Analysis& work) { References(work).run(); }

}  // namespace dragoman::entities
