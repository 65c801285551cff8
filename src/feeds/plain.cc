#include "feeds/plain.h"

#include <array>
#include <optional>
#include <vector>

#include "core/utf8.h"
#include "intake/dates.h"
#include "intake/html_tree.h"
#include "intake/text.h"

namespace dragoman::feeds {
namespace {

std::vector<std::string> words_of(std::string_view text) {
  std::vector<std::string> out;
  while (!(text = core::trim(text)).empty()) {
    std::size_t end = 0;
    while (end < text.size() && !core::is_ascii_space(text[end])) ++end;
    out.emplace_back(text.substr(0, end));
    text.remove_prefix(end);
  }
  return out;
}

bool is_digits(std::string_view text) {
  return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

// "10:00" or "10:00:30"; the day's last second may be a leap second.
bool is_clock(std::string_view text) {
  if ((text.size() != 5 && text.size() != 8) || text[2] != ':') return false;
  if (text.size() == 8 && (text[5] != ':' || !is_digits(text.substr(6)))) return false;
  return is_digits(text.substr(0, 2)) && is_digits(text.substr(3, 2)) && text.substr(0, 2) < "24" &&
         text.substr(3, 2) < "60";
}

// RFC 822, 5.1: "EST" -> "-05:00", "+0200" -> "+02:00"; empty for what is unknown.
std::string zone_offset(const std::string& zone) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 14> kZones = {
      {{"GMT", "Z"},
       {"UT", "Z"},
       {"UTC", "Z"},
       {"Z", "Z"},
       {"EST", "-05:00"},
       {"EDT", "-04:00"},
       {"CST", "-06:00"},
       {"CDT", "-05:00"},
       {"MST", "-07:00"},
       {"MDT", "-06:00"},
       {"PST", "-08:00"},
       {"PDT", "-07:00"},
       {"CET", "+01:00"},
       {"CEST", "+02:00"}}};
  for (const auto& [name, offset] : kZones) {
    if (zone == name) return std::string(offset);
  }
  if (zone.size() == 5 && (zone[0] == '+' || zone[0] == '-') && is_digits(zone.substr(1)))
    return zone.substr(0, 3) + ":" + zone.substr(3);
  return {};
}

// "Wed, 02 Oct 02 13:00 EST" -> "Wed, 02 Oct 2002 13:00 EST" (RFC 822; 70 and more are 19..).
void widen_year(std::vector<std::string>& words) {
  for (std::size_t i = 2; i < words.size(); ++i) {
    const bool behind_month = core::is_ascii_alpha(words[i - 1][0]) && is_digits(words[i - 2]);
    if (words[i].size() == 2 && is_digits(words[i]) && behind_month)
      words[i] = (words[i] < "70" ? "20" : "19") + words[i];
  }
}

}  // namespace

std::string plain_line(std::string_view html) {
  std::string text(html);
  if (text.find_first_of("<&") != std::string::npos) {
    if (const auto tree = intake::HtmlTree::parse(html)) text = tree->text_of(0);
  }
  text = intake::normalise(text);
  for (char& c : text) c = c == '\n' ? ' ' : c;
  return text;
}

std::string as_html(std::string_view text) {
  std::string out = "<p>";
  for (std::size_t i = 0; i < text.size(); ++i) {
    switch (text[i]) {
      case '<':
        out += "&lt;";
        break;
      case '&':
        out += "&amp;";
        break;
      case '\n':
        if (i + 1 < text.size() && text[i + 1] == '\n') {
          out += "</p><p>";
          while (i + 1 < text.size() && text[i + 1] == '\n') ++i;
        } else {
          out += '\n';
        }
        break;
      default:
        out += text[i];
    }
  }
  return out + "</p>";
}

std::string feed_date(std::string_view text) {
  std::vector<std::string> words = words_of(text);
  widen_year(words);
  std::string joined;
  for (const std::string& word : words) joined += (joined.empty() ? "" : " ") + word;
  const std::optional<std::string> date = intake::parse_date(joined);
  if (!date) return {};
  if (date->size() > 10) return *date;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (words[i].size() == 7 || words[i].size() == 4) words[i].insert(0, "0");  // "9:05:00"
    if (!is_clock(words[i])) continue;
    return *date + "T" + words[i] + (i + 1 < words.size() ? zone_offset(words[i + 1]) : "");
  }
  return *date;
}

}  // namespace dragoman::feeds
