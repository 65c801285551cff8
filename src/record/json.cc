// Record <-> JSON. Writing and reading walk one description of each struct (`fields`), so that they
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

// ---- the fields of each struct ----

template <class V>
void fields(V& v, RecordDateline& d) {
  v("place", d.place), v("agency", d.agency), v("date", d.date), v("span", d.span);
}
template <class V>
void fields(V& v, RecordFurniture& f) {
  v("begin", f.span.begin), v("end", f.span.end), v("kind", f.kind);
}
template <class V>
void fields(V& v, RecordMention& m) {
  v("begin", m.span.begin), v("end", m.span.end), v("type", m.type), v("actor", m.actor),
      v("kind", m.kind);
  v("rule", m.rule);
}
template <class V>
void fields(V& v, RecordActor& a) {
  v("id", a.id), v("name", a.name), v("kind", a.kind), v("code", a.code), v("cameo", a.cameo),
      v("country", a.country);
  v("sector", a.sector), v("role", a.role), v("kb", a.kb), v("members", a.members),
      v("rule", a.rule);
}
template <class V>
void fields(V& v, RecordTime& t) {
  v("begin", t.span.begin), v("end", t.span.end), v("type", t.type), v("value", t.value);
  v("mod", t.mod), v("precision", t.precision), v("rule", t.rule);
}
template <class V>
void fields(V& v, RecordPlace& p) {
  v("id", p.id), v("begin", p.span.begin), v("end", p.span.end), v("name", p.name),
      v("country", p.country);
  v("admin1", p.admin1), v("lat", p.lat), v("lon", p.lon), v("geonames", p.geonames);
  v("precision", p.precision), v("rule", p.rule);
}
template <class V>
void fields(V& v, RecordAbout& a) {
  v("actors", a.actors), v("places", a.places), v("processes", a.processes),
      v("phrases", a.phrases);
}
template <class V>
void fields(V& v, RecordStatement& s) {
  v("id", s.id), v("kind", s.kind), v("source", s.source), v("source_type", s.source_type);
  v("anonymous", s.anonymous), v("cue", s.cue), v("content", s.content);
  v("speaker", s.speaker), v("addressee", s.addressee), v("parent", s.parent), v.chain(s.chain);
  v("stance", s.stance), v("polarity", s.polarity), v("date", s.date),
      v("confidence", s.confidence);
  v("about", s.about), v("rule", s.rule);
}
template <class V>
void fields(V& v, RecordCount& c) {
  v("count", c.count), v("bound", c.bound), v("span", c.span);
}
template <class V>
void fields(V& v, RecordAct& a) {
  v("type", a.type), v("mode", a.mode), v("cameo", a.cameo), v("factuality", a.factuality);
}
template <class V>
void fields(V& v, RecordEvent& e) {
  v("id", e.id), v("type", e.type), v("mode", e.mode), v("contexts", e.contexts),
      v("actors", e.actors);
  v("recipients", e.recipients), v("trigger", e.trigger), v("evidence", e.evidence),
      v("date", e.date);
  v("place", e.place), v("factuality", e.factuality), v("factuality_cues", e.factuality_cues);
  v("act", e.act), v("mediators", e.mediators), v("hosts", e.hosts), v("guarantors", e.guarantors);
  v("victims", e.victims), v("instrument", e.instrument), v("venue", e.venue);
  v("dead", e.dead), v("injured", e.injured), v("arrested", e.arrested), v("size", e.size);
  v("no_actor", e.no_actor), v("no_recipient", e.no_recipient);
  v("said_by", e.said_by), v("cameo", e.cameo), v("quad", e.quad), v("score", e.score);
  v("confidence", e.confidence), v("rule", e.rule);
}
template <class V>
void fields(V& v, RecordPledge& p) {
  v("id", p.id), v("kind", p.kind), v("by", p.by), v("with", p.with), v("to", p.to),
      v("what", p.what), v("type", p.type);
  v("due", p.due), v("said_by", p.said_by), v("confidence", p.confidence), v("rule", p.rule);
}
template <class V>
void fields(V& v, RecordFate& f) {
  v("id", f.id), v("kind", f.kind), v("by", f.by), v("span", f.span), v("what", f.what);
  v("date", f.date), v("due", f.due), v("given", f.given), v("said_by", f.said_by), v("rule", f.rule);
}
template <class V>
void fields(V& v, RecordProcessRole& r) {
  v("actor", r.actor), v("role", r.role), v("span", r.span);
}
template <class V>
void fields(V& v, RecordProcessQualifier& q) {
  v("as", q.as), v("place", q.place), v("actor", q.actor), v("country", q.country),
      v("span", q.span);
}
template <class V>
void fields(V& v, RecordProcessAct& a) {
  v("act", a.act), v("factuality", a.factuality), v("cue", a.cue), v("evidence", a.evidence);
  v("by", a.by), v("accusers", a.accusers), v("deniers", a.deniers);
  v("date", a.date), v("until", a.until), v("due", a.due), v("lasts", a.lasts);
  v("place", a.place), v("number", a.number), v("round", a.round), v("amount", a.amount);
  v("said_by", a.said_by), v("rule", a.rule);
}
template <class V>
void fields(V& v, RecordAgendaItem& i) {
  v("span", i.span), v("evidence", i.evidence), v("status", i.status), v("date", i.date);
  v("number", i.number), v("said_by", i.said_by), v("rule", i.rule);
}
template <class V>
void fields(V& v, RecordProcess& p) {
  v("id", p.id), v("name", p.name), v("kind", p.kind), v("span", p.span), v("mentions", p.mentions),
      v("role", p.role);
  v("round", p.round), v("when", p.when), v("agenda", p.agenda);
  v("roles", p.roles), v("qualifiers", p.qualifiers), v("acts", p.acts), v("items", p.items);
  v("rule", p.rule);
}
template <class V>
void fields(V& v, Versions& x) {
  v("engine", x.engine), v("model", x.model), v("lexicon", x.lexicon), v("knowledge", x.knowledge);
}
template <class V>
void fields(V& v, RecordParagraph& p) {
  v("span", p.span), v("node", p.node), v("byte", p.byte);
}
template <class V>
void fields(V& v, RecordPage& p) {
  v("url", p.url), v("modified", p.modified), v("sources", p.sources);
  v("paragraphs", p.paragraphs);
}
template <class V>
void fields(V& v, Record& r) {
  v("id", r.id), v("uri", r.uri), v("outlet", r.outlet), v("title", r.title), v("byline", r.byline);
  v("dateline", r.dateline), v("published", r.published), v("agency", r.agency),
      v("language", r.language), v("page", r.page);
  v("text", r.text), v("furniture", r.furniture), v("mentions", r.mentions),
      v("actors", r.actors), v("times", r.times);
  v("places", r.places), v("statements", r.statements), v("events", r.events),
      v("pledges", r.pledges), v("fates", r.fates);
  v("processes", r.processes), v("versions", r.versions);
}

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
    // 0 is a true offset, but "unknown" for a GeoNames id.
    if (value == 0 && std::string_view(key) == "geonames") return;
    begin(key);
    out_.number(value);
  }
  void operator()(const char* key, int value) {
    if (value == 0) return;
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
