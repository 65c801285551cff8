// dragoman show: one report of the store, its text with marks and all that its record holds.
#include <algorithm>

#include "cli/command.h"
#include "cli/describe.h"
#include "corrections/apply.h"
#include "explain/explain.h"
#include "store/corrections.h"
#include "store/feed_state.h"
#include "store/store.h"

namespace dragoman::cli {
namespace {

// A mark over a stretch of the text, with the id of the entry that it shows.
struct Mark {
  CodePointSpan span;
  Paint paint = Paint::Plain;
  std::string id;  // shown behind the last span of the entry; empty for none
};

// Spans of one entry; the id goes behind the last.
void add_marks(std::vector<Mark>& marks,
               const CodePointSpans& spans,
               Paint paint,
               const std::string& id) {
  for (std::size_t i = 0; i < spans.size(); ++i)
    marks.push_back({spans[i], paint, i + 1 == spans.size() ? id : ""});
}

std::vector<Mark> marks_of(const Record& record) {
  std::vector<Mark> marks;
  for (const RecordPlace& place : record.places) marks.push_back({place.span, Paint::Place, ""});
  for (const RecordStatement& statement : record.statements) {
    add_marks(marks, statement.content, Paint::Speech, statement.id);
    add_marks(marks, statement.cue, Paint::Cue, "");
  }
  for (const RecordEvent& event : record.events) {
    const bool conflict = event.quad.ends_with("conflict");
    add_marks(marks, event.trigger, conflict ? Paint::Conflict : Paint::Cooperation, event.id);
  }
  return marks;
}

// One paragraph. Every code point takes the colour of the shortest mark over it, so that a trigger
// shows inside a statement; ids follow where marks end.
std::string paint_text(const Record& record, const Describer& describe, const Screen& screen) {
  std::vector<Mark> marks = marks_of(record);
  const core::CodePointIndex index(record.text);
  std::vector<const Mark*> over(index.size(), nullptr);
  std::stable_sort(marks.begin(), marks.end(), [](const Mark& a, const Mark& b) {
    return a.span.end - a.span.begin > b.span.end - b.span.begin;  // the shortest is painted last
  });
  std::vector<std::string> ids(index.size() + 1);
  for (const Mark& mark : marks) {
    for (std::uint32_t i = mark.span.begin; i < std::min(mark.span.end, index.size()); ++i)
      over[i] = &mark;
  }
  for (auto mark = marks.rbegin(); mark != marks.rend(); ++mark) {  // inner ids first
    if (!mark->id.empty()) ids[std::min(mark->span.end, index.size())] += "[" + mark->id + "]";
  }
  std::string out, line, stretch;
  Paint paint = Paint::Plain;
  const auto end_stretch = [&] {
    line += screen.paint(paint, printable(stretch));
    stretch.clear();
  };
  for (std::uint32_t i = 0; i <= index.size(); ++i) {
    if (!ids[i].empty()) {
      end_stretch();
      line += screen.paint(Paint::Dim, ids[i]);
    }
    if (i == index.size()) break;
    const std::string_view letter = describe.text().view({i, i + 1});
    const Paint next = over[i] == nullptr ? Paint::Plain : over[i]->paint;
    // A colour ends at each blank, where wrap() may begin a new line.
    if (next != paint || letter == " " || letter == "\n") end_stretch();
    paint = next;
    if (letter == "\n") {
      out += wrap(line, screen.width, 0, 0) + "\n";
      line.clear();
    } else if (letter == " ") {
      line += ' ';
    } else {
      stretch += letter;
    }
  }
  end_stretch();
  return out + wrap(line, screen.width, 0, 0) + "\n";
}

std::string describe_actor(const RecordActor& actor) {
  std::string out =
      actor.id + "  " + printable(actor.name) + " (" + std::string(to_string(actor.kind));
  for (const std::string* part : {&actor.code, &actor.role, &actor.kb}) {
    if (!part->empty()) out += ", " + printable(*part);
  }
  return out + ")";
}

std::string describe_place(const RecordPlace& place) {
  std::string out = place.id + "  " + printable(place.name);
  for (const std::string* part : {&place.admin1, &place.country}) {
    if (!part->empty()) out += ", " + printable(*part);
  }
  return out;
}

std::string show(const Record& record, const Screen& screen) {
  const Describer describe(record, screen);
  const bool titled =
      !record.title.empty() && record.text.starts_with(record.title);  // then the text shows it
  std::string out = describe.origin() + (titled ? "" : describe.title()) + "\n" +
                    paint_text(record, describe, screen) + "\n";
  std::vector<std::string> actors, places, times, said, did, pledges, processes;
  for (const RecordActor& actor : record.actors) actors.push_back(describe_actor(actor));
  for (const RecordPlace& place : record.places) places.push_back(describe_place(place));
  for (const RecordTime& time : record.times)
    times.push_back(describe.words({time.span}) + " = " + time.value);
  for (const RecordStatement& statement : record.statements) {
    said.push_back(statement.id + "  " + describe.statement(statement));
  }
  for (const RecordEvent& event : record.events)
    did.push_back(event.id + "  " + describe.event(event));
  for (const RecordPledge& pledge : record.pledges)
    pledges.push_back(pledge.id + "  " + describe.pledge(pledge));
  for (const RecordProcess& process : record.processes)
    processes.push_back(describe.process(process));
  const std::pair<const char*, const std::vector<std::string>*> sections[] = {
      {"said", &said},  {"did", &did},      {"to do", &pledges}, {"file", &processes},
      {"who", &actors}, {"where", &places}, {"when", &times}};
  for (const auto& [label, entries] : sections) {
    if (!entries->empty()) out += section(screen, label, *entries, 0) + "\n";
  }
  const Versions& v = record.versions;
  return out +
         screen.paint(Paint::Dim, "engine " + v.engine + ", model " + v.model + ", lexicon " +
                                      v.lexicon + ", knowledge " + v.knowledge) +
         "\n";
}

// Of an article that was edited: its other versions.
Result<std::string> revisions_of(store::Store& store, const Record& record) {
  auto revisions = store::revisions_with(store.database(), record.id);
  if (!revisions) return revisions.error();
  std::string others;
  std::size_t own = 0, count = 0;
  for (std::size_t i = 0; i < revisions->size(); ++i) {
    const store::RevisionRow& row = (*revisions)[i];
    if (row.uri != record.uri) continue;
    count = static_cast<std::size_t>(row.number);
    if (row.report == record.id) {
      own = count;
      continue;
    }
    others += (others.empty() ? "" : ", ") + std::to_string(row.number) + ": " +
              row.report.substr(0, 8) + " of " + row.seen;
  }
  if (count < 2) return std::string();
  return "revision " + std::to_string(own) + " of " + std::to_string(count) + "; " + others + "\n";
}

std::string corrections_of(const store::CorrectedRecord& corrected, const Screen& screen) {
  std::string out;
  for (const store::Correction& c : corrected.corrections) {
    if (c.state == corrections::State::Withdrawn) continue;
    const std::string entry = c.entry.empty() ? in_marks(printable(c.words)) : c.entry;
    out += wrap(screen.paint(Paint::Warning, "corrected " + c.id.substr(0, 8) + "  " + entry + "  " +
                                                 printable(explain::in_words(c))),
                screen.width, 20, 0) +
           "\n";
  }
  return out;
}

struct Options {
  std::shared_ptr<std::string> store;
  std::string key;
  std::string format = "text";
  bool machine = false;
};

int run(const Options& options) {
  auto store = store::Store::open(*options.store, store::Store::Access::Read);
  if (!store) return fail(store.error());
  auto corrected = store::corrected_record(*store, options.key);
  if (!corrected) return fail(corrected.error());
  if (options.machine) {
    auto machine = store->machine_record(options.key);
    if (!machine) return fail(machine.error());
    *corrected = {std::move(*machine), {}};
  }
  const Record* record = &corrected->record;
  auto revisions = revisions_of(*store, *record);
  if (!revisions) return fail(revisions.error());
  Output output = Output::standard();
  if (options.format == "jsonl") {
    output.write((corrected->corrections.empty()
                      ? to_json(*record)
                      : corrections::to_json(*record, corrected->corrections)) +
                 "\n");
  } else {
    output.write(show(*record, look_at(stdout)) + *revisions +
                 corrections_of(*corrected, look_at(stdout)));
  }
  return finish(output);
}

}  // namespace

void add_show(CLI::App& app, int& status) {
  auto options = std::make_shared<Options>();
  CLI::App* command = app.add_subcommand(
      "show", "Show one report of the store: its text with marks, and all that was found in it");
  command->add_option("ID", options->key, "Id of the report, its first digits, or its path or uri")
      ->required();
  options->store = add_store_option(*command);
  command->add_option("--format", options->format, "text or jsonl")
      ->check(CLI::IsMember({"text", "jsonl"}))
      ->type_name("FORMAT")
      ->capture_default_str();
  command->add_flag("--machine", options->machine,
                    "As the machine wrote it, without what users corrected");
  set_examples(*command, "dragoman show 3fa21c08",
               "dragoman show reports/havana.txt --format jsonl");
  command->callback([options, &status] { status = run(*options); });
}

}  // namespace dragoman::cli
