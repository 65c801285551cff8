#include "claims/read_claims.h"

#include <algorithm>
#include <charconv>
#include <utility>

#include "core/fold.h"
#include "core/utf8.h"
#include "intake/dates.h"
#include "times/calendar.h"
#include "times/days.h"

namespace dragoman::claims {
namespace {

constexpr int kHalfWeek = 3;                  // days
constexpr std::size_t kDay = 10, kMonth = 7;  // letters of "2016-03-23", "2016-03"

// The values of one row, by field.
class Row {
 public:
  Row(const std::map<std::string, Column>& columns, const intake::RawItem& item)
      : columns_(columns), item_(item) {}

  // Empty when the row has no such column. Of several values the first.
  std::string value(const std::string& field) const {
    const std::string whole = all(field);
    return std::string(core::trim(std::string_view(whole).substr(0, whole.find(';'))));
  }
  std::string all(const std::string& field) const {
    const auto column = columns_.find(field);
    if (column == columns_.end()) return "";
    for (const auto& [name, value] : item_.fields) {
      if (is(column->second, name)) return std::string(core::trim(value));
    }
    return "";
  }
  template <class Number>
  std::optional<Number> number(const std::string& field) const {
    const std::string text = value(field);
    Number out{};
    const auto [end, wrong] = std::from_chars(text.data(), text.data() + text.size(), out);
    if (wrong != std::errc() || end != text.data() + text.size() || text.empty())
      return std::nullopt;
    return out;
  }

 private:
  static bool is(const Column& column, const std::string& name) {
    return (column.number != 0 && name == std::to_string(column.number)) ||
           core::fold(name) == column.name;
  }

  const std::map<std::string, Column>& columns_;
  const intake::RawItem& item_;
};

void add_type(const Resources& resources, const Row& row, Claim& claim) {
  if (const std::string code = row.value("cameo"); !code.empty()) {
    claim.coded = code;
    const events::CameoType* known = resources.cameo.find(code);
    if (known != nullptr) claim.type = known->type;
  } else if (const std::string kind = row.value("acled"); !kind.empty()) {
    claim.coded = kind;
    claim.type = resources.acled.type_of(kind);
  } else {
    const std::string type = row.value("plover"), mode = row.value("mode");
    claim.type = parse_event_type(type);
    claim.coded = type + (mode.empty() ? "" : ":" + mode);
  }
}

// A month has no day of its own; a week is known by its middle.
void add_days(const std::string& day, int precision, Claim& claim) {
  claim.first_day = claim.last_day = day;
  const auto date = times::parse_date(day);
  if (!date) return;
  if (precision == 2) {
    claim.first_day = times::iso_day(times::plus_days(*date, -kHalfWeek));
    claim.last_day = times::iso_day(times::plus_days(*date, kHalfWeek));
  } else if (precision == 3) {
    if (const auto month = times::days_of(day.substr(0, kMonth)))
      claim.first_day = month->first, claim.last_day = month->last;
  }
}

std::string country_of(const exports::Countries& countries, const Row& row) {
  using exports::Country;
  if (const std::string code = row.value("country"); !code.empty()) return code;
  for (const auto& [field, form] :
       {std::pair("country_fips", &Country::fips), std::pair("country_numeric", &Country::numeric),
        std::pair("country_name", &Country::name)}) {
    const std::string code = countries.code_of(form, row.value(field));
    if (!code.empty()) return code;
  }
  return "";
}

}  // namespace

Result<Claim> claim_of(const Resources& resources,
                       const std::string& profile,
                       const intake::RawItem& item) {
  const Row row(resources.profiles.at(profile), item);
  Claim out;
  out.dataset = profile;
  out.row = row.value("row");
  if (out.row.empty())
    return make_error(ErrorCode::MissingField,
                      "the row has no id (" + resources.profiles.at(profile).at("row").name + ")",
                      item.uri);
  add_type(resources, row, out);
  if (out.coded.empty())
    return make_error(ErrorCode::MissingField, "the row has no type of event", item.uri);
  const auto day = intake::parse_date(row.value("day"));
  if (!day)
    return make_error(ErrorCode::BadFormat, "'" + row.value("day") + "' is no day", item.uri);
  add_days(day->substr(0, kDay), row.number<int>("day_precision").value_or(1), out);
  out.actor = row.value("actor"), out.recipient = row.value("recipient");
  out.actor_country = row.value("actor_country");
  out.recipient_country = row.value("recipient_country");
  out.place = row.value("place"), out.country = country_of(resources.countries, row);
  out.lat = row.number<double>("latitude"), out.lon = row.number<double>("longitude");
  out.dead = row.number<int>("dead");
  out.source = row.all("source"), out.words = row.all("words");
  return out;
}

namespace {

Result<Claim> claim_in(const Resources& resources,
                       const std::string& profile,
                       const Result<intake::RawItem>& item) {
  if (!item) return item.error();
  if (item->kind == intake::RawItem::Kind::Row) return claim_of(resources, profile, *item);
  return make_error(ErrorCode::BadFormat, "expected a table (.csv, .tsv)", item->uri);
}

}  // namespace

Result<void> read_claims(const Resources& resources,
                         const std::string& profile,
                         const std::vector<std::string>& paths,
                         const std::function<bool(const Result<Claim>&)>& each) {
  if (!resources.profiles.contains(profile))
    return make_error(ErrorCode::BadArgument, "there is no profile '" + profile + "'");
  auto source = intake::Source::open(paths, {});
  if (!source) return source.error();
  while (auto item = source->next()) {
    if (!each(claim_in(resources, profile, *item))) break;
  }
  return {};
}

}  // namespace dragoman::claims
