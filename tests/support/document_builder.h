// Builds a Document from CoNLL-U text, for tests of the stages that read trees.
//
// Columns may be separated by tabs or by runs of spaces. "# newpar" before a sentence starts a
// paragraph; "SpaceAfter=No" in the last column joins a token to the next. Multiword tokens and
// empty nodes are left out.
#pragma once

#include <algorithm>
#include <memory>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include "dragoman/document.h"

namespace dragoman::testing {

inline Document document_from_conllu(std::string_view conllu) {
  Document doc;
  auto tagset = std::make_shared<Tagset>();
  std::istringstream lines{std::string(conllu)};
  std::string line;
  std::uint32_t first = 0;  // first token of the sentence being read
  bool paragraph = true, space = false;
  const auto close = [&] {
    const auto end = static_cast<std::uint32_t>(doc.tokens.size());
    if (end == first) return;
    Sentence sentence;
    sentence.tokens = {first, end};
    sentence.span = doc.bytes(sentence.tokens);
    sentence.starts_paragraph = paragraph;
    doc.sentences.push_back(sentence);
    first = end;
    paragraph = false;
  };
  while (std::getline(lines, line)) {
    std::istringstream fields(line);
    std::vector<std::string> column;
    for (std::string field; fields >> field;) column.push_back(field);
    if (column.empty()) {
      close();
      continue;
    }
    if (column[0][0] == '#') {
      if (line.find("newpar") != std::string::npos) paragraph = true;
      continue;
    }
    if (column.size() < 8 || column[0].find_first_of("-.") != std::string::npos) continue;
    if (doc.tokens.size() == first && first > 0) {
      doc.report.text += paragraph ? "\n\n" : " ";
    } else if (space) {
      doc.report.text += ' ';
    }
    Token tok;
    tok.span.begin = static_cast<std::uint32_t>(doc.report.text.size());
    doc.report.text += column[1];
    tok.span.end = static_cast<std::uint32_t>(doc.report.text.size());
    tok.lemma = column[2];
    tok.upos = parse_upos(column[3]).value_or(Upos::X);
    tok.feats = parse_features(column[5]);
    tok.tag = static_cast<std::uint16_t>(tagset->size());
    tagset->push_back({tok.upos, column[4], column[5], tok.feats});
    const unsigned head = static_cast<unsigned>(std::stoul(column[6]));
    tok.head = head == 0 ? kNone : first + head - 1;
    tok.deprel = parse_deprel(column[7]).value_or(Deprel::Dep);
    tok.sentence = static_cast<std::uint32_t>(doc.sentences.size());
    tok.space_after = column.size() < 10 || column[9].find("SpaceAfter=No") == std::string::npos;
    space = tok.space_after;
    doc.tokens.push_back(tok);
  }
  close();
  doc.tagset = std::move(tagset);
  doc.mark(Layer::Tokens);
  doc.mark(Layer::Trees);
  return doc;
}

// Attribution shares as the language model gives them. A sign for each token: s and S source, k and K
// cue, c and C content (capitals: the first word), anything else nothing.
inline void mark_attribution(Document& doc, std::string_view signs) {
  doc.attribution.assign(doc.tokens.size(), {});
  for (std::size_t i = 0; i < std::min(signs.size(), doc.tokens.size()); ++i) {
    const std::size_t role = std::string_view("sSkKcC").find(signs[i]);
    if (role == std::string_view::npos) continue;
    doc.attribution[i].inside[role / 2] = 0.97f;
    doc.attribution[i].first[role / 2] = role % 2 == 1 ? 0.9f : 0.02f;
  }
}

}  // namespace dragoman::testing
