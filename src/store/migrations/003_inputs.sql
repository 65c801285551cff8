-- How far reading has come in each file that was read into this store, so that `read --resume` goes on there.
-- Written in one transaction with the reports that were read up to that place.

CREATE TABLE inputs (
  file TEXT PRIMARY KEY,                 -- absolute path
  fingerprint TEXT NOT NULL,             -- of its size and first bytes: a file that was changed is read anew
  items INTEGER NOT NULL,                -- reports and rejected inputs given out so far
  start INTEGER NOT NULL,                -- byte of the file where reading can begin (of a gzip member, or 0),
  lead INTEGER NOT NULL,                 -- and so many bytes, decompressed, behind it comes the next item
  lines INTEGER NOT NULL                 -- lines before it
) WITHOUT ROWID;
