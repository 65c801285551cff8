#include "exports/profile.h"

#include <filesystem>

#include <nlohmann/json.hpp>

namespace dragoman::exports {
namespace {

using Json = nlohmann::ordered_json;

bool is_number(const Field& field) {
  return field.type == "integer" || field.type == "number";
}

// Line ends and tabs end cells in formats without quotes; text with them is read as one line.
std::string one_line(std::string text) {
  for (char& c : text) c = c == '\t' || c == '\n' || c == '\r' ? ' ' : c;
  return text;
}

std::string guarded(std::string text) {
  if (!text.empty() && std::string_view("=+-@\t\r").find(text.front()) != std::string_view::npos)
    text.insert(text.begin(), '\'');
  return text;
}

std::string in_quotes(const std::string& text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"') out += '"';
    out += c;
  }
  return out + '"';
}

class TableProfile : public Profile {
 public:
  TableProfile(Table table, const Countries& countries)
      : table_(std::move(table)), countries_(countries) {}

  const std::string& name() const override { return table_.name; }
  const std::string& title() const override { return table_.title; }
  const std::string& notes() const override { return table_.notes; }
  char delimiter() const override { return table_.delimiter; }
  bool has_header() const override { return table_.header; }
  std::string media_type() const override {
    return table_.delimiter == ',' ? "text/csv" : "text/tab-separated-values";
  }
  std::vector<Field> fields() const override {
    std::vector<Field> out;
    for (const Column& column : table_.columns) out.push_back(column.field);
    return out;
  }

  std::string head(const Style& style) const override {
    std::string out = style.bom ? "\xEF\xBB\xBF" : "";
    if (!table_.header) return out;
    std::string line;
    for (const Column& column : table_.columns)
      add_cell(line, &column == table_.columns.data(), column.field.name, style);
    return out + line + "\n";
  }

  std::string rows(const Record& record, const Style& style) const override {
    std::string out;
    for_each_event(record, countries_, table_.dyads, [&](const CodedEvent& coded) {
      if (table_.keep && !table_.keep(coded)) return;
      std::string line;
      for (const Column& column : table_.columns) {
        std::string text = column.value(coded);
        if (style.guard_formulas && !is_number(column.field)) text = guarded(std::move(text));
        add_cell(line, &column == table_.columns.data(), std::move(text), style);
      }
      out += line + "\n";
    });
    return out;
  }

 private:
  void add_cell(std::string& line, bool first, std::string text, const Style& style) const {
    if (!first) line += table_.delimiter;
    if (table_.delimiter != ',') {
      line += one_line(std::move(text));
    } else {
      const bool needed = text.find_first_of(",\"\r\n") != std::string::npos;
      line += needed || style.quote_all ? in_quotes(text) : text;
    }
  }

  const Table table_;
  const Countries& countries_;
};

class LinesProfile : public Profile {
 public:
  LinesProfile(Lines lines, const Countries& countries)
      : lines_(std::move(lines)), countries_(countries) {}

  const std::string& name() const override { return lines_.name; }
  const std::string& title() const override { return lines_.title; }
  const std::string& notes() const override { return lines_.notes; }
  std::vector<Field> fields() const override { return lines_.fields; }
  std::string media_type() const override { return lines_.media_type; }
  std::string rows(const Record& record, const Style&) const override {
    return lines_.lines(record, countries_);
  }

 private:
  const Lines lines_;
  const Countries& countries_;
};

std::string cell(std::string text) {
  for (std::size_t at = text.find('|'); at != std::string::npos; at = text.find('|', at + 2))
    text.insert(at, 1, '\\');
  return text;
}

}  // namespace

std::unique_ptr<Profile> make_table(Table table, const Countries& countries) {
  return std::make_unique<TableProfile>(std::move(table), countries);
}
std::unique_ptr<Profile> make_lines(Lines lines, const Countries& countries) {
  return std::make_unique<LinesProfile>(std::move(lines), countries);
}

std::vector<std::string> profile_names() {
  return {"plover",         "gdelt2-events", "gdelt2-mentions",
          "icews",          "polecat",       "acled-like",
          "web-annotation", "ftm",           "ninjs"};
}

Result<Resources> load_resources(const std::string& lexicon_folder) {
  auto countries = Countries::load(lexicon_folder);
  if (!countries) return countries.error();
  auto kinds = AcledKinds::load(lexicon_folder);
  if (!kinds) return kinds.error();
  return Resources{std::move(*countries), std::move(*kinds)};
}

Result<std::unique_ptr<Profile>> make_profile(const std::string& name, const Resources& resources) {
  const Countries& countries = resources.countries;
  if (name == "plover") return make_lines(plover(), countries);
  if (name == "gdelt2-events") return make_table(gdelt_events(), countries);
  if (name == "gdelt2-mentions") return make_table(gdelt_mentions(), countries);
  if (name == "icews") return make_table(icews(), countries);
  if (name == "polecat") return make_table(polecat(), countries);
  if (name == "acled-like") return make_table(acled(resources.acled), countries);
  if (name == "web-annotation") return make_lines(web_annotation(), countries);
  if (name == "ftm") return make_lines(follow_the_money(), countries);
  if (name == "ninjs") return make_lines(ninjs(), countries);
  std::string all = "conllu";
  for (const std::string& known : profile_names()) all += ", " + known;
  return make_error(ErrorCode::BadArgument, "no profile '" + name + "'; there are " + all);
}

std::string dictionary(const Profile& profile) {
  std::string out = "# " + profile.title() + "\n\n";
  out += "`dragoman export --profile " + profile.name() + "`";
  if (profile.delimiter() != 0) {
    out += profile.delimiter() == ',' ? ": comma-separated" : ": tab-separated";
    out += profile.has_header() ? ", with a line of names.\n\n" : ", without a line of names.\n\n";
  } else {
    out += ": a JSON object a line.\n\n";
  }
  out += profile.notes() + "\n\n| " + (profile.delimiter() != 0 ? "column" : "key") +
         " | type | what Dragoman writes |\n|---|---|---|\n";
  for (const Field& field : profile.fields()) {
    out += "| `" + field.name + "` | " + field.type + " | " + cell(field.description) + " |\n";
  }
  return out;
}

std::string descriptor(const Profile& profile, const std::string& path) {
  const std::string file = std::filesystem::path(path).filename().string();
  Json resource = {{"name", profile.name()},
                   {"path", file},
                   {"mediatype", profile.media_type()},
                   {"encoding", "utf-8"}};
  Json fields = Json::array();
  for (const Field& field : profile.fields()) {
    fields.push_back(
        {{"name", field.name}, {"type", field.type}, {"description", field.description}});
  }
  if (profile.delimiter() != 0) {
    resource["profile"] = "tabular-data-resource";
    resource["dialect"] = {{"delimiter", std::string(1, profile.delimiter())},
                           {"header", profile.has_header()},
                           {"doubleQuote", true}};
  } else {
    resource["profile"] = "data-resource";
    resource["format"] = "ndjson";
  }
  resource["schema"] = {{"fields", std::move(fields)}, {"missingValues", {""}}};
  const Json package = {
      {"profile", profile.delimiter() != 0 ? "tabular-data-package" : "data-package"},
      {"name", "dragoman-" + profile.name()},
      {"title", profile.title()},
      {"description", profile.notes()},
      {"resources", Json::array({std::move(resource)})}};
  return package.dump(2) + "\n";
}

}  // namespace dragoman::exports
