-- Which reports name whom: words of actors.called; hashes of actors.who and of countries, in capitals.
CREATE TABLE name_search (
  number INTEGER PRIMARY KEY REFERENCES reports (number) ON DELETE CASCADE,
  words TSVECTOR NOT NULL
);
CREATE INDEX name_search_words ON name_search USING GIN (words);
