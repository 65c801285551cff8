DROP TABLE statement_search;
DROP TABLE country_names;
DROP TABLE statement_topics;
DROP INDEX statements_position;
ALTER TABLE statements DROP COLUMN chain;
ALTER TABLE statements DROP COLUMN anonymous;
ALTER TABLE statements DROP COLUMN source_type;
