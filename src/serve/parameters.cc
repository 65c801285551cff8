#include "serve/parameters.h"

#include <algorithm>
#include <charconv>

#include "serve/cursor.h"
#include "times/days.h"

namespace dragoman::serve {
namespace {

constexpr std::size_t kLongestValue = 512;
constexpr std::size_t kLongestCursor = 1024;
constexpr std::size_t kUsualLimit = 50, kMostLimit = 500;

// What a list gives besides which page of it.
std::string list_of(const Request& request) {
  auto query = request.query;
  std::erase_if(query, [](const auto& parameter) {
    return parameter.first == "cursor" || parameter.first == "limit" ||
           parameter.first == "fields" || parameter.first == "format";
  });
  std::sort(query.begin(), query.end());
  std::string out = request.segments.empty() ? "" : request.segments.back();
  for (const auto& [name, value] : query)
    out += "&" + percent_encode(name) + "=" + percent_encode(value);
  return out;
}

}  // namespace

void Parameters::fail(const std::string& name,
                      const std::string& value,
                      const std::string& expected) {
  if (error_.empty()) error_ = name + " '" + value.substr(0, 80) + "': expected " + expected;
}

const std::string* Parameters::find(const std::string& name) {
  known_.insert(name);
  const std::string* found = nullptr;
  for (const auto& parameter : request_.query) {
    if (parameter.first != name) continue;
    if (found != nullptr) fail(name, parameter.second, "one value, it is there twice");
    found = &parameter.second;
  }
  if (found != nullptr && found->size() > (name == "cursor" ? kLongestCursor : kLongestValue))
    fail(name, *found, "at most " + std::to_string(kLongestValue) + " bytes");
  return found;
}

std::string Parameters::text(const std::string& name, const std::string& otherwise) {
  const std::string* found = find(name);
  return found == nullptr ? otherwise : *found;
}

std::size_t Parameters::number(const std::string& name,
                               std::size_t otherwise,
                               std::size_t least,
                               std::size_t most) {
  const std::string* typed = find(name);
  if (typed == nullptr) return otherwise;
  const char* const end = typed->data() + typed->size();
  std::size_t value = 0;
  const auto read = std::from_chars(typed->data(), end, value);
  if (read.ec == std::errc() && read.ptr == end && value >= least && value <= most) return value;
  fail(name, *typed, "a number from " + std::to_string(least) + " to " + std::to_string(most));
  return otherwise;
}

double Parameters::share(const std::string& name) {
  const std::string* typed = find(name);
  if (typed == nullptr) return 0;
  const char* const end = typed->data() + typed->size();
  double value = 0;
  const auto read = std::from_chars(typed->data(), end, value);
  if (read.ec == std::errc() && read.ptr == end && value >= 0 && value <= 1) return value;
  fail(name, *typed, "a number from 0 to 1");
  return 0;
}

bool Parameters::flag(const std::string& name) {
  return one_of(name, {"true", "false"}) == "true";
}

std::string Parameters::day(const std::string& name, const std::string& otherwise) {
  const std::string* typed = find(name);
  if (typed == nullptr) return otherwise;
  if (typed->size() == 10 && times::days_of(*typed)) return *typed;
  fail(name, *typed, "a day as 2016-03-23");
  return otherwise;
}

std::string Parameters::one_of(const std::string& name,
                               const std::vector<std::string>& values,
                               const std::string& otherwise) {
  const std::string* typed = find(name);
  if (typed == nullptr) return otherwise;
  if (std::find(values.begin(), values.end(), *typed) != values.end()) return *typed;
  refuse(name, *typed, values);
  return otherwise;
}

void Parameters::refuse(const std::string& name,
                        const std::string& value,
                        const std::vector<std::string>& values) {
  std::string list;
  for (const std::string& one : values) list += (list.empty() ? "" : ", ") + one;
  fail(name, value, "one of " + list);
}

Result<void> Parameters::finish() const {
  if (!error_.empty()) return make_error(ErrorCode::BadArgument, error_);
  for (const auto& parameter : request_.query) {
    if (known_.count(parameter.first) != 0) continue;
    std::string list;
    for (const std::string& name : known_) list += (list.empty() ? "" : ", ") + name;
    return make_error(ErrorCode::BadArgument, "no parameter '" + parameter.first.substr(0, 80) +
                                                  "' here; there are: " + list);
  }
  return {};
}

store::DeskFilter common_filter(Parameters& parameters) {
  store::DeskFilter out;
  out.actor = parameters.text("actor");
  out.kb = parameters.text("kb");
  out.country = parameters.text("country");
  out.since = parameters.text("since");
  out.until = parameters.text("until");
  out.search = parameters.text("search");
  out.outlet = parameters.text("outlet");
  out.language = parameters.text("language");
  out.report = parameters.text("report");
  return out;
}

namespace {

// What events and statements have beside what reports do.
store::DeskFilter entry_filter(Parameters& parameters) {
  store::DeskFilter out = common_filter(parameters);
  out.type = parameters.text("type");
  out.confidence = parameters.share("confidence");
  out.published_since = parameters.text("published_since");
  out.published_until = parameters.text("published_until");
  return out;
}

}  // namespace

store::DeskFilter event_filter(Parameters& parameters) {
  store::DeskFilter out = entry_filter(parameters);
  out.quad = parameters.one_of("quad", {"verbal cooperation", "material cooperation",
                                        "verbal conflict", "material conflict"});
  out.factuality = parameters.text("factuality");
  out.place = parameters.text("place");
  return out;
}

store::DeskFilter statement_filter(Parameters& parameters) {
  store::DeskFilter out = entry_filter(parameters);
  out.speaker = parameters.text("speaker");
  out.about = parameters.text("about");
  out.source_type = parameters.text("source_type");
  return out;
}

Result<store::Page> page_of(Parameters& parameters, const Request& request) {
  store::Page page;
  page.limit = parameters.number("limit", kUsualLimit, 1, kMostLimit);
  const std::string cursor = parameters.text("cursor");
  if (!cursor.empty()) {
    auto place = decode_cursor(cursor, list_of(request));
    if (!place) return place.error();
    page.after = std::move(*place);
  }
  return page;
}

std::string cursor_of(const store::Place& place, const Request& request) {
  return encode_cursor(place, list_of(request));
}

}  // namespace dragoman::serve
