#include "cli/export_profile.h"

#include "core/resources.h"
#include "language/conllu.h"
#include "pipeline/read_report.h"

namespace dragoman::cli {
namespace {

constexpr const char* kConllu = "conllu";

// What each record becomes; called in the order of the store.
using Render = std::function<Result<std::string>(const Record&)>;

Result<void> write_records(store::Store& store,
                           const store::Filter& filter,
                           const Render& render,
                           Output& output) {
  Result<void> rendered;
  auto found = store::find_records(store, filter, [&](const std::string& json) {
    auto record = record_from_json(json);
    auto text = record ? render(*record) : Result<std::string>(record.error());
    if (!text) {
      rendered = text.error();
      return false;
    }
    output.write(*text);
    return !output.failed();
  });
  return rendered ? found : rendered;
}

// Reads the reports again, for their trees: no record keeps them.
Result<Render> conllu_render(const ProfileOptions& options) {
  auto engine = Engine::load({.resources = *options.resources});
  if (!engine) return engine.error();
  auto reader = std::make_shared<Reader>(*engine);
  return Render([engine = *engine, reader](const Record& record) -> Result<std::string> {
    auto document =
        reader->read_document(pipeline::restore_report(engine->impl().resources, record));
    if (!document) return document.error();
    return language::write_conllu(*document, {.sent_id_prefix = record.id});
  });
}

Result<void> write_file(const std::string& path, const std::string& text) {
  auto output = Output::to(path);
  if (!output) return output.error();
  output->write(text);
  return output->finish();
}

int write_profile(const ProfileOptions& options,
                  const std::string& path,
                  const std::function<Result<void>(const Render&, Output&)>& write) {
  auto folder = core::find_resources(*options.resources);
  if (!folder) return fail(folder.error());
  const auto resources = exports::load_resources(*folder + "/lexicons");
  if (!resources) return fail(resources.error());
  const auto profile = exports::make_profile(options.name, *resources);
  if (!profile) return fail(profile.error());
  auto output = Output::to(path);
  if (!output) return fail(output.error());
  if (options.dictionary) {
    output->write(exports::dictionary(**profile));
    return finish(*output);
  }
  exports::Style style = options.style;
  style.guard_formulas = !options.raw_formulas;
  output->write((*profile)->head(style));
  const Render render = [&](const Record& record) -> Result<std::string> {
    return (*profile)->rows(record, style);
  };
  if (auto done = write(render, *output); !done) return fail(done.error());
  if (!options.descriptor.empty()) {
    if (auto done = write_file(options.descriptor, exports::descriptor(**profile, path)); !done)
      return fail(done.error());
  }
  return finish(*output);
}

int write_conllu(const ProfileOptions& options,
                 const std::string& path,
                 const std::function<Result<void>(const Render&, Output&)>& write) {
  if (options.dictionary || !options.descriptor.empty()) {
    return fail(
        {ErrorCode::BadArgument,
         "CoNLL-U is described at https://universaldependencies.org/format; --dictionary and "
         "--descriptor are for the other profiles",
         ""});
  }
  const auto render = conllu_render(options);
  if (!render) return fail(render.error());
  auto output = Output::to(path);
  if (!output) return fail(output.error());
  if (auto done = write(*render, *output); !done) return fail(done.error());
  return finish(*output);
}

}  // namespace

void add_profile_options(CLI::App& command, ProfileOptions& options) {
  std::vector<std::string> names = exports::profile_names();
  names.emplace_back(kConllu);
  command
      .add_option(
          "--profile", options.name,
          "A format of other programs: plover, gdelt2-events, gdelt2-mentions, icews, polecat, "
          "acled-like, conllu, web-annotation, ftm or ninjs")
      ->check(CLI::IsMember(names))
      ->type_name("NAME");
  command.add_flag("--bom", options.style.bom,
                   "A byte order mark in front of a table, by which Excel knows the encoding");
  command.add_flag("--quote-all", options.style.quote_all,
                   "Quote every cell of a profile's comma-separated table");
  command.add_flag(
      "--raw-formulas", options.raw_formulas,
      "Leave text of a profile's table that a spreadsheet would run (=, +, -, @) as it is");
  command
      .add_option("--descriptor", options.descriptor,
                  "Also write a Frictionless data package for the profile's file")
      ->type_name("FILE");
  command.add_flag("--dictionary", options.dictionary,
                   "Print what the columns of the profile are, instead of the store");
  options.resources = add_resources_option(command);
}

int export_profile(const ProfileOptions& options,
                   const std::string& store,
                   const store::Filter& filter,
                   const std::string& path) {
  const auto write = [&](const Render& render, Output& output) -> Result<void> {
    auto opened = store::Store::open(store, store::Store::Access::Read);
    if (!opened) return opened.error();
    return write_records(*opened, filter, render, output);
  };
  return options.name == kConllu ? write_conllu(options, path, write)
                                 : write_profile(options, path, write);
}

}  // namespace dragoman::cli
