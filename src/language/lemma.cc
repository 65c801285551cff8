#include "language/lemma.h"

#include <algorithm>
#include <vector>

#include "language/lexicon.h"
#include "language/word_features.h"

namespace dragoman::language {

namespace {

char32_t upper_of(char32_t c) {
  if (c >= 'a' && c <= 'z') return c - 32;
  if (c >= 0xE0 && c <= 0xFE && c != 0xF7) return c - 32;
  if (c >= 0x3B1 && c <= 0x3C9 && c != 0x3C2) return c - 32;
  if (c >= 0x430 && c <= 0x44F) return c - 32;
  if (c >= 0x100 && c <= 0x17F && to_lower(c - 1) == c) return c - 1;
  return c;
}

bool is_vowel(char c) {
  return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u';
}

// One syllable that ends in one vowel and one consonant ("hop", "writ"): it would have doubled its
// consonant before -ing and -ed, so a stem like this without the doubling has lost an e ("hoping").
bool would_double(std::string_view stem) {
  if (stem.size() < 2) return false;
  const char last = stem.back();
  if (is_vowel(last) || last == 'w' || last == 'x' || last == 'y' || last == 's' || last == 'h')
    return false;
  if (!is_vowel(stem[stem.size() - 2])) return false;
  for (std::size_t i = 0; i + 2 < stem.size(); ++i) {
    // "qu" begins a syllable and is none ("quit").
    if (is_vowel(stem[i]) && !(stem[i] == 'u' && i > 0 && stem[i - 1] == 'q')) return false;
    if (stem[i] == 'y' && i > 0) return false;
  }
  return true;
}

// Ends in two equal consonants that were doubled before an ending ("kidd", "barr"), rather than in
// two that belong there ("call", "pass", "add").
bool was_doubled(const Lexicon& lexicon, std::string_view stem) {
  if (stem.size() < 4 || stem.back() != stem[stem.size() - 2] || is_vowel(stem.back()))
    return false;
  const char last = stem.back();
  return last != 'l' && last != 's' && last != 'f' && last != 'z' &&
         !lexicon.is(WordClass::DoubleKept, stem);
}

// Stems that English writes with a silent e before it adds an ending: "clos", "advanc", "su",
// "drizzl".
bool lacks_e(std::string_view stem) {
  if (stem.size() < 2) return false;
  const char last = stem.back(), before = stem[stem.size() - 2];
  if (last == 'c' || last == 'v' || last == 'u') return true;
  if (last == 's' || last == 'z') return before != last;
  return last == 'l' && !is_vowel(before) && before != 'l' && before != 'r' && before != 'w';
}

}  // namespace

std::string apply_script(const LemmaScript& script, std::string_view form) {
  if (script.shape == LemmaScript::Case::Whole) return script.add;
  std::string out;
  out.reserve(form.size() + script.add.size());
  bool first = true;
  for (std::size_t pos = 0; pos < form.size(); first = false) {
    const std::size_t begin = pos;
    const char32_t c = next_code_point(form, pos);
    if (script.shape == LemmaScript::Case::Keep) {
      out.append(form.substr(begin, pos - begin));
    } else {
      append_utf8(script.shape == LemmaScript::Case::Title && first ? upper_of(c) : to_lower(c),
                  out);
    }
  }
  std::size_t keep = out.size();
  for (std::uint32_t k = 0; k < script.cut && keep > 0; ++k) {
    do {
      --keep;
    } while (keep > 0 && (static_cast<unsigned char>(out[keep]) & 0xC0) == 0x80);
  }
  if (keep == 0 && script.add.empty())
    return out;  // a script made for a longer word: keep the form
  out.resize(keep);
  out += script.add;
  return out;
}

void mend_english_verb(const Lexicon& lexicon,
                       std::string_view form,
                       std::string_view xpos,
                       const std::function<bool(std::string_view)>& known,
                       std::string& lemma) {
  if (xpos.size() != 3 || !xpos.starts_with("VB") || form.size() > 40) return;
  std::string low;
  for (std::size_t pos = 0; pos < form.size();)
    append_utf8(to_lower(next_code_point(form, pos)), low);
  if (xpos == "VBD" || xpos == "VBN") {
    if (const std::string_view found = lexicon.irregular(low); !found.empty()) {
      lemma = found;
      return;
    }
    for (const std::string& prefix : lexicon.verb_prefixes()) {
      if (!low.starts_with(prefix)) continue;
      const std::string_view rest = lexicon.irregular(std::string_view(low).substr(prefix.size()));
      if (!rest.empty() && known(prefix + std::string(rest))) {
        lemma = prefix + std::string(rest);
        return;
      }
    }
  }

  std::string stem;  // the form without its ending
  std::vector<std::string> spellings;
  const bool z = xpos == "VBZ";
  const std::string_view ending = xpos == "VBG"                    ? "ing"
                                  : z                              ? "s"
                                  : xpos == "VBD" || xpos == "VBN" ? "ed"
                                                                   : "";
  if (ending.empty() || !low.ends_with(ending) || low.size() < ending.size() + 2) return;
  stem = low.substr(0, low.size() - ending.size());
  if (z) {
    if (low.ends_with("ies")) spellings.push_back(low.substr(0, low.size() - 3) + "y");
    spellings.push_back(stem);
    if (low.ends_with("es")) spellings.push_back(low.substr(0, low.size() - 2));
    // "passes": passe is a word of sorts, but no verb; "-sse", "-che", "-she", "-xe" are none.
    if (low.ends_with("sses") || low.ends_with("ches") || low.ends_with("shes") ||
        low.ends_with("xes")) {
      std::reverse(spellings.begin(), spellings.end());
      if (lemma == stem && known(spellings.front())) lemma = spellings.front();
    }
  } else {
    const bool doubled =
        stem.size() > 2 && stem.back() == stem[stem.size() - 2] && !is_vowel(stem.back());
    // What no verb's base can be, though it may be a word: the form itself ("closing"), a doubled
    // end ("kidd"), "ly" of "lying", "passe" of "passing".
    const bool has_vowel =
        std::any_of(stem.begin(), stem.end(), [](char c) { return is_vowel(c) || c == 'y'; });
    if (lemma == low && has_vowel) lemma.clear();
    if (was_doubled(lexicon, stem) && lemma == stem && known(stem.substr(0, stem.size() - 1))) {
      lemma.pop_back();
      return;
    }
    if (ending == "ing" && stem.size() == 2 && stem.ends_with('y')) lemma.clear();
    if ((stem.ends_with("ss") || stem.ends_with("sh")) && lemma == stem + "e" && known(stem))
      lemma = stem;
    if (lemma == stem && lacks_e(stem) && known(stem + "e")) lemma = stem + "e";
    if (lemma.empty() && lacks_e(stem)) spellings.push_back(stem + "e");
    if (stem.ends_with("ick") && !known(stem)) spellings.push_back(stem.substr(0, stem.size() - 1));
    if (ending == "ed" && stem.ends_with('i'))
      spellings.push_back(stem.substr(0, stem.size() - 1) + "y");
    if (ending == "ing" && stem.ends_with('y') && stem.size() == 2)
      spellings.push_back(stem.substr(0, 1) + "ie");
    if (ending == "ed" && stem.ends_with('e')) spellings.push_back(stem + "e");  // agreed
    if (would_double(stem)) {
      // Both "hop" and "hope" may be words: spelling decides.
      if (lemma == stem && known(stem + "e")) {
        lemma = stem + "e";
        return;
      }
      spellings.push_back(stem + "e");
      spellings.push_back(stem);
    } else {
      spellings.push_back(stem);
      spellings.push_back(stem + "e");
    }
    if (doubled) spellings.push_back(stem.substr(0, stem.size() - 1));
  }
  if (!lemma.empty() && known(lemma)) return;
  for (const std::string& spelling : spellings) {
    if (known(spelling)) {
      lemma = spelling;
      return;
    }
  }
  if (lemma.empty()) lemma = spellings.empty() ? low : spellings.front();
}

void mend_english_noun(const Lexicon& lexicon,
                       std::string_view form,
                       std::string_view xpos,
                       const std::function<bool(std::string_view)>& known,
                       std::string& lemma) {
  if ((xpos != "NNS" && xpos != "NNPS") || form.size() > 40) return;
  std::string low;
  for (std::size_t pos = 0; pos < form.size();)
    append_utf8(to_lower(next_code_point(form, pos)), low);
  std::string found;
  if (low.size() >= 3 && low.ends_with("men") && !lexicon.is(WordClass::NoPlural, low)) {
    found = low.substr(0, low.size() - 3) + "man";
  } else if (xpos == "NNS") {
    found = lexicon.singular(low);
    for (const auto& [plural, singular] : lexicon.plural_ends()) {
      if (!found.empty()) break;
      if (low.size() > plural.size() + 2 && low.ends_with(plural))
        found = low.substr(0, low.size() - plural.size()) + singular;
    }
    if (found.empty() && low.ends_with("s") && low.size() > 4 && !known(lemma)) {
      const std::string stem = low.substr(0, low.size() - 1);
      if (low.ends_with("ies") && known(low.substr(0, low.size() - 3) + "y")) {
        found = low.substr(0, low.size() - 3) + "y";
      } else if (known(stem)) {
        found = stem;
      } else if (low.ends_with("es") && known(low.substr(0, low.size() - 2))) {
        found = low.substr(0, low.size() - 2);
      }
    }
  }
  if (found.empty()) return;
  if (xpos == "NNPS" && !form.empty() && form[0] >= 'A' && form[0] <= 'Z') found[0] = form[0];
  lemma = std::move(found);
}

void mend_english_degree(const Lexicon& lexicon,
                         std::string_view form,
                         std::string_view xpos,
                         const std::function<bool(std::string_view)>& known,
                         std::string& lemma) {
  const bool comparative = xpos == "JJR" || xpos == "RBR";
  if ((!comparative && xpos != "JJS" && xpos != "RBS") || form.size() > 40) return;
  std::string low;
  for (std::size_t pos = 0; pos < form.size();)
    append_utf8(to_lower(next_code_point(form, pos)), low);
  const std::string_view ending = comparative ? "er" : "est";
  if (!low.ends_with(ending) || low.size() < ending.size() + 3) return;
  const std::string stem = low.substr(0, low.size() - ending.size());
  // Another word's degree ("worse", "better") is none of our business.
  if (!lemma.starts_with(stem.substr(0, 2))) return;
  if (was_doubled(lexicon, stem) && known(stem.substr(0, stem.size() - 1))) {
    lemma = stem.substr(0, stem.size() - 1);
  } else if (stem.ends_with('i') && known(stem.substr(0, stem.size() - 1) + "y")) {
    lemma = stem.substr(0, stem.size() - 1) + "y";
  } else if (lacks_e(stem) && known(stem + "e")) {
    lemma = stem + "e";
  } else if (!known(lemma) || lemma == low) {
    if (known(stem)) {
      lemma = stem;
    } else if (known(stem + "e")) {
      lemma = stem + "e";
    }
  }
}

void agree_with_tag(std::string_view form,
                    Upos upos,
                    std::string_view xpos,
                    const LemmaScript& script,
                    std::string& lemma) {
  if (xpos == "ADD") {
    lemma = form;
    return;
  }
  const bool digit = !form.empty() && form[0] >= '0' && form[0] <= '9';
  if (upos == Upos::Num && digit) {
    if (form.find_first_not_of("0123456789,.") != std::string_view::npos) return;
    const std::size_t comma = form.find(',');
    if (comma == std::string_view::npos) {
      lemma = form;
    } else if (form.size() >= comma + 4) {  // "1,100", but "7,5" is left to the network
      lemma.clear();
      for (const char c : form) {
        if (c != ',') lemma += c;
      }
    }
    return;
  }
  if (script.shape == LemmaScript::Case::Whole || lemma.empty()) return;
  std::string low;
  for (std::size_t pos = 0; pos < form.size();)
    append_utf8(to_lower(plain_mark(next_code_point(form, pos))), low);
  if ((upos == Upos::Adj && xpos == "JJ") || (upos == Upos::Noun && xpos == "NN")) {
    std::string lemma_low;
    for (std::size_t pos = 0; pos < lemma.size();)
      append_utf8(to_lower(next_code_point(lemma, pos)), lemma_low);
    if (lemma_low != low) lemma = low;
    return;
  }
  if (upos != Upos::Propn || xpos != "NNP") return;
  std::size_t pos = 0, at = 0;
  const char32_t first = next_code_point(form, pos), got = next_code_point(lemma, at);
  if (!is_upper(first) || got != to_lower(first)) return;
  if (lemma == low) {
    // "NiMo" and "CPA" stay as they are written; a title was lowered by the network's doubt.
    lemma = form;
  } else {
    std::string capital;
    append_utf8(first, capital);
    lemma.replace(0, at, capital);
  }
}

std::string lemma_of(const Model& model,
                     const Lexicon& lexicon,
                     const LemmaScript& script,
                     std::string_view form,
                     const Tag& tag,
                     std::string& scratch) {
  const auto known = [&](std::string_view word) {
    normal_form(word, scratch);
    return model.knows(fnv1a(scratch));
  };
  const std::string_view upos = to_string(tag.upos);
  const LemmaScript* told = model.known_lemma(lemma_key(form, true, upos, tag.xpos, scratch));
  if (told == nullptr && tag.upos != Upos::Propn)
    told = model.known_lemma(lemma_key(form, false, upos, tag.xpos, scratch));
  std::string lemma = apply_script(told != nullptr ? *told : script, form);
  // "’s" and "O’Neill" are looked up by others with a plain apostrophe.
  if (lemma.size() > 3) {
    for (std::size_t at; (at = lemma.find("\xE2\x80\x99")) != std::string::npos;)
      lemma.replace(at, 3, "'");
  }
  if (told != nullptr) {
    // Treebanks have slips, too ("fled", lemma "flead").
    if (tag.upos == Upos::Verb && (tag.xpos == "VBD" || tag.xpos == "VBN")) {
      if (const std::string_view base = lexicon.irregular(form); !base.empty())
        return std::string(base);
    }
    return lemma;
  }
  agree_with_tag(form, tag.upos, tag.xpos, script, lemma);
  if (script.shape == LemmaScript::Case::Whole) return lemma;
  switch (tag.upos) {
    case Upos::Verb:
      mend_english_verb(lexicon, form, tag.xpos, known, lemma);
      break;
    case Upos::Noun:
    case Upos::Propn:
      mend_english_noun(lexicon, form, tag.xpos, known, lemma);
      break;
    case Upos::Adj:
    case Upos::Adv:
      mend_english_degree(lexicon, form, tag.xpos, known, lemma);
      break;
    default:
      break;
  }
  return lemma;
}

}  // namespace dragoman::language
