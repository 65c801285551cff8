// Nominals: to whom "the minister", "the newspaper", "the rebels" refer, and the actors they make
// else.
#include <algorithm>
#include <utility>

#include "core/utf8.h"
#include "entities/phrases.h"
#include "entities/references.h"

namespace dragoman::entities {

using knowledge::Gender;
using knowledge::Kind;
using knowledge::RoleKind;

// Mentions looked back on for an antecedent: more than any article has, so that a book stays
// linear.
constexpr std::size_t kReach = 3000;

namespace {

template <typename Test>
bool all_words(std::string_view text, Test test) {
  while (!text.empty()) {
    const std::size_t space = std::min(text.find(' '), text.size());
    if (!test(text.substr(0, space))) return false;
    text.remove_prefix(std::min(space + 1, text.size()));
  }
  return true;
}

bool has_word_of(std::string_view text, const Words::Class& words) {
  return !all_words(text, [&](std::string_view word) { return !words.contains(word); });
}

bool has_word(std::string_view text, std::string_view wanted) {
  return !all_words(text, [&](std::string_view word) { return word != wanted; });
}

}  // namespace

// How the report calls the office of `draft`, which `d` has another word for than the normal one.
References::Wording References::wording_of(const Description& d, const Draft& draft) const {
  Wording wording = draft.actor.role == d.text_role ? Wording::Same : Wording::Open;
  for (const std::uint32_t i : draft.descriptions) {
    const Description& other = work_.descriptions[i];
    if (other.text_role == d.text_role) return Wording::Same;
    if (other.role == d.role) wording = Wording::Other;
  }
  return wording;
}

std::uint32_t References::find_person(const Description& d, std::uint32_t at) const {
  std::uint32_t best = kNone;
  // "The Foreign Secretary" is not the last foreign minister: first who holds the office in these
  // very words, then whom the text does not call otherwise.
  for (const Wording wording : {Wording::Same, Wording::Open, Wording::Other}) {
    if (wording != Wording::Other && d.text_role == d.role) continue;
    for (std::size_t i = seen_.size(); i-- > 0 && i + kReach > seen_.size();) {
      const Draft& draft = work_.drafts[seen_[i].draft];
      if (!draft.named || seen_[i].head == at || !fits(work_, d, draft)) continue;
      if (wording_of(d, draft) <= wording) return seen_[i].draft;
    }
  }
  for (std::size_t i = seen_.size(); i-- > 0 && i + kReach > seen_.size();) {
    if (work_.drafts[seen_[i].draft].named && may_fit(work_, d, work_.drafts[seen_[i].draft]))
      return seen_[i].draft;
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

// "Lavrov arrived. ... A Turkish minister said ... The minister added": whether somebody without a
// name was called so since `named` was spoken of.
bool References::is_overtaken(const Description& d, std::uint32_t at, std::uint32_t named) const {
  if (!d.modifiers.empty() || d.country_in_text || d.org != kNone || d.possessor != kNone ||
      d.holder != kNone) {
    return false;
  }
  for (std::size_t i = seen_.size(); i-- > 0;) {
    if (seen_[i].draft == named || sentences_between(seen_[i].head, at) > 3) return false;
    const Draft& draft = work_.drafts[seen_[i].draft];
    if (draft.named || draft.plural || draft.actor.kind != ActorKind::Person) continue;
    if (!draft.descriptions.empty() && work_.descriptions[draft.descriptions[0]].lemma == d.lemma)
      return true;
  }
  return false;
}

bool compatible(const Description& d, const Draft& draft) {
  return !d.country_in_text || d.countries.empty() || draft.actor.country.empty() ||
         d.countries[0] == draft.actor.country;
}

// The same words for somebody without a name: "an Iraqi official ... the official".
std::uint32_t References::find_same_nominal(const Description& d, std::uint32_t) const {
  const bool institution =
      d.role_kind == RoleKind::Institution || d.role_kind == RoleKind::Collective;
  if (work_.words.crowd.contains(d.lemma) && !d.definite) return kNone;
  for (std::size_t i = seen_.size(); i-- > 0 && i + kReach > seen_.size();) {
    const Draft& draft = work_.drafts[seen_[i].draft];
    if (is_army_of(d, draft)) return seen_[i].draft;
    // "Assad's government" as the base knows it, "the government" here.
    if (draft.named && institution && draft.entry != knowledge::kNoEntry && !d.sector.empty() &&
        draft.actor.sector == d.sector && draft.actor.kind != ActorKind::Person &&
        compatible(d, draft) && d.org == kNone &&
        work_.candidates[draft.candidates[0]].kind == MentionKind::Name &&
        work_.lower[work_.candidates[draft.candidates[0]].tokens.end - 1] == d.lemma) {
      return seen_[i].draft;
    }
    if (draft.named || draft.descriptions.empty() || draft.plural != (d.plural || institution) ||
        !compatible(d, draft)) {
      continue;
    }
    const Description& first = work_.descriptions[draft.descriptions[0]];
    if (!draft.actor.members.empty()) {  // "the guarantor states" once their names are told
      const bool as_many = d.number == 0 || d.number == draft.actor.members.size();
      if (d.definite && as_many && first.text_role == d.text_role) return seen_[i].draft;
      continue;
    }
    const bool same_role = !d.role.empty() && first.role == d.role;
    if (first.lemma != d.lemma && !(institution && same_role)) continue;
    // "local media" are not the "social media".
    if ((!same_role || d.role == d.lemma) && d.text_role != first.text_role &&
        d.text_role != d.lemma && first.text_role != first.lemma) {
      continue;
    }
    if (d.org != kNone && first.org != kNone) {
      const std::uint32_t a = work_.candidates[d.org].draft, b = work_.candidates[first.org].draft;
      if (a != kNone && b != kNone && work_.root(a) != work_.root(b)) continue;
    }
    if (d.org != kNone && first.org == kNone && !institution) continue;
    // Modifiers may be left out later, not changed: "Catholic protesters", "the protesters".
    if (!d.modifiers.empty() && d.modifiers != draft.modifiers && !same_role) continue;
    const bool state =
        d.sector == "GOV" || d.sector == "MIL" || d.sector == "LEG" || d.sector == "JUD";
    const bool unique = institution &&
                        ((d.role_kind == RoleKind::Institution && state) || d.sector == "COP") &&
                        !work_.words.body.contains(d.lemma);
    if (!d.modifiers.empty() && d.modifiers != draft.modifiers && !unique) continue;
    return seen_[i].draft;
  }
  return kNone;
}

// "Turkey's army" where the base knows the Turkish military.
bool References::is_army_of(const Description& d, const Draft& draft) const {
  if (draft.entry == knowledge::kNoEntry || !d.country_in_text || d.countries.size() != 1) {
    return false;
  }
  return work_.kb.entry(draft.entry).kind() == Kind::Military && d.words.size() == 1 &&
         d.number == 0 && !d.indefinite && d.org == kNone &&
         draft.actor.country == d.countries[0] && work_.words.troops.contains(d.lemma);
}

// "Hamas ... the militants"; "the terrorists" are only groups that the base calls so.
bool References::takes_up_group(const Description& d, const Draft& draft) const {
  if (draft.entry == knowledge::kNoEntry || draft.actor.sector != "REB") return false;
  if (work_.words.followers.contains(d.lemma)) return true;
  return work_.words.radical.contains(d.lemma) &&
         work_.kb.entry(draft.entry).note().find("jihadist") != std::string_view::npos;
}

// "the rebels ... the fighters": another word for the armed or the soldiers named last.
std::uint32_t References::find_same_sort(const Description& d, std::uint32_t at) const {
  const bool armed = work_.words.armed.contains(d.lemma);
  if (!armed && !work_.words.troops.contains(d.lemma)) return kNone;
  const Words::Class& sort = armed ? work_.words.armed : work_.words.troops;
  if (!d.plural || !d.definite || !d.modifiers.empty() || d.country_in_text || d.number > 0 ||
      d.org != kNone || d.holder != kNone || d.possessor != kNone || d.phrase.end > d.words.end ||
      d.words.size() > 1) {
    return kNone;
  }
  for (std::size_t i = seen_.size(); i-- > 0;) {
    if (sentences_between(seen_[i].head, at) > 3) break;
    const Draft& draft = work_.drafts[seen_[i].draft];
    if (draft.actor.kind == ActorKind::Person || !draft.actor.members.empty()) continue;
    const bool group = takes_up_group(d, draft);
    if (!group && (draft.named || draft.descriptions.empty())) continue;
    // "the jihadists" are not the rebels.
    if (!group && work_.words.radical.contains(d.lemma) &&
        !work_.words.radical.contains(work_.descriptions[draft.descriptions[0]].lemma)) {
      continue;
    }
    // "20 soldiers" are some of them.
    if (group || (sort.contains(work_.descriptions[draft.descriptions[0]].lemma) &&
                  work_.descriptions[draft.descriptions[0]].number == 0)) {
      return seen_[i].draft;
    }
  }
  return kNone;
}

// "ISIS fighters" are ISIS, while "five ISIS fighters" and "ISIS leaders" are some of it.
std::uint32_t References::group_of_ranks(const Description& d, std::uint32_t candidate) const {
  if (!d.plural || d.number > 0 || d.indefinite || !d.countries.empty() ||
      !work_.words.ranks.contains(d.lemma) || work_.candidates[candidate].head != d.head ||
      d.phrase.end > d.words.end) {
    return kNone;
  }
  std::uint32_t group = possessor_of(d);  // "its fighters"
  if (d.org != kNone && work_.candidates[d.org].draft != kNone) {
    const std::uint32_t behind = work_.candidates[d.org].tokens.end;
    if (behind > d.words.begin || !is_alike(work_, {behind, d.words.begin})) return kNone;
    group = work_.root(work_.candidates[d.org].draft);
  }
  if (group == kNone || work_.drafts[group].actor.kind == ActorKind::Person) return kNone;
  return work_.drafts[group].named && work_.drafts[group].actor.sector == "REB" ? group : kNone;
}

// "the monitor": the body named last whose name says that it watches.
std::uint32_t References::find_watcher(const Description& d) const {
  if (!has_word_of(d.text_role, work_.words.watch)) return kNone;
  for (std::size_t i = seen_.size(); i-- > 0 && i + kReach > seen_.size();) {
    const Draft& draft = work_.drafts[seen_[i].draft];
    const bool body = draft.actor.kind == ActorKind::Organisation;
    if (body && draft.named && has_word_of(core::ascii_lower(draft.actor.name), work_.words.watch))
      return seen_[i].draft;
  }
  return kNone;
}

std::uint32_t References::find_body(const Description& d, std::uint32_t at) const {
  const std::string& lemma = work_.lower[d.head];
  if (d.phrase.end > d.words.end) return kNone;  // "the group of airmen" says itself which
  // "the third group" is another one, "this barbaric group" is not.
  if (!d.demonstrative && !all_words(d.modifiers, [this](std::string_view word) {
        return work_.words.alike.contains(word);
      })) {
    return kNone;
  }
  if (const std::uint32_t watcher = find_watcher(d); watcher != kNone) return watcher;
  const bool seated = has_word(d.modifiers, "base");  // "the Britain-based group": no armed one
  const bool paper = work_.words.paper.contains(lemma);
  const bool agency = work_.words.wire.contains(lemma);
  const bool loose = lemma == "group" || lemma == "organisation" || lemma == "organization" ||
                     lemma == "body" || lemma == "institution";
  for (std::size_t i = seen_.size(); i-- > 0;) {
    if (sentences_between(seen_[i].head, at) > 4) break;
    const Draft& draft = work_.drafts[seen_[i].draft];
    if (draft.actor.kind != ActorKind::Organisation && draft.actor.kind != ActorKind::Group)
      continue;
    if (seated && draft.actor.kind == ActorKind::Group) continue;
    const bool rebels = draft.actor.sector == "REB";
    if (!d.sector.empty() && rebels != (d.sector == "REB")) continue;
    if (!draft.named) {
      // "a newspaper reported ... the newspaper"
      if (!draft.descriptions.empty() && work_.descriptions[draft.descriptions[0]].lemma == lemma)
        return seen_[i].draft;
      continue;
    }
    if (draft.entry != knowledge::kNoEntry) {
      const Kind kind = work_.kb.entry(draft.entry).kind();
      if (kind == Kind::People || kind == Kind::Country) continue;
      const bool office =
          agency && (draft.actor.sector == "GOV" || draft.actor.sector == "COP" ||
                     draft.actor.sector == "SPY" || draft.actor.code.starts_with("IGO"));
      const bool says = office || draft.actor.name.find(lemma) != std::string::npos ||
                        work_.kb.entry(draft.entry).name().find(lemma) != std::string_view::npos ||
                        work_.kb.entry(draft.entry).role().find(lemma) != std::string_view::npos;
      if (paper    ? kind != Kind::Outlet
          : agency ? kind != Kind::Agency && !says
                   : kind == Kind::Outlet)
        continue;
      if (!paper && !agency) {
        const bool group = kind == Kind::Group || kind == Kind::Party;
        if (!says && !(loose && (group || kind == Kind::Organisation)) &&
            !((lemma == "movement" || lemma == "militia" || lemma == "faction") &&
              kind == Kind::Group) &&
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
      for (const std::uint32_t index : draft.descriptions)
        said = said || work_.descriptions[index].lemma == lemma;
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

std::string References::nominal_name(const Description& d) const {
  TokenSpan span = d.phrase;
  while (span.size() > 1 && (work_.token(span.begin).upos == Upos::Det ||
                             (work_.token(span.begin).upos == Upos::Pron &&
                              (work_.token(span.begin).feats & feature::kPoss)))) {
    ++span.begin;
  }
  return work_.text_of(span);
}

std::uint32_t References::group_of(std::vector<std::uint32_t> members, const Description& d) {
  const std::uint32_t group = group_called(std::move(members), nominal_name(d));
  if (work_.drafts[group].lemma.empty()) {
    work_.drafts[group].actor.role = d.role;
    work_.drafts[group].lemma = d.lemma;
  }
  return group;
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
      if (&other != &draft && other.actor.kind == ActorKind::Person && !other.actor.role.empty())
        model = seen_[i].draft;
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
  if (draft.gender == Gender::Unknown && work_.words.she.contains(d.lemma))
    draft.gender = Gender::Female;
  if (draft.gender == Gender::Unknown && work_.words.he.contains(d.lemma))
    draft.gender = Gender::Male;
  draft.lemma = d.lemma;
  draft.modifiers = d.modifiers;
  switch (d.role_kind) {
    case RoleKind::Institution:
      draft.actor.kind = ActorKind::Organisation;
      break;
    case RoleKind::Collective:
      draft.actor.kind = ActorKind::Group;
      break;
    default:
      draft.actor.kind = d.plural ? ActorKind::Group : ActorKind::Person;
      break;
  }
  draft.plural =
      d.plural || d.role_kind == RoleKind::Institution || d.role_kind == RoleKind::Collective;
  if (d.counterpart) copy_role(d, draft);
  return work_.add_draft(std::move(draft));
}

// "Brandt was a Danish envoy", "Alsumaria is an Iraqi television network": the draft of the subject
// of whom `d` is said, a person or a body as `d` is; else kNone.
std::uint32_t References::described_subject(const Description& d) const {
  std::uint32_t subject = kNone;
  bool copula = false, negated = false;
  for (const std::uint32_t* c = work_.begin_children(d.head); c != work_.end_children(d.head);
       ++c) {
    if (work_.token(*c).deprel == Deprel::Cop) copula = true;
    if (work_.token(*c).feats & feature::kNeg) negated = true;
    if (is_subject(*c)) subject = *c;
  }
  if (!copula || negated || subject == kNone) return kNone;
  const auto seen = std::find_if(seen_.rbegin(), seen_.rend(),
                                 [subject](const Seen& s) { return s.head == subject; });
  if (seen == seen_.rend()) return kNone;
  const ActorKind kind = work_.drafts[seen->draft].actor.kind;
  const bool fits = d.role_kind == RoleKind::Person
                        ? kind == ActorKind::Person && !d.plural
                        : d.indefinite && !d.plural &&
                              (kind == ActorKind::Organisation || kind == ActorKind::Group);
  return fits ? seen->draft : kNone;
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
  if (const std::uint32_t subject = described_subject(d); subject != kNone) {
    complete_body(work_.drafts[subject].actor, d, "said of it");
    link(subject, "said of the subject");
    return;
  }
  // "as special envoy": said of somebody who has a mention already.
  if (d.role_kind == RoleKind::Person && !d.plural) {
    const std::uint32_t preposition = work_.case_of(at);
    if (preposition != kNone && work_.is_word(preposition, "as") && d.possessor == kNone) return;
  }
  // "the Maariv newspaper", "the militant group Hamas" with the name as modifier.
  if (d.org != kNone && work_.words.body.contains(d.lemma) && d.countries.empty() && !d.plural &&
      work_.candidates[d.org].tokens.end <= d.words.begin &&
      is_alike(work_, {work_.candidates[d.org].tokens.end, d.words.begin}) &&
      work_.candidates[d.org].draft != kNone) {
    const std::uint32_t body = work_.root(work_.candidates[d.org].draft);
    complete_body(work_.drafts[body].actor, d, "kind");
    link(body, "name before its kind");
    return;
  }
  if (const std::uint32_t group = group_of_ranks(d, index); group != kNone) {
    link(group, "the group by its ranks");
    return;
  }
  if (const auto members = apposed_members(d); !members.empty()) {
    link(group_of(members, d), "group: names in apposition");
    return;
  }
  const bool may_refer = (d.definite || work_.capitalised(d.head)) && !d.indefinite;
  if (d.plural && may_refer && d.role_kind != RoleKind::Collective && !d.country_in_text &&
      d.org == kNone && (d.number >= 2 || d.role_kind == RoleKind::Person) &&
      d.possessor == kNone) {
    if (d.number >= 2 || d.lemma == "minister" || d.lemma == "president" || d.lemma == "leader") {
      const bool states = work_.words.state.contains(d.lemma) && d.number >= 2;
      const auto members =
          states && d.number <= 6 ? find_states(d.number, at) : find_members(d, at);
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
  // "the terror group": the armed group named last.
  if (!is_plural(work_, d.head) && d.definite && !d.country_in_text && d.org == kNone &&
      d.possessor == kNone && work_.words.body.contains(work_.lower[d.head]) && d.sector == "REB") {
    const std::uint32_t body = find_body(d, at);
    if (body != kNone && work_.drafts[body].actor.sector == "REB") {
      link(body, "the body named last");
      return;
    }
  }
  if (d.role.empty() && is_company(work_, d.head)) {
    const std::uint32_t company = new_nominal(d);
    Actor& actor = work_.drafts[company].actor;
    actor.kind = ActorKind::Group;
    // Several countries or sides have no one country or sector.
    actor.country.clear(), actor.sector.clear(), actor.code.clear();
    actor.rule = "text: role";
    link(company, "text: several together");
    return;
  }
  if (d.role.empty()) {
    if (work_.words.state.contains(d.lemma)) {
      if (d.plural || d.lemma == "power" || d.lemma == "capital" || d.possessor != kNone ||
          !d.definite)
        return;
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
    if (work_.candidates[index].draft == kNone && is_squad(work_, d.head)) {
      link(new_nominal(d), "text: kind of unit");
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
        draft.actor.kind =
            d.role_kind == RoleKind::Institution ? ActorKind::Organisation : ActorKind::Group;
        const auto entry = work_.kb.country_by_code(country);
        draft.actor.name = entry ? std::string(entry->name()) : country;
        for (std::uint32_t i = d.phrase.begin; i < d.words.begin;
             ++i) {  // the text's own adjective
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
    if (found != kNone && !is_overtaken(d, at, found)) {
      Draft& draft = work_.drafts[found];
      // The text's word for the office of somebody whom only the base placed so far.
      const bool said =
          std::any_of(draft.descriptions.begin(), draft.descriptions.end(), [&](std::uint32_t i) {
            return !work_.descriptions[i].role.empty() &&
                   work_.descriptions[i].role_kind != RoleKind::Title;
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
    if (d.role_kind == RoleKind::Institution && may_refer && !d.country_in_text && d.org == kNone &&
        !d.plural && work_.words.body.contains(d.lemma) && d.definite) {
      found = find_body(d, at);
    }
    const char* rule = "same words";
    if (found == kNone && (person ? may_refer : true)) found = find_same_nominal(d, at);
    if (found == kNone && !person) {
      found = find_same_sort(d, at);
      rule = "another word for the same";
    }
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
        link(found, rule);
        return;
      }
    }
  }
  link(new_nominal(d), "text: role");
}

}  // namespace dragoman::entities
