#include "events/lexicon.h"

#include <algorithm>
#include <array>

#include "events/lexicon_reader.h"

namespace dragoman::events {
namespace {

constexpr std::array<std::string_view, 14> kComposeNames = {
    "none",  "intent", "expect",  "threat", "refuse",  "fail",  "request",
    "allow", "stop",   "prevent", "deny",   "attempt", "topic", "future"};
}  // namespace

std::optional<Compose> parse_compose(std::string_view text) {
  for (std::size_t i = 0; i < kComposeNames.size(); ++i) {
    if (kComposeNames[i] == text) return static_cast<Compose>(i);
  }
  return std::nullopt;
}

std::string_view to_string(Compose compose) {
  return kComposeNames[static_cast<std::size_t>(compose)];
}
const WordSet* Lexicon::set_named(std::string_view name) const {
  const auto found = set_ids_.find(name);
  return found == set_ids_.end() ? nullptr : &sets_[found->second];
}

std::string Lexicon::where(const Entry& entry) const {
  return files_[entry.file].shown + ":" + std::to_string(entry.line);
}

const Entry* Lexicon::entry_named(std::string_view name) const {
  const auto found = by_name_.find(name);
  return found == by_name_.end() ? nullptr : &entries_[found->second];
}

std::string Lexicon::describe(const std::vector<SlotId>& path) const {
  std::string out;
  for (const SlotId slot : path) {
    if (!out.empty()) out += '.';
    if (slot < kSlotNames.size()) {
      out += kSlotNames[slot];
      continue;
    }
    for (const auto& [word, id] : prepositions_)
      if (id == slot) out += word;
  }
  return out;
}

std::string Lexicon::describe(const Condition& condition) const {
  const Filter& filter = condition.filter;
  std::vector<std::string> parts;
  for (const auto& [name, holds] :
       {std::pair{"any", filter.any}, std::pair{"actor", filter.actor},
        std::pair{"armed", filter.armed}, std::pair{"state", filter.state},
        std::pair{"person", filter.person}, std::pair{"civilian", filter.civilian},
        std::pair{"place", filter.place}, std::pair{"infinitive", filter.infinitive},
        std::pair{"name", filter.name}}) {
    if (holds) parts.emplace_back(name);
  }
  parts.insert(parts.end(), filter.lemmas.begin(), filter.lemmas.end());
  for (const std::uint16_t set : filter.sets) {
    for (const auto& [name, id] : set_ids_)
      if (id == set) parts.push_back("@" + name);
  }
  std::string out = (filter.negated ? "!" : "") + describe(condition.path) + ":";
  for (std::size_t i = 0; i < parts.size(); ++i) out += (i == 0 ? "" : "/") + parts[i];
  return out;
}

const Lexicon::Family* Lexicon::family(TriggerPos pos, std::string_view lemma) const {
  const auto& table = by_lemma_[static_cast<std::size_t>(pos)];
  const auto found = table.find(lemma);
  return found == table.end() ? nullptr : &found->second;
}

const std::vector<std::uint32_t>* Lexicon::find(TriggerPos pos, std::string_view lemma) const {
  const Family* found = family(pos, lemma);
  return found == nullptr ? nullptr : &found->all;
}

void Lexicon::add_keys(std::string_view word, std::vector<std::uint32_t>& keys) const {
  const auto found = keys_.find(word);
  if (found != keys_.end()) keys.insert(keys.end(), found->second.begin(), found->second.end());
}

void Lexicon::find(TriggerPos pos,
                   std::string_view lemma,
                   const std::vector<std::uint32_t>& keys,
                   std::vector<std::uint32_t>& out) const {
  out.clear();
  const Family* found = family(pos, lemma);
  if (found == nullptr) return;
  if (found->all.size() <= Lexicon::kSmallFamily) {
    out = found->all;
    return;
  }
  out = found->open;
  for (const std::uint32_t key : keys) {
    auto it = std::lower_bound(found->keyed.begin(), found->keyed.end(), std::pair{key, 0u});
    for (; it != found->keyed.end() && it->first == key; ++it) out.push_back(it->second);
  }
  std::sort(out.begin(), out.end());
  out.erase(std::unique(out.begin(), out.end()), out.end());
  for (std::uint32_t& place : out) place = found->all[place];
}

std::optional<SlotId> Lexicon::preposition(std::string_view lemma) const {
  const auto found = prepositions_.find(lemma);
  if (found == prepositions_.end()) return std::nullopt;
  return found->second;
}

const Composed* Lexicon::compose(Compose kind, EventType inner, std::string_view inner_mode) const {
  const Composed* any_mode = nullptr;
  for (const auto& [key, row] : composed_) {
    if (key.first != kind || key.second != inner) continue;
    if (!row.inner_mode.empty() && row.inner_mode == inner_mode) return &row;
    if (row.inner_mode.empty() && any_mode == nullptr) any_mode = &row;
  }
  return any_mode;
}

float Lexicon::score(std::string_view cameo) const {
  for (std::size_t length = cameo.size(); length > 0; --length) {
    const auto found = scores_.find(cameo.substr(0, length));
    if (found != scores_.end()) return found->second;
  }
  return 0;
}

const std::vector<std::string>* Lexicon::contexts(std::string_view lemma) const {
  const auto found = contexts_.find(lemma);
  return found == contexts_.end() ? nullptr : &found->second;
}

}  // namespace dragoman::events
