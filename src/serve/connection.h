// One client's connection: requests read with limits on size and time, answers written, or a stream
// of changes.
//
// A deadline stands over each phase as a whole (head, body, answer), so that a client that sends or
// takes a byte now and then does not hold a connection open. Everything runs on one thread.
#pragma once

#include <chrono>
#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <string>

#include <boost/asio/ip/tcp.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>

#include "serve/dispatcher.h"
#include "serve/feed.h"
#include "serve/shared.h"

namespace dragoman::serve {

class Connection final : public std::enable_shared_from_this<Connection>, public Listener {
 public:
  using Socket = boost::asio::ip::tcp::socket;

  Connection(Socket socket, Shared& shared, Dispatcher& dispatcher, Feed& feed);
  ~Connection() override;

  void start();
  // An answer without a request, then the end: for a connection over the limit.
  void turn_away(AnswerPtr answer);
  // Ends a stream; lets a request that is under way be answered.
  void wind_up();

  void send(const Frame& frame) override;

 private:
  using Parser = boost::beast::http::request_parser<boost::beast::http::string_body>;

  void read_head();
  void on_head(boost::system::error_code error);
  std::optional<Response> check_body(const Route& route);
  void read_body();
  void on_request();
  void reply(AnswerPtr answer);
  void write(AnswerPtr answer, bool last);
  void refuse_what_was_read(boost::system::error_code error);
  void close();
  void drain();

  void begin_stream();
  void write_next_frame();
  void watch_for_end();
  void end_stream();

  boost::beast::tcp_stream stream_;
  Shared& shared_;
  Dispatcher& dispatcher_;
  Feed& feed_;
  boost::beast::flat_buffer buffer_;
  std::optional<Parser> parser_;
  Request request_;
  const Route* route_ = nullptr;
  std::string head_text_;  // of the answer that is being written
  std::chrono::steady_clock::time_point asked_at_;
  bool keep_alive_ = false;
  bool first_ = true;

  bool streaming_ = false;
  std::deque<Frame> frames_;
  std::chrono::steady_clock::time_point frame_at_;
  char ignored_ = 0;
};

}  // namespace dragoman::serve
