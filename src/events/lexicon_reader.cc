#include "events/lexicon_reader.h"

#include <algorithm>
#include <charconv>
#include <filesystem>

namespace dragoman::events {

std::string_view first_word(std::string_view line) {
  line = core::trim(line);
  return line.substr(0, line.find_first_of(" \t"));
}
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
  return error(
      all[0].column,
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
}  // namespace dragoman::events
