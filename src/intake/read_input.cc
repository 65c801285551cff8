#include "intake/read_input.h"

#include <nlohmann/json.hpp>

#include "core/hash.h"
#include "core/utc.h"
#include "core/utf8.h"
#include "intake/dates.h"
#include "intake/html_page.h"
#include "intake/http.h"
#include "intake/language.h"
#include "intake/mail.h"
#include "intake/mojibake.h"
#include "intake/readers.h"
#include "intake/tables.h"
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

// The names under which an input holds each field, best first.
struct FieldNames {
  std::vector<std::string> id, text, date, title, outlet, url;
};

// What the options name; for a field that they leave as it is by default, what the preset names.
FieldNames field_names(const Resources& resources,
                       const InputOptions& options,
                       std::size_t columns) {
  const InputOptions defaults;
  const auto preset = resources.tables().presets.find(options.preset);
  const auto names = [&](const char* field, const std::string& given, const std::string& usual) {
    std::vector<std::string> out;
    if (given == usual && preset != resources.tables().presets.end()) {
      for (const PresetField& entry : preset->second) {
        if (entry.field == field && (entry.columns == 0 || entry.columns == columns))
          out.insert(out.end(), entry.names.begin(), entry.names.end());
      }
    }
    if (out.empty()) out.push_back(given);
    return out;
  };
  return {names("id", options.id_field, defaults.id_field),
          names("text", options.text_field, defaults.text_field),
          names("date", options.date_field, defaults.date_field),
          names("title", options.title_field, defaults.title_field),
          names("outlet", options.outlet_field, defaults.outlet_field),
          names("url", options.url_field, defaults.url_field)};
}

// The first of these fields that is there and not null; else nullptr.
const json* first_field(const json& object, const std::vector<std::string>& names) {
  const json* found = nullptr;
  for (const std::string& name : names) {
    const json* value = field(object, name);
    if (value == nullptr) continue;
    if (!value->is_null()) return value;
    found = value;
  }
  return found;
}

// "https://www.example.org/a" -> "example.org"; empty where there is none.
std::string host_of(std::string_view url) {
  const std::size_t begin = url.find("://");
  if (begin == std::string_view::npos) return {};
  url.remove_prefix(begin + 3);
  url = url.substr(0, url.find_first_of("/?#"));
  if (const std::size_t at = url.rfind('@'); at != std::string_view::npos)
    url.remove_prefix(at + 1);
  url = url.substr(0, url.find(':'));
  std::string host = core::ascii_lower(url);
  if (host.starts_with("www.")) host.erase(0, 4);
  return host;
}

class Maker {
 public:
  Maker(const Resources& resources,
        const InputOptions& options,
        const RawItem& item,
        std::vector<std::string>* notes)
      : resources_(resources), options_(options), item_(item), notes_(notes) {}

  Result<Report> text() {
    if (auto done = take_text(item_.bytes, item_.content_type); !done) return done.error();
    report_.uri = item_.url.empty() ? item_.uri : item_.url;
    report_.title = one_line(item_.title);
    report_.outlet = one_line(item_.outlet);
    if (report_.outlet.empty() && options_.outlet.empty()) report_.outlet = host_of(item_.url);
    take_date(item_.published, "published");
    return finish(true);
  }

  Result<Report> page() {
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
    const std::size_t limit = InputOptions::kPageFactor * options_.max_bytes;
    if (item_.bytes.size() > limit) return too_large(limit, item_.uri);
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
    return from_fields(object, field_names(resources_, options_, 0));
  }

  // Columns are found whatever the case of their names.
  Result<Report> row() {
    json object = json::object();
    for (const auto& [name, value] : item_.fields) {
      if (value.empty()) continue;
      Result<DecodedText> decoded = decode(value, {.max_bytes = options_.max_bytes});
      if (decoded) {
        object[core::ascii_lower(normalise(name))] = std::move(decoded->text);
        mended_ += decoded->mended;
      } else if (decoded.error().code != ErrorCode::EmptyInput) {
        note("column '" + normalise(name) + "': " + decoded.error().message + ", left out");
      }
    }
    FieldNames names = field_names(resources_, options_, item_.fields.size());
    for (auto* list :
         {&names.id, &names.text, &names.date, &names.title, &names.outlet, &names.url})
      for (std::string& name : *list) name = core::ascii_lower(name);
    return from_fields(object, names);
  }

  Result<Report> mail() {
    Result<Mail> mail = parse_mail(item_.bytes);
    if (!mail) return at(mail.error());
    if (mail->left_out > 0)
      note(std::to_string(mail->left_out) + " further parts of the mail are not read");
    if (mail->is_html) return mail_page(*mail);
    if (auto done = take_text(mail->body, mail->content_type); !done) return done.error();
    take_head(*mail);
    take_date(mail->date, "Date");
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
    mended_ += page->mended;
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

  std::optional<std::string> optional_text(const json& object,
                                           const std::vector<std::string>& names) const {
    const json* value = first_field(object, names);
    if (value == nullptr || value->is_null()) return std::nullopt;
    std::optional<std::string> text = as_text(value);
    if (!text) note("field '" + names.front() + "' is " + type_name(*value) + ", left out");
    return text;
  }

  // Decodes `bytes` into the report's text.
  Result<void> take_text(std::string_view bytes, std::string_view content_type) {
    const std::string declared = parameter(content_type, "charset");
    Result<DecodedText> decoded =
        decode(bytes, {.max_bytes = options_.max_bytes, .declared = declared});
    if (!decoded) return at(decoded.error());
    report_.text = std::move(decoded->text);
    mended_ += decoded->mended;
    return {};
  }

  Result<Report> from_fields(const json& object, const FieldNames& names) {
    const json* text = first_field(object, names.text);
    const bool no_text = text == nullptr || text->is_null();
    const json* html = first_field(object, {options_.html_field});
    const bool is_page = no_text && html != nullptr && html->is_string();
    if (no_text && !is_page) {
      if (const auto url = as_text(first_field(object, names.url))) {
        return at(make_error(ErrorCode::MissingField,
                             "no text, only a URL: " + one_line(*url).substr(0, 300)));
      }
    }
    if (is_page) {
      const std::string url = as_text(first_field(object, names.url)).value_or(std::string());
      if (auto taken = take_page(html->get_ref<const std::string&>(), url, "charset=utf-8"); !taken)
        return at(taken.error());
    } else if (text == nullptr) {
      return at(make_error(ErrorCode::MissingField,
                           "no field '" + names.text.front() + "' (see --text-field)"));
    }
    if (!is_page && !text->is_string()) {
      return at(make_error(ErrorCode::MissingField, "field '" + names.text.front() + "' is " +
                                                        type_name(*text) + ", expected a text"));
    }
    if (!is_page) {
      std::string bytes = text->get<std::string>();
      if (bytes.size() > options_.max_bytes) return too_large(options_.max_bytes, item_.uri);
      mended_ += mend_mojibake(bytes);
      report_.text = normalise(bytes);
    }
    if (report_.text.empty()) {
      return at(
          make_error(ErrorCode::EmptyInput, "field '" + names.text.front() + "' holds no text"));
    }
    const std::optional<std::string> id = as_text(first_field(object, names.id));
    report_.uri = id && !id->empty() ? *id : item_.uri;
    if (const auto title = optional_text(object, names.title)) report_.title = one_line(*title);
    if (const auto outlet = optional_text(object, names.outlet)) report_.outlet = one_line(*outlet);
    if (const auto date = optional_text(object, names.date)) take_date(*date, names.date.front());
    return finish(false);
  }

  // Subject, sender and id of a mail. A wire that names its organisation signs with its authors.
  void take_head(const Mail& mail) {
    report_.uri = mail.id.empty() ? item_.uri : one_line(mail.id);
    report_.title = one_line(mail.subject);
    const std::string sender =
        one_line(mail.from_name.empty() ? mail.from_address : mail.from_name);
    report_.outlet = one_line(mail.organization);
    if (report_.outlet.empty()) {
      report_.outlet = sender;
    } else if (!mail.from_name.empty() && sender != report_.outlet) {
      report_.byline = sender;
    }
  }

  // A mail that has its text as HTML only: read as a page, with the head of the mail above all.
  Result<Report> mail_page(const Mail& mail) {
    RawItem page;
    page.kind = RawItem::Kind::Html;
    page.bytes = mail.body;
    page.uri = item_.uri;
    page.content_type = mail.content_type;
    take_head(mail);
    page.title = report_.title;
    page.outlet = report_.outlet;
    page.published = mail.date;
    Result<Report> made = make_report(resources_, options_, page, notes_);
    if (!made) return made;
    made->uri = report_.uri;
    if (!report_.byline.empty()) made->byline = report_.byline;
    return made;
  }

  void remark_on_text() const {
    if (!item_.remark.empty()) note(item_.remark);
    if (mended_ > 0) {
      note("UTF-8 that had been read as Windows-1252, mended in " + std::to_string(mended_) +
           (mended_ == 1 ? " place" : " places"));
    }
    std::size_t lost = 0;
    for (std::size_t at = report_.text.find(kLost); at != std::string::npos;
         at = report_.text.find(kLost, at + kLost.size()))
      ++lost;
    if (lost > 0)
      note(std::to_string(lost) + (lost == 1 ? " character is" : " characters are") +
           " lost in the input (U+FFFD)");
  }

  void take_date(std::string_view value, std::string_view name) {
    if (core::trim(value).empty()) return;
    const std::string field = "field '" + std::string(name) + "' holds ";
    const std::string shown = "'" + std::string(value.substr(0, 40)) + "'";
    auto date = parse_date(value);
    if (!date) {
      note(field + "no date: " + shown);
    } else if (!may_be_published(*date)) {
      note(field + "a date that no report has, left out: " + shown);
    } else {
      report_.published = std::move(*date);
    }
  }

  // Sites that do not know a date write 1970 or 2099: nothing on the web was published before there
  // was one, nor after it was fetched (two days for clocks and zones).
  void drop_impossible_date() {
    constexpr core::Time kWeb = std::chrono::sys_days(std::chrono::year(1990) / 1 / 1);
    const auto fetched = core::parse_utc(std::string_view(item_.fetched).substr(0, 10));
    const auto published = core::parse_utc(std::string_view(report_.published).substr(0, 10));
    if (!fetched || !published) return;
    if (*published >= kWeb && *published <= *fetched + std::chrono::days(2)) return;
    note("published on " + core::utc(*published).substr(0, 10) + ", fetched on " +
         core::utc(*fetched).substr(0, 10) + ": no date of publication, left out");
    report_.published.clear();
    if (report_.page)
      std::erase_if(report_.page->sources, [](const auto& s) { return s.first == "published"; });
  }

  // Whether a report may be of that day. What comes before newspapers or long after us is a mistake,
  // and two days are what programs write for no date at all.
  static bool may_be_published(std::string_view iso) {
    const std::string_view day = iso.substr(0, 10);
    return day >= "1700" && day < "2050" && day != "1970-01-01" && day != "1900-01-01";
  }

  Result<Report> finish(bool text_holds_title) {
    if (report_.text.size() > 4 * options_.max_bytes || report_.text.size() >= 0x7fffffffu) {
      return at(make_error(ErrorCode::TooLarge, "the text is over the limit"));
    }
    // What the caller names stands for what the input leaves open; it never overrides it.
    if (report_.outlet.empty()) report_.outlet = options_.outlet;
    drop_impossible_date();
    if (report_.published.empty() && !options_.date.empty()) {
      report_.published = parse_date(options_.date).value_or(std::string());
      drop_impossible_date();
    }
    remark_on_text();
    report_.language = identify_language(report_.text).code;
    report_.id = core::sha256_hex(report_.text).substr(0, 16);
    find_anatomy(resources_, {.text_holds_title = text_holds_title}, report_);
    return std::move(report_);
  }

  static constexpr std::string_view kLost = "\xEF\xBF\xBD";

  const Resources& resources_;
  const InputOptions& options_;
  const RawItem& item_;
  std::vector<std::string>* notes_;
  Report report_;
  std::size_t mended_ = 0;
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
    case RawItem::Kind::Row:
      return maker.row();
    case RawItem::Kind::Mail:
      return maker.mail();
    case RawItem::Kind::Html:
      return maker.page();
  }
  return make_error(ErrorCode::Internal, "an item of no kind", item.uri);
}

}  // namespace dragoman::intake
