#include "intake/http.h"

#include <array>
#include <charconv>
#include <optional>

#include <zlib.h>

#include "core/utf8.h"
#include "intake/bytes.h"

namespace dragoman::intake {
namespace {

// Up to and with the next newline; the line comes without its line end.
std::string_view take_line(std::string_view& text) {
  const std::size_t end = text.find('\n');
  std::string_view line = text.substr(0, end);
  text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

std::optional<std::size_t> chunk_size(std::string_view line) {
  line = core::trim(line.substr(0, line.find(';')));
  std::size_t size = 0;
  const auto [end, code] = std::from_chars(line.data(), line.data() + line.size(), size, 16);
  if (line.empty() || code != std::errc() || end != line.data() + line.size()) return std::nullopt;
  return size;
}

Result<std::string> join_chunks(std::string_view body, std::size_t limit) {
  std::string out;
  bool first = true;
  const std::string_view whole = body;
  while (true) {
    const std::size_t at = whole.size() - body.size();
    const std::optional<std::size_t> size = chunk_size(take_line(body));
    if (!size && first) return std::string(whole);  // joined already
    first = false;
    if (!size || *size > body.size()) {
      return make_error(ErrorCode::BadFormat,
                        "broken chunk at byte " + std::to_string(at) + " of the body");
    }
    if (*size == 0) return out;
    if (out.size() + *size > limit)
      return make_error(ErrorCode::TooLarge,
                        "over the limit of " + std::to_string(limit) + " bytes");
    out.append(body, 0, *size);
    body.remove_prefix(*size);
    take_line(body);
  }
}

Result<std::string> inflate_body(std::string_view body, int window, std::size_t limit) {
  z_stream stream{};
  inflateInit2(&stream, window);
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(body.data()));
  stream.avail_in = static_cast<uInt>(body.size());
  std::string out;
  std::array<char, 32 * 1024> block;
  int code = Z_OK;
  while (code == Z_OK && out.size() <= limit) {
    stream.next_out = reinterpret_cast<Bytef*>(block.data());
    stream.avail_out = block.size();
    code = inflate(&stream, Z_NO_FLUSH);
    out.append(block.data(), block.size() - stream.avail_out);
  }
  const std::size_t used = stream.total_in;
  inflateEnd(&stream);
  if (out.size() > limit)
    return make_error(ErrorCode::TooLarge, "over the limit of " + std::to_string(limit) + " bytes");
  if (code != Z_STREAM_END) {
    return make_error(ErrorCode::BadFormat,
                      "broken content encoding at byte " + std::to_string(used) + " of the body");
  }
  return out;
}

// zlib's header, which "deflate" means, is a multiple of 31; some servers send deflate without it.
bool has_zlib_header(std::string_view body) {
  if (body.size() < 2) return false;
  const unsigned first = static_cast<unsigned char>(body[0]);
  return (first & 0x0Fu) == 8 && (first * 256 + static_cast<unsigned char>(body[1])) % 31 == 0;
}

bool looks_like_markup_or_text(std::string_view body) {
  for (const char c : core::trim(body.substr(0, 512))) {
    if (static_cast<unsigned char>(c) < 0x20 && !core::is_ascii_space(c)) return false;
  }
  return core::trim(body.substr(0, 512)).starts_with('<') ||
         core::find_invalid_utf8(body) == std::string_view::npos;
}

Result<std::string> undo_encoding(std::string body, std::string_view encoding, std::size_t limit) {
  if (encoding.empty() || encoding == "identity" || body.empty()) return body;
  if (encoding == "gzip" || encoding == "x-gzip") {
    if (!body.starts_with("\x1f\x8b")) return body;
    return inflate_body(body, 15 + 16, limit);
  }
  if (encoding == "deflate") {
    if (looks_like_markup_or_text(body)) return body;
    return inflate_body(body, has_zlib_header(body) ? 15 : -15, limit);
  }
  if (looks_like_markup_or_text(body)) return body;
  return make_error(ErrorCode::NotText,
                    "content encoding '" + std::string(encoding) + "' is not read");
}

}  // namespace

HeaderFields HeaderFields::take(std::string_view& text) {
  HeaderFields out;
  while (!text.empty()) {
    const std::string_view line = take_line(text);
    if (line.empty()) break;
    if ((line[0] == ' ' || line[0] == '\t') && !out.fields_.empty()) {
      out.fields_.back().second += ' ';
      out.fields_.back().second += core::trim(line);
      continue;
    }
    const std::size_t colon = line.find(':');
    if (colon == std::string_view::npos) continue;
    out.fields_.emplace_back(core::ascii_lower(core::trim(line.substr(0, colon))),
                             core::trim(line.substr(colon + 1)));
  }
  return out;
}

std::string_view HeaderFields::value(std::string_view name) const {
  const std::string wanted = core::ascii_lower(name);
  for (const auto& [field, value] : fields_) {
    if (field == wanted) return value;
  }
  return {};
}

std::string media_type(std::string_view content_type) {
  return core::ascii_lower(core::trim(content_type.substr(0, content_type.find(';'))));
}

std::string parameter(std::string_view value, std::string_view name) {
  for (std::size_t at = value.find(';'); at != std::string_view::npos; at = value.find(';', at)) {
    ++at;
    std::string_view part = core::trim(value.substr(at, value.find(';', at) - at));
    const std::size_t equals = part.find('=');
    if (equals == std::string_view::npos) continue;
    if (core::ascii_lower(core::trim(part.substr(0, equals))) != name) continue;
    part = core::trim(part.substr(equals + 1));
    if (part.size() >= 2 && (part[0] == '"' || part[0] == '\'') && part.back() == part[0])
      part = part.substr(1, part.size() - 2);
    return std::string(part);
  }
  return {};
}

Result<HttpResponse> parse_response(std::string_view message, std::size_t limit) {
  HttpResponse out;
  const std::string_view first = take_line(message);
  const std::size_t space = first.find(' ');
  if (!first.starts_with("HTTP/") || space == std::string_view::npos ||
      std::from_chars(first.data() + space + 1, first.data() + first.size(), out.status).ec !=
          std::errc()) {
    return make_error(ErrorCode::BadFormat, "no HTTP status line");
  }
  const HeaderFields fields = HeaderFields::take(message);
  out.content_type = fields.value("content-type");
  if (out.status != 200) return out;
  Result<std::string> body = std::string();
  if (core::ascii_lower(fields.value("transfer-encoding")).find("chunked") != std::string::npos) {
    body = join_chunks(message, limit);
  } else {
    body = std::string(message);
  }
  if (!body) return body.error();
  body =
      undo_encoding(std::move(*body), core::ascii_lower(fields.value("content-encoding")), limit);
  if (!body) return body.error();
  out.body = std::move(*body);
  return out;
}

}  // namespace dragoman::intake
