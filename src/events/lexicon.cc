#include "events/lexicon.h"

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <limits>
#include <map>
#include <set>

#include "core/resources.h"
#include "core/utf8.h"

namespace dragoman::events {
namespace {

constexpr std::array<std::string_view, 14> kComposeNames = {
    "none",  "intent", "expect",  "threat", "refuse",  "fail",  "request",
    "allow", "stop",   "prevent", "deny",   "attempt", "topic", "future"};

constexpr std::array<std::string_view, 10> kSlotNames = {
    "subj", "obj", "iobj", "poss", "mod", "comp", "verb", "self", "host", "involving"};

constexpr std::array<std::string_view, static_cast<std::size_t>(Lexicon::Builtin::Count)>
    kBuiltinNames = {"light",      "happen",       "continue", "quantity", "member",
                     "aux-future", "aux-possible", "aux-must", "negation", "conditional",
                     "saying",     "veto",         "business", "judged",   "claimed",
                     "telling",    "suffer"};

constexpr int kDeepestSet = 100;
constexpr std::size_t kMostCopiedWords = 10'000'000;
constexpr std::size_t kMostConditions = 64;
constexpr std::size_t kMostIds = std::numeric_limits<std::uint16_t>::max();

struct Word {
  std::string text;
  std::uint32_t column = 1;  // 1-based, in bytes
};

// What of a file is read.
struct Take {
  bool words = true;    // sets, contexts, table of composition, scale
  bool entries = true;  // groups
  bool cues = true;
  // Statements ("compose", "score", "context") and sets ("set NAME") that are passed over.
  std::set<std::string, std::less<>> without = {};
};

struct Source {
  std::string name, text;
  Take take = {};
  bool shipped = false;
};

std::string_view first_word(std::string_view line) {
  line = core::trim(line);
  return line.substr(0, line.find_first_of(" \t"));
}

// What the files define: "compose", "score", "context", "cue", and "set NAME" for each set.
std::set<std::string, std::less<>> defined_in(const std::vector<Source>& files) {
  std::set<std::string, std::less<>> found;
  for (const Source& file : files) {
    std::string_view rest = file.text;
    while (!rest.empty()) {
      const std::size_t end = std::min(rest.find('\n'), rest.size());
      const std::string_view line = core::trim(rest.substr(0, end));
      rest.remove_prefix(std::min(end + 1, rest.size()));
      const std::string_view word = first_word(line);
      if (word == "set")
        found.insert("set " + std::string(core::trim(
                                  line.substr(word.size(), line.find(':') - word.size()))));
      else if (word == "compose" || word == "score" || word == "context" || word == "cue")
        found.emplace(word);
    }
  }
  return found;
}

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

// Reads lines into a Lexicon. Keeps the state of the current group; one reader for all files, so
// that a set of one file can be used in the next. Sets may name each other in any order; they are
// put together when a condition or the end of all files needs them.
class LexiconReader {
 public:
  LexiconReader() {
    for (const std::string_view word :
         {"by", "of", "from", "against", "in", "with", "to", "on", "at", "for"}) {
      slot_of(word);  // the engine asks for these itself
    }
  }
  Result<void> read(const Source& source);
  Result<Lexicon> finish();

 private:
  // "@NAME" in the line of a set.
  struct Include {
    std::string name;
    std::uint32_t line = 0, column = 1;
    std::string file;
  };
  struct Set {
    std::string name;
    std::vector<Include> includes;
    bool open = false;  // being put together; met again, it is in a circle
  };
  struct Group {
    std::string name;
    Entry defaults;
    bool actor_given = false, recipient_given = false;
  };

  Error error(std::uint32_t column, std::string message) const {
    return make_error(ErrorCode::BadFormat, std::move(message),
                      file_ + ":" + std::to_string(line_) + ":" + std::to_string(column));
  }
  Error error_at(const Include& at, std::string message) const {
    return make_error(ErrorCode::BadFormat, std::move(message),
                      at.file + ":" + std::to_string(at.line) + ":" + std::to_string(at.column));
  }
  Result<void> check_text(const std::string& text);
  Result<void> read_line(std::string_view line);
  Result<void> include(std::uint16_t id, int depth = 0);
  Result<void> check_trigger(const Word& trigger, const Entry& entry) const;
  bool is_function_word(std::string_view word) const { return in_named(kFunctionWords, word); }
  bool in_named(std::string_view set, std::string_view word) const;
  void build_families();
  Result<void> read_example(std::string_view line);
  Result<void> read_set(std::string_view line, std::size_t at);
  Result<void> read_context(std::string_view line, std::size_t at);
  Result<void> read_group(const std::vector<Word>& words, bool cue);
  Result<void> read_compose(const std::vector<Word>& words);
  Result<void> read_score(const std::vector<Word>& words);
  Result<void> read_items(TriggerPos pos, std::string_view line, std::size_t at);
  Result<void> read_option(const Word& word,
                           Entry& entry,
                           bool& actor_given,
                           bool& recipient_given);
  Result<void> add_trigger(TriggerPos pos,
                           const Word& trigger,
                           const Entry& model,
                           bool actor_given,
                           bool recipient_given);
  Result<std::vector<SlotId>> read_path(std::string_view text, std::uint32_t column);
  Result<std::vector<std::vector<SlotId>>> read_paths(std::string_view text, std::uint32_t column);
  Result<Filter> read_filter(std::string_view text, std::uint32_t column);
  Result<std::uint16_t> set_named(std::string_view name, std::uint32_t column);
  SlotId slot_of(std::string_view name);
  Shared<Paths> paths(std::string_view text);

  static std::vector<Word> words(std::string_view line, std::size_t at);

  Lexicon lexicon_;
  Group group_;
  bool in_group_ = false;
  bool passing_over_ = false;  // in a group that is not to be read
  Take take_;
  std::vector<Set> set_lines_;  // of each id
  std::size_t copied_words_ = 0;
  std::unordered_map<std::string, int> names_;
  std::map<std::string, Shared<Paths>, std::less<>> known_paths_;
  std::string file_;
  std::uint32_t line_ = 0;
};

std::vector<Word> LexiconReader::words(std::string_view line, std::size_t at) {
  std::vector<Word> out;
  while (at < line.size()) {
    while (at < line.size() && core::is_ascii_space(line[at])) ++at;
    std::size_t end = at;
    while (end < line.size() && !core::is_ascii_space(line[end])) ++end;
    if (end > at)
      out.push_back({std::string(line.substr(at, end - at)), static_cast<std::uint32_t>(at + 1)});
    at = end;
  }
  return out;
}

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
      return error(here, "expected a word, @set, any, none, actor, armed, state, civilian, person, place or name");
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

// group NAME TYPE[:mode] CAMEO [option ...]  |  group NAME - [option ...]  |  cue NAME KIND [option
// ...]
Result<void> LexiconReader::read_group(const std::vector<Word>& words, bool cue) {
  const bool idioms = !cue && words.size() > 2 && words[2].text == "-";
  if (words.size() < (cue || idioms ? 3u : 4u)) {
    return error(words[0].column, cue ? "expected 'cue NAME KIND [option ...]'"
                                      : "expected 'group NAME TYPE[:mode] CAMEO [option ...]' or "
                                        "'group NAME - [option ...]'");
  }
  group_ = Group();
  in_group_ = true;
  group_.name = words[1].text;
  Entry& entry = group_.defaults;
  std::size_t next = 3;
  if (cue) {
    const auto compose = parse_compose(words[2].text);
    if (!compose)
      return error(words[2].column, "'" + words[2].text + "' is not a kind of composition");
    entry.compose = *compose;
  } else if (idioms) {
    entry.ignore = true;
  } else {
    const std::size_t colon = words[2].text.find(':');
    entry.type = parse_event_type(words[2].text.substr(0, colon));
    if (!entry.type)
      return error(words[2].column, "'" + words[2].text + "' is not a PLOVER event type");
    if (colon != std::string::npos) entry.mode = words[2].text.substr(colon + 1);
    entry.cameo = words[3].text;
    if (!std::all_of(entry.cameo.begin(), entry.cameo.end(), core::is_ascii_digit)) {
      return error(words[3].column, "'" + entry.cameo + "' is not a CAMEO code");
    }
    next = 4;
  }
  for (; next < words.size(); ++next) {
    if (auto done = read_option(words[next], entry, group_.actor_given, group_.recipient_given);
        !done)
      return done;
  }
  return {};
}

// compose KIND TYPE[:mode][,TYPE ...] keep|drop|TYPE[:mode] [CAMEO]
Result<void> LexiconReader::read_compose(const std::vector<Word>& words) {
  if (words.size() < 4)
    return error(words[0].column, "expected 'compose KIND TYPE,... keep|drop|TYPE[:mode] CAMEO'");
  const auto kind = parse_compose(words[1].text);
  if (!kind) return error(words[1].column, "'" + words[1].text + "' is not a kind of composition");
  Composed row;
  if (words[3].text == "keep") {
    row.keep = true;
  } else if (words[3].text == "drop") {
    row.drop = true;
  } else {
    const std::size_t colon = words[3].text.find(':');
    const auto type = parse_event_type(words[3].text.substr(0, colon));
    if (!type) return error(words[3].column, "expected keep, drop or a PLOVER event type");
    row.type = *type;
    if (colon != std::string::npos) row.mode = words[3].text.substr(colon + 1);
    if (words.size() < 5) return error(words[3].column, "a composed type needs its CAMEO code");
    row.cameo = words[4].text;
  }
  std::size_t at = 0;
  const std::string& types = words[2].text;
  while (at <= types.size()) {
    const std::size_t end = std::min(types.find(',', at), types.size());
    std::string name = types.substr(at, end - at);
    row.inner_mode.clear();
    if (const std::size_t colon = name.find(':'); colon != std::string::npos) {
      row.inner_mode = name.substr(colon + 1);
      name.resize(colon);
    }
    const auto type = parse_event_type(name);
    if (!type)
      return error(words[2].column + static_cast<std::uint32_t>(at), "expected PLOVER event types");
    lexicon_.composed_.push_back({{*kind, *type}, row});
    at = end + 1;
  }
  return {};
}

Result<void> LexiconReader::read_score(const std::vector<Word>& words) {
  float value = 0;
  if (words.size() != 3) return error(words[0].column, "expected 'score CAMEO VALUE'");
  const std::string& text = words[2].text;
  const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (code != std::errc() || end != text.data() + text.size() || value < -10 || value > 10) {
    return error(words[2].column, "expected a number from -10 to 10");
  }
  lexicon_.scores_[words[1].text] = value;
  return {};
}

// verb|noun|adj TRIGGER, TRIGGER ... [| option ...]
Result<void> LexiconReader::read_items(TriggerPos pos, std::string_view line, std::size_t at) {
  if (!in_group_) return error(1, "a trigger must stand under a 'group' or 'cue' line");
  const std::size_t bar = line.find('|', at);
  Entry model = group_.defaults;
  bool actor_given = group_.actor_given, recipient_given = group_.recipient_given;
  if (bar != std::string_view::npos) {
    for (const Word& word : words(line, bar + 1)) {
      if (auto done = read_option(word, model, actor_given, recipient_given); !done) return done;
    }
  }
  const std::size_t limit = std::min(bar, line.size());
  bool any = false;
  while (at <= limit) {
    const std::size_t end = std::min(std::min(line.find(',', at), limit), line.size());
    std::size_t begin = at;
    while (begin < end && core::is_ascii_space(line[begin])) ++begin;
    const std::string_view trigger = core::trim(line.substr(begin, end - begin));
    if (!trigger.empty()) {
      any = true;
      const Word word{std::string(trigger), static_cast<std::uint32_t>(begin + 1)};
      if (auto done = add_trigger(pos, word, model, actor_given, recipient_given); !done)
        return done;
    }
    at = end + 1;
  }
  if (!any) return error(static_cast<std::uint32_t>(limit + 1), "expected a trigger");
  return {};
}

Result<void> LexiconReader::add_trigger(TriggerPos pos,
                                        const Word& trigger,
                                        const Entry& model,
                                        bool actor_given,
                                        bool recipient_given) {
  Entry entry = model;
  entry.pos = pos;
  const std::vector<Word> parts = words(trigger.text, 0);
  entry.lemma = parts.back().text;
  if (entry.lemma == "*" || entry.lemma == "any" || entry.lemma[0] == '@')
    return error(trigger.column, "a trigger without a lemma would match every sentence");
  for (const char c : trigger.text) {
    if (!core::is_ascii_lower(c) && !core::is_ascii_digit(c) && c != ' ' && c != '_' && c != '-' &&
        c != '\'') {
      return error(trigger.column,
                   "a trigger is made of lower-case lemmas, not '" + trigger.text + "'");
    }
  }
  if (parts.size() > 1) {
    if (pos != TriggerPos::Noun) {
      return error(trigger.column,
                   "only nouns have words before them; write verb_particle, or verb | obj:word");
    }
    for (std::size_t i = 0; i + 1 < parts.size(); ++i) entry.before.push_back(parts[i].text);
  }
  if (const std::size_t underscore = entry.lemma.find('_'); underscore != std::string::npos) {
    entry.particle = entry.lemma.substr(underscore + 1);
    entry.lemma.resize(underscore);
  }
  bool object_is_lexical = false;
  for (const Condition& condition : entry.conditions) {
    if (condition.lexical())
      entry.specificity += 5;
    else if (!condition.filter.negated)
      entry.specificity += 2;
    else
      entry.specificity += 1;
    object_is_lexical |= condition.lexical() && condition.path == std::vector<SlotId>{slot::kObj};
  }
  entry.specificity +=
      static_cast<std::uint16_t>(5 * entry.before.size() + (entry.particle.empty() ? 0 : 5));
  if (!actor_given) {
    entry.actor = pos == TriggerPos::Noun ? paths("subj,by,poss,mod") : paths("subj");
  }
  if (!recipient_given) {
    if (pos == TriggerPos::Noun) {
      entry.recipient = paths("against,on,of,to,with,at,for");
    } else if (object_is_lexical) {
      entry.recipient = paths(
          "iobj,against,on,to,with,from,at,obj.against,obj.on,obj.to,obj.with,obj.of,obj.for,for,"
          "obj.poss,obj.mod");
    } else {
      entry.recipient = paths("obj,iobj,against,on,to,with,at,for");
    }
  }
  if (!entry.type && entry.compose == Compose::None && !entry.ignore) {
    return error(trigger.column, "a cue needs a kind of composition");
  }
  if (auto done = check_trigger(trigger, entry); !done) return done;
  entry.file = static_cast<std::uint16_t>(lexicon_.files_.size() - 1);
  entry.line = line_;
  std::string word = entry.lemma + (entry.particle.empty() ? "" : "_" + entry.particle);
  for (std::size_t i = entry.before.size(); i-- > 0;) word = entry.before[i] + " " + word;
  entry.name = group_.name + "/" + word;
  if (const int count = ++names_[entry.name]; count > 1) entry.name += "#" + std::to_string(count);
  const auto index = static_cast<std::uint32_t>(lexicon_.entries_.size());
  lexicon_.by_lemma_[static_cast<std::size_t>(pos)][entry.lemma].all.push_back(index);
  lexicon_.by_name_.emplace(entry.name, index);
  lexicon_.entries_.push_back(std::move(entry));
  return {};
}

// Words that stand in every other sentence are no events by themselves.
Result<void> LexiconReader::check_trigger(const Word& trigger, const Entry& entry) const {
  const auto lexical = [](const Condition& condition) { return condition.lexical(); };
  if (!entry.particle.empty() || !entry.before.empty() ||
      std::any_of(entry.conditions.begin(), entry.conditions.end(), lexical))
    return {};
  if (is_function_word(entry.lemma)) {
    return error(trigger.column, "'" + entry.lemma + "' is a function word and stands in every " +
                                     "sentence; give a condition on words (slot:word)");
  }
  if (entry.pos == TriggerPos::Verb && entry.type && entry.compose == Compose::None &&
      in_named(kEmptyVerbs, entry.lemma)) {
    return error(trigger.column, "the verb '" + entry.lemma +
                                     "' says nothing by itself and would " +
                                     "match everywhere; give a condition on words (obj:word)");
  }
  return {};
}

Result<void> LexiconReader::read_example(std::string_view line) {
  auto example = parse_example(line, file_, line_);
  if (!example) return example.error();
  example->group = group_.name;
  lexicon_.examples_.push_back(std::move(*example));
  return {};
}

Result<void> LexiconReader::read_line(std::string_view line) {
  if (is_example(line)) return take_.entries ? read_example(line) : Result<void>();
  if (const std::size_t hash = line.find('#'); hash != std::string_view::npos)
    line = line.substr(0, hash);
  const std::vector<Word> all = words(line, 0);
  if (all.empty()) return {};
  const std::string& keyword = all[0].text;
  const std::size_t after = all[0].column - 1 + keyword.size();
  if (keyword == "set" || keyword == "context" || keyword == "compose" || keyword == "score") {
    if (!take_.words || take_.without.contains(keyword)) return {};
    if (keyword == "set") return read_set(line, after);
    if (keyword == "context") return read_context(line, after);
    return keyword == "compose" ? read_compose(all) : read_score(all);
  }
  if (keyword == "group" || keyword == "cue") {
    const bool cue = keyword == "cue";
    passing_over_ = cue ? !take_.cues : !take_.entries;
    return passing_over_ ? Result<void>() : read_group(all, cue);
  }
  for (const auto& [name, pos] :
       {std::pair{"verb", TriggerPos::Verb}, std::pair{"noun", TriggerPos::Noun},
        std::pair{"adj", TriggerPos::Adjective}}) {
    if (keyword == name) return passing_over_ ? Result<void>() : read_items(pos, line, after);
  }
  return error(all[0].column,
               "expected set, context, group, cue, compose, score, verb, noun, adj or example, not '" +
                   keyword + "'");
}

// Bytes that are no text, with the place of the first of them.
Result<void> LexiconReader::check_text(const std::string& text) {
  const std::size_t nul = text.find('\0');
  const std::size_t bad = std::min(nul, core::find_invalid_utf8(text));
  if (bad == std::string::npos) return {};
  line_ = static_cast<std::uint32_t>(
      std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(bad), '\n') + 1);
  const std::size_t before = bad == 0 ? std::string::npos : text.rfind('\n', bad - 1);
  const auto column =
      static_cast<std::uint32_t>(before == std::string::npos ? bad + 1 : bad - before);
  return error(column, bad == nul ? "a NUL byte: this is no text file"
                                  : "bytes that are no UTF-8: convert the file to UTF-8");
}

Result<void> LexiconReader::read(const Source& source) {
  constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
  file_ = source.name;
  take_ = source.take;
  in_group_ = passing_over_ = false;
  if (lexicon_.files_.size() >= kMostIds) return error(1, "too many files");
  if (auto done = check_text(source.text); !done) return done;
  line_ = 0;
  lexicon_.files_.push_back(
      {file_, source.shipped ? "lexicons/events/" + std::filesystem::path(file_).filename().string()
                             : file_});
  std::string_view rest = source.text;
  if (rest.starts_with(kByteOrderMark)) rest.remove_prefix(kByteOrderMark.size());
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find('\n'), rest.size());
    ++line_;
    if (auto done = read_line(rest.substr(0, end)); !done) return done;
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  return {};
}

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
        filter.place || filter.infinitive || filter.name || filter.person ||
        filter.civilian)
      continue;
    std::size_t size = filter.lemmas.size();
    for (const std::uint16_t set : filter.sets) size += sets[set].size();
    if (size < least.size) least = {filter.lemmas, filter.sets, size};
  }
  return least;
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

namespace {

Result<Lexicon> read_all(const std::vector<Source>& files) {
  LexiconReader reader;
  for (const Source& file : files) {
    if (auto done = reader.read(file); !done) return done.error();
  }
  return reader.finish();
}

Result<void> add_files(const std::string& path, std::vector<Source>& out) {
  auto names = pattern_files(path);
  if (!names) return names.error();
  for (std::string& name : *names) {
    std::error_code code;
    const auto size = std::filesystem::file_size(name, code);
    if (!code && size > Lexicon::kMostBytes)
      return make_error(ErrorCode::TooLarge, "a pattern file of more than 256 MB", name);
    auto text = core::read_file(name);
    if (!text) return text.error();
    out.push_back({std::move(name), std::move(*text)});
  }
  return {};
}

}  // namespace

Result<LexiconChoice> parse_lexicon_choice(std::string_view text) {
  LexiconChoice choice;
  while (true) {
    const std::size_t end = std::min(text.find(','), text.size());
    const std::string_view name = core::trim(text.substr(0, end));
    if (name.empty())
      return make_error(ErrorCode::BadArgument,
                        "--lexicon: expected 'ours', files or folders with commas between them");
    choice.emplace_back(name);
    if (end == text.size()) return choice;
    text.remove_prefix(end + 1);
  }
}

Result<std::vector<std::string>> pattern_files(const std::string& path) {
  namespace fs = std::filesystem;
  std::error_code code;
  if (!fs::is_directory(path, code)) {
    if (!fs::exists(path, code))
      return make_error(ErrorCode::NotFound, "no such pattern file or folder", path);
    return std::vector<std::string>{path};
  }
  std::vector<std::string> names;
  for (fs::directory_iterator it(path, code), end; !code && it != end; it.increment(code)) {
    if (it->path().extension() == ".events") names.push_back(it->path().string());
  }
  if (code || names.empty())
    return make_error(ErrorCode::NotFound, "no event lexicon (*.events) here", path);
  std::sort(names.begin(), names.end());
  return names;
}

Result<Lexicon> Lexicon::parse(const std::vector<std::pair<std::string, std::string>>& files) {
  std::vector<Source> sources;
  for (const auto& [name, text] : files) sources.push_back({name, text});
  return read_all(sources);
}

Result<Lexicon> Lexicon::load(const std::string& folder, const LexiconChoice& choice) {
  std::vector<Source> ours, others;
  if (auto done = add_files(folder, ours); !done) return done.error();
  std::vector<std::size_t> ends;  // in `others`, of each choice that is not ours
  for (const std::string& path : choice) {
    if (path == kOurs) continue;
    if (auto done = add_files(path, others); !done) return done.error();
    ends.push_back(others.size());
  }
  Take support{.words = true, .entries = false, .cues = false};
  if (ends.size() == choice.size()) {
    support.without = defined_in(others);
    support.cues = !support.without.contains("cue");
  }
  // The words first, so that every file can use every set; then the entries as they were chosen.
  std::vector<Source> files;
  for (const Source& source : ours) files.push_back({source.name, source.text, support, true});
  std::size_t next = 0;
  auto end = ends.begin();
  for (const std::string& path : choice) {
    if (path == kOurs) {
      for (const Source& source : ours)
        files.push_back({source.name, source.text, {.words = false}, true});
      continue;
    }
    for (; next < *end; ++next) files.push_back(std::move(others[next]));
    ++end;
  }
  return read_all(files);
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
        std::pair{"armed", filter.armed}, std::pair{"state", filter.state}, std::pair{"person", filter.person},
        std::pair{"civilian", filter.civilian},
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
