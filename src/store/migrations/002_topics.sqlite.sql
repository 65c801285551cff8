-- The index behind `--about`. rowid = reports.number * 1048576 + statements.position.
CREATE VIRTUAL TABLE statement_search USING fts5 (
  content,                               -- words of the content
  names,                                 -- of its topics, with the aliases of actors
  countries,                             -- codes of its topics
  tokenize = 'unicode61 remove_diacritics 2'
);
CREATE TRIGGER statement_search_report BEFORE DELETE ON reports BEGIN
  DELETE FROM statement_search WHERE rowid BETWEEN old.number * 1048576 AND old.number * 1048576 + 1048575;
END;

-- Statements of before: their words are searched, their topics are unknown until the report is read again.
INSERT INTO statement_search (rowid, content, names, countries)
  SELECT r.number * 1048576 + s.position, s.content, '', '' FROM statements s JOIN reports r ON r.id = s.report;
INSERT OR IGNORE INTO country_names (name, country)
  SELECT fold(name), country FROM actors WHERE kind = 'country' AND country <> '' AND kb <> '';
