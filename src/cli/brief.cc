#include "cli/brief.h"

#include <fmt/format.h>

#include "cli/describe.h"

namespace dragoman::cli {
namespace {

constexpr std::size_t kMost = 8;   // entries of a section
constexpr std::size_t kLines = 2;  // lines of an entry

// What lies ahead stands under "next" and not under "did".
bool is_ahead(const RecordEvent& event) {
  return event.factuality == Factuality::Planned;
}

std::string cut_section(const Screen& screen,
                        std::string_view label,
                        std::vector<std::string> entries) {
  const std::size_t left_out = entries.size() > kMost ? entries.size() - kMost : 0;
  if (left_out > 0) {
    entries.resize(kMost);
    entries.push_back(screen.paint(Paint::Dim, fmt::format("and {} more", left_out)));
  }
  return section(screen, label, entries, kLines);
}

}  // namespace

std::string brief(const Record& record, const Screen& screen) {
  const Describer describe(record, screen);
  std::vector<std::string> said, did, next;
  for (const RecordStatement& statement : record.statements) {
    // What stands inside another statement is told there.
    if (statement.parent.empty()) said.push_back(describe.statement(statement));
  }
  for (const RecordEvent& event : record.events) {
    (is_ahead(event) ? next : did).push_back(describe.event(event));
  }
  for (const RecordPledge& pledge : record.pledges) {
    // A condition only bounds a pledge; `show` has it.
    if (pledge.kind != PledgeKind::Condition) next.push_back(describe.pledge(pledge));
  }
  for (const RecordProcess& process : record.processes) {
    if (!process.round.empty() || !process.when.empty()) next.push_back(describe.process(process));
  }
  std::string out = describe.title() + describe.origin();
  out += cut_section(screen, "said", std::move(said));
  out += cut_section(screen, "did", std::move(did));
  out += cut_section(screen, "next", std::move(next));
  return out + "\n";
}

}  // namespace dragoman::cli
