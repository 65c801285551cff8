// Names of one person or body become one actor, linked to the knowledge base.
//
// Bodies and countries: by entry of the base, else by key, by initials ("... Workers' party (PKK)"), or as
// the end of a longer name. Persons: the fullest names first; a shorter one joins the person whose name
// holds it in order ("Abu Jaafar" in "Mohammed Abu Jaafar"; "Sergey Lavrov" in "Sergey Viktorovich Lavrov").
#include <algorithm>
#include <set>
#include <utility>

#include "core/utf8.h"
#include "entities/analysis.h"

namespace dragoman::entities {
namespace {

using knowledge::Alias;
using knowledge::AliasKind;
using knowledge::EntryId;
using knowledge::Kind;
using knowledge::RoleKind;

// Keys of the words of a name without articles and marks: "Ayman Al-Safadi" -> ayman, safadi.
std::vector<std::string> name_parts(const Analysis& work, TokenSpan tokens) {
  std::vector<std::string> parts;
  for (std::uint32_t i = tokens.begin; i < tokens.end; ++i) {
    std::string_view form = work.forms[i];
    while (!form.empty()) {  // a hyphen inside one token ("al-Nusra")
      const std::size_t hyphen = std::min(form.find('-'), form.size());
      std::string key = knowledge::normalise_alias(form.substr(0, hyphen));
      form.remove_prefix(std::min(hyphen + 1, form.size()));
      if (key.empty() || key == "al" || key == "el" || key == "s") continue;
      parts.push_back(std::move(key));
    }
  }
  return parts;
}

bool is_subsequence(const std::vector<std::string>& small, const std::vector<std::string>& large) {
  std::size_t at = 0;
  for (const std::string& part : large) {
    if (at < small.size() &&
        (part == small[at] || (small[at].size() == 1 && part.starts_with(small[at])) ||
         (part.size() == 1 && small[at].starts_with(part)))) {
      ++at;
    }
  }
  return at == small.size();
}

// Spelling variants of one surname: "Mualem" and "Muallem", "Erdogan" and "Erdoghan".
bool is_variant(std::string_view a, std::string_view b) {
  if (a == b) return true;
  if (a.size() < 4 || b.size() < 4 || a[0] != b[0]) return false;
  std::string x(a), y(b);
  for (std::string* s : {&x, &y}) {
    s->erase(std::unique(s->begin(), s->end()), s->end());  // doubled letters
    std::replace(s->begin(), s->end(), 'y', 'i');
  }
  if (x == y) return true;
  if (a.size() < 5 || b.size() < 5) return false;
  // One letter more, less or other.
  if (x.size() > y.size()) std::swap(x, y);
  if (y.size() - x.size() > 1 || y.size() < 6) return false;
  std::size_t i = 0;
  while (i < x.size() && x[i] == y[i]) ++i;
  return x.size() == y.size() ? x.substr(i + 1) == y.substr(i + 1) : x.substr(i) == y.substr(i + 1);
}

// ---- countries and bodies ---------------------------------------------------------------------------

ActorKind actor_kind(Kind kind) {
  switch (kind) {
    case Kind::Country: return ActorKind::Country;
    case Kind::Person: return ActorKind::Person;
    case Kind::Group:
    case Kind::People: return ActorKind::Group;
    default: return ActorKind::Organisation;
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
  for (const std::uint32_t* c = work.begin_children(head); c != work.end_children(head) && *c < head; ++c) {
    if (work.token(*c).deprel == Deprel::Det && work.lower[*c] == word) return true;
  }
  return false;
}

bool has_number(const Analysis& work, std::uint32_t head) {
  for (const std::uint32_t* c = work.begin_children(head); c != work.end_children(head) && *c < head; ++c) {
    const Deprel deprel = work.token(*c).deprel;
    if (deprel == Deprel::Nummod || (deprel == Deprel::Amod && work.lower[*c] != "other")) return true;
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
                        (name.alias->kind == AliasKind::Adjective && !has_determiner(work, head, "the") &&
                         !has_determiner(work, head, "a") && !has_determiner(work, head, "an") &&
                         !(tok.feats & feature::kPlur));
  const bool one = (has_determiner(work, head, "a") || has_determiner(work, head, "an") ||
                    (tok.feats & feature::kSing && has_determiner(work, head, "the") && tok.upos != Upos::Adj)) &&
                   name.alias->kind != AliasKind::Plural;
  if (modifies) {
    if (entry.kind() == Kind::Country && !name.stance) {
      work.link(index, country_draft(work, entry.country()), "adjective@" + name.alias->receipt.to_string());
    }
    return;
  }
  const std::string rule = "demonym@" + name.alias->receipt.to_string();
  if (one) {
    Draft draft;
    draft.actor.name = work.text_of(name.tokens);
    draft.actor.kind = ActorKind::Person;
    draft.actor.country = entry.country();
    draft.actor.code = entry.kind() == Kind::Country ? std::string(entry.country()) : std::string(entry.code());
    draft.actor.rule = rule;
    draft.lemma = work.lower[head];
    work.link(index, work.add_draft(std::move(draft)), rule);
    return;
  }
  if (entry.kind() == Kind::Country && has_determiner(work, head, "the") && !has_number(work, head)) {
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
  if (entry.kind() == Kind::Country) draft.actor.kb.clear();
  draft.actor.role.clear();
  draft.actor.rule = rule;
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
      name.rule = (name.place_only && entry.kind() == Kind::Country ? "capital as a place@" : "place@") + receipt;
      if (!entry.country().empty()) {
        // Who arrives in Amman meets Jordan: the country is an actor of the report, though not by this mention.
        Draft& host = work.drafts[country_draft(work, entry.country())];
        if (host.candidates.empty() && !host.host) host.actor.rule = "country of the place " + work.text_of(name.tokens);
        host.host = true;
      }
      continue;
    }
    if (entry.kind() == Kind::Country) {
      work.drafts[country_draft(work, entry.country())].actor.rule = "alias@" + receipt;
      const bool capital = name.alias->kind == AliasKind::Capital;
      work.link(i, country_draft(work, entry.country()), (capital ? "capital as an actor@" : "alias@") + receipt);
      continue;
    }
    auto [found, fresh] = by_entry.emplace(entry.index(), kNone);
    if (fresh) found->second = work.add_draft(draft_of_entry(work, entry.index()));
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
  const std::span<const std::string_view> forms(work.forms.data() + name.tokens.begin, name.tokens.size());
  knowledge::Match match;
  for (std::uint32_t i = 0; i < name.tokens.size(); ++i) {
    if (!draft.actor.country.empty() || !work.kb.longest_match(forms, i, match)) continue;
    const knowledge::Entry entry = work.kb.entry(match.aliases.front().entry);
    if (entry.kind() == Kind::Country || entry.kind() == Kind::People || entry.kind() == Kind::Region) {
      draft.actor.country = entry.country();
      draft.actor.rule = "text: the country in its name@" + match.aliases.front().receipt.to_string();
    }
  }
  std::vector<std::string> lower;
  for (std::uint32_t i = name.tokens.begin; i < name.tokens.end; ++i) lower.push_back(core::ascii_lower(work.forms[i]));
  const std::vector<std::string_view> lemmas(lower.begin(), lower.end());
  for (std::size_t i = 0; i < lemmas.size(); ++i) {
    std::size_t length = 0;
    const auto role = work.kb.find_role(lemmas, i, length);
    if (!role || role->sector.empty() || role->phrase == "coalition" || role->phrase == "alliance" || role->kind == RoleKind::Person || role->kind == RoleKind::Title) continue;
    const std::size_t end = i + length;
    // The head of the name: its last word, or the one before "of", "for".
    if (end == lemmas.size() || lemmas[end] == "of" || lemmas[end] == "for") {
      draft.actor.sector = role->sector;
      if (role->kind == RoleKind::Collective) draft.actor.kind = ActorKind::Group;
      break;
    }
  }
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
      } else if (full.tokens.size() > name.tokens.size() && name.key.size() > 4 && full.key.ends_with(name.key)) {
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

// ---- persons ----------------------------------------------------------------------------------------

struct Cluster {
  std::vector<std::uint32_t> names;  // candidates; the fullest first
  std::vector<std::string> parts;    // of the fullest
  std::uint32_t first_token = 0;
};

std::vector<Cluster> cluster_persons(const Analysis& work) {
  struct Item {
    std::uint32_t candidate;
    std::vector<std::string> parts;
  };
  std::vector<Item> items;
  for (std::uint32_t i = 0; i < work.candidates.size(); ++i) {
    const Candidate& name = work.candidates[i];
    if (name.kind != MentionKind::Name || name.type != NameType::Person || name.dropped) continue;
    items.push_back({i, name_parts(work, name.tokens)});
    if (items.back().parts.empty()) items.back().parts.push_back(name.key);
  }
  std::stable_sort(items.begin(), items.end(),
                   [](const Item& a, const Item& b) { return a.parts.size() > b.parts.size(); });
  std::vector<Cluster> clusters;
  for (const Item& item : items) {
    const Candidate& name = work.candidates[item.candidate];
    Cluster* best = nullptr;
    int best_score = 0;
    for (Cluster& cluster : clusters) {
      int score = 0;
      if (cluster.parts == item.parts) {
        score = 100;
      } else if (item.parts.size() > 1) {
        if (is_subsequence(item.parts, cluster.parts)) score = 80;
        else if (item.parts.front() == cluster.parts.front() && is_variant(item.parts.back(), cluster.parts.back()))
          score = 60;
      } else if (cluster.parts.size() > 1) {
        if (cluster.parts.back() == item.parts[0]) score = 50;
        else if (is_variant(cluster.parts.back(), item.parts[0])) score = 30;
        else if (cluster.parts.front() == item.parts[0]) score = 20;
        else if (is_subsequence(item.parts, cluster.parts)) score = 25;
      }
      if (score == 0) continue;
      // Of two with this surname, the one named before.
      if (cluster.first_token < name.tokens.begin) score += 5;
      if (score > best_score) {
        best_score = score;
        best = &cluster;
      }
    }
    if (best == nullptr) {
      clusters.push_back({{item.candidate}, item.parts, name.tokens.begin});
    } else {
      best->names.push_back(item.candidate);
      best->first_token = std::min(best->first_token, name.tokens.begin);
    }
  }
  return clusters;
}

std::vector<std::uint32_t> descriptions_of(const Analysis& work, const Cluster& cluster) {
  std::vector<std::uint32_t> found;
  for (std::uint32_t d = 0; d < work.descriptions.size(); ++d) {
    if (work.descriptions[d].name == kNone) continue;
    if (std::find(cluster.names.begin(), cluster.names.end(), work.descriptions[d].name) != cluster.names.end()) {
      found.push_back(d);
    }
  }
  return found;
}

bool role_matches(std::string_view role, const Description& d) {
  if (role.empty() || d.role.empty()) return false;
  return role == d.role || role == d.text_role || role.ends_with(" " + d.lemma) || role == d.lemma;
}

// How well a person of the base fits the report: in office then, for the country and in the role named here.
int score_entry(const Analysis& work, EntryId id, const std::vector<std::uint32_t>& descriptions) {
  int score = 0;
  std::set<std::string_view> countries;
  const std::vector<knowledge::Term> terms = work.kb.terms(id);
  for (const knowledge::Term& term : terms) countries.insert(term.country);
  if (!work.date.empty()) {
    if (const auto term = work.kb.term_on(id, work.date); term && !term->from.empty()) score += 3;
    else if (!terms.empty() && !terms.front().from.empty() && work.date < terms.front().from &&
             std::stoi(work.date.substr(0, 4)) + 8 < std::stoi(terms.front().from.substr(0, 4)))
      score -= 4;
  }
  for (const std::uint32_t index : descriptions) {
    const Description& d = work.descriptions[index];
    if (d.country_in_text && !d.countries.empty()) score += countries.contains(d.countries[0]) ? 4 : -6;
    for (const knowledge::Term& term : terms) {
      if (role_matches(term.role, d)) {
        score += 3;
        break;
      }
    }
  }
  for (std::size_t i = 0; i < std::min<std::size_t>(work.focus.size(), 4); ++i) {
    if (countries.contains(work.focus[i])) score += i < 2 ? 2 : 1;
  }
  return score;
}

// "Bashar al-Assad" -> assad
std::string surname_key(std::string_view full) {
  const std::size_t cut = full.find_last_of(" -");
  return knowledge::normalise_alias(cut == std::string_view::npos ? full : full.substr(cut + 1));
}

struct Link {
  EntryId entry = knowledge::kNoEntry;
  std::string rule;
};

Link link_person(const Analysis& work, const Cluster& cluster, const std::vector<std::uint32_t>& descriptions) {
  Link best;
  int best_score = -1000;
  const auto consider = [&](EntryId id, int score, std::string rule) {
    if (score > best_score) {
      best_score = score;
      best = {id, std::move(rule)};
    }
  };
  const bool lone = cluster.parts.size() == 1;
  for (const std::uint32_t index : cluster.names) {
    const Candidate& name = work.candidates[index];
    for (const Alias& alias : name.aliases) {
      if (work.kb.entry(alias.entry).kind() != Kind::Person) continue;
      const bool surname = alias.kind == AliasKind::Surname;
      if (surname && !lone) continue;  // of the full name below, never against it
      const int score = score_entry(work, alias.entry, descriptions);
      if (surname) {
        // A surname alone needs a reason: in office then, or named with country or role.
        if (score >= (!work.date.empty() ? 3 : name.aliases.size() == 1 ? 0 : 2)) {
          consider(alias.entry, score, "surname and office@" + alias.receipt.to_string());
        }
      } else if (score > -5) {
        consider(alias.entry, score + 20, "alias@" + alias.receipt.to_string());
      }
    }
  }
  if (best.entry != knowledge::kNoEntry) return best;
  if (!lone) {
    // Another spelling or a middle name: the surname is known, and the given name fits.
    for (const Alias& alias : work.kb.find(cluster.parts.back())) {
      const knowledge::Entry entry = work.kb.entry(alias.entry);
      if (entry.kind() != Kind::Person) continue;
      const std::string_view full = entry.name();
      const std::string given = knowledge::normalise_alias(full.substr(0, full.find(' ')));
      std::vector<std::string> parts;  // of the base's name, "Mohammad Javad Zarif"
      for (std::size_t at = 0; at < full.size();) {
        const std::size_t space = std::min(full.find(' ', at), full.size());
        parts.push_back(knowledge::normalise_alias(full.substr(at, space - at)));
        at = space + 1;
      }
      const bool within = is_subsequence(cluster.parts, parts) || is_subsequence(parts, cluster.parts);
      if (!is_variant(given, cluster.parts.front()) && !within) continue;
      const int score = score_entry(work, alias.entry, descriptions);
      if (score > 0) consider(alias.entry, score, "surname and given name@" + alias.receipt.to_string());
    }
  }
  if (lone && best.entry == knowledge::kNoEntry) {
    // "the Asad regime": a ruler of a country of the report, spelt otherwise.
    for (std::size_t i = 0; i < std::min<std::size_t>(work.focus.size(), 5); ++i) {
      for (const char* role : {"president", "prime minister", "foreign minister", "defence minister", "king"}) {
        for (const EntryId holder : work.kb.holders(work.focus[i], role, work.date)) {
          if (is_variant(surname_key(work.kb.entry(holder).name()), cluster.parts.back())) {
            consider(holder, 1, "surname and office@" + work.kb.entry(holder).receipt().to_string());
          }
        }
      }
    }
  }
  // Who held this office then, under a name spelt nearly so.
  for (const std::uint32_t index : descriptions) {
    const Description& d = work.descriptions[index];
    if (best.entry != knowledge::kNoEntry || d.countries.size() != 1 || work.date.empty() || d.former) continue;
    for (const EntryId holder : work.kb.holders(d.countries[0], d.role, work.date)) {
      if (is_variant(surname_key(work.kb.entry(holder).name()), cluster.parts.back())) {
        consider(holder, 1, "office@" + work.kb.entry(holder).receipt().to_string());
      }
    }
  }
  return best;
}

knowledge::Gender gender_of(const Analysis& work,
                            const Cluster& cluster,
                            const std::vector<std::uint32_t>& descriptions,
                            knowledge::Gender known) {
  if (known != knowledge::Gender::Unknown) return known;
  for (const std::uint32_t index : descriptions) {
    const Description& d = work.descriptions[index];
    if (d.gender != knowledge::Gender::Unknown) return d.gender;
    if (work.words.she.contains(d.lemma)) return knowledge::Gender::Female;
    if (work.words.he.contains(d.lemma)) return knowledge::Gender::Male;
  }
  if (cluster.parts.size() > 1) {
    const TokenSpan tokens = work.candidates[cluster.names[0]].tokens;
    if (const auto gender = work.kb.given_name(work.forms[tokens.begin])) return *gender;
  }
  return knowledge::Gender::Unknown;
}

// Role, country, sector and code of a person: the text's own words for the role, the base for the rest.
void describe_person(Analysis& work, Draft& draft) {
  Actor& actor = draft.actor;
  const Description* best = nullptr;
  for (const std::uint32_t index : draft.descriptions) {
    const Description& d = work.descriptions[index];
    if (d.role.empty() || d.counterpart || d.role_kind == RoleKind::Title) continue;
    if (best == nullptr || (best->former && !d.former)) best = &d;
    else if (best->text_role.size() < d.text_role.size() && best->former == d.former) best = &d;
  }
  if (best == nullptr) {  // a rank is better than nothing: "General Abacha"
    for (const std::uint32_t index : draft.descriptions) {
      const Description& d = work.descriptions[index];
      if (!d.role.empty() && !d.counterpart && !d.sector.empty()) best = &d;
    }
  }
  if (draft.entry != knowledge::kNoEntry) {
    const knowledge::Entry entry = work.kb.entry(draft.entry);
    std::optional<knowledge::Term> term;
    if (!work.date.empty()) {
      term = work.kb.term_on(draft.entry, work.date);
      if (!term) term = work.kb.last_term_before(draft.entry, work.date);
    }
    const std::vector<knowledge::Term> terms = work.kb.terms(draft.entry);
    const bool later = !work.date.empty() && !term && !terms.empty() && !terms.front().from.empty() &&
                       terms.front().from > work.date;  // every office of his was still to come
    // A role in the text picks the term: "the Foreign Secretary" of a report without a date.
    if (best != nullptr && (work.date.empty() || !term || !role_matches(term->role, *best))) {
      for (const knowledge::Term& other : work.kb.terms(draft.entry)) {
        if (role_matches(other.role, *best) && (work.date.empty() || !term)) {
          term = other;
          break;
        }
      }
    }
    actor.kb = entry.id();
    actor.country = term ? term->country : entry.country();
    actor.sector = term ? term->sector : entry.sector();
    actor.code = term ? term->code : entry.code();
    actor.role = term ? term->role : entry.role();
    if (later) {
      actor.sector.clear();
      actor.role.clear();
      actor.code = actor.country;
      if (best != nullptr) {
        actor.sector = best->sector;
        actor.code = join_code(actor.country, actor.sector);
      }
    } else if (actor.role.empty()) {
      actor.role = entry.role();
    }
    if (term) actor.rule += ", term@" + term->receipt.to_string();
    // "his rival", "the author": no office, and so no better than the base's.
    const bool office_said = best != nullptr && !best->sector.empty() && best->sector != "CVL";
    if (office_said || (best != nullptr && actor.role.empty())) actor.role = office(work, *best);
    if (actor.code.empty()) actor.code = join_code(actor.country, actor.sector);
    if (!actor.code.empty()) return;
  }
  if (best != nullptr) actor.role = office(work, *best);
  for (const std::uint32_t index : draft.descriptions) {
    const Description& d = work.descriptions[index];
    const bool main = &d == best || best == nullptr;
    if (!main && !(d.country_in_text && actor.country.empty())) continue;
    if (d.possessor != kNone && d.countries.empty()) continue;  // settled in references.cc
    Belonging belonging = belonging_of(work, d, kNone);
    if (main && !d.country_in_text && d.org == kNone && d.holder == kNone && d.countries.empty() &&
        (d.sector.empty() || belonging.country.empty())) {
      // "said spokesman Kenneth Bacon" after "a Pentagon spokesman said": the same role before tells whose.
      for (const Description& other : work.descriptions) {
        if (&other == &d || other.head >= d.head || other.lemma != d.lemma || other.plural || other.title) continue;
        if (other.name != kNone || (!other.country_in_text && other.org == kNone)) continue;
        belonging = belonging_of(work, other, kNone);
        belonging.rule = "the same role before; " + belonging.rule;
      }
    }
    if (actor.country.empty()) actor.country = belonging.country;
    if (actor.sector.empty()) actor.sector = belonging.sector;
    if (actor.code.empty() || actor.code == belonging.country) actor.code = belonging.code;
    if (!belonging.rule.empty()) actor.rule = "text: role; " + belonging.rule;
  }
  // A country that another description names in so many words is better than one by context.
  for (const std::uint32_t index : draft.descriptions) {
    const Description& d = work.descriptions[index];
    if (!d.country_in_text || d.countries.empty() || d.org != kNone || (best != nullptr && best->org != kNone)) continue;
    if (best == nullptr || !best->country_in_text) {
      actor.country = d.countries[0];
      actor.code = join_code(actor.country, actor.sector);
      actor.rule = "text: " + d.country_rule;
    }
    break;
  }
}

void make_persons(Analysis& work) {
  const std::vector<Cluster> clusters = cluster_persons(work);
  std::map<EntryId, std::uint32_t> by_entry;
  std::vector<std::uint32_t> persons;
  for (const Cluster& cluster : clusters) {
    const std::vector<std::uint32_t> descriptions = descriptions_of(work, cluster);
    const Link link = link_person(work, cluster, descriptions);
    std::uint32_t index = kNone;
    if (link.entry != knowledge::kNoEntry) {
      if (const auto found = by_entry.find(link.entry); found != by_entry.end()) index = found->second;
    }
    if (index == kNone) {
      Draft draft;
      draft.actor.kind = ActorKind::Person;
      draft.actor.name = work.text_of(work.candidates[cluster.names[0]].tokens);
      draft.actor.rule = link.rule.empty() ? "text: name" : link.rule;
      draft.entry = link.entry;
      index = work.add_draft(std::move(draft));
      persons.push_back(index);
      if (link.entry != knowledge::kNoEntry) by_entry.emplace(link.entry, index);
    }
    Draft& draft = work.drafts[index];
    draft.descriptions.insert(draft.descriptions.end(), descriptions.begin(), descriptions.end());
    const knowledge::Gender known =
        draft.entry == knowledge::kNoEntry ? draft.gender : work.kb.entry(draft.entry).gender();
    draft.gender = gender_of(work, cluster, descriptions, known);
    for (const std::uint32_t name : cluster.names) {
      const std::string text = work.text_of(work.candidates[name].tokens);
      if (name_parts(work, work.candidates[name].tokens).size() > name_parts(work, work.candidates[draft.candidates.empty() ? name : draft.candidates[0]].tokens).size()) {
        work.drafts[index].actor.name = text;
      }
      std::string rule = "same name";
      if (name == cluster.names[0]) rule = link.rule.empty() ? "text: name" : link.rule;
      else if (work.candidates[name].key != work.candidates[cluster.names[0]].key) rule = "part of the name";
      work.link(name, index, rule);
    }
  }
  for (const Description& d : work.descriptions) {
    if (d.candidate == kNone || d.name == kNone || !work.candidates[d.candidate].apposed) continue;
    if (work.candidates[d.name].draft != kNone) {
      work.link(d.candidate, work.candidates[d.name].draft, "apposition");
    }
  }
  // Those the base knows first: others may belong to them ("Assad's spokesman").
  for (const std::uint32_t index : persons) {
    if (work.drafts[index].entry != knowledge::kNoEntry) describe_person(work, work.drafts[index]);
  }
  for (const std::uint32_t index : persons) {
    if (work.drafts[index].entry == knowledge::kNoEntry) describe_person(work, work.drafts[index]);
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
    Actor& actor = work.drafts[draft].actor;
    if (!actor.kb.empty()) continue;
    if (actor.sector.empty()) actor.sector = d.sector;
    if (actor.country.empty() && !d.countries.empty()) {
      actor.country = d.countries[0];
      actor.rule = "text: apposition; " + d.country_rule;
    }
    if (actor.role.empty()) actor.role = d.role;
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

std::uint32_t country_draft(Analysis& work, std::string_view country) {
  for (std::uint32_t i = 0; i < work.drafts.size(); ++i) {
    if (work.drafts[i].actor.kind == ActorKind::Country && work.drafts[i].actor.country == country) return i;
  }
  const auto entry = work.kb.country_by_code(country);
  if (entry) return work.add_draft(draft_of_entry(work, entry->index()));
  Draft draft;
  draft.actor.name = draft.actor.country = draft.actor.code = country;
  draft.actor.kind = ActorKind::Country;
  return work.add_draft(std::move(draft));
}

namespace {

// "the international community", "foreign fighters": of no country of the report.
bool is_unbound(const Analysis& work, const Description& d) {
  for (const std::string* text : {&d.modifiers, &d.text_role}) {
    std::size_t at = 0;
    while (at < text->size()) {
      const std::size_t space = std::min(text->find(' ', at), text->size());
      if (work.words.unbound.contains(std::string_view(*text).substr(at, space - at))) return true;
      at = space + 1;
    }
  }
  return false;
}

std::string country_at(const Analysis& work, std::uint32_t token) {
  const auto of = [&](std::uint32_t candidate) -> std::string {
    if (candidate == kNone || work.candidates[candidate].draft == kNone) return {};
    return work.drafts[work.root(work.candidates[candidate].draft)].actor.country;
  };
  if (work.name_at[token] != kNone) return of(work.name_at[token]);
  if (work.description_at[token] != kNone) {
    const Description& d = work.descriptions[work.description_at[token]];
    return d.title && d.name != kNone ? of(d.name) : of(d.candidate);
  }
  return {};
}

std::uint32_t subject_of(const Analysis& work, std::uint32_t verb) {
  for (const std::uint32_t* c = work.begin_children(verb); c != work.end_children(verb); ++c) {
    const Deprel deprel = work.token(*c).deprel;
    if (deprel == Deprel::Nsubj || deprel == Deprel::NsubjPass) return *c;
  }
  return kNone;
}

// "Peru moved troops": of the subject. "The Soviet spokesman said special ambassador X left": of who says it.
std::string country_of_holder(const Analysis& work, const Description& d) {
  const bool troops = d.sector == "MIL";
  std::uint32_t at = d.head;
  if (troops && work.token(at).deprel != Deprel::Obj) return {};
  for (int step = 0; step < 6 && work.token(at).head != kNone; ++step) {
    at = work.token(at).head;
    if (work.token(at).upos != Upos::Verb) continue;
    const bool fits = troops ? step > 0 || work.words.wield.contains(work.lower[at])
                             : work.words.say.contains(work.lower[at]);
    if (troops && !fits) return {};
    const std::uint32_t subject = subject_of(work, at);
    if (subject == kNone || !fits) continue;
    if (subject == d.head || work.description_at[subject] == work.description_at[d.head]) return {};
    return country_at(work, subject);
  }
  return {};
}

// The country that the report names most often with this noun, else with this sector; the first of equals.
std::string usual_country(const Analysis& work, const Description& d) {
  for (const bool same_noun : {true, false}) {
    std::vector<std::pair<std::string, int>> counts;
    for (const Description& other : work.descriptions) {
      if (&other == &d || !other.country_in_text || other.countries.size() != 1 || other.sector.empty()) continue;
      if (same_noun ? other.lemma != d.lemma : other.sector.substr(0, 3) != d.sector.substr(0, 3)) continue;
      if (other.title || other.role_kind == RoleKind::Title) continue;
      auto found = std::find_if(counts.begin(), counts.end(),
                                [&](const auto& pair) { return pair.first == other.countries[0]; });
      if (found == counts.end()) counts.emplace_back(other.countries[0], 1);
      else ++found->second;
    }
    if (!same_noun && d.sector == "MIL") {  // "U.S. troops" that the base knows as a body
      for (const Candidate& name : work.candidates) {
        if (!name.alias || work.kb.entry(name.alias->entry).kind() != Kind::Military) continue;
        const std::string country(work.kb.entry(name.alias->entry).country());
        auto found = std::find_if(counts.begin(), counts.end(), [&](const auto& pair) { return pair.first == country; });
        if (found == counts.end()) counts.emplace_back(country, 1);
        else ++found->second;
      }
    }
    const auto most = std::max_element(counts.begin(), counts.end(),
                                       [](const auto& a, const auto& b) { return a.second < b.second; });
    if (most != counts.end()) return most->first;
  }
  return {};
}

}  // namespace

Belonging belonging_of(Analysis& work, const Description& d, std::uint32_t possessor) {
  Belonging out;
  out.sector = d.sector;
  const bool against = work.words.against.contains(d.lemma);
  const auto take_draft = [&](const Draft& owner, const char* rule) {
    out.country = owner.actor.country;
    out.rule = rule;
    if (against) {
      if (out.sector.empty() || owner.actor.sector == "GOV") out.sector = "OPP";
    } else if (owner.actor.kind == ActorKind::Organisation || owner.actor.kind == ActorKind::Group) {
      // "Pentagon spokesman", "IRA commanders": theirs is the code of their body.
      // ... but "the regime's army" stays an army.
      if (owner.actor.country.empty() || d.sector.empty() || work.words.bland.contains(d.lemma) ||
          (!owner.actor.kb.empty() && owner.actor.sector != "GOV")) {
        out.sector = owner.actor.sector;
        out.code = owner.actor.code;
      }
    } else if (owner.actor.country.empty() || (out.sector.empty() && d.role_kind == RoleKind::Person)) {
      out.sector = owner.actor.sector;
      out.code = owner.actor.code;
    }
  };
  if (d.org != kNone && work.candidates[d.org].draft != kNone && !against) {
    take_draft(work.drafts[work.root(work.candidates[d.org].draft)], "organisation in the phrase");
    if (out.country.empty() && out.code.empty() && !d.countries.empty()) {
      out.country = d.countries[0];
      out.rule = d.country_rule;
      if (out.sector.empty()) out.sector = d.sector;
    }
  } else if (!d.countries.empty()) {
    out.country = d.countries[0];
    out.rule = d.country_rule;
    if (against && out.sector.empty()) out.sector = "OPP";
  } else if (d.holder != kNone && work.candidates[d.holder].draft != kNone) {
    take_draft(work.drafts[work.root(work.candidates[d.holder].draft)], "person in the phrase");
  } else if (possessor != kNone) {
    take_draft(work.drafts[work.root(possessor)], "whom the possessive means");
  } else if (!d.sector.empty() && work.words.nation.contains(d.sector.substr(0, 3)) &&
             !(d.indefinite && d.role_kind == RoleKind::Person && !d.plural && !d.title &&
               d.modifiers.find("local") == std::string::npos && d.text_role.find("local") == std::string::npos &&
               d.name == kNone) &&
             !is_unbound(work, d) && d.possessor == kNone) {
    // The clause's own place, else the country of the report.
    std::uint32_t governor = work.token(d.head).head;
    for (int step = 0; step < 2 && governor != kNone && out.country.empty(); ++step) {
      for (const std::uint32_t* c = work.begin_children(governor); c != work.end_children(governor); ++c) {
        const std::uint32_t name = work.name_at[*c];
        const std::uint32_t preposition = work.case_of(*c);
        if (name == kNone || preposition == kNone || !work.is_word(preposition, "in")) continue;
        const Candidate& place = work.candidates[name];
        if (place.type != NameType::Location) continue;
        out.country = place.alias ? std::string(work.kb.entry(place.alias->entry).country())
                                  : work.place_country(work.text_of(place.tokens));
        out.rule = "place of the clause";
      }
      governor = work.token(governor).head;
    }
    if (out.country.empty() && d.sector.starts_with("GOV") && !work.seat.empty()) {
      out.country = work.seat;
      out.rule = "country of the dateline";
    }
    if (out.country.empty()) {
      const bool person = d.role_kind == RoleKind::Person && !d.plural;
      if (d.sector == "MIL" || (person && d.sector == "GOV")) out.country = country_of_holder(work, d);
      if (!out.country.empty()) out.rule = d.sector == "MIL" ? "country of the subject" : "country of who says it";
    }
    if (out.country.empty() && !d.sector.starts_with("GOV")) {
      // Of whom the report speaks of elsewhere: "Israeli soldiers" make "73 soldiers" Israeli.
      out.country = usual_country(work, d);
      if (!out.country.empty()) out.rule = "country of the same role elsewhere";
    }
    // Governments act for the country that acts most; rebels, soldiers and people are where things happen.
    const bool acts = d.sector.starts_with("GOV") || d.sector == "LEG" || d.sector == "JUD";
    const std::vector<std::string>& countries = acts || work.scene.empty() ? work.focus : work.scene;
    if (out.country.empty() && !countries.empty()) {
      out.country = countries[0];
      out.rule = acts ? "country of the report" : "country of the scene";
    }
  }
  if (out.code.empty()) out.code = join_code(out.country, out.sector);
  return out;
}

std::string office(const Analysis& work, const Description& d) {
  if (d.role.empty()) return {};
  const bool normal = work.words.informal.contains(d.lemma) || d.text_role.ends_with('.');
  const std::string& role = normal ? d.role : d.text_role;
  return d.former && !role.starts_with("former ") ? "former " + role : role;
}

bool may_fit(const Analysis& work, const Description& d, const Draft& draft) {
  if (draft.actor.kind != ActorKind::Person || draft.entry == knowledge::kNoEntry || d.countries.empty()) return false;
  if (!draft.actor.role.empty() || d.sector.empty()) return false;
  for (const std::uint32_t index : draft.descriptions) {
    if (!work.descriptions[index].role.empty() && work.descriptions[index].role_kind != RoleKind::Title) return false;
  }
  return d.country_in_text && d.countries[0] == draft.actor.country && draft.actor.sector == d.sector;
}

bool fits(const Analysis& work, const Description& d, const Draft& draft) {
  if (draft.actor.kind != ActorKind::Person || draft.plural) return false;
  if (d.country_in_text && !d.countries.empty() && !draft.actor.country.empty() &&
      d.countries[0] != draft.actor.country) {
    return false;
  }
  if (d.org != kNone && work.candidates[d.org].draft != kNone && draft.actor.code.empty()) return false;
  for (const std::uint32_t index : draft.descriptions) {
    const Description& other = work.descriptions[index];
    if (other.role.empty()) continue;
    if (other.role == d.role || other.text_role == d.text_role) return true;
    // "the minister" after "the foreign minister"; never "the foreign minister" after "the minister of health".
    if (d.text_role == other.lemma && (d.modifiers.empty() || d.country_in_text)) return true;
  }
  if (draft.entry != knowledge::kNoEntry) {
    if (role_matches(draft.actor.role, d)) return true;
    if (work.date.empty()) {
      for (const knowledge::Term& term : work.kb.terms(draft.entry)) {
        if (term.role == d.role || term.role == d.text_role) return true;
      }
    } else if (const auto term = work.kb.term_on(draft.entry, work.date)) {
      return role_matches(term->role, d);
    }
  }
  return false;
}

void cluster_names(Analysis& work) {
  link_known_bodies(work);
  link_other_bodies(work);
  describe_bodies(work);
  make_persons(work);
  name_bodies(work);
}

}  // namespace dragoman::entities
