// A profile: how records look in a format that other programs read.
//
// All of it is a pure function of records. docs/formats/export/ has a page for each profile,
// written by dictionary(); a test holds them equal.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "dragoman/record.h"
#include "dragoman/result.h"

#include "exports/acled.h"
#include "exports/coded_event.h"

namespace dragoman::exports {

// Of a column of a table, or a key of an object.
struct Field {
  std::string name;
  std::string type;  // as in Frictionless Table Schema: string, integer, number, boolean, date,
                     // array, object
  std::string description;
};

// How tables are written.
struct Style {
  bool bom = false;            // UTF-8 byte order mark in front, by which Excel knows the encoding
  bool quote_all = false;      // every cell of a comma-separated table
  bool guard_formulas = true;  // an apostrophe before text that a spreadsheet would run
};

class Profile {
 public:
  virtual ~Profile() = default;

  virtual const std::string& name() const = 0;
  virtual const std::string& title() const = 0;
  virtual const std::string& notes()
      const = 0;  // Markdown: what differs from the original, and why
  virtual std::vector<Field> fields() const = 0;
  virtual std::string media_type() const = 0;
  virtual char delimiter() const { return 0; }  // of a table
  virtual bool has_header() const { return false; }

  virtual std::string head(const Style&) const { return ""; }
  virtual std::string rows(const Record& record, const Style& style) const = 0;
};

// All but conllu, which needs the language model, in a fixed order.
std::vector<std::string> profile_names();
// What profiles read besides records. Immutable once loaded; outlives the profiles.
struct Resources {
  Countries countries;
  AcledKinds acled;
};
// Fails with NotFound or BadFormat.
Result<Resources> load_resources(const std::string& lexicon_folder);

// Fails with BadArgument, naming those that there are.
Result<std::unique_ptr<Profile>> make_profile(const std::string& name, const Resources& resources);

// The data dictionary, as Markdown.
std::string dictionary(const Profile& profile);
// A Frictionless data package (https://specs.frictionlessdata.io/data-package/) with this file as
// its resource, as JSON.
std::string descriptor(const Profile& profile, const std::string& path);

// ---- for the profiles ----

struct Column {
  Field field;
  std::function<std::string(const CodedEvent&)> value;
};
struct Table {
  std::string name, title, notes;
  char delimiter = ',';
  bool header = true;
  bool dyads = false;  // a row for each pair of actor and recipient
  std::vector<Column> columns;
  std::function<bool(const CodedEvent&)> keep{};  // all when empty
};
std::unique_ptr<Profile> make_table(Table table, const Countries& countries);

// A line of JSON, or more, for each record.
struct Lines {
  std::string name, title, notes, media_type;
  std::vector<Field> fields;
  std::function<std::string(const Record&, const Countries&)> lines;
};
std::unique_ptr<Profile> make_lines(Lines lines, const Countries& countries);

Table gdelt_events();
Table gdelt_mentions();
Table icews();
Table polecat();
Table acled(const AcledKinds& kinds);
Lines plover();
Lines web_annotation();
Lines follow_the_money();
Lines ninjs();

}  // namespace dragoman::exports
