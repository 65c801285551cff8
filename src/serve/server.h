// The HTTP server: API, streams of changes, metrics, MCP. One thread reads from and writes to the
// network; workers answer.
#pragma once

#include <cstdint>
#include <memory>

#include "dragoman/result.h"

#include "serve/options.h"

namespace dragoman::serve {

class Server {
 public:
  // Opens store, files and port. Fails with BadArgument (an address that is not there or in use;
  // other machines let in without tokens), or as Store::open, Tokens::read and AuditLog::open do.
  static Result<std::unique_ptr<Server>> open(ServeOptions options);
  ~Server();

  std::uint16_t port() const;
  // Serves until SIGINT, SIGTERM or stop(); then no request is taken, those under way are answered
  // (a second signal ends at once). The signal, or 0.
  int run();
  void stop();  // any thread

 private:
  struct Impl;
  explicit Server(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace dragoman::serve
