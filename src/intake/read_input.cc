#include "intake/read_input.h"

#include <nlohmann/json.hpp>

#include "core/hash.h"
#include "core/utf8.h"
#include "intake/dates.h"
#include "intake/html_page.h"
#include "intake/text.h"

namespace dragoman::intake {
namespace {

using nlohmann::json;

// The value at "meta.date", or at a key that holds the dot itself.
const json* field(const json& object, std::string_view path) {
  if (path.empty() || !object.is_object()) return nullptr;
  if (const auto found = object.find(std::string(path)); found != object.end()) return &*found;
  const std::size_t dot = path.find('.');
  if (dot == std::string_view::npos) return nullptr;
  const auto found = object.find(std::string(path.substr(0, dot)));
  return found == object.end() ? nullptr : field(*found, path.substr(dot + 1));
}

// Text, or a number as it is written. None for null, false, lists and objects.
std::optional<std::string> as_text(const json* value) {
  if (value == nullptr) return std::nullopt;
  if (value->is_string()) return value->get<std::string>();
  if (value->is_number()) return value->dump();
  return std::nullopt;
}

const char* type_name(const json& value) {
  if (value.is_null()) return "null";
  if (value.is_array()) return "a list";
  if (value.is_object()) return "an object";
  if (value.is_boolean()) return "true or false";
  if (value.is_number()) return "a number";
  return "a text";
}

class Maker {
 public:
  Maker(const Resources& resources,
        const InputOptions& options,
        const RawItem& item,
        std::vector<std::string>* notes)
      : resources_(resources), options_(options), item_(item), notes_(notes) {}

  Result<Report> text() {
    Result<DecodedText> decoded =
        decode(item_.bytes, {.max_bytes = options_.max_bytes, .charset = {}});
    if (!decoded) return at(decoded.error());
    report_.uri = item_.uri;
    report_.text = std::move(decoded->text);
    report_.title = one_line(item_.title);
    report_.outlet = one_line(item_.outlet);
    take_date(item_.published, "published");
    return finish(true);
  }

  Result<Report> html() {
    report_.uri = item_.uri;
    if (auto taken = take_page(item_.bytes, item_.url, item_.content_type); !taken)
      return at(taken.error());
    // What lies beside the page was written for it.
    if (!item_.title.empty()) report_.title = one_line(item_.title);
    if (!item_.outlet.empty()) report_.outlet = one_line(item_.outlet);
    if (!item_.published.empty()) take_date(item_.published, "published");
    return finish(false);
  }

  Result<Report> json_line() {
    if (item_.bytes.size() > options_.max_bytes) {
      return at(make_error(ErrorCode::TooLarge,
                           "over the limit of " + std::to_string(options_.max_bytes) + " bytes"));
    }
    json object;
    try {
      object = json::parse(item_.bytes);
    } catch (const json::parse_error& error) {
      const std::string where = item_.uri + ":" + std::to_string(error.byte);
      return make_error(ErrorCode::BadJson, "not a JSON object: " + reason(error.what()), where);
    } catch (const json::exception& error) {
      return at(make_error(ErrorCode::BadJson, reason(error.what())));
    }
    if (!object.is_object()) {
      return at(make_error(ErrorCode::BadJson,
                           std::string("expected a JSON object, got ") + type_name(object)));
    }
    const json* text = field(object, options_.text_field);
    const json* html = field(object, options_.html_field);
    const bool is_page =
        html != nullptr && html->is_string() && (text == nullptr || !text->is_string());
    if (is_page) {
      const std::string url = as_text(field(object, options_.url_field)).value_or(std::string());
      if (auto taken = take_page(html->get_ref<const std::string&>(), url, "charset=utf-8"); !taken)
        return at(taken.error());
    } else if (text == nullptr) {
      return at(make_error(ErrorCode::MissingField,
                           "no field '" + options_.text_field + "' (see --text-field)"));
    }
    if (!is_page && !text->is_string()) {
      return at(make_error(ErrorCode::MissingField, "field '" + options_.text_field + "' is " +
                                                        type_name(*text) + ", expected a text"));
    }
    if (!is_page) report_.text = normalise(text->get<std::string>());
    if (report_.text.empty()) {
      return at(
          make_error(ErrorCode::EmptyInput, "field '" + options_.text_field + "' holds no text"));
    }
    const std::optional<std::string> id = as_text(field(object, options_.id_field));
    report_.uri = id && !id->empty() ? *id : item_.uri;
    if (const auto title = optional_text(object, options_.title_field))
      report_.title = one_line(*title);
    if (const auto outlet = optional_text(object, options_.outlet_field))
      report_.outlet = one_line(*outlet);
    if (const auto date = optional_text(object, options_.date_field))
      take_date(*date, options_.date_field);
    return finish(false);
  }

 private:
  // Text and metadata of a web page.
  Result<void> take_page(std::string_view bytes,
                         std::string_view url,
                         std::string_view content_type) {
    auto page = read_page(resources_, bytes,
                          {url, content_type, InputOptions::kPageFactor * options_.max_bytes});
    if (!page) return page.error();
    HtmlMetadata& metadata = page->metadata;
    report_.text = std::move(page->text);
    WebPage& web = report_.page.emplace();
    web.paragraphs = std::move(page->paragraphs);
    const auto take = [&](const char* name, SourcedText& field, std::string& to) {
      if (field.value.empty()) return;
      to = std::move(field.value);
      web.sources.emplace_back(name, std::move(field.source));
    };
    take("title", metadata.title, report_.title);
    take("byline", metadata.byline, report_.byline);
    take("outlet", metadata.outlet, report_.outlet);
    take("published", metadata.published, report_.published);
    take("modified", metadata.modified, web.modified);
    take("url", metadata.url, web.url);
    take("language", metadata.language, report_.language);
    return {};
  }

  Error at(Error error) const {
    if (error.where.empty()) error.where = item_.uri;
    return error;
  }

  void note(std::string text) const {
    if (notes_ != nullptr) notes_->push_back(item_.uri + ": " + std::move(text));
  }

  // The library's "[json.exception.parse_error.101] parse error at line 1, column 5: syntax error
  // ..." from "syntax error" on.
  static std::string reason(std::string_view what) {
    const std::size_t colon = what.find(": ");
    return normalise(colon == std::string_view::npos ? what : what.substr(colon + 2));
  }

  static std::string one_line(std::string_view value) {
    std::string line = normalise(value);
    for (char& c : line) c = c == '\n' ? ' ' : c;
    return line;
  }

  std::optional<std::string> optional_text(const json& object, const std::string& name) const {
    const json* value = field(object, name);
    if (value == nullptr || value->is_null()) return std::nullopt;
    std::optional<std::string> text = as_text(value);
    if (!text) note("field '" + name + "' is " + type_name(*value) + ", left out");
    return text;
  }

  void take_date(std::string_view value, std::string_view name) {
    if (core::trim(value).empty()) return;
    if (auto date = parse_date(value)) {
      report_.published = std::move(*date);
    } else {
      note("field '" + std::string(name) + "' holds no date: '" + std::string(value.substr(0, 40)) +
           "'");
    }
  }

  Result<Report> finish(bool text_holds_title) {
    if (report_.text.size() > 4 * options_.max_bytes || report_.text.size() >= 0x7fffffffu) {
      return at(make_error(ErrorCode::TooLarge, "the text is over the limit"));
    }
    // What the caller names stands for what the input leaves open; it never overrides it.
    if (report_.outlet.empty()) report_.outlet = options_.outlet;
    if (report_.published.empty() && !options_.date.empty()) {
      report_.published = parse_date(options_.date).value_or(std::string());
    }
    report_.id = core::sha256_hex(report_.text).substr(0, 16);
    find_anatomy(resources_, {.text_holds_title = text_holds_title}, report_);
    return std::move(report_);
  }

  const Resources& resources_;
  const InputOptions& options_;
  const RawItem& item_;
  std::vector<std::string>* notes_;
  Report report_;
};

}  // namespace

Result<Report> make_report(const Resources& resources,
                           const InputOptions& options,
                           const RawItem& item,
                           std::vector<std::string>* notes) {
  Maker maker(resources, options, item, notes);
  switch (item.kind) {
    case RawItem::Kind::Text:
      return maker.text();
    case RawItem::Kind::JsonLine:
      return maker.json_line();
    case RawItem::Kind::Html:
      return maker.html();
  }
  return make_error(ErrorCode::Internal, "an item of no kind", item.uri);
}

}  // namespace dragoman::intake
