// bench_serve_load PORT clients N SECONDS [PAUSE_MS]   N clients ask in turn for what a desk shows
// bench_serve_load PORT streams N SECONDS              N streams of changes are opened and held
//
// The first prints, for all and for each address, how often it was asked, and the median, 95th and
// 99th percentile of the time to the last byte. The second prints how many streams stand, and what
// the server says of its memory.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

namespace {

using Clock = std::chrono::steady_clock;

const std::vector<std::string> kAsked = {"/api/v1/events?limit=50",
                                         "/api/v1/events?limit=50&type=CONSULT&since=2014",
                                         "/api/v1/events?limit=50&until=2013-06-{n}",
                                         "/api/v1/statements?limit=50",
                                         "/api/v1/statements?limit=20&until=2014-{n}",
                                         "/api/v1/reports?limit=50",
                                         "/api/v1/reports?limit=50&until=2015-{n}",
                                         "/api/v1/reports/{id}",
                                         "/api/v1/reports/{id}/record",
                                         "/api/v1/reports/{id}/text",
                                         "/api/v1/summary",
                                         "/api/v1/series?by=month",
                                         "/api/v1/series?by=week&type=ASSAULT",
                                         "/api/v1/search?search=Havana",
                                         "/api/v1/network?since=2014&until=2014-{n}",
                                         "/api/v1/places?since=2014&until=2014-{n}",
                                         "/api/v1/actors?limit=50"};

int connect_to(int port) {
  const int socket = ::socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in address = {};
  address.sin_family = AF_INET;
  address.sin_port = htons(static_cast<std::uint16_t>(port));
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (::connect(socket, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0) {
    ::close(socket);
    return -1;
  }
  const int on = 1;
  ::setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  return socket;
}

bool send_request(int socket, const std::string& target) {
  const std::string text =
      "GET " + target + " HTTP/1.1\r\nHost: localhost\r\nAccept-Encoding: gzip\r\n\r\n";
  return ::send(socket, text.data(), text.size(), MSG_NOSIGNAL) ==
         static_cast<ssize_t>(text.size());
}

// Status, and the body where it is not compressed; 0 when the connection broke.
int receive(int socket, std::string& body) {
  std::string got;
  char block[65536];
  std::size_t head = std::string::npos, length = 0;
  while (true) {
    const ssize_t size = ::recv(socket, block, sizeof block, 0);
    if (size <= 0) return 0;
    got.append(block, static_cast<std::size_t>(size));
    if (head == std::string::npos && (head = got.find("\r\n\r\n")) != std::string::npos) {
      const std::size_t at = got.find("Content-Length: ");
      length = at < head ? std::strtoull(got.c_str() + at + 16, nullptr, 10) : 0;
    }
    if (head != std::string::npos && got.size() >= head + 4 + length) break;
  }
  body = got.substr(head + 4);
  return std::atoi(got.c_str() + 9);
}

std::string fill(std::string target, const std::vector<std::string>& ids, unsigned number) {
  char two[8];
  std::snprintf(two, sizeof two, "%02u", 1 + number % 12);
  if (const auto at = target.find("{n}"); at != std::string::npos) target.replace(at, 3, two);
  if (const auto at = target.find("{id}"); at != std::string::npos)
    target.replace(at, 4, ids[number % ids.size()]);
  return target;
}

struct Times {
  std::mutex mutex;
  std::map<std::string, std::vector<double>> by_target;
  std::size_t failed = 0;
};

void ask(int port,
         unsigned client,
         Clock::time_point until,
         int pause,
         const std::vector<std::string>& ids,
         Times& times) {
  const int socket = connect_to(port);
  unsigned number = client * 7;
  while (socket >= 0 && Clock::now() < until) {
    const std::string& pattern = kAsked[number % kAsked.size()];
    const auto start = Clock::now();
    std::string body;
    const bool good =
        send_request(socket, fill(pattern, ids, number)) && receive(socket, body) == 200;
    const std::chrono::duration<double, std::milli> took = Clock::now() - start;
    {
      const std::lock_guard lock(times.mutex);
      times.by_target[pattern].push_back(took.count());
      times.by_target["all"].push_back(took.count());
      times.failed += !good;
    }
    number += 1 + client % 3;
    if (pause > 0) std::this_thread::sleep_for(std::chrono::milliseconds(pause));
  }
  ::close(socket);
}

std::vector<std::string> some_ids(int port) {
  std::vector<std::string> out;
  const int socket = connect_to(port);
  const std::string text =
      "GET /api/v1/reports?limit=500&fields=id HTTP/1.1\r\nHost: localhost\r\n\r\n";
  std::string body;
  if (::send(socket, text.data(), text.size(), MSG_NOSIGNAL) > 0 && receive(socket, body) == 200) {
    for (std::size_t at = 0; (at = body.find("\"id\":\"", at)) != std::string::npos; at += 6)
      out.push_back(body.substr(at + 6, 16));
  }
  ::close(socket);
  return out;
}

int clients(int port, unsigned count, int seconds, int pause) {
  const std::vector<std::string> ids = some_ids(port);
  if (ids.empty()) {
    std::fprintf(stderr, "no server, or an empty store, at port %d\n", port);
    return 2;
  }
  Times times;
  {
    std::vector<std::jthread> threads;
    const auto until = Clock::now() + std::chrono::seconds(seconds);
    for (unsigned i = 0; i < count; ++i)
      threads.emplace_back([&, i] { ask(port, i, until, pause, ids, times); });
  }
  for (auto& [target, all] : times.by_target) {
    std::sort(all.begin(), all.end());
    const auto at = [&all = all](double share) {
      return all[static_cast<std::size_t>(share * static_cast<double>(all.size() - 1))];
    };
    std::printf("%-55s %7zu  median %8.2f  p95 %8.2f  p99 %8.2f ms\n", target.c_str(), all.size(),
                at(0.5), at(0.95), at(0.99));
  }
  std::printf("failed %zu\n", times.failed);
  return 0;
}

int streams(int port, unsigned count, int seconds) {
  rlimit limit = {};
  getrlimit(RLIMIT_NOFILE, &limit);
  limit.rlim_cur = limit.rlim_max;
  setrlimit(RLIMIT_NOFILE, &limit);
  std::vector<int> open;
  for (unsigned i = 0; i < count; ++i) {
    const int socket = connect_to(port);
    if (socket < 0 || !send_request(socket, "/api/v1/changes")) break;
    open.push_back(socket);
  }
  std::this_thread::sleep_for(std::chrono::seconds(seconds));
  std::size_t standing = 0;
  char block[4096];
  for (const int socket : open) {
    const ssize_t size = ::recv(socket, block, sizeof block, MSG_DONTWAIT);
    standing += size > 12 && std::memcmp(block, "HTTP/1.1 200", 12) == 0;
  }
  const int socket = connect_to(port);
  std::string body;
  const std::string text = "GET /metrics HTTP/1.1\r\nHost: localhost\r\n\r\n";
  if (::send(socket, text.data(), text.size(), MSG_NOSIGNAL) > 0) receive(socket, body);
  const std::size_t at = body.find("\ndragoman_resident_memory_bytes ");
  std::printf("%zu of %u streams stand; the server has %.1f MB\n", standing, count,
              at == std::string::npos ? 0.0 : std::strtod(body.c_str() + at + 32, nullptr) / 1e6);
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 5) {
    std::fprintf(stderr, "usage: bench_serve_load PORT clients|streams N SECONDS [PAUSE_MS]\n");
    return 2;
  }
  const int port = std::atoi(argv[1]);
  const unsigned count = static_cast<unsigned>(std::atoi(argv[3]));
  const int seconds = std::atoi(argv[4]);
  if (std::string(argv[2]) == "streams") return streams(port, count, seconds);
  return clients(port, count, seconds, argc > 5 ? std::atoi(argv[5]) : 0);
}
