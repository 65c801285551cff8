#include "speech/source_types.h"

#include <filesystem>
#include <fstream>
#include <string>

#include <gtest/gtest.h>
#include <unistd.h>

#include "../../tests/support/document_builder.h"
#include "speech/source_words.h"

namespace dragoman::speech {
namespace {

const Resources& resources() {
  static const auto loaded = Resources::load(std::string(DRAGOMAN_SOURCE_DIR) + "/lexicons");
  return **loaded;
}

std::uint32_t add_actor(Document& doc, std::uint32_t token, ActorKind kind, MentionKind how) {
  Actor actor;
  actor.kind = kind;
  const auto index = static_cast<std::uint32_t>(doc.actors.size());
  actor.mentions = {static_cast<std::uint32_t>(doc.mentions.size())};
  doc.actors.push_back(actor);
  Mention mention;
  mention.tokens = {token, token + 1};
  mention.span = doc.tokens[token].span;
  mention.head = token;
  mention.kind = how;
  mention.type = NameType::Person;
  mention.actor = index;
  doc.mentions.push_back(mention);
  return index;
}

// The first statement's type, "role, anonymous".
std::string type_of(Document doc) {
  doc.mark(Layer::Mentions);
  EXPECT_TRUE(attribute(resources(), doc).ok());
  EXPECT_TRUE(classify_sources(resources(), doc).ok());
  if (doc.statements.empty()) return "no statement";
  const Statement& s = doc.statements.back();
  return std::string(to_string(s.source_type)) + (s.anonymous ? ", anonymous" : "");
}

// "DET NOUN said that talks resumed ."
std::string sentence(const std::string& det,
                     const std::string& noun,
                     const std::string& lemma,
                     const std::string& upos,
                     const std::string& number) {
  return "1 " + det + " " + det + " DET _ _ 2 det _ _\n2 " + noun + " " + lemma + " " + upos +
         " _ Number=" + number +
         " 3 nsubj _ _\n3 said say VERB _ Mood=Ind|Tense=Past|VerbForm=Fin 0 root _ _\n"
         "4 that that SCONJ _ _ 6 mark _ _\n5 talks talk NOUN _ Number=Plur 6 nsubj _ _\n"
         "6 resumed resume VERB _ Mood=Ind|Tense=Past|VerbForm=Fin 3 ccomp _ SpaceAfter=No\n"
         "7 . . PUNCT _ _ 3 punct _ _\n";
}

Document with_person(const std::string& conllu, MentionKind how) {
  Document doc = testing::document_from_conllu(conllu);
  add_actor(doc, 1, ActorKind::Person, how);
  return doc;
}

TEST(SourceTypes, FollowTheNoun) {
  const auto plain = [](const char* det, const char* noun, const char* lemma, const char* number) {
    return type_of(testing::document_from_conllu(sentence(det, noun, lemma, "NOUN", number)));
  };
  EXPECT_EQ(plain("the", "residents", "resident", "Plur"), "collective");
  EXPECT_EQ(plain("the", "public", "public", "Sing"), "collective");
  EXPECT_EQ(plain("a", "source", "source", "Sing"), "anonymous, anonymous");
  EXPECT_EQ(plain("the", "sources", "source", "Plur"), "anonymous, anonymous");
  EXPECT_EQ(plain("the", "communique", "communique", "Sing"), "document");
  EXPECT_EQ(plain("the", "newspaper", "newspaper", "Sing"), "medium");
  EXPECT_EQ(plain("the", "minister", "minister", "Sing"), "role");
}

TEST(SourceTypes, OnePersonWithoutANameIsUnnamedButNotWhoHoldsAnOffice) {
  const auto person = [](const char* det, const char* noun) {
    return type_of(with_person(sentence(det, noun, noun, "NOUN", "Sing"), MentionKind::Nominal));
  };
  EXPECT_EQ(person("a", "diplomat"), "role, anonymous");
  EXPECT_EQ(person("the", "diplomat"), "role");
  EXPECT_EQ(person("a", "spokesman"), "role");
}

TEST(SourceTypes, ANameMakesItNamed) {
  EXPECT_EQ(
      type_of(with_person(sentence("the", "Reyes", "Reyes", "PROPN", "Sing"), MentionKind::Name)),
      "named");
}

TEST(SourceTypes, ABodyWithTheNameOfWhoseItIs) {
  // "Syrian government"
  Document doc =
      testing::document_from_conllu(sentence("Syrian", "government", "government", "NOUN", "Sing"));
  add_actor(doc, 1, ActorKind::Organisation, MentionKind::Nominal);
  EXPECT_EQ(type_of(doc), "role");
  doc.names.push_back({{0, 1}, NameType::Norp, 1});
  EXPECT_EQ(type_of(doc), "named");
}

constexpr const char* kWithheld = R"(
1 An a DET _ _ 2 det _ _
2 official official NOUN _ Number=Sing 8 nsubj _ _
3 speaking speak VERB _ VerbForm=Part 2 acl _ _
4 on on ADP _ _ 5 case _ _
5 condition condition NOUN _ Number=Sing 3 obl _ _
6 of of ADP _ _ 7 case _ _
7 anonymity anonymity NOUN _ Number=Sing 5 nmod _ _
8 said say VERB _ Mood=Ind|Tense=Past|VerbForm=Fin 0 root _ _
9 that that SCONJ _ _ 11 mark _ _
10 talks talk NOUN _ Number=Plur 11 nsubj _ _
11 resumed resume VERB _ Mood=Ind|Tense=Past|VerbForm=Fin 8 ccomp _ SpaceAfter=No
12 . . PUNCT _ _ 8 punct _ _
)";

TEST(SourceTypes, PhrasesKeepNamesBack) {
  EXPECT_EQ(type_of(testing::document_from_conllu(kWithheld)), "anonymous, anonymous");
  Document named = testing::document_from_conllu(kWithheld);
  add_actor(named, 1, ActorKind::Person, MentionKind::Name);
  EXPECT_EQ(type_of(named), "named, anonymous");  // a pseudonym
}

TEST(SourceTypes, NeedMentions) {
  Document doc;
  doc.mark(Layer::Trees);
  ASSERT_TRUE(attribute(resources(), doc).ok());
  const auto done = classify_sources(resources(), doc);
  ASSERT_FALSE(done.ok());
  EXPECT_EQ(done.error().code, ErrorCode::MissingLayer);
}

TEST(SourceWords, SaysWhatIsWrongWithAFile) {
  const auto path = std::filesystem::temp_directory_path() /
                    ("dragoman-sources-" + std::to_string(getpid()) + ".tsv");
  std::ofstream(path) << "letter\tdocument\nletter\tpaperwork\n";
  const auto loaded = SourceWords::load(path.string());
  std::filesystem::remove(path);
  ASSERT_FALSE(loaded);
  EXPECT_EQ(loaded.error().code, ErrorCode::BadFormat);
  EXPECT_NE(loaded.error().describe().find(":2:"), std::string::npos) << loaded.error().describe();
}

}  // namespace
}  // namespace dragoman::speech
