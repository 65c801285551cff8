#include "serve/connection.h"

#include <array>
#include <charconv>

#include <boost/asio/buffer.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/error.hpp>
#include <boost/beast/http/error.hpp>
#include <boost/beast/http/read.hpp>
#include <fmt/chrono.h>
#include <fmt/format.h>

#include "core/utf8.h"
#include "serve/negotiate.h"

namespace dragoman::serve {
namespace {

namespace asio = boost::asio;
namespace http = boost::beast::http;
using boost::system::error_code;

constexpr std::size_t kMostFrames = 2000;  // that a stream may be behind
constexpr std::chrono::seconds kFrameTime{30};
constexpr std::chrono::seconds kDrainTime{2};
constexpr std::string_view kContinue = "HTTP/1.1 100 Continue\r\n\r\n";

// What every answer says: do not guess types, do not frame, run nothing, tell nobody where from.
constexpr std::string_view kSafetyHeaders =
    "X-Content-Type-Options: nosniff\r\n"
    "X-Frame-Options: DENY\r\n"
    "Referrer-Policy: no-referrer\r\n"
    "Cross-Origin-Resource-Policy: same-origin\r\n"
    "Cross-Origin-Opener-Policy: same-origin\r\n"
    "Permissions-Policy: camera=(), geolocation=(), microphone=()\r\n";

constexpr std::string_view kNothingRuns =
    "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

const std::string& date_line() {
  static std::time_t of = 0;
  static std::string line;
  const std::time_t now = std::time(nullptr);
  if (now != of) {
    of = now;
    line = fmt::format("Date: {:%a, %d %b %Y %H:%M:%S} GMT\r\n", fmt::gmtime(now));
  }
  return line;
}

std::string_view view(boost::beast::string_view text) {
  return {text.data(), text.size()};
}

std::string head_of(
    const Answer& answer, const std::string& id, bool compressed, std::size_t length, bool last) {
  const Response& response = answer.response;
  std::string out = fmt::format("HTTP/1.1 {} {}\r\n", response.status, phrase(response.status));
  out += date_line();
  if (!response.type.empty()) out += "Content-Type: " + response.type + "\r\n";
  if (response.status != 304) out += fmt::format("Content-Length: {}\r\n", length);
  if (compressed) out += "Content-Encoding: gzip\r\n";
  if (!answer.tag.empty()) {
    out += "ETag: " + quoted_tag(answer.tag, compressed) + "\r\n";
    out += "Cache-Control: private, no-cache\r\nVary: Accept, Accept-Encoding, Authorization\r\n";
  } else {
    out += "Cache-Control: no-store\r\n";
  }
  for (const auto& [name, value] : response.headers) out += name + ": " + value + "\r\n";
  out += kSafetyHeaders;
  // A 304 keeps the policy of the answer that the client has.
  if (response.status != 304) {
    out += fmt::format("Content-Security-Policy: {}\r\n",
                       response.policy.empty() ? kNothingRuns : std::string_view(response.policy));
  }
  if (!id.empty()) out += "X-Request-Id: " + id + "\r\n";
  out += last ? "Connection: close\r\n\r\n" : "\r\n";
  return out;
}

std::optional<std::int64_t> last_event_of(const Request& request) {
  std::string_view text = request.header("last-event-id");
  for (const auto& [name, value] : request.query) {
    if (name == "last_event_id") text = value;  // for clients that cannot set headers
  }
  std::int64_t number = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
  if (text.empty() || read.ec != std::errc() || read.ptr != text.data() + text.size() ||
      number < 0) {
    return std::nullopt;
  }
  return number;
}

}  // namespace

Connection::Connection(Socket socket, Shared& shared, Dispatcher& dispatcher, Feed& feed)
    : stream_(std::move(socket)), shared_(shared), dispatcher_(dispatcher), feed_(feed) {
  ++shared_.metrics.connections;
  error_code ignored;
  stream_.socket().set_option(asio::ip::tcp::no_delay(true), ignored);
}

Connection::~Connection() {
  --shared_.metrics.connections;
  if (streaming_) end_stream();
}

void Connection::start() {
  read_head();
}

void Connection::turn_away(AnswerPtr answer) {
  parser_.emplace();  // not done: what the client sends is drained
  stream_.expires_after(kDrainTime);
  write(std::move(answer), true);
}

void Connection::wind_up() {
  keep_alive_ = false;
  if (streaming_ || route_ == nullptr) close();
}

void Connection::read_head() {
  const Limits& limits = shared_.options.limits;
  parser_.emplace();
  parser_->header_limit(static_cast<std::uint32_t>(limits.head_bytes));
  parser_->body_limit(limits.upload_bytes);  // the route's own limit follows with the route
  request_ = {};
  route_ = nullptr;
  stream_.expires_after(first_ ? limits.head_time : limits.idle_time);
  first_ = false;
  http::async_read_header(
      stream_, buffer_, *parser_,
      [self = shared_from_this()](error_code error, std::size_t) { self->on_head(error); });
}

void Connection::refuse_what_was_read(error_code error) {
  const Limits& limits = shared_.options.limits;
  Response out;
  if (error == http::error::header_limit) {
    out = problem(431, "HeadTooLarge",
                  fmt::format("the head of a request may have {} bytes", limits.head_bytes));
  } else if (error == http::error::body_limit) {
    out = problem(413, "TooLarge", "the body of this request is larger than the server takes");
  } else if (error == http::error::bad_version) {
    out = problem(505, "BadVersion", "this server speaks HTTP/1.1");
  } else if (error == http::error::partial_message) {
    out = problem(400, "BadRequest", "the request ended before it was whole");
  } else if (error.category() == http::make_error_code(http::error::bad_method).category() &&
             error != http::error::end_of_stream) {
    out = problem(400, "BadRequest", "this is no HTTP/1.1 request: " + error.message());
  } else {
    close();  // the client left, or was too slow
    return;
  }
  asked_at_ = std::chrono::steady_clock::now();
  keep_alive_ = false;
  reply(plain_answer(std::move(out)));
}

void Connection::on_head(error_code error) {
  asked_at_ = std::chrono::steady_clock::now();
  request_.id = dispatcher_.next_id();
  if (error) {
    refuse_what_was_read(error);
    return;
  }
  const auto& message = parser_->get();
  request_.method = std::string(view(message.method_string()));
  for (const auto& field : message) {
    std::string& value = request_.headers[core::ascii_lower(view(field.name_string()))];
    if (!value.empty()) value += ", ";
    value += view(field.value());
  }
  error_code ignored;
  const auto remote = stream_.socket().remote_endpoint(ignored);
  request_.address = remote.address().to_string();
  keep_alive_ = message.keep_alive() && message.version() == 11 && !shared_.stopping;

  const auto done = split_target(view(message.target()), request_);
  Dispatcher::Plan plan;
  if (message.version() != 11) {
    plan.refusal = plain_answer(problem(505, "BadVersion", "this server speaks HTTP/1.1"));
  } else if (!done) {
    plan.refusal = plain_answer(problem(done.error()));
  } else {
    plan = dispatcher_.plan(request_);
  }
  if (plan.refusal == nullptr) {
    if (auto refusal = check_body(*plan.route)) plan.refusal = plain_answer(std::move(*refusal));
  }
  if (plan.refusal != nullptr) {
    // What follows of a body that nobody reads cannot be told from the next request.
    if (!parser_->is_done()) keep_alive_ = false;
    reply(std::move(plan.refusal));
    return;
  }
  route_ = plan.route;
  read_body();
}

std::optional<Response> Connection::check_body(const Route& route) {
  const auto length = parser_->content_length();
  if (route.most_body == 0) {
    if ((length && *length > 0) || parser_->chunked())
      return problem(400, "BodyNotExpected", "this address takes no body with this method");
    return std::nullopt;
  }
  if (length && *length > route.most_body)
    return problem(413, "TooLarge", fmt::format("a body here may have {} bytes", route.most_body));
  if (!length && !parser_->chunked())
    return problem(411, "LengthRequired", "send Content-Length, or the body in chunks");
  const std::string& expect = request_.header("expect");
  if (!expect.empty() && core::ascii_lower(expect) != "100-continue")
    return problem(417, "ExpectationFailed", "of Expect, this server knows 100-continue");
  return std::nullopt;
}

void Connection::read_body() {
  if (parser_->is_done()) {
    on_request();
    return;
  }
  parser_->body_limit(route_->most_body);
  stream_.expires_after(shared_.options.limits.body_time);
  const auto read = [self = shared_from_this()] {
    http::async_read(self->stream_, self->buffer_, *self->parser_,
                     [self](error_code error, std::size_t) {
                       error ? self->refuse_what_was_read(error) : self->on_request();
                     });
  };
  if (request_.header("expect").empty()) {
    read();
    return;
  }
  asio::async_write(stream_, asio::buffer(kContinue),
                    [self = shared_from_this(), read](error_code error, std::size_t) {
                      error ? self->close() : read();
                    });
}

void Connection::on_request() {
  stream_.expires_never();
  request_.body = std::move(parser_->get().body());
  if (route_->lane == Lane::Stream) {
    begin_stream();
    return;
  }
  // A copy stays here for the answer: method and what the client takes.
  Request head{request_.method, {}, {}, {}, request_.headers, {}, {}, request_.id, {}};
  std::swap(head, request_);
  dispatcher_.answer(std::move(head), *route_, [self = shared_from_this()](AnswerPtr answer) {
    self->reply(std::move(answer));
  });
}

void Connection::reply(AnswerPtr answer) {
  shared_.metrics.count(route_ != nullptr ? route_->pattern : "none", answer->response.status,
                        std::chrono::steady_clock::now() - asked_at_);
  if (shared_.stopping) keep_alive_ = false;
  stream_.expires_after(shared_.options.limits.answer_time);
  write(std::move(answer), !keep_alive_);
}

void Connection::write(AnswerPtr answer, bool last) {
  const bool compressed =
      !answer->compressed.empty() && takes_gzip(request_.header("accept-encoding"));
  const std::string& body = compressed ? answer->compressed : answer->response.body;
  head_text_ = head_of(*answer, request_.id, compressed, body.size(), last);
  const bool bodiless = request_.method == "HEAD" || answer->response.status == 304;
  const std::array<asio::const_buffer, 2> parts{
      asio::buffer(head_text_), bodiless ? asio::const_buffer() : asio::buffer(body)};
  asio::async_write(stream_, parts,
                    [self = shared_from_this(), answer, last](error_code error, std::size_t) {
                      error || last || self->shared_.stopping ? self->close() : self->read_head();
                    });
}

void Connection::close() {
  if (streaming_) end_stream();
  const bool sends_still = parser_ && !parser_->is_done();
  parser_.reset();
  route_ = nullptr;
  if (!sends_still || shared_.stopping) {
    stream_.close();
    return;
  }
  // Whoever is still sending what was refused would lose the answer to a reset.
  error_code ignored;
  stream_.socket().shutdown(asio::ip::tcp::socket::shutdown_send, ignored);
  stream_.expires_after(kDrainTime);
  drain();
}

void Connection::drain() {
  static std::array<char, 16384> rest;  // nobody reads it; all of this is one thread
  stream_.async_read_some(asio::buffer(rest),
                          [self = shared_from_this()](error_code error, std::size_t) {
                            error ? self->stream_.close() : self->drain();
                          });
}

void Connection::begin_stream() {
  if (feed_.listeners() >= shared_.options.limits.streams) {
    Response out = problem(503, "TooManyStreams",
                           "as many streams are open as this server takes; ask again later");
    out.headers.emplace_back("Retry-After", "30");
    keep_alive_ = false;
    reply(plain_answer(std::move(out)));
    return;
  }
  shared_.metrics.count(route_->pattern, 200, std::chrono::steady_clock::now() - asked_at_);
  const auto last = last_event_of(request_);
  auto head = std::make_shared<const std::string>(
      "HTTP/1.1 200 OK\r\n" + date_line() +
      "Content-Type: text/event-stream; charset=utf-8\r\nCache-Control: no-store\r\n"
      "X-Accel-Buffering: no\r\nTransfer-Encoding: chunked\r\n" +
      std::string(kSafetyHeaders) + "X-Request-Id: " + request_.id + "\r\n\r\n" +
      chunk("retry: 3000\n\n"));
  // What was needed to read a request is given back: a stream may stay for days.
  parser_.reset();
  buffer_ = {};
  request_ = {};
  streaming_ = true;
  ++shared_.metrics.streams;
  send({0, std::move(head)});
  feed_.add(*this, last);
  watch_for_end();
}

void Connection::send(const Frame& frame) {
  if (!streaming_) return;
  const auto now = std::chrono::steady_clock::now();
  if (frames_.size() > kMostFrames || (!frames_.empty() && now - frame_at_ > kFrameTime)) {
    close();  // it does not keep up; it may come again and say where it was
    return;
  }
  frames_.push_back(frame);
  if (frames_.size() == 1) write_next_frame();
}

void Connection::write_next_frame() {
  frame_at_ = std::chrono::steady_clock::now();
  asio::async_write(stream_.socket(), asio::buffer(*frames_.front().text),
                    [self = shared_from_this()](error_code error, std::size_t) {
                      if (error || !self->streaming_) {
                        self->close();
                        return;
                      }
                      self->frames_.pop_front();
                      if (!self->frames_.empty()) self->write_next_frame();
                    });
}

void Connection::watch_for_end() {
  stream_.socket().async_read_some(asio::buffer(&ignored_, 1),
                                   [self = shared_from_this()](error_code error, std::size_t) {
                                     if (!self->streaming_) return;
                                     error ? self->close() : self->watch_for_end();
                                   });
}

void Connection::end_stream() {
  streaming_ = false;
  --shared_.metrics.streams;
  feed_.remove(*this);
}

}  // namespace dragoman::serve
