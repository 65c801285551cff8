// dragoman extract: web pages in; the text of their articles out, with what the pages state.
#include <string>
#include <vector>

#include "cli/command.h"
#include "cli/fetched.h"
#include "cli/messages.h"
#include "cli/one_item.h"
#include "core/resources.h"
#include "core/utf8.h"
#include "intake/read_input.h"

namespace dragoman::cli {
namespace {

struct Options {
  std::vector<std::string> inputs;
  std::string format = "text";
  intake::InputOptions intake;
  FetchChoice fetch;
  std::shared_ptr<std::string> resources;
};

// {"value": ..., "source": ...}; the source is absent where the text states the value.
void put(Json& out, const char* name, const std::string& value, const Report& report) {
  if (value.empty()) return;
  Json& field = out[name];
  field["value"] = value;
  if (!report.page) return;
  for (const auto& [stated, source] : report.page->sources) {
    if (stated == name) field["source"] = source;
  }
}

}  // namespace

Json article_json(const Report& report) {
  const core::CodePointIndex index(report.text);
  const auto span = [&](ByteSpan bytes) {
    return Json::array({index.at(bytes.begin), index.at(bytes.end)});
  };
  Json out = Json::object();
  out["id"] = report.id;
  out["uri"] = report.uri;
  put(out, "url", report.page ? report.page->url : std::string(), report);
  put(out, "title", report.title, report);
  put(out, "byline", report.byline, report);
  put(out, "outlet", report.outlet, report);
  put(out, "published", report.published, report);
  put(out, "modified", report.page ? report.page->modified : std::string(), report);
  put(out, "language", report.language, report);
  if (report.dateline)
    out["dateline"] = {{"place", report.dateline->place}, {"span", span(report.dateline->span)}};
  if (!report.agency.empty()) out["agency"]["value"] = report.agency;
  if (!report.agency.empty() && !report.agency_span.empty())
    out["agency"]["span"] = span(report.agency_span);
  out["text"] = report.text;
  if (!report.page) return out;
  Json& paragraphs = out["paragraphs"] = Json::array();
  for (const PageParagraph& paragraph : report.page->paragraphs) {
    paragraphs.push_back(
        {{"span", span(paragraph.span)}, {"node", paragraph.node}, {"byte", paragraph.source}});
  }
  return out;
}

namespace {

std::string rendered(const Report& report, const std::string& format) {
  if (format == "text") return report.text + "\n";
  return article_json(report).dump(format == "json" ? 2 : -1, ' ', false,
                                   Json::error_handler_t::replace) +
         "\n";
}

int run(const Options& options) {
  auto folder = core::find_resources(*options.resources);
  if (!folder) return fail(folder.error());
  auto resources = intake::Resources::load(*folder + "/lexicons");
  if (!resources) return fail(resources.error());
  auto source = intake::Source::open(options.inputs, options.intake, {},
                                     address_reader(options.fetch, options.intake.max_bytes));
  if (!source) return fail(source.error());

  Output output = Output::standard();
  Messages rejected;
  std::size_t count = 0;
  while (auto item = source->next()) {
    if (output.failed()) break;
    auto report = item->ok() ? intake::make_report(**resources, options.intake, **item)
                             : Result<Report>(item->error());
    if (!report) {
      rejected.add(report.error().describe());
      continue;
    }
    if (count++ > 0 && options.format == "text") output.write("\f\n");
    output.write(rendered(*report, options.format));
  }
  rejected.print("not extracted:");
  if (const int status = finish(output); status != kAllRead) return status;
  return rejected.count == 0 ? kAllRead : count == 0 ? kUsageError : kSomeRejected;
}

}  // namespace

void add_extract(CLI::App& app, int& status) {
  auto options = std::make_shared<Options>();
  CLI::App* command =
      app.add_subcommand("extract", "Print the article of web pages, and what they state about it");
  command
      ->add_option("PAGE", options->inputs,
                   "Pages (HTML, plain or gzip): files, folders of them, addresses (http, https), "
                   "or - for standard input")
      ->required();
  command
      ->add_option("--format", options->format,
                   "text, with a form feed between pages; json, with the source of each value; or "
                   "jsonl, the same on one line for each page")
      ->check(CLI::IsMember({"text", "json", "jsonl"}))
      ->type_name("FORMAT")
      ->capture_default_str();
  command
      ->add_option("--max-size", options->intake.max_bytes,
                   "Largest text (default 2MB); a page may be eight times as long")
      ->transform(CLI::AsSizeValue(false))
      ->type_name("SIZE");
  add_fetch_options(*command, options->fetch);
  options->resources = add_resources_option(*command);
  set_examples(*command, "dragoman extract page.html",
               "dragoman extract --format jsonl pages/ > articles.jsonl");
  command->callback([options, &status] { status = run(*options); });
}

}  // namespace dragoman::cli
