#include "serve/fetching.h"

#include <gtest/gtest.h>

namespace dragoman::serve {
namespace {

TEST(AddressList, IsByItsType) {
  Request request;
  request.headers["content-type"] = "Text/URI-List; charset=utf-8";
  EXPECT_TRUE(is_address_list(request));
  request.headers["content-type"] = "text/plain";
  EXPECT_FALSE(is_address_list(request));
  request.headers.clear();
  EXPECT_FALSE(is_address_list(request));
}

TEST(AddressList, OneALineWithoutCommentsUpToALimit) {
  const auto found = addresses_of("# read these\r\nhttps://example.org/a\r\n\n  http://example.org/b \n", 2);
  ASSERT_TRUE(found);
  EXPECT_EQ(*found, (std::vector<std::string>{"https://example.org/a", "http://example.org/b"}));
  EXPECT_FALSE(addresses_of("http://a.example/\nhttp://b.example/\n", 1));
  EXPECT_EQ(addresses_of("", 2).error().code, ErrorCode::EmptyInput);
}

TEST(AddressList, HoldsNothingElse) {
  for (const char* wrong : {"file:///etc/passwd", "ftp://example.org/", "news.html", "//example.org/", "http://",
                            "javascript:alert(1)", "http://user:secret@example.org/", "https://user@example.org?x=1"}) {
    const auto found = addresses_of(wrong, 10);
    ASSERT_FALSE(found) << wrong;
    EXPECT_EQ(found.error().code, ErrorCode::BadArgument) << wrong;
    EXPECT_EQ(found.error().message.find("secret"), std::string::npos);
  }
  EXPECT_TRUE(addresses_of("https://example.org/who?mail=a@b.example", 10));  // none in front of the host
}

}  // namespace
}  // namespace dragoman::serve
