-- What the tables of before hold is filled in by the program, which then drops the columns of this schema.
DROP TABLE name_search;
DROP TABLE totals;
DROP TABLE actor_totals;
DROP INDEX sources_outlet;
CREATE UNIQUE INDEX statements_position ON statements (report, position);
CREATE INDEX actors_who ON actors (who);
CREATE INDEX places_country ON places (country);
CREATE INDEX actors_country ON actors (country);
CREATE TABLE statement_topics (
  report TEXT NOT NULL,
  statement TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('actor', 'place', 'process', 'phrase')),
  position INTEGER NOT NULL,
  id TEXT NOT NULL,
  name TEXT NOT NULL,
  countries TEXT NOT NULL,
  PRIMARY KEY (report, statement, kind, position),
  FOREIGN KEY (report, statement) REFERENCES statements (report, id) ON DELETE CASCADE
) WITHOUT ROWID;
CREATE TABLE names (
  number INTEGER PRIMARY KEY,
  folded TEXT NOT NULL UNIQUE
);
CREATE TABLE name_words (
  word TEXT NOT NULL,
  name INTEGER NOT NULL,
  PRIMARY KEY (word, name)
) WITHOUT ROWID;
CREATE INDEX name_words_name ON name_words (name);
CREATE TABLE actor_names (
  report INTEGER NOT NULL REFERENCES reports (number) ON DELETE CASCADE,
  actor INTEGER NOT NULL,
  name INTEGER NOT NULL,
  PRIMARY KEY (report, actor, name)
) WITHOUT ROWID;
CREATE INDEX actor_names_name ON actor_names (name);
