#include "brief/brief_desk.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include "store/words.h"
#include "times/calendar.h"

namespace dragoman::brief {

std::string plus_days(const std::string& day, int days) {
  const auto date = times::parse_date(day);
  return date ? times::iso_day(times::plus_days(*date, days)) : std::string();
}

std::string list_of(const std::vector<std::string>& names) {
  std::string out;
  for (std::size_t i = 0; i < names.size(); ++i)
    out += (i == 0 ? "" : i + 1 == names.size() ? " and " : ", ") + names[i];
  return out;
}

std::string quoted(const std::string& words) {
  const bool marked = (words.starts_with("“") && words.ends_with("”")) ||
                      (words.size() > 1 && words.starts_with('"') && words.ends_with('"'));
  if (marked) return words;
  std::string inner = words;
  for (const auto& [mark, single] : {std::pair("“", "‘"), std::pair("”", "’")}) {
    for (std::size_t at = inner.find(mark); at != std::string::npos; at = inner.find(mark, at))
      inner.replace(at, std::string_view(mark).size(), single);
  }
  return "“" + inner + "”";
}

std::string closed(std::string sentence) {
  for (const std::string_view end : {".", "…", ".”", "?”", "!”", "…”", ".’”", ".\"", ".\"”"}) {
    if (sentence.ends_with(end)) return sentence;
  }
  return sentence + ".";
}

BriefDesk::BriefDesk(store::Store& from_store, const BriefFilter& asked)
    : store(from_store), filter(asked), queries(from_store.database()), sentences(from_store) {
  out.date = asked.date;
  out.from = plus_days(asked.date, 1 - asked.days);
  out.about = asked.about;
}

bool BriefDesk::is_in_days(const std::string& published) const {
  return published.substr(0, 10) >= out.from && published.substr(0, 10) <= out.date;
}

bool BriefDesk::is_meant(const std::string& words) const {
  return store::has_all_words(words, filter.about);
}

bool BriefDesk::is_told(const stories::Stems& stems) const {
  return std::ranges::any_of(
      told, [&](const auto& other) { return stories::share_of(other, stems) >= kAlike; });
}

std::size_t BriefDesk::note(const std::string& report, const std::string& entry, const std::string& words) {
  const auto [at, is_new] = noted_.try_emplace({report, entry, words}, out.notes.size());
  if (is_new) {
    BriefNote one{report, entry, "", "", "", words};
    queries.rows(
        "SELECT outlet, published, title FROM reports WHERE id = ?",
        [&one](const store::Query& row) {
          one.outlet = row.text(0), one.published = row.text(1).substr(0, 10);
          one.title = row.text(2);
        },
        report);
    out.notes.push_back(std::move(one));
  }
  return at->second;
}

void BriefDesk::add(BriefSection section) {
  if (!section.lines.empty()) out.sections.push_back(std::move(section));
}

bool is_more_important(const BriefLine& a, const BriefLine& b) {
  return std::tie(b.importance, a.text, a.id) < std::tie(a.importance, b.text, b.id);
}

void cut(std::vector<BriefLine>& lines, std::size_t most) {
  std::sort(lines.begin(), lines.end(), is_more_important);
  if (lines.size() > most) lines.resize(most);
}

}  // namespace dragoman::brief
