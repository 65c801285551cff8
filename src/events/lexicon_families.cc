#include "events/lexicon_reader.h"

#include <algorithm>

namespace dragoman::events {
namespace {

constexpr std::array<std::string_view, static_cast<std::size_t>(Lexicon::Builtin::Count)>
    kBuiltinNames = {"light",        "happen",   "continue", "quantity",    "member", "aux-future",
                     "aux-possible", "aux-must", "negation", "conditional", "saying", "veto",
                     "business",     "judged",   "claimed",  "telling",     "suffer"};
// The part of an entry that fewest words can meet: words and sets of which one must stand in the
// sentence. No words at all where nothing of the entry asks for any.
struct Need {
  std::vector<std::string> words;
  std::vector<std::uint16_t> sets;
  std::size_t size = std::numeric_limits<std::size_t>::max();
};

Need need_of(const Entry& entry, const std::vector<WordSet>& sets) {
  if (!entry.before.empty()) return {{entry.before.front()}, {}, 1};
  if (!entry.particle.empty()) return {{entry.particle}, {}, 1};
  Need least;
  for (const Condition& condition : entry.conditions) {
    const Filter& filter = condition.filter;
    if (!condition.lexical() || filter.any || filter.actor || filter.armed || filter.state ||
        filter.place || filter.infinitive || filter.name || filter.person || filter.civilian)
      continue;
    std::size_t size = filter.lemmas.size();
    for (const std::uint16_t set : filter.sets) size += sets[set].size();
    if (size < least.size) least = {filter.lemmas, filter.sets, size};
  }
  return least;
}
}  // namespace

Result<Lexicon> LexiconReader::finish() {
  for (std::uint16_t id = 0; id < set_lines_.size(); ++id) {
    if (auto done = include(id); !done) return done.error();
  }
  for (std::size_t i = 0; i < kBuiltinNames.size(); ++i) {
    const auto found = lexicon_.set_ids_.find(kBuiltinNames[i]);
    if (found == lexicon_.set_ids_.end()) {
      return make_error(ErrorCode::BadFormat,
                        "the set '" + std::string(kBuiltinNames[i]) + "' is missing", file_);
    }
    lexicon_.builtins_[i] = found->second;
  }
  build_families();
  return std::move(lexicon_);
}
void LexiconReader::build_families() {
  constexpr auto kNoKey = std::numeric_limits<std::uint32_t>::max();
  std::uint32_t next_key = 0;
  std::vector<std::uint32_t> of_set(lexicon_.sets_.size(), kNoKey);
  std::unordered_map<std::string, std::uint32_t> of_word;
  // Of a verb with its particle ("break_out") the verb is what a sentence must hold.
  const auto head = [](const std::string& word) { return word.substr(0, word.find('_')); };
  const auto key_of_word = [&](const std::string& phrase) {
    const std::string word = head(phrase);
    const auto [it, fresh] = of_word.emplace(word, next_key);
    if (fresh) lexicon_.keys_[word].push_back(next_key++);
    return it->second;
  };
  const auto key_of_set = [&](std::uint16_t set) {
    if (of_set[set] == kNoKey) {
      of_set[set] = next_key++;
      std::set<std::string> heads;
      for (const std::string& word : lexicon_.sets_[set]) heads.insert(head(word));
      for (const std::string& word : heads) lexicon_.keys_[word].push_back(of_set[set]);
    }
    return of_set[set];
  };
  for (auto& table : lexicon_.by_lemma_) {
    for (auto& [lemma, family] : table) {
      std::stable_sort(family.all.begin(), family.all.end(), [&](std::uint32_t a, std::uint32_t b) {
        return lexicon_.entries_[a].specificity > lexicon_.entries_[b].specificity;
      });
      if (family.all.size() <= Lexicon::kSmallFamily) continue;
      for (std::uint32_t place = 0; place < family.all.size(); ++place) {
        const Need need = need_of(lexicon_.entries_[family.all[place]], lexicon_.sets_);
        if (need.words.empty() && need.sets.empty()) family.open.push_back(place);
        for (const std::string& word : need.words)
          family.keyed.push_back({key_of_word(word), place});
        for (const std::uint16_t set : need.sets) family.keyed.push_back({key_of_set(set), place});
      }
      std::sort(family.keyed.begin(), family.keyed.end());
    }
  }
}
}  // namespace dragoman::events
