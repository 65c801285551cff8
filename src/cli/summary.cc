// dragoman summary: what a store holds, on one screen.
#include <fmt/format.h>

#include "cli/command.h"
#include "cli/terminal.h"
#include "cli/views.h"

namespace dragoman::cli {
namespace {

using Counts = std::vector<std::pair<std::string, std::int64_t>>;

// "CONSULT 12, AGREE 7 and 3 more"
std::string list_of(const Counts& counts, std::size_t most) {
  std::string out;
  for (std::size_t i = 0; i < counts.size() && i < most; ++i) {
    out += fmt::format("{}{} {}", i == 0 ? "" : ", ", printable(counts[i].first), counts[i].second);
  }
  if (counts.size() > most) out += fmt::format(" and {} more", counts.size() - most);
  return out;
}

int run(const std::string& path) {
  auto store = store::Store::open(path, store::Store::Access::Read);
  if (!store) return fail(store.error());
  auto summary = store::summarise(*store);
  if (!summary) return fail(summary.error());
  Counts actors;
  auto found = store::find_actors(*store, {.limit = 8}, [&actors](const store::ActorRow& actor) {
    actors.emplace_back(actor.name, actor.mentions);
    return true;
  });
  if (!found) return fail(found.error());

  Output output = Output::standard();
  const Screen screen = look_at(stdout);
  constexpr std::size_t kLabel = 12;
  const auto line = [&](const char* label, const std::string& text) {
    if (text.empty()) return;
    output.write(screen.paint(Paint::Bold, pad(label, kLabel)) +
                 wrap(text, screen.width, kLabel, kLabel) + "\n");
  };
  const store::Summary& s = *summary;
  std::string dates;
  if (!s.first.empty())
    dates = fmt::format(", {} to {}", s.first.substr(0, 10), s.last.substr(0, 10));
  line("reports", fmt::format("{} from {} sources{}", s.reports, s.sources, dates));
  line("outlets", list_of(s.outlets, 8));
  line("statements", std::to_string(s.statements));
  line("events",
       fmt::format("{}{}", s.events, s.events == 0 ? "" : ": " + list_of(s.event_types, 16)));
  line("pledges", std::to_string(s.pledges));
  line("processes", list_of(s.process_names, 6));
  line("actors", list_of(actors, 8));
  return finish(output);
}

}  // namespace

void add_summary(CLI::App& app, int& status) {
  CLI::App* command = app.add_subcommand("summary", "Show in a few lines what the store holds");
  auto store = add_store_option(*command);
  set_examples(*command, "dragoman summary", "dragoman summary --store talks.db");
  command->callback([store, &status] { status = run(*store); });
}

}  // namespace dragoman::cli
