-- Fewer rows for each report: what names, countries and actors a report has is one row of an index of words, the
-- topics of a statement are a column of its row, and what is counted over all reports is kept as totals.

ALTER TABLE actors ADD COLUMN called TEXT NOT NULL DEFAULT '';  -- names, aliases and code, folded: ' farc ', one a line
ALTER TABLE statements ADD COLUMN topics TEXT NOT NULL DEFAULT '';  -- one a line: kind, id, name, countries, with tabs
DROP INDEX actors_country;
DROP INDEX places_country;
DROP INDEX actors_who;
DROP INDEX statements_position;
CREATE INDEX sources_outlet ON sources (outlet);

-- What actors of all reports are described by, and how much there is of each: the rows of `actors` with the same
-- key over reports, name, kind, code, country, sector, role and knowledge base id.
CREATE TABLE actor_totals (
  who TEXT NOT NULL,
  form INTEGER NOT NULL,                 -- hash of the description
  name TEXT NOT NULL,
  kind TEXT NOT NULL,
  code TEXT NOT NULL,
  country TEXT NOT NULL,
  sector TEXT NOT NULL,
  role TEXT NOT NULL,
  kb TEXT NOT NULL,
  actors INTEGER NOT NULL,               -- rows of that description
  reports INTEGER NOT NULL,              -- reports whose first actor of this `who` it is,
  reports_as INTEGER NOT NULL,           -- and whose first of this `who` and name
  mentions INTEGER NOT NULL,
  statements INTEGER NOT NULL,           -- that they make
  events INTEGER NOT NULL,               -- that they have a part in
  first TEXT NOT NULL,                   -- date of publication; '' unknown
  latest TEXT NOT NULL,                  -- date, report and position of the last one, with tabs
  PRIMARY KEY (who, form)
) WITHOUT ROWID;
CREATE INDEX actor_totals_country ON actor_totals (country, kind);

-- How many there are over all reports.
CREATE TABLE totals (
  kind TEXT NOT NULL,                    -- reports, statements, events, pledges, processes; or of what the value is
  value TEXT NOT NULL,
  count INTEGER NOT NULL,
  PRIMARY KEY (kind, value)
) WITHOUT ROWID;
