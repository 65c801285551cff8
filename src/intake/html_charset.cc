#include "intake/html_charset.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "core/utf8.h"
#include "intake/charset.h"

namespace dragoman::intake {
namespace {

constexpr std::size_t kHead = 4096;  // where a page names its charset

// The value behind `name` and "=" in a tag or header, with or without quotation marks.
std::string value_of(std::string_view text, std::string_view name) {
  const std::size_t found = text.find(name);
  if (found == std::string_view::npos) return {};
  text.remove_prefix(found + name.size());
  const std::size_t begin = text.find_first_not_of(" \t\r\n");
  if (begin == std::string_view::npos || text[begin] != '=') return {};
  text.remove_prefix(begin + 1);
  const std::size_t value = text.find_first_not_of(" \t\r\n\"'");
  if (value == std::string_view::npos) return {};
  text.remove_prefix(value);
  return std::string(text.substr(0, text.find_first_of(" \t\r\n\"';/>?")));
}

std::string charset_in_head(std::string_view bytes) {
  const std::string head = core::ascii_lower(bytes.substr(0, kHead));
  if (const std::size_t xml = head.find("<?xml"); xml != std::string::npos && xml < 8) {
    const std::string_view declaration = std::string_view(head).substr(xml);
    if (std::string name = value_of(declaration.substr(0, declaration.find('>')), "encoding");
        !name.empty())
      return name;
  }
  for (std::size_t at = head.find("<meta"); at != std::string::npos;
       at = head.find("<meta", at + 5)) {
    const std::string_view tag = std::string_view(head).substr(at);
    if (std::string name = value_of(tag.substr(0, tag.find('>')), "charset"); !name.empty())
      return name;
  }
  return {};
}

std::size_t count_invalid(std::string_view text) {
  std::size_t count = 0;
  for (std::size_t at = core::find_invalid_utf8(text); at != std::string_view::npos;
       at = core::find_invalid_utf8(text)) {
    ++count;
    text.remove_prefix(at + 1);
  }
  return count;
}

std::string with_replacements(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();)
    core::append_utf8(out, core::next_code_point(text, at));
  return out;
}

bool has_wide_mark(std::string_view bytes) {
  return bytes.starts_with("\xFF\xFE") || bytes.starts_with("\xFE\xFF");
}

Result<DecodedText> decode_without_zeros(std::string_view bytes, std::string_view content_type) {
  std::vector<std::string> declared{value_of(core::ascii_lower(content_type), "charset")};
  const bool by_transport = meant_charset(declared[0]) == "utf-8";
  // A page whose declaration can be read as it stands is not UTF-16, whatever it declares.
  if (std::string by_page = charset_in_head(bytes); !by_page.starts_with("utf-16"))
    declared.push_back(std::move(by_page));
  const bool utf8 = by_transport || meant_charset(declared.back()) == "utf-8";
  const bool seven_bit = std::any_of(declared.begin(), declared.end(), is_seven_bit);
  // Bytes of UTF-16 may all be under 0x80; its zeros tell it.
  const bool is_markup = bytes.find('<') != std::string_view::npos && !has_wide_mark(bytes) &&
                         bytes.find('\0') == std::string_view::npos;
  const std::size_t invalid = is_markup && !seven_bit ? core::find_invalid_utf8(bytes) : 0;
  if (invalid == std::string_view::npos) return DecodedText{std::string(bytes), "UTF-8"};
  if (auto marked = decode_marked(bytes, declared)) return std::move(*marked);
  if (auto text = decode_declared(bytes, declared)) return std::move(*text);
  const bool slightly = is_markup && count_invalid(bytes) * 100 < bytes.size();
  if (slightly && utf8) return DecodedText{with_replacements(bytes), "UTF-8"};
  if (auto error = why_no_text(bytes)) return *error;
  const std::size_t first = core::find_invalid_utf8(bytes);
  if (first == std::string_view::npos) return DecodedText{std::string(bytes), "UTF-8"};
  Result<DecodedText> text = decode_legacy(bytes, first);
  if (!text && slightly) return DecodedText{with_replacements(bytes), "UTF-8"};
  return text;
}

}  // namespace

Result<DecodedText> decode_page(std::string_view bytes,
                                std::string_view content_type,
                                std::size_t max_bytes) {
  if (bytes.empty()) return make_error(ErrorCode::EmptyInput, "the input is empty");
  if (bytes.size() > max_bytes) {
    return make_error(ErrorCode::TooLarge,
                      "a page over the limit of " + std::to_string(max_bytes) + " bytes");
  }
  const std::size_t zeros = static_cast<std::size_t>(std::count(bytes.begin(), bytes.end(), '\0'));
  std::string without_zeros;
  if (zeros > 0 && zeros * 50 < bytes.size() && !has_wide_mark(bytes)) {
    without_zeros = bytes;
    std::erase(without_zeros, '\0');
    bytes = without_zeros;
  }
  constexpr std::string_view kMark = "\xEF\xBB\xBF";
  if (bytes.starts_with(kMark)) bytes.remove_prefix(kMark.size());
  Result<DecodedText> page = decode_without_zeros(bytes, content_type);
  if (page && page->text.size() > 4 * max_bytes)
    return make_error(ErrorCode::TooLarge, "the decoded page is over the limit");
  return page;
}

bool looks_like_html(std::string_view bytes) {
  if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
  std::string head = core::ascii_lower(bytes.substr(0, 1024));
  for (;;) {
    const std::size_t begin = head.find_first_not_of(" \t\r\n\f");
    if (begin == std::string::npos) return false;
    head.erase(0, begin);
    const bool comment = head.starts_with("<!--");
    if (!comment && !head.starts_with("<?xml")) break;
    const std::size_t end = head.find(comment ? "-->" : ">");
    if (end == std::string::npos) return head.find("<html") != std::string::npos;
    head.erase(0, end + (comment ? 3 : 1));
  }
  for (const std::string_view begin :
       {"<!doctype html", "<html", "<head", "<body", "<title", "<meta"}) {
    if (head.starts_with(begin)) return true;
  }
  return false;
}

}  // namespace dragoman::intake
