#include "places/words.h"

#include <algorithm>
#include <array>
#include <charconv>

#include <fmt/format.h>

#include "core/tsv.h"

namespace dragoman::places {

Result<Words> Words::load(const std::string& folder) {
  Words words;
  if (auto done = words.read_words(folder + "/words.tsv"); !done) return done.error();
  if (auto done = words.read_centres(folder + "/centres.tsv"); !done) return done.error();
  return words;
}

Result<void> Words::read_words(const std::string& path) {
  static constexpr std::array<std::string_view, 16> kClasses = {
      "division", "settlement", "direction", "street",    "road",   "feature", "nature",   "body",
      "press",    "locative",   "office",    "townsfolk", "tongue", "half",    "facility", "folk"};
  auto file = core::read_tsv(path, 3, 3);
  if (!file) return file.error();
  for (const core::TsvRow& row : file->rows) {
    const std::string& name = row.fields[0];
    if (row.fields[1].empty()) return file->error(row, 1, "expected one or more words");
    if (name == "abbreviation") {
      const auto parts = core::split_list(row.fields[2]);
      if (parts.size() < 2 || parts[1].size() != 3 || (parts.size() > 2 && parts[2] != "free")) {
        return file->error(row, 2, "expected NAME, COUNTRY (three letters) and perhaps free");
      }
      abbreviations_[row.fields[1]] = {parts[0], parts[1], parts.size() > 2};
      continue;
    }
    if (name == "cue") {
      const auto parts = core::split_list(row.fields[2]);
      Cue cue;
      if (parts.size() == 2) {
        cue.country = parts[0];
        std::from_chars(parts[1].data(), parts[1].data() + parts[1].size(), cue.weight);
      }
      if (cue.country.size() != 3 || cue.weight <= 0)
        return file->error(row, 2, "expected COUNTRY, WEIGHT above 0");
      cues_[row.fields[1]] = cue;
      continue;
    }
    const auto type = std::find(kClasses.begin(), kClasses.end(), name);
    if (type == kClasses.end()) {
      return file->error(row, 0, fmt::format("expected a class of words, found \"{}\"", name));
    }
    classes_[row.fields[1]] |= 1u << (type - kClasses.begin());
  }
  return {};
}

Result<void> Words::read_centres(const std::string& path) {
  auto file = core::read_tsv(path, 4, 4);
  if (!file) return file.error();
  for (const core::TsvRow& row : file->rows) {
    Centre centre;
    const auto degrees = [&](std::size_t field, double limit, double& value) {
      const std::string& text = row.fields[field];
      const auto [stop, error] = std::from_chars(text.data(), text.data() + text.size(), value);
      return error == std::errc() && stop == text.data() + text.size() && value >= -limit &&
             value <= limit;
    };
    if (!degrees(2, 90, centre.lat)) return file->error(row, 2, "expected a latitude in degrees");
    if (!degrees(3, 180, centre.lon)) return file->error(row, 3, "expected a longitude in degrees");
    centres_[row.fields[0]] = centre;
  }
  return {};
}

const Cue* Words::cue(std::string_view word) const {
  const auto found = cues_.find(word);
  return found == cues_.end() ? nullptr : &found->second;
}

const Centre* Words::centre(std::string_view id) const {
  const auto found = centres_.find(id);
  return found == centres_.end() ? nullptr : &found->second;
}

const Abbreviation* Words::abbreviation(std::string_view form) const {
  const auto found = abbreviations_.find(form);
  return found == abbreviations_.end() ? nullptr : &found->second;
}

}  // namespace dragoman::places
