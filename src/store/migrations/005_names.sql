-- Names of actors over all reports, folded, so that a filter by name looks up words and reads no row for nothing.

-- Each name, alias and code that actors go by, once.
CREATE TABLE names (
  number INTEGER PRIMARY KEY,
  folded TEXT NOT NULL UNIQUE
);
CREATE TABLE name_words (
  word TEXT NOT NULL,
  name INTEGER NOT NULL,                 -- names.number
  PRIMARY KEY (word, name)
) WITHOUT ROWID;
CREATE INDEX name_words_name ON name_words (name);

CREATE TABLE actor_names (
  report INTEGER NOT NULL REFERENCES reports (number) ON DELETE CASCADE,
  actor INTEGER NOT NULL,                -- actors.position
  name INTEGER NOT NULL,                 -- names.number
  PRIMARY KEY (report, actor, name)
) WITHOUT ROWID;
CREATE INDEX actor_names_name ON actor_names (name);

ALTER TABLE actors ADD COLUMN who TEXT NOT NULL DEFAULT '';  -- over reports: kb, else kind and folded name
CREATE INDEX actors_who ON actors (who);
DROP INDEX actors_kb;                    -- who does for it
ALTER TABLE processes ADD COLUMN folded TEXT NOT NULL DEFAULT '';  -- of the name
CREATE INDEX places_country ON places (country);
