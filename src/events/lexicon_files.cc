#include "events/lexicon_reader.h"

#include <algorithm>
#include <filesystem>

#include "core/resources.h"

namespace dragoman::events {
namespace {

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
}  // namespace dragoman::events
