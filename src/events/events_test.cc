#include <gtest/gtest.h>

#include "events/code_events.h"

namespace dragoman::events {
namespace {

TEST(Lexicon, ShippedFilesLoad) {
  const auto resources = Resources::load(std::string(DRAGOMAN_SOURCE_DIR) + "/lexicons");
  ASSERT_TRUE(resources.ok()) << resources.error().describe();
  EXPECT_GT((*resources)->lexicon().size(), 1000u);
}

}  // namespace
}  // namespace dragoman::events
