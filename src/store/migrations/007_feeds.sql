-- What `dragoman watch` knows of its feeds, their entries and folders, so that nothing is fetched or read twice; and
-- the versions of articles that were edited. Written in one transaction with the reports that it tells of.
-- Times are UTC, "2016-03-23T10:00:00Z"; '' is never.

CREATE TABLE feeds (
  url TEXT PRIMARY KEY,                  -- as the list of feeds names it
  address TEXT NOT NULL,                 -- where it is asked for, if it moved for good; else url
  title TEXT NOT NULL,
  state TEXT NOT NULL,                   -- new, ok, failing, dead
  etag TEXT NOT NULL,                    -- of its last answer, to be asked with: '' when entries wait
  modified TEXT NOT NULL,                -- Last-Modified, the same
  last_try TEXT NOT NULL,
  last_success TEXT NOT NULL,
  next_due TEXT NOT NULL,
  failures INTEGER NOT NULL,             -- in a row
  last_error TEXT NOT NULL,              -- '' after a success
  last_new INTEGER NOT NULL,             -- reports, revisions too, of the last answer
  reports INTEGER NOT NULL               -- of all answers
);

CREATE TABLE feed_entries (
  feed TEXT NOT NULL REFERENCES feeds (url) ON DELETE CASCADE,
  entry TEXT NOT NULL,                   -- its id in the feed
  uri TEXT NOT NULL,                     -- of its article
  fingerprint TEXT NOT NULL,             -- of what the feed said of it: another one is an edit
  state TEXT NOT NULL,                   -- read; waiting: to be fetched again; rejected; elsewhere: another feed reads it
  attempts INTEGER NOT NULL,             -- fetches in a row that failed
  note TEXT NOT NULL,                    -- why it was rejected, or read from the feed alone
  seen TEXT NOT NULL,                    -- first
  PRIMARY KEY (feed, entry)
);

CREATE TABLE articles (
  uri TEXT PRIMARY KEY,
  feed TEXT NOT NULL,                    -- that it was read from; entries of other feeds add nothing
  etag TEXT NOT NULL,                    -- of its page; '' when it was read from the feed alone
  modified TEXT NOT NULL,
  fetched TEXT NOT NULL                  -- last
);

CREATE TABLE revisions (
  uri TEXT NOT NULL,
  number INTEGER NOT NULL,               -- from 1; the one before is what was edited
  report TEXT NOT NULL REFERENCES reports (id) ON DELETE CASCADE,
  seen TEXT NOT NULL,
  PRIMARY KEY (uri, number)
);
CREATE INDEX revisions_report ON revisions (report);

CREATE TABLE watched_files (
  path TEXT PRIMARY KEY,                 -- absolute
  size INTEGER NOT NULL,
  changed TEXT NOT NULL,                 -- time of its last change, in nanoseconds
  read TEXT NOT NULL
);
