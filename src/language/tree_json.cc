#include "language/tree_json.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <string_view>
#include <utility>

#include "core/utf8.h"

namespace dragoman::language {
namespace {

using Json = nlohmann::ordered_json;

double rounded(float value) {
  return std::round(static_cast<double>(value) * 10000.0) / 10000.0;
}

Json features_of(std::string_view feats) {
  Json out = Json::object();
  while (!feats.empty() && feats != "_") {
    const std::string_view pair = feats.substr(0, feats.find('|'));
    feats.remove_prefix(std::min(feats.size(), pair.size() + 1));
    const std::size_t equals = pair.find('=');
    if (equals != std::string_view::npos)
      out[std::string(pair.substr(0, equals))] = pair.substr(equals + 1);
  }
  return out;
}

}  // namespace

Json tree_json(const Document& doc) {
  const core::CodePointIndex index(doc.report.text);
  Json sentences = Json::array();
  std::size_t name = 0;
  for (const Sentence& sentence : doc.sentences) {
    Json tokens = Json::array(), names = Json::array();
    const std::uint32_t first = sentence.tokens.begin;
    for (std::uint32_t i = first; i < sentence.tokens.end; ++i) {
      const Token& token = doc.tokens[i];
      const Tag& tag = (*doc.tagset)[token.tag];
      Json out = {{"begin", index.at(token.span.begin)},
                  {"end", index.at(token.span.end)},
                  {"form", doc.form(i)},
                  {"lemma", token.lemma},
                  {"upos", to_string(token.upos)},
                  {"xpos", tag.xpos},
                  {"feats", features_of(tag.feats)},
                  {"head", token.head == kNone ? Json() : Json(token.head - first)},
                  {"deprel", to_string(token.deprel)},
                  {"tag_confidence", rounded(token.tag_confidence)},
                  {"arc_confidence", rounded(token.arc_confidence)}};
      if (token.continues_word) out["continues"] = true;
      tokens.push_back(std::move(out));
    }
    for (; name < doc.names.size() && doc.names[name].tokens.begin < sentence.tokens.end; ++name) {
      const Name& n = doc.names[name];
      names.push_back({{"type", to_string(n.type)},
                       {"text", doc.view(doc.bytes(n.tokens))},
                       {"tokens", {n.tokens.begin - first, n.tokens.end - first}},
                       {"confidence", rounded(n.confidence)}});
    }
    sentences.push_back({{"begin", index.at(sentence.span.begin)},
                         {"end", index.at(sentence.span.end)},
                         {"tokens", std::move(tokens)},
                         {"names", std::move(names)}});
  }
  return {{"text", doc.report.text}, {"sentences", std::move(sentences)}};
}

}  // namespace dragoman::language
