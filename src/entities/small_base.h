// A small knowledge base and the look-ups that the tests of this room share. For tests only.
#pragma once

#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>

#include "../../tests/support/document_builder.h"
#include "entities/resolve_actors.h"
#include "knowledge/compile.h"

namespace dragoman::entities::testing {

inline const std::string kCountries =
    "# table: entities\n# kind: country\n"
    "name\tcountry\tiso2\taliases\tadjectives\tdemonyms\tplurals\tcapitals\tlat\tlon\n"
    "United States\tUSA\tUS\tU.S.|America\tAmerican\tAmerican\tAmericans\tWashington\t38\t-97\n"
    "Turkey\tTUR\tTR\t\tTurkish\tTurk\tTurks\tAnkara\t39\t35\n"
    "Russia\tRUS\tRU\t\tRussian\tRussian\tRussians\tMoscow\t60\t100\n"
    "Syria\tSYR\tSY\t\tSyrian\tSyrian\tSyrians\tDamascus\t35\t38\n";

inline const std::string kOfficials =
    "# table: entities\n# kind: person\n"
    "name\taliases\tcountry\tsector\trole\tfrom\tto\n"
    "Igor Petrov\t\tRUS\tGOV\tforeign minister\t2004-03-09\t\n"
    "Pavel Petrov\t\tRUS\tGOV\tforeign minister\t1996-01-09\t2004-03-08\n"
    "Said Kadri\t\tSYR\tGOV\tpresident\t2000-07-17\t\n";

inline const std::string kGroups =
    "# table: entities\n# kind: group\n"
    "name\taliases\tcountry\tsector\tkind\tnote\n"
    "Jabhat al-Nusra\tNusra Front|al-Nusra\tSYR\tREB\tgroup\tjihadist\n"
    "Islamic State\tISIS\tIMG\tREB\tgroup\tjihadist\n"
    "Syrian Democratic Forces\tSDF\tSYR\tREB\tgroup\tagainst Islamic State\n";

inline const std::string kRoles =
    "# table: roles\nphrase\trole\tsector\tkind\tgender\n"
    "foreign minister\t\tGOV\tperson\t\n"
    "minister\t\tGOV\tperson\t\n"
    "top diplomat\tforeign minister\tGOV\tperson\t\n"
    "foreign ministry\t\tGOV\tinstitution\t\n"
    "spokeswoman\t\t\tperson\tf\n"
    "ambassador\t\tGOV\ttitle\t\n"
    "official\t\tGOV\tperson\t\n"
    "rebel\t\tREB\tperson\t\n"
    "commander\t\tMIL\tperson\t\n"
    "government\t\tGOV\tinstitution\t\n"
    "force\t\tMIL\tcollective\t\n"
    "aircraft\t\tMIL\tperson\t\n"
    "tactical unit\t\tMIL\tperson\t\n"
    "newspaper\t\tJRN\tinstitution\t\n"
    "doctor\t\tMED\tperson\t\n"
    "counterpart\t\t\tperson\t\n"
    "envoy\t\tGOV\tperson\t\n"
    "terrorist\t\tREB\tperson\t\n"
    "fighter\t\tREB\tperson\t\n"
    "soldier\t\tMIL\tperson\t\n"
    "bomber\t\tREB\tperson\t\n"
    "regime\t\tGOV\tinstitution\t\n"
    "monitor\t\tSOC\tinstitution\t\n"
    "leader\t\tGOV\tperson\t\n"
    "guarantor state\t\t\tinstitution\t\n";

inline const std::string kNames = "# table: given-names\nname\tgender\nAna\tf\nIgor\tm\nOmar\tm\n";

inline std::shared_ptr<const Resources> resources() {
  static const std::shared_ptr<const Resources> loaded = [] {
    knowledge::CompileReport report;
    auto bytes = knowledge::compile_tables({{"knowledge/countries.tsv", kCountries},
                                            {"knowledge/officials.tsv", kOfficials},
                                            {"knowledge/groups.tsv", kGroups},
                                            {"knowledge/roles.tsv", kRoles},
                                            {"knowledge/given_names.tsv", kNames}},
                                           {}, report);
    if (!bytes) throw std::runtime_error(bytes.error().describe());
    auto base = knowledge::KnowledgeBase::from_bytes(*bytes, "test");
    if (!base) throw std::runtime_error(base.error().describe());
    auto result = Resources::load(DRAGOMAN_SOURCE_DIR "/lexicons", *base);
    if (!result) throw std::runtime_error(result.error().describe());
    return *result;
  }();
  return loaded;
}

struct NameSpan {
  std::uint32_t begin, end;
  NameType type;
};

inline Document read(std::string_view conllu,
                     const std::vector<NameSpan>& names,
                     std::string date = {}) {
  Document doc = dragoman::testing::document_from_conllu(conllu);
  for (const NameSpan& name : names) doc.names.push_back({{name.begin, name.end}, name.type, 1.0f});
  doc.mark(Layer::Names);
  doc.report.published = std::move(date);
  const auto done = resolve_actors(*resources(), doc);
  EXPECT_TRUE(done.ok());
  return doc;
}

// The actor of the mention with these words (the n-th of them), or null.
inline const Actor* actor_of(const Document& doc, std::string_view words, int nth = 0) {
  for (const Mention& mention : doc.mentions) {
    if (doc.view(mention.span) != words || nth-- > 0) continue;
    return mention.actor == kNone ? nullptr : &doc.actors[mention.actor];
  }
  return nullptr;
}

inline const Mention* mention_of(const Document& doc, std::string_view words) {
  for (const Mention& mention : doc.mentions) {
    if (doc.view(mention.span) == words) return &mention;
  }
  return nullptr;
}

}  // namespace dragoman::entities::testing
