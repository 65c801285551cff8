// Record <-> JSON. Writing and reading walk one description of each struct (fields.h), so that they
// cannot drift apart: a Writer visits the fields to fill an ordered object, a Reader to take them
// out of one.
#include <type_traits>

#include <nlohmann/json.hpp>

#include "dragoman/record.h"

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

struct Writer {
  Json out = Json::object();

  void operator()(const char* key, const std::string& value) {
    if (!value.empty()) out[key] = value;
  }
  void operator()(const char* key, CodePointSpan s) { out[key] = Json::array({s.begin, s.end}); }
  void operator()(const char* key, const CodePointSpans& spans) {
    if (spans.empty()) return;
    Json list = Json::array();
    for (const CodePointSpan& s : spans) list.push_back(Json::array({s.begin, s.end}));
    out[key] = std::move(list);
  }
  void operator()(const char* key, std::uint32_t value) {
    if (!is_unknown(key, value)) out[key] = value;
  }
  void operator()(const char* key, int value) {
    if (!is_unknown(key, value)) out[key] = value;
  }
  void operator()(const char* key, bool value) {
    if (value) out[key] = value;
  }
  void operator()(const char* key, double value) { out[key] = value; }
  void operator()(const char* key, const std::optional<double>& value) {
    if (value) out[key] = *value;
  }
  void operator()(const char* key, const std::vector<std::string>& value) {
    if (!value.empty()) out[key] = value;
  }
  void operator()(const char* key, const std::vector<std::pair<std::string, std::string>>& map) {
    Json object = Json::object();
    for (const auto& [actor, role] : map) object[actor] = role;
    if (!map.empty()) out[key] = std::move(object);
  }
  template <class T>
  requires kIsLabel<T>
  void operator()(const char* key, T label) {
    if (const std::string_view name = to_string(label); !name.empty()) out[key] = name;
  }
  template <class T>
  requires requires(Writer& w, T& t) { fields(w, t); }
  void operator()(const char* key, T& value) {
    Writer inner;
    fields(inner, value);
    out[key] = std::move(inner.out);
  }
  template <class T>
  requires requires(Writer& w, T& t) { fields(w, t); }
  void operator()(const char* key, std::optional<T>& value) {
    if (value) (*this)(key, *value);
  }
  template <class T>
  requires requires(Writer& w, T& t) { fields(w, t); }
  void operator()(const char* key, std::vector<T>& list) {
    Json array = Json::array();
    for (T& entry : list) {
      Writer inner;
      fields(inner, entry);
      array.push_back(std::move(inner.out));
    }
    out[key] = std::move(array);
  }
  void chain(const std::vector<RecordHop>& hops) {
    if (hops.empty()) return;
    Json names = Json::array(), spans = Json::array(), kinds = Json::array();
    for (const RecordHop& hop : hops) {
      names.push_back(hop.who);
      kinds.push_back(to_string(hop.kind));
      spans.push_back(hop.span ? Json::array({hop.span->begin, hop.span->end}) : Json(nullptr));
    }
    out["chain"] = std::move(names);
    out["chain_spans"] = std::move(spans);
    out["chain_kinds"] = std::move(kinds);
  }
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
  Writer writer;
  fields(writer,
         const_cast<Record&>(record));  // a Writer only reads; `fields` serves both directions
  return writer.out.dump(-1, ' ', false, Json::error_handler_t::replace);
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
