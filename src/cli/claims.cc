// dragoman claims: what other data sets say, as it was imported; of one process, or all.
#include "claims/stored_claims.h"
#include "cli/command.h"
#include "cli/list.h"
#include "cli/open_store.h"

namespace dragoman::cli {
namespace {

using claims::Claim;

std::string type_of(const Claim& claim) {
  return claim.type ? std::string(to_string(*claim.type)) : std::string();
}
Json number(const std::optional<double>& value) {
  return value ? Json(*value) : Json();
}

const View<Claim>& claim_view() {
  using Row = Claim;
  static const View<Row> kView{
      {{"dataset", [](const Row& c) { return Json(c.dataset); }},
       {"row", [](const Row& c) { return Json(c.row); }},
       {"type", [](const Row& c) { return Json(type_of(c)); }},
       {"coded", [](const Row& c) { return Json(c.coded); }},
       {"first_day", [](const Row& c) { return Json(c.first_day); }},
       {"last_day", [](const Row& c) { return Json(c.last_day); }},
       {"actor", [](const Row& c) { return Json(c.actor); }},
       {"actor_country", [](const Row& c) { return Json(c.actor_country); }},
       {"recipient", [](const Row& c) { return Json(c.recipient); }},
       {"recipient_country", [](const Row& c) { return Json(c.recipient_country); }},
       {"place", [](const Row& c) { return Json(c.place); }},
       {"country", [](const Row& c) { return Json(c.country); }},
       {"lat", [](const Row& c) { return number(c.lat); }},
       {"lon", [](const Row& c) { return number(c.lon); }},
       {"dead", [](const Row& c) { return c.dead ? Json(*c.dead) : Json(); }},
       {"source", [](const Row& c) { return Json(c.source); }},
       {"words", [](const Row& c) { return Json(c.words); }}},
      {{"DAY", [](const Row& c) { return c.first_day; }},
       {"DATA SET", [](const Row& c) { return c.dataset; }},
       {"TYPE", [](const Row& c) { return type_of(c); }},
       {"CODED", [](const Row& c) { return c.coded; }, true},
       {"ACTOR", [](const Row& c) { return c.actor; }, true},
       {"RECIPIENT", [](const Row& c) { return c.recipient; }, true},
       {"PLACE", [](const Row& c) { return c.place; }, true},
       {"DEAD", [](const Row& c) { return c.dead ? std::to_string(*c.dead) : std::string(); },
        false, true},
       {"ROW", [](const Row& c) { return c.row; }}}};
  return kView;
}

struct Options {
  std::shared_ptr<std::string> store;
  claims::ClaimFilter filter;
  std::string type, forget;
  RowFormat format = RowFormat::Table;
  int limit = -1;
};

int forget(const Options& options) {
  auto store = store::Store::open(*options.store, store::Store::Access::Write);
  if (!store) return fail(store.error());
  const auto count = claims::forget_claims(*store, options.forget);
  if (!count) return fail(count.error());
  std::printf("%zu claims of %s forgotten\n", *count, options.forget.c_str());
  return kAllRead;
}

int run(Options options) {
  if (!options.forget.empty()) return forget(options);
  if (!options.type.empty()) {
    options.filter.type = parse_event_type(options.type);
    if (!options.filter.type)
      return fail({ErrorCode::BadArgument, "there is no type '" + options.type + "'", ""});
  }
  auto store = store::Store::open(*options.store, store::Store::Access::Read);
  if (!store) return fail(store.error());
  const bool cut = options.limit < 0 && options.format == RowFormat::Table;
  const std::size_t most = cut ? kTableRows : static_cast<std::size_t>(std::max(0, options.limit));
  Output output = Output::standard();
  RowWriter<Claim> rows(output, look_at(stdout), options.format, claim_view());
  auto found = claims::find_claims(*store, options.filter, [&](const Claim& claim) {
    rows.add(claim);
    return !output.failed() && (most == 0 || rows.count() < most);
  });
  if (!found) return fail(found.error());
  return finish_rows(output, rows, cut);
}

}  // namespace

void add_claims(CLI::App& app, int& status) {
  auto options = std::make_shared<Options>();
  CLI::App* command = app.add_subcommand("claims", "List what other data sets say, as imported");
  options->store = add_store_option(*command);
  command->add_option("--dataset", options->filter.dataset, "Of this data set")->type_name("NAME");
  command
      ->add_option("--country", options->filter.country, "Of the place or of either side; alpha-3")
      ->type_name("CODE");
  command->add_option("--since", options->filter.since, "On this day or later")->type_name("DAY");
  command->add_option("--until", options->filter.until, "Up to this day")->type_name("DAY");
  command->add_option("--type", options->type, "PLOVER type")->type_name("TYPE");
  command->add_option("--limit", options->limit, "At most so many; 0 for all")->type_name("N");
  command->add_option("--forget", options->forget, "Take all claims of a data set away")
      ->type_name("DATASET");
  add_row_format_option(*command, options->format);
  set_examples(*command, "dragoman claims --country SYR --since 2016-03",
               "dragoman claims --forget gdelt2-events");
  command->callback([options, &status] { status = run(*options); });
}

}  // namespace dragoman::cli
