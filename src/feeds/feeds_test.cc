#include <string>

#include <gtest/gtest.h>

#include "feeds/feed.h"
#include "feeds/plain.h"
#include "feeds/xml.h"

namespace dragoman::feeds {
namespace {

Feed read(const std::string& bytes, const std::string& content_type = {}) {
  auto feed = parse_feed(
      bytes, {.url = "https://wire.example/feeds/world.xml", .content_type = content_type});
  EXPECT_TRUE(feed.ok()) << feed.error().describe();
  return feed ? std::move(*feed) : Feed{};
}

TEST(Feed, Rss2) {
  const Feed feed = read(R"(<?xml version="1.0"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
     xmlns:d="http://purl.org/dc/elements/1.1/" xmlns:atom="http://www.w3.org/2005/Atom">
<channel><title>Meridian Wire</title><atom:link rel="self" href="https://wire.example/feeds/world.xml"/>
<link>https://wire.example/</link><language>en-GB</language>
<item><title>Talks &lt;b&gt;resume&lt;/b&gt; in Oslo</title><link>/a?x=1&amp;y=2</link>
<guid isPermaLink="false">77</guid><pubDate>Wed, 02 Oct 2002 13:00:00 EST</pubDate>
<d:creator>Ana Reyes</d:creator><description>In short.</description>
<content:encoded><![CDATA[<p>In full.</p>]]></content:encoded></item>
<item><guid>https://wire.example/b</guid><title>B</title></item>
</channel></rss>)");
  EXPECT_EQ(feed.kind, Feed::Kind::Rss);
  EXPECT_EQ(feed.title, "Meridian Wire");
  EXPECT_EQ(feed.link, "https://wire.example/");
  ASSERT_EQ(feed.entries.size(), 2u);
  const FeedEntry& entry = feed.entries[0];
  EXPECT_EQ(entry.id, "77");
  EXPECT_EQ(entry.link, "https://wire.example/a?x=1&y=2");
  EXPECT_EQ(entry.title, "Talks resume in Oslo");
  EXPECT_EQ(entry.author, "Ana Reyes");
  EXPECT_EQ(entry.published, "2002-10-02T13:00:00-05:00");
  EXPECT_EQ(entry.summary, "In short.");
  EXPECT_EQ(entry.content, "<p>In full.</p>");
  EXPECT_EQ(entry.language, "en-GB");
  EXPECT_EQ(feed.entries[1].link, "https://wire.example/b");
  EXPECT_TRUE(feed.notes.empty());
}

TEST(Feed, Rss1HasItsItemsBesideTheChannel) {
  const Feed feed = read(R"(<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
 xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel rdf:about="https://wire.example/"><title>Wire</title><link>https://wire.example/</link></channel>
<item rdf:about="https://wire.example/1"><title>One</title><link>https://wire.example/1</link>
<dc:date>2016-03-23T10:00:00+02:00</dc:date><description>First.</description></item></rdf:RDF>)");
  EXPECT_EQ(feed.kind, Feed::Kind::Rdf);
  EXPECT_EQ(feed.title, "Wire");
  ASSERT_EQ(feed.entries.size(), 1u);
  EXPECT_EQ(feed.entries[0].id, "https://wire.example/1");
  EXPECT_EQ(feed.entries[0].published, "2016-03-23T10:00:00+02:00");
}

TEST(Feed, Atom) {
  const Feed feed = read(R"(<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="fr"
 xml:base="https://agence.example/monde/"><title type="html">Agence &amp;amp; Fils</title>
<link rel="self" href="atom.xml"/><link href="./"/>
<entry xml:lang="en"><id>tag:agence.example,2016:1</id><title>Oslo</title>
<link rel="edit" href="/edit/1"/><link rel="alternate" href="oslo.html"/>
<published>2016-03-23T10:00:00.5Z</published><updated>2016-03-24</updated>
<author><name>A. Reyes</name><email>a@b.example</email></author>
<summary>5 &lt; 6</summary>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Full <b>text</b>.</p></div></content></entry>
</feed>)");
  EXPECT_EQ(feed.kind, Feed::Kind::Atom);
  EXPECT_EQ(feed.title, "Agence & Fils");
  EXPECT_EQ(feed.link, "https://agence.example/monde/");
  ASSERT_EQ(feed.entries.size(), 1u);
  const FeedEntry& entry = feed.entries[0];
  EXPECT_EQ(entry.link, "https://agence.example/monde/oslo.html");
  EXPECT_EQ(entry.published, "2016-03-23T10:00:00Z");
  EXPECT_EQ(entry.updated, "2016-03-24");
  EXPECT_EQ(entry.author, "A. Reyes");
  EXPECT_EQ(entry.language, "en");
  EXPECT_EQ(entry.summary, "<p>5 &lt; 6</p>");
  EXPECT_NE(entry.content.find("<p>Full <b>text</b>.</p>"), std::string::npos) << entry.content;
}

TEST(Feed, JsonFeed) {
  const Feed feed =
      read(R"({"version":"https://jsonfeed.org/version/1.1","title":"Wire","language":"en",
"home_page_url":"https://wire.example/","items":[{"id":7,"url":"/7","title":"Seven",
"content_text":"One & two.\n\nThree.","date_published":"2016-03-23T10:00:00Z",
"authors":[{"name":"Ana"}]}, "junk", {"id":7,"title":"again"}]})");
  EXPECT_EQ(feed.kind, Feed::Kind::Json);
  ASSERT_EQ(feed.entries.size(), 1u);
  EXPECT_EQ(feed.entries[0].id, "7");
  EXPECT_EQ(feed.entries[0].link, "https://wire.example/7");
  EXPECT_EQ(feed.entries[0].content, "<p>One &amp; two.</p><p>Three.</p>");
  EXPECT_EQ(feed.entries[0].author, "Ana");
  EXPECT_EQ(feed.notes.size(), 2u);
}

std::string rss(const std::string& items, const std::string& prolog = "<?xml version='1.0'?>") {
  return prolog + "<rss version='2.0'><channel><title>W</title>" + items + "</channel></rss>";
}

TEST(Feed, WhatIsCertainIsMendedAndSaid) {
  const Feed feed =
      read(rss("<item><title>Ali&nbsp;&eacute; &amp; AT&T &#8217;&foo;\x02</title>"
               "<link>http://a.example/?a=1&b=2</link></item>"));
  ASSERT_EQ(feed.entries.size(), 1u);
  EXPECT_EQ(feed.entries[0].title, "Ali \u00e9 & AT&T \u2019&foo;");
  EXPECT_EQ(feed.entries[0].link, "http://a.example/?a=1&b=2");
  ASSERT_EQ(feed.notes.size(), 1u);
  EXPECT_NE(feed.notes[0].find("6 places"), std::string::npos) << feed.notes[0];
}

TEST(Xml, BlanksBeforeTheDeclarationAreTakenOff) {
  std::size_t mended = 0;
  EXPECT_EQ(mend_xml(" \n<?xml version='1.0'?><a/>", mended), "<?xml version='1.0'?><a/>");
  EXPECT_EQ(mended, 1u);
}

TEST(Feed, TextInCdataStaysAsItIs) {
  const Feed feed = read(rss("<item><title><![CDATA[AT&amp;T &nbsp;]]></title></item>"));
  EXPECT_EQ(feed.entries.at(0).title, "AT&T");
  EXPECT_TRUE(feed.notes.empty());
}

TEST(Feed, AnEntryThatIsCutOffIsLeftOut) {
  const std::string whole =
      rss("<item><title>One</title></item><item><title>Two, whole</title></item>");
  const Feed feed = read(whole.substr(0, whole.find(", whole")));
  ASSERT_EQ(feed.entries.size(), 1u);
  EXPECT_EQ(feed.entries[0].title, "One");
  EXPECT_EQ(feed.notes.size(), 2u);
}

TEST(Feed, AnEntryWithoutItsEndIsLeftOut) {
  const Feed feed = read(rss("<item><title>One</title><item><title>Two</title></item>"));
  ASSERT_EQ(feed.entries.size(), 1u);
  EXPECT_EQ(feed.entries[0].title, "Two");
}

TEST(Feed, CharsetsAreFoundAndUnknownPrefixesKept) {
  const Feed latin = read(rss("<item><title>Caf\xE9</title><dc:date>2016-03-23</dc:date></item>",
                              "<?xml version='1.0' encoding='iso-8859-1'?>"));
  EXPECT_EQ(latin.entries.at(0).title, "Caf\u00e9");
  EXPECT_EQ(latin.entries.at(0).published, "2016-03-23");
  const Feed russian = read(rss("<item><title>\xCC\xEE\xF1\xEA\xE2\xE0</title></item>"),
                            "text/xml; charset=windows-1251");
  EXPECT_EQ(russian.entries.at(0).title, "\u041c\u043e\u0441\u043a\u0432\u0430");
}

TEST(Feed, EntitiesOfItsOwnAreRefused) {
  const std::string xxe = rss("<item><title>&x;</title></item>",
                              "<!DOCTYPE rss [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>");
  std::string laughs = "<!DOCTYPE rss [<!ENTITY l0 \"ha\">";
  for (int i = 1; i < 12; ++i) {
    const std::string before = "&l" + std::to_string(i - 1) + ";";
    laughs += "<!ENTITY l" + std::to_string(i) + " \"" + before + before + before + "\">";
  }
  laughs = rss("<item><title>&l11;</title></item>", laughs + "]>");
  const std::string parameter =
      rss("", "<!DOCTYPE rss [<!ENTITY % p SYSTEM \"http://a.example/x.dtd\"> %p;]>");
  for (const std::string& bytes : {xxe, laughs, parameter}) {
    const auto feed = parse_feed(bytes, {});
    ASSERT_FALSE(feed.ok());
    EXPECT_EQ(feed.error().code, ErrorCode::BadFormat);
    EXPECT_NE(feed.error().message.find("entities"), std::string::npos) << feed.error().message;
  }
  // RSS 0.91 names a document type, which is not fetched.
  EXPECT_EQ(read(rss("<item><title>A</title></item>",
                     "<!DOCTYPE rss PUBLIC \"-//Netscape Communications//DTD RSS 0.91//EN\" "
                     "\"http://my.netscape.com/publish/formats/rss-0.91.dtd\">"))
                .entries.size(),
            1u);
}

TEST(Feed, WhatIsNoFeedIsRefused) {
  const auto page = parse_feed(
      "<html><head><link rel=alternate type='application/rss+xml' href='/f.xml'></head></html>",
      {.url = "http://a.example/b"});
  EXPECT_NE(page.error().message.find("http://a.example/f.xml"), std::string::npos)
      << page.error().message;
  EXPECT_EQ(parse_feed("{\"a\":1}", {}).error().code, ErrorCode::BadJson);
  EXPECT_EQ(parse_feed("<svg xmlns='x'/>", {}).error().code, ErrorCode::BadFormat);
  EXPECT_EQ(parse_feed("just words", {}).error().code, ErrorCode::BadFormat);
  EXPECT_EQ(parse_feed("  ", {}).error().code, ErrorCode::EmptyInput);
}

TEST(Feed, DepthIsBounded) {
  std::string deep;
  for (int i = 0; i < 100000; ++i) deep += "<a>";
  static_cast<void>(parse_feed(rss(deep), {}).ok());  // an answer, whichever
}

TEST(Opml, ListsFeedsOnce) {
  const auto opml = parse_opml(R"(<opml version="2.0"><body><outline text="News">
<outline type="rss" text="Wire &amp; Co" xmlUrl="https://wire.example/f.xml"/>
<outline title="B" text="b" xmlurl="feed://b.example/f"/><outline xmlUrl="c.example/f"/></outline>
<outline text="again" xmlUrl="https://wire.example/f.xml"/></body></opml>)");
  ASSERT_TRUE(opml.ok()) << opml.error().describe();
  ASSERT_EQ(opml->feeds.size(), 3u);
  EXPECT_EQ(opml->feeds[0].title, "Wire & Co");
  EXPECT_EQ(opml->feeds[1].url, "http://b.example/f");
  EXPECT_EQ(opml->feeds[2].url, "http://c.example/f");
  EXPECT_FALSE(parse_opml("<rss/>").ok());
}

TEST(FeedDate, AsFeedsWriteIt) {
  EXPECT_EQ(feed_date("Wed, 02 Oct 2002 13:00:00 GMT"), "2002-10-02T13:00:00Z");
  EXPECT_EQ(feed_date("2 Oct 02 08:00 +0530"), "2002-10-02T08:00+05:30");
  EXPECT_EQ(feed_date("Wed, 2 Oct 2002 9:05:00 PDT"), "2002-10-02T09:05:00-07:00");
  EXPECT_EQ(feed_date("2016-03-23T10:00:00+0200"), "2016-03-23T10:00:00+02:00");
  EXPECT_EQ(feed_date("23 March 2016"), "2016-03-23");
  EXPECT_EQ(feed_date("Thu, 01 Jan 1970 00:00:00 GMT"), "1970-01-01T00:00:00Z");
  EXPECT_EQ(feed_date("soon"), "");
  EXPECT_EQ(feed_date("Wed, 02 Oct 2002 25:00:00 GMT"), "2002-10-02");
}

}  // namespace
}  // namespace dragoman::feeds
