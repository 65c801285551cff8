#include "knowledge/name_forms.h"

#include <algorithm>
#include <initializer_list>
#include <set>
#include <sstream>

#include "knowledge/columns.h"
#include "knowledge/normalise.h"

namespace dragoman::knowledge {
namespace {

std::vector<std::string> words_of(std::string_view name) {
  std::vector<std::string> words;
  std::istringstream stream{std::string(name)};
  for (std::string word; stream >> word;) words.push_back(word);
  return words;
}

bool is_acronym(std::string_view form) {
  std::size_t letters = 0;
  for (const char c : form) {
    if (c >= 'A' && c <= 'Z') {
      ++letters;
    } else if (!(c == '.' || c == '-' || c == '/' || c == '&' || (c >= '0' && c <= '9'))) {
      return false;
    }
  }
  return letters >= 2 && letters <= 8;
}
}  // namespace

PendingAlias make_alias(std::string_view form,
                        AliasKind kind,
                        std::uint32_t file,
                        std::uint32_t line) {
  CaseRule rule = CaseRule::Capitalised;
  if (form.starts_with('=')) {
    form.remove_prefix(1);
    rule = CaseRule::Exact;
  } else if (form.starts_with('~')) {
    form.remove_prefix(1);
    kind = AliasKind::Surname;
  }
  if (kind == AliasKind::Name && is_acronym(form)) {
    kind = AliasKind::Acronym;
    const auto letters = normalise_alias(form).size();
    // "Nato", "Unicef" and "Isis" are house style somewhere; "Who", "It" and "Us" are other words.
    if (rule != CaseRule::Exact && letters <= 3) rule = CaseRule::AllCapitals;
  }
  return {std::string(form), kind, rule, file, line};
}
std::string without_article(std::string_view name) {
  std::string out;
  bool changed = false;
  for (std::string word : words_of(name)) {
    for (const std::string_view article :
         {"al-", "el-", "Al-", "El-", "an-", "ash-", "as-", "ar-", "ad-", "at-", "az-", "ul-"}) {
      if (word.starts_with(article) && word.size() > article.size() + 2) {
        word.erase(0, article.size());
        word[0] = static_cast<char>(word[0] >= 'a' && word[0] <= 'z' ? word[0] - 32 : word[0]);
        changed = true;
        break;
      }
    }
    out += (out.empty() ? "" : " ") + word;
  }
  return changed ? out : std::string();
}

std::string without_initial(std::string_view name) {
  const auto words = words_of(name);
  if (words.size() < 3) return {};
  std::string out;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const bool initial =
        i > 0 && i + 1 < words.size() && words[i].size() == 2 && words[i][1] == '.';
    if (!initial) out += (out.empty() ? "" : " ") + words[i];
  }
  return out == name ? std::string() : out;
}

std::vector<std::string> surnames_of(std::string_view name, std::string_view country) {
  auto words = words_of(name);
  while (words.size() > 2 &&
         contains(std::initializer_list<std::string_view>{"Jr.", "Jr", "II", "III", "Sr."},
                  words.back())) {
    words.pop_back();
  }
  if (words.size() < 2) return {};
  if (contains(std::initializer_list<std::string_view>{"CHN", "PRK", "KOR", "TWN"}, country) &&
      words.size() <= 3 && words[0].size() <= 6) {
    return {words[0]};
  }
  static const std::set<std::string, std::less<>> kParticles = {
      "de",  "da",   "del",  "della", "di",  "dos", "du",  "la",  "le",  "van", "von",
      "der", "den",  "ter",  "ten",   "bin", "ibn", "ben", "bar", "abu", "zu",  "af",
      "al",  "el",   "ould", "Abu",   "Bin", "Ben", "Al",  "El",  "De",  "Le",  "La",
      "Van", "Ould", "Di",   "Du",    "Del", "O",   "Mac", "san", "St."};
  std::size_t begin = words.size() - 1;
  while (begin > 1 && kParticles.contains(words[begin - 1])) --begin;
  std::vector<std::string> found;
  std::string full;
  for (std::size_t i = begin; i < words.size(); ++i) full += (full.empty() ? "" : " ") + words[i];
  found.push_back(full);
  if (begin + 1 < words.size()) found.push_back(words.back());
  if (auto bare = without_article(words.back()); !bare.empty()) found.push_back(bare);
  return found;
}

std::string slug(std::string_view name) {
  std::string out;
  std::string key;
  // Word by word, so that the id keeps its hyphens: "sergey-lavrov".
  std::size_t begin = 0;
  while (begin <= name.size()) {
    std::size_t end = name.find_first_of(" -/", begin);
    if (end == std::string_view::npos) end = name.size();
    key.clear();
    append_alias_key(name.substr(begin, end - begin), key);
    if (!key.empty()) out += (out.empty() ? "" : "-") + key;
    begin = end + 1;
  }
  return out;
}

bool resemble(std::string_view one, std::string_view other) {
  constexpr std::size_t kLongWord = 4, kLongBeginning = 8;
  const std::string a = normalise_alias(one), b = normalise_alias(other);
  if (a.substr(0, kLongBeginning) == b.substr(0, kLongBeginning)) return true;
  const auto words = words_of(other);
  return std::ranges::any_of(words_of(one), [&](const std::string& word) {
    const std::string key = normalise_alias(word);
    return key.size() >= kLongWord && std::ranges::any_of(words, [&](const std::string& each) {
             return normalise_alias(each) == key;
           });
  });
}

}  // namespace dragoman::knowledge
