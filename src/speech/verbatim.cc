#include <algorithm>
#include <array>

#include "core/utf8.h"
#include "speech/quote.h"

namespace dragoman::speech {
namespace {

class Verbatim {
 public:
  Verbatim(const Tree& tree,
           const CueLexicon& lexicon,
           const std::vector<ByteSpan>& paragraphs,
           const std::vector<Quotation>& quotations,
           std::vector<Draft>& drafts)
      : tree_(tree),
        doc_(tree.doc()),
        lexicon_(lexicon),
        paragraphs_(paragraphs),
        quotations_(quotations),
        drafts_(drafts) {}

  void attach() {
    for (std::uint32_t p = 0; p < paragraphs_.size(); ++p) {
      if (!label(p)) introduced(p);
    }
  }

 private:
  std::uint32_t first_token(std::uint32_t p) const {
    return tree_.token_from(paragraphs_[p].begin);
  }
  std::uint32_t end_token(std::uint32_t p) const { return tree_.token_from(paragraphs_[p].end); }

  bool has_quotation(std::uint32_t p, std::uint32_t from = 0) const {
    return std::any_of(quotations_.begin(), quotations_.end(), [&](const Quotation& q) {
      // A word or two in quotation marks are no quotation.
      return q.paragraph == p && q.outer.begin >= from && q.depth == 0 &&
             tree_.token_from(q.inner.end) - tree_.token_from(q.inner.begin) > 3 &&
             !is_name_or_title(doc_, q);
    });
  }

  bool held(ByteSpan span) const {
    return std::any_of(drafts_.begin(), drafts_.end(), [&](const Draft& draft) {
      return overlap(draft.content, span) * 2 >= span.size();
    });
  }

  // "Clinton: I will run", "Poll: voters want change", "Q: ..." at the start of a paragraph.
  bool label(std::uint32_t p) {
    const std::uint32_t begin = first_token(p), end = end_token(p);
    std::uint32_t colon = kNone;
    for (std::uint32_t i = begin; i < std::min(end, begin + 7); ++i) {
      if (doc_.form(i) == ":") {
        colon = i;
        break;
      }
      const Upos upos = tree_.token(i).upos;
      if (upos == Upos::Verb || upos == Upos::Aux || upos == Upos::Adv || upos == Upos::Sconj)
        return false;
      if (upos == Upos::Punct && doc_.form(i) != "." && doc_.form(i) != "-" &&
          doc_.form(i) != "’" && doc_.form(i) != "'") {
        return false;
      }
    }
    if (colon == kNone || colon == begin || colon + 1 >= end) return false;
    if (!can_be_label(begin, colon)) return false;
    const ByteSpan content{tree_.token(colon + 1).span.begin, paragraphs_[p].end};
    std::size_t words = 0;
    bool predicate = false;
    for (std::uint32_t i = colon + 1; i < end; ++i) {
      words += tree_.token(i).upos != Upos::Punct;
      predicate =
          predicate || tree_.token(i).upos == Upos::Verb || tree_.token(i).upos == Upos::Aux;
    }
    if (words < 3 || !predicate || held(content)) return false;
    Draft draft;
    draft.candidate.cue = colon;
    draft.candidate.cue_tokens = {colon};
    draft.candidate.frame = Frame::Colon;
    draft.candidate.source.kind = SourceKind::Label;
    draft.candidate.source.head = head_of(begin, colon);
    for (std::uint32_t i = begin; i < colon; ++i) draft.candidate.source.tokens.push_back(i);
    draft.content = normalise({trimmed(content)}, doc_.text());
    draft.rule = "label:colon";
    draft.score = 0.7f;
    if (!has_quotation(p) && speaks_in_person(colon + 1, end)) draft.block = draft.content;
    drafts_.push_back(std::move(draft));
    return true;
  }

  // A name, an all-capitals label, or a noun that can be a source ("Poll", "Report", "Police",
  // "Analysts").
  bool can_be_label(std::uint32_t begin, std::uint32_t colon) const {
    static constexpr std::array<std::string_view, 20> kSources = {
        "poll",      "report",      "study",        "survey",    "source",
        "official",  "police",      "analyst",      "expert",    "minister",
        "spokesman", "spokeswoman", "spokesperson", "president", "government",
        "pollster",  "lawyer",      "army",         "military",  "ministry"};
    for (const Name& name : doc_.names) {
      if (name.tokens.begin >= colon) break;
      if (name.tokens.begin >= begin && name.tokens.end <= colon &&
          (name.type == NameType::Person || name.type == NameType::Organisation) &&
          name.tokens.size() * 2 >= colon - begin) {
        return true;
      }
    }
    if (colon == begin + 1 && is_turn_of_interview(core::ascii_lower(doc_.form(begin))))
      return true;
    bool proper = true;
    for (std::uint32_t i = begin; i < colon; ++i) {
      const Token& token = tree_.token(i);
      if (std::find(kSources.begin(), kSources.end(), core::ascii_lower(token.lemma)) !=
          kSources.end()) {
        return true;
      }
      if (token.upos != Upos::Propn && token.upos != Upos::Punct) proper = false;
    }
    return proper && colon - begin <= 3 &&
           tree_.token(colon).sentence == tree_.token(begin).sentence &&
           speaks_in_person(colon + 1, doc_.sentences[tree_.token(colon).sentence].tokens.end);
  }

  static bool is_turn_of_interview(std::string_view label) {
    return label == "q" || label == "a" || label == "question" || label == "answer";
  }

  std::uint32_t head_of(std::uint32_t begin, std::uint32_t end) const {
    for (std::uint32_t i = begin; i < end; ++i) {
      const std::uint32_t head = tree_.token(i).head;
      if (is_nominal(tree_.token(i)) && (head == kNone || head < begin || head >= end)) return i;
    }
    return begin;
  }

  ByteSpan trimmed(ByteSpan span) const {
    const std::string_view part = doc_.text().substr(span.begin, span.size());
    const std::size_t last = part.find_last_not_of(" \t\r\n");
    if (last != std::string_view::npos)
      span.end = span.begin + static_cast<std::uint32_t>(last) + 1;
    return span;
  }

  // "I", "we", "our" among the tokens: somebody speaks for himself.
  bool speaks_in_person(std::uint32_t begin, std::uint32_t end) const {
    for (std::uint32_t i = begin; i < end; ++i) {
      if (tree_.token(i).upos != Upos::Pron && tree_.token(i).upos != Upos::Det) continue;
      const std::string form = core::ascii_lower(doc_.form(i));
      if (form == "i" || form == "we" || form == "our" || form == "my" || form == "us" ||
          form == "me") {
        return true;
      }
    }
    return false;
  }

  // "The minister said:" and then what he said, without marks: the rest of the paragraph, and the
  // paragraphs that follow as long as somebody speaks there in the first person.
  void introduced(std::uint32_t p) {
    const std::uint32_t begin = first_token(p), end = end_token(p);
    for (std::uint32_t i = begin; i < end; ++i) {
      if (doc_.form(i) != ":") continue;
      const std::uint32_t cue = cue_before_colon(i, begin);
      if (cue == kNone) continue;
      Source source = source_of_verb(tree_, cue);
      if (source.head == kNone || source.head > i) continue;
      if (has_quotation(p, tree_.token(i).span.end)) return;
      std::vector<ByteSpan> block;
      const bool rest = i + 1 < end;
      if (rest) {
        const ByteSpan span{tree_.token(i + 1).span.begin, paragraphs_[p].end};
        block.push_back(trimmed(span));
      }
      std::uint32_t last =
          p;  // the last paragraph in the first person that marks do not part from here
      for (std::uint32_t n = p + 1; n < paragraphs_.size() && !has_quotation(n); ++n) {
        if (speaks_in_person(first_token(n), end_token(n))) last = n;
        if (n == p + 1 && !rest) last = std::max(last, n);
      }
      for (std::uint32_t n = p + 1; n <= last; ++n) block.push_back(trimmed(paragraphs_[n]));
      const bool personal = last > p || speaks_in_person(i + 1, end);
      if (block.empty() || !personal) return;
      // What the tree made of this cue goes; drafts keep their places, since others refer to them.
      for (Draft& draft : drafts_) {
        if (draft.candidate.cue == cue) draft.content.clear();
      }
      Draft draft;
      draft.candidate.cue = cue;
      draft.candidate.cue_tokens = verb_group(tree_, cue);
      draft.candidate.frame = Frame::Quote;
      draft.candidate.source = source;
      TokenSet before;
      for (const std::uint32_t t : source.tokens) {
        if (t < i) before.push_back(t);
      }
      draft.candidate.source.tokens = before;
      draft.content = block;
      draft.block = block;
      draft.rule = tree_.token(cue).lemma + ":verbatim";
      draft.score = 0.8f;
      silence(block);
      drafts_.push_back(std::move(draft));
      return;
    }
  }

  // What a speaker says of himself in such words ("I am glad that") is no statement besides.
  void silence(const std::vector<ByteSpan>& block) {
    for (Draft& other : drafts_) {
      const std::uint32_t cue = other.candidate.cue, source = other.candidate.source.head;
      if (cue == kNone || !holds(block, tree_.token(cue).span)) continue;
      if (source == kNone || tree_.token(source).upos == Upos::Pron) other.content.clear();
    }
  }

  // The verb that introduces what stands behind the colon: the last one before it in its sentence.
  std::uint32_t cue_before_colon(std::uint32_t colon, std::uint32_t begin) const {
    for (std::uint32_t i = colon; i-- > begin;) {
      if (tree_.token(i).sentence != tree_.token(colon).sentence) return kNone;
      if (tree_.token(i).upos == Upos::Verb) {
        return lexicon_.introduces_quotations(cue_lemma(tree_, lexicon_, i)) && colon - i <= 12
                   ? i
                   : kNone;
      }
    }
    return kNone;
  }

  const Tree& tree_;
  const Document& doc_;
  const CueLexicon& lexicon_;
  const std::vector<ByteSpan>& paragraphs_;
  const std::vector<Quotation>& quotations_;
  std::vector<Draft>& drafts_;
};

}  // namespace

void attach_verbatim(const Tree& tree,
                     const CueLexicon& lexicon,
                     const std::vector<ByteSpan>& paragraphs,
                     const std::vector<Quotation>& quotations,
                     std::vector<Draft>& drafts) {
  Verbatim(tree, lexicon, paragraphs, quotations, drafts).attach();
}

}  // namespace dragoman::speech
