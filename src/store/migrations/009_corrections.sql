-- What users say of entries of records, apart from what the machine wrote (reports.record): docs/rooms/corrections.md.
-- Both tables go with their report: erasure reaches what was said of it.

CREATE TABLE corrections (
  number INTEGER PRIMARY KEY,            -- order of arrival
  id TEXT NOT NULL UNIQUE,               -- hash of all that was said when it was made
  report TEXT NOT NULL REFERENCES reports (id) ON DELETE CASCADE,
  layer TEXT NOT NULL,                   -- event, statement, actor, ...
  field TEXT NOT NULL,                   -- '' for the whole entry
  verdict TEXT NOT NULL,                 -- accept, reject, correct
  made TEXT NOT NULL,                    -- time, UTC
  author TEXT NOT NULL,
  said TEXT NOT NULL,                    -- JSON: all of it, docs/formats/corrections.md
  withdrawn TEXT NOT NULL,               -- time; '' while it stands
  withdrawn_by TEXT NOT NULL,
  withdrawn_reason TEXT NOT NULL,
  state TEXT NOT NULL,                   -- what came of it when the rows of the report were made last
  entry TEXT NOT NULL                    -- id of the entry then
);
CREATE INDEX corrections_report ON corrections (report);
CREATE INDEX corrections_made ON corrections (made, number);

-- What was done with corrections: rows are added, never changed.
CREATE TABLE correction_log (
  number INTEGER PRIMARY KEY,
  correction TEXT NOT NULL,              -- its id
  report TEXT NOT NULL REFERENCES reports (id) ON DELETE CASCADE,
  act TEXT NOT NULL,                     -- made, imported, withdrawn
  author TEXT NOT NULL,
  made TEXT NOT NULL,                    -- time, UTC
  reason TEXT NOT NULL
);
CREATE INDEX correction_log_correction ON correction_log (correction);
CREATE INDEX correction_log_report ON correction_log (report);
