#include <algorithm>
#include <charconv>

#include "events/lexicon_reader.h"

namespace dragoman::events {

SlotId LexiconReader::slot_of(std::string_view name) {
  for (std::size_t i = 0; i < kSlotNames.size(); ++i) {
    if (kSlotNames[i] == name) return static_cast<SlotId>(i);
  }
  const auto found = lexicon_.prepositions_.find(name);
  if (found != lexicon_.prepositions_.end()) return found->second;
  const auto id = static_cast<SlotId>(slot::kFirstPreposition + lexicon_.prepositions_.size());
  lexicon_.prepositions_.emplace(std::string(name), id);
  return id;
}

Result<std::vector<SlotId>> LexiconReader::read_path(std::string_view text, std::uint32_t column) {
  std::vector<SlotId> path;
  std::size_t at = 0;
  while (true) {
    const std::size_t end = std::min(text.find('.', at), text.size());
    const std::string_view name = text.substr(at, end - at);
    if (name.empty() || !std::all_of(name.begin(), name.end(), core::is_ascii_alpha)) {
      return error(column + static_cast<std::uint32_t>(at),
                   "expected a slot (subj, obj, poss, a preposition ...)");
    }
    if (lexicon_.prepositions_.size() + slot::kFirstPreposition >= kMostIds)
      return error(column, "too many different slots");
    path.push_back(slot_of(name));
    if (end == text.size()) return path;
    at = end + 1;
  }
}

Result<std::vector<std::vector<SlotId>>> LexiconReader::read_paths(std::string_view text,
                                                                   std::uint32_t column) {
  std::vector<std::vector<SlotId>> out;
  if (text == "-") return out;
  std::size_t at = 0;
  while (at <= text.size()) {
    const std::size_t end = std::min(text.find(',', at), text.size());
    auto path = read_path(text.substr(at, end - at), column + static_cast<std::uint32_t>(at));
    if (!path) return path.error();
    out.push_back(std::move(*path));
    at = end + 1;
  }
  return out;
}

Shared<Paths> LexiconReader::paths(std::string_view text) {
  const auto known = known_paths_.find(text);
  if (known != known_paths_.end()) return known->second;
  auto out = read_paths(text, 1);
  return known_paths_.emplace(std::string(text), out ? std::move(*out) : Paths{}).first->second;
}

Result<Filter> LexiconReader::read_filter(std::string_view text, std::uint32_t column) {
  Filter filter;
  if (!text.empty() && text[0] == '!') {
    filter.negated = true;
    text.remove_prefix(1);
    ++column;
  }
  std::size_t at = 0;
  while (at <= text.size()) {
    const std::size_t end = std::min(text.find('/', at), text.size());
    const std::string_view word = text.substr(at, end - at);
    const auto here = column + static_cast<std::uint32_t>(at);
    if (word.empty())
      return error(
          here,
          "expected a word, @set, any, none, actor, armed, state, civilian, person, place or name");
    if (word == "any") {
      filter.any = true;
    } else if (word == "none") {
      filter.any = filter.negated = true;
    } else if (word == "actor") {
      filter.actor = true;
    } else if (word == "armed") {
      filter.armed = true;
    } else if (word == "state") {
      filter.state = true;
    } else if (word == "place") {
      filter.place = true;
    } else if (word == "name") {
      filter.name = true;
    } else if (word == "civilian") {
      filter.civilian = true;
    } else if (word == "person") {
      filter.person = true;
    } else if (word == "infinitive") {
      filter.infinitive = true;
    } else if (word[0] == '=') {  // "=state" is the word, "state" the class
      filter.lemmas.emplace_back(word.substr(1));
    } else if (word[0] == '@') {
      const auto set = set_named(word.substr(1), here);
      if (!set) return set.error();
      filter.sets.push_back(*set);
    } else {
      filter.lemmas.emplace_back(word);
    }
    at = end + 1;
  }
  return filter;
}

// A set for a condition: known by then, with words, and not with function words alone.
Result<std::uint16_t> LexiconReader::set_named(std::string_view name, std::uint32_t column) {
  const auto found = lexicon_.set_ids_.find(name);
  if (found == lexicon_.set_ids_.end())
    return error(column, "no set is called '" + std::string(name) + "'");
  if (auto done = include(found->second); !done) return done.error();
  const WordSet& words = lexicon_.sets_[found->second];
  if (std::all_of(words.begin(), words.end(),
                  [this](const std::string& word) { return is_function_word(word); })) {
    return error(column, "the set '" + std::string(name) +
                             "' holds no words but function words, which stand in every sentence");
  }
  return found->second;
}

Result<void> LexiconReader::read_set(std::string_view line, std::size_t at) {
  const std::size_t colon = line.find(':', at);
  const auto name_words = words(line.substr(0, std::min(colon, line.size())), at);
  if (colon == std::string_view::npos || name_words.size() != 1) {
    return error(static_cast<std::uint32_t>(at + 1), "expected 'set NAME: word, word ...'");
  }
  if (take_.without.contains("set " + name_words[0].text)) return {};
  if (lexicon_.sets_.size() >= kMostIds)
    return error(name_words[0].column, "more than " + std::to_string(kMostIds) + " sets");
  auto [it, fresh] = lexicon_.set_ids_.emplace(name_words[0].text,
                                               static_cast<std::uint16_t>(lexicon_.sets_.size()));
  if (fresh) {  // a set may be continued on a later line
    lexicon_.sets_.emplace_back();
    set_lines_.push_back({name_words[0].text, {}});
  }
  const std::uint16_t id = it->second;
  std::size_t begin = colon + 1;
  bool any = false;
  while (begin <= line.size()) {
    const std::size_t end = std::min(line.find(',', begin), line.size());
    const std::string_view word = core::trim(line.substr(begin, end - begin));
    any |= !word.empty();
    if (!word.empty() && word[0] == '@') {
      const auto column = static_cast<std::uint32_t>(word.data() - line.data() + 1);
      set_lines_[id].includes.push_back({std::string(word.substr(1)), line_, column, file_});
    } else if (!word.empty()) {
      lexicon_.sets_[id].emplace(word);
    }
    begin = end + 1;
  }
  if (!any)
    return error(static_cast<std::uint32_t>(colon + 1),
                 "the set '" + name_words[0].text + "' gets no words here");
  return {};
}

// Puts the words of the sets that a set names into it.
Result<void> LexiconReader::include(std::uint16_t id, int depth) {
  set_lines_[id].open = true;
  const std::vector<Include> includes = std::move(set_lines_[id].includes);
  set_lines_[id].includes.clear();
  for (const Include& one : includes) {
    const auto other = lexicon_.set_ids_.find(one.name);
    if (other == lexicon_.set_ids_.end())
      return error_at(one, "no set is called '" + one.name + "'");
    if (set_lines_[other->second].open) {
      std::string circle;
      for (const Set& set : set_lines_)
        if (set.open) circle += "'" + set.name + "', ";
      return error_at(one, "sets go in a circle: " + circle + "and again '" + one.name + "'");
    }
    if (depth >= kDeepestSet)
      return error_at(one, "sets in sets, more than " + std::to_string(kDeepestSet) + " deep");
    if (auto done = include(other->second, depth + 1); !done) return done;
    const WordSet& words = lexicon_.sets_[other->second];
    copied_words_ += words.size();
    if (copied_words_ > kMostCopiedWords)
      return error_at(one, "sets that name each other hold too many words");
    lexicon_.sets_[id].insert(words.begin(), words.end());
  }
  set_lines_[id].open = false;
  return {};
}

bool LexiconReader::in_named(std::string_view set, std::string_view word) const {
  const WordSet* words = lexicon_.set_named(set);
  return words != nullptr && words->contains(word);
}

Result<void> LexiconReader::read_context(std::string_view line, std::size_t at) {
  const std::size_t colon = line.find(':', at);
  const auto name_words = words(line.substr(0, std::min(colon, line.size())), at);
  if (colon == std::string_view::npos || name_words.size() != 1) {
    return error(static_cast<std::uint32_t>(at + 1), "expected 'context NAME: word, word ...'");
  }
  std::size_t begin = colon + 1;
  while (begin <= line.size()) {
    const std::size_t end = std::min(line.find(',', begin), line.size());
    const std::string_view word = core::trim(line.substr(begin, end - begin));
    if (!word.empty()) lexicon_.contexts_[std::string(word)].push_back(name_words[0].text);
    begin = end + 1;
  }
  return {};
}

Result<void> LexiconReader::read_option(const Word& word,
                                        Entry& entry,
                                        bool& actor_given,
                                        bool& recipient_given) {
  const std::string& text = word.text;
  const std::size_t equals = text.find('='), colon = text.find(':');
  if (equals != std::string::npos && equals < colon) {
    const std::string key = text.substr(0, equals), value = text.substr(equals + 1);
    const auto column = word.column + static_cast<std::uint32_t>(equals + 1);
    if (key == "actor" || key == "recipient") {
      auto read = read_paths(value, column);
      if (!read) return read.error();
      (key == "actor" ? entry.actor : entry.recipient) = paths(value);
      (key == "actor" ? actor_given : recipient_given) = true;
    } else if (key == "mode") {
      entry.mode = value == "-" ? "" : value;
    } else if (key == "cameo") {
      entry.cameo = value;
    } else if (key == "type") {
      entry.type = parse_event_type(value);
      if (!entry.type) return error(column, "'" + value + "' is not a PLOVER event type");
    } else if (key == "context") {
      std::vector<std::string> contexts = entry.contexts;
      contexts.push_back(value);
      entry.contexts = std::move(contexts);
    } else if (key == "factuality") {
      const auto factuality = parse_factuality(value);
      if (!factuality) return error(column, "'" + value + "' is not a factuality");
      entry.factuality = *factuality;
    } else if (key == "compose") {
      const auto compose = parse_compose(value);
      if (!compose) return error(column, "'" + value + "' is not a kind of composition");
      entry.compose = *compose;
    } else {
      return error(word.column, "unknown option '" + key + "'");
    }
    return {};
  }
  if (colon != std::string::npos) {
    const std::size_t bang = text[0] == '!' ? 1 : 0;  // "!obj:@money" is "obj:!@money"
    auto path = read_path(std::string_view(text).substr(bang, colon - bang), word.column);
    if (!path) return path.error();
    auto filter = read_filter(std::string_view(text).substr(colon + 1),
                              word.column + static_cast<std::uint32_t>(colon + 1));
    if (!filter) return filter.error();
    if (bang != 0) filter->negated = !filter->negated;
    if (entry.conditions->size() >= kMostConditions)
      return error(word.column, "more than " + std::to_string(kMostConditions) + " conditions");
    std::vector<Condition> conditions = entry.conditions;
    conditions.push_back({std::move(*path), std::move(*filter)});
    entry.conditions = std::move(conditions);
    return {};
  }
  if (text == "mutual") {
    entry.mutual = true;
  } else if (text == "needs-recipient") {
    entry.needs_recipient = true;
  } else if (text == "at-place") {
    entry.at_place = true;
  } else if (text == "weak") {
    entry.weak = true;
  } else if (text == "strong") {
    entry.weak = false;
  } else if (text == "ignore") {
    entry.ignore = true;
  } else {
    return error(word.column,
                 "expected slot:filter, key=value, mutual, at-place, needs-recipient, weak, strong "
                 "or ignore, not '" +
                     text + "'");
  }
  return {};
}

}  // namespace dragoman::events
