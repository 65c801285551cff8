#include "pledges/find_fates.h"

#include <algorithm>

#include "core/tsv.h"
#include "core/utf8.h"
#include "entities/lookup.h"
#include "language/dependency_tree.h"
#include "speech/lookup.h"

namespace dragoman::pledges {
namespace {

class FateFinder {
 public:
  FateFinder(const FateWords& words, Document& doc) : words_(words), doc_(doc), tree_(doc) {}

  void run() {
    for (std::uint32_t i = 0; i < doc_.tokens.size(); ++i) {
      if (tok(i).upos != Upos::Verb || !is_told_as_fact(i)) continue;
      if (tok(i).lemma == "fail") {
        by_failure(i);
        continue;
      }
      const auto found = words_.find(tok(i).lemma);
      if (found == words_.end()) continue;
      for (const FateWord& word : found->second) {
        if (word.place == FateWord::Place::After ? by_clause(i, word) : by_word(i, word)) break;
      }
    }
  }

 private:
  const Token& tok(std::uint32_t i) const { return doc_.tokens[i]; }

  // Not "would keep", "to keep", "if they keep", "denied breaking", "urged them to keep".
  bool is_told_as_fact(std::uint32_t verb) const {
    if (tree_.child(verb, Deprel::Mark, "to") != kNone ||
        tree_.child(verb, Deprel::Mark, "if") != kNone ||
        tree_.child(verb, Deprel::Mark, "unless") != kNone) {
      return false;
    }
    for (const std::uint32_t c : tree_.children(verb)) {
      if (tok(c).deprel != Deprel::Aux) continue;
      const std::string& lemma = tok(c).lemma;
      if (lemma != "have" && lemma != "be" && lemma != "do") return false;
    }
    if (tok(verb).deprel == Deprel::Xcomp && (tok(verb).feats & feature::kPart)) return false;
    if (is_gerund(verb)) return false;
    const std::uint32_t statement = speech::statement_of_token(doc_, verb);
    return statement == kNone || doc_.statements[statement].stance != Stance::Denial ||
           doc_.statements[statement].negated;
  }

  // "meeting the deadline is hard", "accused of failing to", but "kept the peace, meeting the
  // deadline".
  bool is_gerund(std::uint32_t verb) const {
    const Deprel rel = tok(verb).deprel;
    return doc_.form(verb).ends_with("ing") && rel != Deprel::Advcl && rel != Deprel::Conj &&
           rel != Deprel::Root && rel != Deprel::Parataxis &&
           tree_.child(verb, {Deprel::Aux, Deprel::AuxPass}) == kNone;
  }

  // "The promise was met with relief" tells nothing of its fate.
  bool is_received(std::uint32_t verb) const {
    return tok(verb).lemma == "meet" && behind(verb, "with") != kNone;
  }

  bool by_word(std::uint32_t verb, const FateWord& word) {
    const bool passive = tree_.child(verb, {Deprel::NsubjPass, Deprel::AuxPass}) != kNone;
    std::uint32_t noun = kNone, holder = kNone;
    if (word.place == FateWord::Place::Subject) {
      if (passive) return false;
      noun = tree_.child(verb, {Deprel::Nsubj});
    } else if (word.place == FateWord::Place::Behind) {
      noun = behind(verb, word.preposition);
      holder = tree_.subject(verb);
    } else if (passive) {
      if (is_received(verb)) return false;
      noun = tree_.child(verb, {Deprel::NsubjPass});
      holder = tree_.child(verb, {Deprel::OblAgent});
    } else {
      noun = tree_.child(verb, {Deprel::Obj});
      holder = tree_.subject(verb);
      // "the promise they broke", "a deadline missed by both"
      if (noun == kNone && tok(verb).deprel == Deprel::AclRelcl) noun = tok(verb).head;
    }
    if (noun == kNone || !(word.nouns.empty() || word.nouns.contains(tok(noun).lemma)))
      return false;
    if (holder == noun) holder = kNone;
    std::vector<std::uint32_t> by = actors(holder);
    // "did not keep its promise", "the government's pledge was broken"
    if (by.empty()) by = actors(tree_.child(noun, {Deprel::NmodPoss}));
    const bool negated = tree_.is_negated(verb);
    // "did not keep its promise"; one that "did not back away" has not kept it yet
    if (negated && word.kind != FateKind::Kept) return false;
    add(verb, negated ? FateKind::Broken : word.kind, std::move(by), tree_.subtree(noun), "fate/" + tok(verb).lemma);
    return true;
  }

  // "reneged on its promise", "went back on its word"
  std::uint32_t behind(std::uint32_t verb, std::string_view preposition) const {
    for (const std::uint32_t c : tree_.children(verb)) {
      if (tok(c).deprel == Deprel::Obl && tree_.case_of(c) == preposition) return c;
    }
    return kNone;
  }

  // The verb that pledges stands in a clause with "after", "since" or "as", and the sentence's own
  // verb tells what the same actor then did.
  bool by_clause(std::uint32_t verb, const FateWord& word) {
    if (tok(verb).deprel != Deprel::Advcl && tok(verb).deprel != Deprel::Acl) return false;
    bool marked = false;
    for (const std::uint32_t c : tree_.children(verb)) {
      const std::string& lemma = tok(c).lemma;
      marked |= c < verb &&
                (tok(c).deprel == Deprel::Mark || tok(c).deprel == Deprel::Case ||
                 tok(c).deprel == Deprel::Advmod) &&
                (lemma == "after" || lemma == "since" || lemma == "as");
    }
    std::uint32_t main = tok(verb).head;
    while (main != kNone && tok(main).head != kNone) main = tok(main).head;
    if (!marked || main == kNone || main == verb || tok(main).upos != Upos::Verb ||
        !is_told_as_fact(main) || tree_.is_negated(main) || !means_the_deed(verb, main)) {
      return false;
    }
    std::vector<std::uint32_t> by = actors(tree_.subject(main));
    if (by.empty()) return false;
    TokenSpan what = tree_.subtree(verb);
    for (const std::uint32_t c : tree_.children(verb)) {
      if (tok(c).deprel == Deprel::Xcomp || tok(c).deprel == Deprel::Ccomp) what = tree_.subtree(c);
    }
    add(main, word.kind, std::move(by), what, "fate/" + tok(verb).lemma);
    return true;
  }

  // "undertook to let all go", "agreed to a deal".
  std::uint32_t what_is_pledged(std::uint32_t verb) const {
    const std::uint32_t act =
        tree_.child(verb, {Deprel::Xcomp, Deprel::Ccomp, Deprel::Obj, Deprel::Acl});
    return act == kNone ? behind(verb, "to") : act;
  }

  // What was pledged is what the sentence tells: "as promised", "left after it undertook to do so",
  // "the first to leave since they undertook to let all go". "Lashed out after agreeing to resign"
  // tells another thing.
  bool means_the_deed(std::uint32_t verb, std::uint32_t main) const {
    const std::uint32_t act = what_is_pledged(verb);
    if (act == kNone) return true;
    if (tok(act).lemma == "do") {
      const std::uint32_t object = tree_.child(act, {Deprel::Obj});
      return tree_.child(act, Deprel::Advmod, "so") != kNone ||
             (object != kNone && tok(object).upos == Upos::Pron);
    }
    for (std::uint32_t at = tok(verb).head; at != kNone && at != main; at = tok(at).head) {
      if (tok(at).lemma == "first" || tree_.child(at, Deprel::Amod, "first") != kNone) return true;
    }
    return tok(act).lemma == tok(main).lemma;
  }

  void by_failure(std::uint32_t verb) {
    if (tree_.is_negated(verb)) return;
    for (const std::uint32_t c : tree_.children(verb)) {
      if (tok(c).deprel != Deprel::Xcomp || tree_.child(c, Deprel::Mark, "to") == kNone) continue;
      TokenSpan what = tree_.subtree(c);
      what.begin = std::min(c, what.end - 1);
      add(verb, FateKind::Broken, actors(tree_.subject(verb)), what, "fate/fail");
      return;
    }
  }

  // Hangs on the verb itself, and not on a clause below it.
  bool is_of_clause(std::uint32_t token, std::uint32_t verb) const {
    for (std::uint32_t at = token; at != kNone && at != verb; at = tok(at).head) {
      const Deprel rel = tok(at).deprel;
      if (rel == Deprel::Advcl || rel == Deprel::Acl || rel == Deprel::AclRelcl ||
          rel == Deprel::Ccomp)
        return false;
    }
    return true;
  }

  std::vector<std::uint32_t> actors(std::uint32_t head) const {
    std::vector<std::uint32_t> out;
    if (head == kNone) return out;
    const auto add_of = [&](std::uint32_t token) {
      for (const std::uint32_t actor : entities::actors_of(doc_, token)) {
        if (std::find(out.begin(), out.end(), actor) == out.end()) out.push_back(actor);
      }
    };
    add_of(head);
    for (const std::uint32_t c : tree_.children(head)) {
      if (tok(c).deprel == Deprel::Conj) add_of(c);
    }
    return out;
  }

  void add(std::uint32_t verb,
           FateKind kind,
           std::vector<std::uint32_t> by,
           TokenSpan what,
           std::string rule) {
    while (what.size() > 1 && tok(what.end - 1).upos == Upos::Punct) --what.end;
    Fate fate;
    fate.kind = kind;
    fate.by = std::move(by);
    const TokenSpan clause = cover(tree_.subtree(verb), what);
    fate.span = doc_.bytes(clause);
    fate.what = doc_.bytes(what);
    fate.trigger_token = verb;
    fate.said_by = speech::statement_of_token(doc_, verb);
    fate.rule = std::move(rule);
    const std::string& published = doc_.report.published;
    for (const Timex& time : doc_.times) {
      if (!clause.contains(time.tokens) || time.value.empty() ||
          !core::is_ascii_digit(time.value[0]))
        continue;
      const std::string date = time.value.substr(0, time.value.find('T'));
      const bool ahead = !published.empty() && date.substr(0, published.size()) > published;
      if (kind == FateKind::Postponed && ahead) {
        if (fate.due.empty()) fate.due = date;
      } else if (!ahead && what.contains(time.tokens)) {
        if (fate.given.empty() && kind != FateKind::Broken) fate.given = date;
      } else if (!ahead && fate.date.empty() && is_of_clause(time.tokens.begin, verb)) {
        fate.date = date;
      }
    }
    doc_.fates.push_back(std::move(fate));
  }

  const FateWords& words_;
  Document& doc_;
  language::Tree tree_;
};

}  // namespace

Result<FateWords> load_fate_words(const std::string& path) {
  auto file = core::read_tsv(path, 4, 4);
  if (!file) return file.error();
  FateWords out;
  for (const core::TsvRow& row : file->rows) {
    FateWord word;
    if (row.fields[1] == "subj") {
      word.place = FateWord::Place::Subject;
    } else if (row.fields[1] == "after") {
      word.place = FateWord::Place::After;
    } else if (row.fields[1] != "obj") {
      word.place = FateWord::Place::Behind;
      word.preposition = row.fields[1];
    }
    if (row.fields[2] != "*") {
      for (std::string& noun : core::split_list(row.fields[2])) word.nouns.insert(std::move(noun));
    }
    const auto kind = parse_fate_kind(row.fields[3]);
    if (!kind)
      return file->error(row, 3,
                         "expected kept, broken or postponed, found '" + row.fields[3] + "'");
    word.kind = *kind;
    out[row.fields[0]].push_back(std::move(word));
  }
  return out;
}

void find_fates(const FateWords& words, Document& doc) {
  FateFinder(words, doc).run();
}

}  // namespace dragoman::pledges
