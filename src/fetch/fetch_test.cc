#include <cstring>
#include <string>
#include <thread>

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include "fetch/address.h"
#include "fetch/fetcher.h"
#include "fetch/host_limits.h"
#include "fetch/robots.h"
#include "fetch/transfer.h"
#include "fetch/url.h"

namespace dragoman::fetch {
namespace {

using namespace std::chrono_literals;

const char* kind_of(const std::string& address) {
  sockaddr_in ipv4{};
  ipv4.sin_family = AF_INET;
  if (inet_pton(AF_INET, address.c_str(), &ipv4.sin_addr) == 1)
    return reserved_kind(reinterpret_cast<const sockaddr*>(&ipv4));
  sockaddr_in6 ipv6{};
  ipv6.sin6_family = AF_INET6;
  EXPECT_EQ(inet_pton(AF_INET6, address.c_str(), &ipv6.sin6_addr), 1) << address;
  return reserved_kind(reinterpret_cast<const sockaddr*>(&ipv6));
}

TEST(Address, WhatIsNotPublicIsNamed) {
  for (const char* address : {"0.0.0.0",
                              "10.1.2.3",
                              "100.64.0.1",
                              "100.127.255.255",
                              "127.0.0.1",
                              "127.9.9.9",
                              "168.63.129.16",
                              "169.254.169.254",
                              "172.16.0.1",
                              "172.31.255.255",
                              "192.0.0.192",
                              "192.168.1.1",
                              "198.19.0.1",
                              "224.0.0.1",
                              "255.255.255.255",
                              "::",
                              "::1",
                              "::ffff:127.0.0.1",
                              "::ffff:10.0.0.1",
                              "::127.0.0.1",
                              "64:ff9b::7f00:1",
                              "2002:7f00:1::1",
                              "2002:a00:1::",
                              "2001::1",
                              "fc00::1",
                              "fd00:ec2::254",
                              "fe80::1",
                              "febf::1",
                              "fec0::1",
                              "ff02::1",
                              "2001:db8::1"}) {
    EXPECT_NE(kind_of(address), nullptr) << address;
  }
  for (const char* address :
       {"1.1.1.1", "9.255.255.255", "11.0.0.1", "100.63.255.255", "100.128.0.1", "128.0.0.1",
        "172.15.255.255", "172.32.0.1", "192.0.1.1", "198.17.255.255", "198.20.0.1",
        "223.255.255.255", "2606:4700::1111", "::ffff:1.1.1.1", "64:ff9b::101:101",
        "2002:101:101::1", "2001:4860::1"}) {
    EXPECT_EQ(kind_of(address), nullptr) << address;
  }
}

TEST(Url, PartsAndNormalForm) {
  const auto url = parse_url(" HTTP://Example.ORG/a b?q=1&r#part ");
  ASSERT_TRUE(url.ok()) << url.error().describe();
  EXPECT_EQ(url->text, "http://example.org/a%20b?q=1&r");
  EXPECT_EQ(url->path, "/a%20b?q=1&r");
  EXPECT_EQ(url->origin(), "http://example.org:80");
  EXPECT_EQ(parse_url("https://[::1]:8443/")->host, "::1");
  EXPECT_EQ(parse_url("http://2130706433/")->host, "127.0.0.1");
  for (const char* bad : {"", "ftp://example.org/", "file:///etc/passwd", "javascript:alert(1)",
                          "http://", "example", "gopher://x/"}) {
    EXPECT_FALSE(parse_url(bad).ok()) << bad;
  }
}

TEST(Url, ReferencesAreResolved) {
  const auto base = parse_url("https://example.org/news/feed.xml?x=1");
  EXPECT_EQ(resolve_url(*base, "../a.html")->text, "https://example.org/a.html");
  EXPECT_EQ(resolve_url(*base, "//other.example/b")->text, "https://other.example/b");
  EXPECT_EQ(resolve_url(*base, "?y=2")->text, "https://example.org/news/feed.xml?y=2");
  EXPECT_FALSE(resolve_url(*base, "file:///etc/passwd").ok());
}

TEST(Url, PasswordsAreNotShown) {
  EXPECT_EQ(without_password("https://me:secret@example.org/a"), "https://me:***@example.org/a");
  EXPECT_EQ(without_password("https://example.org/a:b@c"), "https://example.org/a:b@c");
}

TEST(Robots, TheGroupThatNamesUsElseThatOfAll) {
  const char* file =
      "\xEF\xBB\xBFUser-agent: other\nDisallow: /\n\nUser-Agent: DRAGOMAN/2\nuser-agent: x\n"
      "Disallow: /private # note\nCrawl-delay: 2.5\nUser-agent: *\nDisallow: /all\n"
      "User-agent: dragoman\nDisallow: /more\n";
  const Robots ours = Robots::parse(file, "Dragoman/0.1 (news reader)");
  EXPECT_FALSE(ours.allows("/private/a"));
  EXPECT_FALSE(ours.allows("/more"));
  EXPECT_TRUE(ours.allows("/all"));
  EXPECT_EQ(ours.crawl_delay(), 2500ms);
  const Robots others = Robots::parse(file, "Somebody");
  EXPECT_FALSE(others.allows("/all"));
  EXPECT_TRUE(others.allows("/private"));
  EXPECT_FALSE(others.crawl_delay().has_value());
}

TEST(Robots, TheLongestRuleDecides) {
  const auto allows = [](const std::string& rules, const std::string& path) {
    return Robots::parse("User-agent: *\n" + rules, "Dragoman").allows(path);
  };
  // RFC 9309, 5.2 and 2.2.3
  EXPECT_TRUE(allows("Disallow: /example/page/\nAllow: /example/page/disallowed.gif\n",
                     "/example/page/disallowed.gif"));
  EXPECT_TRUE(allows("Allow: /page\nDisallow: /page\n", "/page"));
  EXPECT_FALSE(allows("Disallow: *.gif$\n", "/a/b.gif"));
  EXPECT_TRUE(allows("Disallow: *.gif$\n", "/a/b.gif?x"));
  EXPECT_FALSE(allows("Disallow: /a*/c*e\n", "/abc/cde/f"));
  EXPECT_TRUE(allows("Disallow: /a*/c*e$\n", "/abc/cde/f"));
  EXPECT_FALSE(allows("Disallow: /%7ejoe/\n", "/~joe/a"));
  EXPECT_FALSE(allows("Disallow: /\xC3\xA9\n", "/%c3%a9t\xC3\xA9"));
  EXPECT_TRUE(allows("Disallow:\n", "/"));
  EXPECT_FALSE(allows("Disallow: /\n", "/"));
  EXPECT_TRUE(allows("Disallow: /\n", "/robots.txt"));
  EXPECT_FALSE(Robots::disallow_all().allows("/a"));
  EXPECT_TRUE(Robots::allow_all().allows("/a"));
}

TEST(HostLimits, SpacesBeginningsAndCountsTurns) {
  HostLimits limits(60ms, 1);
  ASSERT_TRUE(limits.begin("a", {}));
  EXPECT_FALSE(limits.ready_at("a").has_value());  // its one turn is taken
  EXPECT_TRUE(limits.ready_at("b").has_value());
  limits.end("a");
  const auto begun = HostLimits::Clock::now();
  EXPECT_GT(*limits.ready_at("a"), begun);
  ASSERT_TRUE(limits.begin("a", {}));
  EXPECT_GE(HostLimits::Clock::now() - begun, 30ms);
  EXPECT_FALSE(limits.begin("a", [] { return true; }));  // stopped
  limits.end("a");
  limits.hold("a", HostLimits::Clock::now() + 1h);
  EXPECT_GT(limits.held_for("a"), 59min);
  EXPECT_LE(limits.held_for("b"), 0s);
}

class Environment {
 public:
  Environment(const char* name, const char* value) : name_(name) { setenv(name, value, 1); }
  ~Environment() { unsetenv(name_); }

 private:
  const char* name_;
};

TEST(Proxy, OptionsThenEnvironment) {
  const Environment http("http_proxy", "http://proxy.example:3128");
  const Environment none("no_proxy", "intern.example, .local");
  FetchOptions options;
  const auto proxy = [&](const char* url) { return proxy_for(options, *parse_url(url)); };
  EXPECT_EQ(proxy("http://example.org/"), "http://proxy.example:3128");
  EXPECT_EQ(proxy("http://a.intern.example/"), "");
  EXPECT_EQ(proxy("http://notintern.example/"), "http://proxy.example:3128");
  EXPECT_EQ(proxy("http://x.local/"), "");
  options.proxy = "none";
  EXPECT_EQ(proxy("http://example.org/"), "");
  options.proxy = "http://mine.example:1";
  EXPECT_EQ(proxy("http://a.intern.example/"), "http://mine.example:1");
}

// A server that gives each connection the same answer.
class OneAnswer {
 public:
  explicit OneAnswer(std::string answer) : answer_(std::move(answer)) {
    listener_ = ::socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    ::bind(listener_, reinterpret_cast<sockaddr*>(&address), sizeof address);
    ::listen(listener_, 8);
    socklen_t size = sizeof address;
    ::getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size);
    port_ = ntohs(address.sin_port);
    thread_ = std::thread([this] { serve(); });
  }
  ~OneAnswer() {
    ::shutdown(listener_, SHUT_RDWR);
    thread_.join();
    ::close(listener_);
  }
  std::string url(const std::string& path) const {
    return "http://127.0.0.1:" + std::to_string(port_) + path;
  }
  int connections() const { return connections_; }

 private:
  void serve() {
    for (int peer = 0; (peer = ::accept(listener_, nullptr, nullptr)) >= 0; ::close(peer)) {
      ++connections_;
      char buffer[4096];
      if (::read(peer, buffer, sizeof buffer) <= 0) continue;
      if (::write(peer, answer_.data(), answer_.size()) < 0) continue;
      ::shutdown(peer, SHUT_WR);
      while (::read(peer, buffer, sizeof buffer) > 0) {
      }
    }
  }
  std::string answer_;
  int listener_ = -1, port_ = 0;
  std::atomic<int> connections_{0};
  std::thread thread_;
};

FetchOptions open_options() {
  FetchOptions options;
  options.proxy = "none";
  options.allow_private = true;
  options.robots = false;
  options.host_spacing = 0ms;
  return options;
}

TEST(Fetcher, GivesWhatTheServerSaid) {
  OneAnswer server(
      "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nETag: \"v1\"\r\nContent-Length: "
      "5\r\nConnection: close\r\n\r\nhello");
  Fetcher fetcher(open_options());
  const auto response = fetcher.get({.url = server.url("/a")});
  ASSERT_TRUE(response.ok()) << response.error().describe();
  EXPECT_EQ(response->status, 200);
  EXPECT_EQ(response->body, "hello");
  EXPECT_EQ(response->etag, "\"v1\"");
  EXPECT_EQ(response->content_type, "text/plain");
  EXPECT_FALSE(status_error(*response).has_value());
}

TEST(Fetcher, TheGuardStopsBeforeTheFirstByte) {
  OneAnswer server("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
  FetchOptions options = open_options();
  options.allow_private = false;
  Fetcher fetcher(options);
  std::string by_name = server.url("/");
  by_name.replace(by_name.find("127.0.0.1"), 9, "localhost");  // known only behind DNS
  for (const std::string& url : {server.url("/"), by_name}) {
    const auto response = fetcher.get({.url = url});
    ASSERT_FALSE(response.ok());
    EXPECT_EQ(response.error().code, ErrorCode::NotAllowed) << response.error().describe();
  }
  EXPECT_EQ(server.connections(), 0);
}

TEST(Fetcher, TheGuardKnowsNumbersBehindAProxy) {
  FetchOptions options;
  options.robots = false;
  options.proxy = "http://127.0.0.1:1";
  Fetcher fetcher(options);
  EXPECT_EQ(fetcher.get({.url = "http://169.254.169.254/latest"}).error().code,
            ErrorCode::NotAllowed);
  // The proxy itself may be near; there is just none at this port.
  EXPECT_EQ(fetcher.get({.url = "http://example.org/"}).error().code, ErrorCode::Unreachable);
}

TEST(Fetcher, AHostThatSaysRetryAfterIsLeftAlone) {
  OneAnswer server(
      "HTTP/1.1 503 Busy\r\nRetry-After: 120\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
  Fetcher fetcher(open_options());
  const auto first = fetcher.get({.url = server.url("/a")});
  ASSERT_TRUE(first.ok());
  EXPECT_EQ(first->retry_after, 120s);
  EXPECT_EQ(status_error(*first)->code, ErrorCode::BadResponse);
  EXPECT_EQ(fetcher.get({.url = server.url("/b")}).error().code, ErrorCode::Unreachable);
  EXPECT_EQ(server.connections(), 1);
  EXPECT_GT(fetcher.held_for(server.url("/c")), 100s);
  EXPECT_EQ(fetcher.held_for("http://other.example/"), 0s);
}

TEST(Fetcher, RedirectsInACircleAndToOtherSchemes) {
  OneAnswer circle("HTTP/1.1 302 Found\r\nLocation: /a\r\nContent-Length: 0\r\n\r\n");
  OneAnswer file("HTTP/1.1 302 Found\r\nLocation: file:///etc/passwd\r\nContent-Length: 0\r\n\r\n");
  Fetcher fetcher(open_options());
  const auto looped = fetcher.get({.url = circle.url("/a")});
  ASSERT_FALSE(looped.ok());
  EXPECT_EQ(looped.error().code, ErrorCode::BadResponse);
  EXPECT_NE(looped.error().message.find("circle"), std::string::npos);
  EXPECT_EQ(fetcher.get({.url = file.url("/a")}).error().code, ErrorCode::BadArgument);
}

}  // namespace
}  // namespace dragoman::fetch
