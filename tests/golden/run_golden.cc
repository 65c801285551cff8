// Runs the golden cases: tests/golden/<room>/*.case, each a short text and the entries a room must
// find in it.
//
//   run_golden [--update] FOLDER...      FOLDER is tests/golden/<room>
//
// A case file holds any number of cases:
//   # name: speech/cue_before_source
//   # why: inverted order, "said" before its subject
//   # date: 2016-03-23                   (optional: the publication date)
//   "We will not yield," said Foreign Minister Ana Reyes on Friday.
//   ----
//   statement direct source="Foreign Minister Ana Reyes" cue="said" content="We will not yield,"
//   ====                                 (between cases)
// The room's whole output is compared, so that what is found too much fails as well. --update
// rewrites what is expected; the difference is then reviewed like code.
#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "dragoman/engine.h"

#include "core/hash.h"
#include "core/utf8.h"
#include "intake/anatomy.h"
#include "pipeline/read_report.h"

namespace dragoman {
namespace {

struct Case {
  std::string head;  // comment lines
  std::string name, date;
  std::string text;
  std::string expected;
};

std::vector<Case> read_cases(const std::string& path) {
  std::vector<Case> cases(1);
  std::ifstream in(path);
  bool in_expected = false;
  for (std::string line; std::getline(in, line);) {
    Case& current = cases.back();
    if (line == "====") {
      cases.emplace_back();
      in_expected = false;
    } else if (line == "----") {
      in_expected = true;
    } else if (in_expected) {
      current.expected += line + "\n";
    } else if (line.starts_with("# ")) {
      current.head += line + "\n";
      if (line.starts_with("# name: ")) current.name = line.substr(8);
      if (line.starts_with("# date: ")) current.date = line.substr(8);
    } else {
      current.text += line + "\n";
    }
  }
  return cases;
}

// One line per entry of the room's layers.
class Printer {
 public:
  explicit Printer(const Document& doc) : doc_(doc) {}

  std::string print(const std::string& room) {
    if (room == "entities") print_actors();
    if (room == "times") print_times();
    if (room == "places") print_places();
    if (room == "speech") print_statements();
    if (room == "sources") print_sources();
    if (room == "topics") print_topics();
    if (room == "events") print_events();
    if (room == "details") print_details();
    if (room == "pledges") print_pledges();
    if (room == "processes") print_processes();
    if (room == "language") print_tokens();
    return out_.str();
  }

 private:
  std::string text(const std::vector<ByteSpan>& spans) const {
    std::string joined;
    for (const ByteSpan span : spans)
      joined += (joined.empty() ? "" : " ... ") + std::string(doc_.view(span));
    std::replace(joined.begin(), joined.end(), '\n', ' ');  // one line per entry
    return joined;
  }
  std::string actor(std::uint32_t index) const {
    return index == kNone ? "" : doc_.actors[index].name;
  }
  std::string actors(const std::vector<std::uint32_t>& list) const {
    std::string joined;
    for (const std::uint32_t index : list) joined += (joined.empty() ? "" : "; ") + actor(index);
    return joined;
  }
  void field(const char* key, const std::string& value) {
    if (!value.empty()) out_ << ' ' << key << "=\"" << value << '"';
  }

  void print_tokens() {
    for (const Sentence& sentence : doc_.sentences) {
      out_ << "sentence";
      for (std::uint32_t i = sentence.tokens.begin; i < sentence.tokens.end; ++i)
        out_ << ' ' << doc_.form(i);
      out_ << '\n';
    }
  }
  void print_actors() {
    for (const Actor& a : doc_.actors) {
      out_ << "actor " << to_string(a.kind);
      field("name", a.name), field("code", a.code), field("role", a.role);
      std::vector<ByteSpan> spans;
      for (const std::uint32_t m : a.mentions) spans.push_back(doc_.mentions[m].span);
      field("mentions", text(spans));
      out_ << '\n';
    }
  }
  void print_times() {
    for (const Timex& t : doc_.times) {
      out_ << "time " << to_string(t.type);
      field("text", text({t.span})), field("value", t.value);
      out_ << '\n';
    }
  }
  void print_places() {
    for (const Place& p : doc_.places) {
      out_ << "place";
      field("text", text({p.span})), field("name", p.name), field("country", p.country),
          field("admin1", p.admin1);
      out_ << '\n';
    }
  }
  void print_statements() {
    for (const Statement& s : doc_.statements) {
      out_ << "statement " << to_string(s.kind);
      field("source", text(s.source)), field("cue", text(s.cue)), field("content", text(s.content));
      field("speaker", actor(s.speaker)), field("addressee", actor(s.addressee));
      if (s.stance != Stance::Neutral) field("stance", std::string(to_string(s.stance)));
      out_ << '\n';
    }
  }
  // The way of each statement: what kind of source, to whom, and through whom.
  void print_sources() {
    for (const Statement& s : doc_.statements) {
      out_ << "statement";
      field("cue", text(s.cue)), field("speaker", actor(s.speaker));
      const bool unnamed = s.anonymous && s.source_type != SourceType::Anonymous;
      field("type", std::string(to_string(s.source_type)) + (unnamed ? ", unnamed" : ""));
      field("addressee", actor(s.addressee));
      std::string chain;
      for (const ChainHop& hop : s.chain) {
        chain += (chain.empty() ? "" : " <- ") + std::string(to_string(hop.kind)) + ' ' +
                 (hop.actor != kNone ? actor(hop.actor) : hop.name);
      }
      field("chain", chain);
      out_ << '\n';
    }
  }
  void print_topics() {
    for (std::size_t i = 0; i < doc_.statements.size(); ++i) {
      const Topics& topics = doc_.topics[i];
      out_ << "statement";
      field("content", text(doc_.statements[i].content)), field("actors", actors(topics.actors));
      std::string places, processes;
      for (const std::uint32_t p : topics.places)
        places += (places.empty() ? "" : "; ") + doc_.places[p].name;
      for (const std::uint32_t p : topics.processes)
        processes += (processes.empty() ? "" : "; ") + doc_.processes[p].name;
      field("places", places), field("processes", processes);
      field("phrases", text(topics.phrases));
      out_ << '\n';
    }
  }
  void print_events() {
    for (const Event& e : doc_.events) {
      out_ << "event " << to_string(e.type) << ' ' << to_string(e.factuality);
      std::vector<ByteSpan> trigger;
      for (const TokenSpan span : e.trigger) trigger.push_back(doc_.bytes(span));
      field("trigger", text(trigger)), field("mode", e.mode), field("actors", actors(e.actors));
      field("recipients", actors(e.recipients)), field("date", e.date);
      if (e.place != kNone) field("place", doc_.places[e.place].name);
      out_ << '\n';
    }
  }
  void count(const char* key, const std::optional<EventCount>& c) {
    if (!c) return;
    field(key, std::to_string(c->count) + (c->bound.empty() ? "" : " " + c->bound) + " \"" +
                   text({c->span}) + "\"");
  }
  void third(const char* key, const Event& e, ThirdPart part) {
    std::string names;
    for (const auto& [own, index] : e.third) {
      if (own == part) names += (names.empty() ? "" : "; ") + actor(index);
    }
    field(key, names);
  }
  void print_details() {
    for (const Event& e : doc_.events) {
      out_ << "event " << to_string(e.type) << ' ' << to_string(e.factuality);
      if (e.act) {
        field("act", std::string(to_string(e.act->type)) + " " +
                         std::string(to_string(e.act->factuality)));
      }
      third("mediators", e, ThirdPart::Mediator), third("hosts", e, ThirdPart::Host);
      third("guarantors", e, ThirdPart::Guarantor);
      field("victims", text(e.victims)), field("instrument", text(e.instrument));
      field("venue", text(e.venue));
      count("dead", e.dead), count("injured", e.injured), count("arrested", e.arrested);
      count("size", e.size);
      field("no_actor", e.no_actor), field("no_recipient", e.no_recipient);
      out_ << '\n';
    }
  }
  void print_pledges() {
    for (const Pledge& p : doc_.pledges) {
      out_ << "pledge " << to_string(p.kind);
      field("by", actor(p.by)), field("to", actor(p.to)), field("what", text(p.what)),
          field("type", p.type);
      field("due", p.due);
      out_ << '\n';
    }
  }
  void print_processes() {
    for (const ProcessMention& p : doc_.processes) {
      out_ << "process " << to_string(p.kind);
      field("name", p.name), field("round", p.round), field("when", p.when);
      std::string roles;
      for (const ProcessRole& r : p.roles)
        roles += (roles.empty() ? "" : "; ") + actor(r.actor) + ": " + r.role;
      field("roles", roles), field("agenda", text(p.agenda));
      std::vector<ByteSpan> subjects;
      for (const ProcessQualifier& q : p.qualifiers)
        if (q.as == "subject") subjects.push_back(q.span);
      field("subject", text(subjects));
      out_ << '\n';
      for (const ProcessAct& act : p.acts) print_act(act);
      for (const AgendaItem& item : p.items) {
        out_ << "  item " << item.status;
        field("item", text({item.span}));
        if (item.number != 0) out_ << " number=" << item.number;
        out_ << '\n';
      }
    }
  }
  void print_act(const ProcessAct& act) {
    out_ << "  act " << act.act << ' ' << to_string(act.factuality);
    field("cue", text({act.cue})), field("round", act.round), field("date", act.date);
    field("until", act.until), field("due", act.due), field("lasts", act.lasts);
    if (act.place != kNone) field("place", doc_.places[act.place].name);
    field("by", actors(act.by)), field("accusers", actors(act.accusers)),
        field("deniers", actors(act.deniers));
    if (!act.amount.empty()) field("amount", text({act.amount}));
    out_ << '\n';
  }

  const Document& doc_;
  std::ostringstream out_;
};

std::string found_in(const Engine& engine,
                     Reader& reader,
                     const Case& test,
                     const std::string& room) {
  Report report;
  report.text = std::string(core::trim(test.text));
  report.uri = test.name;
  report.published = test.date;
  report.id = core::sha256_hex(report.text).substr(0, 16);
  intake::find_anatomy(*engine.impl().resources.intake, {}, report);
  auto doc = reader.read_document(std::move(report));
  if (!doc) return doc.error().describe() + "\n";
  return Printer(*doc).print(room);
}

int run(const std::vector<std::string>& folders, bool update) {
  auto engine = Engine::load({});
  if (!engine) {
    std::fprintf(stderr, "run_golden: %s\n", engine.error().describe().c_str());
    return 2;
  }
  Reader reader(*engine);
  std::size_t passed = 0, failed = 0;
  for (const std::string& folder : folders) {
    namespace fs = std::filesystem;
    std::vector<fs::path> files;
    for (const auto& entry : fs::directory_iterator(folder)) {
      if (entry.path().extension() == ".case") files.push_back(entry.path());
    }
    std::sort(files.begin(), files.end());
    const std::string room = fs::canonical(folder).filename().string();
    for (const fs::path& file : files) {
      std::vector<Case> cases = read_cases(file.string());
      std::string rewritten;
      for (Case& test : cases) {
        const std::string found = found_in(**engine, reader, test, room);
        if (found == test.expected) {
          ++passed;
        } else if (!update) {
          ++failed;
          std::printf("FAILED %s: %s\n--- expected\n%s+++ found\n%s", file.c_str(),
                      test.name.c_str(), test.expected.c_str(), found.c_str());
        }
        rewritten += (rewritten.empty() ? "" : "====\n") + test.head + test.text + "----\n" + found;
      }
      if (update) std::ofstream(file) << rewritten;
    }
  }
  std::printf("%zu passed, %zu failed\n", passed, failed);
  return failed == 0 ? 0 : 1;
}

}  // namespace
}  // namespace dragoman

int main(int argc, char** argv) {
  bool update = false;
  std::vector<std::string> folders;
  for (int i = 1; i < argc; ++i) {
    if (std::string(argv[i]) == "--update") {
      update = true;
    } else {
      folders.emplace_back(argv[i]);
    }
  }
  if (folders.empty()) {
    std::fprintf(stderr, "usage: run_golden [--update] FOLDER...\n");
    return 2;
  }
  return dragoman::run(folders, update);
}
