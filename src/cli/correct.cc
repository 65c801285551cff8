// dragoman correct: says that an entry of a record is right, wrong, or otherwise.
#include <cstdlib>

#include "cli/command.h"
#include "cli/correction_value.h"
#include "cli/terminal.h"
#include "core/utc.h"
#include "corrections/request.h"
#include "explain/explain.h"
#include "pipeline/layers.h"
#include "store/corrections.h"

namespace dragoman::cli {
namespace {

using corrections::Verdict;

struct Options {
  std::shared_ptr<std::string> store, resources;
  std::shared_ptr<KnowledgeChoice> knowledge;
  std::string report, entry, layer, because, by, withdraw;
  std::vector<std::string> set, accept, reject;
  std::map<std::string, std::string> fields;  // of options of their own
  bool accept_entry = false, reject_entry = false;
};

std::string author_of(const Options& options) {
  if (!options.by.empty()) return options.by;
  const char* user = std::getenv("USER");
  return user == nullptr ? "" : user;
}

int tell(const store::Correction& c) {
  std::printf("%s  %s %s  %s\n", c.id.c_str(), c.report.substr(0, 8).c_str(),
              printable(c.entry.empty() ? in_marks(c.words) : c.entry).c_str(),
              printable(explain::in_words(c)).c_str());
  return kAllRead;
}

int withdraw(store::Store& store, const Options& options) {
  const auto done = store::withdraw_correction(store, options.withdraw, author_of(options),
                                               options.because, core::utc(core::now()));
  if (!done) return fail(done.error());
  if (auto refreshed = store.refresh(); !refreshed) return fail(refreshed.error());
  return tell(*done);
}

// What was typed as one request for each field.
std::vector<corrections::Request> requests_of(const Options& options) {
  corrections::Request common{.entry = options.entry,
                              .layer = record::parse_entry_layer(options.layer),
                              .reason = options.because,
                              .author = author_of(options),
                              .made = core::utc(core::now())};
  std::vector<corrections::Request> out;
  const auto add = [&](const std::string& field, Verdict verdict, const std::string& value) {
    out.push_back(common);
    out.back().field = field;
    out.back().verdict = verdict;
    if (verdict == Verdict::Correct) out.back().value = value;
  };
  if (options.accept_entry) add("", Verdict::Accept, "");
  if (options.reject_entry) add("", Verdict::Reject, "");
  for (const std::string& field : options.accept) add(field, Verdict::Accept, "");
  for (const std::string& field : options.reject) add(field, Verdict::Reject, "");
  for (const auto& [field, value] : options.fields) {
    if (!value.empty()) add(field, Verdict::Correct, value);
  }
  for (const std::string& pair : options.set) {
    const std::size_t at = std::min(pair.find('='), pair.size());
    add(pair.substr(0, at), Verdict::Correct, at < pair.size() ? pair.substr(at + 1) : "");
  }
  return out;
}

// The layer of the entry that is meant decides what a typed value is.
const corrections::Field* field_of(const Record& machine, const corrections::Request& request) {
  for (int i = 0; i < record::kEntryLayers; ++i) {
    const auto layer = static_cast<record::EntryLayer>(i);
    if (request.entry.find(':') != std::string::npos) {
      if (layer == request.layer.value_or(record::EntryLayer::Mention))
        return corrections::find_field(layer, request.field);
      continue;
    }
    for (std::size_t at = 0; at < corrections::count_of(machine, layer); ++at) {
      if (corrections::id_of(machine, layer, at) == request.entry)
        return corrections::find_field(layer, request.field);
    }
  }
  return nullptr;
}

Result<std::vector<store::Correction>> make(store::Store& store, const Options& options) {
  const auto machine = store.machine_record(options.report);
  if (!machine) return machine.error();
  const auto seen = store.record(options.report);
  if (!seen) return seen.error();
  CorrectionValues values(*options.resources, *options.knowledge);
  std::vector<store::Correction> out;
  for (corrections::Request& request : requests_of(options)) {
    const corrections::Field* field = field_of(*machine, request);
    if (request.verdict == Verdict::Correct && field != nullptr) {
      auto value = values.read(*field, request.value.get<std::string>());
      if (!value) return value.error();
      request.value = std::move(*value);
    }
    auto made = corrections::make_correction(*machine, *seen, request);
    if (!made) return made.error();
    out.push_back(std::move(*made));
  }
  return out;
}

int run(const Options& options) {
  auto store = store::Store::open(*options.store, store::Store::Access::Write,
                                  {.layers = pipeline::all_layers()});
  if (!store) return fail(store.error());
  if (!options.withdraw.empty()) return withdraw(*store, options);
  if (options.report.empty() || options.entry.empty())
    return fail({ErrorCode::BadArgument, "correct what? REPORT ENTRY, or --withdraw ID", ""});
  const auto made = make(*store, options);
  if (!made) return fail(made.error());
  if (made->empty())
    return fail({ErrorCode::BadArgument,
                 "say what: --accept, --reject, --type, --set FIELD=VALUE ...", ""});
  for (const store::Correction& c : *made) {
    if (c.verdict != Verdict::Accept && c.reason.empty())
      return fail({ErrorCode::BadArgument, "say why: --because REASON", ""});
  }
  const auto added = store::add_corrections(*store, *made, "made");
  if (!added) return fail(added.error());
  if (auto done = store->refresh(); !done) return fail(done.error());
  for (const store::Correction& c : added->added) tell(c);
  return kAllRead;
}

}  // namespace

void add_correct(CLI::App& app, int& status) {
  auto options = std::make_shared<Options>();
  CLI::App* command = app.add_subcommand(
      "correct", "Say that an entry of a report's record is right, wrong, or otherwise");
  command->add_option("REPORT", options->report, "Id of the report, its first digits, path or uri");
  command->add_option("ENTRY", options->entry,
                      "Id of the entry (e3), or the span of a mention (24:37)");
  options->store = add_store_option(*command);
  command->add_option("--layer", options->layer, "What stands at the span: mention, time, place ...")
      ->type_name("LAYER");
  command->add_flag("--accept", options->accept_entry, "The whole entry is right");
  command->add_flag("--reject", options->reject_entry, "There is no such entry");
  command->add_option("--accept-field", options->accept, "This field is right")->type_name("FIELD");
  command->add_option("--reject-field", options->reject, "This field is wrong")->type_name("FIELD");
  const auto field = [&](const char* option, const char* name, const char* what, const char* type) {
    command->add_option(option, options->fields[name], what)->type_name(type);
  };
  field("--type", "type", "Type of an event: PROTEST", "TYPE");
  field("--mode", "mode", "Mode of an event", "MODE");
  field("--realis", "factuality", "occurred, planned, denied, ...", "REALIS");
  field("--actors", "actors", "a1,a2; or ids of the knowledge base", "ACTORS");
  field("--recipients", "recipients", "The same", "ACTORS");
  field("--speaker", "speaker", "Who makes a statement", "ACTOR");
  field("--same-as", "same_as", "The actor is that other one", "ACTOR");
  field("--actor", "actor", "Who a mention means", "ACTOR");
  field("--date", "date", "2016-03-23, 2016-03, 2016-W12, 2016", "DATE");
  field("--place", "place", "p2, or a place with its country: Havana,CUB", "PLACE");
  field("--where", "where", "What a place is: Havana,CUB", "PLACE");
  command->add_option("--set", options->set, "Any other field: role=\"foreign minister\"; empty: none")
      ->type_name("FIELD=VALUE");
  command->add_option("--because", options->because, "Why")->type_name("REASON");
  command->add_option("--by", options->by, "Who says so (default: $USER)")->type_name("AUTHOR");
  command->add_option("--withdraw", options->withdraw, "Take a correction back")->type_name("ID");
  options->resources = add_resources_option(*command);
  options->knowledge = add_knowledge_options(*command);
  set_examples(*command,
               "dragoman correct 3fa21c08 e3 --type PROTEST --because \"they marched\" --by ana",
               "dragoman correct 3fa21c08 a4 --same-as a2 --because \"the same general\"");
  command->callback([options, &status] { status = run(*options); });
}

}  // namespace dragoman::cli
