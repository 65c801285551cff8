#include "intake/html_charset.h"

#include <algorithm>
#include <utility>

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

// What browsers take for a label: pages that say Latin-1 mean Windows-1252.
std::string meant_by(std::string label) {
  constexpr std::pair<std::string_view, std::string_view> kLabels[] = {
      {"iso-8859-1", "windows-1252"},
      {"iso8859-1", "windows-1252"},
      {"latin1", "windows-1252"},
      {"us-ascii", "windows-1252"},
      {"ascii", "windows-1252"},
      {"iso-8859-9", "windows-1254"},
      {"iso-8859-11", "windows-874"},
      {"tis-620", "windows-874"},
      {"gb2312", "gb18030"},
      {"gbk", "gb18030"},
      {"shift_jis", "windows-31j"},
      {"shift-jis", "windows-31j"},
      {"sjis", "windows-31j"},
      {"x-sjis", "windows-31j"},
      {"euc-kr", "windows-949"},
      {"ks_c_5601-1987", "windows-949"},
      {"utf8", "utf-8"}};
  const auto* found = std::find_if(std::begin(kLabels), std::end(kLabels),
                                   [&](const auto& entry) { return entry.first == label; });
  return found == std::end(kLabels) ? label : std::string(found->second);
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

}  // namespace

Result<DecodedText> decode_page(std::string_view bytes,
                                std::string_view content_type,
                                std::size_t max_bytes) {
  if (bytes.size() > max_bytes) {
    return make_error(ErrorCode::TooLarge,
                      "a page over the limit of " + std::to_string(max_bytes) + " bytes");
  }
  constexpr std::string_view kMark = "\xEF\xBB\xBF";
  if (bytes.starts_with(kMark)) bytes.remove_prefix(kMark.size());
  const bool other_mark = bytes.starts_with("\xFF\xFE") || bytes.starts_with("\xFE\xFF");
  const std::size_t zeros = static_cast<std::size_t>(std::count(bytes.begin(), bytes.end(), '\0'));
  std::string without_zeros;
  if (zeros > 0 && zeros * 50 < bytes.size() && !other_mark) {
    without_zeros = bytes;
    std::erase(without_zeros, '\0');
    bytes = without_zeros;
  }
  const std::string by_transport = meant_by(value_of(core::ascii_lower(content_type), "charset"));
  const std::string by_page = meant_by(charset_in_head(bytes));
  const bool seven_bit = by_transport.starts_with("iso-2022") || by_page.starts_with("iso-2022");
  const bool is_markup = bytes.find('<') != std::string_view::npos && !other_mark;
  if (is_markup && !seven_bit && core::find_invalid_utf8(bytes) == std::string_view::npos)
    return DecodedText{std::string(bytes), "UTF-8"};
  for (const std::string& declared : {by_transport, by_page}) {
    if (declared.empty() || declared == "utf-8" || declared.starts_with("utf-16") || other_mark)
      continue;
    if (auto text = to_utf8(bytes, declared)) return DecodedText{std::move(*text), declared};
  }
  const bool declared_utf8 = by_transport == "utf-8" || by_page == "utf-8";
  if (is_markup && declared_utf8 && count_invalid(bytes) * 100 < bytes.size())
    return DecodedText{with_replacements(bytes), "UTF-8"};
  auto detected = decode(bytes, {.max_bytes = max_bytes, .charset = {}});
  if (!detected) {
    const bool slightly = is_markup && detected.error().code == ErrorCode::BadEncoding &&
                          count_invalid(bytes) * 100 < bytes.size();
    if (slightly) return DecodedText{with_replacements(bytes), "UTF-8"};
    return detected.error();
  }
  return detected;
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
