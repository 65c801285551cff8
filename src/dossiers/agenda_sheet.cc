#include <algorithm>
#include <array>
#include <set>
#include <string_view>
#include <tuple>

#include "core/fold.h"
#include "dossiers/sheets.h"

namespace dragoman::dossiers {
namespace {

constexpr std::size_t kMostPositions = 6;  // of one item
constexpr std::size_t kFew = 12;           // items, up to which single mentions are kept
constexpr std::size_t kLongItem = 8;       // words

// Words without a meaning of their own in an item.
bool is_small(std::string_view word) {
  static constexpr std::array<std::string_view, 22> kSmall = {
      "the", "a",  "an", "of", "on",   "in",    "and", "to",  "for",  "with", "by",
      "how", "is", "be", "s",  "that", "their", "its", "his", "from", "at",   "new"};
  return std::find(kSmall.begin(), kSmall.end(), word) != kSmall.end();
}

// What an item is about: its words, folded, plurals cut.
std::set<std::string> content_of(const std::string& item) {
  std::set<std::string> out;
  const std::string folded = core::fold(item);
  for (std::size_t at = 0; at < folded.size();) {
    const std::size_t end = std::min(folded.find(' ', at), folded.size());
    std::string_view word = std::string_view(folded).substr(at, end - at);
    at = end + 1;
    if (is_small(word)) continue;
    if (word.size() > 3 && word.ends_with('s') && !word.ends_with("ss")) word.remove_suffix(1);
    out.emplace(word);
  }
  return out;
}

std::size_t shared(const std::set<std::string>& a, const std::set<std::string>& b) {
  return static_cast<std::size_t>(std::count_if(
      a.begin(), a.end(), [&b](const std::string& word) { return b.contains(word); }));
}

bool are_one(const std::set<std::string>& a, const std::set<std::string>& b) {
  const std::size_t both = shared(a, b), fewer = std::min(a.size(), b.size());
  return fewer > 0 && (both == fewer || 2 * both > a.size() + b.size() - both);
}

struct Mention {
  const Told* told = nullptr;
  const ItemFact* fact = nullptr;
  std::set<std::string> content;
};

// Items that a report lists come first, then those with a number, then what is settled.
int rank(const ItemFact& fact) {
  if (fact.status == "listed") return 0;
  if (fact.number != 0 || fact.status == "open") return 1;
  return fact.status == "agreed" ? 2 : 3;
}

std::vector<Mention> mentions_of(const Tellings& tellings) {
  std::vector<Mention> out;
  for (const Told& told : tellings) {
    for (const ItemFact& fact : told.facts.items) {
      Mention mention{&told, &fact, content_of(fact.item)};
      if (!mention.content.empty()) out.push_back(std::move(mention));
    }
  }
  std::stable_sort(out.begin(), out.end(), [](const Mention& a, const Mention& b) {
    const auto key = [](const Mention& m) { return std::tuple(rank(*m.fact), m.content.size()); };
    return key(a) < key(b);
  });
  return out;
}

void add_step(DossierItem& item, const Mention& mention) {
  std::string day = first_day_of(mention.fact->date);
  if (day.empty()) day = mention.told->facts.day;
  item.steps.push_back(
      {mention.fact->status, day, evidence_of(*mention.told, mention.fact->source)});
  if (item.number == 0) item.number = mention.fact->number;
}

// Settled once it is agreed; otherwise what was told last.
void settle(DossierItem& item) {
  std::stable_sort(item.steps.begin(), item.steps.end(),
                   [](const AgendaStep& a, const AgendaStep& b) {
                     const auto key = [](const AgendaStep& s) {
                       return std::tie(s.evidence.published, s.evidence.report, s.evidence.begin);
                     };
                     return key(a) < key(b);
                   });
  for (const AgendaStep& step : item.steps) {
    if (item.status == "agreed") break;
    item.status = step.status, item.date = step.date;
  }
}

// A position that a report tells of, and what it is about.
struct Spoken {
  const Told* told = nullptr;
  const PositionFact* fact = nullptr;
  std::set<std::string> content;
};

std::vector<Spoken> positions_of(const Tellings& tellings) {
  std::vector<Spoken> out;
  for (const Told& told : tellings) {
    for (const PositionFact& fact : told.facts.positions)
      out.push_back({&told, &fact, content_of(fact.source.words)});
  }
  return out;
}

void add_positions(const std::vector<Spoken>& all,
                   const std::set<std::string>& content,
                   DossierItem& item) {
  constexpr std::size_t needed = 2;  // one word alone says little: "land" is also where troops are
  if (content.size() < needed) return;
  for (const auto& [told, fact, words] : all) {
    if (item.positions.size() == kMostPositions) return;
    if (shared(content, words) < needed) continue;
    Evidence evidence = evidence_of(*told, fact->source);
    const bool known =
        std::any_of(item.positions.begin(), item.positions.end(), [&](const Position& p) {
          return p.evidence.words == evidence.words;  // another print of the same wire
        });
    if (!known)
      item.positions.push_back(
          {fact->who.name, fact->who.side, fact->stance, fact->date, std::move(evidence)});
  }
}

std::size_t reports_of(const DossierItem& item) {
  std::vector<std::string> reports;
  for (const AgendaStep& step : item.steps) add_name(reports, step.evidence.report);
  return reports.size();
}

}  // namespace

std::vector<DossierItem> make_agenda(const Tellings& tellings) {
  std::vector<DossierItem> out;
  std::vector<std::vector<std::set<std::string>>> contents;  // of each item: as reports put it
  for (const Mention& mention : mentions_of(tellings)) {
    std::size_t at = 0;
    const auto is_known = [&](const std::set<std::string>& c) {
      return are_one(c, mention.content);
    };
    while (at < out.size() && std::none_of(contents[at].begin(), contents[at].end(), is_known))
      ++at;
    if (at == out.size()) {
      if (mention.content.size() > kLongItem) continue;
      out.emplace_back();
      out.back().item = mention.fact->item;
      contents.emplace_back();
    }
    contents[at].push_back(mention.content);
    add_step(out[at], mention);
  }
  const std::vector<Spoken> positions = out.empty() ? std::vector<Spoken>() : positions_of(tellings);
  for (std::size_t i = 0; i < out.size(); ++i) {
    settle(out[i]);
    add_positions(positions, contents[i].front(), out[i]);
  }
  if (out.size() > kFew) {
    std::erase_if(out, [](const DossierItem& item) {
      return reports_of(item) < 2 && (item.status == "discussed" || item.status == "planned");
    });
  }
  std::stable_sort(out.begin(), out.end(), [](const DossierItem& a, const DossierItem& b) {
    const auto key = [](const DossierItem& i) {
      return std::tuple(i.number == 0, i.number, i.steps.front().date, i.item);
    };
    return key(a) < key(b);
  });
  return out;
}

}  // namespace dragoman::dossiers
