#include "alerts/rule.h"

#include <algorithm>
#include <array>
#include <functional>
#include <map>

#include "dragoman/labels.h"

#include "core/utf8.h"

namespace dragoman::alerts {
namespace {

constexpr std::array<std::string_view, 5> kKinds = {"events", "statements", "pledges", "processes",
                                                    "silence"};
constexpr std::size_t kLongestText = 200, kMostItems = 20;
constexpr int kMostCount = 1000, kMostDays = 366;

bool is_line(std::string_view text) {
  return text.size() <= kLongestText && core::find_invalid_utf8(text) == std::string_view::npos &&
         std::none_of(text.begin(), text.end(),
                      [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; });
}

// Reads an object key by key; keeps the first error.
class Reader {
 public:
  void text(const char* key, std::string& into) {
    keys_[key] = [&into](const Json& value) {
      if (!value.is_string() || !is_line(value.get_ref<const std::string&>())) return false;
      into = value.get<std::string>();
      return true;
    };
  }
  void texts(const char* key, std::vector<std::string>& into) {
    keys_[key] = [&into](const Json& value) {
      if (!value.is_array() || value.size() > kMostItems) return false;
      for (const Json& one : value) {
        if (!one.is_string() || !is_line(one.get_ref<const std::string&>())) return false;
        if (!one.get_ref<const std::string&>().empty()) into.push_back(one.get<std::string>());
      }
      return true;
    };
  }
  void number(const char* key, int& into, int most) {
    keys_[key] = [&into, most](const Json& value) {
      if (!value.is_number_integer() || value.get<std::int64_t>() < 1 ||
          value.get<std::int64_t>() > most)
        return false;
      into = value.get<int>();
      return true;
    };
  }
  void flag(const char* key, bool& into) {
    keys_[key] = [&into](const Json& value) {
      if (!value.is_boolean()) return false;
      into = value.get<bool>();
      return true;
    };
  }
  void object(const char* key, const Reader& inner, std::string& error) {
    keys_[key] = [&inner, &error](const Json& value) {
      error = inner.read(value);
      return true;
    };
  }
  void passed_over(const char* key) {
    keys_[key] = [](const Json&) { return true; };
  }

  // What is wrong; empty for nothing.
  std::string read(const Json& json) const {
    if (!json.is_object()) return "expected an object";
    for (const auto& [key, value] : json.items()) {
      const auto known = keys_.find(key);
      if (known == keys_.end()) return "no key \"" + key.substr(0, 80) + "\"; there are: " + names();
      if (!known->second(value)) return "\"" + key + "\" has a value that cannot be used";
    }
    return {};
  }

 private:
  std::string names() const {
    std::string out;
    for (const auto& [name, read] : keys_) out += (out.empty() ? "" : ", ") + name;
    return out;
  }
  std::map<std::string, std::function<bool(const Json&)>> keys_;
};

bool is_address(const std::string& text) {
  const std::size_t at = text.find('@');
  return at != std::string::npos && at > 0 && at + 1 < text.size() &&
         text.find_first_of(" <>,;\"()") == std::string::npos &&
         text.find('@', at + 1) == std::string::npos && text[0] != '-';
}

// What means nothing together; empty for a rule that can be asked.
std::string objection(const Rule& rule) {
  if (rule.name.empty()) return "an alert needs a name";
  for (const std::string& type : rule.query.types) {
    if (!parse_event_type(type)) return "there is no event type \"" + type + "\"";
  }
  for (const std::string& label : rule.query.factuality) {
    if (!parse_factuality(label)) return "there is no factuality \"" + label + "\"";
  }
  if (!rule.webhook.empty() && !rule.webhook.starts_with("https://") &&
      !rule.webhook.starts_with("http://"))
    return "a webhook is an address that begins with https:// or http://";
  for (const std::string& address : rule.email) {
    if (!is_address(address)) return "\"" + address + "\" is no address for mail";
  }
  const Threshold& t = rule.threshold;
  if (rule.kind != Kind::Events && (t.reports > 1 || t.outlets > 1 || t.origins > 1))
    return "reports, outlets and origins are counted of events alone";
  const bool all_statements = rule.query.speaker.empty() && rule.query.about.empty() &&
                              rule.query.source_type.empty() && rule.query.country.empty();
  if (rule.kind == Kind::Statements && all_statements)
    return "statements by whom, or on what? speaker, about, source_type or country";
  return {};
}

void put(Json& out, const char* key, const std::string& text) {
  if (!text.empty()) out[key] = text;
}
void put(Json& out, const char* key, const std::vector<std::string>& texts) {
  if (!texts.empty()) out[key] = texts;
}

}  // namespace

std::string_view to_string(Kind kind) {
  return kKinds[static_cast<std::size_t>(kind)];
}
std::optional<Kind> parse_kind(std::string_view text) {
  const auto found = std::find(kKinds.begin(), kKinds.end(), text);
  if (found == kKinds.end()) return std::nullopt;
  return static_cast<Kind>(found - kKinds.begin());
}

Result<Rule> rule_from_json(const Json& json) {
  Rule out;
  std::string kind, error;
  Reader query, threshold, channels, whole;
  Question& q = out.query;
  query.texts("types", q.types), query.texts("factuality", q.factuality);
  query.texts("parties", q.parties);
  query.text("actor", q.actor), query.text("recipient", q.recipient);
  query.text("country", q.country), query.text("place", q.place);
  query.text("speaker", q.speaker), query.text("about", q.about);
  query.text("source_type", q.source_type), query.text("process", q.process);
  threshold.number("count", out.threshold.count, kMostCount);
  threshold.number("days", out.threshold.days, kMostDays);
  threshold.number("reports", out.threshold.reports, kMostCount);
  threshold.number("outlets", out.threshold.outlets, kMostCount);
  threshold.number("origins", out.threshold.origins, kMostCount);
  channels.text("webhook", out.webhook), channels.texts("email", out.email);
  whole.text("name", out.name), whole.text("kind", kind), whole.flag("paused", out.paused);
  std::string in_query, in_threshold, in_channels;
  whole.object("query", query, in_query);
  whole.object("threshold", threshold, in_threshold);
  whole.object("channels", channels, in_channels);
  for (const char* key : {"id", "author", "made"}) whole.passed_over(key);
  error = whole.read(json);
  for (const std::string* inner : {&in_query, &in_threshold, &in_channels}) {
    if (error.empty()) error = *inner;
  }
  const auto known = parse_kind(kind);
  if (error.empty() && !known)
    error = "\"kind\" is to be events, statements, pledges, processes or silence";
  if (known) out.kind = *known;
  if (error.empty()) error = objection(out);
  if (!error.empty()) return make_error(ErrorCode::BadArgument, error);
  return out;
}

Json to_json(const Rule& rule) {
  Json out = Json::object();
  put(out, "id", rule.id), put(out, "name", rule.name);
  out["kind"] = to_string(rule.kind);
  const Question& q = rule.query;
  Json& query = out["query"] = Json::object();
  put(query, "types", q.types), put(query, "factuality", q.factuality);
  put(query, "actor", q.actor), put(query, "recipient", q.recipient);
  put(query, "parties", q.parties), put(query, "country", q.country), put(query, "place", q.place);
  put(query, "speaker", q.speaker), put(query, "about", q.about);
  put(query, "source_type", q.source_type), put(query, "process", q.process);
  const Threshold& t = rule.threshold;
  out["threshold"] = {{"count", t.count},     {"days", t.days},       {"reports", t.reports},
                      {"outlets", t.outlets}, {"origins", t.origins}};
  Json& channels = out["channels"] = Json::object();
  put(channels, "webhook", rule.webhook), put(channels, "email", rule.email);
  out["paused"] = rule.paused;
  put(out, "author", rule.author), put(out, "made", rule.made);
  return out;
}

}  // namespace dragoman::alerts
