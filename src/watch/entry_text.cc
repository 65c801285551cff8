#include "watch/entry_text.h"

#include <algorithm>

#include "core/hash.h"
#include "core/utf8.h"
#include "intake/html_blocks.h"
#include "intake/html_charset.h"
#include "intake/html_tree.h"
#include "intake/http.h"
#include "intake/text.h"

namespace dragoman::watch {
namespace {

// Shorter texts are fetched in full: about 160 words. A brief that is whole costs one request.
constexpr std::size_t kTeaserBytes = 1000;

// All text of a piece of HTML; blank lines part its blocks.
std::string plain_text(std::string_view html) {
  const auto tree = intake::HtmlTree::parse(html);
  if (!tree) return {};
  std::string out;
  for (const intake::HtmlBlock& block : intake::split_blocks({}, *tree).blocks) {
    const std::string text = intake::normalise(block.text);
    if (text.empty()) continue;
    if (!out.empty()) out += "\n\n";
    out += text;
  }
  return out;
}

// The text without brackets, blanks and arrows at its end.
std::string_view bare_end(std::string_view text) {
  constexpr std::string_view kDropped[] = {"]", ")", " ", "\n", "\u00BB", "\u2192", ">"};
  while (true) {
    const auto* found = std::find_if(std::begin(kDropped), std::end(kDropped),
                                     [&](std::string_view end) { return text.ends_with(end); });
    if (found == std::end(kDropped)) return text;
    text.remove_suffix(found->size());
  }
}

std::string_view longer_source(const feeds::FeedEntry& entry) {
  return entry.content.size() >= entry.summary.size() ? entry.content : entry.summary;
}

intake::InputOptions options_for(const feeds::FeedEntry& entry, const EntryContext& context) {
  intake::InputOptions options;
  options.max_bytes = context.max_bytes;
  options.date = entry.published.empty() ? entry.updated : entry.published;
  options.outlet = context.feed_title;
  return options;
}

// What the feed knows and the text does not say.
Report finished(Report report, const feeds::FeedEntry& entry, const EntryContext& context) {
  if (report.title.empty()) report.title = entry.title;
  if (report.byline.empty()) report.byline = entry.author;
  if (!context.settings.language.empty()) report.language = context.settings.language;
  return report;
}

intake::RawItem item_of_entry(const feeds::FeedEntry& entry, const EntryContext& context) {
  intake::RawItem item;
  item.uri = context.uri;
  item.title = entry.title;
  item.outlet = context.settings.outlet;
  item.fetched = core::utc(context.now);
  return item;
}

}  // namespace

Result<intake::RawItem> page_item(fetch::Response response,
                                  const std::string& uri,
                                  core::Time now) {
  intake::RawItem item;
  item.uri = uri;
  item.url = response.url;
  item.content_type = std::move(response.content_type);
  item.fetched = core::utc(now);
  item.bytes = std::move(response.body);
  const std::string type = intake::media_type(item.content_type);
  if (intake::looks_like_html(item.bytes) || type == "text/html" ||
      type == "application/xhtml+xml") {
    item.kind = intake::RawItem::Kind::Html;
    return item;
  }
  if (type.empty() || type.starts_with("text/plain") || type == "text/markdown") return item;
  if (feeds::parse_feed(item.bytes, {}))
    return make_error(ErrorCode::BadFormat, "a feed; 'dragoman watch' reads it", uri);
  return make_error(ErrorCode::NotText, "of type " + type + ", neither page nor text", uri);
}

Result<intake::RawItem> fetch_item(fetch::Fetcher& fetcher, const std::string& address) {
  auto response = fetcher.get({.url = address});
  if (!response) return response.error();
  if (auto error = fetch::status_error(*response)) return *error;
  return page_item(std::move(*response), address, core::now());
}

std::string entry_text(const feeds::FeedEntry& entry) {
  std::string content = plain_text(entry.content), summary = plain_text(entry.summary);
  return content.size() >= summary.size() ? content : summary;
}

bool is_teaser(std::string_view text) {
  if (text.size() < kTeaserBytes) return true;
  const auto is_cut = [](std::string_view part) {
    const std::string_view end = bare_end(part);
    return end.ends_with("...") || end.ends_with("\u2026");
  };
  // Behind the cut may stand what leads on: "Continue reading".
  constexpr std::size_t kLongestInvitation = 80;
  const std::size_t last = text.rfind("\n\n");
  const bool invites = last != std::string_view::npos && text.size() - last < kLongestInvitation;
  return is_cut(text) || (invites && is_cut(text.substr(0, last)));
}

std::string fingerprint(const feeds::FeedEntry& entry) {
  std::string all;
  for (const std::string& field : {entry.title, entry.link, entry.updated,
                                   plain_text(entry.summary), plain_text(entry.content)})
    all += field + '\0';
  return core::sha256_hex(all).substr(0, 16);
}

Result<Report> report_of_entry(const intake::Resources& resources,
                               const feeds::FeedEntry& entry,
                               const EntryContext& context,
                               std::vector<std::string>& notes) {
  const intake::InputOptions options = options_for(entry, context);
  const std::string plain = entry_text(entry);
  // As a page, so that share bars and "read more" go; but short texts may look like none at all.
  intake::RawItem item = item_of_entry(entry, context);
  item.kind = intake::RawItem::Kind::Html;
  item.content_type = "text/html; charset=utf-8";
  item.bytes =
      "<html><body><article>" + std::string(longer_source(entry)) + "</article></body></html>";
  std::vector<std::string> remarks;
  auto report = intake::make_report(resources, options, item, &remarks);
  if (!report || report->text.size() * 2 < plain.size()) {
    item.kind = intake::RawItem::Kind::Text;
    item.bytes = plain;
    remarks.clear();
    report = intake::make_report(resources, options, item, &remarks);
    if (!report) return report;
  }
  notes.insert(notes.end(), remarks.begin(), remarks.end());
  report->page.reset();  // there is none to lead back to
  return finished(std::move(*report), entry, context);
}

Result<Report> report_of_page(const intake::Resources& resources,
                              const feeds::FeedEntry& entry,
                              const EntryContext& context,
                              fetch::Response page,
                              std::vector<std::string>& notes) {
  auto item = page_item(std::move(page), context.uri, context.now);
  if (!item) return item.error();
  item->outlet = context.settings.outlet;
  auto report = intake::make_report(resources, options_for(entry, context), *item, &notes);
  if (!report) return report;
  report->uri = context.uri;
  return finished(std::move(*report), entry, context);
}

}  // namespace dragoman::watch
