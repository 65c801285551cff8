-- What was forgotten stays away: the hash that is a report's id, and of a source the hash of its uri; no words.
CREATE TABLE forgotten (
  report TEXT NOT NULL,
  source TEXT NOT NULL,                  -- '' for all sources, the report itself
  PRIMARY KEY (report, source)
) WITHOUT ROWID;

-- How far reading all reports again has come, written in one transaction with what was read; no row when none is
-- under way.
CREATE TABLE recoding (
  versions TEXT PRIMARY KEY,             -- that they are read with
  upto INTEGER NOT NULL,                 -- reports.number
  counts TEXT NOT NULL                   -- JSON: what changed so far
) WITHOUT ROWID;
