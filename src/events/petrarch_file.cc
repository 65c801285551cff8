#include "events/petrarch_file.h"

#include <algorithm>
#include <filesystem>
#include <string_view>

#include "core/utf8.h"
#include "knowledge/line_reader.h"

namespace dragoman::events {
namespace {

using core::trim;

class Parser {
 public:
  explicit Parser(PetrarchFile& file) : file_(file) {}

  void line(std::string text, std::size_t number) {
    number_ = number;
    drop_comments(text);
    const std::string_view rest = trim(text);
    if (rest.empty()) return;
    if (rest.starts_with("---")) {
      in_set_ = false;
      open_block(rest.substr(3));
    } else if (rest[0] == '&') {
      in_set_ = true;
      std::string_view name = trim(rest.substr(1, rest.find_first_of(" \t") - 1));
      if (name.ends_with('_')) name.remove_suffix(1);
      file_.sets.push_back({std::string(name), number_, {}});
    } else if (rest[0] == '+' && in_set_) {
      file_.sets.back().members.push_back({std::string(trim(rest.substr(1))), number_});
    } else if (rest[0] == '-') {
      in_set_ = false;
      pattern(rest);
    } else if (rest[0] == '~') {
      in_set_ = false;
      transformation(rest);
    } else {
      in_set_ = false;
      verb(rest);
    }
  }

 private:
  // "# ..." to the end of the line; "<!-- ... -->", also over several lines.
  void drop_comments(std::string& text) {
    std::string kept;
    std::size_t at = 0;
    while (at < text.size()) {
      if (in_comment_) {
        const std::size_t end = text.find("-->", at);
        if (end == std::string::npos) break;
        in_comment_ = false;
        at = end + 3;
      } else if (text.compare(at, 4, "<!--") == 0) {
        in_comment_ = true;
        at += 4;
      } else if (text[at] == '#') {
        break;
      } else {
        kept += text[at++];
      }
    }
    text = std::move(kept);
  }

  // What stands in the first "[...]"; false when there is none.
  static bool bracketed(std::string_view text, std::string& code) {
    const std::size_t open = text.find('[');
    const std::size_t close = text.find(']', open == std::string_view::npos ? 0 : open);
    if (open == std::string_view::npos || close == std::string_view::npos) return false;
    code = trim(text.substr(open + 1, close - open - 1));
    return true;
  }

  void open_block(std::string_view rest) {
    block_code_.clear();
    bracketed(rest, block_code_);
    file_.blocks.emplace_back();
  }

  void broken(std::string_view text, std::string reason) {
    file_.broken.push_back({{std::string(text), "", number_}, std::move(reason)});
  }

  void pattern(std::string_view rest) {
    PetrarchPattern pattern;
    pattern.line = number_;
    if (!bracketed(rest, pattern.code)) return broken(rest, "a pattern without a [code]");
    pattern.text = trim(rest.substr(1, rest.find('[') - 1));
    if (pattern.text.find('*') == std::string::npos)
      return broken(rest, "a pattern without * for the verb");
    if (file_.blocks.empty() || file_.blocks.back().verbs.empty())
      return broken(rest, "a pattern that stands under no verb");
    file_.blocks.back().patterns.push_back(std::move(pattern));
  }

  void transformation(std::string_view rest) {
    const std::size_t equals = rest.find('=');
    if (equals == std::string_view::npos)
      return broken(rest, "a transformation without = and its result");
    file_.transformations.push_back({std::string(trim(rest.substr(1, equals - 1))),
                                     std::string(trim(rest.substr(equals + 1))), number_});
  }

  void verb(std::string_view rest) {
    if (file_.blocks.empty()) return broken(rest, "a verb before the first block (--- NAME ---)");
    PetrarchVerb verb;
    verb.line = number_;
    verb.code = block_code_;
    bracketed(rest, verb.code);
    verb.text = trim(rest.substr(0, rest.find_first_of("[{")));
    std::replace(verb.text.begin(), verb.text.end(), ' ', '_');
    file_.blocks.back().verbs.push_back(std::move(verb));
  }

  PetrarchFile& file_;
  std::size_t number_ = 0;
  std::string block_code_;
  bool in_set_ = false, in_comment_ = false;
};

// "/dir/CAMEO.verbpatterns.txt.gz" -> "CAMEO.verbpatterns".
std::string plain_name(const std::string& path) {
  std::string name = std::filesystem::path(path).filename().string();
  for (const std::string_view ending : {".gz", ".bz2", ".txt"}) {
    if (name.size() > ending.size() && name.ends_with(ending))
      name.resize(name.size() - ending.size());
  }
  for (char& c : name) {
    if (!core::is_ascii_alpha(c) && !core::is_ascii_digit(c) && c != '.' && c != '-') c = '-';
  }
  return name;
}

}  // namespace

Result<PetrarchFile> read_petrarch_file(const std::string& path) {
  auto lines = knowledge::LineReader::open(path);
  if (!lines) return lines.error();
  PetrarchFile file;
  file.name = plain_name(path);
  Parser parser(file);
  for (std::string line; lines->next(line);) parser.line(std::move(line), lines->line_number());
  if (lines->damage()) return *lines->damage();
  return file;
}

}  // namespace dragoman::events
