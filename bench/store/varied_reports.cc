#include "varied_reports.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>

#include "core/hash.h"
#include "core/utf8.h"
#include "times/calendar.h"

namespace dragoman::bench {
namespace {

constexpr std::uint64_t kReportsADay = 60, kCopyReach = 100, kPapers = 40;
constexpr std::size_t kShortest = 4;  // of the words that are replaced

constexpr std::array kCountries = {
    "SYR", "IRQ", "YEM", "LBY", "UKR", "AFG", "SOM", "SDN", "SSD", "MLI", "NGA", "COL", "MMR", "COD",
    "CAF", "ETH", "PAK", "ISR", "LBN", "EGY", "TUR", "IRN", "VEN", "PHL", "THA", "KOR", "PRK", "ARM",
    "AZE", "GEO", "MDA", "SRB", "KEN", "BDI", "TCD", "NER", "MOZ", "LKA", "NPL", "MEX"};

// A number that looks drawn by chance, the same for the same `number` and `use`.
std::uint64_t draw(std::uint64_t number, std::uint64_t use) {
  std::uint64_t x = number * 0x9e3779b97f4a7c15ull + (use + 1) * 0xd1b54a32d192ed03ull;
  x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9ull;
  x = (x ^ (x >> 27)) * 0x94d049bb133111ebull;
  return x ^ (x >> 31);
}

// From 0 to below `count`, the n-th about 1/n as often as the first.
std::size_t by_rank(std::uint64_t chance, std::size_t count) {
  const double share = double(chance >> 11) / 9007199254740992.0;
  return std::size_t(std::pow(double(count), share)) - 1;
}

// Place and length of every word of small ASCII letters alone that no mention holds.
std::vector<std::pair<std::size_t, std::size_t>> free_words(const Record& record) {
  const std::string& text = record.text;
  const core::CodePointIndex index(text);
  std::vector<char> held(text.size() + 1, 0);
  for (const RecordMention& mention : record.mentions) {
    std::fill(held.begin() + index.byte_of(std::min(mention.span.begin, index.size())),
              held.begin() + index.byte_of(std::min(mention.span.end, index.size())), 1);
  }
  const auto inside = [&text](std::size_t at) {
    const char c = text[at];
    return core::is_ascii_alpha(c) || core::is_ascii_digit(c) || (c & 0x80) != 0 || c == '\'';
  };
  std::vector<std::pair<std::size_t, std::size_t>> out;
  for (std::size_t at = 0; at < text.size();) {
    if (!inside(at)) {
      ++at;
      continue;
    }
    const std::size_t begin = at;
    bool free = true;
    for (; at < text.size() && inside(at); ++at)
      free &= core::is_ascii_lower(text[at]) && held[at] == 0;
    if (free && at - begin >= kShortest) out.emplace_back(begin, at - begin);
  }
  return out;
}

// The date so many days later; dates of months and years are left out.
void move(std::string& date, std::int64_t days) {
  if (const auto day = times::parse_date(date); day && date.size() == 10)
    date = times::iso_day(times::plus_days(*day, days));
  else if (!date.empty())
    date.clear();
}

void move_dates(Record& r, std::int64_t days) {
  for (RecordStatement& one : r.statements) move(one.date, days);
  for (RecordEvent& one : r.events) move(one.date, days);
  for (RecordPledge& one : r.pledges) move(one.due, days);
  for (RecordFate& one : r.fates) {
    for (std::string* date : {&one.date, &one.due, &one.given}) move(*date, days);
  }
  for (RecordTime& one : r.times) {
    if (one.value.size() == 10) move(one.value, days);
  }
  for (RecordProcess& process : r.processes) {
    move(process.when, days);
    for (RecordProcessAct& act : process.acts) {
      for (std::string* date : {&act.date, &act.until, &act.due}) move(*date, days);
    }
    for (RecordAgendaItem& item : process.items) move(item.date, days);
  }
}

std::string most_frequent_country(const std::vector<Record>& seeds) {
  std::map<std::string, int> count;
  for (const Record& seed : seeds) {
    for (const RecordActor& actor : seed.actors) {
      if (!actor.country.empty()) ++count[actor.country];
    }
  }
  std::string best;
  for (const auto& [country, times] : count) {
    if (best.empty() || times > count[best]) best = country;
  }
  return best;
}

}  // namespace

VariedReports::VariedReports(std::vector<Record> seeds)
    : home_(most_frequent_country(seeds)) {
  for (Record& record : seeds) {
    Seed& seed = seeds_.emplace_back();
    seed.words = free_words(record);
    for (const auto& [begin, length] : seed.words)
      words_[length].push_back(record.text.substr(begin, length));
    seed.record = std::move(record);
  }
}

Record VariedReports::report(std::uint64_t number) const {
  std::uint64_t origin = number;
  for (std::uint64_t use = 100; origin > 0 && draw(origin, use) % 5 == 0; ++use)
    origin -= std::min(origin, 1 + draw(origin, 200) % kCopyReach);
  Record out = own(origin);
  out.uri = "load/" + std::to_string(number);
  out.outlet = "Paper " + std::to_string(draw(number, 1) % kPapers);
  if (origin != number) {
    out.text += " This was report " + std::to_string(number) + " of the day.";
    const auto day = times::parse_date(out.published);
    if (day) out.published = times::iso_day(times::plus_days(*day, std::int64_t(number - origin) / 60));
  }
  out.id = core::sha256_hex(out.text).substr(0, 16);
  return out;
}

Record VariedReports::own(std::uint64_t number) const {
  const Seed& seed = seeds_[draw(number, 2) % seeds_.size()];
  Record out = seed.record;
  const auto written = times::parse_date(out.published);
  const std::int64_t late = draw(number, 3) % 100 == 0 ? 365 : 0;
  const std::int64_t day = times::to_days({2012, 1, 1}) + std::int64_t(number / kReportsADay) - late;
  move_dates(out, written ? day - times::to_days(*written) : 0);
  out.published = times::iso_day(times::from_days(day));
  set_text(out, seed, number);
  if (const std::size_t theatre = by_rank(draw(number, 4), kCountries.size()); theatre > 0)
    set_theatre(out, theatre);
  return out;
}

void VariedReports::set_text(Record& record, const Seed& seed, std::uint64_t number) const {
  std::uint64_t place = 1000;
  for (const auto& [begin, length] : seed.words) {
    const std::uint64_t chance = draw(number, ++place);
    if (chance % 10 >= 3) continue;
    const std::vector<std::string>& words = words_.at(length);
    record.text.replace(begin, length, words[(chance >> 8) % words.size()]);
  }
  record.text += " Case " + std::to_string(number) + " of district " +
                 std::to_string(draw(number, 5) % 997) + ".";
}

void VariedReports::set_theatre(Record& record, std::size_t theatre) const {
  const std::string country = kCountries[theatre], mark = ' ' + country;
  const auto take = [&](std::string& of) {
    if (of != home_) return false;
    of = country;
    return true;
  };
  for (RecordActor& actor : record.actors) {
    const bool nobodys = actor.country.empty() && actor.kb.empty();
    if (!take(actor.country) && !nobodys) continue;
    actor.name += mark;
    if (!actor.kb.empty()) actor.kb += mark;
    if (actor.code.starts_with(home_)) actor.code.replace(0, home_.size(), country);
  }
  for (RecordPlace& place : record.places) {
    if (!take(place.country)) continue;
    place.name += mark;
    if (place.geonames != 0) place.geonames += static_cast<std::uint32_t>(theatre) * 20'000'000;
  }
  for (RecordProcess& process : record.processes) {
    for (RecordProcessQualifier& one : process.qualifiers) take(one.country);
  }
}

}  // namespace dragoman::bench
