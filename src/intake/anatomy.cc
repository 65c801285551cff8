#include "intake/anatomy.h"

#include <algorithm>
#include <string_view>
#include <vector>

#include <unicode/uchar.h>

#include "core/utf8.h"
#include "intake/dateline.h"
#include "intake/dates.h"
#include "intake/tables.h"

namespace dragoman::intake {
namespace {

using Kind = Furniture::Kind;

bool is_upper_at(std::string_view text, std::size_t at) {
  if (at >= text.size()) return false;
  const auto c = static_cast<UChar32>(core::next_code_point(text, at));
  return u_isupper(c) || u_istitle(c);
}

bool has_letter(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    if (u_isalpha(static_cast<UChar32>(core::next_code_point(text, at)))) return true;
  }
  return false;
}

std::size_t count_words(std::string_view text) {
  std::size_t words = 0;
  bool inside = false;
  for (const char c : text) {
    const bool space = c == ' ' || c == '\n';
    words += !space && !inside;
    inside = !space;
  }
  return words;
}

bool ends_sentence(std::string_view text) {
  for (const std::string_view end : {".", "!", "?", ".\"", "!\"", "?\"", ".'", ".)", ".”", "!”",
                                     "?”", "”", ".’", "?’", "…", ".''"}) {
    if (text.ends_with(end)) return true;
  }
  return false;
}

// Letters and digits only, in lower case, with the byte offset behind each: to find a title that
// the text repeats with other punctuation ("Fire kills 18" / "Fire kills 18." / “Fire” kills 18).
struct Skeleton {
  std::u32string letters;
  std::vector<std::size_t> ends;
};
Skeleton skeleton(std::string_view text, std::size_t most) {
  Skeleton out;
  for (std::size_t at = 0; at < text.size() && out.letters.size() < most;) {
    const auto c = static_cast<UChar32>(core::next_code_point(text, at));
    if (!u_isalnum(c)) continue;
    out.letters += static_cast<char32_t>(u_foldCase(c, U_FOLD_CASE_DEFAULT));
    out.ends.push_back(at);
  }
  return out;
}

class Finder {
 public:
  Finder(const Resources::Tables& tables, const AnatomyOptions& options, Report& report)
      : tables_(tables), options_(options), report_(report), text_(report.text) {}

  void run() {
    read_head();
    if (!report_.dateline) seek_later_dateline();
    read_tail();
    finish();
  }

 private:
  struct Line {
    std::size_t begin = 0, end = 0;
  };

  std::string_view slice(std::size_t begin, std::size_t end) const {
    return text_.substr(begin, end - begin);
  }

  Line line_at(std::size_t begin) const {
    const std::size_t end = text_.find('\n', begin);
    return {begin, end == std::string_view::npos ? text_.size() : end};
  }
  std::size_t behind_space(std::size_t at) const {
    while (at < text_.size() && (text_[at] == ' ' || text_[at] == '\n')) ++at;
    return at;
  }
  bool blank_line_at(std::size_t at) const { return text_.substr(at).starts_with("\n\n"); }

  void add(Kind kind, std::size_t begin, std::size_t end) {
    while (end > begin && (text_[end - 1] == ' ' || text_[end - 1] == '\n')) --end;
    if (end <= begin) return;
    report_.furniture.push_back(
        {kind, {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)}});
  }

  // The first agency named wins: a dateline's before a credit's.
  void take_agency(ByteSpan span) {
    if (!report_.agency.empty() || span.empty()) return;
    report_.agency = std::string(slice(span.begin, span.end));
    report_.agency_span = span;
  }
  void take_agency_within(std::size_t begin, std::size_t end) {
    const std::string_view part = slice(begin, end);
    if (const auto hit = find_agency(tables_, part)) {
      take_agency({static_cast<std::uint32_t>(begin + hit->begin),
                   static_cast<std::uint32_t>(begin + hit->end)});
      return;
    }
    // "Source: Meridian Wire": a name is an agency here even when no table knows it.
    const std::string in_lower = core::ascii_lower(part);
    const std::size_t label = in_lower.find("source: ");
    if (label == std::string::npos || label > 2) return;
    std::size_t from = label + 8, to = part.size();
    while (to > from && std::string_view(" .)]").find(part[to - 1]) != std::string_view::npos) --to;
    const std::string_view name = part.substr(from, to - from);
    if (count_words(name) > 4 || !looks_like_names(name) ||
        name.find(',') != std::string_view::npos)
      return;
    take_agency({static_cast<std::uint32_t>(begin + from), static_cast<std::uint32_t>(begin + to)});
  }
  void take_published(const std::string& date) {
    if (report_.published.empty() && !date.starts_with("--")) report_.published = date;
  }

  // ---- head ----

  void read_head() {
    std::size_t at = 0;
    // A report has few head lines; a text of nothing but short lines is a list and is left alone.
    for (int round = 0; round < 10; ++round) {
      at = behind_space(at);
      if (at >= text_.size()) return;
      std::size_t next = at;
      if (try_notice(at, next) || try_title(at, next) || try_byline(at, next) ||
          try_dateline(at, next) || try_stamp(at, next) || try_credit_line(at, next) ||
          try_inline_agency(at, next)) {
        at = next;
        if (report_.dateline) return;
        continue;
      }
      return;
    }
  }

  bool try_notice(std::size_t at, std::size_t& next) {
    const Line line = line_at(at);
    const auto kind = match_cue(tables_, slice(line.begin, line.end));
    if (!kind || *kind != Kind::Notice || line.end == text_.size()) return false;
    add(Kind::Notice, line.begin, line.end);
    next = line.end;
    return true;
  }

  // The given title, repeated at the start of the text; or the first line of a plain text file.
  bool try_title(std::size_t at, std::size_t& next) {
    if (!report_.title_span.empty()) return false;
    std::string_view rest = text_.substr(at);
    if (rest.starts_with("title: ") || rest.starts_with("Title: ")) rest.remove_prefix(7);
    const auto begin = static_cast<std::size_t>(rest.data() - text_.data());
    if (!report_.title.empty()) {
      const Skeleton title = skeleton(report_.title, 1000);
      if (title.letters.size() < 5) return false;
      const Skeleton head =
          skeleton(rest.substr(0, std::min(rest.size(), report_.title.size() * 2 + 64)),
                   title.letters.size());
      if (head.letters != title.letters) return false;
      std::size_t end = begin + head.ends.back();
      // closing punctuation belongs to it
      while (end < text_.size() && text_[end] != '\n') {
        std::size_t after = end;
        const char32_t c = core::next_code_point(text_, after);
        if (c != '.' && c != '!' && c != '?' && c != '"' && c != '\'' && c != 0x2019 &&
            c != 0x201D && c != ')' && !(c == ' ' && after < text_.size() && text_[after] == '.')) {
          break;
        }
        end = after;
      }
      // "Fire kills 18" must not match the first words of the sentence "Fire kills 18 people in
      // Havana".
      if (end < text_.size() && text_[end] != '\n') {
        const bool closed = end > begin + head.ends.back();
        if (!closed && (count_words(report_.title) < 4 || !is_upper_at(text_, behind_space(end))))
          return false;
        if (text_[end] != ' ') return false;
      }
      if (behind_space(end) >= text_.size()) return false;
      report_.title_span = {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
      next = end;
      return true;
    }
    if (!options_.text_holds_title) return false;
    const Line line = line_at(begin);
    const std::string_view words = slice(line.begin, line.end);
    if (line.end == text_.size() || words.size() > 200 || count_words(words) < 2) return false;
    if (words.ends_with('.') || words.ends_with(',') || words.ends_with(';') ||
        words.ends_with(':') || words.ends_with('-') || words.ends_with('_') ||
        words.ends_with("—") || words.ends_with("–") || words.ends_with(".”") ||
        words.ends_with(".\"")) {
      return false;
    }
    std::size_t ignored = at;
    if (is_byline(words) || stamp_at(line.begin, ignored) ||
        dateline_at_start(tables_, text_.substr(begin)))
      return false;
    // What follows must be a body or another head line, not a second line of verse or of a list: a
    // blank line, or a line that is longer, or that a byline, date or dateline begins.
    if (!blank_line_at(line.end)) {
      const std::size_t body = behind_space(line.end);
      const Line body_line = line_at(body);
      const std::string_view body_words = slice(body_line.begin, body_line.end);
      std::size_t stamp_end = body;
      const bool head_line = is_byline(body_words) || place_and_byline(body) ||
                             stamp_at(body, stamp_end) ||
                             dateline_at_start(tables_, text_.substr(body)).has_value();
      if (!head_line && (body_words.size() <= words.size() || !ends_sentence(body_words)))
        return false;
    }
    const std::string_view first_line = words;
    report_.title = std::string(first_line);
    report_.title_span = {static_cast<std::uint32_t>(line.begin),
                          static_cast<std::uint32_t>(line.end)};
    next = line.end;
    return true;
  }

  // "By Jane Doe", "By JANE DOE and John Roe, Associated Press Writers", "By Jane Doe in Havana |
  // Reuters"
  bool is_byline(std::string_view line) const {
    if (!line.starts_with("By ") && !line.starts_with("BY ") && !line.starts_with("by ") &&
        !line.starts_with("By: ")) {
      return false;
    }
    if (line.size() > 160 || line.ends_with("?")) return false;
    const std::string_view names = core::trim(line.substr(line.starts_with("By:") ? 4 : 3));
    return looks_like_names(names);
  }

  bool looks_like_names(std::string_view names) const {
    std::size_t words = 0, capitalised = 0;
    for (std::size_t at = 0; at < names.size();) {
      std::size_t end = names.find(' ', at);
      if (end == std::string_view::npos) end = names.size();
      std::string_view word = names.substr(at, end - at);
      at = end + 1;
      while (!word.empty() && (word.back() == ',' || word.back() == '.' || word.back() == ';'))
        word.remove_suffix(1);
      if (word.empty() || word == "|" || word == "&" || word == "/" || word == "-" || word == "–" ||
          word == "—")
        continue;
      ++words;
      if (word.find('@') != std::string_view::npos) continue;
      if (is_upper_at(word, 0)) {
        ++capitalised;
      } else if (tables_.byline_words.count(core::ascii_lower(word)) == 0 &&
                 !tables_.is_agency(word) &&
                 tables_.job_words.count(core::ascii_lower(word)) == 0) {
        return false;
      }
    }
    return words >= 1 && words <= 16 && capitalised >= 1;
  }

  // "HAVANA | By Jane Doe": a dateline that a byline shares its line with. Gives the offset of the
  // bar.
  std::optional<std::size_t> place_and_byline(std::size_t at) const {
    const Line line = line_at(at);
    const std::size_t bar = slice(line.begin, line.end).find(" | ");
    if (bar == std::string_view::npos || bar < 3 || bar > 60 || line.end == text_.size())
      return std::nullopt;
    const std::string_view place = slice(at, at + bar);
    if (!is_byline(slice(at + bar + 3, line.end)) || !is_upper_at(text_, at)) return std::nullopt;
    if (std::any_of(place.begin(), place.begin() + 3, core::is_ascii_lower)) return std::nullopt;
    return at + bar;
  }

  bool try_byline(std::size_t at, std::size_t& next) {
    const Line line = line_at(at);
    if (const auto bar = place_and_byline(at); bar && !report_.dateline) {
      Dateline dateline;
      dateline.span =
          dateline.place_span = {static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(*bar)};
      dateline.place = place_in_normal_case(tables_, slice(at, *bar));
      add(Kind::Dateline, at, *bar);
      report_.dateline = std::move(dateline);
      take_byline(*bar + 3, line.end);
      next = line.end;
      return true;
    }
    const std::string_view words = slice(line.begin, line.end);
    if (is_byline(words) && line.end < text_.size()) {
      take_byline(line.begin, line.end);
      next = line.end;
      return true;
    }
    // the second line of a byline: "Associated Press Writer", "Staff Correspondent"
    if (!report_.byline.empty() && words.size() < 60 && line.end < text_.size() &&
        looks_like_names(words)) {
      const std::string in_lower = core::ascii_lower(words);
      const bool job = std::any_of(
          tables_.job_words.begin(), tables_.job_words.end(), [&](const std::string& job_word) {
            return in_lower == job_word || in_lower.ends_with(" " + job_word);
          });
      if (job) {
        add(Kind::Byline, line.begin, line.end);
        take_agency_within(line.begin, line.end);
        next = line.end;
        return true;
      }
    }
    return try_inline_byline(at, next);
  }

  void take_byline(std::size_t begin, std::size_t end) {
    add(Kind::Byline, begin, end);
    take_agency_within(begin, end);
    if (!report_.byline.empty()) return;
    std::string_view names = core::trim(slice(begin, end).substr(2));
    if (names.starts_with(':')) names = core::trim(names.substr(1));
    report_.byline = std::string(names);
  }

  // A byline that runs on into the date or the dateline of the same line, as feeds without line
  // ends have it: "By Jane Doe jdoe@example.org Gazette March 24, 2009 MANSFIELD -- The mayor
  // said".
  bool try_inline_byline(std::size_t at, std::size_t& next) {
    const std::string_view rest = text_.substr(at);
    if (!rest.starts_with("By ") && !rest.starts_with("BY ")) return false;
    constexpr std::size_t kLongest = 120;
    const std::size_t line_end = line_at(at).end;
    std::size_t words = 0;
    for (std::size_t space = text_.find(' ', at + 3); space < line_end && space - at < kLongest;
         space = text_.find(' ', space + 1)) {
      ++words;
      if (words < 2) continue;
      if (!looks_like_names(slice(at + 3, space))) return false;
      std::size_t stamp_end = space + 1;
      const bool stamped = stamp_at(space + 1, stamp_end);
      const auto dateline =
          stamped ? std::nullopt : dateline_at_start(tables_, text_.substr(space + 1));
      // Capitals or an agency: "Doe Havana – The" is too little to cut a name in two.
      if (stamped || (dateline && (dateline->known_agency || !is_upper_name(space)))) {
        take_byline(at, space);
        next = space + 1;
        return true;
      }
    }
    return false;
  }

  // Whether the word that ends at `space` and the next one are both in capitals: "JANE DOE HAVANA
  // -".
  bool is_upper_name(std::size_t space) const {
    const std::size_t begin = text_.rfind(' ', space - 1);
    const std::string_view word = slice(begin == std::string_view::npos ? 0 : begin + 1, space);
    return std::none_of(word.begin(), word.end(), core::is_ascii_lower);
  }

  bool try_dateline(std::size_t at, std::size_t& next) {
    const auto found = dateline_at_start(tables_, text_.substr(at));
    if (!found) return false;
    take_dateline(*found, at);
    next = at + found->body;
    return true;
  }

  void take_dateline(const FoundDateline& found, std::size_t at) {
    const auto shift = [&](ByteSpan span) {
      if (span.empty()) return ByteSpan{};
      return ByteSpan{static_cast<std::uint32_t>(span.begin + at),
                      static_cast<std::uint32_t>(span.end + at)};
    };
    Dateline line = found.dateline;
    line.span = shift(line.span);
    line.place_span = shift(line.place_span);
    line.agency_span = shift(line.agency_span);
    take_published(line.date.empty() ? "--" : line.date);
    line.date = complete_year(line.date, report_.published);
    take_agency(line.agency_span);
    add(Kind::Dateline, line.span.begin, line.span.end);
    report_.dateline = std::move(line);
  }

  // A date of publication at `at`: alone on its line, or before a capital letter on it. Sets `end`
  // behind it and the clutter of times and updates that belongs to it: "Wed 01 Oct 2014 at 1459",
  // "02.10.2017(updated 2340 02.10.2017)".
  bool stamp_at(std::size_t at, std::size_t& end, std::string* date = nullptr) const {
    const Line line = line_at(at);
    const std::string in_lower = core::ascii_lower(slice(at, std::min(line.end, at + 40)));
    std::size_t here = at;
    bool labelled = false;
    for (const std::string& label : tables_.stamps) {
      if (in_lower.starts_with(label) && in_lower.size() > label.size() &&
          (in_lower[label.size()] == ' ' || in_lower[label.size()] == ':')) {
        here += label.size();
        while (here < line.end && (text_[here] == ':' || text_[here] == ' ')) ++here;
        labelled = true;
        break;
      }
    }
    std::size_t date_begin = skip_time(here, line.end);
    auto found = date_at_start(slice(date_begin, line.end));
    if (!found || found->iso.starts_with("--")) return false;
    here = date_begin + found->size;
    if (here < line.end && text_[here] == 'T' && here + 6 <= line.end &&
        core::is_ascii_digit(text_[here + 1]))
      ++here;
    here = skip_time(here, line.end);
    // "(updated 2340 23.10.2017)"
    if (here < line.end && text_[here] == '(') {
      const std::size_t close = text_.find(')', here);
      const std::string note = core::ascii_lower(slice(here, std::min(here + 9, line.end)));
      if (close != std::string_view::npos && close - here < 60 && note.starts_with("(updated")) {
        here = skip_time(close + 1, line.end);
      }
    }
    const std::size_t rest = here;
    if (rest < line.end && !labelled) {
      // A sentence may begin with a date too: "23 March 2016 was the deadline". Then lower case
      // follows.
      const char32_t c = code_point(rest);
      const bool begins = is_upper_at(text_, rest) || core::is_ascii_digit(text_[rest]) ||
                          c == '"' || c == '\'' || c == '|' || c == '-' ||
                          (c >= 0x2013 && c <= 0x201D);
      if (!begins) return false;
    }
    if (rest < line.end && labelled && core::is_ascii_lower(text_[rest]) &&
        slice(rest, line.end).substr(0, 3) != "by ") {
      return false;
    }
    while (here < line.end && (text_[here] == '|' || text_[here] == ' ')) ++here;
    if (date) *date = found->iso;
    end = here;
    return true;
  }

  char32_t code_point(std::size_t at) const {
    return at < text_.size() ? core::next_code_point(text_, at) : 0;
  }

  // Spaces, "at", clock times and zone names: " at 1459", "10:30 am GMT", ", 14:05 UTC".
  std::size_t skip_time(std::size_t at, std::size_t end) const {
    for (;;) {
      while (at < end && (text_[at] == ' ' || text_[at] == ',' || text_[at] == '|')) ++at;
      const std::string_view rest = slice(at, end);
      std::size_t digits = 0;
      while (digits < rest.size() && core::is_ascii_digit(rest[digits])) ++digits;
      if (rest.starts_with("at ") && rest.size() > 3 && core::is_ascii_digit(rest[3])) {
        at += 3;
      } else if (digits >= 1 && digits <= 2 && rest.size() > digits + 2 &&
                 (rest[digits] == ':' || rest[digits] == '.') &&
                 core::is_ascii_digit(rest[digits + 1]) && core::is_ascii_digit(rest[digits + 2]) &&
                 (rest.size() == digits + 3 ||
                  (rest[digits + 3] != rest[digits] || rest[digits] == ':'))) {
        at += digits + 3;
        if (at + 2 < end && text_[at] == ':' && core::is_ascii_digit(text_[at + 1])) at += 3;
      } else if (digits == 4 && (rest.size() == 4 || rest[4] == ' ') &&
                 date_at_start(rest.substr(std::min<std::size_t>(5, rest.size())))) {
        at += 4;  // "2340 23.10.2017"
      } else if (digits == 4 && at >= 3 && slice(at - 3, at) == "at ") {
        at += 4;  // "at 1459"
      } else {
        bool zone = false;
        for (const std::string_view name : {"GMT", "UTC", "BST", "CET", "EST", "EDT", "IST", "PST",
                                            "Z", "a.m.", "p.m.", "am", "pm", "AM", "PM", "hrs"}) {
          if (rest.starts_with(name) && at > 0 &&
              (rest.size() == name.size() || rest[name.size()] == ' ' ||
               rest[name.size()] == ',')) {
            at += name.size();
            zone = true;
            break;
          }
        }
        if (!zone) return at;
      }
    }
  }

  bool try_stamp(std::size_t at, std::size_t& next) {
    std::string date;
    std::size_t end = at;
    if (!stamp_at(at, end, &date) || behind_space(end) >= text_.size()) return false;
    add(Kind::Stamp, at, end);
    take_published(date);
    next = end;
    return true;
  }

  // "<title> AFP Friday 15 July 2016 The raid ...": an agency between a title, a date and the body
  // on one line.
  bool try_inline_agency(std::size_t at, std::size_t& next) {
    const Line line = line_at(at);
    const auto hit = find_agency(tables_, slice(at, std::min(line.end, at + 50)));
    if (!hit || hit->begin != 0 || at + hit->end >= line.end || text_[at + hit->end] != ' ')
      return false;
    std::size_t ignored = at;
    const bool behind_title = report_.title_span.end > 0 &&
                              behind_space(report_.title_span.end) == at &&
                              report_.title_span.end < at && text_[report_.title_span.end] == ' ';
    const bool stamped = stamp_at(at + hit->end + 1, ignored);
    const std::string_view name = slice(at, at + hit->end);
    const bool capitals = std::none_of(name.begin(), name.end(), core::is_ascii_lower);
    if (!stamped && !(behind_title && capitals && is_upper_at(text_, at + hit->end + 1)))
      return false;
    add(Kind::Credit, at, at + hit->end);
    take_agency_within(at, at + hit->end);
    next = at + hit->end;
    return true;
  }

  // A line that is nothing but an agency or a credit: "Reuters", "(AP)", "Source: SANA".
  bool try_credit_line(std::size_t at, std::size_t& next) {
    const Line line = line_at(at);
    if (line.end == text_.size() || line.end - line.begin > 100) return false;
    const auto kind = credit_kind(slice(line.begin, line.end));
    if (!kind || *kind == Kind::SignOff) return false;
    add(*kind, line.begin, line.end);
    if (*kind == Kind::Credit) take_agency_within(line.begin, line.end);
    next = line.end;
    return true;
  }

  std::optional<Kind> credit_kind(std::string_view line) const {
    std::string_view bare = core::trim(line);
    bool framed = false;
    while (!bare.empty() &&
           std::string_view("([/-*").find(bare.front()) != std::string_view::npos) {
      bare.remove_prefix(1);
      framed = true;
    }
    while (!bare.empty() && std::string_view(")]/-*.").find(bare.back()) != std::string_view::npos)
      bare.remove_suffix(1);
    for (const std::string_view dash : {"—", "–"}) {
      if (bare.starts_with(dash)) bare.remove_prefix(dash.size());
    }
    bare = core::trim(bare);
    if (!bare.empty() && bare.size() < 60) {
      const auto hit = find_agency(tables_, bare);
      if (hit && hit->begin == 0 && hit->end == bare.size()) return Kind::Credit;
      // "AP/Reuters", "(TRT World and Agencies)", "Reuters, AFP"
      if (hit && hit->begin == 0 && hit->end < bare.size()) {
        std::string_view rest = bare.substr(hit->end);
        for (const std::string_view link : {"/", ", ", " and ", " & "}) {
          if (rest.starts_with(link) && tables_.is_agency(rest.substr(link.size())))
            return Kind::Credit;
        }
      }
    }
    static_cast<void>(framed);
    return match_cue(tables_, line);
  }

  // ---- a dateline further down ----

  // Behind a standfirst or other lines that the head does not know: at the start of one of the
  // first lines, any dateline in capitals; behind a full stop in the first lines ("... media
  // reported. MOSCOW, May 1 (RIA Novosti) -"), only one with a place and a known agency.
  void seek_later_dateline() {
    constexpr std::size_t kWindow = 700;
    const std::size_t end = std::min(text_.size(), kWindow);
    int lines = 0;
    for (std::size_t at = 0; at < end; ++at) {
      const bool line_start = at > 0 && text_[at - 1] == '\n' && text_[at] != '\n';
      const bool sentence_start = at > 1 && text_[at - 1] == ' ' &&
                                  (ends_sentence(slice(0, at - 1)) || text_[at - 2] == ')');
      if (!line_start && !sentence_start) continue;
      lines += line_start;
      if (lines > 5) return;
      if (covered(at) || !is_upper_at(text_, at)) continue;
      const auto found = dateline_at_start(tables_, text_.substr(at));
      if (!found || found->dateline.place.empty() || (found->colon && !found->known_agency))
        continue;
      const std::string_view place =
          slice(at + found->dateline.place_span.begin, at + found->dateline.place_span.end);
      const bool capitals =
          place.size() > 2 && !core::is_ascii_lower(place[1]) && !core::is_ascii_lower(place[2]);
      if (found->known_agency ||
          (line_start && capitals &&
           (found->dateline.agency.size() + found->dateline.date.size() > 0 || lines <= 3))) {
        take_dateline(*found, at);
        return;
      }
    }
  }

  bool covered(std::size_t at) const {
    return std::any_of(
        report_.furniture.begin(), report_.furniture.end(),
        [&](const Furniture& part) { return part.span.begin <= at && at < part.span.end; });
  }

  std::size_t head_end() const {
    std::size_t end = report_.title_span.end;
    for (const Furniture& part : report_.furniture) end = std::max<std::size_t>(end, part.span.end);
    return end;
  }

  // ---- tail ----

  void read_tail() {
    const std::size_t head = head_end();
    std::size_t end = text_.size();
    for (int round = 0; round < 12 && end > head; ++round) {
      while (end > head && (text_[end - 1] == '\n' || text_[end - 1] == ' ')) --end;
      if (end <= head) return;
      std::size_t begin = text_.rfind('\n', end - 1);
      begin = begin == std::string_view::npos ? 0 : begin + 1;
      if (begin < head) begin = head;
      const std::string_view line = slice(begin, end);
      const bool own_line = begin > head && !core::trim(slice(head, begin)).empty();
      if (own_line) {
        if (const auto kind = tail_kind(line)) {
          take_tail(*kind, begin, end);
          end = begin;
          continue;
        }
      }
      if (!cut_tail_of_line(begin, end)) return;
    }
  }

  std::optional<Kind> tail_kind(std::string_view line) const {
    if (line.size() <= 400) {
      if (const auto kind = credit_kind(line)) return kind;
    }
    if (line.front() == '(' && line.back() == ')' && line.size() <= 400) {
      if (const auto kind = match_cue(tables_, line.substr(1, line.size() - 2))) return kind;
    }
    if (is_initials(line)) return Kind::SignOff;
    if (!line.ends_with('.') && is_byline(line)) return Kind::Byline;
    return std::nullopt;
  }

  void take_tail(Kind kind, std::size_t begin, std::size_t end) {
    add(kind, begin, end);
    if (kind == Kind::Credit || kind == Kind::SignOff) take_agency_within(begin, end);
    if (kind == Kind::Byline && report_.byline.empty()) {
      report_.byline = std::string(core::trim(slice(begin, end).substr(3)));
    }
  }

  // Initials of those who wrote and edited: "H.M", "A.K./M.S.", "jd/ab", "HM".
  static bool is_initials(std::string_view line) {
    if (line.size() < 2 || line.size() > 14) return false;
    std::size_t letters = 0, run = 0, marks = 0;
    bool upper = true;
    for (const char c : line) {
      if (core::is_ascii_alpha(c)) {
        ++letters;
        if (++run > 3) return false;
        upper = upper && core::is_ascii_upper(c);
      } else if (c == '.' || c == '/' || c == '-') {
        run = 0;
        ++marks;
      } else {
        return false;
      }
    }
    return letters >= 2 && letters <= 8 &&
           (upper || (marks > 0 && line.find('/') != std::string_view::npos));
  }

  // The last line ends in furniture behind a full stop: "... he said.--AFP", "... on Monday.
  // (Reporting by J. Doe)",
  // "... were killed. Source TRT World and agencies Read Also".
  bool cut_tail_of_line(std::size_t begin, std::size_t& end) {
    constexpr std::size_t kLongest = 400;
    const std::size_t from = end > begin + kLongest ? end - kLongest : begin;
    // Sentence ends from the last one backwards; a credit may hold a few stops itself ("Editing by
    // A. B. Poe").
    int stops = 0;
    std::optional<std::size_t> best;
    Kind best_kind = Kind::Credit;
    for (std::size_t at = end - 1; at > from && stops < 8; --at) {
      const char c = text_[at - 1];
      const bool stop = c == '.' || c == '!' || c == '?' || c == ')' || c == '"' || c == '\'' ||
                        c == ']' || slice(0, at).ends_with("”") || slice(0, at).ends_with("’");
      if (!stop) continue;
      const std::string_view tail = slice(at, end);
      if (core::trim(tail).empty()) continue;
      ++stops;
      if (const auto kind = inline_tail_kind(tail)) {
        best = at;
        best_kind = *kind;
      }
    }
    if (!best || (*best <= begin && begin == 0)) return false;
    std::size_t at = *best;
    while (at < end && text_[at] == ' ') ++at;
    take_tail(best_kind, at, end);
    end = at;
    return true;
  }

  std::optional<Kind> inline_tail_kind(std::string_view tail) const {
    const std::string_view words = core::trim(tail);
    if (words.empty()) return std::nullopt;
    const bool bracketed =
        words.front() == '(' && words.find(')') + 1 >= words.size() - (words.back() == '.');
    const bool dashed = words.front() == '-' || words.starts_with("—") || words.starts_with("–") ||
                        words.front() == '/';
    std::string_view bare = words;
    if (bracketed) bare = words.substr(1, words.find(')') - 1);
    while (!bare.empty() && (bare.front() == '-' || bare.front() == '/' || bare.front() == ' '))
      bare.remove_prefix(1);
    for (const std::string_view dash : {"—", "–"}) {
      if (bare.starts_with(dash)) bare = core::trim(bare.substr(dash.size()));
    }
    if (bare.empty()) return std::nullopt;
    std::string_view name = bare;
    while (!name.empty() && (name.back() == '/' || name.back() == '.')) name.remove_suffix(1);
    const bool short_form = bracketed || dashed;
    if (short_form && tables_.is_agency(name)) return Kind::Credit;
    if (tail.front() != ' ' && !short_form)
      return std::nullopt;  // the inside of "U.S." or of a number
    const auto kind = match_cue(tables_, bare);
    if (kind) {
      // "more" and "end" are words; only capitals sign off in the line itself.
      if (*kind == Kind::SignOff && std::any_of(bare.begin(), bare.end(), core::is_ascii_lower))
        return std::nullopt;
      // A sentence that merely begins like a credit ends with a verb phrase; credits name people or
      // agencies.
      if (*kind == Kind::Credit && !credit_names_someone(bare)) return std::nullopt;
      return kind;
    }
    // "Source Reuters", "Source TRTWorld and agencies"
    const std::string in_lower = core::ascii_lower(bare);
    if (in_lower.starts_with("source ") && bare.size() < 60 && find_agency(tables_, bare))
      return Kind::Credit;
    return std::nullopt;
  }

  static bool credit_names_someone(std::string_view line) {
    std::size_t words = 0, capitalised = 0;
    for (std::size_t at = 0; at < line.size();) {
      std::size_t end = line.find(' ', at);
      if (end == std::string_view::npos) end = line.size();
      if (end > at) {
        ++words;
        capitalised += is_upper_at(line, at) || core::is_ascii_digit(line[at]);
      }
      at = end + 1;
    }
    return words > 0 && capitalised * 5 >= words * 2;
  }

  // ---- order ----

  void finish() {
    std::vector<Furniture>& parts = report_.furniture;
    // A title is read as text; what looks like a dateline in its midst is none.
    std::erase_if(parts,
                  [&](const Furniture& part) { return part.span.overlaps(report_.title_span); });
    if (report_.dateline && report_.dateline->span.overlaps(report_.title_span)) {
      report_.dateline.reset();
    }
    std::sort(parts.begin(), parts.end(),
              [](const Furniture& a, const Furniture& b) { return a.span < b.span; });
    std::vector<Furniture> disjoint;
    for (const Furniture& part : parts) {
      if (!disjoint.empty() && part.span.begin < disjoint.back().span.end) continue;
      disjoint.push_back(part);
    }
    // Something must be left to read; else the parts were the report.
    std::string body;
    std::size_t at = 0;
    for (const Furniture& part : disjoint) {
      body += slice(at, part.span.begin);
      at = part.span.end;
    }
    body += slice(at, text_.size());
    if (!has_letter(body)) {
      disjoint.clear();
      report_.dateline.reset();
    }
    parts = std::move(disjoint);
  }

  const Resources::Tables& tables_;
  const AnatomyOptions& options_;
  Report& report_;
  const std::string_view text_;
};

}  // namespace

void find_anatomy(const Resources& resources, const AnatomyOptions& options, Report& report) {
  Finder(resources.tables(), options, report).run();
}

}  // namespace dragoman::intake
