#include "intake/tables.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <iterator>

#include "core/tsv.h"
#include "core/utf8.h"

namespace dragoman::intake {
namespace {

bool is_word_byte(char c) {
  return core::is_ascii_alpha(c) || core::is_ascii_digit(c) ||
         static_cast<unsigned char>(c) >= 0x80;
}

std::optional<Hint> parse_hint(std::string_view name) {
  if (name == "body") return Hint::Body;
  if (name == "junk") return Hint::Junk;
  if (name == "caption") return Hint::Caption;
  if (name == "author") return Hint::Author;
  if (name == "hidden") return Hint::Hidden;
  if (name == "paywall") return Hint::Paywall;
  return std::nullopt;
}

std::optional<BlockCue> parse_block_cue(std::string_view name) {
  constexpr std::string_view kCues[] = {"share",  "more",    "subscribe", "legal",
                                        "credit", "comment", "ad",        "author"};
  const auto* found = std::find(std::begin(kCues), std::end(kCues), name);
  if (found == std::end(kCues)) return std::nullopt;
  return static_cast<BlockCue>(found - std::begin(kCues));
}

// Brackets, bullets, dashes, slashes and final stops around a line.
std::string_view strip_frame(std::string_view line) {
  constexpr std::string_view kFrame = " ()[]{}-./*\"";
  while (!line.empty() && kFrame.find(line.front()) != std::string_view::npos)
    line.remove_prefix(1);
  while (!line.empty() && kFrame.find(line.back()) != std::string_view::npos) line.remove_suffix(1);
  return line;
}

}  // namespace

namespace {
// The first two letters, whatever their case.
std::size_t beginning_of(std::string_view text) {
  const auto low = [&](std::size_t at) {
    return at < text.size() ? static_cast<std::size_t>(text[at]) & 31u : 0u;
  };
  return low(0) << 5 | low(1);
}
}  // namespace

void Resources::Tables::add_agency(std::string_view form, std::string name) {
  agency_beginnings_.set(beginning_of(form));
  agencies.emplace(core::ascii_lower(form), std::move(name));
}

bool Resources::Tables::may_begin_agency(std::string_view text) const {
  return agency_beginnings_.test(beginning_of(text));
}

bool Resources::Tables::is_agency(std::string_view written) const {
  return agencies.find(core::ascii_lower(core::trim(written))) != agencies.end();
}

std::optional<AgencyHit> find_agency(const Resources::Tables& tables, std::string_view text) {
  constexpr std::size_t kLongest = 48;
  for (std::size_t begin = 0; begin < text.size(); ++begin) {
    if (!is_word_byte(text[begin]) || (begin > 0 && is_word_byte(text[begin - 1]))) continue;
    if (!tables.may_begin_agency(text.substr(begin))) continue;
    for (std::size_t end = std::min(text.size(), begin + kLongest); end > begin + 1; --end) {
      if (end < text.size() && is_word_byte(text[end]) && is_word_byte(text[end - 1])) continue;
      const std::string_view form = text.substr(begin, end - begin);
      if (form != core::trim(form)) continue;
      // Short forms are capitals ("AA", "Map" is a word); longer ones may be written in any case.
      const bool capitals = std::none_of(form.begin(), form.end(), core::is_ascii_lower);
      if (form.size() <= 4 && !capitals && form != "dpa") continue;
      if (tables.is_agency(form)) return AgencyHit{begin, end};
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
            (bare.size() == cue.text.size() || !is_word_byte(cue.text.back()) ||
             !is_word_byte(bare[cue.text.size()]))) {
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

namespace {

Result<void> load_presets(const std::string& path, Resources::Tables& tables) {
  constexpr std::array kFields = {"id", "text", "date", "title", "outlet", "url"};
  auto file = core::read_tsv(path, 4, 4);
  if (!file) return file.error();
  for (const core::TsvRow& row : file->rows) {
    PresetField entry;
    const std::string& count = row.fields[1];
    const auto [end, code] =
        std::from_chars(count.data(), count.data() + count.size(), entry.columns);
    if (code != std::errc() || end != count.data() + count.size())
      return file->error(row, 1, "expected a number of columns");
    entry.field = row.fields[2];
    if (std::find(kFields.begin(), kFields.end(), entry.field) == kFields.end())
      return file->error(row, 2, "expected 'id', 'text', 'date', 'title', 'outlet' or 'url'");
    for (std::string_view rest = row.fields[3]; !rest.empty();) {
      const std::size_t bar = std::min(rest.find('|'), rest.size());
      entry.names.emplace_back(rest.substr(0, bar));
      rest.remove_prefix(std::min(rest.size(), bar + 1));
    }
    if (entry.names.empty()) return file->error(row, 3, "expected a name");
    tables.presets[row.fields[0]].push_back(std::move(entry));
  }
  return {};
}

}  // namespace

Resources::Resources(std::unique_ptr<const Tables> tables) : tables_(std::move(tables)) {}
Resources::~Resources() = default;

Result<void> Resources::has_preset(const std::string& name) const {
  if (tables_->presets.contains(name)) return {};
  std::string known;
  for (const auto& [preset, fields] : tables_->presets)
    known += (known.empty() ? "" : ", ") + preset;
  return make_error(ErrorCode::BadArgument, "no preset '" + name + "'; there are: " + known);
}

Result<std::shared_ptr<const Resources>> Resources::load(const std::string& lexicon_folder) {
  const std::string folder = lexicon_folder + "/intake/";
  auto tables = std::make_unique<Tables>();

  const auto expected = [](const core::TsvFile& file, const core::TsvRow& row, std::size_t field,
                           const char* what) {
    return file.error(row, field, std::string("expected ") + what);
  };

  auto file = core::read_tsv(folder + "agencies.tsv", 3, 3);
  if (!file) return file.error();
  for (const core::TsvRow& row : file->rows) {
    if (row.fields[0].empty()) return expected(*file, row, 0, "a written form");
    if (row.fields[2] != "agency" && row.fields[2] != "outlet")
      return expected(*file, row, 2, "'agency' or 'outlet'");
    tables->add_agency(row.fields[0], row.fields[1]);
  }

  file = core::read_tsv(folder + "cues.tsv", 3, 3);
  if (!file) return file.error();
  for (const core::TsvRow& row : file->rows) {
    Cue cue;
    cue.text = core::ascii_lower(row.fields[2]);
    if (cue.text.empty()) return expected(*file, row, 2, "a text");
    if (row.fields[1] == "whole")
      cue.match = CueMatch::Whole;
    else if (row.fields[1] == "prefix")
      cue.match = CueMatch::Prefix;
    else if (row.fields[1] == "suffix")
      cue.match = CueMatch::Suffix;
    else if (row.fields[1] == "contains")
      cue.match = CueMatch::Contains;
    else
      return expected(*file, row, 1, "'whole', 'prefix', 'suffix' or 'contains'");
    if (row.fields[0] == "stamp") {
      tables->stamps.push_back(cue.text);
      continue;
    }
    if (row.fields[0] == "credit")
      cue.kind = Furniture::Kind::Credit;
    else if (row.fields[0] == "signoff")
      cue.kind = Furniture::Kind::SignOff;
    else if (row.fields[0] == "notice")
      cue.kind = Furniture::Kind::Notice;
    else
      return expected(*file, row, 0, "'credit', 'signoff', 'notice' or 'stamp'");
    tables->cues.push_back(std::move(cue));
  }
  std::stable_sort(tables->stamps.begin(), tables->stamps.end(),
                   [](const std::string& a, const std::string& b) { return a.size() > b.size(); });

  file = core::read_tsv(folder + "dateline_words.tsv", 2, 2);
  if (!file) return file.error();
  for (const core::TsvRow& row : file->rows) {
    std::string word = core::ascii_lower(row.fields[1]);
    if (row.fields[0] == "small")
      tables->small_words.insert(std::move(word));
    else if (row.fields[0] == "keep")
      tables->keep_words.insert(std::move(word));
    else if (row.fields[0] == "stop")
      tables->stop_words.insert(std::move(word));
    else if (row.fields[0] == "byline")
      tables->byline_words.insert(std::move(word));
    else if (row.fields[0] == "job")
      tables->job_words.insert(std::move(word));
    else if (row.fields[0] == "opener")
      tables->opener_words.insert(std::move(word));
    else
      return expected(*file, row, 0, "'small', 'keep', 'stop', 'byline', 'job' or 'opener'");
  }
  if (auto done = load_presets(folder + "presets.tsv", *tables); !done) return done.error();
  file = core::read_tsv(folder + "html_words.tsv", 2, 2);
  if (!file) return file.error();
  for (const core::TsvRow& row : file->rows) {
    const auto hint = parse_hint(row.fields[0]);
    if (!hint)
      return expected(*file, row, 0, "'body', 'junk', 'caption', 'author', 'hidden' or 'paywall'");
    tables->html_words.add(HintSet::bit(*hint), row.fields[1]);
  }
  file = core::read_tsv(folder + "html_cues.tsv", 2, 2);
  if (!file) return file.error();
  for (const core::TsvRow& row : file->rows) {
    const auto cue = parse_block_cue(row.fields[0]);
    if (!cue)
      return expected(
          *file, row, 0,
          "'share', 'more', 'subscribe', 'legal', 'credit', 'comment', 'ad' or 'author'");
    tables->html_cues.add(1u << static_cast<unsigned>(*cue), row.fields[1]);
  }

  file = core::read_tsv(folder + "html_metadata.tsv", 3, 3);
  if (!file) return file.error();
  for (const core::TsvRow& row : file->rows)
    tables->html_metadata.push_back({row.fields[0], row.fields[1], row.fields[2]});

  file = core::read_tsv(folder + "html_weights.tsv", 3, 3);
  if (!file) return file.error();
  for (const core::TsvRow& row : file->rows) {
    const auto feature = find_feature(row.fields[1]);
    if (!feature) return expected(*file, row, 1, "the name of a feature");
    if (row.fields[0] != "first" && row.fields[0] != "second")
      return expected(*file, row, 0, "'first' or 'second'");
    Weights& weights =
        row.fields[0] == "first" ? tables->html_weights.first : tables->html_weights.second;
    const char* end = row.fields[2].data() + row.fields[2].size();
    if (std::from_chars(row.fields[2].data(), end, weights[*feature]).ptr != end)
      return expected(*file, row, 2, "a number");
  }
  return std::shared_ptr<const Resources>(new Resources(std::move(tables)));
}

}  // namespace dragoman::intake
