#include "intake/mail.h"

#include <array>
#include <cstdint>
#include <optional>

#include "core/utf8.h"
#include "intake/charset.h"
#include "intake/http.h"
#include "intake/text.h"

namespace dragoman::intake {
namespace {

constexpr int kDeepest = 10;
constexpr std::size_t kMostParts = 1000;

int hex_digit(char c) {
  if (core::is_ascii_digit(c)) return c - '0';
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

// `underscore`: what stands for a space, in head fields; 0 for none.
std::string undo_quoted_printable(std::string_view text, char underscore) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == underscore && underscore != 0) {
      out += ' ';
      continue;
    }
    if (text[i] != '=') {
      out += text[i];
      continue;
    }
    // A soft line end, perhaps with white space behind the "=" that some gateway left.
    std::size_t end = i + 1;
    while (end < text.size() && (text[end] == ' ' || text[end] == '\t' || text[end] == '\r')) ++end;
    if (end == text.size() || text[end] == '\n') {
      i = end;
      continue;
    }
    const int high = i + 2 < text.size() ? hex_digit(text[i + 1]) : -1;
    const int low = i + 2 < text.size() ? hex_digit(text[i + 2]) : -1;
    if (high < 0 || low < 0) {
      out += '=';
      continue;
    }
    out += static_cast<char>(high * 16 + low);
    i += 2;
  }
  return out;
}

// What is no letter of base64 is passed over, as RFC 2045 has it; padding ends it.
std::string undo_base64(std::string_view text) {
  std::string out;
  out.reserve(text.size() / 4 * 3);
  std::uint32_t bits = 0;
  int count = 0;
  for (const char c : text) {
    std::uint32_t value = 0;
    if (core::is_ascii_upper(c)) {
      value = static_cast<std::uint32_t>(c - 'A');
    } else if (core::is_ascii_lower(c)) {
      value = static_cast<std::uint32_t>(c - 'a' + 26);
    } else if (core::is_ascii_digit(c)) {
      value = static_cast<std::uint32_t>(c - '0' + 52);
    } else if (c == '+' || c == '/') {
      value = c == '+' ? 62 : 63;
    } else if (c == '=') {
      break;
    } else {
      continue;
    }
    bits = bits << 6 | value;
    count += 6;
    if (count >= 8) {
      count -= 8;
      out += static_cast<char>(bits >> count & 0xFFu);
    }
  }
  return out;
}

std::string undo_transfer_encoding(std::string_view body, std::string_view encoding) {
  const std::string name = core::ascii_lower(core::trim(encoding));
  if (name == "quoted-printable") return undo_quoted_printable(body, '\0');
  if (name == "base64") return undo_base64(body);
  return std::string(body);
}

// "=?charset?Q?words?=" at `at`; moves `at` behind it.
std::optional<std::string> encoded_word(std::string_view text, std::size_t& at) {
  const std::size_t charset = at + 2;
  const std::size_t first = text.find('?', charset);
  if (first == std::string_view::npos || first + 2 >= text.size() || text[first + 2] != '?')
    return std::nullopt;
  const std::size_t end = text.find("?=", first + 3);
  if (end == std::string_view::npos) return std::nullopt;
  const std::string_view words = text.substr(first + 3, end - first - 3);
  const char kind = text[first + 1];
  std::string bytes;
  if (kind == 'Q' || kind == 'q') {
    bytes = undo_quoted_printable(words, '_');
  } else if (kind == 'B' || kind == 'b') {
    bytes = undo_base64(words);
  } else {
    return std::nullopt;
  }
  const std::string_view name = text.substr(charset, first - charset);
  Result<std::string> decoded =
      to_utf8(bytes, core::ascii_lower(name.substr(0, name.find('*'))));  // RFC 2231: language
  if (!decoded) return std::nullopt;
  at = end + 2;
  return std::move(*decoded);
}

// A field as UTF-8: encoded words undone; raw bytes of old programs as the charset they fit.
std::string field_text(std::string_view field) {
  std::string text = decode_words(field);
  if (core::find_invalid_utf8(text) == std::string::npos) return text;
  Result<DecodedText> decoded = decode(text, {});
  return decoded ? std::move(decoded->text) : std::string();
}

// "\"Doe, Jane\" <jane@example.org>" -> name and address; "jane@example.org (Jane Doe)" too.
void take_sender(std::string_view field, Mail& mail) {
  const std::size_t open = field.rfind('<');
  std::string_view name;
  if (open != std::string_view::npos) {
    name = field.substr(0, open);
    mail.from_address = core::trim(field.substr(open + 1, field.find('>', open) - open - 1));
  } else {
    const std::size_t bracket = field.find('(');
    mail.from_address = core::trim(field.substr(0, bracket));
    if (bracket != std::string_view::npos)
      name = field.substr(bracket + 1, field.rfind(')') - bracket - 1);
  }
  name = core::trim(name);
  if (name.size() >= 2 && name.front() == '"' && name.back() == '"')
    name = name.substr(1, name.size() - 2);
  mail.from_name = field_text(name);
}

struct Part {
  std::string_view body;
  std::string content_type, encoding;
};

class PartFinder {
 public:
  bool too_deep = false;
  std::optional<Part> plain, html;
  std::size_t texts = 0, attachments = 0;

  void look(std::string_view message, const HeaderFields& fields, int depth) {
    if (depth > kDeepest || ++parts_ > kMostParts) {
      too_deep = true;
      return;
    }
    std::string type = media_type(fields.value("content-type"));
    if (type.empty()) type = "text/plain";
    if (type.starts_with("multipart/")) {
      look_into_parts(message, parameter(fields.value("content-type"), "boundary"), depth);
      return;
    }
    if (core::ascii_lower(fields.value("content-disposition")).starts_with("attachment")) {
      ++attachments;
      return;
    }
    if (type == "message/rfc822") {
      const HeaderFields inner = HeaderFields::take(message);
      look(message, inner, depth + 1);
      return;
    }
    const bool is_html = type == "text/html";
    if (type != "text/plain" && !is_html) {
      ++attachments;
      return;
    }
    texts += !is_html;
    std::optional<Part>& slot = is_html ? html : plain;
    if (!slot) {
      slot = Part{message, std::string(fields.value("content-type")),
                  std::string(fields.value("content-transfer-encoding"))};
    }
  }

 private:
  // The text between lines that begin with "--boundary".
  void look_into_parts(std::string_view body, const std::string& boundary, int depth) {
    if (boundary.empty()) return;
    const std::string line = "--" + boundary;
    std::size_t begin = std::string_view::npos;
    for (std::size_t at = find_line(body, line, 0); at != std::string_view::npos && !too_deep;
         at = find_line(body, line, at + line.size())) {
      if (begin != std::string_view::npos) look_at(body.substr(begin, at - begin), depth);
      begin = std::string_view::npos;
      if (body.substr(at + line.size()).starts_with("--")) return;
      const std::size_t newline = body.find('\n', at);
      if (newline == std::string_view::npos) return;
      begin = newline + 1;
    }
    // A message that was cut off lacks the last boundary.
    if (begin != std::string_view::npos && !too_deep) look_at(body.substr(begin), depth);
  }

  void look_at(std::string_view part, int depth) {
    const HeaderFields fields = HeaderFields::take(part);
    look(part, fields, depth + 1);
  }

  static std::size_t find_line(std::string_view text, std::string_view start, std::size_t from) {
    for (std::size_t at = text.find(start, from); at != std::string_view::npos;
         at = text.find(start, at + 1)) {
      if (at == 0 || text[at - 1] == '\n') return at;
    }
    return std::string_view::npos;
  }

  std::size_t parts_ = 0;
};

}  // namespace

std::string decode_words(std::string_view field) {
  std::string out;
  bool behind_word = false;
  std::size_t space = 0;  // at the end of `out`, between two encoded words it does not count
  for (std::size_t at = 0; at < field.size();) {
    if (field.substr(at).starts_with("=?")) {
      if (const auto word = encoded_word(field, at)) {
        if (behind_word) out.resize(out.size() - space);
        out += *word;
        behind_word = true;
        space = 0;
        continue;
      }
    }
    if (core::is_ascii_space(field[at])) {
      ++space;
    } else {
      behind_word = false;
      space = 0;
    }
    out += field[at++];
  }
  return out;
}

Result<Mail> parse_mail(std::string_view message) {
  const HeaderFields fields = HeaderFields::take(message);
  if (fields.empty()) return make_error(ErrorCode::BadFormat, "no head of a mail");
  Mail mail;
  mail.id = core::trim(fields.value("message-id"));
  if (mail.id.starts_with('<') && mail.id.ends_with('>'))
    mail.id = mail.id.substr(1, mail.id.size() - 2);
  mail.subject = field_text(fields.value("subject"));
  mail.organization = field_text(fields.value("organization"));
  mail.date = fields.value("date");
  take_sender(fields.value("from"), mail);
  PartFinder found;
  found.look(message, fields, 0);
  if (found.too_deep) return make_error(ErrorCode::BadFormat, "too many parts, or too deep");
  if (!found.plain && !found.html)
    return make_error(ErrorCode::MissingField, "no text in this mail");
  mail.is_html = !found.plain;
  const Part& part = found.plain ? *found.plain : *found.html;
  mail.content_type = part.content_type;
  mail.body = undo_transfer_encoding(part.body, part.encoding);
  mail.left_out = found.attachments + (found.texts > 1 ? found.texts - 1 : 0);
  return mail;
}

}  // namespace dragoman::intake
