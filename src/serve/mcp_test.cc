// The Model Context Protocol, both eras, over a small store.
#include <optional>

#include <gtest/gtest.h>

#include "../../tests/support/temporary_folder.h"
#include "serve/mcp/protocol.h"
#include "serve/mcp/tools.h"
#include "store/example_record.h"

namespace dragoman::serve::mcp {
namespace {

class McpTest : public testing::TemporaryFolder {
 protected:
  void SetUp() override {
    TemporaryFolder::SetUp();
    auto store = store::Store::open(path("test.db"), store::Store::Access::Write);
    ASSERT_TRUE(store) << store.error().describe();
    store_.emplace(std::move(*store));
    ASSERT_TRUE(store_->put(store::example_record(kId, "a.txt", "2016-03-23")));
    ASSERT_TRUE(store_->commit());
  }
  Json ask(const std::string& text) {
    const auto out = answer_text(text, *store_);
    return out ? *out : Json("nothing");
  }
  Json call(const std::string& tool, const std::string& arguments) {
    return ask(Json{{"jsonrpc", "2.0"},
                    {"id", 1},
                    {"method", "tools/call"},
                    {"params", {{"name", tool}, {"arguments", Json::parse(arguments)}}}}
                   .dump());
  }
  int code(const std::string& text) {
    const Json out = ask(text);
    return out.contains("error") ? out["error"]["code"].get<int>() : 0;
  }

  static constexpr const char* kId = "aaaaaaaaaaaaaaaa";
  std::optional<store::Store> store_;
};

TEST_F(McpTest, LegacyBeginsWithAHandshake) {
  const Json hello = ask(
      R"({"jsonrpc":"2.0","id":"x","method":"initialize","params":{"protocolVersion":"2025-06-18"}})");
  EXPECT_EQ(hello["id"], "x");
  EXPECT_EQ(hello["result"]["protocolVersion"], "2025-06-18");
  EXPECT_TRUE(hello["result"]["capabilities"].contains("tools"));
  const Json newer = ask(
      R"({"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2099-01-01"}})");
  EXPECT_EQ(newer["result"]["protocolVersion"], "2025-11-25");
  EXPECT_EQ(ask(R"({"jsonrpc":"2.0","method":"notifications/initialized"})"), "nothing");
  EXPECT_EQ(ask(R"({"jsonrpc":"2.0","id":2,"method":"ping"})")["result"], Json::object());
}

TEST_F(McpTest, ModernTellsItsVersionEachTime) {
  const auto with = [](const std::string& method, const std::string& version) {
    return Json{{"jsonrpc", "2.0"},
                {"id", 1},
                {"method", method},
                {"params",
                 {{"_meta",
                   {{"io.modelcontextprotocol/protocolVersion", version},
                    {"io.modelcontextprotocol/clientCapabilities", Json::object()}}}}}}
        .dump();
  };
  const Json found = ask(with("server/discover", "2026-07-28"));
  EXPECT_EQ(found["result"]["resultType"], "complete");
  EXPECT_EQ(found["result"]["supportedVersions"][0], "2026-07-28");
  const Json tools = ask(with("tools/list", "2026-07-28"));
  EXPECT_EQ(tools["result"]["resultType"], "complete");
  EXPECT_TRUE(tools["result"].contains("ttlMs"));
  const Json wrong = ask(with("tools/list", "1900-01-01"));
  EXPECT_EQ(wrong["error"]["code"], kUnsupportedVersion);
  EXPECT_EQ(wrong["error"]["data"]["requested"], "1900-01-01");
  EXPECT_EQ(code(with("ping", "2026-07-28")), kMethodNotFound);
  EXPECT_EQ(code(with("initialize", "2026-07-28")), kMethodNotFound);
}

TEST_F(McpTest, WhatIsNoMessage) {
  EXPECT_EQ(code("{"), kParseError);
  EXPECT_EQ(code(""), kParseError);
  EXPECT_EQ(code(std::string(100'000, '[')), kParseError);
  std::string deep = "1";
  for (int i = 0; i < 100; ++i) deep = "[" + deep + "]";
  EXPECT_EQ(code(R"({"jsonrpc":"2.0","id":1,"method":"ping","params":{"a":)" + deep + "}}"),
            kParseError);
  EXPECT_EQ(code("[]"), kInvalidRequest);
  EXPECT_EQ(code(R"([{"jsonrpc":"2.0","id":1,"method":"ping"}])"), kInvalidRequest);
  EXPECT_EQ(code(R"({"id":1,"method":"ping"})"), kInvalidRequest);
  EXPECT_EQ(code(R"({"jsonrpc":"2.0","id":null,"method":"ping"})"), kInvalidRequest);
  EXPECT_EQ(code(R"({"jsonrpc":"2.0","id":1})"), kInvalidRequest);
  EXPECT_EQ(code(R"({"jsonrpc":"2.0","id":1,"method":"ping","params":[1]})"), kInvalidParams);
  EXPECT_EQ(code(R"({"jsonrpc":"2.0","id":1,"method":"resources/list"})"), kMethodNotFound);
  EXPECT_EQ(code(R"({"jsonrpc":"2.0","id":1,"method":"tools/call"})"), kInvalidParams);
  EXPECT_EQ(code(R"({"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"rm"}})"),
            kInvalidParams);
  EXPECT_EQ(ask(R"({"jsonrpc":"2.0","id":1,"result":{}})"), "nothing");
}

TEST_F(McpTest, EveryToolCites) {
  const Json quotes = call("quotes", R"({"speaker": "Reyes"})").at("result");
  EXPECT_EQ(quotes.at("isError"), false);
  const Json& statement = quotes.at("structuredContent").at("statements").at(0);
  EXPECT_EQ(statement.at("report").at("id"), kId);
  EXPECT_EQ(statement.at("spans").at("content"), Json::parse("[[24,55]]"));
  EXPECT_NE(quotes.at("content").at(0).at("text").get<std::string>().find(
                "[aaaaaaaaaaaaaaaa s1 24-55] 2016-03-23 Ana Reyes (direct, promise)"),
            std::string::npos)
      << quotes.at("content").at(0).at("text");
  const Json events = call("events", R"({"country": "COL", "limit": 5})").at("result");
  EXPECT_EQ(events.at("structuredContent").at("events").at(0).at("spans").at("evidence"),
            Json::parse("[[24,55]]"));
  const Json found = call("search", R"({"query": "Havana"})").at("result");
  EXPECT_EQ(found.at("structuredContent").at("reports").at(0).at("passages").at(0).at("span"), Json::parse("[0,73]"))
      << found.dump();
  const Json report = call("report", R"({"id": "aaaaaaaaaaaaaaaa"})").at("result");
  EXPECT_EQ(report.at("structuredContent").at("text_is_cut"), false);
  EXPECT_EQ(report.at("structuredContent").at("statement_spans").at(0).at("id"), "s1");
  const Json actors = call("actors", R"({"name": "FARC"})").at("result");
  EXPECT_EQ(actors.at("structuredContent").at("actors").at(0).at("key"), "farc");
  const Json nothing = call("quotes", R"({"speaker": "Nobody"})").at("result");
  EXPECT_EQ(nothing.at("structuredContent").at("statements"), Json::array());
}

TEST_F(McpTest, WhatIsNotMadeYetIsTheToolsAnswer) {
  for (const char* tool : {"processes", "ledger"}) {
    const Json result = call(tool, "{}").at("result");
    EXPECT_EQ(result.at("isError"), true) << result.dump();
    EXPECT_NE(result.at("content").at(0).at("text").get<std::string>().find("not made yet"), std::string::npos)
        << result.dump();
  }
}

TEST_F(McpTest, WrongArgumentsAreTheToolsAnswer) {
  const auto wrong = [this](const std::string& tool, const std::string& arguments) {
    const Json result = call(tool, arguments)["result"];
    EXPECT_EQ(result["isError"], true) << result.dump();
    return result["content"][0]["text"].get<std::string>();
  };
  EXPECT_NE(wrong("search", "{}").find("query"), std::string::npos);
  EXPECT_NE(wrong("search", R"({"query": 5})").find("a string"), std::string::npos);
  EXPECT_NE(wrong("search", R"({"query": "\"*"})").find("at least one word"), std::string::npos);
  EXPECT_NE(wrong("events", R"({"limit": 1000})").find("1 to 50"), std::string::npos);
  EXPECT_NE(wrong("events", R"({"limit": -1})").find("1 to 50"), std::string::npos);
  EXPECT_NE(wrong("events", R"({"type": "MEET"})").find("one of AGREE"), std::string::npos);
  EXPECT_NE(wrong("events", R"({"sql": "x"})").find("no argument"), std::string::npos);
  EXPECT_NE(wrong("report", R"({"id": "../../etc/passwd"})").find("no report"), std::string::npos);
  EXPECT_NE(wrong("process", "{}").find("required"), std::string::npos);
  EXPECT_NE(wrong("process", R"({"id": "x", "as_of": "2016-02-30"})").find("a day"), std::string::npos);
  EXPECT_NE(wrong("ledger", R"({"today": "soon"})").find("a day"), std::string::npos);
  EXPECT_NE(wrong("ledger", R"({"status": "lost"})").find("overdue"), std::string::npos);
}

TEST_F(McpTest, OverHttpTheHeadersSayTheSame) {
  Request request;
  request.method = "POST";
  request.headers = {{"content-type", "application/json"}};
  request.body =
      R"({"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"actors","arguments":{},)"
      R"("_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28"}}})";
  const auto code_of = [&] {
    const Response response = answer_http(request, *store_);
    const Json body = Json::parse(response.body, nullptr, false);
    return std::to_string(response.status) + " " +
           (body.is_object() && body.contains("error") ? body["error"]["code"].dump() : "");
  };
  EXPECT_EQ(code_of(), "400 -32020");
  request.headers["mcp-protocol-version"] = "2026-07-28";
  request.headers["mcp-method"] = "tools/call";
  EXPECT_EQ(code_of(), "400 -32020");
  request.headers["mcp-name"] = "actors";
  EXPECT_EQ(code_of(), "200 ");
  request.headers["mcp-name"] = "events";
  EXPECT_EQ(code_of(), "400 -32020");
  request.headers["content-type"] = "text/plain";
  EXPECT_EQ(answer_http(request, *store_).status, 415);
  request.headers = {{"content-type", "application/json"}, {"mcp-protocol-version", "1900-01-01"}};
  request.body = R"({"jsonrpc":"2.0","id":1,"method":"ping"})";
  EXPECT_EQ(code_of(), "400 -32022");
  request.headers.erase("mcp-protocol-version");
  EXPECT_EQ(code_of(), "200 ");
  request.body = R"({"jsonrpc":"2.0","method":"notifications/initialized"})";
  EXPECT_EQ(answer_http(request, *store_).status, 202);
  request.body = "{";
  EXPECT_EQ(code_of(), "400 -32700");
}

}  // namespace
}  // namespace dragoman::serve::mcp
