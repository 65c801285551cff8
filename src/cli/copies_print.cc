#include "cli/copies_print.h"

#include <algorithm>

#include <fmt/format.h>

#include "record/span_text.h"

namespace dragoman::cli {
namespace {

using stories::CopyStory;
using stories::StoryCopy;
using stories::StorySource;

constexpr std::size_t kMostChanges = 8;   // of one copy, in text
constexpr std::size_t kMostColumns = 60;  // of the words of a change

std::string count(int number, std::string_view noun) {
  return fmt::format("{} {}{}", number, noun, number == 1 ? "" : "s");
}

std::string percent(double share) {
  return fmt::format("{:.0f} %", share * 100);
}

std::string quoted(const Record& record, CodePointSpan span) {
  return in_marks(shorten(printable(record::SpanText(record).words(span)), kMostColumns));
}

std::size_t words_in(const Record& record, CodePointSpan span) {
  const std::string words = record::SpanText(record).words(span);
  return words.empty() ? 0
                       : 1 + static_cast<std::size_t>(std::count(words.begin(), words.end(), ' '));
}

std::string line_of(const Record& source, const Record& copy, const stories::Change& change) {
  using stories::ChangeKind;
  switch (change.kind) {
    case ChangeKind::Headline:
      return fmt::format("headline: {} for {}", in_marks(printable(copy.title)),
                         in_marks(printable(source.title)));
    case ChangeKind::Cut:
      return fmt::format("cut {} words: {}", words_in(source, *change.source),
                         quoted(source, *change.source));
    case ChangeKind::Added:
      return fmt::format("added {} words: {}", words_in(copy, *change.copy),
                         quoted(copy, *change.copy));
    case ChangeKind::Edited:
      return fmt::format("edited: {} for {}", quoted(copy, *change.copy),
                         quoted(source, *change.source));
    case ChangeKind::Moved:
      return fmt::format("moved {} words: {}", words_in(copy, *change.copy),
                         quoted(copy, *change.copy));
  }
  return "";
}

std::string why_of(const stories::CopyLink& link) {
  switch (link.reason) {
    case stories::DirectionReason::Agency:
      return "credits it";
    case stories::DirectionReason::Time:
      return "later";
    case stories::DirectionReason::Length:
      return "stands in it; times tell nothing";
    case stories::DirectionReason::Order:
      return "which came first is not known";
  }
  return "";
}

class Printer {
 public:
  Printer(const CopyStory& story, const Screen& screen) : story_(story), screen_(screen) {}

  std::string print() {
    const stories::Origins& origins = story_.origins;
    line(0, screen_.paint(Paint::Bold, fmt::format("{} by {}, {}", count(origins.reports, "report"),
                                                   count(origins.outlets, "outlet"),
                                                   count(origins.origins, "independent origin"))));
    for (const stories::OriginGroup& group : origins.groups) {
      out_ += "\n";
      for (const std::string& report : group.reports) {
        if (!is_copy_within(group, report)) add_report(group, report, 0);
      }
      for (const stories::OriginLink& link : group.why) {
        if (link.reason != stories::OriginReason::Copy)
          line(2, short_id(link.report) + " and " + short_id(link.other) + ": " + describe(link));
      }
    }
    if (!story_.family.complete)
      line(0, fmt::format("\nonly the first {} reports are shown", story_.family.reports.size()));
    return std::move(out_);
  }

 private:
  static std::string short_id(const std::string& id) { return id.substr(0, 8); }

  void line(std::size_t indent, const std::string& text) {
    out_ += std::string(indent, ' ') + wrap(text, screen_.width, indent + 2, indent) + "\n";
  }

  // The first source of a report in its group; none for where the group begins.
  const StoryCopy* parent(const stories::OriginGroup& group, const std::string& report) const {
    if (report == group.reports.front()) return nullptr;
    const auto is_there = [&](const std::string& id) {
      return std::find(group.reports.begin(), group.reports.end(), id) != group.reports.end();
    };
    const auto found =
        std::find_if(story_.copies.begin(), story_.copies.end(), [&](const StoryCopy& copy) {
          return copy.link.report == report && is_there(copy.link.source);
        });
    return found == story_.copies.end() ? nullptr : &*found;
  }
  bool is_copy_within(const stories::OriginGroup& group, const std::string& report) const {
    return parent(group, report) != nullptr;
  }

  void add_report(const stories::OriginGroup& group, const std::string& report, std::size_t depth) {
    if (std::find(shown_.begin(), shown_.end(), report) != shown_.end()) return;
    shown_.push_back(report);
    const std::size_t indent = 2 * depth;
    for (const StorySource& source : story_.sources.at(report)) {
      line(indent,
           fmt::format("{}  {}  {}  {}", screen_.paint(Paint::Bold, short_id(report)),
                       source.published.empty() ? "no date" : source.published.substr(0, 16),
                       screen_.paint(Paint::Heading, printable(source.outlet)),
                       printable(source.title)));
    }
    for (const StoryCopy& copy : story_.copies) {
      if (copy.link.report == report) add_copy(copy, indent + 4);
    }
    for (const std::string& other : group.reports) {
      const StoryCopy* up = parent(group, other);
      if (up != nullptr && up->link.source == report) add_report(group, other, depth + 1);
    }
  }

  void add_copy(const StoryCopy& copy, std::size_t indent) {
    const stories::CopyLink& link = copy.link;
    line(indent, fmt::format("copy of {}: {} of it stands there, {} of that here; {}",
                             short_id(link.source), percent(link.share), percent(link.source_share),
                             why_of(link)));
    const Record &source = story_.records.at(link.source), &record = story_.records.at(link.report);
    for (std::size_t i = 0; i < std::min(copy.changes.size(), kMostChanges); ++i)
      line(indent, line_of(source, record, copy.changes[i]));
    if (copy.changes.size() > kMostChanges)
      line(indent, fmt::format("and {} more changes", copy.changes.size() - kMostChanges));
  }

  const CopyStory& story_;
  const Screen& screen_;
  std::string out_;
  std::vector<std::string> shown_;
};

}  // namespace

std::string story_text(const stories::CopyStory& story, const Screen& screen) {
  return Printer(story, screen).print();
}

}  // namespace dragoman::cli
