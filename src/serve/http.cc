#include "serve/http.h"

#include <nlohmann/json.hpp>

#include "core/utf8.h"

namespace dragoman::serve {
namespace {

constexpr std::size_t kMostSegments = 16;
constexpr std::size_t kMostParameters = 64;

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

Error bad_target(const std::string& why) {
  return make_error(ErrorCode::BadArgument, "the address cannot be read: " + why);
}

Result<void> split_path(std::string_view path, std::vector<std::string>& segments) {
  for (std::size_t at = 1; at < path.size();) {
    const std::size_t end = std::min(path.find('/', at), path.size());
    auto segment = percent_decode(path.substr(at, end - at), false);
    if (!segment) return segment.error();
    if (segment->empty() || *segment == "." || *segment == "..")
      return bad_target("a part of the path is empty, '.' or '..'");
    segments.push_back(std::move(*segment));
    if (segments.size() > kMostSegments) return bad_target("too many parts");
    at = end + 1;
  }
  return {};
}

Result<void> split_query(std::string_view query,
                         std::vector<std::pair<std::string, std::string>>& parameters) {
  for (std::size_t at = 0; at < query.size();) {
    const std::size_t end = std::min(query.find('&', at), query.size());
    const std::string_view part = query.substr(at, end - at);
    at = end + 1;
    if (part.empty()) continue;
    const std::size_t equals = std::min(part.find('='), part.size());
    auto name = percent_decode(part.substr(0, equals), true);
    if (!name) return name.error();
    auto value = percent_decode(part.substr(std::min(equals + 1, part.size())), true);
    if (!value) return value.error();
    parameters.emplace_back(std::move(*name), std::move(*value));
    if (parameters.size() > kMostParameters) return bad_target("too many parameters");
  }
  return {};
}

int status_of(ErrorCode code) {
  switch (code) {
    case ErrorCode::NotFound:
      return 404;
    case ErrorCode::TooLarge:
      return 413;
    case ErrorCode::EmptyInput:
    case ErrorCode::NotText:
    case ErrorCode::BadEncoding:
    case ErrorCode::BadJson:
    case ErrorCode::MissingField:
    case ErrorCode::BadFormat:
    case ErrorCode::BadArgument:
    case ErrorCode::UnsupportedLanguage:
      return 400;
    case ErrorCode::NotWritable:
    case ErrorCode::Cancelled:
      return 503;
    default:
      return 500;
  }
}

}  // namespace

const std::string& Request::header(const std::string& name) const {
  static const std::string kNone;
  const auto found = headers.find(name);
  return found == headers.end() ? kNone : found->second;
}

std::string_view phrase(int status) {
  switch (status) {
    case 200:
      return "OK";
    case 201:
      return "Created";
    case 202:
      return "Accepted";
    case 304:
      return "Not Modified";
    case 400:
      return "Bad Request";
    case 401:
      return "Unauthorized";
    case 403:
      return "Forbidden";
    case 404:
      return "Not Found";
    case 405:
      return "Method Not Allowed";
    case 406:
      return "Not Acceptable";
    case 408:
      return "Request Timeout";
    case 411:
      return "Length Required";
    case 413:
      return "Content Too Large";
    case 415:
      return "Unsupported Media Type";
    case 417:
      return "Expectation Failed";
    case 421:
      return "Misdirected Request";
    case 429:
      return "Too Many Requests";
    case 431:
      return "Request Header Fields Too Large";
    case 500:
      return "Internal Server Error";
    case 501:
      return "Not Implemented";
    case 503:
      return "Service Unavailable";
    case 505:
      return "HTTP Version Not Supported";
    default:
      return "Unknown";
  }
}

Response problem(int status, std::string_view code, const std::string& detail) {
  const nlohmann::ordered_json body = {{"type", "about:blank"},
                                       {"title", phrase(status)},
                                       {"status", status},
                                       {"detail", detail},
                                       {"code", code}};
  Response out;
  out.status = status;
  out.type = "application/problem+json";
  out.body = body.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
  return out;
}

Response problem(const Error& error) {
  const int status = status_of(error.code);
  // What broke inside concerns whoever runs the server; where the store lies, nobody else.
  Response out = status == 500
                     ? problem(500, to_string(error.code),
                               "the server could not answer; its operator finds the reason in its "
                               "messages under the id of this request")
                     : problem(status, to_string(error.code), error.message);
  if (status == 503) out.headers.emplace_back("Retry-After", "5");
  return out;
}

Result<std::string> percent_decode(std::string_view text, bool plus_is_blank) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    char c = text[i];
    if (c == '+' && plus_is_blank) {
      c = ' ';
    } else if (c == '%') {
      const int high = i + 2 < text.size() ? hex_digit(text[i + 1]) : -1;
      const int low = i + 2 < text.size() ? hex_digit(text[i + 2]) : -1;
      if (high < 0 || low < 0) return bad_target("'%' is not followed by two hex digits");
      c = static_cast<char>(high * 16 + low);
      i += 2;
    }
    if (c == '\0') return bad_target("it holds a NUL");
    out += c;
  }
  if (core::find_invalid_utf8(out) != std::string_view::npos) return bad_target("it is not UTF-8");
  return out;
}

std::string percent_encode(std::string_view text) {
  constexpr char kHex[] = "0123456789ABCDEF";
  std::string out;
  for (const char c : text) {
    if (core::is_ascii_alpha(c) || core::is_ascii_digit(c) || c == '-' || c == '.' || c == '_' ||
        c == '~') {
      out += c;
    } else {
      out += {'%', kHex[(static_cast<unsigned char>(c) >> 4) & 15],
              kHex[static_cast<unsigned char>(c) & 15]};
    }
  }
  return out;
}

Result<void> split_target(std::string_view target, Request& into) {
  if (target.empty() || target.front() != '/') return bad_target("it does not begin with '/'");
  into.target = target;
  const std::size_t mark = std::min(target.find('?'), target.size());
  if (auto done = split_path(target.substr(0, mark), into.segments); !done) return done;
  return split_query(target.substr(std::min(mark + 1, target.size())), into.query);
}

}  // namespace dragoman::serve
