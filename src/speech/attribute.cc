#include "speech/attribute.h"

#include <algorithm>
#include <set>

#include "core/utf8.h"
#include "speech/chain.h"
#include "speech/cues.h"
#include "speech/propose.h"
#include "speech/quotations.h"
#include "speech/quote.h"
#include "speech/repair.h"
#include "speech/source_words.h"
#include "speech/topics.h"
#include "speech/weigh.h"

namespace dragoman::speech {
namespace {

// Statements are listed by where their content begins, a parent before its children.
void sort_drafts(std::vector<Draft>& drafts) {
  std::vector<std::uint32_t> order(drafts.size());
  for (std::uint32_t i = 0; i < order.size(); ++i) order[i] = i;
  std::stable_sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
    const ByteSpan first = drafts[a].content.front(), second = drafts[b].content.front();
    if (first.begin != second.begin) return first.begin < second.begin;
    return total_size(drafts[a].content) > total_size(drafts[b].content);
  });
  std::vector<std::uint32_t> place(drafts.size());
  for (std::uint32_t i = 0; i < order.size(); ++i) place[order[i]] = i;
  std::vector<Draft> sorted;
  sorted.reserve(drafts.size());
  for (const std::uint32_t i : order) sorted.push_back(std::move(drafts[i]));
  for (Draft& draft : sorted) {
    if (draft.speaker_of != kNone) draft.speaker_of = place[draft.speaker_of];
  }
  drafts = std::move(sorted);
}

// Takes out the drafts that `drop` marks; whoever went on from one of them goes on from nobody.
void take_out(const std::vector<bool>& drop, std::vector<Draft>& drafts) {
  std::vector<std::uint32_t> place(drafts.size(), kNone);
  std::vector<Draft> kept;
  for (std::uint32_t i = 0; i < drafts.size(); ++i) {
    if (drop[i]) continue;
    place[i] = static_cast<std::uint32_t>(kept.size());
    kept.push_back(std::move(drafts[i]));
  }
  for (Draft& draft : kept) {
    if (draft.speaker_of != kNone) draft.speaker_of = place[draft.speaker_of];
  }
  drafts = std::move(kept);
}

void drop_empty(std::vector<Draft>& drafts) {
  std::vector<bool> drop;
  for (const Draft& draft : drafts) drop.push_back(draft.content.empty());
  take_out(drop, drafts);
}

// Two cues for the same words ("The minister said: "...," she said."): the likelier one stays. What
// stands inside of the other by its cue is nesting and no repetition.
void drop_repetitions(const Tree& tree, std::vector<Draft>& drafts) {
  std::vector<bool> drop(drafts.size(), false);
  for (std::size_t i = 0; i < drafts.size(); ++i) {
    for (std::size_t j = i + 1; j < drafts.size(); ++j) {
      if (drop[i] || drop[j] || !drafts[i].content.front().overlaps(drafts[j].content.front()))
        continue;
      const Draft &first = drafts[i], &second = drafts[j];
      if (first.candidate.cue == kNone || second.candidate.cue == kNone) continue;
      if (holds(first.content, tree.token(second.candidate.cue).span) ||
          holds(second.content, tree.token(first.candidate.cue).span)) {
        continue;
      }
      std::uint64_t common = 0;
      for (const ByteSpan span : second.content) common += overlap(first.content, span);
      if (common * 10 < std::max(total_size(first.content), total_size(second.content)) * 8)
        continue;
      // A frame says more of the cue than the marks do.
      const bool first_marked = first.candidate.frame == Frame::Marked;
      const bool second_marked = second.candidate.frame == Frame::Marked;
      const bool keep_first =
          first_marked == second_marked ? first.score >= second.score : second_marked;
      drop[keep_first ? j : i] = true;
    }
  }
  take_out(drop, drafts);
}

// "Related Army Kicks Out Rebels Ministry Says ... Tags ...": a sentence of many words, nearly all
// with capitals, is a list of links that the page has left in the text.
bool is_link_list(const Document& doc, const Sentence& sentence) {
  constexpr int kWords = 20, kShare = 75;  // per cent
  int words = 0, capitals = 0;
  for (std::uint32_t i = sentence.tokens.begin; i < sentence.tokens.end; ++i) {
    const Upos upos = doc.tokens[i].upos;
    if (upos != Upos::Noun && upos != Upos::Propn && upos != Upos::Verb && upos != Upos::Adj)
      continue;
    ++words;
    capitals += core::is_ascii_upper(doc.form(i)[0]);
  }
  return words >= kWords && capitals * 100 >= words * kShare;
}

// A word with a capital that is part of a name ("Sheikh Said") or of a list of links.
bool is_no_cue(const Document& doc, std::uint32_t word) {
  if (!core::is_ascii_upper(doc.form(word)[0])) return false;
  const Name* name = name_around(doc, word);
  return (name != nullptr && name->tokens.size() > 1 && doc.tokens[word].upos == Upos::Verb) ||
         is_link_list(doc, doc.sentences[doc.tokens[word].sentence]);
}

// "claimed the lives of": a word that does not speak with this object, whatever is marked.
bool is_excluded(const Tree& tree, const CueLexicon& cues, std::uint32_t cue) {
  const std::uint32_t object = tree.child(cue, {Deprel::Obj});
  if (object == kNone) return false;
  const std::vector<std::uint32_t>& entries = cues.with_head(tree.token(cue).lemma);
  return std::any_of(entries.begin(), entries.end(), [&](std::uint32_t e) {
    const std::vector<std::string>& nouns = cues.entry(e).excluded;
    return std::find(nouns.begin(), nouns.end(), tree.token(object).lemma) != nouns.end();
  });
}

void drop_false_cues(const Tree& tree, const CueLexicon& cues, std::vector<Draft>& drafts) {
  std::vector<bool> drop;
  for (const Draft& draft : drafts) {
    const Candidate& candidate = draft.candidate;
    const bool phrase = candidate.entry != kNone &&  // "According to the agency"
                        cues.entry(candidate.entry).kind == CueKind::Adp;
    drop.push_back(candidate.cue != kNone && !phrase &&
                   (is_no_cue(tree.doc(), candidate.cue) ||
                    (candidate.frame == Frame::Marked && is_excluded(tree, cues, candidate.cue))));
  }
  take_out(drop, drafts);
}

// Whether `draft` only tells the way of the words of another: "quoted a commander" of "quoted a
// commander as saying", "in a statement about the raid" of "said in a statement about the raid",
// "citing officials" of "said, citing officials". `cues` are those of all drafts.
bool is_way(const Tree& tree, const Draft& draft, const std::set<std::uint32_t>& cues) {
  const std::uint32_t cue = draft.candidate.cue;
  if (cue == kNone) return false;
  const bool object = draft.candidate.frame == Frame::Obj;
  const auto children = tree.children(cue);
  if (object && std::any_of(children.begin(), children.end(), [&](std::uint32_t c) {
        return cues.contains(c) && tree.case_of(c) == "as";
      })) {
    return true;
  }
  const Token& token = tree.token(cue);
  if (token.head == kNone || !cues.contains(token.head)) return false;
  if (token.upos == Upos::Noun) {
    return token.deprel == Deprel::Obl && draft.candidate.frame == Frame::Prep &&
           draft.candidate.source.kind == SourceKind::None;
  }
  return token.deprel == Deprel::Advcl && object && token.lemma == "cite";
}

void drop_ways(const Tree& tree, std::vector<Draft>& drafts) {
  std::set<std::uint32_t> cues;
  for (const Draft& draft : drafts) {
    if (draft.candidate.cue != kNone) cues.insert(draft.candidate.cue);
  }
  std::vector<bool> drop;
  for (const Draft& draft : drafts) drop.push_back(is_way(tree, draft, cues));
  take_out(drop, drafts);
}

// The parent: the smallest content that holds cue and content of another.
void find_parents(const Tree& tree, std::vector<Draft>& drafts) {
  for (std::uint32_t i = 0; i < drafts.size(); ++i) {
    const std::uint32_t cue = drafts[i].candidate.cue;
    for (std::uint32_t j = 0; j < i; ++j) {
      if (cue != kNone ? !holds(drafts[j].content, tree.token(cue).span)
                       : !holds(drafts[j].content, drafts[i].content.front())) {
        continue;
      }
      if (overlap(drafts[j].content, drafts[i].content.front()) == 0) continue;
      if (drafts[i].parent == kNone ||
          total_size(drafts[j].content) <= total_size(drafts[drafts[i].parent].content)) {
        drafts[i].parent = j;
      }
    }
  }
}

// The time expression that hangs on the cue: "said on Saturday that".
std::string date_of(const Tree& tree, const Draft& draft) {
  const std::uint32_t cue = draft.candidate.cue;
  if (cue == kNone) return {};
  for (const Timex& timex : tree.doc().times) {
    if (timex.type != TimexType::Date || timex.precision != 1 || timex.tokens.empty()) continue;
    if (holds(draft.content, timex.span)) continue;
    // Its head is the token whose own head lies outside of it.
    for (std::uint32_t i = timex.tokens.begin; i < timex.tokens.end; ++i) {
      const std::uint32_t head = tree.token(i).head;
      if (head == kNone || timex.tokens.contains(head)) continue;
      if (head == cue) return timex.value;
    }
  }
  return {};
}

// Letters and digits count for the kind; punctuation and white space do not.
bool has_letters(std::string_view text) {
  return std::any_of(text.begin(), text.end(), [](char c) {
    return core::is_ascii_alpha(c) || core::is_ascii_digit(c) ||
           static_cast<unsigned char>(c) >= 0x80;
  });
}

// Quoted parts, kind, and the content.
void fill_content(const Document& doc,
                  const std::vector<Quotation>& quotations,
                  const Draft& draft,
                  Statement& statement) {
  std::vector<ByteSpan> rest = draft.content;
  for (const Quotation& quotation : quotations) {
    if (quotation.depth > 0 || is_name_or_title(doc, quotation)) continue;
    // All of it, or the part that the content has of a quotation around the cue ("He knew," he
    // ...).
    if (!holds(draft.content, quotation.inner)) continue;
    statement.quoted.push_back(quotation.inner);
    rest = cut(rest, quotation.outer);
  }
  for (const ByteSpan span : draft.block) {
    statement.quoted.push_back(span);
    rest = cut(rest, span);
  }
  std::sort(statement.quoted.begin(), statement.quoted.end());
  const bool unquoted =
      std::any_of(rest.begin(), rest.end(), [&](ByteSpan s) { return has_letters(doc.view(s)); });
  statement.kind = statement.quoted.empty() ? StatementKind::Indirect
                   : unquoted               ? StatementKind::Mixed
                                            : StatementKind::Direct;
  statement.content = draft.content.empty() ? statement.quoted : draft.content;
}

TokenSpan tokens_over(const Tree& tree, const std::vector<ByteSpan>& spans) {
  const std::uint32_t begin = tree.token_ending_after(spans.front().begin);
  const std::uint32_t end = tree.token_from(spans.back().end);
  return {begin, std::max(begin, end)};
}

}  // namespace

Result<std::shared_ptr<const Resources>> Resources::load(const std::string& lexicon_folder) {
  auto out = std::make_shared<Resources>();
  Result<CueLexicon> cues = CueLexicon::load(lexicon_folder + "/speech/cues.tsv");
  if (!cues) return cues.error();
  Result<Media> media =
      Media::load(lexicon_folder + "/speech/media.tsv", lexicon_folder + "/intake/agencies.tsv");
  if (!media) return media.error();
  Result<SourceWords> words = SourceWords::load(lexicon_folder + "/speech/sources.tsv");
  if (!words) return words.error();
  Result<LightNouns> light = LightNouns::load(lexicon_folder + "/speech/topics.tsv");
  if (!light) return light.error();
  Result<Weights> weights = Weights::load(lexicon_folder + "/speech/weights.tsv");
  if (!weights) return weights.error();
  out->cues_ = std::make_shared<const CueLexicon>(std::move(*cues));
  out->media_ = std::make_shared<const Media>(std::move(*media));
  out->source_words_ = std::make_shared<const SourceWords>(std::move(*words));
  out->light_nouns_ = std::make_shared<const LightNouns>(std::move(*light));
  out->weights_ = std::make_shared<const Weights>(std::move(*weights));
  return std::shared_ptr<const Resources>(std::move(out));
}

Result<void> attribute(const Resources& resources, Document& doc) {
  if (!doc.has(Layer::Trees))
    return make_error(ErrorCode::MissingLayer, "speech needs dependency trees");
  const CueLexicon& cues = resources.cues();
  const Tree tree = repaired_tree(doc, cues);

  const std::vector<ByteSpan> paragraphs = paragraphs_of(doc);
  const std::vector<Quotation> quotations = find_quotations(doc.text(), paragraphs);

  const Marks marks(doc);
  const Weighed beside{tree, cues, quotations, marks};
  std::vector<Draft> drafts = select(beside, resources.weights(), propose(beside));
  drop_false_cues(tree, cues, drafts);
  attach_quotations(tree, cues, paragraphs, quotations, drafts);
  attach_verbatim(tree, cues, paragraphs, quotations, drafts);
  drop_empty(drafts);
  sort_drafts(drafts);
  drop_repetitions(tree, drafts);
  drop_ways(tree, drafts);
  find_parents(tree, drafts);

  doc.statements.reserve(drafts.size());
  for (const Draft& draft : drafts) {
    Statement statement;
    fill_content(doc, quotations, draft, statement);
    statement.source = tree.spans(draft.candidate.source.tokens);
    statement.cue = tree.spans(draft.candidate.cue_tokens);
    if (statement.cue.empty() && draft.candidate.cue != kNone) {  // a colon
      statement.cue = {doc.tokens[draft.candidate.cue].span};
    }
    statement.content_tokens = tokens_over(tree, statement.content);
    statement.cue_token = draft.candidate.cue;
    statement.parent = draft.parent;
    statement.stance =
        draft.candidate.entry != kNone ? cues.entry(draft.candidate.entry).stance : Stance::Neutral;
    statement.negated = draft.candidate.negated;
    statement.date = date_of(tree, draft);
    statement.confidence = draft.score;
    statement.rule = draft.rule;
    doc.statements.push_back(std::move(statement));
  }
  fill_actors(resources.media(), resources.source_words(), tree, drafts, doc);
  doc.mark(Layer::Statements);
  return {};
}

}  // namespace dragoman::speech
