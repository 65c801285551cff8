-- The index behind `--about`: words of the content and of the names of topics, and codes of countries in capitals.
CREATE TABLE statement_search (
  number INTEGER NOT NULL REFERENCES reports (number) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  words TSVECTOR NOT NULL,
  PRIMARY KEY (number, position)
);
CREATE INDEX statement_search_words ON statement_search USING GIN (words);

-- Statements of before: their words are searched, their topics are unknown until the report is read again.
INSERT INTO statement_search (number, position, words)
  SELECT r.number, s.position, to_tsvector('simple', s.content) FROM statements s JOIN reports r ON r.id = s.report;
INSERT INTO country_names (name, country)
  SELECT DISTINCT lower(name), country FROM actors WHERE kind = 'country' AND country <> '' AND kb <> '';
