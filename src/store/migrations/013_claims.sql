-- What other data sets (GDELT, ACLED, POLECAT) say happened: docs/rooms/claims.md. Never counted with what reports say.
CREATE TABLE claims (
  dataset TEXT NOT NULL,           -- "acled"
  row_id TEXT NOT NULL,            -- its id of the row
  type TEXT NOT NULL,              -- PLOVER; '' for what is no event there
  coded TEXT NOT NULL,             -- as the data set has it
  first_day TEXT NOT NULL,         -- ISO
  last_day TEXT NOT NULL,
  actor TEXT NOT NULL,
  actor_country TEXT NOT NULL,     -- alpha-3
  recipient TEXT NOT NULL,
  recipient_country TEXT NOT NULL,
  place TEXT NOT NULL,
  country TEXT NOT NULL,           -- of the place
  lat REAL,
  lon REAL,
  dead REAL,                       -- NULL: not given
  source TEXT NOT NULL,
  words TEXT NOT NULL,
  PRIMARY KEY (dataset, row_id)
);
CREATE INDEX claims_day ON claims (first_day);
