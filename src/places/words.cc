#include "places/words.h"

#include <array>

#include <fmt/format.h>

#include "core/tsv.h"

namespace dragoman::places {

Result<Words> Words::load(const std::string& path) {
  static constexpr std::array<std::string_view, 6> kLists = {"division", "settlement", "direction",
                                                             "street",   "body",       "locative"};
  auto file = core::read_tsv(path, 3, 3);
  if (!file) return file.error();
  Words words;
  for (const std::string_view list : kLists) words.lists_[std::string(list)];
  for (const core::TsvRow& row : file->rows) {
    const std::string& name = row.fields[0];
    if (row.fields[1].empty()) return file->error(row, 1, "expected one or more words");
    if (name == "abbreviation") {
      const auto parts = core::split_list(row.fields[2]);
      if (parts.size() < 2 || parts[1].size() != 3 || (parts.size() > 2 && parts[2] != "free")) {
        return file->error(row, 2, "expected NAME, COUNTRY (three letters) and perhaps free");
      }
      words.abbreviations_[row.fields[1]] = {parts[0], parts[1], parts.size() > 2};
      continue;
    }
    const auto list = words.lists_.find(name);
    if (list == words.lists_.end()) {
      return file->error(row, 0, fmt::format("expected a class of words, found \"{}\"", name));
    }
    list->second.insert(row.fields[1]);
  }
  return words;
}

const Abbreviation* Words::abbreviation(std::string_view form) const {
  const auto found = abbreviations_.find(form);
  return found == abbreviations_.end() ? nullptr : &found->second;
}

bool Words::has(std::string_view list, std::string_view word) const {
  const auto found = lists_.find(list);
  return found != lists_.end() && found->second.contains(word);
}

}  // namespace dragoman::places
