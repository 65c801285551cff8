// Values of a record as Python objects, and how their types are written in Python.
//
// What is unknown (empty) is None; spans are (begin, end); structs are references that keep their
// record alive.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include <nanobind/nanobind.h>

#include "dragoman/record.h"

namespace dragoman::python {

// The name of a struct's class in Python.
template <class T>
inline constexpr const char* kClassName = nullptr;
template <>
inline constexpr const char* kClassName<Record> = "Record";
template <>
inline constexpr const char* kClassName<RecordDateline> = "Dateline";
template <>
inline constexpr const char* kClassName<RecordFurniture> = "Furniture";
template <>
inline constexpr const char* kClassName<RecordPage> = "Page";
template <>
inline constexpr const char* kClassName<RecordParagraph> = "Paragraph";
template <>
inline constexpr const char* kClassName<RecordMention> = "Mention";
template <>
inline constexpr const char* kClassName<RecordActor> = "Actor";
template <>
inline constexpr const char* kClassName<RecordTime> = "Time";
template <>
inline constexpr const char* kClassName<RecordPlace> = "Place";
template <>
inline constexpr const char* kClassName<RecordAbout> = "About";
template <>
inline constexpr const char* kClassName<RecordStatement> = "Statement";
template <>
inline constexpr const char* kClassName<RecordCount> = "Count";
template <>
inline constexpr const char* kClassName<RecordAct> = "Act";
template <>
inline constexpr const char* kClassName<RecordEvent> = "Event";
template <>
inline constexpr const char* kClassName<RecordPledge> = "Pledge";
template <>
inline constexpr const char* kClassName<RecordFate> = "Fate";
template <>
inline constexpr const char* kClassName<RecordProcessRole> = "ProcessRole";
template <>
inline constexpr const char* kClassName<RecordProcessQualifier> = "ProcessQualifier";
template <>
inline constexpr const char* kClassName<RecordProcessAct> = "ProcessAct";
template <>
inline constexpr const char* kClassName<RecordAgendaItem> = "AgendaItem";
template <>
inline constexpr const char* kClassName<RecordProcess> = "Process";
template <>
inline constexpr const char* kClassName<Versions> = "Versions";

template <class T>
concept IsStruct = kClassName<T>
!= nullptr;

inline nanobind::object text_or_none(std::string_view text) {
  if (text.empty()) return nanobind::none();
  return nanobind::str(text.data(), text.size());
}
inline nanobind::object to_python(const std::string& text, nanobind::handle) {
  return text_or_none(text);
}
inline nanobind::object to_python(CodePointSpan span, nanobind::handle) {
  return nanobind::make_tuple(span.begin, span.end);
}
template <class T>
requires std::is_arithmetic_v<T> nanobind::object to_python(const T& number, nanobind::handle) {
  return nanobind::cast(number);
}
template <class T>
requires std::is_enum_v<T> nanobind::object to_python(const T& label, nanobind::handle) {
  return text_or_none(to_string(label));
}
inline nanobind::object to_python(const std::vector<std::pair<std::string, std::string>>& pairs,
                                  nanobind::handle) {
  nanobind::dict out;
  for (const auto& [key, value] : pairs) out[key.c_str()] = value.c_str();
  return out;
}
template <class T>
requires IsStruct<T> nanobind::object to_python(const T& value, nanobind::handle owner) {
  return nanobind::cast(&value, nanobind::rv_policy::reference_internal, owner);
}
template <class T>
nanobind::object to_python(const std::optional<T>& value, nanobind::handle owner) {
  return value ? to_python(*value, owner) : nanobind::none();
}
template <class T>
nanobind::object to_python(const std::vector<T>& list, nanobind::handle owner) {
  nanobind::list out;
  for (const T& entry : list) out.append(to_python(entry, owner));
  return out;
}

template <class T>
struct PythonType {
  static std::string name() {
    if constexpr (IsStruct<T>)
      return kClassName<T>;
    else if constexpr (std::is_same_v<T, bool>)
      return "bool";
    else if constexpr (std::is_integral_v<T>)
      return "int";
    else if constexpr (std::is_floating_point_v<T>)
      return "float";
    else if constexpr (std::is_same_v<T, CodePointSpan>)
      return "tuple[int, int]";
    else
      return "str | None";  // a text or a label
  }
};
template <class T>
struct PythonType<std::optional<T>> {
  static std::string name() { return PythonType<T>::name() + " | None"; }
};
template <class T>
struct PythonType<std::vector<T>> {
  static std::string name() { return "list[" + PythonType<T>::name() + "]"; }
};
template <>
struct PythonType<std::vector<std::string>> {
  static std::string name() { return "list[str]"; }
};
template <>
struct PythonType<std::vector<std::pair<std::string, std::string>>> {
  static std::string name() { return "dict[str, str]"; }
};

}  // namespace dragoman::python
