#include "places/coherence.h"

#include <cmath>
#include <vector>

#include <gtest/gtest.h>

namespace dragoman::places {
namespace {

const Spot kParisTexas = spot_of({33.66, -95.55}), kParisFrance = spot_of({48.85, 2.35});
const Spot kTalcoTexas = spot_of({33.36, -95.10}), kTroyes = spot_of({48.30, 4.08});

TEST(Spot, DistanceIsInKilometres) {
  EXPECT_NEAR(std::sqrt(squared_km(spot_of({0, 179.5}), spot_of({0, -179.5}))), 111.2, 0.1);
  EXPECT_NEAR(std::sqrt(squared_km(spot_of({60, 10}), spot_of({69, 10}))), 1000.7, 1.5);
}

TEST(Coherence, NearReadingsSupportEachOther) {
  const auto out =
      supports({{{kParisFrance, 3}, {kParisTexas, 0}}, {{kTalcoTexas, 3}}, {{std::nullopt, 9}}});
  ASSERT_EQ(out.size(), 3u);
  EXPECT_LT(out[0][0], 0.01);
  EXPECT_GT(out[0][1], 0.6);
  EXPECT_LT(out[1][0], 0.1) << "Paris in Texas is not likely yet";
  EXPECT_EQ(out[2][0], 0);
}

TEST(Coherence, LikelyReadingsSupportMore) {
  const auto out =
      supports({{{kParisFrance, 3}, {kParisTexas, 0}}, {{kTroyes, 0}, {kTalcoTexas, 0}}});
  EXPECT_GT(out[1][0], 3 * out[1][1]);
}

TEST(Coherence, ANameDoesNotSupportItself) {
  EXPECT_EQ(supports({{{kParisTexas, 1}, {kTalcoTexas, 1}}}),
            (std::vector<std::vector<double>>{{0, 0}}));
}

}  // namespace
}  // namespace dragoman::places
