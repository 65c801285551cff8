#include "events/lexicon.h"

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <map>

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
                     "saying",     "veto",         "business", "judged",   "claimed"};

struct Word {
  std::string text;
  std::uint32_t column = 1;  // 1-based, in bytes
};

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
// that a set of one file can be used in the next.
class LexiconReader {
 public:
  LexiconReader() {
    for (const std::string_view word :
         {"by", "of", "from", "against", "in", "with", "to", "on", "at", "for"}) {
      slot_of(word);  // the engine asks for these itself
    }
  }
  Result<void> read(const std::string& file, const std::string& text);
  Result<Lexicon> finish();

 private:
  struct Group {
    std::string name;
    Entry defaults;
    bool actor_given = false, recipient_given = false;
  };

  Error error(std::uint32_t column, std::string message) const {
    return make_error(ErrorCode::BadFormat, std::move(message),
                      file_ + ":" + std::to_string(line_) + ":" + std::to_string(column));
  }
  Result<void> read_line(std::string_view line);
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
  SlotId slot_of(std::string_view name);
  std::vector<std::vector<SlotId>> paths(std::string_view text);

  static std::vector<Word> words(std::string_view line, std::size_t at);

  Lexicon lexicon_;
  Group group_;
  bool in_group_ = false;
  std::map<std::string, std::uint16_t, std::less<>> set_ids_;
  std::map<std::string, int> names_;
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

std::vector<std::vector<SlotId>> LexiconReader::paths(std::string_view text) {
  auto out = read_paths(text, 1);
  return out ? std::move(*out) : std::vector<std::vector<SlotId>>{};
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
      return error(here, "expected a word, @set, any, none, actor, armed, state, person, place or name");
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
    } else if (word == "person") {
      filter.person = true;
    } else if (word == "infinitive") {
      filter.infinitive = true;
    } else if (word[0] == '=') {  // "=state" is the word, "state" the class
      filter.lemmas.emplace_back(word.substr(1));
    } else if (word[0] == '@') {
      const auto found = set_ids_.find(word.substr(1));
      if (found == set_ids_.end())
        return error(here, "no set is called '" + std::string(word.substr(1)) + "'");
      filter.sets.push_back(found->second);
    } else {
      filter.lemmas.emplace_back(word);
    }
    at = end + 1;
  }
  return filter;
}

Result<void> LexiconReader::read_set(std::string_view line, std::size_t at) {
  const std::size_t colon = line.find(':', at);
  const auto name_words = words(line.substr(0, std::min(colon, line.size())), at);
  if (colon == std::string_view::npos || name_words.size() != 1) {
    return error(static_cast<std::uint32_t>(at + 1), "expected 'set NAME: word, word ...'");
  }
  auto [it, fresh] =
      set_ids_.emplace(name_words[0].text, static_cast<std::uint16_t>(lexicon_.sets_.size()));
  if (fresh) lexicon_.sets_.emplace_back();  // a set may be continued on a later line
  const std::uint16_t id = it->second;
  std::size_t begin = colon + 1;
  while (begin <= line.size()) {
    const std::size_t end = std::min(line.find(',', begin), line.size());
    const std::string_view word = core::trim(line.substr(begin, end - begin));
    if (!word.empty() && word[0] == '@') {
      const auto other = set_ids_.find(word.substr(1));
      if (other == set_ids_.end() || other->second == id) {
        return error(static_cast<std::uint32_t>(begin + 1),
                     "no set is called '" + std::string(word.substr(1)) + "' before this line");
      }
      const WordSet copy = lexicon_.sets_[other->second];
      lexicon_.sets_[id].insert(copy.begin(), copy.end());
    } else if (!word.empty()) {
      lexicon_.sets_[id].emplace(word);
    }
    begin = end + 1;
  }
  return {};
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
      auto paths = read_paths(value, column);
      if (!paths) return paths.error();
      (key == "actor" ? entry.actor : entry.recipient) = std::move(*paths);
      (key == "actor" ? actor_given : recipient_given) = true;
    } else if (key == "mode") {
      entry.mode = value == "-" ? "" : value;
    } else if (key == "cameo") {
      entry.cameo = value;
    } else if (key == "type") {
      entry.type = parse_event_type(value);
      if (!entry.type) return error(column, "'" + value + "' is not a PLOVER event type");
    } else if (key == "context") {
      entry.contexts.push_back(value);
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
    entry.conditions.push_back({std::move(*path), std::move(*filter)});
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

// group NAME TYPE[:mode] CAMEO [option ...]   |   cue NAME KIND [option ...]
Result<void> LexiconReader::read_group(const std::vector<Word>& words, bool cue) {
  if (words.size() < (cue ? 3u : 4u)) {
    return error(words[0].column, cue ? "expected 'cue NAME KIND [option ...]'"
                                      : "expected 'group NAME TYPE[:mode] CAMEO [option ...]'");
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
  std::string word = entry.lemma + (entry.particle.empty() ? "" : "_" + entry.particle);
  for (std::size_t i = entry.before.size(); i-- > 0;) word = entry.before[i] + " " + word;
  entry.name = group_.name + "/" + word;
  if (const int count = ++names_[entry.name]; count > 1) entry.name += "#" + std::to_string(count);
  lexicon_.by_lemma_[static_cast<std::size_t>(pos)][entry.lemma].push_back(
      static_cast<std::uint32_t>(lexicon_.entries_.size()));
  lexicon_.entries_.push_back(std::move(entry));
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
  if (is_example(line)) return read_example(line);
  if (const std::size_t hash = line.find('#'); hash != std::string_view::npos)
    line = line.substr(0, hash);
  const std::vector<Word> all = words(line, 0);
  if (all.empty()) return {};
  const std::string& keyword = all[0].text;
  const std::size_t after = all[0].column - 1 + keyword.size();
  if (keyword == "set") return read_set(line, after);
  if (keyword == "context") return read_context(line, after);
  if (keyword == "group") return read_group(all, false);
  if (keyword == "cue") return read_group(all, true);
  if (keyword == "compose") return read_compose(all);
  if (keyword == "score") return read_score(all);
  if (keyword == "verb") return read_items(TriggerPos::Verb, line, after);
  if (keyword == "noun") return read_items(TriggerPos::Noun, line, after);
  if (keyword == "adj") return read_items(TriggerPos::Adjective, line, after);
  return error(all[0].column,
               "expected set, context, group, cue, compose, score, verb, noun, adj or example, not '" +
                   keyword + "'");
}

Result<void> LexiconReader::read(const std::string& file, const std::string& text) {
  file_ = file;
  line_ = 0;
  in_group_ = false;
  std::size_t at = 0;
  while (at < text.size()) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    ++line_;
    if (auto done = read_line(std::string_view(text).substr(at, end - at)); !done) return done;
    at = end + 1;
  }
  return {};
}

Result<Lexicon> LexiconReader::finish() {
  for (std::size_t i = 0; i < kBuiltinNames.size(); ++i) {
    const auto found = set_ids_.find(kBuiltinNames[i]);
    if (found == set_ids_.end()) {
      return make_error(ErrorCode::BadFormat,
                        "the set '" + std::string(kBuiltinNames[i]) + "' is missing", file_);
    }
    lexicon_.builtins_[i] = found->second;
  }
  for (auto& table : lexicon_.by_lemma_) {
    for (auto& [lemma, list] : table) {
      std::stable_sort(list.begin(), list.end(), [&](std::uint32_t a, std::uint32_t b) {
        return lexicon_.entries_[a].specificity > lexicon_.entries_[b].specificity;
      });
    }
  }
  return std::move(lexicon_);
}

Result<Lexicon> Lexicon::parse(const std::vector<std::pair<std::string, std::string>>& files) {
  LexiconReader reader;
  for (const auto& [name, text] : files) {
    if (auto done = reader.read(name, text); !done) return done.error();
  }
  return reader.finish();
}

Result<Lexicon> Lexicon::load(const std::string& folder, const std::vector<std::string>& more) {
  namespace fs = std::filesystem;
  std::vector<std::string> names;
  std::error_code code;
  for (fs::directory_iterator it(folder, code), end; !code && it != end; it.increment(code)) {
    if (it->path().extension() == ".events") names.push_back(it->path().string());
  }
  if (code || names.empty())
    return make_error(ErrorCode::NotFound, "no event lexicon (*.events) here", folder);
  std::sort(names.begin(), names.end());
  names.insert(names.end(), more.begin(), more.end());
  std::vector<std::pair<std::string, std::string>> files;
  for (const std::string& name : names) {
    auto text = core::read_file(name);
    if (!text) return text.error();
    files.emplace_back(name, std::move(*text));
  }
  return parse(files);
}

const std::vector<std::uint32_t>* Lexicon::find(TriggerPos pos, std::string_view lemma) const {
  const auto& table = by_lemma_[static_cast<std::size_t>(pos)];
  const auto found = table.find(lemma);
  return found == table.end() ? nullptr : &found->second;
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
