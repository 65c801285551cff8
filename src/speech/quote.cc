#include "speech/quote.h"

#include <algorithm>
#include <optional>

#include "core/utf8.h"

namespace dragoman::speech {
namespace {

// The cue of a quotation as its neighbourhood shows it.
struct QuoteCue {
  std::uint32_t token = kNone;
  Source source;
  bool before = false;  // the cue stands before the quotation
};

std::string lower_form(const Tree& tree, std::uint32_t i) {
  return core::ascii_lower(tree.doc().form(i));
}

bool is_word(const Token& token) {
  return token.upos != Upos::Punct;
}

class Attacher {
 public:
  Attacher(const Tree& tree,
           const CueLexicon& lexicon,
           const std::vector<ByteSpan>& paragraphs,
           const std::vector<Quotation>& quotations,
           std::vector<Draft>& drafts)
      : tree_(tree),
        doc_(tree.doc()),
        lexicon_(lexicon),
        paragraphs_(paragraphs),
        quotations_(quotations),
        drafts_(drafts),
        owner_(quotations.size(), kNone) {}

  void attach() {
    for (Draft& draft : drafts_) mend(draft);
    for (std::uint32_t q = 0; q < quotations_.size(); ++q) {
      if (quotations_[q].depth == 0) one(q);
    }
  }

 private:
  // A draft that the tree proposed, its cue beside a quotation that reads as speech: what the marks
  // show is surer than the tree.
  void mend(Draft& draft) {
    const std::uint32_t cue = draft.candidate.cue;
    if (tree_.token(cue).upos != Upos::Verb || draft.candidate.frame == Frame::Obj) return;
    for (const Quotation& quotation : quotations_) {
      if (quotation.depth > 0 || quotation.inner.contains(tree_.token(cue).span)) continue;
      if (!holds(draft.content, quotation.inner) || !reads_as_speech(quotation)) continue;
      // "This officer, I don't know," he said: a source inside of the quotation is none.
      const std::uint32_t head = draft.candidate.source.head;
      if (head == kNone || quotation.inner.contains(tree_.token(head).span)) {
        const bool behind = quotation.outer.end <= tree_.token(cue).span.begin;
        const Source beside =
            source_beside(cue, behind ? gap_after(quotation) : gap_before(quotation));
        if (beside.head != kNone) draft.candidate.source = beside;
      }
      const auto after = cue_after(quotation);
      if (!after || after->token != cue) continue;
      // "...," said O'Neill, on his first day: words behind the cue are no content. "She scolded
      // him: "...," she said: words before the quotation are none either.
      const std::uint32_t begin = quotation.outer.begin;
      const bool led = core::trim(doc_.text().substr(0, begin)).ends_with(':');
      std::vector<ByteSpan> kept;
      for (const ByteSpan span : draft.content) {
        if (span.begin > tree_.token(cue).span.begin && !quoted(span)) continue;
        if (led && span.end <= begin) continue;
        kept.push_back(led && span.contains(quotation.outer) ? ByteSpan{begin, span.end} : span);
      }
      draft.content = kept;
    }
  }

  bool quoted(ByteSpan span) const {
    return std::any_of(quotations_.begin(), quotations_.end(),
                       [&](const Quotation& q) { return q.depth == 0 && q.outer.contains(span); });
  }

  void one(std::uint32_t q) {
    const Quotation& quotation = quotations_[q];
    if (labelled(q)) return;
    const std::uint32_t held = holder(quotation);
    if (held != kNone) {
      owner_[q] = held;
      return;
    }
    if (is_name_or_title(doc_, quotation) || !reads_as_speech(quotation)) return;
    if (quotation.continues != kNone && owner_[quotation.continues] != kNone) {
      extend(owner_[quotation.continues], q);
      return;
    }
    if (const auto cue = find_cue(q)) {
      join(q, *cue);
      return;
    }
    if (const std::uint32_t previous = previous_in_paragraph(q); previous != kNone) {
      extend(previous, q);
      return;
    }
    go_on(q);
  }

  // "WALLACE: Let's start with the news.": a transcript in quotation marks.
  bool labelled(std::uint32_t q) {
    const Quotation& quotation = quotations_[q];
    const std::uint32_t begin = tree_.token_from(quotation.inner.begin);
    const std::uint32_t end = tree_.token_from(quotation.inner.end);
    std::uint32_t colon = begin;
    while (colon < std::min(end, begin + 4) && can_label(colon)) ++colon;
    if (colon == begin || colon + 1 >= end || doc_.form(colon) != ":") return false;
    Draft draft;
    draft.candidate.cue = colon;
    draft.candidate.cue_tokens = {colon};
    draft.candidate.frame = Frame::Colon;
    draft.candidate.source.kind = SourceKind::Label;
    draft.candidate.source.head = begin;
    for (std::uint32_t i = begin; i < colon; ++i) draft.candidate.source.tokens.push_back(i);
    draft.content = {{tree_.token(colon + 1).span.begin, quotation.inner.end}};
    draft.block = draft.content;
    draft.rule = "label:quote";
    draft.score = 0.85f;
    owner_[q] = static_cast<std::uint32_t>(drafts_.size());
    drafts_.push_back(std::move(draft));
    return true;
  }

  // A name, or a word in capitals, whatever the tagger makes of it.
  bool can_label(std::uint32_t i) const {
    const std::string_view form = doc_.form(i);
    return tree_.token(i).upos == Upos::Propn ||
           (form.size() > 1 && std::all_of(form.begin(), form.end(), core::is_ascii_upper));
  }

  // The last character of a quotation, closing marks of quotations within it ("...,'") passed over.
  char last_sign(const Quotation& quotation) const {
    std::string_view inner = doc_.view(quotation.inner);
    while (inner.size() > 1) {
      if (inner.back() == '\'' || inner.back() == '"' || inner.back() == ' ') {
        inner.remove_suffix(1);
      } else if (inner.size() > 3 && (inner.ends_with("’") || inner.ends_with("”"))) {
        inner.remove_suffix(3);
      } else {
        break;
      }
    }
    return inner.back();
  }

  // Words that can name a speaker; a capital beside a cue makes a name of what the tagger took for
  // another word.
  bool can_name(std::uint32_t i) const {
    const Token& token = tree_.token(i);
    if (is_nominal(token)) return true;
    return core::is_ascii_upper(doc_.form(i)[0]) &&
           (token.upos == Upos::Intj || token.upos == Upos::X || token.upos == Upos::Adj ||
            token.upos == Upos::Adv);
  }

  // The draft whose content has the quotation, by a cue outside of it.
  std::uint32_t holder(const Quotation& quotation) const {
    std::uint32_t best = kNone;
    for (std::uint32_t i = 0; i < drafts_.size(); ++i) {
      const Draft& draft = drafts_[i];
      if (draft.candidate.cue != kNone &&
          quotation.inner.contains(tree_.token(draft.candidate.cue).span)) {
        continue;
      }
      if (overlap(draft.content, quotation.inner) * 5 < std::uint64_t{quotation.inner.size()} * 4)
        continue;
      if (best == kNone || total_size(draft.content) < total_size(drafts_[best].content)) best = i;
    }
    return best;
  }

  // Speech, not a word or a phrase in quotation marks that is part of the sentence around it.
  bool reads_as_speech(const Quotation& quotation) const {
    std::size_t words = 0;
    bool finite = false;
    for (std::uint32_t i = tree_.token_from(quotation.inner.begin);
         i < doc_.tokens.size() && tree_.token(i).span.end <= quotation.inner.end; ++i) {
      if (!is_word(tree_.token(i))) continue;
      ++words;
      finite =
          finite || ((tree_.token(i).feats & feature::kFin) && tree_.token(i).upos != Upos::Noun);
    }
    const std::string_view text = doc_.text();
    const char last = last_sign(quotation);
    const bool ends = last == '.' || last == '!' || last == '?' || last == ',';
    // After a colon or a comma, or at the start of a sentence, quotation marks hold speech.
    std::string_view before = core::trim(text.substr(0, quotation.outer.begin));
    const bool starts = before.empty() || before.back() == ':' || before.back() == ',' ||
                        before.back() == '.' || before.back() == '?' || before.back() == '!' ||
                        starts_sentence(quotation);
    if (words >= 8) return true;
    if (words >= 3 && finite) return true;
    return starts && ends && words >= 1;
  }

  bool starts_sentence(const Quotation& quotation) const {
    const std::uint32_t first = tree_.token_ending_after(quotation.outer.begin);
    return first < doc_.tokens.size() &&
           doc_.sentences[tree_.token(first).sentence].span.begin >= quotation.outer.begin;
  }

  // ---- cues ----

  std::optional<QuoteCue> find_cue(std::uint32_t q) const {
    const Quotation& quotation = quotations_[q];
    const char last = last_sign(quotation);
    if (const auto dash = name_after_dash(quotation)) return dash;
    const auto after = cue_after(quotation);
    if (after && (last == ',' || last == '?' || last == '!')) return after;
    if (const auto before = cue_before(quotation)) return before;
    if (after) return after;
    return cue_above(quotation);
  }

  // Ends of the stretch between this quotation and its neighbours, in its paragraph.
  ByteSpan gap_after(const Quotation& quotation) const {
    ByteSpan gap{quotation.outer.end, paragraphs_[quotation.paragraph].end};
    for (const Quotation& other : quotations_) {
      if (other.depth == 0 && other.outer.begin >= gap.begin && other.outer.begin < gap.end &&
          !is_name_or_title(doc_, other)) {
        gap.end = other.outer.begin;
        break;
      }
    }
    return gap;
  }
  ByteSpan gap_before(const Quotation& quotation) const {
    ByteSpan gap{paragraphs_[quotation.paragraph].begin, quotation.outer.begin};
    for (const Quotation& other : quotations_) {
      if (other.depth == 0 && other.outer.end <= gap.end && other.outer.end > gap.begin &&
          !is_name_or_title(doc_, other)) {
        gap.begin = other.outer.end;
      }
    }
    return gap;
  }

  bool is_cue_verb(std::uint32_t i) const {
    const Token& token = tree_.token(i);
    return token.upos == Upos::Verb &&
           lexicon_.introduces_quotations(cue_lemma(tree_, lexicon_, i));
  }

  // The subject of a cue beside a quotation: by the tree where it lies in the gap, else the noun
  // phrase next to the verb ("said Mahmoud Raslan, an activist").
  Source source_beside(std::uint32_t verb, ByteSpan gap) const {
    Source source = source_of_verb(tree_, verb);
    const bool oblique = source.head != kNone && tree_.token(source.head).deprel == Deprel::Obl &&
                         source.kind != SourceKind::Agent;
    if (source.head != kNone && !inside_quotation(source.head) && !oblique) {
      trim_to(source, gap, verb);
      return source;
    }
    // The noun phrase that ends right before the verb, else the one that begins right behind it,
    // else one further to the left.
    std::uint32_t head = kNone;
    std::uint32_t left = verb;
    while (left > 0 && gap.contains(tree_.token(left - 1).span) && skippable(left - 1)) --left;
    if (left > 0 && gap.contains(tree_.token(left - 1).span) && can_name(left - 1)) {
      head = phrase_head(left - 1, verb, gap);
    }
    for (std::uint32_t i = verb + 1;
         head == kNone && i < std::min<std::size_t>(doc_.tokens.size(), verb + 5); ++i) {
      if (!gap.contains(tree_.token(i).span) || tree_.token(i).upos == Upos::Adp) break;
      if (can_name(i)) head = phrase_head(i, verb, gap);
    }
    for (std::uint32_t i = left; head == kNone && i > 0 && i + 8 > verb; --i) {
      if (!gap.contains(tree_.token(i - 1).span)) break;
      if (is_nominal(tree_.token(i - 1)) && tree_.token(i - 1).deprel != Deprel::Obl) {
        head = phrase_head(i - 1, verb, gap);
      }
    }
    source = {};
    if (head == kNone) return source;
    source.kind = SourceKind::Subject;
    source.head = head;
    source.tokens = tree_.subtree(head);
    trim_to(source, gap, verb);
    return source;
  }

  // Between a subject and its verb: adverbs, auxiliaries, closing brackets.
  bool skippable(std::uint32_t i) const {
    const Upos upos = tree_.token(i).upos;
    return upos == Upos::Adv || upos == Upos::Aux || upos == Upos::Punct;
  }

  // The head of the noun phrase that holds `i`: up through nominals that lie in the gap.
  std::uint32_t phrase_head(std::uint32_t i, std::uint32_t verb, ByteSpan gap) const {
    while (true) {
      const std::uint32_t above = tree_.token(i).head;
      if (above == kNone || above == verb || !is_nominal(tree_.token(above)) ||
          !gap.contains(tree_.token(above).span)) {
        return i;
      }
      i = above;
    }
  }

  bool inside_quotation(std::uint32_t token) const {
    for (const Quotation& quotation : quotations_) {
      if (quotation.depth == 0 && quotation.inner.contains(tree_.token(token).span)) {
        return !is_name_or_title(doc_, quotation);
      }
    }
    return false;
  }

  // A source beside a quotation lies in the gap, unless it is the shared subject of a verb before.
  void trim_to(Source& source, ByteSpan gap, std::uint32_t verb) const {
    if (source.head == kNone || !gap.contains(tree_.token(source.head).span)) return;
    TokenSet kept;
    for (const std::uint32_t i : source.tokens) {
      if (gap.contains(tree_.token(i).span) && i != verb) kept.push_back(i);
    }
    source.tokens = std::move(kept);
  }

  // "...," said Ana Reyes on Friday.
  std::optional<QuoteCue> cue_after(const Quotation& quotation) const {
    const ByteSpan gap = gap_after(quotation);
    std::uint32_t i = tree_.token_from(gap.begin);
    if (i >= doc_.tokens.size() || !gap.contains(tree_.token(i).span)) return std::nullopt;
    while (i < doc_.tokens.size() && !is_word(tree_.token(i)) && gap.contains(tree_.token(i).span))
      ++i;
    if (i >= doc_.tokens.size() || !gap.contains(tree_.token(i).span)) return std::nullopt;
    const char last = last_sign(quotation);
    const bool goes_on = last == ',' || last == '?' || last == '!' || last == '-' ||
                         core::is_ascii_lower(doc_.text()[tree_.token(i).span.begin]) ||
                         core::is_ascii_alpha(last);
    if (!goes_on) return std::nullopt;
    const std::uint32_t sentence = tree_.token(i).sentence;
    // Within the first clause behind the quotation: names and titles may be long, other verbs end
    // it.
    for (std::uint32_t steps = 0; i < doc_.tokens.size() && steps < 40; ++i, ++steps) {
      const Token& token = tree_.token(i);
      if (token.sentence != sentence || !gap.contains(token.span)) break;
      if (is_cue_verb(i)) {
        QuoteCue cue;
        cue.token = i;
        cue.source = source_beside(i, gap);
        if (cue.source.head != kNone) return cue;
      } else if (lower_form(tree_, i) == "according" && i + 1 < doc_.tokens.size() &&
                 lower_form(tree_, i + 1) == "to") {
        if (token.head == kNone || token.head < i || !gap.contains(tree_.token(token.head).span))
          break;
        return according(i, gap);
      } else if (token.upos == Upos::Verb && (token.feats & feature::kFin) &&
                 token.deprel != Deprel::AclRelcl && token.deprel != Deprel::Acl && steps > 0) {
        break;
      }
    }
    return std::nullopt;
  }

  // "according to" at `i`, whose phrase is headed in the gap.
  QuoteCue according(std::uint32_t i, ByteSpan gap) const {
    QuoteCue cue;
    cue.token = i;
    cue.source.kind = SourceKind::Complement;
    cue.source.head = tree_.token(i).head;
    cue.source.tokens = subtract(tree_.subtree(cue.source.head), {i, i + 1});
    trim_to(cue.source, gap, i);
    return cue;
  }

  // "..." — Ana Reyes: the name alone, to the end of the paragraph or the next quotation.
  std::optional<QuoteCue> name_after_dash(const Quotation& quotation) const {
    const ByteSpan gap = gap_after(quotation);
    const std::uint32_t dash = tree_.token_from(gap.begin);
    if (dash + 1 >= doc_.tokens.size() || !gap.contains(tree_.token(dash).span))
      return std::nullopt;
    const std::string_view form = doc_.form(dash);
    if (form != "-" && form != "--" && form != "–" && form != "—" && form != "―")
      return std::nullopt;
    TokenSet words;
    for (std::uint32_t i = dash + 1; i < doc_.tokens.size() && gap.contains(tree_.token(i).span);
         ++i) {
      if (tree_.token(i).upos == Upos::Verb || tree_.token(i).upos == Upos::Aux ||
          words.size() > 15) {
        return std::nullopt;
      }
      words.push_back(i);
    }
    if (words.empty() || doc_.tokens[words[0]].upos != Upos::Propn) return std::nullopt;
    QuoteCue cue;
    cue.token = dash;
    cue.source.kind = SourceKind::Label;
    cue.source.head = words[0];
    while (tree_.token(cue.source.head).head != kNone &&
           contains(words, tree_.token(cue.source.head).head)) {
      cue.source.head = tree_.token(cue.source.head).head;
    }
    cue.source.tokens = words;
    return cue;
  }

  // Ana Reyes said: "..."
  std::optional<QuoteCue> cue_before(const Quotation& quotation) const {
    ByteSpan gap = gap_before(quotation);
    const std::string_view before = core::trim(doc_.text().substr(gap.begin, gap.size()));
    if (before.empty()) return std::nullopt;
    const char last = before.back();
    if (last == '.' || last == '!' || last == '?' || last == ';') return std::nullopt;
    const std::uint32_t end = tree_.token_from(quotation.outer.begin);
    if (end == 0) return std::nullopt;
    const std::uint32_t sentence = tree_.token(end - 1).sentence;
    const bool led = last == ',' || last == ':' || last == '-' || before.ends_with("—") ||
                     before.ends_with("–") || before.ends_with(" that");
    std::uint32_t words = 0;
    for (std::uint32_t i = end; i-- > 0;) {
      const Token& token = tree_.token(i);
      if (token.sentence != sentence || !gap.contains(token.span)) break;
      if (is_word(token)) ++words;
      if (lower_form(tree_, i) == "according" && led && token.head != kNone && token.head > i &&
          token.head < end) {
        return according(i, gap);
      }
      if (!is_cue_verb(i)) continue;
      if (!led && words > 5) break;
      QuoteCue cue;
      cue.token = i;
      cue.before = true;
      cue.source = source_beside(i, gap);
      if (cue.source.head != kNone) return cue;
    }
    return std::nullopt;
  }

  // A paragraph or sentence above that ends in a colon: "The minister continued:"
  std::optional<QuoteCue> cue_above(const Quotation& quotation) const {
    const std::string_view before = core::trim(doc_.text().substr(0, quotation.outer.begin));
    if (!before.ends_with(':')) return std::nullopt;
    const std::uint32_t end = tree_.token_from(quotation.outer.begin);
    if (end == 0) return std::nullopt;
    const std::uint32_t sentence = tree_.token(end - 1).sentence;
    const TokenSpan tokens = doc_.sentences[sentence].tokens;
    for (std::uint32_t i = end; i-- > tokens.begin;) {
      if (!is_cue_verb(i) || inside_quotation(i)) continue;
      QuoteCue cue;
      cue.token = i;
      cue.before = true;
      cue.source = source_beside(i, doc_.sentences[sentence].span);
      if (cue.source.head != kNone) return cue;
    }
    return std::nullopt;
  }

  // ---- joining ----

  void join(std::uint32_t q, const QuoteCue& cue) {
    const Quotation& quotation = quotations_[q];
    for (std::uint32_t i = 0; i < drafts_.size(); ++i) {
      Draft& draft = drafts_[i];
      if (draft.candidate.cue != cue.token) continue;
      // A draft of this cue that the tree proposed: the quotation is its content, and what the tree
      // took for content stays only where it is a clause of its own.
      const bool clause = draft.candidate.frame == Frame::That ||
                          draft.candidate.frame == Frame::Quote ||
                          draft.candidate.frame == Frame::Around;
      if (!clause) draft.content.clear();
      if (!cue.before) std::erase_if(draft.content, [&](ByteSpan span) { return !quoted(span); });
      draft.content.push_back(quotation.outer);
      draft.content = normalise(std::move(draft.content), doc_.text());
      if (draft.candidate.frame != Frame::That) draft.candidate.frame = Frame::Quote;
      draft.score = std::max(draft.score, 0.9f);
      owner_[q] = i;
      return;
    }
    Draft draft;
    draft.candidate.cue = cue.token;
    draft.candidate.frame = Frame::Quote;
    draft.candidate.source = cue.source;
    const Token& token = tree_.token(cue.token);
    if (token.upos == Upos::Verb) {
      draft.candidate.cue_tokens = verb_group(tree_, cue.token);
      draft.candidate.negated = is_negated(tree_, cue.token);
    } else if (lower_form(tree_, cue.token) == "according") {
      draft.candidate.cue_tokens = {cue.token, cue.token + 1};
    } else {
      draft.candidate.cue_tokens = {cue.token};
    }
    for (const std::uint32_t e : lexicon_.with_head(cue_lemma(tree_, lexicon_, cue.token))) {
      const CueEntry& entry = lexicon_.entry(e);
      if (entry.words.size() > 1 || !entry.takes(Frame::Quote)) continue;
      draft.candidate.entry = e;
      if (entry.addressee == AddresseeSlot::Obj) {
        const std::uint32_t object = tree_.child(cue.token, {Deprel::Iobj, Deprel::Obj});
        if (object != kNone && !inside_quotation(object)) draft.candidate.addressee = object;
      } else if (entry.addressee == AddresseeSlot::To) {
        for (const std::uint32_t c : tree_.children(cue.token)) {
          if (tree_.token(c).deprel == Deprel::Obl && tree_.case_of(c) == "to")
            draft.candidate.addressee = c;
        }
      }
      break;
    }
    draft.content = {quotation.outer};
    draft.score = cue.before ? 0.92f : 0.95f;
    draft.rule = token.lemma + ":quote";
    owner_[q] = static_cast<std::uint32_t>(drafts_.size());
    drafts_.push_back(std::move(draft));
  }

  void extend(std::uint32_t draft, std::uint32_t q) {
    drafts_[draft].content.push_back(quotations_[q].outer);
    drafts_[draft].content = normalise(std::move(drafts_[draft].content), doc_.text());
    owner_[q] = draft;
  }

  // The draft of the quotation before this one in the paragraph, if it is a direct one.
  std::uint32_t previous_in_paragraph(std::uint32_t q) const {
    for (std::uint32_t p = q; p-- > 0;) {
      const Quotation& other = quotations_[p];
      if (other.paragraph != quotations_[q].paragraph) break;
      if (other.depth > 0 || owner_[p] == kNone) continue;
      if (!next_to(other, quotations_[q])) return kNone;
      const Draft& draft = drafts_[owner_[p]];
      // A fragment inside reported speech does not make what follows part of it.
      return draft.candidate.frame == Frame::Quote || reads_as_speech(other) ? owner_[p] : kNone;
    }
    return kNone;
  }

  // Between two quotations stands no sentence of its own: at most the rest of the one that the
  // first is in.
  bool next_to(const Quotation& first, const Quotation& second) const {
    const std::uint32_t begin = tree_.token_from(first.outer.end);
    const std::uint32_t end = tree_.token_from(second.outer.begin);
    std::uint32_t sentences = 0;
    for (std::uint32_t i = begin; i < end; ++i) {
      if (!is_word(tree_.token(i))) continue;
      if (i == begin || tree_.token(i).sentence != tree_.token(i - 1).sentence || sentences == 0)
        ++sentences;
    }
    return sentences <= 1;
  }

  // No cue at all: whoever spoke last, or whom the words before it are about.
  void go_on(std::uint32_t q) {
    const Quotation& quotation = quotations_[q];
    // An opening mark alone, with no cue near it, is a slip of the pen.
    const bool continued =
        std::any_of(quotations_.begin(), quotations_.end(),
                    [q](const Quotation& other) { return other.continues == q; });
    if (!quotation.closed && quotation.continues == kNone && !continued) return;
    Draft draft;
    draft.candidate.frame = Frame::Quote;
    draft.content = {quotation.outer};
    draft.rule = "quotation:alone";
    draft.score = 0.6f;
    if (const std::uint32_t who = person_before(quotation); who != kNone) {
      draft.candidate.source.kind = SourceKind::Subject;
      draft.candidate.source.head = who;
      draft.candidate.source.tokens = tree_.subtree(who);
      draft.rule = "quotation:after-subject";
    } else if (const std::uint32_t last = last_speaker(q); last != kNone) {
      draft.speaker_of = last;
      draft.rule = "quotation:continued";
    }
    owner_[q] = static_cast<std::uint32_t>(drafts_.size());
    drafts_.push_back(std::move(draft));
  }

  // The subject of the sentence before the quotation, in its paragraph, when it can speak.
  std::uint32_t person_before(const Quotation& quotation) const {
    const ByteSpan paragraph = paragraphs_[quotation.paragraph];
    const std::uint32_t end = tree_.token_from(quotation.outer.begin);
    if (end == 0 || tree_.token(end - 1).span.begin < paragraph.begin) return kNone;
    const TokenSpan sentence = doc_.sentences[tree_.token(end - 1).sentence].tokens;
    for (std::uint32_t i = sentence.begin; i < end; ++i) {
      if (!is_subject(tree_.token(i).deprel) || inside_quotation(i)) continue;
      const std::uint32_t verb = tree_.token(i).head;
      if (verb != kNone && tree_.token(verb).deprel != Deprel::Root) continue;
      for (const Name& name : doc_.names) {
        if (name.tokens.contains(i) && name.type == NameType::Person) return i;
      }
      for (const Mention& mention : doc_.mentions) {
        if (mention.head == i && mention.actor != kNone &&
            doc_.actors[mention.actor].kind == ActorKind::Person) {
          return i;
        }
      }
    }
    return kNone;
  }

  // Whoever spoke last before the quotation: in reported speech in the sentence before it, else in
  // the last quotation that is owned, one paragraph up at most.
  std::uint32_t last_speaker(std::uint32_t q) const {
    const std::uint32_t reported = reported_before(quotations_[q]);
    for (std::uint32_t p = q; p-- > 0;) {
      if (quotations_[p].depth > 0) continue;
      if (quotations_[p].paragraph + 1 < quotations_[q].paragraph) break;
      if (owner_[p] == kNone) continue;
      const bool nearer =
          reported != kNone &&
          tree_.token(drafts_[reported].candidate.cue).span.begin > quotations_[p].outer.end;
      return nearer ? reported : owner_[p];
    }
    return reported;
  }

  // The first draft with a source in the sentence before whose words are not another's.
  std::uint32_t reported_before(const Quotation& quotation) const {
    const std::uint32_t end = tree_.token_from(quotation.outer.begin);
    if (end == 0) return kNone;
    const std::uint32_t sentence = tree_.token(end - 1).sentence;
    std::uint32_t found = kNone;
    for (std::uint32_t i = 0; i < drafts_.size(); ++i) {
      const std::uint32_t cue = drafts_[i].candidate.cue;
      if (cue == kNone || tree_.token(cue).sentence != sentence ||
          drafts_[i].candidate.source.head == kNone || is_reported(cue)) {
        continue;
      }
      if (found == kNone || cue < drafts_[found].candidate.cue) found = i;
    }
    return found;
  }

  bool is_reported(std::uint32_t cue) const {
    return std::any_of(drafts_.begin(), drafts_.end(), [&](const Draft& draft) {
      return draft.candidate.cue != cue && holds(draft.content, tree_.token(cue).span);
    });
  }

  const Tree& tree_;
  const Document& doc_;
  const CueLexicon& lexicon_;
  const std::vector<ByteSpan>& paragraphs_;
  const std::vector<Quotation>& quotations_;
  std::vector<Draft>& drafts_;
  std::vector<std::uint32_t> owner_;  // per quotation: its draft
};

}  // namespace

void attach_quotations(const Tree& tree,
                       const CueLexicon& lexicon,
                       const std::vector<ByteSpan>& paragraphs,
                       const std::vector<Quotation>& quotations,
                       std::vector<Draft>& drafts) {
  Attacher(tree, lexicon, paragraphs, quotations, drafts).attach();
}

}  // namespace dragoman::speech
