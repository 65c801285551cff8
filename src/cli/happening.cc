// dragoman happening: one happening, its claims side by side with their clocks and words.
#include <fmt/format.h>

#include "cli/happenings.h"
#include "cli/open_store.h"
#include "cli/views.h"
#include "stories/happening_json.h"

namespace dragoman::cli {
namespace {

using stories::Claim;
using stories::Detail;
using stories::Happening;
using stories::HappeningEvent;
using stories::HappeningParty;
using stories::Version;

std::string list_of(const std::vector<std::string>& items, const char* between) {
  std::string out;
  for (const std::string& item : items) out += (out.empty() ? "" : between) + item;
  return out;
}

std::string names_of(const std::vector<HappeningParty>& parties) {
  std::vector<std::string> names;
  for (const HappeningParty& party : parties) names.push_back(party.name);
  return list_of(names, ", ");
}

// ---- text ----

std::string heading(const Happening& h, const Screen& screen) {
  std::string out(to_string(h.type));
  if (!h.mode.empty()) out += " " + h.mode;
  const std::string actors = names_of(h.actors), recipients = names_of(h.recipients);
  if (!actors.empty()) out += ": " + actors;
  if (!recipients.empty()) out += " -> " + recipients;
  return screen.paint(Paint::Heading, printable(out)) + "\n";
}

std::string facts(const Happening& h) {
  std::string out = days_of(h);
  for (const std::string& part : {place_of(h), std::string(to_string(h.status))}) {
    if (!part.empty()) out += (out.empty() ? "" : "; ") + part;
  }
  if (h.disputed) out += ", disputed";
  return "  " + printable(out) + "\n  " + reporters_of(h) + "\n";
}

// "Boreal Press 2013-05-26 <- Jorge Rodriguez (stated 2013-05-25): words"
std::string in_words(const Claim& claim) {
  std::string out = (claim.outlet.empty() ? claim.report.substr(0, 8) : claim.outlet) + " " +
                    claim.published.substr(0, 10);
  if (!claim.speaker.empty()) out += " <- " + claim.speaker;
  if (!claim.stated.empty() && claim.stated != claim.published)
    out += " (stated " + claim.stated + ")";
  return printable(out + ": " + in_marks(claim.words) + " [" + claim.report.substr(0, 8) + " " +
                   claim.event + "]");
}

std::string in_words(const Detail& detail, const Screen& screen) {
  std::string out = "\n" + screen.paint(Paint::Bold, detail.name);
  if (detail.disputed) out += " " + screen.paint(Paint::Warning, "(reports contradict each other)");
  out += "\n";
  for (const Version& version : detail.versions) {
    out += fmt::format("  {} - {} report{}, {} origin{}\n", printable(version.value),
                       version.reports, version.reports == 1 ? "" : "s", version.origins,
                       version.origins == 1 ? "" : "s");
    for (const Claim& claim : version.claims)
      out += "    " + wrap(in_words(claim), screen.width, 6, 4) + "\n";
  }
  return out;
}

std::string in_words(const HappeningEvent& event, const Screen& screen) {
  std::string out = fmt::format("{} {} {}", event.report.substr(0, 8), event.event,
                                printable(event.outlet + " " + event.published));
  if (!event.learned.empty()) out += ", learned " + event.learned;
  if (!event.title.empty()) out += ": " + printable(event.title);
  return "  " + wrap(out, screen.width, 4, 2) + "\n    " +
         wrap(printable(in_marks(event.evidence)), screen.width, 6, 4) + "\n";
}

std::string in_text(const Happening& h, const std::vector<Detail>& details, const Screen& screen) {
  std::string out = screen.paint(Paint::Dim, h.id) + "\n" + heading(h, screen) + facts(h);
  for (const Detail& detail : details) out += in_words(detail, screen);
  out += "\n" + screen.paint(Paint::Bold, "reports") + "\n";
  for (const HappeningEvent& event : h.events) out += in_words(event, screen);
  return out;
}

std::string in_json(const Happening& h, const std::vector<Detail>& details) {
  return stories::to_json(h, details).dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

struct Options {
  std::string id;
  std::string format = "text";
  std::shared_ptr<std::string> store;
  std::shared_ptr<stories::AsOf> as_of;
};

int run(const Options& options) {
  auto store = open_refreshed(*options.store);
  if (!store) return fail(store.error());
  auto happening = stories::happening(*store, options.id, *options.as_of);
  if (!happening) return fail(happening.error());
  auto details = stories::details_of(*store, *happening);
  if (!details) return fail(details.error());
  Output output = Output::standard();
  output.write(options.format == "json" ? in_json(*happening, *details)
                            : in_text(*happening, *details, look_at(stdout)));
  return finish(output);
}

}  // namespace

void add_happening(CLI::App& app, int& status) {
  auto options = std::make_shared<Options>();
  CLI::App* command = app.add_subcommand(
      "happening", "Show one happening: who reports what of it, side by side, and since when");
  command->add_option("ID", options->id, "Id of the happening, or its first digits")->required();
  options->store = add_store_option(*command);
  options->as_of = add_as_of_options(*command);
  command->add_option("--format", options->format, "text, or json: one object")
      ->check(CLI::IsMember({"text", "json"}))
      ->type_name("FORMAT")
      ->capture_default_str();
  set_examples(*command, "dragoman happening 1f0c2a3b",
               "dragoman happening 1f0c2a3b --as-of 2014-10-03 --format json");
  command->callback([options, &status] { status = run(*options); });
}

}  // namespace dragoman::cli
