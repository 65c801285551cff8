// Names of one person become one actor, linked to the knowledge base.
//
// The fullest names first; a shorter one joins the person whose name holds it in order ("Abu
// Jaafar" in "Mohammed Abu Jaafar"; "Sergey Lavrov" in "Sergey Viktorovich Lavrov"). Linking is by
// alias, by a surname with office on the report's date, role or country, or by another spelling of
// who held the office then.
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

// The usual spelling of a part of a name: "sergey" -> "sergei".
std::string usual_spelling(const Analysis& work, std::string key) {
  const auto usual = work.words.spelling.find(key);
  return usual == work.words.spelling.end() ? std::move(key) : usual->second;
}

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
      parts.push_back(usual_spelling(work, std::move(key)));
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

// Spelling variants of one surname: "Suleiman" and "Sulayman", "Erdogan" and "Erdoghan".
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

struct Cluster {
  std::vector<std::uint32_t> names;  // candidates; the fullest first
  std::vector<std::string> parts;    // of the fullest
  std::uint32_t first_token = 0;
  knowledge::Gender gender = knowledge::Gender::Unknown;  // by title, given name or the base
};

// Gender of a name by the word before it ("Mrs"), else by its given name, else by the base.
knowledge::Gender gender_of_name(const Analysis& work, const Candidate& name) {
  const std::uint32_t first = name.tokens.begin;
  if (first > work.sentence_of(first).begin) {
    const std::string& before = work.lower[first - 1];
    if (work.words.she.contains(before)) return knowledge::Gender::Female;
    if (work.words.he.contains(before)) return knowledge::Gender::Male;
  }
  if (name.tokens.size() < 2) return knowledge::Gender::Unknown;
  for (const Alias& alias : name.aliases) {
    const knowledge::Entry entry = work.kb.entry(alias.entry);
    if (entry.kind() == Kind::Person && entry.gender() != knowledge::Gender::Unknown) {
      return entry.gender();
    }
  }
  return work.kb.given_name(work.forms[first]).value_or(knowledge::Gender::Unknown);
}

bool same_gender(knowledge::Gender a, knowledge::Gender b) {
  return a == b || a == knowledge::Gender::Unknown || b == knowledge::Gender::Unknown;
}

std::vector<Cluster> group_names(const Analysis& work) {
  struct Item {
    std::uint32_t candidate;
    std::vector<std::string> parts;
    knowledge::Gender gender;
  };
  std::vector<Item> items;
  for (std::uint32_t i = 0; i < work.candidates.size(); ++i) {
    const Candidate& name = work.candidates[i];
    if (name.kind != MentionKind::Name || name.type != NameType::Person || name.dropped) continue;
    items.push_back({i, name_parts(work, name.tokens), gender_of_name(work, name)});
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
      // "Mrs Clinton" is not Bill Clinton; one full name twice is one person all the same.
      if (cluster.parts != item.parts && !same_gender(cluster.gender, item.gender)) continue;
      int score = 0;
      if (cluster.parts == item.parts) {
        score = 100;
      } else if (item.parts.size() > 1) {
        if (is_subsequence(item.parts, cluster.parts))
          score = 80;
        else if (item.parts.front() == cluster.parts.front() &&
                 is_variant(item.parts.back(), cluster.parts.back()))
          score = 60;
      } else if (cluster.parts.size() > 1) {
        if (cluster.parts.back() == item.parts[0])
          score = 50;
        else if (is_variant(cluster.parts.back(), item.parts[0]))
          score = 30;
        else if (cluster.parts.front() == item.parts[0])
          score = 20;
        else if (is_subsequence(item.parts, cluster.parts))
          score = 25;
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
      clusters.push_back({{item.candidate}, item.parts, name.tokens.begin, item.gender});
    } else {
      best->names.push_back(item.candidate);
      if (best->gender == knowledge::Gender::Unknown) best->gender = item.gender;
      best->first_token = std::min(best->first_token, name.tokens.begin);
    }
  }
  return clusters;
}

std::vector<std::uint32_t> descriptions_of(const Analysis& work, const Cluster& cluster) {
  std::vector<std::uint32_t> found;
  for (std::uint32_t d = 0; d < work.descriptions.size(); ++d) {
    if (work.descriptions[d].name == kNone) continue;
    if (std::find(cluster.names.begin(), cluster.names.end(), work.descriptions[d].name) !=
        cluster.names.end()) {
      found.push_back(d);
    }
  }
  return found;
}

bool role_matches(std::string_view role, const Description& d) {
  if (role.empty() || d.role.empty()) return false;
  return role == d.role || role == d.text_role || role.ends_with(" " + d.lemma) ||
         role == d.lemma || role.starts_with(d.text_role + " of ");
}

// How well a person of the base fits the report: in office then, for the country and in the role
// named here.
int score_entry(const Analysis& work, EntryId id, const std::vector<std::uint32_t>& descriptions) {
  int score = 0;
  std::set<std::string_view> countries;
  const std::vector<knowledge::Term> terms = work.kb.terms(id);
  for (const knowledge::Term& term : terms) countries.insert(term.country);
  if (!work.date.empty()) {
    if (const auto term = work.kb.term_on(id, work.date); term && !term->from.empty())
      score += 3;
    else if (!terms.empty() && !terms.front().from.empty() && work.date < terms.front().from &&
             std::stoi(work.date.substr(0, 4)) + 8 < std::stoi(terms.front().from.substr(0, 4)))
      score -= 4;
  }
  for (const std::uint32_t index : descriptions) {
    const Description& d = work.descriptions[index];
    if (d.country_in_text && !d.countries.empty())
      score += countries.contains(d.countries[0]) ? 4 : -6;
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
std::string surname_key(const Analysis& work, std::string_view full) {
  const std::size_t cut = full.find_last_of(" -");
  return usual_spelling(work, knowledge::normalise_alias(
                                  cut == std::string_view::npos ? full : full.substr(cut + 1)));
}

struct Link {
  EntryId entry = knowledge::kNoEntry;
  std::string rule;
};

// What the base has under the surname of a cluster, in its own spelling and in the usual one.
std::vector<Alias> surname_aliases(const Analysis& work, const Cluster& cluster) {
  const std::uint32_t last = work.candidates[cluster.names[0]].tokens.end - 1;
  std::vector<Alias> aliases = work.kb.find(work.forms[last]);
  if (knowledge::normalise_alias(work.forms[last]) != cluster.parts.back()) {
    const std::vector<Alias> usual = work.kb.find(cluster.parts.back());
    aliases.insert(aliases.end(), usual.begin(), usual.end());
  }
  return aliases;
}

Link link_person(const Analysis& work,
                 const Cluster& cluster,
                 const std::vector<std::uint32_t>& descriptions) {
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
    for (const Alias& alias : surname_aliases(work, cluster)) {
      const knowledge::Entry entry = work.kb.entry(alias.entry);
      if (entry.kind() != Kind::Person) continue;
      const std::string_view full = entry.name();
      std::vector<std::string> parts;  // of the base's name, "Mohammad Javad Zarif"
      for (std::size_t at = 0; at < full.size();) {
        const std::size_t space = std::min(full.find(' ', at), full.size());
        parts.push_back(
            usual_spelling(work, knowledge::normalise_alias(full.substr(at, space - at))));
        at = space + 1;
      }
      const std::string& given = parts.front();
      const bool within =
          is_subsequence(cluster.parts, parts) || is_subsequence(parts, cluster.parts);
      if (!is_variant(given, cluster.parts.front()) && !within) continue;
      const int score = score_entry(work, alias.entry, descriptions);
      if (score > 0)
        consider(alias.entry, score, "surname and given name@" + alias.receipt.to_string());
    }
  }
  if (lone && best.entry == knowledge::kNoEntry) {
    // "the Asad regime": a ruler of a country of the report, spelt otherwise.
    for (std::size_t i = 0; i < std::min<std::size_t>(work.focus.size(), 5); ++i) {
      for (const char* role :
           {"president", "prime minister", "foreign minister", "defence minister", "king"}) {
        for (const EntryId holder : work.kb.holders(work.focus[i], role, work.date)) {
          if (is_variant(surname_key(work, work.kb.entry(holder).name()), cluster.parts.back())) {
            consider(holder, 1,
                     "surname and office@" + work.kb.entry(holder).receipt().to_string());
          }
        }
      }
    }
  }
  // Who held this office then, under a name spelt nearly so.
  for (const std::uint32_t index : descriptions) {
    const Description& d = work.descriptions[index];
    if (best.entry != knowledge::kNoEntry || d.countries.size() != 1 || work.date.empty() ||
        d.former)
      continue;
    for (const EntryId holder : work.kb.holders(d.countries[0], d.role, work.date)) {
      if (is_variant(surname_key(work, work.kb.entry(holder).name()), cluster.parts.back())) {
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

// The dates of a term, "; in office 2014-08-29..2018-04-20"; open on a side that is not known.
std::string window_of(const knowledge::Term& term) {
  if (term.from.empty() && term.to.empty()) return {};
  return "; in office " + term.from + ".." + term.to;
}

// Role, country, sector and code of a person: the text's own words for the role, the base for the
// rest.
void describe_person(Analysis& work, Draft& draft) {
  Actor& actor = draft.actor;
  const Description* best = nullptr;
  for (const std::uint32_t index : draft.descriptions) {
    const Description& d = work.descriptions[index];
    if (d.role.empty() || d.counterpart || d.role_kind == RoleKind::Title) continue;
    if (best == nullptr || (best->former && !d.former))
      best = &d;
    else if (best->text_role.size() < d.text_role.size() && best->former == d.former)
      best = &d;
  }
  if (best == nullptr) {  // a rank is better than nothing: "General Okoro"
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
    const bool later = !work.date.empty() && !term && !terms.empty() &&
                       !terms.front().from.empty() &&
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
    // "the United Nations Emergency Relief Coordinator": an office that the base does not know is
    // that of the body in the phrase, not of the holder's country.
    if (!term && best != nullptr && best->org != kNone) {
      const Belonging belonging = belonging_of(work, *best, kNone);
      if (belonging.country.empty() && !belonging.code.empty()) {
        actor.country.clear();
        actor.sector = belonging.sector;
        actor.code = belonging.code;
        actor.rule += "; text: role; " + belonging.rule;
      }
    }
    if (term) actor.rule += ", term@" + term->receipt.to_string() + window_of(*term);
    // "his rival", "the author": no office, and so no better than the base's.
    const bool office_said = best != nullptr && !best->sector.empty() && best->sector != "CVL";
    if (office_said || (best != nullptr && actor.role.empty())) actor.role = office(work, *best);
    if (actor.code.empty()) actor.code = join_code(actor.country, actor.sector);
    if (!actor.code.empty() && (!actor.sector.empty() || best == nullptr)) return;
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
      // "said spokesman Kenneth Bacon" after "a Pentagon spokesman said": the same role before
      // tells whose.
      for (const Description& other : work.descriptions) {
        if (&other == &d || other.head >= d.head || other.lemma != d.lemma || other.plural ||
            other.title)
          continue;
        if (other.name != kNone || (!other.country_in_text && other.org == kNone)) continue;
        belonging = belonging_of(work, other, kNone);
        belonging.rule = "the same role before; " + belonging.rule;
      }
    }
    if (actor.country.empty()) actor.country = belonging.country;
    if (actor.sector.empty()) actor.sector = belonging.sector;
    if (actor.code.empty() || actor.code == belonging.country) actor.code = belonging.code;
    if (!belonging.rule.empty()) {
      const bool known = draft.entry != knowledge::kNoEntry;
      actor.rule = (known ? actor.rule + "; text: role; " : "text: role; ") + belonging.rule;
    }
  }
  // A country that another description names in so many words is better than one by context.
  for (const std::uint32_t index : draft.descriptions) {
    const Description& d = work.descriptions[index];
    if (!d.country_in_text || d.countries.empty() || d.org != kNone ||
        (best != nullptr && best->org != kNone))
      continue;
    if (best == nullptr || !best->country_in_text) {
      actor.country = d.countries[0];
      actor.code = join_code(actor.country, actor.sector);
      actor.rule = "text: " + d.country_rule;
    }
    break;
  }
}

}  // namespace

void cluster_persons(Analysis& work) {
  const std::vector<Cluster> clusters = group_names(work);
  std::map<EntryId, std::uint32_t> by_entry;
  std::vector<std::uint32_t> persons;
  for (const Cluster& cluster : clusters) {
    const std::vector<std::uint32_t> descriptions = descriptions_of(work, cluster);
    const Link link = link_person(work, cluster, descriptions);
    std::uint32_t index = kNone;
    if (link.entry != knowledge::kNoEntry) {
      if (const auto found = by_entry.find(link.entry); found != by_entry.end())
        index = found->second;
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
      if (name_parts(work, work.candidates[name].tokens).size() >
          name_parts(work,
                     work.candidates[draft.candidates.empty() ? name : draft.candidates[0]].tokens)
              .size()) {
        work.drafts[index].actor.name = text;
      }
      std::string rule = "same name";
      if (name == cluster.names[0])
        rule = link.rule.empty() ? "text: name" : link.rule;
      else if (work.candidates[name].key != work.candidates[cluster.names[0]].key)
        rule = "part of the name";
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

std::string office(const Analysis& work, const Description& d) {
  if (d.role.empty()) return {};
  const bool normal = work.words.informal.contains(d.lemma) || d.text_role.ends_with('.');
  const std::string& role = normal ? d.role : d.text_role;
  return d.former && !role.starts_with("former ") ? "former " + role : role;
}

bool may_fit(const Analysis& work, const Description& d, const Draft& draft) {
  if (draft.actor.kind != ActorKind::Person || draft.entry == knowledge::kNoEntry ||
      d.countries.empty())
    return false;
  if (!draft.actor.role.empty() || d.sector.empty()) return false;
  for (const std::uint32_t index : draft.descriptions) {
    if (!work.descriptions[index].role.empty() &&
        work.descriptions[index].role_kind != RoleKind::Title)
      return false;
  }
  return d.country_in_text && d.countries[0] == draft.actor.country &&
         draft.actor.sector == d.sector;
}

// "the Turkish leader" is whoever rules Turkey, when the report names him.
bool is_ruler(const Analysis& work, const Description& d, const Draft& draft) {
  if (!work.words.ruler.contains(d.text_role) || !d.modifiers.empty() || !d.country_in_text ||
      d.countries.size() != 1 || d.countries[0] != draft.actor.country || d.org != kNone) {
    return false;
  }
  const std::string_view role = draft.actor.role;
  return work.words.throne.contains(role.substr(0, role.find(' ')));
}

bool fits(const Analysis& work, const Description& d, const Draft& draft) {
  if (draft.actor.kind != ActorKind::Person || draft.plural) return false;
  if (d.country_in_text && !d.countries.empty() && !draft.actor.country.empty() &&
      d.countries[0] != draft.actor.country) {
    return false;
  }
  if (d.org != kNone && work.candidates[d.org].draft != kNone && draft.actor.code.empty())
    return false;
  if (is_ruler(work, d, draft)) return true;
  for (const std::uint32_t index : draft.descriptions) {
    const Description& other = work.descriptions[index];
    if (other.role.empty()) continue;
    if (other.role == d.role || other.text_role == d.text_role) return true;
    // "the minister" after "the foreign minister"; never "the foreign minister" after "the minister
    // of health".
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

}  // namespace dragoman::entities
