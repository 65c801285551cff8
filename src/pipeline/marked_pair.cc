#include "pipeline/marked_pair.h"

#include <string>

#include <nlohmann/json.hpp>

#include "core/utf8.h"

namespace dragoman::pipeline {
namespace {

using nlohmann::json;

Error wrong_field(const char* name, const std::string& what) {
  return make_error(ErrorCode::MissingField, "field '" + std::string(name) + "' " + what);
}

Result<ByteSpan> read_span(const json& object,
                           const char* name,
                           const core::CodePointIndex& index) {
  const auto found = object.find(name);
  if (found == object.end()) return wrong_field(name, "is missing");
  const json& pair = *found;
  if (!pair.is_array() || pair.size() != 2 || !pair[0].is_number_integer() ||
      !pair[1].is_number_integer()) {
    return wrong_field(name, "is no pair [begin, end] of whole numbers");
  }
  const auto begin = pair[0].get<std::int64_t>(), end = pair[1].get<std::int64_t>();
  if (begin < 0 || end <= begin || end > std::int64_t{index.size()}) {
    return make_error(ErrorCode::BadFormat, "field '" + std::string(name) + "': [" +
                                                std::to_string(begin) + ", " + std::to_string(end) +
                                                "] is no span of a text of " +
                                                std::to_string(index.size()) + " characters");
  }
  return ByteSpan{index.byte_of(static_cast<std::uint32_t>(begin)),
                  index.byte_of(static_cast<std::uint32_t>(end))};
}

}  // namespace

Result<MarkedPair> parse_marked_pair(const intake::Resources& resources, std::string_view line) {
  const json object = json::parse(line, nullptr, false);
  if (!object.is_object()) return make_error(ErrorCode::BadJson, "not a JSON object");
  MarkedPair out;
  const auto id = object.find("id");
  if (id == object.end() || !(id->is_string() || id->is_number_integer()))
    return wrong_field("id", "is no text and no whole number");
  out.report.uri = id->is_string() ? id->get<std::string>() : id->dump();
  const auto text = object.find("text");
  if (text == object.end() || !text->is_string()) return wrong_field("text", "is no text");
  out.report.text = text->get<std::string>();
  if (core::trim(out.report.text).empty())
    return make_error(ErrorCode::EmptyInput, "field 'text' holds no text");
  const core::CodePointIndex index(out.report.text);
  const auto source = read_span(object, "source", index);
  if (!source) return source.error();
  const auto target = read_span(object, "target", index);
  if (!target) return target.error();
  out.source = *source;
  out.target = *target;
  intake::find_anatomy(resources, {}, out.report);
  std::erase_if(out.report.furniture, [&](const Furniture& part) {
    return part.span.overlaps(out.source) || part.span.overlaps(out.target);
  });
  return out;
}

}  // namespace dragoman::pipeline
