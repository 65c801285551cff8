// RSS 0.9x, 1.0 (RDF), 2.0 and Atom by one walk: they share the shape, a feed with entries, and
// differ in the names of what is in them.
#include "core/utf8.h"
#include "feeds/parsers.h"
#include "feeds/plain.h"
#include "feeds/xml.h"

namespace dragoman::feeds {
namespace {

class Reader {
 public:
  Reader(XmlTree tree, Feed feed, std::string url)
      : tree_(std::move(tree)), feed_(std::move(feed)), url_(std::move(url)) {}

  Result<Feed> read() {
    xmlNode* root = tree_.root();
    const std::string name = core::ascii_lower(local_name(root));
    if (name == "rss") {
      feed_.kind = Feed::Kind::Rss;
    } else if (name == "feed") {
      feed_.kind = Feed::Kind::Atom;
    } else if (name == "rdf") {
      feed_.kind = Feed::Kind::Rdf;
    } else if (name == "opml") {
      return make_error(ErrorCode::BadFormat, "a list of feeds (OPML), no feed");
    } else {
      return make_error(ErrorCode::BadFormat, "no feed: its root is <" + name + ">");
    }
    xmlNode* head = root;
    for (xmlNode* child : children(root)) {
      if (local_name(child) != "channel") continue;
      head = child;
      tree_.set_home(child->ns);
      break;
    }
    read_head(head);
    walk(root);
    drop_cut_entry();
    return std::move(feed_);
  }

 private:
  bool is_atom() const { return feed_.kind == Feed::Kind::Atom; }

  bool is_entry(const xmlNode* node) const {
    return tree_.name(node) == (is_atom() ? "entry" : "item");
  }

  void read_head(xmlNode* head) {
    feed_.language = language_of(head);
    for (xmlNode* child : children(head)) {
      const std::string name = tree_.name(child);
      if (name == "title" && feed_.title.empty()) feed_.title = plain_line(text_of(child));
      if (name == "link" && feed_.link.empty()) feed_.link = link_of(child);
      if ((name == "language" || name == "dc:language") && feed_.language.empty())
        feed_.language = core::trim(text_of(child));
    }
  }

  // Entries stand in the channel, beside it (RDF), or, where an end tag is missing, in one another:
  // then the outer one is not whole. Depth is bounded by the parser.
  void walk(xmlNode* node) {
    for (xmlNode* child : children(node)) {
      if (!is_entry(child)) {
        walk(child);
      } else if (holds_entry(child)) {
        feed_.notes.push_back("line " + std::to_string(xmlGetLineNo(child)) +
                              ": an entry without its end, left out");
        walk(child);
      } else {
        read_entry(child);
      }
    }
  }

  bool holds_entry(const xmlNode* node) const {
    for (const xmlNode* child : children(node)) {
      if (is_entry(child) || holds_entry(child)) return true;
    }
    return false;
  }

  void drop_cut_entry() {
    if (!tree_.is_cut() || feed_.entries.empty()) return;
    feed_.notes.push_back("the feed is cut off: its last entry, '" + feed_.entries.back().title +
                          "', is left out");
    feed_.entries.pop_back();
  }

  void read_entry(xmlNode* node) {
    FeedEntry entry;
    entry.language = language_of(node);
    if (entry.language.empty()) entry.language = feed_.language;
    guid_link_.clear();
    for (xmlNode* child : children(node)) is_atom() ? atom(child, entry) : rss(child, entry);
    if (entry.link.empty()) entry.link = guid_link_;
    if (entry.id.empty()) entry.id = attribute(node, "about");  // RDF
    feed_.entries.push_back(std::move(entry));
  }

  // A link by its attribute (Atom) or its text (RSS); empty for one that leads elsewhere.
  std::string link_of(xmlNode* node) const {
    const std::string href = attribute(node, "href");
    if (href.empty()) return absolute(node, std::string(core::trim(text_of(node))), url_);
    const std::string rel = attribute(node, "rel");
    if (!rel.empty() && rel != "alternate") return {};
    return absolute(node, std::string(core::trim(href)), url_);
  }

  static void set_once(std::string& field, std::string value) {
    if (field.empty()) field = std::move(value);
  }

  static std::string trimmed(const xmlNode* node) { return std::string(core::trim(text_of(node))); }

  void rss(xmlNode* node, FeedEntry& entry) {
    const std::string name = tree_.name(node);
    if (name == "title") {
      set_once(entry.title, plain_line(text_of(node)));
    } else if (name == "link" || name == "atom:link") {
      set_once(entry.link, link_of(node));
    } else if (name == "guid") {
      set_once(entry.id, trimmed(node));
      if (core::ascii_lower(attribute(node, "isPermaLink")) != "false" &&
          entry.id.starts_with("http"))
        guid_link_ = entry.id;
    } else if (name == "pubDate" || name == "pubdate" || name == "dc:date" ||
               name == "dcterms:issued" || name == "dcterms:created") {
      set_once(entry.published, feed_date(text_of(node)));
    } else if (name == "atom:updated" || name == "dcterms:modified") {
      set_once(entry.updated, feed_date(text_of(node)));
    } else if (name == "dc:creator" || name == "author") {
      set_once(entry.author, plain_line(text_of(node)));
    } else if (name == "dc:language") {
      entry.language = trimmed(node);
    } else if (name == "description") {
      set_once(entry.summary, text_of(node));
    } else if (name == "content:encoded") {
      set_once(entry.content, text_of(node));
    }
  }

  // An Atom text construct (RFC 4287, 3.1) as HTML.
  static std::string construct(xmlNode* node) {
    const std::string type = core::ascii_lower(attribute(node, "type"));
    if (type == "xhtml" || type == "application/xhtml+xml") return markup_of(node);
    const std::string text = text_of(node);
    const bool is_html = type == "html" || type == "text/html" || type == "escaped";
    return is_html ? text : as_html(text);
  }

  void atom(xmlNode* node, FeedEntry& entry) {
    const std::string name = tree_.name(node);
    if (name == "title") {
      set_once(entry.title, plain_line(construct(node)));
    } else if (name == "link") {
      set_once(entry.link, link_of(node));
    } else if (name == "id") {
      set_once(entry.id, trimmed(node));
    } else if (name == "published" || name == "issued" || name == "created") {
      set_once(entry.published, feed_date(text_of(node)));
    } else if (name == "updated" || name == "modified") {
      set_once(entry.updated, feed_date(text_of(node)));
    } else if (name == "author") {
      for (xmlNode* part : children(node)) {
        if (tree_.name(part) == "name") set_once(entry.author, plain_line(text_of(part)));
      }
    } else if (name == "summary") {
      set_once(entry.summary, construct(node));
    } else if (name == "content" && attribute(node, "src").empty()) {
      set_once(entry.content, construct(node));
    }
  }

  XmlTree tree_;
  Feed feed_;
  std::string url_;
  std::string guid_link_;  // of the entry at hand: a guid that is an address
};

}  // namespace

Result<Feed> parse_xml_feed(std::string_view utf8, const std::string& url) {
  Feed feed;
  auto tree = XmlTree::parse(utf8, feed.notes);
  if (!tree) return tree.error();
  return Reader(std::move(*tree), std::move(feed), url).read();
}

}  // namespace dragoman::feeds
