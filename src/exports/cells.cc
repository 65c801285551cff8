#include "exports/cells.h"

#include <fmt/format.h>

namespace dragoman::exports {

std::string number(double value) {
  return fmt::format("{}", value);
}
std::string number(const std::optional<double>& value) {
  return value ? number(*value) : "";
}

std::string joined(const std::vector<std::string>& parts, const char* between) {
  std::string out;
  for (const std::string& part : parts) {
    if (!part.empty()) out += (out.empty() ? "" : between) + part;
  }
  return out;
}

std::string name_of(const RecordActor* actor) {
  return actor == nullptr ? "" : actor->name;
}
std::string country_of(const RecordActor* actor) {
  return actor == nullptr ? "" : actor->country;
}

std::vector<std::string> threes(std::string_view codes) {
  std::vector<std::string> out;
  for (std::size_t at = 0; at < codes.size(); at += 3) out.emplace_back(codes.substr(at, 3));
  return out;
}

Column text_column(const char* name, const char* description, Value value) {
  return {{name, "string", description}, std::move(value)};
}
Column number_column(const char* name, const char* description, Value value) {
  return {{name, "number", description}, std::move(value)};
}
Column integer_column(const char* name, const char* description, Value value) {
  return {{name, "integer", description}, std::move(value)};
}
Column empty_column(const char* name, const char* why) {
  return {{name, "string", std::string("always empty: ") + why},
          [](const CodedEvent&) { return std::string(); }};
}

std::string quad_number(std::string_view quad) {
  if (quad == "verbal cooperation") return "1";
  if (quad == "material cooperation") return "2";
  if (quad == "verbal conflict") return "3";
  return quad == "material conflict" ? "4" : "";
}

}  // namespace dragoman::exports
