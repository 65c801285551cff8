#include "alerts/message.h"

#include <cstdlib>
#include <fstream>

#include <gtest/gtest.h>

namespace dragoman::alerts {
namespace {

Notification example() {
  Notification n;
  n.id = "0123456789abcdef";
  n.alert = "fedcba9876543210";
  n.name = "Angriffe in Köln\r\nBcc: all@example.org";
  n.made = "2016-03-23T10:00:00Z";
  n.told = {{"2016-03-22", {}, "aaaaaaaaaaaaaaaa", "e1", "", "ASSAULT: X -> Y"}};
  return n;
}

TEST(Messages, AreSignedWithTheirTime) {
  // echo -n '2016-03-23T10:00:00Z.{}' | openssl dgst -sha256 -hmac key
  EXPECT_EQ(signature("key", "2016-03-23T10:00:00Z", "{}"),
            "sha256=fd108497e9ef1dcef9a3ee5277e7d66cd757425679f6b5b498a914b80618002e");
  EXPECT_NE(signature("key", "2016-03-23T10:00:01Z", "{}"), signature("key", "2016-03-23T10:00:00Z", "{}"));
}

TEST(Messages, OfAWebhookHoldNothingOfOtherReceivers) {
  Notification n = example();
  n.deliveries = {{"email", "ana@example.org", "waiting", "", "", 0}};
  const std::string body = webhook_body(n, {});
  EXPECT_EQ(body.find("ana@example.org"), std::string::npos);
  EXPECT_EQ(Json::parse(body)["told"][0]["entry"], "e1");
}

TEST(Messages, AsMailHaveHeadersOfOneLineEach) {
  Settings settings;
  settings.smtp.from = "desk@example.org";
  const std::string mail = mail_of(example(), "ana@example.org", settings);
  EXPECT_EQ(mail.find("\r\nBcc"), std::string::npos);
  EXPECT_NE(mail.find("Message-ID: <0123456789abcdef@example.org>\r\n"), std::string::npos);
  EXPECT_NE(mail.find("Date: Wed, 23 Mar 2016 10:00:00 +0000\r\n"), std::string::npos);
  EXPECT_NE(mail.find("Subject: =?UTF-8?B?"), std::string::npos);
  for (std::size_t at = 0; (at = mail.find('\n', at)) != std::string::npos; ++at)
    EXPECT_EQ(mail[at - 1], '\r');
}

TEST(Settings, OfAFileAndTheEnvironment) {
  const std::string path = ::testing::TempDir() + "alerts.toml";
  std::ofstream(path) << "desk = \"http://desk\"\n[smtp]\nurl = \"smtp://localhost\"\ntls = false\npassword = \"one\"\n";
  ::setenv("DRAGOMAN_SMTP_PASSWORD", "two", 1);
  const auto settings = load_settings(path, "x.db");
  ::unsetenv("DRAGOMAN_SMTP_PASSWORD");
  ASSERT_TRUE(settings) << settings.error().describe();
  EXPECT_EQ(settings->smtp.password, "two");
  EXPECT_FALSE(settings->smtp.tls);
  EXPECT_EQ(settings->desk, "http://desk");
  std::ofstream(path) << "[smtp]\nurls = \"x\"\n";
  EXPECT_NE(load_settings(path, "x.db").error().describe().find("smtp.urls"), std::string::npos);
  std::ofstream(path) << "[smtp]\ntls = \"no\"\n";
  EXPECT_NE(load_settings(path, "x.db").error().describe().find("alerts.toml:2"), std::string::npos);
  std::ofstream(path) << "[smtp\n";
  EXPECT_FALSE(load_settings(path, "x.db"));
  EXPECT_FALSE(load_settings(path + ".none", "x.db"));
}

}  // namespace
}  // namespace dragoman::alerts
