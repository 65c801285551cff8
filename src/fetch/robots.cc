#include "fetch/robots.h"

#include <charconv>
#include <cmath>

#include "core/utf8.h"

namespace dragoman::fetch {
namespace {

constexpr std::string_view kHex = "0123456789ABCDEF";

int hex_value(char c) {
  const auto at = kHex.find(c >= 'a' && c <= 'f' ? static_cast<char>(c - 'a' + 'A') : c);
  return at == std::string_view::npos ? -1 : static_cast<int>(at);
}

bool is_unreserved(char c) {
  return core::is_ascii_alpha(c) || core::is_ascii_digit(c) || c == '-' || c == '.' || c == '_' ||
         c == '~';
}

void append_escaped(std::string& out, char c) {
  const auto byte = static_cast<unsigned char>(c);
  out += '%';
  out += kHex[byte >> 4];
  out += kHex[byte & 15];
}

// One form for paths and patterns (RFC 9309, 2.2.2): "%7e" and "~" are the same, so are "%c3" and
// the byte.
std::string comparable(std::string_view path) {
  std::string out;
  for (std::size_t i = 0; i < path.size(); ++i) {
    const char c = path[i];
    if (c == '%' && i + 2 < path.size() && hex_value(path[i + 1]) >= 0 &&
        hex_value(path[i + 2]) >= 0) {
      const char byte = static_cast<char>(hex_value(path[i + 1]) * 16 + hex_value(path[i + 2]));
      if (is_unreserved(byte))
        out += byte;
      else
        append_escaped(out, byte);
      i += 2;
    } else if (static_cast<unsigned char>(c) >= 0x80 || static_cast<unsigned char>(c) <= 0x20) {
      append_escaped(out, c);
    } else {
      out += c;
    }
  }
  return out;
}

// Whether `pattern` matches the beginning of `path`. Goes back only to the last "*", which is
// enough since what comes before it matched at its first chance.
bool matches(std::string_view pattern, std::string_view path) {
  const bool anchored = pattern.ends_with('$');
  if (anchored) pattern.remove_suffix(1);
  std::size_t at = 0, in = 0, star = std::string_view::npos, tried = 0;
  while (true) {
    if (at == pattern.size() && (!anchored || in == path.size())) return true;
    if (at < pattern.size() && pattern[at] == '*') {
      star = at++;
      tried = in;
    } else if (at < pattern.size() && in < path.size() && pattern[at] == path[in]) {
      ++at;
      ++in;
    } else if (star != std::string_view::npos && tried < path.size()) {
      at = star + 1;
      in = ++tried;
    } else {
      return false;
    }
  }
}

struct Line {
  std::string key;
  std::string_view value;
};

// The next line with a colon; none at the end.
std::optional<Line> next_line(std::string_view& file) {
  while (!file.empty()) {
    const std::size_t end = file.find_first_of("\r\n");
    std::string_view line = file.substr(0, end);
    file.remove_prefix(end == std::string_view::npos ? file.size() : end + 1);
    line = line.substr(0, line.find('#'));
    const std::size_t colon = line.find(':');
    if (colon == std::string_view::npos) continue;
    return Line{core::ascii_lower(core::trim(line.substr(0, colon))),
                core::trim(line.substr(colon + 1))};
  }
  return std::nullopt;
}

std::optional<std::chrono::milliseconds> parse_delay(std::string_view value) {
  double seconds = 0;
  const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), seconds);
  if (error != std::errc() || !std::isfinite(seconds) || seconds < 0 || seconds > 1e6)
    return std::nullopt;
  return std::chrono::milliseconds(static_cast<long long>(seconds * 1000));
}

// The product token: "Dragoman/0.1 (...)" -> "dragoman".
std::string product_of(std::string_view agent) {
  std::size_t size = 0;
  while (size < agent.size() &&
         (core::is_ascii_alpha(agent[size]) || agent[size] == '-' || agent[size] == '_'))
    ++size;
  return core::ascii_lower(agent.substr(0, size));
}

}  // namespace

Robots Robots::disallow_all() {
  Robots out;
  out.rules_.push_back({"/", false});
  return out;
}

Robots Robots::parse(std::string_view file, std::string_view product) {
  const std::string wanted = product_of(product);
  file = file.substr(0, kMaxBytes);
  if (file.starts_with("\xEF\xBB\xBF")) file.remove_prefix(3);
  Robots own, others;
  bool found_own = false, names_own = false, names_all = false, in_names = false;
  while (const auto line = next_line(file)) {
    if (line->key == "user-agent") {
      if (!in_names) names_own = names_all = false;
      in_names = true;
      if (line->value.starts_with('*'))
        names_all = true;
      else if (product_of(line->value) == wanted && !wanted.empty())
        names_own = found_own = true;
      continue;
    }
    const bool is_rule = line->key == "allow" || line->key == "disallow";
    if (!is_rule && line->key != "crawl-delay") continue;  // "Sitemap:" ends no list of names
    in_names = false;
    for (Robots* group : {names_own ? &own : nullptr, names_all ? &others : nullptr}) {
      if (group == nullptr) continue;
      if (!is_rule)
        group->delay_ = parse_delay(line->value);
      else if (!line->value.empty())
        group->rules_.push_back({comparable(line->value), line->key == "allow"});
    }
  }
  return found_own ? own : others;
}

bool Robots::allows(std::string_view path) const {
  if (path == "/robots.txt") return true;
  const std::string wanted = comparable(path);
  std::size_t longest = 0;
  bool allowed = true;
  for (const Rule& rule : rules_) {
    const std::size_t size = rule.pattern.size();
    if (size < longest || (size == longest && !rule.allow) || !matches(rule.pattern, wanted))
      continue;
    longest = size;
    allowed = rule.allow;
  }
  return allowed;
}

}  // namespace dragoman::fetch
