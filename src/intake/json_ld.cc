#include "intake/json_ld.h"

#include <algorithm>

#include "core/utf8.h"
#include "intake/html_blocks.h"

namespace dragoman::intake {
namespace {

using nlohmann::json;

constexpr int kDeepest = 8;                             // of lists and graphs
constexpr std::size_t kLongest = std::size_t{2} << 20;  // bytes of one script
constexpr std::size_t kMostObjects = 500;               // a page describes itself and its teasers

// JSON as sites write it by hand: line ends inside of strings, a comma before a closing bracket, a
// comment or CDATA mark around it all.
std::string mend(std::string_view text) {
  const std::size_t begin = text.find_first_of("{[");
  const std::size_t end = text.find_last_of("}]");
  if (begin == std::string_view::npos || end == std::string_view::npos || end < begin) return {};
  text = text.substr(begin, end + 1 - begin);
  std::string out;
  out.reserve(text.size());
  bool quoted = false;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const char c = text[at];
    if (quoted && c == '\\' && at + 1 < text.size()) {
      out += c;
      out += text[++at];
    } else if (c == '"') {
      quoted = !quoted;
      out += c;
    } else if (quoted && static_cast<unsigned char>(c) < 0x20) {
      out += ' ';
    } else if (!quoted && (c == '}' || c == ']')) {
      while (!out.empty() && core::is_ascii_space(out.back())) out.pop_back();
      if (!out.empty() && out.back() == ',') out.pop_back();
      out += c;
    } else {
      out += c;
    }
  }
  return out;
}

json parse(std::string_view text) {
  json document = json::parse(text, nullptr, false);
  if (document.is_discarded()) document = json::parse(mend(text), nullptr, false);
  return document;
}

void collect(const json& value, int depth, std::vector<const json*>& objects) {
  if (depth > kDeepest || objects.size() >= kMostObjects) return;
  if (value.is_array()) {
    for (const json& item : value) collect(item, depth + 1, objects);
  } else if (value.is_object()) {
    objects.push_back(&value);
    for (const char* key : {"@graph", "mainEntity"}) {
      const auto found = value.find(key);
      if (found != value.end()) collect(*found, depth + 1, objects);
    }
  }
}

bool has_type(const json& object, std::string_view type) {
  const auto found = object.find("@type");
  if (found == object.end()) return false;
  const auto is_it = [&](const json& name) {
    if (!name.is_string()) return false;
    std::string_view text = name.get_ref<const std::string&>();
    return text.substr(text.rfind('/') + 1) == type;  // "http://schema.org/NewsArticle"
  };
  return found->is_array() ? std::any_of(found->begin(), found->end(), is_it) : is_it(*found);
}

void text_at(const json& value, std::string_view path, std::string& out) {
  if (value.is_array()) {
    for (const json& item : value) text_at(item, path, out);
    return;
  }
  if (path.empty()) {
    if (!value.is_string() || value.get_ref<const std::string&>().empty()) return;
    if (!out.empty()) out += ", ";
    out += value.get_ref<const std::string&>();
    return;
  }
  if (!value.is_object()) return;
  const std::size_t dot = path.find('.');
  const auto found = value.find(std::string(path.substr(0, dot)));
  if (found == value.end()) return;
  text_at(*found, dot == std::string_view::npos ? std::string_view() : path.substr(dot + 1), out);
}

std::string text_of(const json& object, std::string_view path) {
  std::string out;
  text_at(object, path, out);
  return out;
}

}  // namespace

JsonLd::JsonLd(const HtmlTree& tree) {
  const std::vector<HtmlNode>& nodes = tree.nodes();
  for (std::uint32_t at = 0; at < nodes.size(); ++at) {
    if (nodes[at].tag != Tag::Script) continue;
    if (tree.attribute(at, Attr::Type).find("ld+json") == std::string_view::npos) continue;
    const std::string text = tree.text_of(at);
    if (text.size() > kLongest) continue;
    json document = parse(text);
    if (!document.is_discarded()) documents_.push_back(std::move(document));
  }
  for (const json& document : documents_) collect(document, 0, objects_);
}

void JsonLd::choose(const std::vector<std::string_view>& types, std::string_view title) {
  article_ = nullptr;
  for (const std::string_view type : types) {
    for (const json* object : objects_) {
      if (!has_type(*object, type)) continue;
      if (article_ == nullptr) article_ = object;
      if (!title.empty() && agreement(text_of(*object, "headline"), title) > 0.9) {
        article_ = object;
        return;
      }
    }
    if (article_ != nullptr) return;
  }
}

std::string JsonLd::of_article(std::string_view path) const {
  return article_ == nullptr ? std::string() : text_of(*article_, path);
}

std::string JsonLd::of_site(std::string_view path) const {
  for (const json* object : objects_) {
    if (object == article_) continue;
    if (path == "name" && !has_type(*object, "WebSite") &&
        !has_type(*object, "NewsMediaOrganization") && !has_type(*object, "Organization"))
      continue;
    if (std::string text = text_of(*object, path); !text.empty()) return text;
  }
  return {};
}

bool JsonLd::is_article(std::string_view type) const {
  return article_ != nullptr && has_type(*article_, type);
}

}  // namespace dragoman::intake
