DROP TRIGGER reports_rows;
CREATE TABLE other_events (
  report TEXT NOT NULL REFERENCES reports (id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  id TEXT NOT NULL,
  type TEXT NOT NULL,
  mode TEXT NOT NULL,
  contexts TEXT NOT NULL,
  "trigger" TEXT NOT NULL,
  evidence TEXT NOT NULL,
  date TEXT NOT NULL,
  first_day TEXT NOT NULL,
  last_day TEXT NOT NULL,
  place TEXT NOT NULL,
  factuality TEXT NOT NULL,
  said_by TEXT NOT NULL,
  cameo TEXT NOT NULL,
  quad TEXT NOT NULL,
  score REAL NOT NULL,
  confidence REAL NOT NULL,
  rule TEXT NOT NULL,
  PRIMARY KEY (report, id)
) WITHOUT ROWID;
INSERT INTO other_events SELECT report, position, id, type, mode, contexts, "trigger", evidence, date, first_day, last_day, place, factuality, said_by, cameo, quad, score, confidence, rule FROM events;
DROP TABLE events;
ALTER TABLE other_events RENAME TO events;
CREATE INDEX events_day ON events (first_day);
CREATE INDEX events_type ON events (type, first_day);

CREATE TABLE other_event_parties (
  report TEXT NOT NULL,
  event TEXT NOT NULL,
  part TEXT NOT NULL CHECK (part IN ('actor', 'recipient')),
  position INTEGER NOT NULL,
  actor TEXT NOT NULL,
  PRIMARY KEY (report, event, part, position),
  FOREIGN KEY (report, event) REFERENCES events (report, id) ON DELETE CASCADE
) WITHOUT ROWID;
INSERT INTO other_event_parties SELECT report, event, part, position, actor FROM event_parties;
DROP TABLE event_parties;
ALTER TABLE other_event_parties RENAME TO event_parties;

CREATE TABLE other_statements (
  report TEXT NOT NULL REFERENCES reports (id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  id TEXT NOT NULL,
  kind TEXT NOT NULL,
  speaker TEXT NOT NULL,
  addressee TEXT NOT NULL,
  parent TEXT NOT NULL,
  stance TEXT NOT NULL,
  polarity TEXT NOT NULL,
  source TEXT NOT NULL,
  cue TEXT NOT NULL,
  content TEXT NOT NULL,
  date TEXT NOT NULL,
  first_day TEXT NOT NULL,
  last_day TEXT NOT NULL,
  confidence REAL NOT NULL,
  rule TEXT NOT NULL,
  source_type TEXT NOT NULL DEFAULT '',
  anonymous INTEGER NOT NULL DEFAULT 0,
  chain TEXT NOT NULL DEFAULT '',
  topics TEXT NOT NULL DEFAULT '',
  PRIMARY KEY (report, id)
) WITHOUT ROWID;
INSERT INTO other_statements SELECT report, position, id, kind, speaker, addressee, parent, stance, polarity, source, cue, content, date, first_day, last_day, confidence, rule, source_type, anonymous, chain, topics FROM statements;
DROP TABLE statements;
ALTER TABLE other_statements RENAME TO statements;
CREATE INDEX statements_day ON statements (first_day);

CREATE TABLE other_places (
  report TEXT NOT NULL REFERENCES reports (id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  id TEXT NOT NULL,
  name TEXT NOT NULL,
  country TEXT NOT NULL,
  admin1 TEXT NOT NULL,
  lat REAL,
  lon REAL,
  geonames INTEGER,
  precision INTEGER NOT NULL,
  PRIMARY KEY (report, id)
) WITHOUT ROWID;
INSERT INTO other_places SELECT report, position, id, name, country, admin1, lat, lon, geonames, precision FROM places;
DROP TABLE places;
ALTER TABLE other_places RENAME TO places;

CREATE TABLE other_actors (
  report TEXT NOT NULL REFERENCES reports (id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  id TEXT NOT NULL,
  name TEXT NOT NULL,
  kind TEXT NOT NULL,
  code TEXT NOT NULL,
  country TEXT NOT NULL,
  sector TEXT NOT NULL,
  role TEXT NOT NULL,
  kb TEXT NOT NULL,
  aliases TEXT NOT NULL,
  mentions INTEGER NOT NULL,
  who TEXT NOT NULL DEFAULT '',
  called TEXT NOT NULL DEFAULT '',
  PRIMARY KEY (report, id)
) WITHOUT ROWID;
INSERT INTO other_actors SELECT report, position, id, name, kind, code, country, sector, role, kb, aliases, mentions, who, called FROM actors;
DROP TABLE actors;
ALTER TABLE other_actors RENAME TO actors;
