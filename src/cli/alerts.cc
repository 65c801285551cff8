// dragoman alerts: questions that are asked again whenever something comes in, and who is told.
#include "alerts/alerts.h"

#include "alerts/deliver.h"
#include "cli/command.h"
#include "cli/interrupt.h"
#include "cli/list.h"
#include "core/utc.h"
#include "pipeline/layers.h"

namespace dragoman::cli {
namespace {

using alerts::Match;
using alerts::Notification;
using alerts::Rule;

struct Options {
  std::shared_ptr<std::string> store;
  std::string key, kind = "events", by, today, settings, clock = "published";
  alerts::Rule rule;
  RowFormat format = RowFormat::Table;
  int past = 30;
  bool unread = false, only_preview = false;
};

std::string joined(const std::vector<std::string>& texts) {
  std::string out;
  for (const std::string& text : texts) out += (out.empty() ? "" : ", ") + text;
  return out;
}

// "type ASSAULT; actor Kenya".
std::string in_words(const Rule& rule) {
  std::string out;
  const Json json = alerts::to_json(rule);
  for (const auto& [key, value] : json["query"].items()) {
    out += (out.empty() ? "" : "; ") + key + " " +
           (value.is_array() ? joined(value.get<std::vector<std::string>>())
                             : value.get<std::string>());
  }
  return out.empty() ? "all" : out;
}

std::string threshold_of(const Rule& rule) {
  const alerts::Threshold& t = rule.threshold;
  std::string out;
  const auto add = [&out](int value, const char* what) {
    if (value > 1) out += (out.empty() ? "" : ", ") + std::to_string(value) + " " + what;
  };
  add(t.reports, "reports"), add(t.outlets, "outlets"), add(t.origins, "origins");
  if (t.count > 1)
    out += (out.empty() ? "" : ", ") + std::to_string(t.count) + " in " + std::to_string(t.days) + " days";
  return out;
}

const View<Rule>& rule_view() {
  static const View<Rule> kView{
      {{"id", [](const Rule& r) { return Json(r.id); }},
       {"name", [](const Rule& r) { return Json(r.name); }},
       {"kind", [](const Rule& r) { return Json(alerts::to_string(r.kind)); }},
       {"query", [](const Rule& r) { return alerts::to_json(r)["query"]; }},
       {"threshold", [](const Rule& r) { return alerts::to_json(r)["threshold"]; }},
       {"webhook", [](const Rule& r) { return Json(r.webhook); }},
       {"email", [](const Rule& r) { return Json(r.email); }},
       {"paused", [](const Rule& r) { return Json(r.paused ? "yes" : ""); }},
       {"author", [](const Rule& r) { return Json(r.author); }},
       {"made", [](const Rule& r) { return Json(r.made); }}},
      {{"ID", [](const Rule& r) { return r.id.substr(0, 8); }},
       {"NAME", [](const Rule& r) { return r.name; }, true},
       {"KIND", [](const Rule& r) { return std::string(alerts::to_string(r.kind)); }},
       {"ASKS FOR", in_words, true},
       {"FROM", threshold_of, true, false, {}, true},
       {"TELLS",
        [](const Rule& r) {
          std::string out = joined(r.email);
          if (!r.webhook.empty()) out += (out.empty() ? "" : ", ") + r.webhook;
          return out;
        },
        true, false, {}, true},
       {"", [](const Rule& r) { return std::string(r.paused ? "paused" : ""); }, false, false, {},
        true}}};
  return kView;
}

struct ToldRow {
  std::string made, name;
  bool unread = false;
  Match match;
};

const View<ToldRow>& told_view() {
  static const View<ToldRow> kView{
      {{"made", [](const ToldRow& r) { return Json(r.made); }},
       {"alert", [](const ToldRow& r) { return Json(r.name); }},
       {"unread", [](const ToldRow& r) { return Json(r.unread ? "yes" : ""); }},
       {"day", [](const ToldRow& r) { return Json(r.match.day); }},
       {"report", [](const ToldRow& r) { return Json(r.match.report); }},
       {"entry", [](const ToldRow& r) { return Json(r.match.entry); }},
       {"ref", [](const ToldRow& r) { return Json(r.match.ref); }},
       {"text", [](const ToldRow& r) { return Json(r.match.text); }}},
      {{"TOLD", [](const ToldRow& r) { return r.made.substr(0, 16); }, false, false, {}, true},
       {"ALERT", [](const ToldRow& r) { return r.name; }, true},
       {"DAY", [](const ToldRow& r) { return r.match.day; }},
       {"REPORT", [](const ToldRow& r) { return r.match.report.substr(0, 8); }},
       {"WHAT", [](const ToldRow& r) { return r.match.text; }, true}}};
  return kView;
}

template <class Row, class Fill>
int list_of(RowFormat format, const View<Row>& view, Fill fill) {
  Output output = Output::standard();
  const Screen screen = look_at(stdout);
  RowWriter<Row> rows(output, screen, format, view);
  auto done = fill(rows);
  if (!done) return fail(done.error());
  return finish_rows(output, rows, false);
}

Result<store::Store> open_to_write(const Options& options) {
  return store::Store::open(*options.store, store::Store::Access::Write,
                            {.layers = pipeline::all_layers()});
}

int list(const Options& options) {
  auto store = store::Store::open(*options.store, store::Store::Access::Read);
  if (!store) return fail(store.error());
  return list_of<Rule>(options.format, rule_view(), [&](auto& rows) -> Result<void> {
    auto rules = alerts::rules_of(*store);
    if (!rules) return rules.error();
    for (const Rule& rule : *rules) rows.add(rule);
    return {};
  });
}

int told(const Options& options) {
  auto store = store::Store::open(*options.store, store::Store::Access::Read);
  if (!store) return fail(store.error());
  return list_of<ToldRow>(options.format, told_view(), [&](auto& rows) -> Result<void> {
    return alerts::page_notifications(*store, {.unread = options.unread}, {.limit = 0},
                                      [&](const Notification& n, const store::Place&) {
                                        for (const Match& match : n.told)
                                          rows.add({n.made, n.name, n.read.empty(), match});
                                      });
  });
}

int show_preview(store::Store& store, const Rule& rule, const Options& options) {
  const auto today = today_of(options.today);
  if (!today) return fail(today.error());
  const auto clock =
      options.clock == "learned" ? alerts::Clock::Learned : alerts::Clock::Published;
  const auto found = alerts::preview(store, rule, {*today, options.past, clock});
  if (!found) return fail(found.error());
  std::fprintf(stderr, "dragoman: %zu notifications in the %d days up to %s\n", found->days.size(),
               options.past, today->c_str());
  return list_of<ToldRow>(options.format, told_view(), [&](auto& rows) -> Result<void> {
    for (const auto& day : found->days) {
      for (const Match& match : day.told) rows.add({day.day, rule.name, false, match});
    }
    return {};
  });
}

int preview(const Options& options) {
  auto store = open_to_write(options);
  if (!store) return fail(store.error());
  if (auto done = store->refresh(); !done) return fail(done.error());
  const auto rule = alerts::find_rule(*store, options.key);
  if (!rule) return fail(rule.error());
  return show_preview(*store, *rule, options);
}

// What was typed, held against what can be asked.
Result<Rule> typed_rule(const Options& options) {
  Json json = alerts::to_json(options.rule);
  json["name"] = options.key;
  json["kind"] = options.kind;
  auto rule = alerts::rule_from_json(json);
  if (!rule) return rule;
  const char* user = std::getenv("USER");
  rule->author = !options.by.empty() ? options.by : user == nullptr ? "" : user;
  rule->made = core::utc(core::now());
  return rule;
}

int add(const Options& options) {
  const auto rule = typed_rule(options);
  if (!rule) return fail(rule.error());
  auto store = open_to_write(options);
  if (!store) return fail(store.error());
  if (auto done = store->refresh(); !done) return fail(done.error());
  if (options.only_preview) return show_preview(*store, *rule, options);
  const auto today = today_of(options.today);
  if (!today) return fail(today.error());
  const auto kept = alerts::add_rule(*store, *rule, *today);
  if (!kept) return fail(kept.error());
  std::printf("%s  %s\n", kept->id.c_str(), printable(kept->name).c_str());
  return kAllRead;
}

int change(const Options& options,
           const std::function<Result<void>(store::Store&, const Rule&)>& how) {
  auto store = open_to_write(options);
  if (!store) return fail(store.error());
  const auto rule = alerts::find_rule(*store, options.key);
  if (!rule) return fail(rule.error());
  if (auto done = how(*store, *rule); !done) return fail(done.error());
  return kAllRead;
}

int run_now(const Options& options) {
  const auto settings = alerts::load_settings(options.settings, *options.store);
  if (!settings) return fail(settings.error());
  auto store = open_to_write(options);
  if (!store) return fail(store.error());
  const auto today = today_of(options.today);
  if (!today) return fail(today.error());
  watch_signals();
  const auto told = alerts::ask_all(*store, *today);
  if (!told) return fail(told.error());
  const auto sent = alerts::deliver_due(*store, *settings, [] { return signal_seen() != 0; });
  if (!sent) return fail(sent.error());
  std::printf("%zu notifications, %zu messages sent, %zu not taken\n", *told, sent->sent,
              sent->failed);
  return sent->failed == 0 ? kAllRead : kSomeRejected;
}

void add_question(CLI::App& command, Options& options) {
  alerts::Question& q = options.rule.query;
  const auto text = [&](const char* name, std::string& into, const char* what) {
    command.add_option(name, into, what)->type_name("TEXT");
  };
  const auto texts = [&](const char* name, std::vector<std::string>& into, const char* what) {
    command.add_option(name, into, what)
        ->type_name("TEXT")
        ->expected(1)
        ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
  };
  texts("--type", q.types, "PLOVER type of events; may be repeated");
  texts("--realis", q.factuality, "occurred, planned, denied, ...; may be repeated");
  text("--actor", q.actor, "Who acts, pledges, or is a party of a process");
  text("--recipient", q.recipient, "Who is acted on, or given a pledge");
  texts("--party", q.parties, "Who takes part on whatever side; may be repeated");
  text("--country", q.country, "Country of an actor or place");
  text("--place", q.place, "Words of the place's name");
  text("--speaker", q.speaker, "Who makes a statement");
  text("--about", q.about, "What a statement or pledge is about");
  text("--source-type", q.source_type, "Of statements: named, anonymous, ...");
  text("--process", q.process, "Words of a process' name");
}

void add_threshold(CLI::App& command, Options& options) {
  alerts::Threshold& t = options.rule.threshold;
  const auto number = [&](const char* name, int& into, const char* what) {
    command.add_option(name, into, what)->type_name("N");
  };
  number("--count", t.count, "Tell when there are so many ...");
  number("--days", t.days, "... within so many days");
  number("--reports", t.reports, "Of an event: told by so many reports");
  number("--outlets", t.outlets, "... outlets");
  number("--origins", t.origins, "... independent origins");
}

void add_preview_options(CLI::App& command, Options& options) {
  command.add_option("--past", options.past, "Days of the past to try it on")
      ->check(CLI::Range(1, 366))
      ->type_name("DAYS");
  command.add_option("--clock", options.clock, "published or learned: by which clock")
      ->check(CLI::IsMember({"published", "learned"}))
      ->type_name("CLOCK");
  command.add_option("--today", options.today, "The day to look back from")->type_name("DAY");
  add_row_format_option(command, options.format);
}

}  // namespace

void ask_alerts(store::Store& store, const std::string& path) {
  const auto tell = [](const Error& error) {
    std::fprintf(stderr, "dragoman: alerts: %s\n", printable(error.describe()).c_str());
  };
  const auto rules = alerts::rules_of(store);
  if (rules && rules->empty()) return;
  const auto settings = alerts::load_settings("", path);
  if (!settings) return tell(settings.error());
  const auto told = alerts::ask_all(store, core::utc(core::now()).substr(0, 10));
  if (!told) return tell(told.error());
  const auto sent = alerts::deliver_due(store, *settings, [] { return signal_seen() != 0; });
  if (!sent) return tell(sent.error());
  if (*told > 0) std::fprintf(stderr, "dragoman: %zu alerts; 'dragoman alerts told' lists them\n", *told);
}

void add_alerts(CLI::App& app, int& status) {
  CLI::App* all = app.add_subcommand(
      "alerts", "Ask again whenever something comes in, and tell: in the desk, by webhook, by mail");
  all->require_subcommand(1);
  set_examples(*all, "dragoman alerts add \"Attacks in Aleppo\" --type ASSAULT --place Aleppo --origins 2",
               "dragoman alerts told");
  const auto command = [all](const char* name, const char* what) {
    auto options = std::make_shared<Options>();
    CLI::App* sub = all->add_subcommand(name, what);
    options->store = add_store_option(*sub);
    return std::pair(sub, options);
  };
  const auto with_key = [&](const char* name, const char* what) {
    auto made = command(name, what);
    made.first->add_option("ALERT", made.second->key, "Its name, or its id")->required();
    return made;
  };

  auto [listed, list_options] = command("list", "The alerts of a store");
  add_row_format_option(*listed, list_options->format);
  listed->callback([options = list_options, &status] { status = list(*options); });

  auto [added, add_options] = command("add", "Add an alert");
  added->add_option("NAME", add_options->key, "What it is called")->required();
  added->add_option("--kind", add_options->kind, "events, statements, pledges, processes or silence")
      ->type_name("KIND")
      ->capture_default_str();
  add_question(*added, *add_options);
  add_threshold(*added, *add_options);
  added->add_option("--webhook", add_options->rule.webhook, "Address to post to")->type_name("URL");
  added->add_option("--email", add_options->rule.email, "Address to write to; may be repeated")
      ->type_name("ADDRESS")
      ->expected(1)
      ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
  added->add_option("--by", add_options->by, "Who adds it (default: $USER)")->type_name("AUTHOR");
  added->add_flag("--preview", add_options->only_preview, "Only say what it would have told");
  add_preview_options(*added, *add_options);
  set_examples(*added, "dragoman alerts add \"Attacks in Aleppo\" --type ASSAULT --place Aleppo --origins 2",
               "dragoman alerts add Lavrov --kind statements --speaker Lavrov --about Syria --preview");
  added->callback([options = add_options, &status] { status = add(*options); });

  auto [tried, preview_options] = with_key("preview", "Say what an alert would have told");
  add_preview_options(*tried, *preview_options);
  tried->callback([options = preview_options, &status] { status = preview(*options); });

  auto [removed, remove_options] = with_key("remove", "Remove an alert with all that it told");
  removed->callback([options = remove_options, &status] {
    status = change(*options, [](store::Store& store, const Rule& rule) {
      return alerts::remove_rule(store, rule.id);
    });
  });
  auto [paused, pause_options] = with_key("pause", "Ask it no more, for now");
  paused->callback([options = pause_options, &status] {
    status = change(*options, [](store::Store& store, const Rule& rule) {
      return alerts::pause_rule(store, rule.id, true);
    });
  });
  auto [resumed, resume_options] = with_key("resume", "Ask it again");
  resumed->callback([options = resume_options, &status] {
    status = change(*options, [](store::Store& store, const Rule& rule) {
      return alerts::pause_rule(store, rule.id, false);
    });
  });

  auto [ran, run_options] = command("run", "Ask all alerts now, and send what is due");
  ran->add_option("--settings", run_options->settings,
                  "Mail server and secrets (default: alerts.toml beside the store)")
      ->type_name("FILE");
  ran->add_option("--today", run_options->today, "The day to ask for")->type_name("DAY");
  ran->callback([options = run_options, &status] { status = run_now(*options); });

  auto [was_told, told_options] = command("told", "What alerts told, the latest first");
  was_told->add_flag("--unread", told_options->unread, "What nobody has read");
  add_row_format_option(*was_told, told_options->format);
  was_told->callback([options = told_options, &status] { status = told(*options); });
}

}  // namespace dragoman::cli
