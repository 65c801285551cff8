#include "intake/dates.h"

#include <gtest/gtest.h>

namespace dragoman::intake {
namespace {

struct FieldCase {
  const char* field;
  const char* iso;  // empty: no date
};

class ParsesDate : public testing::TestWithParam<FieldCase> {};

TEST_P(ParsesDate, Field) {
  EXPECT_EQ(parse_date(GetParam().field).value_or(""), GetParam().iso) << GetParam().field;
}

INSTANTIATE_TEST_SUITE_P(
    Fields,
    ParsesDate,
    testing::Values(FieldCase{"2016-03-23", "2016-03-23"},
                    FieldCase{" 2016-03-23 ", "2016-03-23"},
                    FieldCase{"2016-03-23T10:00:00Z", "2016-03-23T10:00:00Z"},
                    FieldCase{"2016-03-23 10:00:00 GMT", "2016-03-23T10:00:00Z"},
                    FieldCase{"2016-03-23T10:00:00.123+0200", "2016-03-23T10:00:00+02:00"},
                    FieldCase{"2016-03-23T10:00", "2016-03-23T10:00"},
                    FieldCase{"20160323", "2016-03-23"},
                    FieldCase{"19980301.0720", "1998-03-01"},
                    FieldCase{"2016/03/23", "2016-03-23"},
                    FieldCase{"3/23/2016", "2016-03-23"},
                    FieldCase{"23/3/2016", "2016-03-23"},
                    FieldCase{"23.03.2016", "2016-03-23"},
                    FieldCase{"23-03-2016", "2016-03-23"},
                    FieldCase{"23-Mar-2016", "2016-03-23"},
                    FieldCase{"23 March 2016", "2016-03-23"},
                    FieldCase{"March 23rd, 2016", "2016-03-23"},
                    FieldCase{"Wed, 23 Mar 2016 10:00:00 GMT", "2016-03-23"},
                    FieldCase{"Wednesday 23 March 2016", "2016-03-23"},
                    FieldCase{"29 February 2016", "2016-02-29"},
                    FieldCase{"29 February 2015", ""},
                    FieldCase{"31 June 2016", ""},
                    FieldCase{"2016-13-01", ""},
                    FieldCase{"March 23", ""},
                    FieldCase{"yesterday", ""},
                    FieldCase{"", ""},
                    FieldCase{"1458727200", ""},
                    FieldCase{"12", ""}));

struct StartCase {
  const char* text;
  const char* iso;
  std::size_t size;
};

class FindsDate : public testing::TestWithParam<StartCase> {};

TEST_P(FindsDate, AtStart) {
  const auto found = date_at_start(GetParam().text);
  EXPECT_EQ(found ? found->iso : "", GetParam().iso) << GetParam().text;
  EXPECT_EQ(found ? found->size : 0, GetParam().size) << GetParam().text;
}

INSTANTIATE_TEST_SUITE_P(Starts,
                         FindsDate,
                         testing::Values(StartCase{"March 3 (Reuters)", "--03-03", 7},
                                         StartCase{"Mar. 4, 2016 /X/", "2016-03-04", 12},
                                         StartCase{"Sept. 26 (UPI)", "--09-26", 8},
                                         StartCase{"3 Mar 2016 The", "2016-03-03", 10},
                                         StartCase{"Thu Oct 5 2017 Talks", "2017-10-05", 14},
                                         StartCase{"24.08.2013 The", "2013-08-24", 10},
                                         StartCase{"May 10:30", "", 0},
                                         StartCase{"Marchers 3", "", 0},
                                         StartCase{"3 Marchers", "", 0},
                                         StartCase{"Sunday talks", "", 0},
                                         StartCase{"2016", "", 0}));

TEST(CompleteYear, TakesTheYearNearestBeforePublication) {
  EXPECT_EQ(complete_year("--03-03", "2016-03-04"), "2016-03-03");
  EXPECT_EQ(complete_year("--12-31", "2017-01-02"), "2016-12-31");
  EXPECT_EQ(complete_year("--01-01", "2016-12-31T10:00:00Z"), "2017-01-01");
  EXPECT_EQ(complete_year("--02-29", "2017-01-02"), "2016-02-29");
  EXPECT_EQ(complete_year("--03-03", ""), "");
  EXPECT_EQ(complete_year("2015-05-05", ""), "2015-05-05");
}

}  // namespace
}  // namespace dragoman::intake
