-- What kind of source a statement has, the way that it came, and what it is about.

ALTER TABLE statements ADD COLUMN source_type TEXT NOT NULL DEFAULT '';
ALTER TABLE statements ADD COLUMN anonymous INTEGER NOT NULL DEFAULT 0;
ALTER TABLE statements ADD COLUMN chain TEXT NOT NULL DEFAULT '';  -- names, outermost first, one a line

CREATE UNIQUE INDEX statements_position ON statements (report, position);

-- What the content of a statement names or means. For actors and places the id and name within the report, for
-- processes too; for key phrases the words alone.
CREATE TABLE statement_topics (
  report TEXT NOT NULL,
  statement TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('actor', 'place', 'process', 'phrase')),
  position INTEGER NOT NULL,
  id TEXT NOT NULL,
  name TEXT NOT NULL,
  countries TEXT NOT NULL,               -- ISO alpha-3, one a line: of the actor or place, of a process' parties
  PRIMARY KEY (report, statement, kind, position),
  FOREIGN KEY (report, statement) REFERENCES statements (report, id) ON DELETE CASCADE
) WITHOUT ROWID;

-- Names and adjectives of countries as reports use them, folded; so that "Syria" finds what is about SYR.
CREATE TABLE country_names (
  name TEXT NOT NULL,
  country TEXT NOT NULL,
  PRIMARY KEY (name, country)
) WITHOUT ROWID;
