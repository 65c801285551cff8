#include "dragoman/error.h"

namespace dragoman {

std::string_view to_string(ErrorCode code) {
  switch (code) {
    case ErrorCode::NotFound:
      return "NotFound";
    case ErrorCode::NotReadable:
      return "NotReadable";
    case ErrorCode::NotWritable:
      return "NotWritable";
    case ErrorCode::EmptyInput:
      return "EmptyInput";
    case ErrorCode::NotText:
      return "NotText";
    case ErrorCode::BadEncoding:
      return "BadEncoding";
    case ErrorCode::TooLarge:
      return "TooLarge";
    case ErrorCode::UnsupportedLanguage:
      return "UnsupportedLanguage";
    case ErrorCode::BadJson:
      return "BadJson";
    case ErrorCode::MissingField:
      return "MissingField";
    case ErrorCode::BadFormat:
      return "BadFormat";
    case ErrorCode::BadModel:
      return "BadModel";
    case ErrorCode::BadKnowledge:
      return "BadKnowledge";
    case ErrorCode::BadStore:
      return "BadStore";
    case ErrorCode::StoreTooNew:
      return "StoreTooNew";
    case ErrorCode::MissingLayer:
      return "MissingLayer";
    case ErrorCode::BadArgument:
      return "BadArgument";
    case ErrorCode::Unreachable:
      return "Unreachable";
    case ErrorCode::NotAllowed:
      return "NotAllowed";
    case ErrorCode::BadResponse:
      return "BadResponse";
    case ErrorCode::Cancelled:
      return "Cancelled";
    case ErrorCode::Internal:
      return "Internal";
  }
  return "Internal";
}

std::string Error::describe() const {
  std::string out = where.empty() ? message : where + ": " + message;
  out += " [";
  out += to_string(code);
  out += "]";
  return out;
}

}  // namespace dragoman
