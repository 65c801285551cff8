#include "intake/html_page.h"

#include <gtest/gtest.h>

#include "intake/read_input.h"

namespace dragoman::intake {
namespace {

const Resources& resources() {
  static const auto loaded = Resources::load(DRAGOMAN_SOURCE_DIR "/lexicons");
  return **loaded;
}

HtmlPage read(const std::string& bytes, std::string_view url = {}) {
  auto page = read_page(resources(), bytes, {.url = url, .content_type = {}});
  EXPECT_TRUE(page.ok()) << page.error().describe();
  return page.ok() ? std::move(*page) : HtmlPage();
}

// Paragraphs of an invented report, by their number.
constexpr std::string_view kReport[] = {
    "HAVANA, March 3 (Reuters) - The government and the rebels resumed talks on Tuesday, two weeks "
    "after a round that ended without agreement on the return of displaced farmers to their land.",
    "\"We will not leave the table,\" said Ana Reyes, who leads the delegation of the government. "
    "She "
    "added that both sides had agreed on an agenda of six points for the coming month.",
    "The rebels, who have fought the army since 1998, asked the United Nations to send observers "
    "to "
    "four provinces. A spokesman for the mission said that it would study the request.",
    "Neighbouring countries welcomed the step. The foreign minister of Brazil offered to host the "
    "next round, and the European Union promised 40 million euros for schools in the region.",
    "Clashes in the north have killed at least 30 people since January, according to the Red "
    "Cross, "
    "and some 12,000 have fled their homes. The talks are due to end on March 20."};

std::string paragraphs() {
  std::string html;
  for (const std::string_view text : kReport) html += "<p>" + std::string(text) + "</p>\n";
  return html;
}

constexpr std::string_view kMenu =
    "<nav class='main-nav'><ul><li><a href=/>Home</a></li><li><a href=/world>World</a></li><li><a "
    "href=/sport>Sport</a></li><li><a href=/weather>Weather</a></li></ul></nav>";
constexpr std::string_view kRelated =
    "<aside class='related-stories'><h3>More stories</h3><ul><li><a href=/1>Farmers return to the "
    "valley after years in camps</a></li><li><a href=/2>Army says it shot down a drone near the "
    "border</a></li></ul></aside>";
constexpr std::string_view kFooter =
    "<div class='newsletter-signup'><p>Sign up for our newsletter and get the news of the day in "
    "your "
    "inbox every morning.</p></div><footer><p>Copyright 2016 The Courier. All rights reserved. "
    "Terms "
    "of use. Privacy policy.</p></footer><div id='cookie-banner'><p>We use cookies to improve your "
    "experience. By using this site you agree to our use of cookies.</p></div>";

void expect_report(const HtmlPage& page) {
  for (const std::string_view text : kReport)
    EXPECT_NE(page.text.find(text), std::string::npos) << text << "\n---\n" << page.text;
  for (const std::string_view foreign :
       {"Weather", "drone near", "newsletter", "rights reserved", "cookies", "Share"})
    EXPECT_EQ(page.text.find(foreign), std::string::npos) << foreign << "\n---\n" << page.text;
}

TEST(HtmlPage, NewsArticleInJsonLd) {
  const HtmlPage page = read(
      "<!doctype html><html lang='en-GB'><head><title>Talks resume in Havana | The Courier</title>"
      "<link rel=canonical href='https://courier.example/world/talks'>"
      "<meta property='og:title' content='Talks resume'><script type='application/ld+json'>"
      "{\"@context\":\"https://schema.org\",\"@graph\":[{\"@type\":\"WebSite\",\"name\":\"Site\"},"
      "{\"@type\":[\"NewsArticle\"],\"headline\":\"Talks resume in Havana\","
      "\"datePublished\":\"2016-03-03T10:00:00Z\",\"dateModified\":\"2016-03-04\","
      "\"author\":[{\"@type\":\"Person\",\"name\":\"Jane Doe\"},{\"name\":\"John Roe\"}],"
      "\"publisher\":{\"name\":\"The Courier\"}}]}</script></head><body>" +
      std::string(kMenu) +
      "<main><article><header><h1>Talks resume in Havana</h1><div class=byline>By Jane Doe</div>"
      "<div class='share-tools'><a href=#>Share</a> <a href=#>Tweet</a></div></header>"
      "<figure><img src=a><figcaption>Delegates arrive in Havana. Photo: J. Roe / "
      "Courier</figcaption>"
      "</figure><div class='article-body'>" +
      paragraphs() + "</div></article></main>" + std::string(kRelated) + std::string(kFooter) +
      "</body></html>");
  expect_report(page);
  EXPECT_EQ(page.text.find("Delegates arrive"), std::string::npos);
  EXPECT_EQ(page.metadata.title.value, "Talks resume in Havana");
  EXPECT_EQ(page.metadata.title.source, "page h1");
  EXPECT_EQ(page.metadata.byline.value, "Jane Doe, John Roe");
  EXPECT_EQ(page.metadata.outlet.value, "The Courier");
  EXPECT_EQ(page.metadata.published.value, "2016-03-03T10:00:00Z");
  EXPECT_EQ(page.metadata.published.source, "json-ld datePublished");
  EXPECT_EQ(page.metadata.modified.value, "2016-03-04");
  EXPECT_EQ(page.metadata.url.value, "https://courier.example/world/talks");
  EXPECT_EQ(page.metadata.language.value, "en-GB");
}

TEST(HtmlPage, OpenGraphOnly) {
  const HtmlPage page = read(
      "<head><title>The Courier</title><meta property='og:site_name' content='The Courier'>"
      "<meta property='og:title' content='Talks resume in Havana - The Courier'>"
      "<meta property='article:published_time' content='2016-03-03T10:00:00+01:00'>"
      "<meta name=author content='By Jane Doe'></head><body>" +
      std::string(kMenu) + "<div id=content>" + paragraphs() + "</div>" + std::string(kFooter));
  expect_report(page);
  EXPECT_EQ(page.metadata.title.value, "Talks resume in Havana");
  EXPECT_EQ(page.metadata.title.source, "meta og:title");
  EXPECT_EQ(page.metadata.byline.value, "Jane Doe");
  EXPECT_EQ(page.metadata.published.value, "2016-03-03T10:00:00+01:00");
}

TEST(HtmlPage, Microdata) {
  const HtmlPage page = read(
      "<title>Talks</title><body>" + std::string(kMenu) +
      "<div itemscope itemtype='http://schema.org/NewsArticle'><h1 itemprop=headline>Talks resume "
      "in "
      "Havana</h1><span itemprop=author>Jane Doe</span><time itemprop=datePublished "
      "datetime='2016-03-03'>3 March</time><div itemprop=articleBody>" +
      paragraphs() + "</div></div>" + std::string(kRelated) +
      "<div itemscope itemtype='http://schema.org/Comment'><span itemprop=author>Troll</span><time "
      "itemprop=datePublished datetime='2017-01-01'></time></div>");
  expect_report(page);
  EXPECT_EQ(page.metadata.byline.value, "Jane Doe");
  EXPECT_EQ(page.metadata.published.value, "2016-03-03");
  EXPECT_EQ(page.metadata.published.source, "itemprop datePublished");
}

TEST(HtmlPage, BlogWithWordsForDates) {
  const HtmlPage page = read(
      "<title>Talks resume in Havana - A View from the Hill</title><body class='single "
      "has-sidebar'>"
      "<div class='post'><h1 class=entry-title>Talks resume in Havana</h1><p "
      "class=entry-meta>Posted on "
      "March 3rd, 2016 by Jane</p><div class=entry-content>" +
      paragraphs() +
      "</div></div><div id=sidebar class=sidebar><ul><li><a href=/a>About me</a></li></ul></div>" +
      "<div id=comments><p>What a long text that I have written here to say that I agree with all "
      "of "
      "it, and then some more words on the weather.</p></div>");
  expect_report(page);
  EXPECT_EQ(page.metadata.outlet.value, "A View from the Hill");
  EXPECT_EQ(page.metadata.published.value, "2016-03-03");
  EXPECT_EQ(page.metadata.published.source, "page date");
  EXPECT_EQ(page.text.find("agree with all"), std::string::npos) << page.text;
}

TEST(HtmlPage, LiveBlog) {
  std::string updates;
  int hour = 10;
  for (const std::string_view text : kReport)
    updates += "<article class=block><time>" + std::to_string(hour++) +
               ".00am</time><h2>Update from Havana</h2><p>" + std::string(text) + "</p></article>";
  const HtmlPage page = read(
      "<script type='application/ld+json'>[{\"@type\":\"LiveBlogPosting\",\"headline\":\"Talks: "
      "live\",\"datePublished\":\"2016-03-03T09:00:00Z\",}]</script><body><h1>Talks: "
      "live</h1><main><div "
      "class='article-body'>" +
      updates + "</div></main>" + std::string(kFooter));
  expect_report(page);
  EXPECT_TRUE(page.metadata.live_blog);
  EXPECT_EQ(page.metadata.published.value, "2016-03-03T09:00:00Z");  // for all its last comma
}

TEST(HtmlPage, TablesForLayout) {
  const HtmlPage page = read(
      "<title>Talks</title><body><table width=100%><tr><td><a href=/>Home</a><br><a "
      "href=/w>World</a><br><a "
      "href=/s>Sport</a></td><td><font size=5>Talks resume in Havana</font><br><br>" +
      [] {
        std::string text;
        for (const std::string_view paragraph : kReport)
          text += std::string(paragraph) + "<br><br>";
        return text;
      }() +
      "</td></tr></table>");
  expect_report(page);
  EXPECT_EQ(page.text.find("Sport"), std::string::npos) << page.text;
}

TEST(HtmlPage, TextBehindAPaywallIsRead) {
  std::string body;
  for (std::size_t i = 0; i < std::size(kReport); ++i)
    body += "<p" + std::string(i < 2 ? "" : " class='paywall-content' style='display:none'") + ">" +
            std::string(kReport[i]) + "</p>";
  expect_report(read("<title>Talks</title><body><h1>Talks</h1><article><div class='article-body'>" +
                     body + "</div></article><div class='newsletter'>Subscribe now</div>"));
}

TEST(HtmlPage, SubheadsQuotationsAndListsStay) {
  const HtmlPage page = read(
      "<title>Talks</title><body><h1>Talks in Havana</h1><div class='story-body'>" + paragraphs() +
      "<h2>What comes next</h2><blockquote><p>We shall come back to this table when the rains are "
      "over, "
      "and not before.</p></blockquote><p>The agenda has these points:</p><ul><li>The return of "
      "farmers "
      "to their land.</li><li>A truce during the harvest.</li></ul>" +
      paragraphs() + "</div>");
  for (const std::string_view text :
       {"What comes next", "when the rains are over", "A truce during"})
    EXPECT_NE(page.text.find(text), std::string::npos) << text << "\n" << page.text;
}

TEST(HtmlPage, TheWayBackToThePage) {
  const std::string bytes =
      "<body><h1>Talks</h1><div class='article-body'>" + paragraphs() + "</div>";
  const HtmlPage page = read(bytes);
  ASSERT_EQ(page.paragraphs.size(), std::size(kReport));
  EXPECT_EQ(page.paragraphs[0].node, "/html/body/div/p");
  EXPECT_EQ(page.paragraphs[2].node, "/html/body/div/p[3]");
  for (std::size_t i = 0; i < std::size(kReport); ++i) {
    const PageParagraph& paragraph = page.paragraphs[i];
    EXPECT_EQ(page.text.substr(paragraph.span.begin, paragraph.span.size()), kReport[i]);
    EXPECT_EQ(bytes.substr(paragraph.source, 20), kReport[i].substr(0, 20));
  }
}

TEST(HtmlPage, SaysWhyThereIsNoArticle) {
  const auto message = [](const std::string& bytes) {
    const auto page = read_page(resources(), bytes, {});
    return page.ok() ? "read: " + page->text : page.error().message;
  };
  std::string list = "<title>World news</title><body><h1>World</h1>";
  for (int i = 0; i < 40; ++i)
    list += "<div class=teaser><h3><a href=/" + std::to_string(i) + ">Talks of day " +
            std::to_string(i) + " end without any agreement in the capital</a></h3></div>";
  EXPECT_NE(message(list).find("words are links"), std::string::npos) << message(list);
  EXPECT_EQ(message("<body><div id=app></div><script>load()</script>"),
            "a page without text: scripts would load it");
  EXPECT_EQ(message("<body></body>"), "a page without text");
}

TEST(HtmlPage, DatesThatCannotBeAreLeftOut) {
  const HtmlPage page = read(
      "<meta property='article:published_time' content='0001-01-01T00:00:00Z'><meta name=date "
      "content='2099-01-01'><meta name=pubdate content='2016-03-03'><body><h1>Talks</h1>" +
      paragraphs());
  EXPECT_EQ(page.metadata.published.value, "2016-03-03");
}

TEST(HtmlPage, DatesInAddressesAndInOtherCountries) {
  const HtmlPage by_url =
      read("<body><h1>Talks</h1>" + paragraphs(), "https://courier.example/2016/03/03/talks.html");
  EXPECT_EQ(by_url.metadata.published.value, "2016-03-03");
  EXPECT_EQ(by_url.metadata.outlet.value, "courier.example");
  const HtmlPage day_first = read(
      "<html lang=pt-BR><title>Conversas em Havana</title><body><h1>Conversas em "
      "Havana</h1><p>05/10/2018</p>" +
      paragraphs());
  EXPECT_EQ(day_first.metadata.published.value, "2018-10-05");
}

TEST(HtmlPage, BecomesAReport) {
  RawItem item;
  item.kind = RawItem::Kind::Html;
  item.uri = "a.html";
  item.bytes = "<meta property='article:published_time' content='2016-03-03'><body><h1>Talks</h1>" +
               paragraphs();
  const auto report = make_report(resources(), {}, item);
  ASSERT_TRUE(report.ok()) << report.error().describe();
  EXPECT_EQ(report->title, "Talks");
  ASSERT_TRUE(report->dateline.has_value());
  EXPECT_EQ(report->dateline->place, "Havana");
  EXPECT_EQ(report->agency, "Reuters");
  ASSERT_TRUE(report->page.has_value());
  EXPECT_EQ(report->page->paragraphs.size(), std::size(kReport));
}

TEST(HtmlPage, InAFieldOfJson) {
  RawItem item;
  item.kind = RawItem::Kind::JsonLine;
  item.uri = "a.jsonl:1";
  item.bytes =
      "{\"id\":\"x\",\"url\":\"https://courier.example/t\",\"html\":\"<body><h1>Talks</h1><p>" +
      std::string(kReport[0]) + "</p><p>" + std::string(kReport[2]) + "</p>\"}";
  const auto report = make_report(resources(), {}, item);
  ASSERT_TRUE(report.ok()) << report.error().describe();
  EXPECT_EQ(report->uri, "x");
  EXPECT_EQ(report->outlet, "courier.example");
  EXPECT_TRUE(report->text.starts_with("HAVANA, March 3"));
}

TEST(HtmlPage, RefusesWhatIsTooLong) {
  const auto page = read_page(resources(), std::string(2000, 'x'),
                              {.url = {}, .content_type = {}, .max_bytes = 1999});
  ASSERT_FALSE(page.ok());
  EXPECT_EQ(page.error().code, ErrorCode::TooLarge);
}

}  // namespace
}  // namespace dragoman::intake
