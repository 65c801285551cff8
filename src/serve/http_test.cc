// Addresses, parameters, cursors, what clients take.
#include "serve/http.h"

#include <gtest/gtest.h>
#include <zlib.h>

#include "serve/answer.h"
#include "serve/cursor.h"
#include "serve/negotiate.h"
#include "serve/parameters.h"

namespace dragoman::serve {
namespace {

Request request_of(const std::string& target) {
  Request out;
  out.method = "GET";
  const auto done = split_target(target, out);
  EXPECT_TRUE(done) << done.error().describe();
  return out;
}

TEST(Target, IsTakenApartAndDecoded) {
  const Request request = request_of("/api/v1/actors/person%20A%2FB?actor=Iv%C3%A1n+M&x=&y");
  EXPECT_EQ(request.segments, (std::vector<std::string>{"api", "v1", "actors", "person A/B"}));
  ASSERT_EQ(request.query.size(), 3u);
  EXPECT_EQ(request.query[0].second, "Iv\u00E1n M");
  EXPECT_EQ(request.query[1].second, "");
  EXPECT_EQ(request.query[2].first, "y");
}

TEST(Target, WhatCannotBeReadIsRefused) {
  for (const char* target :
       {"", "api", "http://x/", "/a/../b", "/a/%2e%2e/b", "/a//b", "/./a", "/%", "/%4", "/%zz",
        "/a%00b", "/%ff", "/a?b=%", "/a?b=%c3%28", "/a/b/c/d/e/f/g/h/i/j/k/l/m/n/o/p/q/r"}) {
    Request request;
    EXPECT_FALSE(split_target(target, request)) << target;
  }
  Request request;
  std::string many = "/a?";
  for (int i = 0; i < 100; ++i) many += "a=1&";
  EXPECT_FALSE(split_target(many, request));
}

TEST(Target, EncodingIsUndone) {
  const std::string text = "a b/c%d\u00E4&=?#\x7f";
  EXPECT_EQ(*percent_decode(percent_encode(text), true), text);
}

TEST(ParametersTest, DaysAreDaysOfTheCalendar) {
  const auto day_of = [](const std::string& query) -> std::string {
    const Request request = request_of("/a?" + query);
    Parameters parameters(request);
    const std::string day = parameters.day("today", "2020-01-01");
    const auto done = parameters.finish();
    return done ? day : "wrong";
  };
  EXPECT_EQ(day_of(""), "2020-01-01");
  EXPECT_EQ(day_of("today=2016-02-29"), "2016-02-29");
  for (const char* wrong : {"2015-02-29", "2016-2-3", "2016-02", "2016", "", "yesterday", "2016-02-03T10:00"})
    EXPECT_EQ(day_of(std::string("today=") + wrong), "wrong") << wrong;
}

TEST(ParametersTest, AreOfTheirTypeWithinBoundsAndKnown) {
  const auto limit_of = [](const std::string& query) -> std::string {
    const Request request = request_of("/a?" + query);
    Parameters parameters(request);
    const std::size_t limit = parameters.number("limit", 50, 1, 500);
    const std::string by = parameters.one_of("by", {"day", "week"}, "day");
    const double least = parameters.share("confidence");
    const auto done = parameters.finish();
    return done ? std::to_string(limit) + " " + by + " " + std::to_string(least).substr(0, 3)
                : done.error().message;
  };
  EXPECT_EQ(limit_of(""), "50 day 0.0");
  EXPECT_EQ(limit_of("limit=500&by=week&confidence=0.5"), "500 week 0.5");
  for (const char* wrong : {"limit=", "limit=0", "limit=501", "limit=1e3", "limit=-1", "limit=1x",
                            "limit=99999999999999999999"}) {
    EXPECT_NE(limit_of(wrong).find("a number from 1 to 500"), std::string::npos) << wrong;
  }
  EXPECT_NE(limit_of("by=year").find("one of day, week"), std::string::npos);
  EXPECT_NE(limit_of("confidence=nan").find("from 0 to 1"), std::string::npos);
  EXPECT_NE(limit_of("limit=1&limit=2").find("twice"), std::string::npos);
  EXPECT_NE(limit_of("evil=1").find("there are: by, confidence, limit"), std::string::npos);
  EXPECT_NE(limit_of("by=" + std::string(600, 'x')).find("at most 512"), std::string::npos);
}

TEST(Cursor, HoldsForItsListOnly) {
  const store::Place place{"2016-03-01", "2016-03-02T10:00:00Z", "aaaaaaaaaaaaaaaa", 7};
  const std::string cursor = encode_cursor(place, "events&actor=x");
  const auto back = decode_cursor(cursor, "events&actor=x");
  ASSERT_TRUE(back) << back.error().describe();
  EXPECT_EQ(back->day, place.day);
  EXPECT_EQ(back->published, place.published);
  EXPECT_EQ(back->report, place.report);
  EXPECT_EQ(back->position, 7);
  EXPECT_FALSE(decode_cursor(cursor, "events&actor=y"));
  EXPECT_FALSE(decode_cursor(cursor, "statements&actor=x"));
}

TEST(Cursor, EveryChangeIsNoticed) {
  const std::string cursor = encode_cursor({"2016-03-01", "2016", "a' OR 1=1 --", -3}, "events");
  ASSERT_TRUE(decode_cursor(cursor, "events"));
  for (std::size_t i = 0; i < cursor.size(); ++i) {
    std::string other = cursor;
    other[i] = other[i] == 'A' ? 'B' : 'A';
    EXPECT_FALSE(decode_cursor(other, "events")) << i;
    EXPECT_FALSE(decode_cursor(cursor.substr(0, i), "events")) << i;
  }
  for (const std::string& bad : {std::string(), std::string("="), std::string("!!!!"),
                                 std::string(2000, 'A'), cursor + "A", cursor + "="}) {
    EXPECT_FALSE(decode_cursor(bad, "events")) << bad;
  }
}

TEST(Cursor, TheListIsTheFilterAndNotThePage) {
  const Request first = request_of("/api/v1/events?type=CONSULT&actor=x&limit=5");
  const std::string cursor = cursor_of({"2016-03-01", "2016", "a", 1}, first);
  const auto page_for = [](const std::string& target) {
    const Request request = request_of(target);
    Parameters parameters(request);
    return page_of(parameters, request);
  };
  EXPECT_TRUE(page_for("/api/v1/events?actor=x&type=CONSULT&limit=9&cursor=" + cursor));
  EXPECT_FALSE(page_for("/api/v1/events?actor=x&type=AGREE&limit=5&cursor=" + cursor));
  EXPECT_FALSE(page_for("/api/v1/statements?actor=x&type=CONSULT&cursor=" + cursor));
}

TEST(Base64, IsUndoneForAllLengths) {
  std::string bytes;
  for (int i = 0; i < 300; ++i) {
    EXPECT_EQ(*from_base64url(base64url(bytes)), bytes);
    bytes += static_cast<char>(i * 7);
  }
}

TEST(Negotiation, FormatByParameterThenByAccept) {
  Request request = request_of("/a");
  const auto format = [&request](const char* accept) {
    request.headers["accept"] = accept;
    const auto found = format_of(request);
    return found && *found == Format::Csv ? "csv" : "json";
  };
  EXPECT_STREQ(format(""), "json");
  EXPECT_STREQ(format("text/csv"), "csv");
  EXPECT_STREQ(format("text/csv;q=0.5, application/json"), "json");
  EXPECT_STREQ(format("application/json;q=0.1, text/csv;q=0.2"), "csv");
  EXPECT_STREQ(format("text/html,*/*;q=0.8"), "json");
  request = request_of("/a?format=csv");
  EXPECT_STREQ(format("application/json"), "csv");
  EXPECT_FALSE(format_of(request_of("/a?format=xml")));
}

TEST(Negotiation, PagesByParameterThenByAccept) {
  Request request = request_of("/a");
  const auto format = [&request](const char* accept) {
    request.headers["accept"] = accept;
    const auto found = page_format_of(request);
    EXPECT_TRUE(found);
    return found ? *found : PageFormat::Json;
  };
  EXPECT_EQ(format(""), PageFormat::Json);
  EXPECT_EQ(format("*/*"), PageFormat::Json);
  EXPECT_EQ(format("text/html,application/xhtml+xml,*/*;q=0.8"), PageFormat::Html);
  EXPECT_EQ(format("text/markdown, text/plain;q=0.5"), PageFormat::Markdown);
  EXPECT_EQ(format("image/png"), PageFormat::Json);
  request = request_of("/a?format=text");
  EXPECT_EQ(format("text/html"), PageFormat::Text);
  request = request_of("/a?format=csv");
  EXPECT_FALSE(page_format_of(request));
}

TEST(Negotiation, Gzip) {
  EXPECT_TRUE(takes_gzip("gzip, deflate, br"));
  EXPECT_TRUE(takes_gzip("*"));
  EXPECT_FALSE(takes_gzip("gzip;q=0, *"));
  EXPECT_FALSE(takes_gzip("deflate"));
  EXPECT_FALSE(takes_gzip(""));
  const std::string text(100'000, 'x');
  const std::string packed = gzip(text);
  ASSERT_FALSE(packed.empty());
  EXPECT_LT(packed.size(), 2000u);
  std::string out(text.size() + 1, '\0');
  z_stream stream = {};
  ASSERT_EQ(inflateInit2(&stream, MAX_WBITS + 16), Z_OK);
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(packed.data()));
  stream.avail_in = static_cast<uInt>(packed.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  EXPECT_EQ(inflate(&stream, Z_FINISH), Z_STREAM_END);
  inflateEnd(&stream);
  out.resize(stream.total_out);
  EXPECT_EQ(out, text);
}

TEST(Negotiation, TagsOfEitherEncodingAreTheSameAnswer) {
  EXPECT_TRUE(has_tag("\"abc\"", "abc"));
  EXPECT_TRUE(has_tag("\"x\", W/\"abc-gzip\"", "abc"));
  EXPECT_TRUE(has_tag("*", "abc"));
  EXPECT_FALSE(has_tag("\"abcd\"", "abc"));
  EXPECT_FALSE(has_tag("abc", "abc"));
  EXPECT_FALSE(has_tag("", "abc"));
  EXPECT_NE(quoted_tag("abc", true), quoted_tag("abc", false));
}

TEST(Cache, KeepsTheLastUsedWithinItsBytes) {
  AnswerCache cache(10'000);
  const auto answer = [](const std::string& tag) {
    auto out = std::make_shared<Answer>();
    out->response.body = std::string(1500, 'x');
    out->tag = tag;
    return out;
  };
  for (int i = 0; i < 4; ++i) cache.keep("k" + std::to_string(i), answer("1"));
  EXPECT_NE(cache.find("k0", "1"), nullptr);
  EXPECT_EQ(cache.find("k1", "2"), nullptr);  // of another state of the store: gone
  EXPECT_EQ(cache.find("k1", "1"), nullptr);
  for (int i = 4; i < 8; ++i) cache.keep("k" + std::to_string(i), answer("1"));
  EXPECT_EQ(cache.find("k2", "1"), nullptr);
  EXPECT_NE(cache.find("k0", "1"), nullptr);
  EXPECT_LE(cache.bytes(), 10'000u);
  auto large = std::make_shared<Answer>();
  large->response.body = std::string(9'000, 'x');
  cache.keep("large", large);
  EXPECT_EQ(cache.find("large", ""), nullptr);
  EXPECT_NE(cache.find("k0", "1"), nullptr);
}

TEST(Problem, SaysNothingOfWhatBrokeInside) {
  const Response inner = problem(make_error(ErrorCode::BadStore, "secret", "/home/x/store.db"));
  EXPECT_EQ(inner.status, 500);
  EXPECT_EQ(inner.body.find("secret"), std::string::npos);
  EXPECT_EQ(inner.body.find("/home"), std::string::npos);
  const Response outer = problem(make_error(ErrorCode::BadArgument, "since '\xff': expected"));
  EXPECT_EQ(outer.status, 400);
  EXPECT_EQ(outer.type, "application/problem+json");
}

}  // namespace
}  // namespace dragoman::serve
