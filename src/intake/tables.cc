#include "intake/tables.h"

#include <algorithm>

#include "core/resources.h"
#include "core/utf8.h"

namespace dragoman::intake {
namespace {

bool is_word_byte(char c) {
  return core::is_ascii_alpha(c) || core::is_ascii_digit(c) || static_cast<unsigned char>(c) >= 0x80;
}

// Brackets, bullets, dashes, slashes and final stops around a line.
std::string_view strip_frame(std::string_view line) {
  constexpr std::string_view kFrame = " ()[]{}-./*\"";
  while (!line.empty() && kFrame.find(line.front()) != std::string_view::npos) line.remove_prefix(1);
  while (!line.empty() && kFrame.find(line.back()) != std::string_view::npos) line.remove_suffix(1);
  return line;
}

Error bad_row(const std::string& path, const TsvRow& row, std::size_t column, const std::string& expected) {
  return make_error(ErrorCode::BadFormat,
                    "expected " + expected,
                    path + ":" + std::to_string(row.line) + ":" + std::to_string(column));
}

}  // namespace

Result<std::vector<TsvRow>> read_tsv(const std::string& path, std::size_t columns) {
  Result<std::string> content = core::read_file(path);
  if (!content) return content.error();
  std::vector<TsvRow> rows;
  std::size_t number = 0;
  for (std::size_t begin = 0; begin < content->size();) {
    std::size_t end = content->find('\n', begin);
    if (end == std::string::npos) end = content->size();
    std::string_view line = std::string_view(*content).substr(begin, end - begin);
    begin = end + 1;
    ++number;
    if (line.ends_with('\r')) line.remove_suffix(1);
    // A comment is "#" with a space or alone: "###" is a sign-off and may begin a field, never a line.
    if (line.empty() || line.front() == '#') continue;
    TsvRow row{number, {}};
    for (;;) {
      const std::size_t tab = line.find('\t');
      row.fields.emplace_back(line.substr(0, tab));
      if (tab == std::string_view::npos) break;
      line.remove_prefix(tab + 1);
    }
    if (row.fields.size() != columns) {
      return bad_row(path, row, 1,
                     std::to_string(columns) + " columns, got " + std::to_string(row.fields.size()));
    }
    rows.push_back(std::move(row));
  }
  return rows;
}

bool Resources::Tables::is_agency(std::string_view written) const {
  return agencies.find(core::ascii_lower(core::trim(written))) != agencies.end();
}

std::optional<AgencyHit> find_agency(const Resources::Tables& tables, std::string_view text) {
  constexpr std::size_t kLongest = 48;
  for (std::size_t begin = 0; begin < text.size(); ++begin) {
    if (!is_word_byte(text[begin]) || (begin > 0 && is_word_byte(text[begin - 1]))) continue;
    for (std::size_t end = std::min(text.size(), begin + kLongest); end > begin + 1; --end) {
      if (end < text.size() && is_word_byte(text[end]) && is_word_byte(text[end - 1])) continue;
      const std::string_view form = text.substr(begin, end - begin);
      // Short forms are capitals ("AA", "Map" is a word); longer ones may be written in any case.
      const bool capitals = std::none_of(form.begin(), form.end(), core::is_ascii_lower);
      if (form.size() <= 4 && !capitals && form != "dpa") continue;
      if (tables.is_agency(form) && form == core::trim(form)) return AgencyHit{begin, end};
    }
  }
  return std::nullopt;
}

std::optional<Furniture::Kind> match_cue(const Resources::Tables& tables, std::string_view line) {
  const std::string whole = core::ascii_lower(core::trim(line));
  const std::string bare(strip_frame(whole));
  constexpr std::size_t kShort = 300;
  for (const Cue& cue : tables.cues) {
    switch (cue.match) {
      case CueMatch::Whole:
        if (bare == cue.text || whole == cue.text) return cue.kind;
        break;
      case CueMatch::Prefix:
        if (bare.starts_with(cue.text) && bare.size() < 2 * kShort &&
            (bare.size() == cue.text.size() || !is_word_byte(cue.text.back()) || !is_word_byte(bare[cue.text.size()]))) {
          return cue.kind;
        }
        break;
      case CueMatch::Suffix:
        if (bare.ends_with(cue.text) && bare.size() < kShort) return cue.kind;
        break;
      case CueMatch::Contains:
        if (bare.size() < kShort && bare.find(cue.text) != std::string::npos) return cue.kind;
        break;
    }
  }
  return std::nullopt;
}

Resources::Resources(std::unique_ptr<const Tables> tables) : tables_(std::move(tables)) {}
Resources::~Resources() = default;

Result<std::shared_ptr<const Resources>> Resources::load(const std::string& lexicon_folder) {
  const std::string folder = lexicon_folder + "/intake/";
  auto tables = std::make_unique<Tables>();

  const std::string agencies = folder + "agencies.tsv";
  auto rows = read_tsv(agencies, 3);
  if (!rows) return rows.error();
  for (const TsvRow& row : *rows) {
    if (row.fields[0].empty()) return bad_row(agencies, row, 1, "a written form");
    if (row.fields[2] != "agency" && row.fields[2] != "outlet") return bad_row(agencies, row, 3, "'agency' or 'outlet'");
    tables->agencies.emplace(core::ascii_lower(row.fields[0]), row.fields[1]);
  }

  const std::string cues = folder + "cues.tsv";
  rows = read_tsv(cues, 3);
  if (!rows) return rows.error();
  for (const TsvRow& row : *rows) {
    Cue cue;
    cue.text = core::ascii_lower(row.fields[2]);
    if (cue.text.empty()) return bad_row(cues, row, 3, "a text");
    if (row.fields[1] == "whole") cue.match = CueMatch::Whole;
    else if (row.fields[1] == "prefix") cue.match = CueMatch::Prefix;
    else if (row.fields[1] == "suffix") cue.match = CueMatch::Suffix;
    else if (row.fields[1] == "contains") cue.match = CueMatch::Contains;
    else return bad_row(cues, row, 2, "'whole', 'prefix', 'suffix' or 'contains'");
    if (row.fields[0] == "stamp") {
      tables->stamps.push_back(cue.text);
      continue;
    }
    if (row.fields[0] == "credit") cue.kind = Furniture::Kind::Credit;
    else if (row.fields[0] == "signoff") cue.kind = Furniture::Kind::SignOff;
    else if (row.fields[0] == "notice") cue.kind = Furniture::Kind::Notice;
    else return bad_row(cues, row, 1, "'credit', 'signoff', 'notice' or 'stamp'");
    tables->cues.push_back(std::move(cue));
  }
  std::stable_sort(tables->stamps.begin(), tables->stamps.end(),
                   [](const std::string& a, const std::string& b) { return a.size() > b.size(); });

  const std::string words = folder + "dateline_words.tsv";
  rows = read_tsv(words, 2);
  if (!rows) return rows.error();
  for (const TsvRow& row : *rows) {
    std::string word = core::ascii_lower(row.fields[1]);
    if (row.fields[0] == "small") tables->small_words.insert(std::move(word));
    else if (row.fields[0] == "keep") tables->keep_words.insert(std::move(word));
    else if (row.fields[0] == "stop") tables->stop_words.insert(std::move(word));
    else if (row.fields[0] == "byline") tables->byline_words.insert(std::move(word));
    else if (row.fields[0] == "job") tables->job_words.insert(std::move(word));
    else if (row.fields[0] == "opener") tables->opener_words.insert(std::move(word));
    else return bad_row(words, row, 1, "'small', 'keep', 'stop', 'byline', 'job' or 'opener'");
  }
  return std::shared_ptr<const Resources>(new Resources(std::move(tables)));
}

}  // namespace dragoman::intake
