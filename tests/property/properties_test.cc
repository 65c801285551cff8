// What must hold of every record, whatever the input: checked on the sample reports and on seeded
// damage to them.
#include <algorithm>
#include <filesystem>
#include <iostream>
#include <random>
#include <set>

#include <gtest/gtest.h>

#include "dragoman/engine.h"

#include "core/resources.h"
#include "core/utf8.h"
#include "explain/glossary.h"
#include "intake/read_input.h"
#include "pipeline/read_report.h"
#include "record/make_record.h"

namespace dragoman {
namespace {

std::shared_ptr<const Engine> engine() {
  static const auto loaded = [] {
    auto result = Engine::load({});
    EXPECT_TRUE(result.ok()) << (result.ok() ? "" : result.error().describe());
    return result.ok() ? *result : nullptr;
  }();
  return loaded;
}

std::vector<std::string> sample_texts() {
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator(DRAGOMAN_SOURCE_DIR "/samples")) {
    if (entry.path().extension() == ".txt") files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  std::vector<std::string> texts;
  for (const auto& file : files) texts.push_back(*core::read_file(file.string()));
  return texts;
}

Result<Document> read(Reader& reader, const std::string& bytes) {
  intake::RawItem item;
  item.bytes = bytes;
  item.uri = "test";
  auto report = intake::make_report(*engine()->impl().resources.intake, {}, item);
  if (!report) return report.error();
  return reader.read_document(std::move(*report));
}

void check_span(const Record& record,
                const core::CodePointIndex& index,
                CodePointSpan span,
                const char* what) {
  EXPECT_LE(span.begin, span.end) << what;
  EXPECT_LE(span.end, index.size()) << what << " in " << record.uri;
}

void check_ids(const std::set<std::string>& known,
               const std::vector<std::string>& used,
               const char* what) {
  for (const std::string& id : used) EXPECT_TRUE(known.contains(id)) << what << " names " << id;
}

void check_record(const Record& record) {
  const core::CodePointIndex index(record.text);
  std::set<std::string> actors, places, statements, processes;
  for (const auto& a : record.actors) actors.insert(a.id);
  for (const auto& p : record.places) places.insert(p.id);
  for (const auto& s : record.statements) statements.insert(s.id);
  for (const auto& p : record.processes) processes.insert(p.id);
  for (const auto& m : record.mentions) {
    check_span(record, index, m.span, "mention");
    if (!m.actor.empty()) check_ids(actors, {m.actor}, "mention");
  }
  for (const auto& a : record.actors) check_ids(actors, a.members, "members");
  for (const auto& t : record.times) {
    check_span(record, index, t.span, "time");
    EXPECT_FALSE(t.rule.empty());
  }
  for (const auto& p : record.places) {
    check_span(record, index, p.span, "place");
    EXPECT_FALSE(p.rule.empty());
  }
  for (const auto& s : record.statements) {
    EXPECT_FALSE(s.content.empty());
    for (const auto& spans : {s.source, s.cue, s.content}) {
      for (const auto& span : spans) check_span(record, index, span, "statement");
    }
    if (!s.speaker.empty()) check_ids(actors, {s.speaker}, "speaker");
    if (!s.parent.empty()) check_ids(statements, {s.parent}, "parent");
    for (const RecordHop& hop : s.chain) {
      EXPECT_FALSE(hop.who.empty());
      if (hop.span) check_span(record, index, *hop.span, "chain");
    }
    EXPECT_FALSE(s.source_type == SourceType::Anonymous && !s.anonymous);
    if (!s.about) continue;
    check_ids(actors, s.about->actors, "about");
    check_ids(places, s.about->places, "about");
    check_ids(processes, s.about->processes, "about");
    for (const auto& span : s.about->phrases) check_span(record, index, span, "key phrase");
  }
  for (const auto& e : record.events) {
    EXPECT_FALSE(e.trigger.empty());
    EXPECT_FALSE(e.rule.empty());
    for (const auto& span : e.trigger) check_span(record, index, span, "trigger");
    check_ids(actors, e.actors, "event actor");
    check_ids(actors, e.recipients, "event recipient");
    if (!e.place.empty()) check_ids(places, {e.place}, "event place");
    if (!e.said_by.empty()) check_ids(statements, {e.said_by}, "said_by");
  }
  for (const auto& p : record.pledges) {
    EXPECT_FALSE(p.what.empty());
    if (!p.by.empty()) check_ids(actors, {p.by}, "pledge");
    if (!p.to.empty()) check_ids(actors, {p.to}, "pledge");
  }
  for (const auto& p : record.processes) {
    check_span(record, index, p.span, "process");
    for (const auto& [actor, role] : p.role) check_ids(actors, {actor}, "role");
  }
}

void check_trees(const Document& doc) {
  for (const Sentence& sentence : doc.sentences) {
    int roots = 0;
    for (std::uint32_t i = sentence.tokens.begin; i < sentence.tokens.end; ++i) {
      std::uint32_t at = i, steps = 0;
      while (doc.tokens[at].head != kNone && steps <= sentence.tokens.size()) {
        at = doc.tokens[at].head;
        EXPECT_TRUE(sentence.tokens.contains(at));
        ++steps;
      }
      EXPECT_LE(steps, sentence.tokens.size()) << "cycle";
      if (doc.tokens[i].head == kNone) ++roots;
    }
    EXPECT_EQ(roots, 1);
  }
}

template <class Entries>
void expect_meanings(const explain::Glossary& glossary,
                     explain::Layer layer,
                     const Entries& entries) {
  for (const auto& entry : entries) {
    for (const explain::RulePart& part : explain::parts_of(layer, entry.rule)) {
      EXPECT_TRUE(glossary.meaning(layer, part.name))
          << to_string(layer) << " rule \"" << entry.rule
          << "\": lexicons/explain/rules.tsv has no \"" << part.name << "\"";
    }
  }
}

TEST(Properties, EveryRuleIsExplained) {
  ASSERT_NE(engine(), nullptr);
  const auto glossary = explain::Glossary::load(DRAGOMAN_SOURCE_DIR "/lexicons/explain/rules.tsv");
  ASSERT_TRUE(glossary.ok()) << glossary.error().describe();
  Reader reader(engine());
  for (const std::string& text : sample_texts()) {
    auto doc = read(reader, text);
    ASSERT_TRUE(doc.ok()) << doc.error().describe();
    const Record record = record::make_record(*doc, engine()->versions());
    expect_meanings(*glossary, explain::Layer::Mention, record.mentions);
    expect_meanings(*glossary, explain::Layer::Actor, record.actors);
    expect_meanings(*glossary, explain::Layer::Time, record.times);
    expect_meanings(*glossary, explain::Layer::Place, record.places);
    expect_meanings(*glossary, explain::Layer::Statement, record.statements);
    expect_meanings(*glossary, explain::Layer::Event, record.events);
    expect_meanings(*glossary, explain::Layer::Pledge, record.pledges);
    expect_meanings(*glossary, explain::Layer::Process, record.processes);
  }
}

TEST(Properties, EveryReceiptLiesInTheText) {
  ASSERT_NE(engine(), nullptr);
  Reader reader(engine());
  for (const std::string& text : sample_texts()) {
    auto doc = read(reader, text);
    ASSERT_TRUE(doc.ok()) << doc.error().describe();
    check_trees(*doc);
    const Record record = record::make_record(*doc, engine()->versions());
    check_record(record);
    const std::string json = to_json(record);
    auto back = record_from_json(json);
    ASSERT_TRUE(back.ok());
    EXPECT_EQ(to_json(*back), json);
  }
}

// Damage: cut, doubled, shuffled and replaced bytes. Either a clean rejection or a sound record.
TEST(Properties, DamagedReportsNeverBreakARecord) {
  ASSERT_NE(engine(), nullptr);
  constexpr unsigned kSeed = 20161124;
  std::cout << "seed " << kSeed << '\n';
  std::mt19937 random(kSeed);
  const auto below = [&random](std::size_t n) { return n == 0 ? 0 : random() % n; };
  Reader reader(engine());
  for (const std::string& text : sample_texts()) {
    for (int round = 0; round < 4; ++round) {
      std::string bytes = text;
      for (int edit = 0; edit < 6; ++edit) {
        const std::size_t at = below(bytes.size()), size = below(60);
        switch (below(5)) {
          case 0:
            bytes.erase(at, size);
            break;
          case 1:
            bytes.insert(at, bytes.substr(below(bytes.size()), size));
            break;
          case 2:
            bytes.insert(at, "\xE2\x80\x9C");
            break;  // an opening quotation mark that nothing closes
          case 3:
            bytes.insert(at, std::string(size, "\"'(\n.-"[below(6)]));
            break;
          default:
            if (!bytes.empty()) bytes[at % bytes.size()] = static_cast<char>(random());
            break;
        }
      }
      auto doc = read(reader, bytes);
      if (!doc) {
        EXPECT_NE(doc.error().code, ErrorCode::Internal) << doc.error().describe();
        continue;
      }
      check_trees(*doc);
      check_record(record::make_record(*doc, engine()->versions()));
    }
  }
}

TEST(Properties, OddTextsAreReadInBoundedTime) {
  ASSERT_NE(engine(), nullptr);
  Reader reader(engine());
  std::string no_stop, no_space(20000, 'a'), quotes, brackets, emoji, lines;
  for (int i = 0; i < 10000; ++i) no_stop += "soldier ";
  for (int i = 0; i < 4000; ++i) quotes += "\xE2\x80\x9C he said \"";
  for (int i = 0; i < 4000; ++i) brackets += "((a) b";
  for (int i = 0; i < 3000; ++i) emoji += "\xF0\x9F\x98\x80\xCC\x81 ";
  for (int i = 0; i < 3000; ++i) lines += "x\n\n";
  for (const std::string& text :
       {no_stop, no_space, quotes, brackets, emoji, lines, std::string("a"),
        std::string("\xD9\x85\xD8\xB1\xD8\xAD\xD8\xA8\xD8\xA7 said.")}) {
    auto doc = read(reader, text);
    if (!doc) continue;  // rejected with a reason
    check_trees(*doc);
    check_record(record::make_record(*doc, engine()->versions()));
  }
}

}  // namespace
}  // namespace dragoman
