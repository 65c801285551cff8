#include "intake/dateline.h"

#include <algorithm>
#include <vector>

#include <unicode/uchar.h>

#include "core/utf8.h"
#include "intake/dates.h"

namespace dragoman::intake {
namespace {

using core::is_ascii_digit;

char32_t code_point_at(std::string_view text, std::size_t at) {
  return at < text.size() ? core::next_code_point(text, at) : 0;
}
bool is_upper(char32_t c) {
  return u_isupper(static_cast<UChar32>(c)) || u_istitle(static_cast<UChar32>(c));
}
bool is_lower(char32_t c) {
  return u_islower(static_cast<UChar32>(c));
}
bool is_letter(char32_t c) {
  return u_isalpha(static_cast<UChar32>(c));
}

std::string lower(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    core::append_utf8(out, static_cast<char32_t>(
                               u_tolower(static_cast<UChar32>(core::next_code_point(text, at)))));
  }
  return out;
}

// One word of a place: letters with inner apostrophes, hyphens, dots and digits ("O'SMACH",
// "PORT-AU-PRINCE", "W.Va."). A hyphen before a space or before a capitalised sentence
// ("MOSCOW-Russian") ends it.
struct Word {
  std::size_t begin = 0, end = 0;
  bool capitals = false;  // two or more letters, at least half of them capitals, first one too:
                          // "DeKALB", "AL-Hasakah"
  bool capitalised = false;
  bool single_dash = false;
};

std::optional<Word> word_at(std::string_view text, std::size_t at) {
  Word word;
  word.begin = at;
  std::size_t upper = 0, letters = 0;
  std::size_t end = at;
  while (end < text.size()) {
    std::size_t next = end;
    const char32_t c = core::next_code_point(text, next);
    if (is_letter(c) || u_charType(static_cast<UChar32>(c)) == U_NON_SPACING_MARK) {
      ++letters;
      upper += is_upper(c);
    } else if (c == '\'' || c == 0x2019 || c == '`') {
      if (letters == 0 || !is_letter(code_point_at(text, next))) break;
    } else if (c == '-') {
      // Inside a name only between letters of one kind: "AL-HASAKAH", "Guinea-Bissau", but
      // "SANA-One", "MOSCOW-Russian".
      std::size_t after = next;
      const char32_t first = after < text.size() ? core::next_code_point(text, after) : 0;
      const char32_t second = code_point_at(text, after);
      if (letters == 0 || !is_letter(first)) break;
      const bool so_far_capitals = upper == letters && letters >= 2;
      if (so_far_capitals && !(is_upper(first) && (is_upper(second) || !is_letter(second)))) break;
    } else if (c == '.') {
      // "Calif.", "W.Va.", "ST."; a longer word in capitals ends with its letters: "KYIV. March 3"
      if (letters == 0 || letters > 6 ||
          (letters > 3 && upper == letters &&
           text.substr(at, end - at).find('.') == std::string_view::npos))
        break;
    } else {
      break;
    }
    end = next;
  }
  if (letters == 0) return std::nullopt;
  word.end = end;
  const char32_t first = code_point_at(text, at);
  word.capitalised = is_upper(first);
  word.capitals = word.capitalised && letters >= 2 && upper * 2 >= letters && upper >= 2;
  return word;
}

bool is_dash(char32_t c) {
  return c == '-' || c == '_' || (c >= 0x2010 && c <= 0x2015) || c == 0x2212;
}

std::size_t skip_spaces(std::string_view text, std::size_t at) {
  while (at < text.size() && text[at] == ' ') ++at;
  return at;
}

// Length of a run of dashes at `at`, in bytes; 0 when there is none. "MOSCOW- Russian", "AP) _",
// "--", "—".
std::size_t dash_run(std::string_view text, std::size_t at) {
  std::size_t end = at;
  while (end < text.size()) {
    std::size_t next = end;
    if (!is_dash(core::next_code_point(text, next))) break;
    end = next;
  }
  return end - at;
}

// A body may begin here: with a capital, a digit, a quotation mark, or a lower-case Arabic article
// ("al-Qaida").
bool body_may_begin(std::string_view text, std::size_t at) {
  if (at >= text.size()) return false;
  const char32_t c = code_point_at(text, at);
  return is_upper(c) || is_ascii_digit(static_cast<char>(c < 128 ? c : 0)) || c == '"' ||
         c == '\'' || c == '`' || c == '(' || c == '[' || c == '$' ||
         (c >= 0x2018 && c <= 0x201F) || c == 0xAB || c == 0x20AC || c == 0xA3 ||
         text.substr(at).starts_with("al-");
}

struct Mark {  // "(Reuters)" or "/TASS/"
  ByteSpan words;
  std::size_t end = 0;
  bool known = false;
  bool slashes = false;
};

std::optional<Mark> mark_at(const Resources::Tables& tables,
                            std::string_view text,
                            std::size_t at) {
  if (at >= text.size()) return std::nullopt;
  const char open = text[at];
  const char close = open == '(' ? ')' : open == '[' ? ']' : open == '/' ? '/' : '\0';
  if (close == '\0') return std::nullopt;
  constexpr std::size_t kLongest = 60;
  const std::size_t end = text.substr(0, std::min(text.size(), at + kLongest)).find(close, at + 1);
  if (end == std::string_view::npos) return std::nullopt;
  const std::string_view inside = core::trim(text.substr(at + 1, end - at - 1));
  if (inside.empty() || inside.find('\n') != std::string_view::npos) return std::nullopt;
  Mark mark;
  mark.words.begin = static_cast<std::uint32_t>(inside.data() - text.data());
  mark.words.end = static_cast<std::uint32_t>(mark.words.begin + inside.size());
  mark.end = end + 1;
  mark.known = tables.is_agency(inside);
  mark.slashes = open == '/';
  if (!mark.known) {
    // Two agencies ("AP/Reuters", "TRT World and Agencies"): known when the first is.
    const std::optional<AgencyHit> hit = find_agency(tables, inside);
    mark.known = hit && hit->begin == 0 && hit->end < inside.size() &&
                 (inside[hit->end] == '/' || inside.substr(hit->end).starts_with(" and "));
  }
  if (mark.known) return mark;
  // An unknown name must look like one: a few words, capitalised, no sentence.
  if (std::any_of(inside.begin(), inside.end(), is_ascii_digit)) return std::nullopt;
  if (std::count(inside.begin(), inside.end(), ' ') > 3 || !is_upper(code_point_at(inside, 0)))
    return std::nullopt;
  return mark;
}

struct PlaceRead {
  std::size_t end = 0;
  std::size_t names = 0, words = 0;  // words of the first name
  bool capitals = false;             // the first name is in capitals
  ByteSpan agency;                   // ", SANA" as the last name
};

// One name: "DAR ES SALAAM", "Northern Ireland", "W.Va.", "Rio de Janeiro".
std::size_t name_at(const Resources::Tables& tables,
                    std::string_view text,
                    std::size_t at,
                    bool want_capitals,
                    bool any_case,
                    std::size_t& words,
                    bool& capitals) {
  constexpr std::size_t kMostWords = 5;
  std::size_t end = at, last = at;
  words = 0;
  capitals = true;
  bool title_word = false;
  while (words < kMostWords) {
    const std::optional<Word> word = word_at(text, last);
    if (!word) break;
    const std::string_view form = text.substr(word->begin, word->end - word->begin);
    const bool small = words > 0 && tables.small_words.count(lower(form)) > 0;
    if (want_capitals && !word->capitals && !(small && word->capitalised)) {
      // "St. LOUIS", "de", "al-" within capitals
      const bool joins = (small || form == "St.") && word_at(text, skip_spaces(text, word->end)) &&
                         word_at(text, skip_spaces(text, word->end))->capitals;
      if (!joins) break;
    }
    if (!want_capitals && !any_case && !word->capitalised && !small) break;
    if (words > 0 && !word->capitals && tables.opener_words.count(lower(form)) > 0 &&
        word->capitalised)
      break;
    if (words == 0 && date_at_start(text.substr(word->begin))) break;
    if (words > 0 && date_at_start(text.substr(word->begin)) && !want_capitals) break;
    if (words > 0 && want_capitals && !small && date_at_start(text.substr(word->begin)))
      break;  // "MOSCOW OCTOBER 1"
    if (!small) capitals = capitals && word->capitals;
    title_word = title_word || !small;
    ++words;
    if (!small || want_capitals) end = word->end;
    last = skip_spaces(text, word->end);
    if (last == word->end) break;
    if (text[word->end - 1] == '.' && word->end - word->begin > 5) break;
  }
  return title_word ? end : at;
}

std::optional<PlaceRead> place_at(const Resources::Tables& tables,
                                  std::string_view text,
                                  std::size_t at,
                                  bool any_case) {
  PlaceRead place;
  const std::optional<Word> first = word_at(text, at);
  if (!first) return std::nullopt;
  bool want_capitals = first->capitals;
  // "ST. LOUIS" and "U.N."; "St. Louis" is Title Case
  std::size_t end = name_at(tables, text, at, want_capitals, any_case, place.words, place.capitals);
  if (end == at) return std::nullopt;
  place.names = 1;
  place.end = end;
  while (place.names < 5) {
    std::size_t next = place.end;
    bool region = false;
    if (text.substr(next).starts_with("/")) {
      next += 1;
    } else if (text.substr(next).starts_with(" and ")) {
      next += 5;
    } else if (text.substr(next).starts_with(", ")) {
      next += 2;
      region = true;
    } else {
      break;
    }
    if (date_at_start(text.substr(next))) break;
    const std::optional<Word> word = word_at(text, next);
    if (!word || !word->capitalised) break;
    std::size_t words = 0;
    bool capitals = false;
    // "PARIS/BERLIN (Reuters)": names behind a slash are written like the first; a region is in
    // either case.
    const bool next_capitals =
        word->capitals && (want_capitals || region) && word->end - word->begin > 0 &&
        text.substr(word->begin, word->end - word->begin).find('.') == std::string_view::npos;
    const std::size_t name_end = name_at(tables, text, next, next_capitals, false, words, capitals);
    if (name_end == next) break;
    const std::string_view name = text.substr(next, name_end - next);
    if (region && tables.is_agency(name) && dash_run(text, skip_spaces(text, name_end)) > 0) {
      place.agency = {static_cast<std::uint32_t>(next), static_cast<std::uint32_t>(name_end)};
      return place;
    }
    if (words > 3) return std::nullopt;  // a headline in capitals with a comma
    place.end = name_end;
    ++place.names;
  }
  return place;
}

// Whether a second dash of the same kind follows in the sentence: "Geneva – the city of peace – was
// ...".
bool dash_comes_in_pairs(std::string_view text, std::size_t behind, std::string_view dash) {
  std::string spaced(1, ' ');
  spaced.append(dash).append(1, ' ');
  const std::size_t stop = text.find_first_of(".\n", behind);
  const std::size_t again = text.find(spaced, behind);
  return again != std::string_view::npos && again < stop;
}

// An article or another word that begins a sentence and no name: "The", "At least", "Two". Not in
// capitals.
bool opens_sentence(const Resources::Tables& tables, std::string_view text, std::size_t at) {
  const std::optional<Word> word = word_at(text, at);
  if (!word || !word->capitalised || word->capitals) return false;
  return tables.opener_words.count(lower(text.substr(word->begin, word->end - word->begin))) > 0;
}

// A text in which speakers are named in capitals before a colon: "QUESTION: ...", "KATE BOWMAN:
// ...".
bool is_transcript(std::string_view text) {
  int speakers = 0;
  for (std::size_t colon = text.find(':'); colon != std::string_view::npos && speakers < 2;
       colon = text.find(':', colon + 1)) {
    std::size_t begin = colon, letters = 0;
    while (begin > 0 && (core::is_ascii_upper(text[begin - 1]) || text[begin - 1] == ' ' ||
                         text[begin - 1] == '.')) {
      --begin;
      letters += core::is_ascii_upper(text[begin]);
    }
    speakers += letters >= 4;
  }
  return speakers >= 2;
}

}  // namespace

std::string place_in_normal_case(const Resources::Tables& tables, std::string_view place) {
  std::string out;
  const bool all_lower = lower(place) == place;
  bool first_of_name = true;
  for (std::size_t at = 0; at < place.size();) {
    std::size_t end = at;
    std::size_t upper = 0, letters = 0;
    while (end < place.size()) {
      std::size_t next = end;
      const char32_t c = core::next_code_point(place, next);
      if (!is_letter(c)) break;
      ++letters;
      upper += is_upper(c);
      end = next;
    }
    if (end == at) {
      std::size_t next = at;
      const char32_t c = core::next_code_point(place, next);
      if (c == ',' || c == '/') first_of_name = true;
      out += place.substr(at, next - at);
      at = next;
      continue;
    }
    const std::string_view word = place.substr(at, end - at);
    const std::string in_lower = lower(word);
    const char before = at > 0 ? place[at - 1] : ' ';
    const bool dotted = letters == 1 && end < place.size() && place[end] == '.';
    const bool shouted = upper >= 2 && upper * 2 >= letters;
    const bool after_apostrophe =
        before == '\'' && at >= 3 && place[at - 3] != ' ';  // the "s" of "PEOPLE'S"
    if (dotted || (tables.keep_words.count(in_lower) > 0 && upper == letters)) {
      out += word;
    } else if (!shouted && !all_lower && !(upper == letters && after_apostrophe)) {
      out += word;
    } else if ((!first_of_name && tables.small_words.count(in_lower) > 0) ||
               (after_apostrophe && letters == 1)) {
      out += in_lower;
    } else {
      // "DeKALB", "McALLEN": what stands before the shouting stays.
      std::size_t from = at;
      const char32_t first = core::next_code_point(place, from);
      core::append_utf8(out, static_cast<char32_t>(u_totitle(static_cast<UChar32>(first))));
      std::string_view rest = place.substr(from, end - from);
      if (upper < letters && !rest.empty() && is_lower(code_point_at(rest, 0))) {
        while (!rest.empty() && core::is_ascii_lower(rest.front())) {
          out += rest.front();
          rest.remove_prefix(1);
        }
        if (!rest.empty()) {
          std::size_t next = 0;
          core::append_utf8(out, core::next_code_point(rest, next));
          rest.remove_prefix(next);
        }
      }
      out += lower(rest);
    }
    first_of_name = false;
    at = end;
  }
  return out;
}

std::optional<FoundDateline> dateline_at_start(const Resources::Tables& tables,
                                               std::string_view full) {
  constexpr std::size_t kLongest = 400;  // a window; the dateline itself is far shorter
  const std::string_view text = full.substr(0, std::min(full.size(), kLongest));
  FoundDateline found;
  Dateline& line = found.dateline;
  const auto set_agency = [&](ByteSpan words) {
    line.agency_span = words;
    line.agency = std::string(text.substr(words.begin, words.size()));
  };

  // "(CNN) -- ", "(reuters) beirut—", "SANA - "
  std::size_t at = 0;
  bool marked = false, slashes = false;
  if (const std::optional<Mark> mark = mark_at(tables, text, 0)) {
    set_agency(mark->words);
    found.known_agency = mark->known;
    marked = true;
    at = skip_spaces(text, mark->end);
  } else if (const std::optional<AgencyHit> hit = find_agency(tables, text.substr(0, 60));
             hit && hit->begin == 0 && dash_run(text, skip_spaces(text, hit->end)) > 0) {
    set_agency({0, static_cast<std::uint32_t>(hit->end)});
    found.known_agency = true;
    const std::size_t dash = skip_spaces(text, hit->end);
    const std::size_t behind = dash + dash_run(text, dash);
    const std::size_t body = skip_spaces(text, behind);
    if (!body_may_begin(text, body)) return std::nullopt;
    line.span = {0, static_cast<std::uint32_t>(behind)};
    found.body = body;
    return found;
  }

  const std::size_t place_begin = at;
  bool any_place = false, capitals = false, dated = false, region = false;
  std::size_t place_words = 0;
  if (!marked || dash_run(text, at) == 0) {
    const bool lower_case_place = marked && found.known_agency;
    std::optional<PlaceRead> place = place_at(tables, text, at, lower_case_place);
    if (place && marked) {
      // Behind a leading mark a place must be followed by a dash at once; else the body begins here
      // already.
      const std::size_t dash = skip_spaces(text, place->end);
      if (dash_run(text, dash) == 0 || place->words > 3) place.reset();
    }
    if (place) {
      any_place = true;
      capitals = place->capitals;
      place_words = place->words;
      region = place->names > 1;
      line.place_span = {static_cast<std::uint32_t>(place_begin),
                         static_cast<std::uint32_t>(place->end)};
      at = place->end;
      if (!place->agency.empty()) {
        set_agency(place->agency);
        found.known_agency = true;
        marked = true;
        at = place->agency.end;
      }
    } else if (!marked) {
      return std::nullopt;
    }
  }

  // date and agency, in either order: ", March 3 (Reuters)", " (AP), 3 May 2016", ". March 3.
  // /TASS/"
  for (int round = 0; round < 3; ++round) {
    std::size_t next = at;
    while (next < text.size() && (text[next] == ' ' || text[next] == ',' || text[next] == '.'))
      ++next;
    if (!dated) {
      if (const std::optional<DateHere> date = date_at_start(text.substr(next))) {
        line.date = date->iso;
        dated = true;
        at = next + date->size;
        continue;
      }
    }
    // A second mark beside a leading one is body: "(CNN) ... (AP)".
    if (!marked && any_place) {
      if (const std::optional<Mark> mark = mark_at(tables, text, next)) {
        if (!mark->slashes || mark->known || capitals) {
          set_agency(mark->words);
          found.known_agency = mark->known;
          slashes = mark->slashes;
          marked = true;
          at = mark->end;
          continue;
        }
      }
    }
    break;
  }

  // the end
  const std::size_t before_dash = skip_spaces(text, at);
  std::size_t dash_at = before_dash;
  if (dated && dash_at < text.size() && text[dash_at] == '.' &&
      dash_run(text, skip_spaces(text, dash_at + 1)) > 0) {
    dash_at = skip_spaces(text, dash_at + 1);  // "Mar. 4. - "
  }
  const std::size_t run = dash_run(text, dash_at);
  std::size_t end = 0;
  bool colon = false;
  if (run > 0) {
    end = dash_at + run;
    const bool spaced =
        dash_at > at || end >= text.size() || text[end] == ' ' || text[end] == '\n' || run > 1;
    if (!spaced && !(marked || dated)) return std::nullopt;  // "US-led", "MOSCOW-based"
  } else if (before_dash < text.size() && text[before_dash] == ':' &&
             (capitals || found.known_agency)) {
    end = before_dash + 1;
    colon = true;
    if (end < text.size() && text[end] != ' ' && text[end] != '\n') return std::nullopt;
    if (!marked && !dated && is_transcript(full)) return std::nullopt;
  } else if (slashes && before_dash < text.size() && text[before_dash] == '.') {
    end = before_dash + 1;
  } else if (found.known_agency && (!any_place || capitals || marked)) {
    end = at;  // "DAMASCUS (Sputnik) Clashes", "(CNN)The"
  } else if (capitals && !marked && before_dash > at && at - place_begin >= 5 &&
             opens_sentence(tables, text, before_dash)) {
    end = at;  // "AUSTIN, Texas A man", "BEIRUT At least five": feeds that lose their dashes
  } else {
    return std::nullopt;
  }
  std::size_t body = end;
  while (body < text.size() && (text[body] == ' ' || text[body] == '\n')) ++body;
  if (body >= full.size() || !body_may_begin(text, body)) return std::nullopt;
  if (dash_run(text, body) > 0) return std::nullopt;

  if (any_place) {
    const std::string_view place = text.substr(line.place_span.begin, line.place_span.size());
    const std::string key = lower(place);
    if (tables.stop_words.count(key) > 0) return std::nullopt;
    if (!marked && tables.is_agency(place))
      return std::nullopt;  // "AFP Tuesday 5 July 2016 A bomb ..."
    const std::string_view first_word = std::string_view(key).substr(0, key.find_first_of(" ,:"));
    if (!marked && !dated && tables.stop_words.count(first_word) > 0) return std::nullopt;
    if (!capitals && !marked && !dated) {
      // "Geneva – The talks resumed": one or two words, a spaced dash, and no partner of it.
      const std::string_view dash = text.substr(dash_at, run);
      const bool spaced =
          run > 0 && dash_at > at && end < text.size() && (text[end] == ' ' || text[end] == '\n');
      if (!spaced || (place_words > 2 && !region) || dash_comes_in_pairs(text, end, dash))
        return std::nullopt;
      if (is_ascii_digit(text[body])) return std::nullopt;
    }
    if (capitals && !marked && !dated && (place_words > 4 || (colon && place_words > 3)))
      return std::nullopt;
    line.place = place_in_normal_case(tables, place);
  } else if (!marked) {
    return std::nullopt;
  }
  // "(R-S.C.) ..." at the start of a text is no agency: without a place, an unknown name needs its
  // dash.
  if (!any_place && !found.known_agency && run == 0) return std::nullopt;

  line.span = {0, static_cast<std::uint32_t>(end)};
  found.body = body;
  found.colon = colon;
  return found;
}

}  // namespace dragoman::intake
