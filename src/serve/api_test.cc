// Routes, and the description of the API held against them.
#include "serve/api.h"

#include <set>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "serve/feed.h"
#include "serve/metrics.h"
#include "serve/shared.h"
#include "store/counts.h"

namespace dragoman::serve {
namespace {

using Json = nlohmann::ordered_json;

Shared& shared() {
  static Shared one{ServeOptions{}};
  return one;
}

Router::Match find(const Router& router, const std::string& method, const std::string& target) {
  Request request;
  request.method = method;
  EXPECT_TRUE(split_target(target, request)) << target;
  return router.find(request);
}

TEST(Routes, ByPathAndMethod) {
  const Router router = make_router(shared());
  const auto record = find(router, "GET", "/api/v1/reports/abc/record");
  ASSERT_NE(record.route, nullptr);
  EXPECT_EQ(record.route->pattern, "/api/v1/reports/{id}/record");
  EXPECT_EQ(find(router, "HEAD", "/api/v1/events").route->pattern, "/api/v1/events");
  EXPECT_EQ(find(router, "POST", "/api/v1/reports").route->needs, Role::Write);
  EXPECT_EQ(find(router, "GET", "/api/v1").route, nullptr);
  EXPECT_EQ(find(router, "GET", "/api/v1/reports/abc/record/more").route, nullptr);
  const auto wrong = find(router, "DELETE", "/api/v1/reports");
  EXPECT_EQ(wrong.route, nullptr);
  EXPECT_EQ(wrong.allowed, (std::vector<std::string>{"GET", "HEAD", "POST"}));
}

TEST(Description, NamesEveryRouteAndNoOther) {
  const Json description = Json::parse(openapi());
  EXPECT_EQ(description["openapi"], "3.1.0");
  std::set<std::string> described, there;
  for (const auto& [path, operations] : description["paths"].items()) {
    for (const auto& [method, operation] : operations.items()) {
      std::string upper = method;
      for (char& c : upper) c = static_cast<char>(std::toupper(c));
      described.insert(upper + " " + path);
      EXPECT_TRUE(operation.contains("operationId")) << path;
      EXPECT_TRUE(operation["responses"].contains("401") || operation.contains("security")) << path;
    }
  }
  const Router router = make_router(shared());
  for (const Route& route : router.routes()) there.insert(route.method + " " + route.pattern);
  EXPECT_EQ(described, there);
}

void check_references(const Json& description, const Json& part) {
  if (part.is_object() && part.contains("$ref")) {
    const std::string name = part["$ref"];
    ASSERT_TRUE(name.starts_with("#")) << name;
    EXPECT_TRUE(description.contains(Json::json_pointer(name.substr(1)))) << name;
  }
  if (part.is_structured()) {
    for (const auto& item : part) check_references(description, item);
  }
}

TEST(Description, ItsReferencesLeadSomewhere) {
  const Json description = Json::parse(openapi());
  check_references(description, description);
}

TEST(Description, ItsParametersAreThoseThatHandlersTake) {
  // A handler names the parameters that it knows when it is asked for one that it does not.
  const Json description = Json::parse(openapi());
  const Router router = make_router(shared());
  for (const Route& route : router.routes()) {
    if (route.method != "GET" || route.lane == Lane::Here || route.lane == Lane::Stream) continue;
    if (route.pattern.find("/series") != std::string::npos) continue;  // they depend on `of`
    Request request;
    request.method = "GET";
    ASSERT_TRUE(
        split_target(route.pattern.substr(0, route.pattern.find('{')) + "x?nothing=1", request));
    request.segments.resize(4, "x");
    Desk desk{shared()};
    const auto response = route.handle(request, desk);
    if (response) continue;  // takes none and does not look
    const std::string& message = response.error().message;
    const std::size_t at = message.find("there are: ");
    ASSERT_NE(at, std::string::npos) << route.pattern << ": " << message;
    std::set<std::string> known, described;
    std::string list = message.substr(at + 11) + ", ";
    for (std::size_t end; (end = list.find(", ")) != std::string::npos; list.erase(0, end + 2)) {
      if (end > 0) known.insert(list.substr(0, end));
    }
    for (const Json& parameter : description["paths"][route.pattern]["get"]["parameters"]) {
      const Json& whole =
          parameter.contains("$ref")
              ? description[Json::json_pointer(parameter["$ref"].get<std::string>().substr(1))]
              : parameter;
      if (whole["in"] == "query") described.insert(whole["name"].get<std::string>());
    }
    EXPECT_EQ(known, described) << route.pattern;
  }
}

struct Collector : Listener {
  std::string got;
  void send(const Frame& frame) override { got += *frame.text; }
};

TEST(FeedTest, FramesAreChunksOfEvents) {
  EXPECT_EQ(chunk("hello"), "5\r\nhello\r\n");
  store::ReportHead head;
  head.report = {"aaaaaaaaaaaaaaaa", "u", "o", "2016-01-01", "a\nb <script>"};
  const std::string event = report_event(7, head);
  EXPECT_TRUE(event.starts_with("id: 7\nevent: report\ndata: {\"id\":\"aaaaaaaaaaaaaaaa\""));
  EXPECT_EQ(std::count(event.begin(), event.end(), '\n'), 4);  // a line end in a title ends no line
}

TEST(MetricsTest, AreCumulative) {
  Metrics metrics;
  metrics.count("/a", 200, std::chrono::milliseconds(2));
  metrics.count("/a", 200, std::chrono::milliseconds(20));
  metrics.count("/a", 404, std::chrono::seconds(60));
  const std::string text = metrics.text();
  EXPECT_NE(text.find("dragoman_requests_total{route=\"/a\",status=\"200\"} 2\n"),
            std::string::npos);
  EXPECT_NE(text.find("dragoman_request_seconds_bucket{route=\"/a\",le=\"0.003\"} 1\n"),
            std::string::npos);
  EXPECT_NE(text.find("dragoman_request_seconds_bucket{route=\"/a\",le=\"10\"} 2\n"),
            std::string::npos);
  EXPECT_NE(text.find("dragoman_request_seconds_bucket{route=\"/a\",le=\"+Inf\"} 3\n"),
            std::string::npos);
}

}  // namespace
}  // namespace dragoman::serve
