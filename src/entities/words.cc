#include "entities/words.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "core/resources.h"
#include "core/utf8.h"

namespace dragoman::entities {
namespace {

Error bad(const std::string& name, std::size_t line, std::size_t column, std::string message) {
  return make_error(ErrorCode::BadFormat, std::move(message),
                    name + ":" + std::to_string(line) + ":" + std::to_string(column));
}

Words::Class* class_named(Words& words, std::string_view name) {
  const std::pair<std::string_view, Words::Class*> classes[] = {
      {"locative", &words.locative}, {"motion", &words.motion},
      {"part", &words.part},         {"wield", &words.wield},
      {"acting", &words.acting},     {"body", &words.body},
      {"state", &words.state},       {"pair", &words.pair},
      {"measure", &words.measure},   {"against", &words.against},
      {"outer", &words.outer},       {"bland", &words.bland},
      {"nation", &words.nation},     {"he", &words.he},
      {"she", &words.she},           {"say", &words.say},
      {"former", &words.former},     {"stance", &words.stance},
      {"thing", &words.thing},       {"plain", &words.plain},
      {"informal", &words.informal}, {"crowd", &words.crowd},
      {"alike", &words.alike},       {"many", &words.many},
      {"paper", &words.paper},       {"wire", &words.wire},
      {"unbound", &words.unbound},   {"led", &words.led},
      {"calendar", &words.calendar}, {"corps", &words.corps},
      {"weapon", &words.weapon},     {"site", &words.site},
      {"ranks", &words.ranks},       {"armed", &words.armed},
      {"troops", &words.troops},     {"rule", &words.rule},
      {"meet", &words.meet},         {"process", &words.process},
      {"deed", &words.deed},         {"squad", &words.squad},
      {"craft", &words.craft},       {"radical", &words.radical},
      {"vague", &words.vague},       {"followers", &words.followers},
      {"watch", &words.watch},       {"ruler", &words.ruler},
      {"throne", &words.throne},
  };
  for (const auto& [known, list] : classes) {
    if (known == name) return list;
  }
  return nullptr;
}

std::vector<std::string_view> split_words(std::string_view text) {
  std::vector<std::string_view> found;
  while (!text.empty()) {
    const std::size_t space = std::min(text.find(' '), text.size());
    if (!core::trim(text.substr(0, space)).empty()) found.push_back(text.substr(0, space));
    text.remove_prefix(std::min(space + 1, text.size()));
  }
  return found;
}

}  // namespace

Result<Words> Words::load(const std::string& path) {
  auto text = core::read_file(path);
  if (!text) return text.error();
  return parse(*text, path);
}

Result<Words> Words::parse(std::string_view text, const std::string& name) {
  Words words;
  std::size_t line_number = 0;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    ++line_number;
    if (core::trim(line).empty() || line.front() == '#') continue;
    const std::size_t tab = line.find('\t');
    if (tab == std::string_view::npos) {
      return bad(name, line_number, line.size() + 1, "expected a tab behind the class");
    }
    const std::string_view kind = line.substr(0, tab);
    const std::vector<std::string_view> listed = split_words(line.substr(tab + 1));
    if (listed.empty()) {
      return bad(name, line_number, tab + 2, "expected words separated by spaces");
    }
    if (kind == "spelling") {
      for (const std::string_view word : listed) words.spelling.emplace(word, listed.front());
      continue;
    }
    Class* list = class_named(words, kind);
    if (list == nullptr) {
      return bad(name, line_number, 1, "unknown class '" + std::string(kind) + "'");
    }
    list->insert(listed.begin(), listed.end());
  }
  return words;
}

}  // namespace dragoman::entities
