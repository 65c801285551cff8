#include "serve/server.h"

#include <atomic>
#include <csignal>
#include <cstdio>
#include <vector>

#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/steady_timer.hpp>
#include <sys/resource.h>
#include <unistd.h>

#include "serve/api.h"
#include "serve/bell.h"
#include "serve/connection.h"
#include "serve/dispatcher.h"
#include "serve/feed.h"
#include "serve/guard.h"
#include "serve/shared.h"
#include "serve/workers.h"

namespace dragoman::serve {
namespace {

namespace asio = boost::asio;
using boost::system::error_code;
using Tcp = asio::ip::tcp;

// A connection is a file to the system, and the usual limit is 1024.
void allow_many_files() {
  rlimit limit = {};
  if (getrlimit(RLIMIT_NOFILE, &limit) != 0) return;
  limit.rlim_cur = limit.rlim_max;
  setrlimit(RLIMIT_NOFILE, &limit);
}

Result<Tcp::endpoint> endpoint_of(const ServeOptions& options) {
  const std::string host = options.host == "localhost" ? "127.0.0.1" : options.host;
  error_code error;
  const auto address = asio::ip::make_address(host, error);
  if (error)
    return make_error(ErrorCode::BadArgument,
                      "--host '" + options.host + "': expected an address as 127.0.0.1 or ::1");
  if (!address.is_loopback() && options.tokens.empty())
    return make_error(ErrorCode::BadArgument,
                      "--host " + options.host +
                          " lets other machines in; name a file of tokens with --tokens (dragoman "
                          "token makes them)");
  return Tcp::endpoint(address, options.port);
}

GuardOptions guard_options(const ServeOptions& options) {
  GuardOptions out;
  out.hosts = {"localhost", "127.0.0.1", "::1", options.host};
  for (const std::string& name : options.more_hosts) out.hosts.insert(host_name(name));
  out.tokens = options.tokens;
  out.open_role = options.read_only ? Role::Read : Role::Admin;
  out.rate = options.rate;
  out.burst = options.burst;
  return out;
}

}  // namespace

struct Server::Impl {
  Impl(ServeOptions chosen, Guard guard)
      : shared(std::move(chosen)),
        workers(shared),
        feed(shared, [this](auto job) { asio::post(network, std::move(job)); }),
        bell(shared),
        dispatcher(shared, make_router(shared), std::move(guard), workers, [this](auto job) {
          asio::post(network, std::move(job));
        }) {
    shared.look_for_changes = [this] { feed.look_now(); };
    shared.refresh = [this] { workers.refresh_soon(); };
  }

  Result<void> listen(const Tcp::endpoint& endpoint) {
    error_code error;
    acceptor.open(endpoint.protocol(), error);
    if (!error) acceptor.set_option(Tcp::acceptor::reuse_address(true), error);
    if (!error) acceptor.bind(endpoint, error);
    if (!error) acceptor.listen(1024, error);
    if (!error) return {};
    return make_error(ErrorCode::BadArgument, "port " + std::to_string(endpoint.port()) + " of " +
                                                  endpoint.address().to_string() +
                                                  " cannot be used: " + error.message());
  }

  void accept() {
    acceptor.async_accept([this](error_code error, Tcp::socket socket) {
      if (error == asio::error::operation_aborted) return;
      if (error) {  // out of files, most likely: not at once again
        again.expires_after(std::chrono::milliseconds(100));
        again.async_wait([this](error_code stopped) {
          if (!stopped) accept();
        });
        return;
      }
      take(std::move(socket));
      accept();
    });
  }

  void take(Tcp::socket socket) {
    const auto open = static_cast<std::size_t>(shared.metrics.connections);
    auto connection = std::make_shared<Connection>(std::move(socket), shared, dispatcher, feed);
    if (open >= shared.options.limits.connections) {
      ++shared.metrics.refused;
      Response out = problem(503, "TooManyConnections", "too many connections; ask again later");
      out.headers.emplace_back("Retry-After", "5");
      connection->turn_away(plain_answer(std::move(out)));
      return;
    }
    connections.push_back(connection);
    connection->start();
  }

  // Once a second: connections that are gone, heartbeats, the file of tokens.
  void keep_house() {
    house.expires_after(std::chrono::seconds(1));
    house.async_wait([this](error_code stopped) {
      if (stopped) return;
      std::erase_if(connections, [](const auto& connection) { return connection.expired(); });
      if (++seconds % shared.options.limits.heartbeat.count() == 0) feed.heartbeat();
      if (auto done = dispatcher.guard().refresh(); !done) {
        std::fprintf(stderr, "dragoman: the tokens stay as they were: %s\n",
                     done.error().describe().c_str());
      }
      keep_house();
    });
  }

  void wait_for_signal() {
    signals.async_wait([this](error_code stopped, int number) {
      if (stopped) return;
      if (signal != 0) _exit(128 + number);
      signal = number;
      wind_up();
      wait_for_signal();
    });
  }

  // No more requests; streams end, what is under way has some seconds.
  void wind_up() {
    if (shared.stopping.exchange(true)) return;
    error_code ignored;
    acceptor.close(ignored);
    house.cancel();
    for (const auto& weak : connections) {
      if (const auto connection = weak.lock()) connection->wind_up();
    }
    wait_for_rest(std::chrono::steady_clock::now() + shared.options.limits.grace);
  }

  void wait_for_rest(std::chrono::steady_clock::time_point until) {
    if (shared.metrics.connections == 0 || std::chrono::steady_clock::now() >= until) {
      network.stop();
      return;
    }
    again.expires_after(std::chrono::milliseconds(20));
    again.async_wait([this, until](error_code) { wait_for_rest(until); });
  }

  // What connections refer to goes last; the network, whose handlers own them, before it.
  Shared shared;
  Workers workers;
  Feed feed;
  Bell bell;
  Dispatcher dispatcher;
  asio::io_context network{1};
  Tcp::acceptor acceptor{network};
  asio::steady_timer again{network}, house{network};
  asio::signal_set signals{network};
  std::vector<std::weak_ptr<Connection>> connections;
  std::int64_t seconds = 0;
  int signal = 0;
};

Server::Server(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}

Server::~Server() {
  impl_->bell.stop();
  impl_->feed.stop();
  impl_->workers.stop();
  impl_->dispatcher.forget();
}

Result<std::unique_ptr<Server>> Server::open(ServeOptions options) {
  allow_many_files();
  const auto endpoint = endpoint_of(options);
  if (!endpoint) return endpoint.error();
  auto guard = Guard::make(guard_options(options));
  if (!guard) return guard.error();
  auto impl = std::make_unique<Impl>(std::move(options), std::move(*guard));
  if (auto done = impl->listen(*endpoint); !done) return done.error();
  if (!impl->shared.options.audit.empty()) {
    auto audit = AuditLog::open(impl->shared.options.audit);
    if (!audit) return audit.error();
    impl->shared.audit = std::move(*audit);
  }
  if (auto done = impl->workers.start(); !done) return done.error();
  if (auto done = impl->feed.start(); !done) return done.error();
  impl->bell.start();
  return std::unique_ptr<Server>(new Server(std::move(impl)));
}

std::uint16_t Server::port() const {
  return impl_->acceptor.local_endpoint().port();
}

int Server::run() {
  for (const int number : {SIGINT, SIGTERM, SIGHUP}) impl_->signals.add(number);
  impl_->wait_for_signal();
  impl_->accept();
  impl_->keep_house();
  impl_->network.run();
  impl_->signals.clear();  // who does not want to wait for what is being written may say so again
  impl_->bell.stop();
  impl_->feed.stop();
  impl_->workers.stop();
  return impl_->signal;
}

void Server::stop() {
  asio::post(impl_->network, [this] { impl_->wind_up(); });
}

}  // namespace dragoman::serve
