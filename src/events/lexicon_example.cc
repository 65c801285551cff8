#include "events/lexicon_example.h"

#include <algorithm>
#include <functional>

#include "core/utf8.h"

namespace dragoman::events {
namespace {

constexpr std::string_view kKeyword = "example";
constexpr std::string_view kFactualityKey = "factuality=";
constexpr std::string_view kNobody = "-";
constexpr std::string_view kAnyone = "?";
constexpr const char* kNoRecipient = "expected a recipient, or '-' for none, after '>'";

struct Piece {
  std::string_view text;
  std::size_t at = 0;  // in the line, in bytes
};

// Words up to a comment; ";" and ">" are words of their own.
std::vector<Piece> pieces(std::string_view line, std::size_t at) {
  std::vector<Piece> out;
  while (at < line.size() && line[at] != '#') {
    if (core::is_ascii_space(line[at])) {
      ++at;
      continue;
    }
    std::size_t end = at + 1;
    if (line[at] != ';' && line[at] != '>')
      while (end < line.size() && !core::is_ascii_space(line[end]) &&
             std::string_view(";>#").find(line[end]) == std::string_view::npos)
        ++end;
    out.push_back({line.substr(at, end - at), at});
    at = end;
  }
  return out;
}

bool is_code(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) {
    return core::is_ascii_upper(c) || core::is_ascii_digit(c);
  });
}

class ExampleReader {
 public:
  ExampleReader(std::string_view line, const std::string& file, std::uint32_t number)
      : line_(line) {
    out_.file = file;
    out_.line = number;
  }

  Result<Example> read() {
    std::size_t at = line_.find(kKeyword) + kKeyword.size();
    if (at < line_.size() && line_[at] == '!') {
      out_.known_failure = true;
      ++at;
    }
    while (at < line_.size() && core::is_ascii_space(line_[at])) ++at;
    if (at >= line_.size() || line_[at] != '"')
      return error(at, "expected a sentence in double quotes");
    const std::size_t close = line_.find('"', at + 1);
    if (close == std::string_view::npos) return error(at, "the sentence does not end with '\"'");
    out_.sentence = std::string(core::trim(line_.substr(at + 1, close - at - 1)));
    if (out_.sentence.empty()) return error(at, "the sentence is empty");
    const auto words = pieces(line_, close + 1);
    if (words.empty()) return error(close + 1, "expected TYPE[:mode] ACTOR ... > RECIPIENT ... or none");
    if (words[0].text == "none") {
      if (words.size() > 1) return error(words[1].at, "nothing may follow 'none'");
      return std::move(out_);
    }
    return read_events(words);
  }

 private:
  Error error(std::size_t at, std::string message) const {
    return make_error(
        ErrorCode::BadFormat, std::move(message),
        out_.file + ":" + std::to_string(out_.line) + ":" + std::to_string(at + 1));
  }

  Result<Example> read_events(const std::vector<Piece>& words) {
    bool open = true;  // the next word must be a type
    for (const Piece& word : words) {
      if (open) {
        if (auto done = read_type(word); !done) return done.error();
        open = false;
      } else if (word.text == ";") {
        if (nobody_after_) return error(*nobody_after_, kNoRecipient);
        open = true;
      } else if (auto done = read_part(word); !done) {
        return done.error();
      }
    }
    if (open) return error(words.back().at + 1, "expected TYPE[:mode] after ';'");
    if (nobody_after_) return error(*nobody_after_, kNoRecipient);
    return std::move(out_);
  }

  Result<void> read_type(const Piece& word) {
    ExpectedEvent event;
    const std::size_t colon = word.text.find(':');
    const auto type = parse_event_type(word.text.substr(0, colon));
    if (!type) return error(word.at, "'" + std::string(word.text) + "' is not a PLOVER event type");
    event.type = *type;
    if (colon != std::string_view::npos) {
      const std::string_view mode = word.text.substr(colon + 1);
      if (mode.empty()) return error(word.at + colon, "expected a mode, or '-' for none");
      event.mode = mode == kNobody ? "" : std::string(mode);
    }
    out_.events.push_back(std::move(event));
    in_recipients_ = false;
    return {};
  }

  Result<void> read_part(const Piece& word) {
    ExpectedEvent& event = out_.events.back();
    if (word.text == ">") {
      if (in_recipients_) return error(word.at, "'>' stands once in an event");
      nobody_after_ = word.at;
      in_recipients_ = true;
      event.recipients.emplace();
      return {};
    }
    if (word.text.starts_with(kFactualityKey)) {
      event.factuality = parse_factuality(word.text.substr(kFactualityKey.size()));
      if (!event.factuality)
        return error(word.at + kFactualityKey.size(), "expected a factuality");
      return {};
    }
    if (word.text != kNobody && word.text != kAnyone && !is_code(word.text))
      return error(word.at, "expected the beginning of an actor's code, '?', '-', '>', ';' or "
                            "factuality=..., not '" + std::string(word.text) + "'");
    nobody_after_.reset();
    auto& list = in_recipients_ ? event.recipients : event.actors;
    if (!list) list.emplace();
    if (word.text != kNobody) list->emplace_back(word.text);
    return {};
  }

  std::string_view line_;
  Example out_;
  bool in_recipients_ = false;
  std::optional<std::size_t> nobody_after_;  // a ">" that no recipient follows yet
};

// Gives each of `wanted` one of `found` of its own for which `fits` holds, and each found one a
// wanted one.
bool all_paired(std::size_t wanted,
                std::size_t found,
                const std::function<bool(std::size_t, std::size_t)>& fits) {
  if (wanted != found) return false;
  std::vector<bool> taken(found);
  const std::function<bool(std::size_t)> place = [&](std::size_t i) {
    if (i == wanted) return true;
    for (std::size_t j = 0; j < found; ++j) {
      if (taken[j] || !fits(i, j)) continue;
      taken[j] = true;
      if (place(i + 1)) return true;
      taken[j] = false;
    }
    return false;
  };
  return place(0);
}

bool are(const std::optional<std::vector<std::string>>& expected,
         const Document& doc,
         const std::vector<std::uint32_t>& found) {
  if (!expected) return true;
  return all_paired(expected->size(), found.size(), [&](std::size_t i, std::size_t j) {
    return (*expected)[i] == kAnyone || doc.actors[found[j]].code.starts_with((*expected)[i]);
  });
}

bool is(const ExpectedEvent& expected, const Document& doc, const Event& event) {
  return event.type == expected.type && (!expected.mode || *expected.mode == event.mode) &&
         (!expected.factuality || *expected.factuality == event.factuality) &&
         are(expected.actors, doc, event.actors) && are(expected.recipients, doc, event.recipients);
}

void append(std::string& out, const std::vector<std::string>& codes) {
  for (const std::string& code : codes) out += " " + code;
  if (codes.empty()) out += " -";
}

std::vector<std::string> codes_of(const Document& doc, const std::vector<std::uint32_t>& actors) {
  std::vector<std::string> out;
  for (const std::uint32_t i : actors)
    out.push_back(doc.actors[i].code.empty() ? std::string(kAnyone) : doc.actors[i].code);
  return out;
}

}  // namespace

bool is_example(std::string_view line) {
  line = core::trim(line);
  if (!line.starts_with(kKeyword)) return false;
  line.remove_prefix(kKeyword.size());
  return line.empty() || line[0] == '!' || line[0] == '"' || core::is_ascii_space(line[0]);
}

Result<Example> parse_example(std::string_view line,
                              const std::string& file,
                              std::uint32_t number) {
  return ExampleReader(line, file, number).read();
}

bool meets(const Example& example, const Document& doc) {
  return all_paired(example.events.size(), doc.events.size(), [&](std::size_t i, std::size_t j) {
    return is(example.events[i], doc, doc.events[j]);
  });
}

std::string to_string(const std::vector<ExpectedEvent>& events) {
  if (events.empty()) return "none";
  std::string out;
  for (const ExpectedEvent& event : events) {
    if (!out.empty()) out += "; ";
    out += dragoman::to_string(event.type);
    if (event.mode) out += ":" + (event.mode->empty() ? std::string(kNobody) : *event.mode);
    if (event.actors) append(out, *event.actors);
    if (event.recipients) {
      out += " >";
      append(out, *event.recipients);
    }
    if (event.factuality)
      out += " " + std::string(kFactualityKey) + std::string(dragoman::to_string(*event.factuality));
  }
  return out;
}

std::string in_example_syntax(const Document& doc, const Event& event) {
  return to_string({{event.type, event.mode, codes_of(doc, event.actors),
                     codes_of(doc, event.recipients), event.factuality}});
}

}  // namespace dragoman::events
