-- Reports, where each was read, and what their records hold. docs/formats/store.md explains every column.
--
-- The whole record is `reports.record` (JSON, docs/formats/record.md); the other tables repeat, in columns, what
-- queries filter and sort by, with the words under the spans so that they can be read without the text.
-- Columns have the names of the record's fields. Unknown strings are '', unknown numbers NULL.
-- `first_day` and `last_day` are the days that a TIMEX3 date covers, the report's date when it has none.

CREATE TABLE reports (
  number INTEGER PRIMARY KEY,            -- order of arrival; row id of the text index
  id TEXT NOT NULL UNIQUE,               -- of the normalised text: the same text is the same report
  uri TEXT NOT NULL,                     -- of the source that the record was made from
  outlet TEXT NOT NULL,
  agency TEXT NOT NULL,
  title TEXT NOT NULL,
  published TEXT NOT NULL,
  language TEXT NOT NULL,
  engine TEXT NOT NULL,                  -- versions that made the record
  model TEXT NOT NULL,
  lexicon TEXT NOT NULL,
  knowledge TEXT NOT NULL,
  record TEXT NOT NULL
);
CREATE INDEX reports_published ON reports (published);

-- Every place where a report's text was found: a wire copy word for word is one report with two sources.
CREATE TABLE sources (
  report TEXT NOT NULL REFERENCES reports (id) ON DELETE CASCADE,
  uri TEXT NOT NULL,
  outlet TEXT NOT NULL,
  published TEXT NOT NULL,
  title TEXT NOT NULL,
  PRIMARY KEY (report, uri)
) WITHOUT ROWID;
CREATE INDEX sources_uri ON sources (uri);

CREATE TABLE actors (
  report TEXT NOT NULL REFERENCES reports (id) ON DELETE CASCADE,
  position INTEGER NOT NULL,             -- within the record, from 1; ids are "a1", "a2", ...
  id TEXT NOT NULL,
  name TEXT NOT NULL,
  kind TEXT NOT NULL,
  code TEXT NOT NULL,
  country TEXT NOT NULL,
  sector TEXT NOT NULL,
  role TEXT NOT NULL,
  kb TEXT NOT NULL,
  aliases TEXT NOT NULL,                 -- words of its mentions by name or noun, one a line, each once
  mentions INTEGER NOT NULL,
  PRIMARY KEY (report, id)
) WITHOUT ROWID;
CREATE INDEX actors_country ON actors (country);
CREATE INDEX actors_kb ON actors (kb);

CREATE TABLE places (
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

CREATE TABLE statements (
  report TEXT NOT NULL REFERENCES reports (id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  id TEXT NOT NULL,
  kind TEXT NOT NULL,
  speaker TEXT NOT NULL,                 -- actor id
  addressee TEXT NOT NULL,               -- actor id
  parent TEXT NOT NULL,                  -- statement id
  stance TEXT NOT NULL,
  polarity TEXT NOT NULL,
  source TEXT NOT NULL,                  -- words
  cue TEXT NOT NULL,                     -- words
  content TEXT NOT NULL,                 -- words
  date TEXT NOT NULL,
  first_day TEXT NOT NULL,
  last_day TEXT NOT NULL,
  confidence REAL NOT NULL,
  rule TEXT NOT NULL,
  PRIMARY KEY (report, id)
) WITHOUT ROWID;
CREATE INDEX statements_day ON statements (first_day);

CREATE TABLE events (
  report TEXT NOT NULL REFERENCES reports (id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  id TEXT NOT NULL,
  type TEXT NOT NULL,
  mode TEXT NOT NULL,
  contexts TEXT NOT NULL,                -- one a line
  "trigger" TEXT NOT NULL,               -- words
  evidence TEXT NOT NULL,                -- words
  date TEXT NOT NULL,
  first_day TEXT NOT NULL,
  last_day TEXT NOT NULL,
  place TEXT NOT NULL,                   -- place id
  factuality TEXT NOT NULL,
  said_by TEXT NOT NULL,                 -- statement id
  cameo TEXT NOT NULL,
  quad TEXT NOT NULL,
  score REAL NOT NULL,
  confidence REAL NOT NULL,
  rule TEXT NOT NULL,
  PRIMARY KEY (report, id)
) WITHOUT ROWID;
CREATE INDEX events_day ON events (first_day);
CREATE INDEX events_type ON events (type, first_day);

CREATE TABLE event_parties (
  report TEXT NOT NULL,
  event TEXT NOT NULL,
  part TEXT NOT NULL CHECK (part IN ('actor', 'recipient')),
  position INTEGER NOT NULL,
  actor TEXT NOT NULL,
  PRIMARY KEY (report, event, part, position),
  FOREIGN KEY (report, event) REFERENCES events (report, id) ON DELETE CASCADE
) WITHOUT ROWID;

CREATE TABLE pledges (
  report TEXT NOT NULL REFERENCES reports (id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  id TEXT NOT NULL,
  kind TEXT NOT NULL,
  "by" TEXT NOT NULL,                    -- actor id
  "to" TEXT NOT NULL,                    -- actor id
  what TEXT NOT NULL,                    -- words
  type TEXT NOT NULL,
  due TEXT NOT NULL,
  said_by TEXT NOT NULL,
  confidence REAL NOT NULL,
  rule TEXT NOT NULL,
  PRIMARY KEY (report, id)
) WITHOUT ROWID;
CREATE INDEX pledges_due ON pledges (due);

CREATE TABLE processes (
  report TEXT NOT NULL REFERENCES reports (id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  name TEXT NOT NULL,
  kind TEXT NOT NULL,
  round TEXT NOT NULL,
  "when" TEXT NOT NULL,
  rule TEXT NOT NULL,
  PRIMARY KEY (report, position)
) WITHOUT ROWID;
CREATE INDEX processes_name ON processes (name);

CREATE TABLE process_roles (
  report TEXT NOT NULL,
  process INTEGER NOT NULL,              -- processes.position
  position INTEGER NOT NULL,
  actor TEXT NOT NULL,
  role TEXT NOT NULL,
  PRIMARY KEY (report, process, position),
  FOREIGN KEY (report, process) REFERENCES processes (report, position) ON DELETE CASCADE
) WITHOUT ROWID;
