// Countries, bodies, groups and peoples: names to actors, by entry of the knowledge base, else by
// key, by initials ("... Workers' party (PKK)"), or as the end or head of a longer name.
#include <algorithm>
#include <utility>

#include "core/utf8.h"
#include "entities/analysis.h"

namespace dragoman::entities {
namespace {

using knowledge::AliasKind;
using knowledge::EntryId;
using knowledge::Kind;
using knowledge::RoleKind;

ActorKind actor_kind(Kind kind) {
  switch (kind) {
    case Kind::Country:
      return ActorKind::Country;
    case Kind::Person:
      return ActorKind::Person;
    case Kind::Group:
    case Kind::People:
      return ActorKind::Group;
    default:
      return ActorKind::Organisation;
  }
}

Draft draft_of_entry(const Analysis& work, EntryId id) {
  const knowledge::Entry entry = work.kb.entry(id);
  Draft draft;
  draft.entry = id;
  draft.actor.name = entry.name();
  draft.actor.kind = actor_kind(entry.kind());
  draft.actor.country = entry.country();
  draft.actor.sector = entry.sector();
  draft.actor.code = entry.code();
  if (draft.actor.code.empty()) draft.actor.code = join_code(entry.country(), entry.sector());
  if (entry.kind() != Kind::Country) draft.actor.role = entry.role();
  draft.actor.kb = entry.id();
  draft.actor.rule = "alias@" + entry.receipt().to_string();
  draft.gender = entry.gender();
  draft.plural = entry.kind() == Kind::People;
  return draft;
}

bool has_determiner(const Analysis& work, std::uint32_t head, std::string_view word) {
  for (const std::uint32_t* c = work.begin_children(head);
       c != work.end_children(head) && *c < head; ++c) {
    if (work.token(*c).deprel == Deprel::Det && work.lower[*c] == word) return true;
  }
  return false;
}

bool has_number(const Analysis& work, std::uint32_t head) {
  for (const std::uint32_t* c = work.begin_children(head);
       c != work.end_children(head) && *c < head; ++c) {
    const Deprel deprel = work.token(*c).deprel;
    if (deprel == Deprel::Nummod || (deprel == Deprel::Amod && work.lower[*c] != "other"))
      return true;
  }
  return false;
}

// A people of several countries is of the one where the phrase says that it lives.
void settle_people(Analysis& work, Draft& draft, std::uint32_t head) {
  if (!draft.actor.code.empty()) return;
  draft.actor.country = draft.actor.code = country_of_whereabouts(work, head);
  if (!draft.actor.country.empty()) draft.actor.rule += "; place in the phrase";
}

// "the Albanians of southern Serbia": of another country than their name tells.
bool lives_abroad(Analysis& work, const Candidate& name) {
  for (const std::uint32_t* c = work.begin_children(name.head); c != work.end_children(name.head);
       ++c) {
    const std::uint32_t preposition = work.case_of(*c);
    if (preposition == kNone || !work.is_word(preposition, "of") || work.name_at[*c] == kNone ||
        work.candidates[work.name_at[*c]].type != NameType::Location)
      continue;
    const std::string country = country_of_whereabouts(work, name.head);
    return !country.empty() && country != work.kb.entry(name.alias->entry).country();
  }
  return false;
}

// "the Turks" are Turkey; "five Iraqis" and "a Libyan" are persons of that country.
void link_demonym(Analysis& work, std::uint32_t index) {
  Candidate& name = work.candidates[index];
  const knowledge::Entry entry = work.kb.entry(name.alias->entry);
  const std::uint32_t head = name.head;
  const Token& tok = work.token(head);
  const bool modifies = tok.deprel == Deprel::Amod || tok.deprel == Deprel::Compound ||
                        (tok.upos == Upos::Adj && !has_determiner(work, head, "the")) ||
                        (name.alias->kind == AliasKind::Adjective &&
                         !has_determiner(work, head, "the") && !has_determiner(work, head, "a") &&
                         !has_determiner(work, head, "an") && !(tok.feats & feature::kPlur));
  const bool one = (has_determiner(work, head, "a") || has_determiner(work, head, "an") ||
                    (tok.feats & feature::kSing && has_determiner(work, head, "the") &&
                     tok.upos != Upos::Adj)) &&
                   name.alias->kind != AliasKind::Plural;
  if (modifies) {
    if (entry.kind() == Kind::Country && !name.stance) {
      work.link(index, country_draft(work, entry.country()),
                "adjective@" + name.alias->receipt.to_string());
    }
    return;
  }
  const std::string rule = "demonym@" + name.alias->receipt.to_string();
  if (one) {
    Draft draft;
    draft.actor.name = work.text_of(name.tokens);
    draft.actor.kind = ActorKind::Person;
    draft.actor.country = entry.country();
    draft.actor.code =
        entry.kind() == Kind::Country ? std::string(entry.country()) : std::string(entry.code());
    draft.actor.rule = rule;
    draft.lemma = work.lower[head];
    work.link(index, work.add_draft(std::move(draft)), rule);
    return;
  }
  if (entry.kind() == Kind::Country && has_determiner(work, head, "the") &&
      !has_number(work, head) && !lives_abroad(work, name)) {
    work.link(index, country_draft(work, entry.country()), rule);
    return;
  }
  const bool counted = has_number(work, head);
  for (std::uint32_t i = 0; i < work.drafts.size() && !counted; ++i) {
    const Draft& draft = work.drafts[i];
    if (draft.plural && draft.entry == entry.index() && draft.actor.kind == ActorKind::Group) {
      work.link(index, i, rule);
      return;
    }
  }
  Draft draft = draft_of_entry(work, entry.index());
  draft.actor.kind = ActorKind::Group;
  draft.actor.name = work.text_of(name.tokens);
  if (is_ethnic(work, name.tokens) || lives_abroad(work, name)) {
    if (is_ethnic(work, name.tokens))
      draft.actor.name = work.text_of({name.tokens.begin - 1, name.tokens.end});
    draft.actor.country.clear();
    draft.actor.code.clear();
    draft.actor.kb.clear();
    draft.entry = knowledge::kNoEntry;
    draft.actor.rule = "text: a people";
    settle_people(work, draft, head);
    draft.plural = true;
    work.link(index, work.add_draft(std::move(draft)), rule);
    return;
  }
  if (entry.kind() == Kind::Country) draft.actor.kb.clear();
  draft.actor.role.clear();
  draft.actor.rule = rule;
  if (entry.kind() == Kind::People) settle_people(work, draft, head);
  draft.plural = true;
  if (counted) draft.entry = knowledge::kNoEntry;
  work.link(index, work.add_draft(std::move(draft)), rule);
}

void link_known_bodies(Analysis& work) {
  std::map<EntryId, std::uint32_t> by_entry;
  for (std::uint32_t i = 0; i < work.candidates.size(); ++i) {
    Candidate& name = work.candidates[i];
    if (name.kind != MentionKind::Name || name.type == NameType::Person || !name.alias) continue;
    const knowledge::Entry entry = work.kb.entry(name.alias->entry);
    const std::string receipt = name.alias->receipt.to_string();
    if (name.apposed) continue;
    if (is_demonym(name.alias->kind)) {
      link_demonym(work, i);
      continue;
    }
    if (entry.kind() == Kind::Region || name.place_only) {
      name.rule =
          (name.place_only && entry.kind() == Kind::Country ? "capital as a place@" : "place@") +
          receipt;
      if (!entry.country().empty() && !names_process(work, name.head)) {
        // Who arrives in Amman meets Jordan: the country is an actor of the report, though not by
        // this mention.
        Draft& host = work.drafts[country_draft(work, entry.country())];
        if (host.candidates.empty() && !host.host)
          host.actor.rule = "country of the place " + work.text_of(name.tokens);
        host.host = true;
      }
      continue;
    }
    if (entry.kind() == Kind::Country) {
      work.drafts[country_draft(work, entry.country())].actor.rule = "alias@" + receipt;
      const bool capital = name.alias->kind == AliasKind::Capital;
      work.link(i, country_draft(work, entry.country()),
                (capital ? "capital as an actor@" : "alias@") + receipt);
      continue;
    }
    auto [found, fresh] = by_entry.emplace(entry.index(), kNone);
    if (fresh) {
      Draft draft = draft_of_entry(work, entry.index());
      if (entry.kind() == Kind::People) settle_people(work, draft, name.head);
      found->second = work.add_draft(std::move(draft));
    }
    work.link(i, found->second, "alias@" + receipt);
  }
}

std::string initials_of(const Analysis& work, TokenSpan tokens) {
  std::string initials;
  for (std::uint32_t i = tokens.begin; i < tokens.end; ++i) {
    if (work.capitalised(i)) initials += core::ascii_lower(work.forms[i].substr(0, 1));
  }
  return initials;
}

// "Observatory" of "Syrian Observatory for Human Rights".
bool is_head_word(const Analysis& work, TokenSpan full, std::string_view key) {
  for (std::uint32_t i = full.begin; i < full.end; ++i) {
    if (i + 1 < full.end && !work.is_word(i + 1, "of") && !work.is_word(i + 1, "for")) continue;
    return knowledge::normalise_alias(work.forms[i]) == key;
  }
  return false;
}

// Country and sector that lie in the name itself: "Iraqi News Agency", "Foreign Ministry".
void read_body_name(Analysis& work, const Candidate& name, Draft& draft) {
  const std::span<const std::string_view> forms(work.forms.data() + name.tokens.begin,
                                                name.tokens.size());
  knowledge::Match match;
  // "United Nations Emergency Relief", "EU Monitoring Mission": of the body that it is named after.
  if (work.kb.longest_match(forms, 0, match) && match.length < forms.size()) {
    const knowledge::Entry parent = work.kb.entry(match.aliases.front().entry);
    if (parent.kind() == Kind::Organisation && parent.country().empty() &&
        !parent.code().empty()) {
      draft.actor.code = parent.code();
      draft.actor.sector = parent.sector();
      draft.actor.rule =
          "text: the body in its name@" + match.aliases.front().receipt.to_string();
      return;
    }
  }
  for (std::uint32_t i = 0; i < name.tokens.size(); ++i) {
    if (!draft.actor.country.empty() || !work.kb.longest_match(forms, i, match)) continue;
    const knowledge::Entry entry = work.kb.entry(match.aliases.front().entry);
    if (entry.kind() == Kind::Country || entry.kind() == Kind::People ||
        entry.kind() == Kind::Region) {
      draft.actor.country = entry.country();
      draft.actor.rule =
          "text: the country in its name@" + match.aliases.front().receipt.to_string();
    }
  }
  std::vector<std::string> lower;
  for (std::uint32_t i = name.tokens.begin; i < name.tokens.end; ++i)
    lower.push_back(core::ascii_lower(work.forms[i]));
  const std::vector<std::string_view> lemmas(lower.begin(), lower.end());
  for (std::size_t i = 0; i < lemmas.size(); ++i) {
    std::size_t length = 0;
    const auto role = work.kb.find_role(lemmas, i, length);
    if (!role || role->sector.empty() || role->phrase == "coalition" ||
        role->phrase == "alliance" || role->kind == RoleKind::Person ||
        role->kind == RoleKind::Title)
      continue;
    const std::size_t end = i + length;
    // The head of the name: its last word, or the one before "of", "for".
    if (end == lemmas.size() || lemmas[end] == "of" || lemmas[end] == "for") {
      draft.actor.sector = role->sector;
      if (role->kind == RoleKind::Collective) draft.actor.kind = ActorKind::Group;
      break;
    }
  }
  if (draft.actor.country.empty() && !draft.actor.sector.empty() &&
      draft.actor.sector != "SOC") {  // "the Conversion Facilities in central Iran"
    draft.actor.country = country_of_whereabouts(work, name.head);
    if (!draft.actor.country.empty()) draft.actor.rule = "text: name; place in the phrase";
  }
  // Civil society of no country is a non-governmental organisation.
  if (draft.actor.country.empty() && draft.actor.sector == "SOC") draft.actor.code = "NGO";
}

void link_other_bodies(Analysis& work) {
  std::vector<std::uint32_t> order;
  for (std::uint32_t i = 0; i < work.candidates.size(); ++i) {
    const Candidate& name = work.candidates[i];
    if (name.kind == MentionKind::Name && name.type == NameType::Organisation && !name.alias &&
        name.draft == kNone) {
      order.push_back(i);
    }
  }
  std::stable_sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
    return work.candidates[a].tokens.size() > work.candidates[b].tokens.size();
  });
  std::map<std::string, std::uint32_t> by_key;
  for (const std::uint32_t i : order) {
    const Candidate& name = work.candidates[i];
    std::uint32_t found = kNone;
    std::string rule = "same name";
    if (const auto same = by_key.find(name.key); same != by_key.end()) found = same->second;
    for (std::uint32_t other = 0; found == kNone && other < work.candidates.size(); ++other) {
      const Candidate& full = work.candidates[other];
      if (other == i || full.draft == kNone || full.kind != MentionKind::Name ||
          full.type != NameType::Organisation) {
        continue;
      }
      if (name.tokens.size() == 1 && full.tokens.size() > 1 && name.key.size() >= 2 &&
          (initials_of(work, full.tokens) == name.key ||
           (name.key.size() >= 3 && initials_of(work, full.tokens).ends_with(name.key)))) {
        found = full.draft;
        rule = "initials";
      } else if (full.tokens.size() > name.tokens.size() && name.key.size() > 4 &&
                 full.key.ends_with(name.key)) {
        found = full.draft;
        rule = "end of a longer name";
      } else if (name.tokens.size() == 1 && full.tokens.size() > 2 && name.key.size() > 4 &&
                 is_head_word(work, full.tokens, name.key)) {
        found = full.draft;
        rule = "head of a longer name";
      } else if (name.tokens.begin == full.tokens.end + 1 && work.forms[full.tokens.end] == "(" &&
                 name.tokens.end < work.forms.size() && work.forms[name.tokens.end] == ")") {
        found = full.draft;
        rule = "in brackets";
      }
    }
    if (found == kNone) {
      Draft draft;
      draft.actor.name = work.text_of(name.tokens);
      draft.actor.kind = ActorKind::Organisation;
      draft.actor.rule = "text: name";
      read_body_name(work, name, draft);
      found = work.add_draft(std::move(draft));
      rule = "text: name";
    }
    by_key.emplace(name.key, found);
    work.link(i, found, rule);
  }
}

// A body that stands in apposition to a description takes its country and sector from it:
// "the official Syrian opposition, the Syrian Negotiating Committee".
void describe_bodies(Analysis& work) {
  for (std::uint32_t index = 0; index < work.descriptions.size(); ++index) {
    const Description& d = work.descriptions[index];
    if (d.name == kNone || work.candidates[d.name].type != NameType::Organisation) continue;
    const std::uint32_t draft = work.candidates[d.name].draft;
    if (draft == kNone) continue;
    work.drafts[draft].descriptions.push_back(index);
    complete_body(work.drafts[draft].actor, d, "apposition");
  }
  for (Draft& draft : work.drafts) {
    if (draft.actor.code.empty() && draft.actor.kind != ActorKind::Person) {
      draft.actor.code = join_code(draft.actor.country, draft.actor.sector);
    }
  }
}

// The fullest name in the text; a country keeps the base's name.
void name_bodies(Analysis& work) {
  for (Draft& draft : work.drafts) {
    if (draft.actor.kind == ActorKind::Person || draft.actor.kind == ActorKind::Country) continue;
    std::size_t longest = 0;
    for (const std::uint32_t index : draft.candidates) {
      const Candidate& name = work.candidates[index];
      if (name.alias && is_demonym(name.alias->kind)) continue;
      const std::string text = work.text_of(name.tokens);
      if (text.size() > longest) {
        longest = text.size();
        draft.actor.name = text;
      }
    }
  }
}

}  // namespace

void complete_body(Actor& actor, const Description& d, std::string_view how) {
  if (!actor.kb.empty() || actor.kind == ActorKind::Person || actor.kind == ActorKind::Country)
    return;
  if (actor.sector.empty()) actor.sector = d.sector;
  if (actor.country.empty() && !d.countries.empty()) {
    actor.country = d.countries[0];
    actor.rule = "text: " + std::string(how) + "; " + d.country_rule;
  }
  if (actor.role.empty()) actor.role = d.role;
  actor.code = join_code(actor.country, actor.sector);
}

std::uint32_t country_draft(Analysis& work, std::string_view country) {
  for (std::uint32_t i = 0; i < work.drafts.size(); ++i) {
    if (work.drafts[i].actor.kind == ActorKind::Country && work.drafts[i].actor.country == country)
      return i;
  }
  const auto entry = work.kb.country_by_code(country);
  if (entry) return work.add_draft(draft_of_entry(work, entry->index()));
  Draft draft;
  draft.actor.name = draft.actor.country = draft.actor.code = country;
  draft.actor.kind = ActorKind::Country;
  return work.add_draft(std::move(draft));
}

void cluster_bodies(Analysis& work) {
  link_known_bodies(work);
  link_other_bodies(work);
  describe_bodies(work);
  name_bodies(work);
}

}  // namespace dragoman::entities
