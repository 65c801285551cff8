// Pattern files that are broken, match everything, or are large; choices of several files; and how
// an event came about.
#include "events/lexicon.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>
#include <unistd.h>

#include "../../tests/support/document_builder.h"
#include "core/resources.h"
#include "events/code_events.h"
#include "events/trace.h"

namespace dragoman::events {
namespace {

const std::string kShipped = std::string(DRAGOMAN_SOURCE_DIR) + "/lexicons/events";

// The words of the shipped files, then `text` as x.events.
Result<Lexicon> loaded(const std::string& text) {
  std::vector<std::pair<std::string, std::string>> files;
  for (const char* name : {"00-words.events", "01-guards.events"})
    files.emplace_back(name, core::read_file(kShipped + "/" + name).value());
  files.emplace_back("x.events", text);
  return Lexicon::parse(files);
}

class Folder {
 public:
  Folder()
      : path_(std::filesystem::temp_directory_path() /
              ("dragoman-lexicon-" + std::to_string(::getpid()))) {
    std::filesystem::create_directories(path_);
  }
  ~Folder() { std::filesystem::remove_all(path_); }
  std::string write(const std::string& name, const std::string& text) const {
    std::ofstream(path_ / name, std::ios::binary) << text;
    return (path_ / name).string();
  }
  std::string path() const { return path_.string(); }

 private:
  std::filesystem::path path_;
};

struct Bad {
  const char* name;
  std::string text;
  const char* where;
  const char* message;
};

class BadPatterns : public ::testing::TestWithParam<Bad> {};

TEST_P(BadPatterns, AreRefusedWithPlaceAndReason) {
  const auto lexicon = loaded(GetParam().text);
  ASSERT_FALSE(lexicon.ok());
  EXPECT_EQ(lexicon.error().code, ErrorCode::BadFormat);
  EXPECT_EQ(lexicon.error().where, GetParam().where) << lexicon.error().message;
  EXPECT_NE(lexicon.error().message.find(GetParam().message), std::string::npos)
      << lexicon.error().message;
}

INSTANTIATE_TEST_SUITE_P(
    Kinds,
    BadPatterns,
    ::testing::Values(
        // syntax
        Bad{"NoKeyword", "attack ASSAULT", "x.events:1:1", "expected set, context, group"},
        Bad{"TriggerWithoutGroup", "\n  verb attack", "x.events:2:1", "under a 'group'"},
        Bad{"ShortGroup", "group a ASSAULT", "x.events:1:1", "group NAME TYPE"},
        Bad{"UnknownType", "group a ATTACK 190", "x.events:1:9", "PLOVER"},
        Bad{"NoCode", "group a ASSAULT x", "x.events:1:17", "CAMEO"},
        Bad{"NoTrigger", "group a ASSAULT 190\n  verb", "x.events:2:7", "expected a trigger"},
        Bad{"Capitals", "group a ASSAULT 190\n  verb Hit", "x.events:2:8", "lower-case"},
        Bad{"TwoWordsOfAVerb", "group a ASSAULT 190\n  verb open fire", "x.events:2:8",
            "verb_particle"},
        Bad{"EmptySlot", "group a ASSAULT 190\n  verb hit | obj.:x", "x.events:2:18", "slot"},
        Bad{"EmptyFilter", "group a ASSAULT 190\n  verb hit | obj:", "x.events:2:18",
            "expected a word"},
        Bad{"EmptyAlternative", "group a ASSAULT 190\n  verb hit | obj:a//b", "x.events:2:20",
            "expected a word"},
        Bad{"NoSet", "group a ASSAULT 190\n  verb hit | obj:@nothing", "x.events:2:18",
            "no set is called"},
        Bad{"UnknownOption", "group a ASSAULT 190\n  verb hit | loud", "x.events:2:14",
            "expected slot:filter"},
        Bad{"UnknownKey", "group a ASSAULT 190\n  verb hit | tone=loud", "x.events:2:14",
            "unknown option"},
        Bad{"UnknownKind", "cue a hope", "x.events:1:7", "kind of composition"},
        Bad{"UnknownFactuality", "cue a intent factuality=maybe", "x.events:1:25", "factuality"},
        Bad{"ShortCompose", "compose intent AID", "x.events:1:1", "compose KIND"},
        Bad{"ScoreOffScale", "score 19 -11", "x.events:1:10", "-10 to 10"},
        Bad{"SetWithoutColon", "set a word", "x.events:1:4", "set NAME:"},
        // what matches everything
        Bad{"Wildcard", "group a ASSAULT 190\n  verb *", "x.events:2:8", "without a lemma"},
        Bad{"AnyVerb", "group a ASSAULT 190\n  verb any | obj:gun", "x.events:2:8",
            "without a lemma"},
        Bad{"SetAsTrigger", "group a ASSAULT 190\n  verb @people", "x.events:2:8",
            "without a lemma"},
        Bad{"EmptyVerb", "group a ASSAULT 190\n  verb make", "x.events:2:8",
            "says nothing by itself"},
        Bad{"EmptyVerbAlwaysTrue", "group a ASSAULT 190\n  verb see | obj:any", "x.events:2:8",
            "says nothing by itself"},
        Bad{"EmptyVerbNegated", "group a ASSAULT 190\n  verb take | obj:!aid", "x.events:2:8",
            "says nothing by itself"},
        Bad{"FunctionWord", "group a ASSAULT 190\n  noun the", "x.events:2:8", "function word"},
        Bad{"EmptySet", "set a:  ,", "x.events:1:6", "no words"},
        Bad{"SetOfFunctionWords", "set a: the, of\ngroup a ASSAULT 190\n  verb hit | obj:@a",
            "x.events:3:18", "no words but function words"},
        // sets of sets
        Bad{"Circle", "set a: @b\nset b: @a", "x.events:2:8", "circle: 'a', 'b', and again 'a'"},
        Bad{"CircleOfOne", "set a: x, @a", "x.events:1:11", "circle"},
        Bad{"UnknownInSet", "set a: x, @b", "x.events:1:11", "no set is called 'b'"},
        // no text
        Bad{"Nul", std::string("group a ASSAULT 190\n  verb h\0t", 29), "x.events:2:9", "NUL"},
        Bad{"Latin1", "group a ASSAULT 190\n# caf\xE9\n", "x.events:2:6", "UTF-8"}),
    [](const auto& info) { return info.param.name; });

TEST(LexiconSets, MayNameEachOtherInAnyOrder) {
  const auto lexicon = loaded("set all: @some, three\nset some: one, two\n");
  ASSERT_TRUE(lexicon.ok()) << lexicon.error().describe();
  EXPECT_EQ(*lexicon->set_named("all"), (WordSet{"one", "two", "three"}));
  std::string deep = "set s0: x\n";
  for (int i = 1; i < 200; ++i)
    deep = "set s" + std::to_string(i) + ": @s" + std::to_string(i - 1) + "\n" + deep;
  const auto chain = loaded(deep);
  ASSERT_FALSE(chain.ok());
  EXPECT_NE(chain.error().message.find("deep"), std::string::npos);
}

TEST(LexiconText, MarkAndLineEndsOfOtherSystems) {
  const auto lexicon = loaded("\xEF\xBB\xBFgroup a ASSAULT 190\r\n  verb hit\r\n");
  ASSERT_TRUE(lexicon.ok()) << lexicon.error().describe();
  const Entry* entry = lexicon->entry_named("a/hit");
  ASSERT_NE(entry, nullptr);
  EXPECT_EQ(lexicon->where(*entry), "x.events:2");
}

TEST(LexiconText, IdiomsNeedNoType) {
  const auto lexicon = loaded("group idioms -\n  verb hit | obj:market\n");
  ASSERT_TRUE(lexicon.ok()) << lexicon.error().describe();
  EXPECT_TRUE(lexicon->entry_named("idioms/hit")->ignore);
}

TEST(LexiconChoiceTest, Parses) {
  EXPECT_EQ(*parse_lexicon_choice("ours"), (LexiconChoice{"ours"}));
  EXPECT_EQ(*parse_lexicon_choice("ours, a.events"), (LexiconChoice{"ours", "a.events"}));
  EXPECT_FALSE(parse_lexicon_choice("").ok());
  EXPECT_FALSE(parse_lexicon_choice("ours,").ok());
}

TEST(LexiconChoiceTest, OursOthersBothAndInWhichOrder) {
  const Folder folder;
  const std::string mine = folder.write("mine.events", "group mine AID 070\n  verb attack\n");
  folder.write("more.events", "group more AID 071\n  verb regale | obj:@armed-forces\n");
  folder.write("notes.txt", "no pattern file");

  const auto only = Lexicon::load(kShipped, {mine});
  ASSERT_TRUE(only.ok()) << only.error().describe();
  EXPECT_NE(only->entry_named("mine/attack"), nullptr);
  EXPECT_EQ(only->entry_named("meet/meet"), nullptr);                      // none of our groups ...
  EXPECT_NE(only->entry_named("willing/ready"), nullptr);                  // ... but our cues,
  EXPECT_NE(only->set_named("armed-forces"), nullptr);                     // our sets
  EXPECT_NE(only->compose(Compose::Intent, EventType::Aid, ""), nullptr);  // and our table

  const auto first = [](const Lexicon& lexicon) {
    return lexicon.entry(lexicon.find(TriggerPos::Verb, "attack")->back()).name;
  };
  const auto both = Lexicon::load(kShipped, {"ours", folder.path()});
  ASSERT_TRUE(both.ok()) << both.error().describe();
  EXPECT_EQ(first(*both), "mine/attack");  // ours stands before it
  EXPECT_NE(both->entry_named("more/regale"), nullptr);
  const auto turned = Lexicon::load(kShipped, {folder.path(), "ours"});
  EXPECT_NE(first(*turned), "mine/attack");

  EXPECT_EQ(Lexicon::load(kShipped, {"nowhere"}).error().code, ErrorCode::NotFound);
}

TEST(LexiconChoiceTest, WithoutOursTheirSetsAndCuesReplaceOurs) {
  const Folder folder;
  const std::string mine = folder.write("mine.events",
                                        "set light: juggle\ncue keen intent factuality=planned\n"
                                        "  adj keen\ncompose intent AID keep\n");
  const auto lexicon = Lexicon::load(kShipped, {mine});
  ASSERT_TRUE(lexicon.ok()) << lexicon.error().describe();
  EXPECT_EQ(lexicon->builtin(Lexicon::Builtin::Light), (WordSet{"juggle"}));
  EXPECT_EQ(lexicon->entry_named("willing/ready"), nullptr);
  EXPECT_TRUE(lexicon->compose(Compose::Intent, EventType::Aid, "")->keep);
  EXPECT_EQ(lexicon->compose(Compose::Refuse, EventType::Retreat, ""), nullptr);
}

TEST(LexiconSize, TooLargeAFileIsNotRead) {
  const Folder folder;
  const std::string path = folder.write("large.events", "# empty\n");
  std::filesystem::resize_file(path, Lexicon::kMostBytes + 1);  // a hole, no bytes on the disk
  EXPECT_EQ(Lexicon::load(kShipped, {path}).error().code, ErrorCode::TooLarge);
}

// Entries for one word are found by what they need in the sentence: the same ones as by trying all.
TEST(LexiconKeys, FindWhatTryingAllFinds) {
  std::string text =
      "set grain: wheat, rice\ngroup a AID 070\n  verb send\n  verb send | subj:actor\n"
      "  verb send_off\n  verb send | obj:@grain\n  verb send | obj:!tank\n"
      "  noun food parcel\n";
  for (int i = 0; i < 500; ++i) text += "  verb send | obj:thing" + std::to_string(i) + "\n";
  const auto lexicon = loaded(text);
  ASSERT_TRUE(lexicon.ok()) << lexicon.error().describe();
  const auto names = [&](const std::vector<std::string>& words) {
    std::vector<std::uint32_t> keys, found;
    for (const std::string& word : words) lexicon->add_keys(word, keys);
    std::sort(keys.begin(), keys.end());
    lexicon->find(TriggerPos::Verb, "send", keys, found);
    std::vector<std::string> out;
    for (const std::uint32_t index : found) out.push_back(lexicon->entry(index).name);
    return out;
  };
  using Names = std::vector<std::string>;
  EXPECT_EQ(lexicon->find(TriggerPos::Verb, "send")->size(), 505u);
  // Without words: those that need none, most specific first.
  EXPECT_EQ(names({}), (Names{"a/send#2", "a/send#4", "a/send"}));
  EXPECT_EQ(names({"rice"}), (Names{"a/send#3", "a/send#2", "a/send#4", "a/send"}));
  EXPECT_EQ(names({"thing7", "off"}),
            (Names{"a/send_off", "a/send#12", "a/send#2", "a/send#4", "a/send"}));
}

// An actor for each of `names`, mentioned wherever a token has that form.
void name_countries(Document& doc, const std::vector<std::string>& names) {
  for (const std::string& name : names) {
    Actor actor;
    actor.name = name;
    actor.kind = ActorKind::Country;
    actor.country = actor.code = name.substr(0, 3);
    doc.actors.push_back(actor);
  }
  for (std::uint32_t i = 0; i < doc.tokens.size(); ++i) {
    const auto found = std::find(names.begin(), names.end(), doc.form(i));
    if (found == names.end()) continue;
    Mention mention;
    mention.tokens = {i, i + 1};
    mention.span = doc.tokens[i].span;
    mention.head = i;
    mention.actor = static_cast<std::uint32_t>(found - names.begin());
    doc.actors[mention.actor].mentions.push_back(static_cast<std::uint32_t>(doc.mentions.size()));
    doc.mentions.push_back(mention);
  }
}

Document sentence_of(std::size_t clauses) {
  std::string conllu;
  for (std::size_t i = 0; i < clauses; ++i) {
    const std::size_t at = 5 * i;
    const auto line = [&](std::size_t number, const char* columns, std::size_t head,
                          const char* deprel) {
      conllu += std::to_string(at + number) + " " + columns + " " + std::to_string(head) + " " +
                deprel + " _ _\n";
    };
    line(1, "Chad Chad PROPN _ _", at + 2, "nsubj");
    line(2, "attacked attack VERB _ Mood=Ind|Tense=Past|VerbForm=Fin", i == 0 ? 0 : at - 3,
         i == 0 ? "root" : "conj");
    line(3, "Libya Libya PROPN _ _", at + 2, "obj");
    line(4, "troops troop NOUN _ _", at + 2, "obl");
    line(5, "and and CCONJ _ _", at + 2, "cc");
  }
  Document doc = testing::document_from_conllu(conllu);
  name_countries(doc, {"Chad", "Libya"});
  return doc;
}

TEST(LongSentences, OfTwoThousandTokensAreCoded) {
  const auto shipped = Resources::load(std::string(DRAGOMAN_SOURCE_DIR) + "/lexicons");
  ASSERT_TRUE(shipped.ok());
  Document doc = sentence_of(400);
  ASSERT_EQ(doc.tokens.size(), 2000u);
  ASSERT_EQ(doc.sentences.size(), 1u);
  ASSERT_TRUE(code_events(**shipped, doc).ok());
  EXPECT_FALSE(doc.events.empty());
}

TEST(Trace, TellsPatternFillersFactualityAndTheTree) {
  const auto resources = Resources::parse(
      {{"00", core::read_file(kShipped + "/00-words.events").value()},
       {"x.events",
        "group give AID 073\n  verb send | obj:@aid recipient=to\n  verb send | obj:tank\n"
        "cue keen intent factuality=planned\n  adj keen\n"}});
  ASSERT_TRUE(resources.ok()) << resources.error().describe();
  Document doc = testing::document_from_conllu(R"(
1 Keen keen ADJ _ Degree=Pos 2 amod _ _
2 Chad Chad PROPN _ _ 4 nsubj _ _
3 will will AUX _ VerbForm=Fin 4 aux _ _
4 send send VERB _ VerbForm=Inf 0 root _ _
5 food food NOUN _ _ 4 obj _ _
6 to to ADP _ _ 7 case _ _
7 Libya Libya PROPN _ _ 4 obl _ _
)");
  name_countries(doc, {"Chad", "Libya"});
  ASSERT_TRUE(code_events(**resources, doc).ok());
  ASSERT_EQ(doc.events.size(), 1u);
  const auto trace = trace_event(**resources, doc, doc.events[0]);
  ASSERT_TRUE(trace.has_value());
  EXPECT_EQ(trace->where, "x.events:2");
  ASSERT_EQ(trace->conditions.size(), 1u);
  EXPECT_EQ(trace->conditions[0].condition, "obj:@aid");
  EXPECT_EQ(trace->conditions[0].tokens, (std::vector<std::uint32_t>{4}));
  ASSERT_EQ(trace->fillers.size(), 2u);
  EXPECT_EQ(trace->fillers[0].role + " " + trace->fillers[0].path, "actor subj");
  EXPECT_EQ(trace->fillers[1].role + " " + trace->fillers[1].path, "recipient to");
  EXPECT_EQ(trace->fillers[1].actors, (std::vector<std::uint32_t>{1}));
  EXPECT_EQ(trace->realis, (std::vector<std::string>{"future"}));
  EXPECT_EQ(trace->cues, (std::vector<std::uint32_t>{2}));
  ASSERT_EQ(trace->others.size(), 1u);
  EXPECT_EQ(trace->others[0].why, "obj:tank does not hold");
  ASSERT_EQ(trace->silent.size(), 1u);
  EXPECT_EQ(trace->silent[0].name, "keen/keen");
  EXPECT_EQ(trace->tree, (std::vector<std::uint32_t>{1, 2, 3, 4, 6}));
  Event unknown = doc.events[0];
  unknown.rule = "nobody/knows";
  EXPECT_FALSE(trace_event(**resources, doc, unknown).has_value());
}

}  // namespace
}  // namespace dragoman::events
