#include "stories/copy_direction.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <cstdint>
#include <optional>
#include <tuple>

#include "core/fold.h"
#include "core/utf8.h"

namespace dragoman::stories {
namespace {

constexpr std::array<std::string_view, 4> kReasons = {"agency", "time", "length", "order"};

// By so much more of the one must stand in the other.
constexpr double kClearlyCut = 0.15;

// ---- time ----

// The number in text[begin, begin + size).
std::optional<int> number(std::string_view text, std::size_t begin, std::size_t size) {
  if (begin + size > text.size()) return std::nullopt;
  int value = 0;
  const char* end = text.data() + begin + size;
  const auto read = std::from_chars(text.data() + begin, end, value);
  if (read.ec != std::errc() || read.ptr != end || value < 0) return std::nullopt;
  return value;
}

// "+02:00", "-0530": minutes east of Greenwich; 0 for "Z" and for none.
int zone_of(std::string_view text) {
  const std::size_t sign = text.find_first_of("+-");
  if (sign == std::string_view::npos) return 0;
  const std::size_t minutes_at = sign + (text.find(':', sign) == sign + 3 ? 4 : 3);
  const int hours = number(text, sign + 1, 2).value_or(0),
            minutes = number(text, minutes_at, 2).value_or(0);
  return (text[sign] == '-' ? -1 : 1) * (hours * 60 + minutes);
}

// Minutes since 1970 in UTC, of "2016-03-23T10:00:00Z" and the like; none without a time of day.
std::optional<std::int64_t> minute_of(std::string_view iso) {
  const auto year = number(iso, 0, 4), month = number(iso, 5, 2), day = number(iso, 8, 2),
             hour = number(iso, 11, 2), minute = number(iso, 14, 2);
  if (!year || !month || !day || !hour || !minute) return std::nullopt;
  const auto date = std::chrono::year(*year) / *month / *day;
  if (!date.ok()) return std::nullopt;
  const std::int64_t days = std::chrono::sys_days(date).time_since_epoch().count();
  return days * 24 * 60 + *hour * 60 + *minute - zone_of(iso.substr(16));
}

// ---- names ----

constexpr std::array<std::string_view, 9> kGenericWords = {
    "the", "news", "agency", "wire", "service", "com", "www", "press", "media"};

std::vector<std::string> words_of(const std::string& folded) {
  std::vector<std::string> words;
  for (std::size_t at = 0; at < folded.size();) {
    const std::size_t end = std::min(folded.find(' ', at), folded.size());
    words.push_back(folded.substr(at, end - at));
    at = end + 1;
  }
  return words;
}

bool is_initials(const std::vector<std::string>& name, const std::vector<std::string>& words) {
  if (name.size() != 1 || words.size() < 2 || name[0].size() != words.size()) return false;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (words[i][0] != name[0][i]) return false;
  }
  return true;
}

// Without generic words, unless nothing else is there ("Press Agency").
std::vector<std::string> specific(const std::vector<std::string>& words) {
  std::vector<std::string> out;
  for (const std::string& word : words) {
    if (std::find(kGenericWords.begin(), kGenericWords.end(), word) == kGenericWords.end())
      out.push_back(word);
  }
  return out.empty() ? words : out;
}

// "thomson reuters" ends in "reuters", "sputnik international" begins with "sputnik".
bool is_longer_form(const std::vector<std::string>& words, const std::vector<std::string>& name) {
  return words.size() >= name.size() && (std::equal(name.rbegin(), name.rend(), words.rbegin()) ||
                                         std::equal(name.begin(), name.end(), words.begin()));
}

bool publishes_as(const Publication& report, const std::string& agency) {
  return std::any_of(report.outlets.begin(), report.outlets.end(),
                     [&](const std::string& outlet) { return is_same_outlet(outlet, agency); });
}

}  // namespace

std::string_view to_string(DirectionReason reason) {
  return kReasons[static_cast<std::size_t>(reason)];
}

DirectionReason parse_direction_reason(std::string_view name) {
  const auto found = std::find(kReasons.begin(), kReasons.end(), name);
  return found == kReasons.end() ? DirectionReason::Order
                                 : static_cast<DirectionReason>(found - kReasons.begin());
}

bool is_same_outlet(std::string_view a, std::string_view b) {
  const std::vector<std::string> all_a = words_of(core::fold(a)), all_b = words_of(core::fold(b));
  if (all_a.empty() || all_b.empty()) return false;
  if (is_initials(all_a, all_b) || is_initials(all_b, all_a)) return true;
  const std::vector<std::string> x = specific(all_a), y = specific(all_b);
  return is_longer_form(x, y) || is_longer_form(y, x);
}

int compare_published(std::string_view a, std::string_view b) {
  const auto x = minute_of(a), y = minute_of(b);
  if (x && y) return *x < *y ? -1 : *x > *y ? 1 : 0;
  constexpr std::size_t kDay = 10;  // "2016-03-23"
  const std::size_t both = std::min({a.size(), b.size(), kDay});
  return a.substr(0, both).compare(b.substr(0, both));
}

bool comes_first(const Publication& a, const Publication& b) {
  const auto key = [](const Publication& p) {
    return std::tuple<bool, const std::string&, const std::string&>(p.published.empty(),
                                                                    p.published, p.report);
  };
  return key(a) < key(b);
}

Direction direction(const Publication& first,
                    const Publication& second,
                    double first_share,
                    double second_share) {
  const bool first_credits = publishes_as(second, first.agency),
             second_credits = publishes_as(first, second.agency);
  if (first_credits != second_credits) return {second_credits, DirectionReason::Agency};
  if (const int order = compare_published(first.published, second.published); order != 0)
    return {order < 0, DirectionReason::Time};
  if (const double more = second_share - first_share; more > kClearlyCut || more < -kClearlyCut)
    return {more > 0, DirectionReason::Length};
  return {first.report < second.report, DirectionReason::Order};
}

}  // namespace dragoman::stories
