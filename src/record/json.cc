// Record <-> JSON. Writing and reading walk one description of each struct (fields.h), so that they
// cannot drift apart: a Writer visits the fields to write them, a Reader to take them out of an
// object. The writer makes text at once, for every report that is stored is written so.
#include <algorithm>
#include <charconv>
#include <cmath>
#include <concepts>
#include <type_traits>

#include <nlohmann/json.hpp>

#include "dragoman/record.h"

#include "core/utf8.h"
#include "record/fields.h"

namespace dragoman {
namespace {

using Json = nlohmann::ordered_json;

// ---- single values ----

template <class T>
constexpr bool kIsLabel = std::is_enum_v<T>;

std::optional<NameType> parse_label(std::string_view s, NameType) {
  return parse_name_type(s);
}
std::optional<MentionKind> parse_label(std::string_view s, MentionKind) {
  return parse_mention_kind(s);
}
std::optional<ActorKind> parse_label(std::string_view s, ActorKind) {
  return parse_actor_kind(s);
}
std::optional<TimexType> parse_label(std::string_view s, TimexType) {
  return parse_timex_type(s);
}
std::optional<StatementKind> parse_label(std::string_view s, StatementKind) {
  return parse_statement_kind(s);
}
std::optional<Stance> parse_label(std::string_view s, Stance) {
  return parse_stance(s);
}
std::optional<SourceType> parse_label(std::string_view s, SourceType) {
  return parse_source_type(s);
}
std::optional<EventType> parse_label(std::string_view s, EventType) {
  return parse_event_type(s);
}
std::optional<Factuality> parse_label(std::string_view s, Factuality) {
  return parse_factuality(s);
}
std::optional<FateKind> parse_label(std::string_view s, FateKind) {
  return parse_fate_kind(s);
}
std::optional<PledgeKind> parse_label(std::string_view s, PledgeKind) {
  return parse_pledge_kind(s);
}
std::optional<ProcessKind> parse_label(std::string_view s, ProcessKind) {
  return parse_process_kind(s);
}

struct BadField {
  std::string key;
};

// ---- writing ----

// JSON text as it is written.
class Text {
 public:
  std::string take() { return std::move(out_); }

  void raw(std::string_view json) { out_ += json; }
  void number(double value) {
    if (!std::isfinite(value)) return raw("null");
    char digits[64];
    out_.append(digits, nlohmann::detail::to_chars(digits, digits + sizeof digits, value));
  }
  template <std::integral Number>
  void number(Number value) {
    char digits[24];
    out_.append(digits, std::to_chars(digits, digits + sizeof digits, value).ptr);
  }
  void string(std::string_view value) {
    if (core::find_invalid_utf8(value) != std::string_view::npos) {  // U+FFFD for what is no text
      out_ += Json(value).dump(-1, ' ', false, Json::error_handler_t::replace);
      return;
    }
    out_ += '"';
    std::size_t copied = 0;
    for (std::size_t i = 0; i < value.size(); ++i) {
      const auto c = static_cast<unsigned char>(value[i]);
      if (c >= 0x20 && c != '"' && c != '\\') continue;
      out_ += value.substr(copied, i - copied);
      escape(c);
      copied = i + 1;
    }
    out_ += value.substr(copied);
    out_ += '"';
  }
  void span(CodePointSpan s) {
    out_ += '[';
    number(s.begin);
    out_ += ',';
    number(s.end);
    out_ += ']';
  }
  // An array; `each` writes one entry.
  template <class Entries, class Each>
  void list(Entries& entries, Each each) {
    char before = '[';
    for (auto& entry : entries) {
      out_ += before;
      each(entry);
      before = ',';
    }
    if (before == '[') out_ += before;
    out_ += ']';
  }

 private:
  void escape(unsigned char c) {
    constexpr std::string_view kNamed = "\"\\\b\f\n\r\t", kLetters = "\"\\bfnrt";
    out_ += '\\';
    if (const std::size_t at = kNamed.find(static_cast<char>(c)); at != std::string_view::npos) {
      out_ += kLetters[at];
      return;
    }
    constexpr char kHex[] = "0123456789abcdef";
    out_ += {'u', '0', '0', kHex[c >> 4], kHex[c & 15]};
  }

  std::string out_;
};

// Writes the fields of one object.
class Writer {
 public:
  explicit Writer(Text& out) : out_(out) {}

  template <class T>
  static void object(Text& out, T& value) {
    out.raw("{");
    Writer inner(out);
    fields(inner, value);
    out.raw("}");
  }

  void operator()(const char* key, const std::string& value) {
    if (value.empty()) return;
    begin(key);
    out_.string(value);
  }
  void operator()(const char* key, CodePointSpan s) {
    begin(key);
    out_.span(s);
  }
  void operator()(const char* key, const CodePointSpans& spans) {
    if (spans.empty()) return;
    begin(key);
    out_.list(spans, [this](CodePointSpan s) { out_.span(s); });
  }
  void operator()(const char* key, std::uint32_t value) {
    if (is_unknown(key, value)) return;
    begin(key);
    out_.number(value);
  }
  void operator()(const char* key, int value) {
    if (is_unknown(key, value)) return;
    begin(key);
    out_.number(value);
  }
  void operator()(const char* key, bool value) {
    if (!value) return;
    begin(key);
    out_.raw("true");
  }
  void operator()(const char* key, double value) {
    begin(key);
    out_.number(value);
  }
  void operator()(const char* key, const std::optional<double>& value) {
    if (value) (*this)(key, *value);
  }
  void operator()(const char* key, const std::vector<std::string>& value) {
    if (value.empty()) return;
    begin(key);
    out_.list(value, [this](const std::string& entry) { out_.string(entry); });
  }
  // An object; of entries with the same key the last counts.
  void operator()(const char* key, const std::vector<std::pair<std::string, std::string>>& map) {
    if (map.empty()) return;
    begin(key);
    out_.raw("{");
    Writer inner(out_);
    for (auto entry = map.begin(); entry != map.end(); ++entry) {
      const auto is_same = [&](const auto& other) { return other.first == entry->first; };
      if (std::find_if(map.begin(), entry, is_same) != entry) continue;
      const auto last = std::find_if(map.rbegin(), map.rend(), is_same);
      inner.begin(entry->first);
      out_.string(last->second);
    }
    out_.raw("}");
  }
  template <class T>
  requires kIsLabel<T>
  void operator()(const char* key, T label) {
    const std::string_view name = to_string(label);
    if (name.empty()) return;
    begin(key);
    out_.string(name);
  }
  template <class T>
  requires requires(Writer& w, T& t) { fields(w, t); }
  void operator()(const char* key, T& value) {
    begin(key);
    object(out_, value);
  }
  template <class T>
  requires requires(Writer& w, T& t) { fields(w, t); }
  void operator()(const char* key, std::optional<T>& value) {
    if (value) (*this)(key, *value);
  }
  template <class T>
  requires requires(Writer& w, T& t) { fields(w, t); }
  void operator()(const char* key, std::vector<T>& list) {
    begin(key);
    out_.list(list, [this](T& entry) { object(out_, entry); });
  }
  void chain(const std::vector<RecordHop>& hops) {
    if (hops.empty()) return;
    begin("chain");
    out_.list(hops, [this](const RecordHop& hop) { out_.string(hop.who); });
    begin("chain_spans");
    out_.list(hops, [this](const RecordHop& hop) {
      hop.span ? out_.span(*hop.span) : out_.raw("null");
    });
    begin("chain_kinds");
    out_.list(hops, [this](const RecordHop& hop) { out_.string(to_string(hop.kind)); });
  }

 private:
  void begin(std::string_view key) {
    if (!first_) out_.raw(",");
    first_ = false;
    out_.string(key);
    out_.raw(":");
  }

  Text& out_;
  bool first_ = true;
};

// ---- reading ----

struct Reader {
  const Json& in;

  const Json* find(const char* key) const {
    const auto it = in.find(key);
    return it == in.end() ? nullptr : &*it;
  }
  static CodePointSpan span_of(const char* key, const Json& value) {
    if (!value.is_array() || value.size() != 2 || !value[0].is_number_unsigned() ||
        !value[1].is_number_unsigned()) {
      throw BadField{key};
    }
    return {value[0].get<std::uint32_t>(), value[1].get<std::uint32_t>()};
  }

  void operator()(const char* key, std::string& value) {
    if (const Json* json = find(key)) {
      if (!json->is_string()) throw BadField{key};
      value = json->get<std::string>();
    }
  }
  void operator()(const char* key, CodePointSpan& value) {
    if (const Json* json = find(key)) value = span_of(key, *json);
  }
  void operator()(const char* key, CodePointSpans& value) {
    if (const Json* json = find(key)) {
      for (const Json& entry : *json) value.push_back(span_of(key, entry));
    }
  }
  void operator()(const char* key, bool& value) {
    if (const Json* json = find(key)) {
      if (!json->is_boolean()) throw BadField{key};
      value = json->get<bool>();
    }
  }
  template <class Number>
  requires std::is_arithmetic_v<Number>
  void operator()(const char* key, Number& value) {
    if (const Json* json = find(key)) {
      if (!json->is_number()) throw BadField{key};
      value = json->get<Number>();
    }
  }
  void operator()(const char* key, std::optional<double>& value) {
    if (const Json* json = find(key)) {
      if (!json->is_number()) throw BadField{key};
      value = json->get<double>();
    }
  }
  void operator()(const char* key, std::vector<std::string>& value) {
    if (const Json* json = find(key)) {
      for (const Json& entry : *json) {
        if (!entry.is_string()) throw BadField{key};
        value.push_back(entry.get<std::string>());
      }
    }
  }
  void operator()(const char* key, std::vector<std::pair<std::string, std::string>>& value) {
    if (const Json* json = find(key)) {
      for (const auto& [actor, role] : json->items()) {
        if (!role.is_string()) throw BadField{key};
        value.emplace_back(actor, role.get<std::string>());
      }
    }
  }
  template <class T>
  requires kIsLabel<T>
  void operator()(const char* key, T& label) {
    if (const Json* json = find(key)) {
      if (!json->is_string()) throw BadField{key};
      const auto parsed = parse_label(json->get_ref<const std::string&>(), T{});
      if (!parsed) throw BadField{key};
      label = *parsed;
    }
  }
  template <class T>
  requires requires(Reader& r, T& t) { fields(r, t); }
  void operator()(const char* key, T& value) {
    if (const Json* json = find(key)) read(key, *json, value);
  }
  template <class T>
  requires requires(Reader& r, T& t) { fields(r, t); }
  void operator()(const char* key, std::optional<T>& value) {
    if (const Json* json = find(key)) read(key, *json, value.emplace());
  }
  template <class T>
  requires requires(Reader& r, T& t) { fields(r, t); }
  void operator()(const char* key, std::vector<T>& list) {
    if (const Json* json = find(key)) {
      if (!json->is_array()) throw BadField{key};
      for (const Json& entry : *json) read(key, entry, list.emplace_back());
    }
  }
  void chain(std::vector<RecordHop>& hops) {
    std::vector<std::string> names;
    (*this)("chain", names);
    const Json* spans = find("chain_spans");
    std::vector<std::string> kinds;
    (*this)("chain_kinds", kinds);
    for (std::size_t i = 0; i < names.size(); ++i) {
      RecordHop hop{names[i], std::nullopt};
      if (i < kinds.size()) {
        const auto kind = parse_hop_kind(kinds[i]);
        if (!kind) throw BadField{"chain_kinds"};
        hop.kind = *kind;
      }
      if (spans != nullptr && spans->is_array() && i < spans->size() && !(*spans)[i].is_null()) {
        hop.span = span_of("chain_spans", (*spans)[i]);
      }
      hops.push_back(std::move(hop));
    }
  }
  template <class T>
  static void read(const char* key, const Json& json, T& value) {
    if (!json.is_object()) throw BadField{key};
    Reader inner{json};
    fields(inner, value);
  }
};

}  // namespace

std::string to_json(const Record& record) {
  Text out;
  // A Writer only reads; `fields` serves both directions.
  Writer::object(out, const_cast<Record&>(record));
  return out.take();
}

Result<Record> record_from_json(std::string_view text) {
  const Json json = Json::parse(text, nullptr, /*allow_exceptions=*/false);
  if (!json.is_object()) return make_error(ErrorCode::BadJson, "a record is a JSON object");
  Record record;
  try {
    Reader reader{json};
    fields(reader, record);
  } catch (const BadField& bad) {
    return make_error(ErrorCode::MissingField,
                      "field '" + bad.key + "' has a value of the wrong type");
  }
  if (record.id.empty()) return make_error(ErrorCode::MissingField, "a record needs an id");
  return record;
}

}  // namespace dragoman
