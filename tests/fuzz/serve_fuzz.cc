// What clients send, beneath HTTP itself: an address with its query, cursors, headers, a file of
// tokens, a message of an assistant. The first byte says which.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>

#include <unistd.h>

#include "serve/cursor.h"
#include "serve/guard.h"
#include "serve/mcp/protocol.h"
#include "serve/negotiate.h"
#include "serve/parameters.h"
#include "serve/tokens.h"

namespace {

using namespace dragoman;

void check(bool holds) {
  if (!holds) std::abort();
}

void read_target(const std::string& text) {
  serve::Request request;
  if (!serve::split_target(text, request)) return;
  for (const std::string& segment : request.segments) {
    check(segment != ".." && segment != "." && !segment.empty());
    check(segment.find('\0') == std::string::npos);
    check(*serve::percent_decode(serve::percent_encode(segment), false) == segment);
  }
  (void)serve::format_of(request);
  serve::Parameters parameters(request);
  (void)serve::event_filter(parameters);
  (void)serve::statement_filter(parameters);
  const auto page = serve::page_of(parameters, request);
  if (page) check(page->limit >= 1 && page->limit <= 500);
  (void)parameters.finish();
}

void read_cursor(const std::string& text) {
  const auto place = serve::decode_cursor(text, "events");
  if (place) check(serve::encode_cursor(*place, "events") == text);
  const auto bytes = serve::from_base64url(text);
  if (bytes) check(serve::base64url(*bytes) == text);
}

void read_headers(const std::string& text) {
  (void)serve::takes_gzip(text);
  (void)serve::has_tag(text, "abc");
  (void)serve::bearer_token(text);
  check(serve::host_name(text).size() <= text.size());
  serve::Request request;
  request.headers["accept"] = text;
  (void)serve::format_of(request);
}

void read_tokens(const std::string& text) {
  static const std::string path =
      (std::filesystem::temp_directory_path() / ("dragoman-fuzz-" + std::to_string(::getpid())))
          .string();
  std::ofstream(path, std::ios::binary) << text;
  const auto tokens = serve::Tokens::read(path);
  if (tokens) {
    const auto verdict = tokens->check(text.substr(0, 100), "2026-11-28");
    if (verdict.is == serve::Verdict::Is::Good) check(verdict.caller.role != serve::Role::None);
  }
  std::filesystem::remove(path);
}

void answer_message(const std::string& text) {
  static auto store = [] {
    const std::string path = (std::filesystem::temp_directory_path() /
                              ("dragoman-fuzz-" + std::to_string(::getpid()) + ".db"))
                                 .string();
    auto opened = store::Store::open(path, store::Store::Access::Write);
    std::filesystem::remove(path);  // it lives on until it is closed
    return opened;
  }();
  check(store.ok());
  const auto answer = serve::mcp::answer_text(text, *store);
  if (answer) {
    check(answer->value("jsonrpc", std::string()) == "2.0" && answer->contains("id"));
    check(answer->contains("result") != answer->contains("error"));
    (void)serve::dump(*answer);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string text(reinterpret_cast<const char*>(data) + 1, size - 1);
  switch (data[0] % 5) {
    case 0:
      read_target(text);
      break;
    case 1:
      read_cursor(text);
      break;
    case 2:
      read_headers(text);
      break;
    case 3:
      read_tokens(text);
      break;
    default:
      answer_message(text);
  }
  return 0;
}
