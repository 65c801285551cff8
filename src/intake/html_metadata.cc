#include "intake/html_metadata.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <map>
#include <optional>

#include "core/utf8.h"
#include "intake/dates.h"
#include "intake/json_ld.h"
#include "intake/text.h"

namespace dragoman::intake {
namespace {

// What no article on the web has as its date: templates leave 0001-01-01, 1970-01-01 and dates of
// the far future behind.
constexpr int kFirstYear = 1990, kLastYear = 2049;
constexpr std::size_t kLongestTitle = 400, kLongestName = 120;

bool is_url(std::string_view text) {
  return text.starts_with("http://") || text.starts_with("https://") || text.starts_with("www.");
}

// One line, character references resolved: some sites escape twice.
std::string clean(std::string_view value) {
  std::string text = normalise(value);
  const std::size_t mark = text.find('&');
  if (mark != std::string::npos && text.find(';', mark) != std::string::npos) {
    if (const auto tree = HtmlTree::parse(text)) text = normalise(tree->text_of(0));
  }
  std::replace(text.begin(), text.end(), '\n', ' ');
  return text;
}

std::string host_of(std::string_view url) {
  const std::size_t begin = url.find("//");
  if (begin == std::string_view::npos) return {};
  url.remove_prefix(begin + 2);
  url = url.substr(0, url.find_first_of("/:?#"));
  if (url.starts_with("www.")) url.remove_prefix(4);
  return core::ascii_lower(url);
}

std::optional<std::string> in_range(std::optional<std::string> date) {
  if (!date) return std::nullopt;
  const int year = std::atoi(date->substr(0, 4).c_str());
  if (year < kFirstYear || year > kLastYear) return std::nullopt;
  return date;
}

// "/2019/11/18/", "/2019-11-18-", "/201911181077343476": a day in the path of an address.
std::optional<std::string> date_in_url(std::string_view url) {
  const std::size_t path = url.find('/', url.find("//") + 2);
  if (path == std::string_view::npos) return std::nullopt;
  for (std::size_t at = path; at + 9 < url.size(); ++at) {
    if (url[at] != '/') continue;
    const std::string_view rest = url.substr(at + 1);
    if (!rest.starts_with("19") && !rest.starts_with("20")) continue;
    std::string day(rest.substr(0, 10));
    std::replace(day.begin(), day.end(), '/', '-');
    if (auto date = in_range(parse_date(day)); date && day.size() == 10) return date;
    if (auto date = in_range(parse_date(rest.substr(0, 8)))) return date;
  }
  return std::nullopt;
}

// Where the name of a site begins behind a title: " | ", " - ", " — ".
constexpr std::string_view kSeparators[] = {" | ", " - ", " – ", " — ", " :: ", " · ", " » "};

struct TitleParts {
  std::string_view title, site;
};
// At its last separator.
std::optional<TitleParts> split_title(std::string_view text) {
  std::optional<TitleParts> parts;
  for (const std::string_view separator : kSeparators) {
    const std::size_t at = text.rfind(separator);
    if (at == std::string_view::npos || at == 0) continue;
    if (parts && at < parts->title.size()) continue;
    parts = TitleParts{text.substr(0, at), text.substr(at + separator.size())};
  }
  return parts;
}

class MetadataReader {
 public:
  MetadataReader(const std::vector<MetadataPlace>& places,
                 const HtmlTree& tree,
                 const HtmlBlocks& page,
                 std::string_view url)
      : places_(places), tree_(tree), page_(page), fetched_(url), json_(tree) {
    collect_elements();
  }

  HtmlMetadata read() {
    std::vector<std::string_view> types;
    for (const MetadataPlace& place : places_) {
      if (place.field == "type") types.push_back(place.name);
    }
    json_.choose(types, clean(meta("og:title")));
    out_.live_blog = json_.is_article("LiveBlogPosting");
    out_.url = find("url", [&](std::string value) { return absolute(std::move(value)); });
    if (out_.url.value.empty() && !fetched_.empty()) out_.url = {std::string(fetched_), "url"};
    find_site_names();
    out_.title = find("title", [&](std::string value) { return as_title(std::move(value)); });
    find_title_block();
    out_.outlet = find("outlet", [](std::string value) { return as_outlet(std::move(value)); });
    out_.language = find("language", as_language);
    out_.byline = find("byline", as_byline);
    const auto as_date = [&](std::string value) { return date_of(value).value_or(std::string()); };
    out_.published = find("published", as_date);
    out_.modified = find("modified", as_date);
    for (const MetadataPlace& place : places_) {
      if (place.field == "body") out_.declared_body = json_.of_article(place.name);
    }
    return std::move(out_);
  }

 private:
  // The first place of `field` whose value `accept` turns into something.
  template <typename Accept>
  SourcedText find(std::string_view field, const Accept& accept) {
    for (const MetadataPlace& place : places_) {
      if (place.field != field) continue;
      std::string value = value_at(place);
      if (core::trim(value).empty()) continue;
      value = accept(std::move(value));
      if (!value.empty()) return {std::move(value), place.place + " " + place.name};
    }
    return {};
  }

  std::string value_at(const MetadataPlace& place) {
    if (place.place == "json-ld") return json_.of_article(place.name);
    if (place.place == "site") return json_.of_site(place.name);
    if (place.place == "meta") return std::string(meta(place.name));
    if (place.place == "itemprop") return microdata(place.name);
    if (place.place == "time") return time(place.name);
    if (place.place == "html")
      return std::string(
          first_of(tree_.attribute(0, Attr::Lang), tree_.attribute(0, Attr::XmlLang)));
    if (place.place == "link") {
      const auto found = links_.find(place.name);
      return found == links_.end() ? std::string() : found->second;
    }
    if (place.place == "url") {
      const std::string& url = out_.url.value;
      return place.name == "host" ? host_of(url) : date_in_url(url).value_or(std::string());
    }
    return shown(place.name);
  }

  std::string shown(std::string_view name) {
    if (name == "h1") return main_heading();
    if (name == "any h1")
      return headings_.empty() ? std::string() : page_.blocks[headings_[0]].text;
    if (name == "title") return title_element_;
    if (name == "suffix") return site_suffix();
    if (name == "byline") return shown_byline();
    if (name == "links") return main_host();
    if (name == "date") return shown_date();
    return {};
  }

  static std::string_view first_of(std::string_view one, std::string_view other) {
    return one.empty() ? other : one;
  }

  void collect_elements() {
    const std::vector<HtmlNode>& nodes = tree_.nodes();
    for (std::uint32_t at = 0; at < nodes.size(); ++at) {
      switch (nodes[at].tag) {
        case Tag::Meta:
          add_meta(at);
          break;
        case Tag::Link:
          links_.emplace(tree_.attribute(at, Attr::Rel), tree_.attribute(at, Attr::Href));
          break;
        case Tag::Title:
          if (title_element_.empty()) title_element_ = clean(tree_.text_of(at));
          break;
        default:
          if (nodes[at].tag == Tag::Time) times_.push_back(at);
          if (tree_.has(at, Attr::Itemprop)) items_.push_back(at);
      }
    }
    for (std::uint32_t i = 0; i < page_.blocks.size(); ++i) {
      const HtmlBlock& block = page_.blocks[i];
      if (block.kind == HtmlBlock::Kind::Heading && block.level == 1 && block.words > 0)
        headings_.push_back(i);
    }
  }

  void add_meta(std::uint32_t at) {
    const std::string_view content = tree_.attribute(at, Attr::Content);
    if (core::trim(content).empty() || in_comment(at)) return;
    for (const Attr attr : {Attr::Property, Attr::Name, Attr::Itemprop, Attr::HttpEquiv}) {
      const std::string_view name = tree_.attribute(at, attr);
      if (!name.empty()) metas_.emplace(core::ascii_lower(name), content);
    }
  }

  std::string_view meta(std::string_view name) const {
    const auto found = metas_.find(core::ascii_lower(name));
    return found == metas_.end() ? std::string_view() : found->second;
  }

  // Readers' comments are items with authors and dates of their own.
  bool in_comment(std::uint32_t at) const {
    for (;; at = tree_.nodes()[at].parent) {
      if (tree_.attribute(at, Attr::Itemtype).find("Comment") != std::string_view::npos)
        return true;
      if (at == 0) return false;
    }
  }

  std::string microdata(std::string_view name) const {
    for (const std::uint32_t at : items_) {
      if (tree_.attribute(at, Attr::Itemprop) != name || in_comment(at)) continue;
      for (const Attr attr : {Attr::Datetime, Attr::Content}) {
        if (const auto value = tree_.attribute(at, attr); !value.empty()) return std::string(value);
      }
      return tree_.text_of(at);
    }
    return {};
  }

  // Titles that the page states, none of which is shown.
  std::vector<std::string> stated_titles() const {
    std::vector<std::string> titles;
    for (std::string title : {json_.of_article("headline"), std::string(meta("og:title")),
                              std::string(meta("twitter:title")), title_element_}) {
      if (!title.empty()) titles.push_back(clean(title));
    }
    return titles;
  }

  // The <h1> that agrees best with a stated title; it is what the outlet shows to its readers.
  std::string main_heading() const {
    constexpr double kAgrees = 0.2;  // words in common, mean of both ways; "Opinion" has none
    const std::vector<std::string> stated = stated_titles();
    double best = kAgrees;
    std::string heading;
    for (const std::uint32_t i : headings_) {
      const std::string& text = page_.blocks[i].text;
      if (is_site_name(text) || text.size() > kLongestTitle) continue;
      double most = 0;
      for (const std::string& title : stated)
        most = std::max(most, (agreement(text, title) + agreement(title, text)) / 2);
      if (most <= best) continue;
      best = most;
      heading = text;
    }
    return heading;
  }

  void find_site_names() {
    for (std::string name : {std::string(meta("og:site_name")), json_.of_article("publisher.name"),
                             json_.of_site("publisher.name"), json_.of_site("name")}) {
      if (std::string letters = letters_of(as_outlet(std::move(name))); letters.size() >= 2)
        site_names_.push_back(std::move(letters));
    }
    const std::string host = host_of(first_of(out_.url.value, fetched_));
    if (const std::size_t dot = host.rfind('.'); dot != std::string::npos)
      host_letters_ = letters_of(host);
  }

  bool is_site_name(std::string_view text) const {
    const std::string letters = letters_of(text);
    if (letters.empty()) return false;
    if (host_letters_.find(letters) != std::string::npos && letters.size() >= 2) return true;
    return std::any_of(site_names_.begin(), site_names_.end(),
                       [&](const std::string& name) { return name == letters; });
  }

  std::string as_title(std::string value) const {
    std::string title = clean(value);
    while (const auto parts = split_title(title)) {
      const bool ends_stated_title = title == title_element_ && parts->site.size() < 40 &&
                                     title.size() > 2 * parts->site.size() &&
                                     (site_names_.empty() || is_site_name(parts->site));
      if (!is_site_name(parts->site) && !ends_stated_title) break;
      title = std::string(parts->title);
    }
    if (title.size() > kLongestTitle || is_url(title) || is_site_name(title)) return {};
    return title;
  }

  // The block that shows the title, for what stands beside it.
  void find_title_block() {
    const std::string wanted = letters_of(out_.title.value);
    if (wanted.empty()) return;
    for (std::uint32_t i = 0; i < page_.blocks.size(); ++i) {
      const HtmlBlock& block = page_.blocks[i];
      if (block.text.size() < wanted.size() || block.text.size() > 2 * wanted.size() + 8 ||
          letters_of(block.text) != wanted)
        continue;
      const bool heading = block.kind == HtmlBlock::Kind::Heading;
      if (title_block_ && !heading) continue;
      title_block_ = i;
      if (heading) return;
    }
  }

  static std::string as_outlet(std::string value) {
    std::string name = clean(value);
    if (const std::size_t bar = name.find(" | "); bar != std::string::npos) name.resize(bar);
    if (is_url(name) || name.starts_with('@') || name.size() > kLongestName) return {};
    return name;
  }

  // "Talks resume - The Courier": the name of the site, behind what is also the shown title; or
  // before it, "The Courier: Talks resume".
  std::string site_suffix() const {
    const auto parts = split_title(title_element_);
    const std::string title = letters_of(out_.title.value);
    if (parts && count_words(parts->site) <= 6 && agreement(parts->site, out_.title.value) < 0.3 &&
        agreement(parts->title, out_.title.value) + agreement(out_.title.value, parts->title) > 0.6)
      return std::string(parts->site);
    const std::size_t colon = title_element_.find(": ");
    if (colon != std::string::npos && !title.empty() &&
        letters_of(std::string_view(title_element_).substr(colon)) == title)
      return title_element_.substr(0, colon);
    return {};
  }

  // The machine that most links of the page name in full, if they are many.
  std::string main_host() const {
    constexpr int kMany = 10;
    std::map<std::string, int> hosts;
    int links = 0;
    for (std::uint32_t at = 0; at < tree_.nodes().size(); ++at) {
      if (tree_.nodes()[at].tag != Tag::A) continue;
      const std::string host = host_of(tree_.attribute(at, Attr::Href));
      if (host.empty()) continue;
      ++links;
      ++hosts[host];
    }
    for (const auto& [host, count] : hosts) {
      if (count >= kMany && 2 * count > links) return host;
    }
    return {};
  }

  static std::string as_language(std::string value) {
    std::string tag(core::trim(value));
    std::replace(tag.begin(), tag.end(), '_', '-');
    tag = tag.substr(0, tag.find_first_of(",; "));
    const bool fits = tag.size() >= 2 && tag.size() <= 11 && core::is_ascii_alpha(tag[0]) &&
                      core::is_ascii_alpha(tag[1]) &&
                      (tag.size() == 2 || tag[2] == '-' || tag.size() == 3);
    return fits ? tag : std::string();
  }

  static std::string as_byline(std::string value) {
    std::string name = clean(value);
    for (const std::string_view by : {"By ", "by ", "BY "}) {
      if (name.starts_with(by)) name.erase(0, by.size());
    }
    if (name.find("://") != std::string::npos || name.size() > kLongestName || is_url(name))
      return {};
    return name;
  }

  std::string shown_byline() const {
    if (!title_block_) return {};
    constexpr std::uint32_t kNear = 8;
    const std::uint32_t end = std::min<std::uint32_t>(
        *title_block_ + kNear, static_cast<std::uint32_t>(page_.blocks.size()));
    for (std::uint32_t i = *title_block_ + 1; i < end; ++i) {
      const std::string& text = page_.blocks[i].text;
      if (page_.blocks[i].words <= 10 && (text.starts_with("By ") || text.starts_with("BY ")))
        return text.substr(0, text.find('\n'));
    }
    return {};
  }

  std::string absolute(std::string value) const {
    value = std::string(core::trim(value));
    if (is_url(value)) return value;
    const std::size_t scheme = fetched_.find("://");
    if (scheme == std::string_view::npos || value.empty()) return {};
    if (value.starts_with("//")) return std::string(fetched_.substr(0, scheme + 1)) + value;
    if (!value.starts_with("/")) return {};
    return std::string(fetched_.substr(0, fetched_.find('/', scheme + 3))) + value;
  }

  // In most countries the day comes first in 5/10/2018.
  bool day_first() const {
    const std::string& tag = out_.language.value;
    return !tag.empty() && tag != "en" && tag != "en-US" && tag != "en-us" && tag != "en-CA";
  }

  std::optional<std::string> date_of(std::string_view text) const {
    const std::string value = clean(text);
    if (auto date = in_range(parse_date(value))) return date;
    return in_range(find_date(value, day_first()));
  }

  std::optional<std::string> date_of_time(std::uint32_t at) const {
    if (auto date = date_of(tree_.attribute(at, Attr::Datetime))) return date;
    return date_of(tree_.text_of(at));
  }

  std::string time(std::string_view which) const {
    if (which == "stated") {
      for (const std::uint32_t at : times_) {
        const std::string names = core::ascii_lower(tree_.attribute(at, Attr::Class));
        if (in_comment(at) || (names.find("publish") == std::string::npos &&
                               names.find("entry-date") == std::string::npos &&
                               names.find("pubdate") == std::string::npos))
          continue;
        if (auto date = date_of_time(at)) return *date;
      }
    } else if (which == "title" && title_block_) {
      // Behind the title, before the text; or just above it.
      constexpr std::uint32_t kBefore = 40, kBehind = 150;
      const std::uint32_t title = page_.blocks[*title_block_].first;
      for (const std::uint32_t at : times_) {
        if (at + kBefore < title || at > title + kBehind) continue;
        if (auto date = date_of_time(at)) return *date;
      }
    } else if (which == "only") {
      std::string only;
      for (const std::uint32_t at : times_) {
        const auto date = date_of_time(at);
        if (!date) continue;
        if (!only.empty() && only.substr(0, 10) != date->substr(0, 10)) return {};
        if (only.empty()) only = *date;
      }
      return only;
    }
    return {};
  }

  std::string shown_date() const {
    if (!title_block_) return {};
    constexpr std::uint32_t kBefore = 4, kBehind = 10, kWords = 20;
    const auto count = static_cast<std::uint32_t>(page_.blocks.size());
    const std::uint32_t end = std::min(*title_block_ + kBehind, count);
    const auto date_in = [&](std::uint32_t i) -> std::optional<std::string> {
      const HtmlBlock& block = page_.blocks[i];
      if (block.words > kWords) return std::nullopt;
      return in_range(find_date(block.text, day_first()));
    };
    for (std::uint32_t i = *title_block_ + 1; i < end; ++i) {
      if (auto date = date_in(i)) return *date;
    }
    for (std::uint32_t i = *title_block_; i-- > 0 && i + kBefore >= *title_block_;) {
      if (auto date = date_in(i)) return *date;
    }
    return {};
  }

  const std::vector<MetadataPlace>& places_;
  const HtmlTree& tree_;
  const HtmlBlocks& page_;
  std::string_view fetched_;
  JsonLd json_;
  HtmlMetadata out_;
  std::map<std::string, std::string_view, std::less<>> metas_;
  std::map<std::string, std::string, std::less<>> links_;
  std::vector<std::uint32_t> times_, items_;  // nodes
  std::vector<std::uint32_t> headings_;       // blocks
  std::string title_element_;
  std::vector<std::string> site_names_;
  std::string host_letters_;
  std::optional<std::uint32_t> title_block_;
};

}  // namespace

HtmlMetadata read_metadata(const std::vector<MetadataPlace>& places,
                           const HtmlTree& tree,
                           const HtmlBlocks& page,
                           std::string_view url) {
  return MetadataReader(places, tree, page, url).read();
}

}  // namespace dragoman::intake
