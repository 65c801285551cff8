// The Model Context Protocol: what assistants ask a store, as JSON-RPC 2.0 messages.
//
// Revision 2026-07-28, in which each request tells its version in `_meta` and nothing is remembered
// between requests; and those from 2024-11-05 to 2025-11-25, which begin with `initialize`. Of the
// features there are tools (tools.h).
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "serve/http.h"
#include "serve/row_json.h"
#include "store/store.h"

namespace dragoman::serve::mcp {

inline constexpr std::string_view kModern = "2026-07-28";

// Errors of JSON-RPC and of the protocol.
inline constexpr int kParseError = -32700;
inline constexpr int kInvalidRequest = -32600;
inline constexpr int kMethodNotFound = -32601;
inline constexpr int kInvalidParams = -32602;
inline constexpr int kInternalError = -32603;
inline constexpr int kHeaderMismatch = -32020;
inline constexpr int kUnsupportedVersion = -32022;

// The version that a message tells in its _meta; empty when it tells none.
std::string version_in(const Json& message);

Json error_message(const Json& id, int code, const std::string& text, const Json& data = nullptr);

// The answer to one message; none to a notification.
std::optional<Json> answer(const Json& message, store::Store& store);
// The same for its text: one JSON object.
std::optional<Json> answer_text(std::string_view text, store::Store& store);

// The message of a POST to /mcp, with what the headers repeat of it held against the body.
Response answer_http(const Request& request, store::Store& store);

}  // namespace dragoman::serve::mcp
