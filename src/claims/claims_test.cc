#include <fstream>

#include <gtest/gtest.h>

#include "../../tests/support/both_stores.h"
#include "claims/add_claims.h"
#include "claims/read_claims.h"
#include "claims/stored_claims.h"

namespace dragoman::claims {
namespace {

const Resources& resources() {
  static const Resources kResources = Resources::load(DRAGOMAN_SOURCE_DIR "/lexicons").value();
  return kResources;
}

using Fields = std::vector<std::pair<std::string, std::string>>;

Result<Claim> claim(const std::string& profile, Fields fields) {
  intake::RawItem item;
  item.kind = intake::RawItem::Kind::Row;
  item.uri = "rows.csv:2";
  item.fields = std::move(fields);
  return claim_of(resources(), profile, item);
}

Fields acled_row() {
  return {{"event_id_cnty", "SYR1"},
          {"event_date", "17 June 2016"},
          {"time_precision", "1"},
          {"sub_event_type", "Armed clash"},
          {"actor1", "Government"},
          {"actor2", "Rebels"},
          {"iso", "760"},
          {"country", "Syria"},
          {"location", "Aleppo"},
          {"latitude", "36.2"},
          {"longitude", "37.16"},
          {"fatalities", "12"},
          {"source", "SOHR"},
          {"notes", "Clashes in Aleppo."}};
}

// Puts a value into a row.
Fields with(Fields fields, const std::string& name, const std::string& value) {
  for (auto& [column, cell] : fields)
    if (column == name) cell = value;
  return fields;
}

TEST(ReadClaims, ARowOfAcledIsRead) {
  const auto c = claim("acled", acled_row());
  ASSERT_TRUE(c) << c.error().describe();
  EXPECT_EQ(c->row, "SYR1");
  EXPECT_EQ(c->type, EventType::Assault);
  EXPECT_EQ(c->coded, "Armed clash");
  EXPECT_EQ(c->first_day, "2016-06-17");
  EXPECT_EQ(c->last_day, "2016-06-17");
  EXPECT_EQ(c->country, "SYR");
  EXPECT_EQ(c->dead, 12);
  EXPECT_EQ(c->lat, 36.2);
}

TEST(ReadClaims, ACoarseDayIsAWeekOrAMonth) {
  EXPECT_EQ(claim("acled", with(acled_row(), "time_precision", "2"))->first_day, "2016-06-14");
  const auto month = claim("acled", with(acled_row(), "time_precision", "3"));
  EXPECT_EQ(month->first_day, "2016-06-01");
  EXPECT_EQ(month->last_day, "2016-06-30");
}

TEST(ReadClaims, GdeltIsReadByTheNumbersOfItsColumns) {
  Fields fields;
  for (int i = 1; i <= 61; ++i) fields.emplace_back(std::to_string(i), "");
  const auto set = [&](std::size_t at, const char* value) { fields[at - 1].second = value; };
  set(1, "530000001"), set(2, "20160323"), set(7, "COLOMBIA"), set(8, "COL"), set(17, "REBEL");
  set(27, "046"), set(53, "Havana, Ciudad de la Habana, Cuba"), set(54, "CU"), set(57, "23.13");
  const auto c = claim("gdelt2-events", fields);
  ASSERT_TRUE(c) << c.error().describe();
  EXPECT_EQ(c->first_day, "2016-03-23");
  EXPECT_EQ(c->type, EventType::Consult);
  EXPECT_EQ(c->country, "CUB");
  EXPECT_EQ(c->actor_country, "COL");
  EXPECT_FALSE(c->lon);
}

TEST(ReadClaims, OfSeveralValuesTheFirstCounts) {
  const auto c = claim("polecat", {{"Event ID", "E1"},
                                   {"Event Date", "2022-01-03"},
                                   {"Event Type", "AGREE"},
                                   {"Event Mode", ""},
                                   {"Actor Country", "YEM; SAU"},
                                   {"Country", "YEM"}});
  ASSERT_TRUE(c) << c.error().describe();
  EXPECT_EQ(c->actor_country, "YEM");
}

TEST(ReadClaims, BrokenRowsSayWhyAndWhere) {
  const auto no_day = claim("acled", with(acled_row(), "event_date", "soon"));
  ASSERT_FALSE(no_day);
  EXPECT_EQ(no_day.error().code, ErrorCode::BadFormat);
  EXPECT_EQ(no_day.error().where, "rows.csv:2");
  const auto no_id = claim("acled", with(acled_row(), "event_id_cnty", " "));
  ASSERT_FALSE(no_id);
  EXPECT_EQ(no_id.error().code, ErrorCode::MissingField);
}

class StoredClaimsTest : public testing::BothStores {
 protected:
  static std::vector<Claim> all(store::Store& store, const ClaimFilter& filter = {}) {
    std::vector<Claim> out;
    const auto done = find_claims(store, filter, [&](const Claim& c) {
      out.push_back(c);
      return true;
    });
    EXPECT_TRUE(done) << (done ? "" : done.error().describe());
    return out;
  }
};
DRAGOMAN_ON_BOTH_STORES(StoredClaimsTest);

TEST_P(StoredClaimsTest, ARowThatIsThereIsReplaced) {
  store::Store store = open(store::Store::Access::Write);
  Claim one = claim("acled", acled_row()).value();
  EXPECT_EQ(put_claims(store, {one})->added, 1u);
  one.dead = std::nullopt;
  const auto again = put_claims(store, {one});
  EXPECT_EQ(again->added, 0u);
  EXPECT_EQ(again->replaced, 1u);
  const auto found = all(store);
  ASSERT_EQ(found.size(), 1u);
  EXPECT_FALSE(found[0].dead);
  EXPECT_EQ(found[0].lon, 37.16);
}

TEST_P(StoredClaimsTest, FiltersAndForgets) {
  store::Store store = open(store::Store::Access::Write);
  Claim other = claim("acled", with(acled_row(), "event_id_cnty", "SYR2")).value();
  other.first_day = other.last_day = "2017-01-01";
  ASSERT_TRUE(put_claims(store, {claim("acled", acled_row()).value(), other}));
  EXPECT_EQ(all(store, {.since = "2016-12-01"}).size(), 1u);
  EXPECT_EQ(all(store, {.until = "2016-12-01"}).size(), 1u);
  EXPECT_EQ(all(store, {.country = "SYR"}).size(), 2u);
  EXPECT_EQ(all(store, {.country = "YEM"}).size(), 0u);
  EXPECT_EQ(all(store, {.type = EventType::Assault}).size(), 2u);
  EXPECT_EQ(*forget_claims(store, "gdelt2-events"), 0u);
  EXPECT_EQ(*forget_claims(store, "acled"), 2u);
  EXPECT_TRUE(all(store).empty());
}

TEST_P(StoredClaimsTest, GoWithTheProcessThatTheyAreOf) {
  store::Store store = open(store::Store::Access::Write);
  Claim inside = claim("acled", acled_row()).value(), elsewhere = inside, later = inside,
        talks = inside;
  elsewhere.row = "SYR3", elsewhere.place = "Homs";
  later.row = "SYR4", later.first_day = later.last_day = "2018-06-17";
  talks.row = "SYR5", talks.type = EventType::Consult;
  ASSERT_TRUE(put_claims(store, {inside, elsewhere, later, talks}));
  dossiers::Dossier truce;
  truce.kind = "ceasefire", truce.country = "SYR";
  truce.first_day = "2016-06-15", truce.last_day = "2016-06-20";
  truce.places.push_back({"Aleppo", "SYR", "scope", 1, {}});
  ASSERT_TRUE(add_claims(store, truce));
  ASSERT_EQ(truce.claims.size(), 1u);
  EXPECT_EQ(truce.claims[0].row, "SYR1");
  EXPECT_EQ(truce.claims[0].dataset, "acled");
}

TEST_P(StoredClaimsTest, TalksHaveThoseOfBothSides) {
  store::Store store = open(store::Store::Access::Write);
  Claim both = claim("acled", acled_row()).value();
  both.type = EventType::Consult, both.country = "CUB";
  both.actor_country = "COL", both.recipient_country = "NOR";
  Claim named = both, foreign = both;
  named.row = "N", named.recipient_country = "", named.recipient = "FARC";
  foreign.row = "F", foreign.recipient_country = "USA";
  ASSERT_TRUE(put_claims(store, {both, named, foreign}));
  dossiers::Dossier havana;
  havana.kind = "talks", havana.country = "COL";
  havana.first_day = "2016-06-01", havana.last_day = "2016-08-01";
  havana.roles.push_back({"FARC", "", "group", "COL", "party", "", {}, {}});
  havana.roles.push_back({"Norway", "", "country", "NOR", "guarantor", "", {}, {}});
  ASSERT_TRUE(add_claims(store, havana));
  ASSERT_EQ(havana.claims.size(), 2u);
  EXPECT_EQ(havana.claims[0].row, "N");
  EXPECT_EQ(havana.claims[1].row, "SYR1");
}

}  // namespace
}  // namespace dragoman::claims
