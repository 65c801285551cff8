#include "corrections/correction.h"

#include <algorithm>
#include <array>

#include "core/hash.h"
#include "core/utf8.h"
#include "corrections/entry.h"

namespace dragoman::corrections {
namespace {

constexpr std::array<std::string_view, 3> kVerdicts = {"accept", "reject", "correct"};
constexpr std::array<std::string_view, 7> kStates = {
    "applied", "agreed", "noted", "stale", "superseded", "orphaned", "withdrawn"};
constexpr std::size_t kIdDigits = 16;
constexpr std::size_t kLongText = 4000;   // reasons, words
constexpr std::size_t kShortText = 200;   // names, ids, times
constexpr std::size_t kLongJson = 20000;  // a value, written out

template <std::size_t N>
std::optional<int> place_in(const std::array<std::string_view, N>& names, std::string_view text) {
  const auto found = std::find(names.begin(), names.end(), text);
  if (found == names.end()) return std::nullopt;
  return static_cast<int>(found - names.begin());
}

Json spans_json(const CodePointSpans& spans) {
  Json out = Json::array();
  for (const CodePointSpan span : spans) out.push_back({span.begin, span.end});
  return out;
}

std::optional<CodePointSpans> spans_from(const Json& json) {
  CodePointSpans out;
  if (!json.is_array()) return std::nullopt;
  for (const Json& one : json) {
    if (!one.is_array() || one.size() != 2 || !one[0].is_number_unsigned() ||
        !one[1].is_number_unsigned())
      return std::nullopt;
    const auto begin = one[0].get<std::uint64_t>(), end = one[1].get<std::uint64_t>();
    if (begin >= end || end > UINT32_MAX) return std::nullopt;
    out.push_back({static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)});
  }
  return out;
}

// Takes texts out of an object and keeps the first error.
class TextReader {
 public:
  explicit TextReader(const Json& json) : json_(json) {}

  std::string text(const char* key, std::size_t most, bool needed = false) {
    const auto found = json_.find(key);
    if (found == json_.end()) {
      if (needed) fail(key, "is missing");
      return {};
    }
    if (!found->is_string() || !is_plain(found->get_ref<const std::string&>(), most)) {
      fail(key, "is no text of at most " + std::to_string(most) + " bytes");
      return {};
    }
    return found->get<std::string>();
  }
  Json any(const char* key) {
    const auto found = json_.find(key);
    if (found == json_.end()) return nullptr;
    if (found->dump(-1, ' ', false, Json::error_handler_t::replace).size() > kLongJson)
      fail(key, "is too long");
    return *found;
  }
  void fail(const std::string& key, const std::string& why) {
    if (error_.empty()) error_ = "\"" + key + "\" " + why;
  }
  const std::string& error() const { return error_; }

 private:
  const Json& json_;
  std::string error_;
};

}  // namespace

std::string_view to_string(Verdict verdict) {
  return kVerdicts[static_cast<std::size_t>(verdict)];
}
std::optional<Verdict> parse_verdict(std::string_view text) {
  const auto place = place_in(kVerdicts, text);
  return place ? std::optional(static_cast<Verdict>(*place)) : std::nullopt;
}
std::string_view to_string(State state) {
  return kStates[static_cast<std::size_t>(state)];
}
std::optional<State> parse_state(std::string_view text) {
  const auto place = place_in(kStates, text);
  return place ? std::optional(static_cast<State>(*place)) : std::nullopt;
}

bool is_plain(std::string_view text, std::size_t most_bytes) {
  return text.size() <= most_bytes && core::find_invalid_utf8(text) == std::string_view::npos &&
         std::none_of(text.begin(), text.end(), [](char c) {
           return (static_cast<unsigned char>(c) < 0x20 && c != '\n' && c != '\t') || c == 0x7f;
         });
}

void name(Correction& correction) {
  Json said = to_json(correction, false);
  said.erase("id");
  said.erase("withdrawn");
  correction.id = core::sha256_hex(said.dump(-1, ' ', false, Json::error_handler_t::replace))
                      .substr(0, kIdDigits);
}

Json to_json(const Correction& c, bool standing) {
  Json out = {{"id", c.id}, {"report", c.report}, {"layer", record::to_string(c.layer)}};
  const auto put = [&out](const char* key, const std::string& text) {
    if (!text.empty()) out[key] = text;
  };
  if (standing) put("entry", c.entry);
  if (!c.spans.empty()) out["spans"] = spans_json(c.spans);
  put("words", c.words);
  put("field", c.field);
  out["verdict"] = to_string(c.verdict);
  if (!c.said.is_null()) out["said"] = c.said;
  if (!c.alone) out["alone"] = false;
  if (!c.machine.is_null()) out["machine"] = c.machine;
  if (!c.value.is_null()) out["value"] = c.value;
  put("reason", c.reason);
  put("author", c.author);
  put("made", c.made);
  if (standing) out["state"] = to_string(c.state);
  if (!c.withdrawn.empty()) {
    Json& withdrawn = out["withdrawn"] = {{"made", c.withdrawn}, {"author", c.withdrawn_by}};
    if (!c.withdrawn_reason.empty()) withdrawn["reason"] = c.withdrawn_reason;
  }
  return out;
}

Result<Correction> correction_from_json(const Json& json) {
  if (!json.is_object()) return make_error(ErrorCode::BadJson, "a correction is an object");
  TextReader read(json);
  Correction out;
  out.report = read.text("report", kShortText, true);
  const auto layer = record::parse_entry_layer(read.text("layer", kShortText, true));
  const auto verdict = parse_verdict(read.text("verdict", kShortText, true));
  out.words = read.text("words", kLongText);
  out.field = read.text("field", kShortText);
  out.reason = read.text("reason", kLongText);
  out.author = read.text("author", kShortText, true);
  out.made = read.text("made", kShortText, true);
  out.said = read.any("said");
  out.machine = read.any("machine");
  out.value = read.any("value");
  if (const auto spans = json.find("spans"); spans != json.end()) {
    if (auto known = spans_from(*spans)) {
      out.spans = std::move(*known);
    } else {
      read.fail("spans", "is no list of [begin, end]");
    }
  }
  if (const auto alone = json.find("alone"); alone != json.end())
    out.alone = !alone->is_boolean() || alone->get<bool>();
  if (const auto withdrawn = json.find("withdrawn"); withdrawn != json.end()) {
    TextReader inner(*withdrawn);
    if (withdrawn->is_object()) {
      out.withdrawn = inner.text("made", kShortText, true);
      out.withdrawn_by = inner.text("author", kShortText, true);
      out.withdrawn_reason = inner.text("reason", kLongText);
    }
    if (!inner.error().empty() || out.withdrawn.empty()) read.fail("withdrawn", "is not whole");
  }
  if (!read.error().empty()) return make_error(ErrorCode::BadArgument, read.error());
  if (!layer || !verdict)
    return make_error(ErrorCode::BadArgument, layer ? "no such verdict" : "no such layer");
  out.layer = *layer;
  out.verdict = *verdict;
  if (!out.field.empty() && find_field(out.layer, out.field) == nullptr)
    return make_error(ErrorCode::BadArgument, no_such_field(out.layer, out.field));
  name(out);
  return out;
}

}  // namespace dragoman::corrections
