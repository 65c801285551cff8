-- What is derived from many reports (duplicates, happenings, process files, the ledger): one row for each layer.
-- A layer of another version than the program's is built anew from the records, in short transactions that go on
-- where a killed program left off.

CREATE TABLE layers (
  name TEXT PRIMARY KEY,
  version INTEGER NOT NULL,
  built INTEGER NOT NULL                 -- reports.number up to which it knows the records; -1: all of them
);
