#include "places/toponyms.h"

#include <algorithm>
#include <set>
#include <span>
#include <string_view>
#include <utility>

#include "core/utf8.h"
#include "places/lookups.h"

namespace dragoman::places {
namespace {

bool has_capital(std::string_view form) {
  return !form.empty() && core::is_ascii_upper(form[0]);
}
bool starts_name(std::string_view form) {
  // Letters outside ASCII are taken for capitals: the gazetteer decides.
  return has_capital(form) || (!form.empty() && static_cast<unsigned char>(form[0]) >= 0x80 &&
                               static_cast<unsigned char>(form[0]) != 0xE2);
}
bool is_separator(std::string_view form) {
  return form == "," || form == "-" || form == "/" || form == "–" || form == "(" || form == ")" ||
         form == ";";
}

// What a name's tokens are taken for by others.
enum class Cover : std::uint8_t { None, Place, Person, Body, Other, People, Time };

class Finder {
 public:
  Finder(const Words& words,
         const knowledge::KnowledgeBase& base,
         const Document& doc,
         const std::vector<Demonym>& demonyms)
      : words_(words),
        base_(base),
        doc_(doc),
        demonyms_(demonyms),
        lookups_(base),
        cover_(doc.tokens.size(), Cover::None),
        taken_(doc.tokens.size()) {
    forms_.reserve(doc.tokens.size());
    for (std::uint32_t t = 0; t < doc.tokens.size(); ++t) forms_.push_back(doc.form(t));
  }

  std::vector<Toponym> run() {
    for (const Timex& timex : doc_.times) {
      for (std::uint32_t t = timex.tokens.begin; t < timex.tokens.end; ++t) cover_[t] = Cover::Time;
    }
    read_covers();
    for (const TokenSpan span : place_spans_) split(span);
    for (const Toponym& t : found_) {
      known_.insert(t.key);
      known_heads_.insert(low(t.tokens.begin));
    }
    // What has a sign of place once is one wherever it was tagged.
    for (const TokenSpan span : doubtful_) {
      const std::string name = text_of(span);
      if (known_.contains(knowledge::normalise_alias(name))) add(span, name).tagged = true;
    }
    for (const Demonym& demonym : demonyms_) add_demonym(demonym);
    for (const Sentence& sentence : doc_.sentences) {
      list_counties(sentence.tokens);
      scan(sentence.tokens);
    }
    for (const TokenSpan span : body_spans_) look_into_body(span);
    for (const Name& name : doc_.names) {
      if (name.type == NameType::Person) look_into_person(name.tokens);
    }
    std::stable_sort(found_.begin(), found_.end(),
                     [](const Toponym& a, const Toponym& b) { return a.span < b.span; });
    for (Toponym& t : found_) look_around(t);
    join();
    return std::move(found_);
  }

 private:
  std::string low(std::uint32_t t) const { return core::ascii_lower(forms_[t]); }
  // Without a full stop at its end: "St."
  std::string low_word(std::uint32_t t) const {
    std::string word = low(t);
    if (word.size() > 1 && word.back() == '.') word.pop_back();
    return word;
  }
  std::uint32_t sentence_begin(std::uint32_t t) const {
    return doc_.sentences[doc_.tokens[t].sentence].tokens.begin;
  }
  std::uint32_t sentence_end(std::uint32_t t) const {
    return doc_.sentences[doc_.tokens[t].sentence].tokens.end;
  }
  std::string text_of(TokenSpan span) const { return std::string(doc_.view(doc_.bytes(span))); }

  // ---- what others saw
  void lay(TokenSpan span, Cover cover, bool over) {
    for (std::uint32_t t = span.begin; t < span.end; ++t) {
      if (over || cover_[t] == Cover::None) cover_[t] = cover;
    }
  }

  static Cover cover_of(NameType type) {
    switch (type) {
      case NameType::Person:
        return Cover::Person;
      case NameType::Location:
        return Cover::Place;
      case NameType::Norp:
        return Cover::People;
      case NameType::Misc:
        return Cover::Other;
      case NameType::Organisation:
        break;
    }
    return Cover::Body;
  }

  void read_covers() {
    std::vector<TokenSpan> spans;
    for (const Name& name : doc_.names) {
      if (name.type == NameType::Person && name.tokens.size() > 1) {
        surnames_.insert(std::string(forms_[name.tokens.end - 1]));
      }
    }
    for (const Mention& m : doc_.mentions) {
      if (m.kind != MentionKind::Name || m.tokens.empty()) continue;
      lay(m.tokens, cover_of(m.type), false);
      if (m.type == NameType::Location) spans.push_back(m.tokens);
      if (m.type == NameType::Organisation) body_spans_.push_back(m.tokens);
    }
    for (const Name& name : doc_.names) {
      if (name.tokens.empty()) continue;
      bool clash = false;
      for (std::uint32_t t = name.tokens.begin; t < name.tokens.end; ++t) {
        clash = clash || (cover_[t] != Cover::None && cover_[t] != cover_of(name.type));
      }
      // "CTV Edmonton" makes some take Edmonton for a person; "to Edmonton on Sunday" does not.
      if (clash && name.type == NameType::Location && cover_[name.tokens.begin] != Cover::Time &&
          is_after_locative(name.tokens) && lookups_.is_big(text_of(name.tokens))) {
        lay(name.tokens, Cover::Place, true);
        clash = false;
      }
      if (clash) continue;
      lay(name.tokens, cover_of(name.type), false);
      if (name.type == NameType::Location) spans.push_back(name.tokens);
      if (name.type == NameType::Organisation) body_spans_.push_back(name.tokens);
    }
    // The wider of overlapping spans.
    std::sort(spans.begin(), spans.end(), [](TokenSpan a, TokenSpan b) {
      return a.begin != b.begin ? a.begin < b.begin : a.end > b.end;
    });
    for (const TokenSpan span : spans) {
      if (!place_spans_.empty() && place_spans_.back().overlaps(span)) {
        place_spans_.back().end = std::max(place_spans_.back().end, span.end);
      } else {
        place_spans_.push_back(span);
      }
    }
    std::sort(body_spans_.begin(), body_spans_.end());
    body_spans_.erase(std::unique(body_spans_.begin(), body_spans_.end()), body_spans_.end());
  }

  // ---- tagged names
  Toponym& add(TokenSpan span, std::string name) {
    Toponym t;
    t.tokens = span;
    t.span = doc_.bytes(span);
    t.name = std::move(name);
    t.key = knowledge::normalise_alias(t.name);
    for (std::uint32_t i = span.begin; i < span.end; ++i) taken_[i] = true;
    found_.push_back(std::move(t));
    return found_.back();
  }

  // One tagged span may hold several names: "Paris, Texas", "Jordan-Syria", "Fargo-Moorhead".
  void split(TokenSpan span) {
    while (!span.empty() && !starts_name(forms_[span.begin]) && !is_digit(forms_[span.begin]) &&
           !has_inner_capital(forms_[span.begin])) {
      ++span.begin;
    }
    while (!span.empty() && (forms_[span.end - 1] == "'s" || forms_[span.end - 1] == "’s" ||
                             is_separator(forms_[span.end - 1]))) {
      --span.end;
    }
    // "400 S. Locust St."
    if (span.size() > 2 && is_digit(forms_[span.begin]) && starts_name(forms_[span.begin + 1]) &&
        words_.is_street(low_word(span.end - 1))) {
      ++span.begin;
    }
    if (span.empty() || cover_[span.begin] == Cover::Time) return;
    widen(span);
    if (span.begin < place_end_) return;  // held by the name before
    place_end_ = span.end;
    if (lookups_.is_known(text_of(span))) {
      add_tagged(span);
      return;
    }
    std::uint32_t begin = span.begin;
    for (std::uint32_t t = span.begin; t <= span.end; ++t) {
      if (t < span.end && !is_separator(forms_[t])) continue;
      if (t > begin) add_owned({begin, t});
      begin = t + 1;
    }
  }
  // "Moscow's Domodedovo Airport" is two names.
  void add_owned(TokenSpan span) {
    for (std::uint32_t t = span.begin + 1; t + 1 < span.end; ++t) {
      if (forms_[t] != "'s" && forms_[t] != "’s") continue;
      if (!lookups_.is_known_or_minor(text_of({span.begin, t}))) break;
      add_tagged({span.begin, t});
      add_tagged({t + 1, span.end});
      return;
    }
    add_tagged(span);
  }
  // The tagger cuts names that it has not met: "Deir | ez-Zor", "al- | Hawl".
  void widen(TokenSpan& span) const {
    const std::uint32_t first = sentence_begin(span.begin), last = sentence_end(span.begin);
    const std::uint32_t hyphen = span.begin > first && forms_[span.begin - 1] == "-" ? 1 : 0;
    if (span.begin >= first + 1 + hyphen) {
      const std::string article = low(span.begin - 1 - hyphen);
      // Without a hyphen, "as", "at" and "an" are English.
      if (hyphen ? is_article(article) : article == "al" || article == "el")
        span.begin -= 1 + hyphen;
    }
    const std::span<const std::string_view> forms(forms_.data(), last);
    const auto length = static_cast<std::uint32_t>(base_.longest_place(forms, span.begin));
    if (length <= span.size() || span.begin + length > last ||
        words_.is_settlement(low(span.begin + length - 1)))
      return;
    for (std::uint32_t t = span.end; t < span.begin + length; ++t) {
      if (!starts_name(forms_[t]) && forms_[t] != "-" && !is_article(low(t))) return;
      if (cover_[t] != Cover::None && cover_[t] != Cover::Place && cover_[t] != Cover::Other)
        return;
    }
    span.end = span.begin + length;
  }
  static bool is_article(const std::string& word) {
    return word == "al" || word == "el" || word == "ad" || word == "ar" || word == "as" ||
           word == "ash" || word == "az" || word == "an" || word == "at" || word == "ez" ||
           word == "es";
  }

  // "al-Bab", "el-Fasher", "d'Ivoire"
  static bool has_inner_capital(std::string_view form) {
    return form.size() > 3 && std::any_of(form.begin(), form.end(), core::is_ascii_upper);
  }
  static bool is_digit(std::string_view form) {
    return !form.empty() && core::is_ascii_digit(form[0]);
  }

  void add_tagged(TokenSpan span) {
    while (!span.empty() && (low(span.begin) == "the" || low(span.begin) == "of")) ++span.begin;
    while (!span.empty() && (forms_[span.end - 1] == "'s" || forms_[span.end - 1] == "’s"))
      --span.end;
    if (span.empty()) return;
    // "Anbar province": the noun stays outside; "Otter Tail County": it is the name.
    bool division_noun = false;
    while (span.size() > 1 && !starts_name(forms_[span.end - 1]) &&
           (words_.is_division(low(span.end - 1)) || words_.is_settlement(low(span.end - 1)))) {
      division_noun = division_noun || words_.is_division(low(span.end - 1));
      --span.end;
    }
    // "the City of Norfolk"
    if (span.size() > 2 && low(span.begin + 1) == "of" && words_.is_settlement(low(span.begin)) &&
        lookups_.is_known_or_minor(text_of({span.begin + 2, span.end}))) {
      span.begin += 2;
    }
    // "Bogotá theatre": common nouns behind a known name stay outside.
    while (span.size() > 1 && core::is_ascii_lower(forms_[span.end - 1][0]) &&
           !lookups_.is_known(text_of(span)) &&
           lookups_.is_known(text_of({span.begin, span.end - 1}))) {
      --span.end;
    }
    if (is_surname(span)) return;
    if (span.size() == 1 && is_common_noun(span.begin))
      return;  // "Eastern and Southern Europe", "the University"
    std::string name = text_of(span);
    const Abbreviation* abbreviation = abbreviation_at(span);
    if (abbreviation) name = text_of(span);
    if (!abbreviation && is_body_or_people(span, name)) return;
    // "in The Hague" comes without its article.
    if (!abbreviation && !lookups_.is_known(name) && span.begin > 0 &&
        low(span.begin - 1) == "the" && lookups_.is_known("The " + name)) {
      name = "The " + name;
    }
    if (!abbreviation && is_numbered_road(span)) return;
    TokenSpan core_span = span;
    if (!abbreviation && !lookups_.is_known(name)) {
      if (add_pieces(span)) return;
      if (span.size() > 1 && words_.is_facility(low(span.end - 1))) {
        add_town_of(span);
        return;
      }
      // "southern Syria", "the city of Raqqa", "Daraa Province" as the tagger's one name.
      while (core_span.size() > 1 &&
             (words_.is_direction(low(core_span.begin)) || low(core_span.begin) == "of" ||
              low(core_span.begin) == "the" || words_.is_settlement(low(core_span.begin)) ||
              words_.is_division(low(core_span.begin)))) {
        ++core_span.begin;
        if (lookups_.is_known(text_of(core_span))) break;
      }
      if (!lookups_.is_known(text_of(core_span)) && core_span.size() > 1 &&
          (words_.is_division(low(core_span.end - 1)) ||
           words_.is_settlement(low(core_span.end - 1)))) {
        const TokenSpan shorter{core_span.begin, core_span.end - 1};
        if (lookups_.is_known(text_of(shorter))) {
          Toponym& t = add(core_span, text_of(shorter));
          t.tagged = true;
          t.division_noun = words_.is_division(low(core_span.end - 1));
          return;
        }
      }
      if (lookups_.is_known(text_of(core_span))) {
        span = core_span;
        name = text_of(span);
      } else if (add_town_of(span)) {
        return;
      } else if (const TokenSpan area = area_within(span); !area.empty()) {
        // "Costco Canada", "Texas A&M": a body named after an area, taken for a place.
        add(area, text_of(area)).in_institution = true;
        return;
      } else if (!is_plausible(span)) {
        doubtful_.push_back(span);
        return;
      }
    }
    Toponym& t = add(span, name);
    t.tagged = true;
    t.abbreviation = abbreviation;
    t.division_noun = division_noun;
  }

  // Bodies and groups that the tagger took for places ("Isis", "UN"), and peoples ("Syrian rebel").
  bool is_body_or_people(TokenSpan span, const std::string& name) const {
    if (base_.country_of_demonym(forms_[span.begin]) && !lookups_.is_known(name) &&
        (span.size() == 1 || !starts_name(forms_[span.begin + 1]))) {
      return true;
    }
    bool body = false;
    for (const knowledge::Alias& alias : base_.find(name)) {
      switch (base_.entry(alias.entry).kind()) {
        case knowledge::Kind::Country:
        case knowledge::Kind::Region:
        case knowledge::Kind::Seat:
          return false;
        default:
          body = true;
      }
    }
    if (!body) return false;
    for (const knowledge::Place& place : lookups_.places(name)) {
      if (knowledge::normalise_alias(place.name) == knowledge::normalise_alias(name)) return false;
    }
    // "in Mayadeen" is the town, whatever broadcaster has its name.
    return !lookups_.is_spelled_otherwise(name);
  }

  // Texts that lost their commas and apostrophes: "Daraa Hama Idlib", "Syrias Aleppo". Only if all
  // words are names.
  bool add_pieces(TokenSpan span) {
    std::vector<std::pair<TokenSpan, std::string>> pieces;
    for (std::uint32_t t = span.begin; t < span.end;) {
      const std::span<const std::string_view> forms(forms_.data(), span.end);
      auto length = static_cast<std::uint32_t>(base_.longest_place(forms, t));
      if (length > 0) {
        if (!lookups_.is_exact(text_of({t, t + length}))) return false;
        pieces.push_back({{t, t + length}, text_of({t, t + length})});
      } else {
        std::string_view form = forms_[t];
        if (form.size() < 5 || form.back() != 's' || !starts_name(form)) return false;
        form.remove_suffix(1);
        if (!lookups_.is_big(std::string(form)) && !lookups_.is_area_name(std::string(form)))
          return false;
        pieces.push_back({{t, t + 1}, std::string(form)});
        length = 1;
      }
      if (is_common_noun(t)) return false;
      t += length;
    }
    for (auto& [piece, name] : pieces) add(piece, std::move(name)).tagged = true;
    return true;
  }

  // The last word of a person's name in this report, unless a preposition makes it a place.
  bool is_surname(TokenSpan span) const {
    if (span.size() != 1 || !surnames_.contains(std::string(forms_[span.begin]))) return false;
    if (span.begin == sentence_begin(span.begin)) return true;
    const std::string before = low(span.begin - 1);
    return before != "in" && before != "at" && before != "near" && before != "from" &&
           before != "to";
  }

  // A word that stands in names without being one.
  bool is_common_noun(std::uint32_t t) const {
    const std::string word = low(t);
    if (words_.is_direction(word)) return true;
    if (!words_.is_body(word) && !words_.is_feature(word) && !words_.is_street(word)) return false;
    for (const knowledge::Alias& alias : base_.find(forms_[t])) {
      if (base_.entry(alias.entry).kind() == knowledge::Kind::Region) return false;  // "the Gulf"
    }
    return true;
  }

  // "Highway 59", "Interstate 64 East": no place on a map.
  bool is_numbered_road(TokenSpan span) const {
    return span.size() > 1 && words_.is_street(low(span.begin)) && is_digit(forms_[span.begin + 1]);
  }

  // "Hartford Hospital" is in Hartford; "Charles Webb Center" is nowhere.
  bool add_town_of(TokenSpan span) {
    const TokenSpan town = town_of_body(span);
    if (!town.empty()) add(town, text_of(town)).in_institution = true;
    return !town.empty();
  }

  TokenSpan town_of_body(TokenSpan span) const {
    if (span.size() < 2) return {};
    // "Meigs County Court", "Otter Tail County Road 80"
    for (std::uint32_t t = span.begin + 1; t + 1 < span.end; ++t) {
      if (low(t) == "county") return {span.begin, t + 1};
    }
    const std::string last = low(span.end - 1);
    const bool facility = words_.is_facility(last);
    if (!facility && (!words_.is_body(last) || last == "county" || words_.is_feature(last)))
      return {};
    for (std::uint32_t end = span.end - 1; end > span.begin; --end) {
      const TokenSpan part{span.begin, end};
      // "Charles Webb Center" is not in a town called Charles.
      if (part.size() == 1 && (is_common_noun(span.begin) || base_.given_name(forms_[span.begin])))
        break;
      const std::string name = text_of(part);
      if (lookups_.is_known(name) || known_.contains(knowledge::normalise_alias(name)) ||
          (!facility && base_.is_minor_place(name)))
        return part;
    }
    return {};
  }

  // "Sask." may have lost its full stop to the end of a sentence; `span` gets it back.
  const Abbreviation* abbreviation_at(TokenSpan& span) const {
    if (span.size() > 2) return nullptr;
    const std::string form = text_of(span);
    if (const Abbreviation* a = words_.abbreviation(form)) return a;
    if (span.size() != 1) return nullptr;
    // "W.Va." cut in two
    if (span.end < forms_.size() &&
        doc_.tokens[span.end].span.begin == doc_.tokens[span.begin].span.end) {
      const TokenSpan both{span.begin, span.end + 1};
      if (const Abbreviation* a = words_.abbreviation(text_of(both)); a && form.back() == '.') {
        span = both;
        return a;
      }
    }
    if (form.size() == 2 && form[1] == '.' && span.end < forms_.size()) {  // "W. Va."
      const TokenSpan both{span.begin, span.end + 1};
      if (const Abbreviation* a = words_.abbreviation(text_of(both))) {
        span = both;
        return a;
      }
    }
    const Abbreviation* a = words_.abbreviation(form + ".");
    if (a && span.end < forms_.size() && forms_[span.end] == "." &&
        doc_.tokens[span.end].span.begin == doc_.tokens[span.begin].span.end) {
      ++span.end;
      return a;
    }
    return nullptr;
  }

  // The first or last words of a longer name that are a country or a first-level division.
  TokenSpan area_within(TokenSpan span) const {
    if (span.size() < 2 || words_.is_street(low(span.end - 1)) || has_feature_noun(span)) return {};
    for (std::uint32_t cut = 1; cut < span.size(); ++cut) {
      for (const TokenSpan part :
           {TokenSpan{span.begin, span.end - cut}, TokenSpan{span.begin + cut, span.end}}) {
        if (!starts_name(forms_[part.begin])) continue;
        for (const knowledge::Place& place : lookups_.places(text_of(part))) {
          if (place.feature.starts_with("PCL")) return part;
        }
      }
    }
    return {};
  }

  // Names of rivers, hills and the like, which the gazetteer does not hold.
  bool has_feature_noun(TokenSpan span) const {
    for (std::uint32_t t = span.begin; t < span.end; ++t) {
      if (words_.is_feature(low(t))) return true;
    }
    return false;
  }

  // The tagger takes many words with capitals for places. One that the gazetteer does not know
  // needs a sign.
  bool is_plausible(TokenSpan span) const {
    if (has_feature_noun(span) || words_.is_street(low_word(span.end - 1))) return true;
    if (span.size() > 1 && words_.is_division(low(span.end - 1))) return true;
    if (span.size() == 1) {
      const std::string_view form = forms_[span.begin];
      if (doc_.tokens[span.begin].upos != Upos::Propn || form.size() < 3) return false;
      if (form.find_first_of("&.0123456789") != form.npos) return false;
      if (form.size() <= 5 && std::all_of(form.begin(), form.end(), core::is_ascii_upper))
        return false;
    }
    if (base_.is_minor_place(text_of(span))) return true;
    if (is_before_area(span, sentence_end(span.begin)) || is_after_locative(span)) return true;
    return lookups_.is_spelled_otherwise(text_of(span));
  }

  bool is_after_locative(TokenSpan span) const {
    std::uint32_t at = span.begin;
    const std::uint32_t first = sentence_begin(at);
    while (at > first && (low(at - 1) == "the" || words_.is_direction(low(at - 1)) ||
                          words_.is_settlement(low(at - 1)) || words_.is_division(low(at - 1)) ||
                          low(at - 1) == "downtown" || low(at - 1) == "nearby")) {
      --at;
    }
    if (at == first) return false;
    const std::string before = low(at - 1);
    if (before == "," || before == "and" || before == "or") {
      // An item of a list of places.
      return at >= first + 2 && taken_[at - 2];
    }
    return words_.is_locative(before) && before != "for" && before != "on" && before != "over" &&
           before != "against";
  }

  bool is_abbreviated(std::uint32_t t) const {
    TokenSpan one{t, t + 1};
    return abbreviation_at(one) || words_.abbreviation(std::string(forms_[t]) + ".");
  }

  // "X, La.", "X, Texas"
  bool is_before_area(TokenSpan span, std::uint32_t end) const {
    return span.end + 1 < end && forms_[span.end] == "," &&
           (is_abbreviated(span.end + 1) || is_area(span.end + 1));
  }

  // ---- names that nobody tagged
  void scan(TokenSpan sentence) {
    const std::span<const std::string_view> forms(forms_.data(), sentence.end);
    for (std::uint32_t i = sentence.begin; i < sentence.end; ++i) {
      if (taken_[i] || cover_[i] == Cover::People || cover_[i] == Cover::Time ||
          !starts_name(forms_[i]))
        continue;
      if (const TokenSpan town = town_of_people(i, sentence); !town.empty()) {
        add(town, text_of(town)).tagged = true;
        i = town.end - 1;
        continue;
      }
      // What others took for a person or a body, but with its state behind it: "from Alvin, Texas".
      if (const TokenSpan town = town_before_area(i, sentence); !town.empty()) {
        add(town, text_of(town)).tagged = true;
        i = town.end - 1;
        continue;
      }
      // "Rep. James Clyburn, D-S.C.", "Sen. Rich Olive, D-Story City"
      const bool after_party =
          i >= sentence.begin + 2 && forms_[i - 1] == "-" && is_party(forms_[i - 2]);
      // "Both the B.C. and Ontario governments": a body of its own to the tagger.
      const bool lone =
          std::binary_search(body_spans_.begin(), body_spans_.end(), TokenSpan{i, i + 1}) &&
          forms_[i].back() == '.' && words_.abbreviation(forms_[i]);
      const bool after_town = lone || (i >= sentence.begin + 2 && forms_[i - 1] == "," &&
                                       taken_[i - 2] && is_abbreviated(i));
      if (!after_party && !after_town && (cover_[i] == Cover::Person || cover_[i] == Cover::Body))
        continue;
      if (after_party) lay({i, std::min(i + 3, sentence.end)}, Cover::None, true);
      const bool after_comma = i > sentence.begin && forms_[i - 1] == ",";
      TokenSpan one{i, i + 1};
      if (const Abbreviation* a = abbreviation_at(one);
          a && (a->free || after_party || (after_comma && i >= 2 && taken_[i - 2]))) {
        add(one, text_of(one)).abbreviation = a;
        i = one.end - 1;
        continue;
      }
      auto length = std::max(static_cast<std::uint32_t>(base_.longest_place(forms, i)),
                             length_of_known(i, sentence.end));
      while (length > 0 && is_blocked({i, i + length})) --length;
      if (length == 0) continue;
      const TokenSpan span{i, i + length};
      const std::string name = text_of(span);
      if (!after_party && !is_likely(span, name, sentence)) continue;
      add(span, name);
      i += length - 1;
    }
  }
  // Words from `t` that the report names as a place elsewhere: "TEGA CAY" of a headline.
  std::uint32_t length_of_known(std::uint32_t t, std::uint32_t end) const {
    if (!known_heads_.contains(low(t))) return 0;
    for (std::uint32_t length = std::min(3u, end - t); length > 0; --length) {
      if (known_.contains(knowledge::normalise_alias(text_of({t, t + length})))) return length;
    }
    return 0;
  }

  void add_demonym(const Demonym& demonym) {
    if (!demonym.is_place || taken_[demonym.tokens.begin] ||
        cover_[demonym.tokens.begin] == Cover::Person ||
        cover_[demonym.tokens.begin] == Cover::Time)
      return;
    Toponym& t = add(demonym.tokens, text_of(demonym.tokens));
    t.name = base_.entry(demonym.country).name();
    t.demonym = true;
  }

  // "Becker, Clay and Otter Tail counties": all items are counties, tagged or not.
  void list_counties(TokenSpan sentence) {
    for (std::uint32_t t = sentence.begin + 2; t < sentence.end; ++t) {
      if (forms_[t] != "counties" && forms_[t] != "Counties") continue;
      std::uint32_t end = t;
      while (end > sentence.begin) {
        std::uint32_t begin = end;
        while (begin > sentence.begin && end - begin < 3 && starts_name(forms_[begin - 1])) --begin;
        if (begin == end) break;
        if (!taken_[begin] && !taken_[end - 1]) {
          Toponym& county = add({begin, end}, text_of({begin, end}));
          county.tagged = county.division_noun = true;
        } else {
          for (Toponym& other : found_) {
            if (other.tokens.contains(TokenSpan{begin, end})) other.division_noun = true;
          }
        }
        end = begin;
        while (end > sentence.begin &&
               (forms_[end - 1] == "," || forms_[end - 1] == "and" || forms_[end - 1] == "or"))
          --end;
        if (end == begin) break;
      }
    }
  }

  // A town that was taken for a person or a body, but whose people or police stand behind it
  // ("Chapin man", "Roselle police"), or where a person is from ("Mindy Miller of Ravenel").
  TokenSpan town_of_people(std::uint32_t begin, TokenSpan sentence) const {
    const Cover cover = cover_[begin];
    if (cover == Cover::Place || cover == Cover::People) return {};
    if (begin > sentence.begin && starts_name(forms_[begin - 1]) &&
        doc_.tokens[begin - 1].upos == Upos::Propn)
      return {};
    std::uint32_t end = begin;
    while (end < sentence.end && end - begin < 4 && starts_name(forms_[end]) && !taken_[end] &&
           doc_.tokens[end].upos == Upos::Propn && cover_[end] == cover &&
           (end == begin || !words_.is_townsfolk(low(end)))) {
      ++end;
    }
    const TokenSpan span{begin, end};
    if (span.empty() || span.size() > 3 || end >= sentence.end) return {};
    const bool folk = words_.is_townsfolk(low(end)) || words_.is_folk(low(end));
    if (!folk && (starts_name(forms_[end]) || !is_home(span, sentence))) return {};
    const std::string name = text_of(span);
    if (name.size() < 4 ||
        (span.size() == 1 && (surnames_.contains(name) || is_common_noun(begin))))
      return {};
    if (!base_.find(name).empty() || base_.country_of_demonym(name)) return {};
    return lookups_.is_exact(name) || base_.is_minor_place(name) ? span : TokenSpan{};
  }
  // "Kevin Fulmer, 31, of Swansea", "Mindy Miller of Ravenel", "a house in Glen Allen"
  bool is_home(TokenSpan span, TokenSpan sentence) const {
    if (span.begin < sentence.begin + 2) return false;
    const std::string before = low(span.begin - 1);
    if (before == "in" || before == "near" || before == "outside") return true;
    const std::uint32_t who = span.begin - 2;
    return before == "of" && (cover_[who] == Cover::Person || forms_[who] == ",");
  }

  static bool is_party(std::string_view form) {
    return form == "D" || form == "R" || form == "I" || form == "DFL";
  }

  // A run of capitalised words, not more than three, before ", La." or ", Texas". A run that
  // someone took for a person must be one word after a preposition of place: "Rep. John Lewis, Ga."
  // is none.
  TokenSpan town_before_area(std::uint32_t begin, TokenSpan sentence) const {
    if (begin > sentence.begin && starts_name(forms_[begin - 1]) &&
        cover_[begin - 1] == cover_[begin])
      return {};
    std::uint32_t end = begin;
    while (end < sentence.end && end - begin < 4 && starts_name(forms_[end]) && !taken_[end] &&
           doc_.tokens[end].upos == Upos::Propn) {
      ++end;
    }
    if (end == begin || end - begin > 3 || !is_before_area({begin, end}, sentence.end)) return {};
    if (words_.abbreviation(forms_[begin])) return {};
    const bool abbreviated = is_abbreviated(end + 1);
    const bool located = begin == sentence.begin || is_after_locative({begin, end});
    if (cover_[begin] == Cover::Person) {
      // "according to Conrad, South Africa ..." is no town.
      const std::string before = begin > sentence.begin ? low(begin - 1) : "";
      const bool lives_there =
          before == "from" || before == "in" || before == "of" || before == "near";
      const bool heads =
          begin == sentence.begin && lookups_.is_known_or_minor(text_of({begin, end}));
      if (!heads && (end - begin > 1 || !lives_there)) return {};
    }
    if (!located && !(abbreviated && cover_[begin] != Cover::Body)) return {};
    return {begin, end};
  }

  bool is_blocked(TokenSpan span) const {
    for (std::uint32_t t = span.begin; t < span.end; ++t) {
      if (taken_[t] ||
          (cover_[t] != Cover::None && cover_[t] != Cover::Place && cover_[t] != Cover::Other))
        return true;
    }
    return false;
  }

  // Countries and regions wherever they stand; other names only with a sign that a place is meant.
  bool is_likely(TokenSpan span, const std::string& name, TokenSpan sentence) const {
    const Token& tok = doc_.tokens[span.end - 1];
    if (span.size() == 1 && is_common_noun(span.begin)) return false;
    if (span.size() == 1 && tok.upos != Upos::Propn && tok.upos != Upos::X) return false;
    for (const knowledge::Alias& alias : base_.find(name)) {
      const auto kind = base_.entry(alias.entry).kind();
      if (kind != knowledge::Kind::Country && kind != knowledge::Kind::Region) continue;
      if (alias.kind != knowledge::AliasKind::Name && alias.kind != knowledge::AliasKind::Acronym)
        continue;
      if (alias.case_rule == knowledge::CaseRule::AllCapitals && name != Lookups::upper(name))
        continue;
      return true;
    }
    if (known_.contains(knowledge::normalise_alias(name))) return true;
    if (name.size() < 4) return false;
    if (is_before_area(span, sentence.end)) return true;
    if (span.begin >= sentence.begin + 2 && forms_[span.begin - 1] == "," &&
        taken_[span.begin - 2] && is_area(span.begin)) {
      return true;
    }
    if (span.begin == sentence.begin || !words_.is_locative(low(span.begin - 1))) return false;
    // A capitalised word behind the name belongs to it: "in Orange Order circles".
    if (span.end < sentence.end && has_capital(forms_[span.end])) return false;
    return lookups_.is_big(name);
  }

  // A country or first-level division begins at `t`.
  bool is_area(std::uint32_t t) const {
    if (!has_capital(forms_[t])) return false;
    const std::span<const std::string_view> forms(forms_.data(), sentence_end(t));
    const auto length = static_cast<std::uint32_t>(base_.longest_place(forms, t));
    if (length == 0) return false;
    for (const knowledge::Place& place : lookups_.places(text_of({t, t + length}))) {
      if (place.feature.starts_with("PCL") || place.feature == "ADM1") return true;
    }
    return false;
  }

  // ---- names of institutions
  // "Mansfield Police
  // Department", "U.S. House of Representatives": the place leads, a common noun follows.
  void look_into_body(TokenSpan span) {
    if (low(span.begin) == "the") ++span.begin;
    // "Northern Illinois University", "the Western Pennsylvania Kennel Association"
    if (span.size() > 2 && words_.is_direction(low(span.begin)) &&
        !lookups_.is_known(text_of({span.begin, span.begin + 2})) &&
        leads_names({span.begin + 1, span.begin + 2})) {
      ++span.begin;
    }
    if (span.empty() || taken_[span.begin] || !base_.find(text_of(span)).empty()) {
      if (span.empty() || taken_[span.begin]) return;
    } else if (is_mistaken_place(span)) {
      add(span, text_of(span)).tagged = true;
      return;
    }
    if (add_country_of_body(span)) return;
    // "the City of Montreal", "University of Manitoba"
    if (span.size() >= 3 && low(span.begin + 1) == "of" &&
        (words_.is_settlement(low(span.begin)) || words_.is_division(low(span.begin)) ||
         low(span.begin) == "university")) {
      const TokenSpan place{span.begin + 2, span.end};
      if (starts_name(forms_[place.begin]) && !taken_[place.begin] &&
          lookups_.is_known(text_of(place))) {
        Toponym& t = add(place, text_of(place));
        t.in_institution = true;
        return;
      }
    }
    if (span.size() < 2 || taken_[span.begin] || !starts_name(forms_[span.begin])) return;
    const std::span<const std::string_view> forms(forms_.data(), span.end);
    auto length = static_cast<std::uint32_t>(base_.longest_place(forms, span.begin));
    if (length < 2 && is_common_noun(span.begin)) return;  // not "West Virginia State Police"
    // "the Edgar County Community Foundation": counties are many, not all are in the gazetteer.
    for (std::uint32_t t = span.begin + 1; t + 1 < span.end && t < span.begin + 3; ++t) {
      if (low(t) != "county" || !starts_name(forms_[t])) continue;
      add({span.begin, t + 1}, text_of({span.begin, t + 1})).in_institution = true;
      return;
    }
    for (std::uint32_t end = span.end - 1; length == 0 && end > span.begin; --end) {
      if (words_.is_body(low(end)) && base_.is_minor_place(text_of({span.begin, end})))
        length = end - span.begin;  // "Parkers Prairie High School"
    }
    if (length == 0 || length >= span.size()) return;
    TokenSpan place{span.begin, span.begin + length};
    std::uint32_t next = place.end;
    if (low(next) == "county" && next + 1 < span.end) {
      place.end = ++next;
    } else if (known_.contains(knowledge::normalise_alias(text_of(place))) &&
               !words_.is_press(low(span.end - 1))) {
      // A town that the report names by itself may lead any name: "the Amherst Committee for ...".
      add(place, text_of(place)).in_institution = true;
      return;
    }
    if (forms_[next] == "'s" || forms_[next] == "’s") ++next;
    if (next >= span.end) return;
    // A country or state may lead any name that is not known as a whole: "the Ohio Coalition for
    // ...".
    const bool known_body = !base_.find(text_of(span)).empty();
    if (!sits_somewhere(place)) return;  // "Atlantic Council"
    if (!words_.is_body(low(next)) && (known_body || !leads_names(place) || next - place.end > 0))
      return;
    add(place, text_of(place)).in_institution = true;
  }

  // "Costco Canada", "Team Alberta": bodies that were taken for persons. "Joe Montana" is one.
  void look_into_person(TokenSpan span) {
    if (span.size() < 2 || taken_[span.begin] || base_.given_name(forms_[span.begin]) ||
        !base_.find(text_of(span)).empty())
      return;
    const TokenSpan last{span.end - 1, span.end};
    if (!taken_[last.begin] && leads_names(last)) add(last, text_of(last)).in_institution = true;
  }

  // "Conference Board of Canada", "Skate Canada"
  bool add_country_of_body(TokenSpan span) {
    for (std::uint32_t begin = span.end - std::min(3u, span.size() - 1); begin < span.end;
         ++begin) {
      const TokenSpan tail{begin, span.end};
      if (taken_[begin] || !starts_name(forms_[begin]) || !leads_names(tail)) continue;
      add(tail, text_of(tail)).in_institution = true;
      return true;
    }
    return false;
  }

  // Some reading is a town or division of that very name, or a country.
  bool sits_somewhere(TokenSpan place) const {
    const std::string key = knowledge::normalise_alias(text_of(place));
    const auto& candidates = lookups_.places(text_of(place));
    return candidates.empty() ||
           std::any_of(candidates.begin(), candidates.end(), [&](const knowledge::Place& p) {
             if (p.geonameid == 0) return false;
             const std::string name = knowledge::normalise_alias(p.name);
             return p.feature.starts_with("PCL") || name.starts_with(key) || key.starts_with(name);
           });
  }

  // Streets, lakes and forests, and towns behind a preposition, that the tagger took for bodies.
  bool is_mistaken_place(TokenSpan span) const {
    std::uint32_t last = span.end - 1;
    if (last > span.begin && is_digit(forms_[last])) --last;  // "County Road 35"
    if (last > span.begin && (words_.is_road(low(last)) || words_.is_nature(low(last))))
      return true;
    if (!lookups_.is_exact(text_of(span)) || span.begin == sentence_begin(span.begin)) return false;
    const std::string before = low(span.begin - 1);
    return before == "in" || before == "near" || before == "from" || before == "outside";
  }

  bool leads_names(TokenSpan place) const {
    const std::string name = text_of(place);
    for (const knowledge::Place& candidate : lookups_.places(name)) {
      const bool state = candidate.feature == "ADM1" &&
                         (candidate.country == "USA" || candidate.country == "CAN" ||
                          candidate.country == "AUS" || candidate.country == "GBR");
      if ((candidate.feature.starts_with("PCL") || state) && lookups_.is_written_so(name))
        return true;
    }
    return false;
  }

  // ---- what stands beside a name
  void look_around(Toponym& t) const {
    const std::uint32_t first = sentence_begin(t.tokens.begin), last = sentence_end(t.tokens.begin);
    if (t.tokens.end < last) {
      const std::string next = low(t.tokens.end);
      // "New York Gov. Mario Cuomo", "the Quebec legislature": states have these, towns do not.
      if ((words_.is_division(next) && !(t.in_institution && next == "department")) ||
          words_.is_office(next)) {
        t.division_noun = true;
      }
      if (words_.is_settlement(next) && next != "area") t.settlement_noun = true;
      if (next == "border" || next == "frontier") t.border = true;
      if (words_.is_townsfolk(next)) t.townsfolk = true;
    }
    t.feature_noun = t.tokens.size() > 1 && words_.is_nature(low(t.tokens.end - 1));
    std::uint32_t at = t.tokens.begin;
    // "Joyce Glover, 22, Palestine, ...": where someone lives.
    if (at >= first + 3 && forms_[at - 1] == "," && forms_[at - 3] == "," &&
        forms_[at - 2].size() <= 3 && is_digit(forms_[at - 2])) {
      t.townsfolk = true;
    }
    if (at > first && words_.is_direction(low(at - 1)) &&
        (!has_capital(forms_[at - 1]) || at - 1 == first) && !t.abbreviation) {
      t.direction = low(at - 1);
      --at;
    }
    if (at >= first + 2 && low(at - 1) == "of") {
      const std::string noun = low(at - 2);
      if (words_.is_division(noun)) t.division_noun = true;
      if (words_.is_settlement(noun)) t.settlement_noun = true;
    } else if (at > first && words_.is_settlement(low(at - 1)) && !has_capital(forms_[at - 1])) {
      t.settlement_noun = true;
    }
  }

  // Which names hold which: "Paris, Texas", "Raqqa in northern Syria", "Syria's Idlib", "Homs
  // (Syria)".
  void join() {
    for (std::uint32_t i = 0; i + 1 < found_.size(); ++i) {
      Toponym& a = found_[i];
      Toponym& b = found_[i + 1];
      if (doc_.tokens[a.tokens.begin].sentence != doc_.tokens[b.tokens.begin].sentence) continue;
      const std::uint32_t from = a.tokens.end, to = b.tokens.begin;
      const std::uint32_t gap = to - from;
      if (gap == 1 && (forms_[from] == "," || forms_[from] == "(")) a.container = i + 1;
      if (gap == 0 && b.abbreviation) a.container = i + 1;
      if (gap == 1 && (forms_[from] == "'s" || forms_[from] == "’s")) b.near.push_back(i);
      if (gap == 1 && (forms_[from] == "-" || forms_[from] == "–") && b.border) a.border = true;
      if (gap == 2 && forms_[from] == "and" && b.border) a.border = true;
      if (gap < 1 || gap > 6) continue;
      bool within = false, broken = false;
      for (std::uint32_t t = from; t < to; ++t) {
        const std::string word = low(t);
        if (word == "in" || word == "of") within = true;
        if (word == "and" || word == "to" || word == "from" || word == "with" || word == ";" ||
            word == "." || doc_.tokens[t].upos == Upos::Verb) {
          broken = true;
        }
      }
      if (within && !broken) a.near.push_back(i + 1);
      // "Syria's northern city of Raqqa"
      if ((forms_[from] == "'s" || forms_[from] == "’s") && !broken) b.near.push_back(i);
    }
  }

  const Words& words_;
  const knowledge::KnowledgeBase& base_;
  const Document& doc_;
  const std::vector<Demonym>& demonyms_;
  const Lookups lookups_;
  std::vector<Cover> cover_;
  std::vector<bool> taken_;
  std::vector<std::string_view> forms_;
  std::vector<TokenSpan> place_spans_, body_spans_, doubtful_;
  std::vector<Toponym> found_;
  std::set<std::string> known_, surnames_;
  std::set<std::string> known_heads_;  // first words of the known names
  std::uint32_t place_end_ = 0;        // of the last tagged name
};

}  // namespace

std::vector<Toponym> find_toponyms(const Words& words,
                                   const knowledge::KnowledgeBase& base,
                                   const Document& doc,
                                   const std::vector<Demonym>& demonyms) {
  return Finder(words, base, doc, demonyms).run();
}

}  // namespace dragoman::places
