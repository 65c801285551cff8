// Who is let in: tokens, hosts, origins, rates.
#include "serve/guard.h"

#include <gtest/gtest.h>

#include "../../tests/support/temporary_folder.h"
#include "serve/rate_limit.h"
#include "serve/tokens.h"

namespace dragoman::serve {
namespace {

using namespace std::chrono_literals;
using Clock = RateLimit::Clock;

class TokensTest : public testing::TemporaryFolder {
 protected:
  std::string line(const std::string& name,
                   const std::string& token,
                   Role role,
                   const std::string& expires) {
    return token_line({name, hash_of(token), expires, role});
  }
};

TEST_F(TokensTest, GoodUnknownExpired) {
  const auto tokens =
      Tokens::read(write("tokens.tsv", "# who\n" + line("desk", "one", Role::Write, "never") +
                                           line("guest", "two", Role::Read, "2026-11-28")));
  ASSERT_TRUE(tokens) << tokens.error().describe();
  const Verdict desk = tokens->check("one", "2030-01-01");
  EXPECT_EQ(desk.is, Verdict::Is::Good);
  EXPECT_EQ(desk.caller.name, "desk");
  EXPECT_EQ(desk.caller.role, Role::Write);
  EXPECT_EQ(tokens->check("two", "2026-11-28").is, Verdict::Is::Good);
  EXPECT_EQ(tokens->check("two", "2026-11-29").is, Verdict::Is::Expired);
  EXPECT_EQ(tokens->check("three", "2026-11-28").is, Verdict::Is::Unknown);
  EXPECT_EQ(tokens->check("", "2026-11-28").is, Verdict::Is::Unknown);
  EXPECT_EQ(tokens->check(hash_of("one"), "2026-11-28").is, Verdict::Is::Unknown);
  EXPECT_EQ(tokens->check(std::string(1'000'000, 'x'), "2026-11-28").is, Verdict::Is::Unknown);
}

TEST_F(TokensTest, BrokenFilesAreNamedByLineAndColumn) {
  const std::string hash = hash_of("x");
  const std::vector<std::pair<std::string, std::string>> cases = {
      {"a b\tread\t" + hash + "\tnever\n", ":1:1"},
      {"a\troot\t" + hash + "\tnever\n", ":1:3"},
      {"a\tread\tsecret\tnever\n", ":1:8"},
      {"a\tread\t" + hash + "\t2026-13-01\n", "a day as"},
      {"a\tread\t" + hash + "\ttomorrow\n", "a day as"},
      {"a\tread\t" + hash + "\tnever\na\tread\t" + hash + "\tnever\n", "twice"},
      {"a\tread\n", "4"}};
  for (const auto& [text, words] : cases) {
    const auto tokens = Tokens::read(write("tokens.tsv", text));
    ASSERT_FALSE(tokens) << text;
    EXPECT_NE(tokens.error().describe().find(words), std::string::npos)
        << tokens.error().describe();
  }
}

TEST(TokenMaking, RandomAndPlain) {
  const auto one = make_token(), two = make_token();
  ASSERT_TRUE(one);
  EXPECT_EQ(one->size(), 43u);
  EXPECT_NE(*one, *two);
  EXPECT_EQ(bearer_token("Bearer " + *one), *one);
  EXPECT_EQ(bearer_token("bearer  x "), "x");
  EXPECT_EQ(bearer_token("Basic x"), "");
  EXPECT_EQ(bearer_token("Bearer"), "");
}

TEST(RateLimitTest, FillsAtItsRate) {
  RateLimit limit(2, 3);
  const auto start = Clock::now();
  for (int i = 0; i < 3; ++i) EXPECT_EQ(limit.take("a", start), 0);
  EXPECT_EQ(limit.take("a", start), 1);
  EXPECT_EQ(limit.take("b", start), 0);  // another caller's bucket
  EXPECT_EQ(limit.take("a", start + 600ms), 0);
  EXPECT_NE(limit.take("a", start + 600ms), 0);
  RateLimit slow(0.1, 1);
  EXPECT_EQ(slow.take("a", start), 0);
  EXPECT_EQ(slow.take("a", start), 10);
  RateLimit none(0, 1);
  for (int i = 0; i < 100; ++i) EXPECT_EQ(none.take("a", start), 0);
}

TEST(RateLimitTest, RemembersABoundedNumberOfCallers) {
  RateLimit limit(1, 1);
  const auto start = Clock::now();
  for (int i = 0; i < 50'000; ++i) limit.take(std::to_string(i), start + std::chrono::seconds(i));
  EXPECT_LE(limit.callers(), RateLimit::kMostCallers);
}

Request asked(const std::string& host, const Headers& more = {}) {
  Request out;
  out.method = "GET";
  out.address = "127.0.0.1";
  out.headers = more;
  if (!host.empty()) out.headers["host"] = host;
  return out;
}

int status(Guard& guard, Request request, Role needed = Role::Read) {
  const auto refusal = guard.admit(request, needed, Clock::now());
  return refusal ? refusal->status : 200;
}

TEST(GuardTest, AnswersToItsOwnNames) {
  auto guard = Guard::make({.hosts = {"localhost", "127.0.0.1", "::1"}, .rate = 0});
  ASSERT_TRUE(guard);
  for (const char* host : {"localhost", "LOCALHOST:7878", "127.0.0.1:1", "[::1]:7878", "[::1]"})
    EXPECT_EQ(status(*guard, asked(host)), 200) << host;
  for (const char* host :
       {"evil.example", "localhost.evil.example", "127.0.0.1.evil:80", "localhost:80:80",
        "localhost:x", "[::1", "::1", "localhost, evil.example", "localhost@evil", "2130706433"}) {
    EXPECT_EQ(status(*guard, asked(host)), 421) << host;
  }
  EXPECT_EQ(status(*guard, asked("")), 400);
}

TEST(GuardTest, PagesOfOtherSitesAreRefused) {
  auto guard = Guard::make({.hosts = {"localhost"}, .rate = 0});
  ASSERT_TRUE(guard);
  const std::string host = "localhost:7878";
  EXPECT_EQ(status(*guard, asked(host, {{"origin", "http://localhost:7878"}})), 200);
  EXPECT_EQ(status(*guard, asked(host, {{"sec-fetch-site", "same-origin"}})), 200);
  EXPECT_EQ(status(*guard, asked(host, {{"sec-fetch-site", "none"}})), 200);
  EXPECT_EQ(status(*guard,
                   asked(host, {{"sec-fetch-site", "cross-site"}, {"sec-fetch-mode", "navigate"}})),
            200);
  for (const char* origin : {"http://evil.example", "null", "http://localhost:9999",
                             "http://localhost:7878.evil.example"}) {
    EXPECT_EQ(status(*guard, asked(host, {{"origin", origin}})), 403) << origin;
  }
  EXPECT_EQ(status(*guard, asked(host, {{"sec-fetch-site", "cross-site"}})), 403);
  EXPECT_EQ(status(*guard, asked(host, {{"sec-fetch-site", "same-site"}})), 403);
}

TEST_F(TokensTest, RolesAndChangesOfTheFile) {
  const std::string file = write("tokens.tsv", line("desk", "one", Role::Read, "never"));
  auto guard = Guard::make({.hosts = {"localhost"}, .tokens = file, .rate = 0});
  ASSERT_TRUE(guard) << guard.error().describe();
  const auto with = [](const std::string& token) {
    return asked("localhost", {{"authorization", "Bearer " + token}});
  };
  EXPECT_EQ(status(*guard, asked("localhost")), 401);
  EXPECT_EQ(status(*guard, asked("localhost"), Role::None), 200);
  EXPECT_EQ(status(*guard, with("one")), 200);
  EXPECT_EQ(status(*guard, with("one"), Role::Write), 403);
  EXPECT_EQ(status(*guard, with("two")), 401);
  write("tokens.tsv", line("desk", "two", Role::Admin, "never") + "# longer\n");
  ASSERT_TRUE(guard->refresh());
  EXPECT_EQ(status(*guard, with("one")), 401);
  EXPECT_EQ(status(*guard, with("two"), Role::Write), 200);
  write("tokens.tsv", "broken\n");
  EXPECT_FALSE(guard->refresh());
  EXPECT_TRUE(guard->refresh());  // told once
  EXPECT_EQ(status(*guard, with("two")), 200);
}

TEST_F(TokensTest, GuessesCountAgainstTheRate) {
  const std::string file = write("tokens.tsv", line("desk", "one", Role::Read, "never"));
  auto guard = Guard::make({.hosts = {"localhost"}, .tokens = file, .rate = 0.001, .burst = 3});
  ASSERT_TRUE(guard);
  const Request guess = asked("localhost", {{"authorization", "Bearer guess"}});
  for (int i = 0; i < 3; ++i) EXPECT_EQ(status(*guard, guess), 401);
  EXPECT_EQ(status(*guard, guess), 429);
  EXPECT_EQ(status(*guard, asked("localhost", {{"authorization", "Bearer one"}})), 200);
}

TEST(GuardTest, WithoutTokensTheOpenRoleHolds) {
  auto guard = Guard::make({.hosts = {"localhost"}, .open_role = Role::Read, .rate = 0});
  ASSERT_TRUE(guard);
  EXPECT_EQ(status(*guard, asked("localhost"), Role::Read), 200);
  EXPECT_EQ(status(*guard, asked("localhost"), Role::Write), 403);
}

}  // namespace
}  // namespace dragoman::serve
