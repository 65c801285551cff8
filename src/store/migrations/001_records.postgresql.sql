-- Text search: the words of title and text, folded by the program that writes them.
CREATE TABLE report_search (
  number INTEGER PRIMARY KEY REFERENCES reports (number) ON DELETE CASCADE,
  words TSVECTOR NOT NULL
);
CREATE INDEX report_search_words ON report_search USING GIN (words);
