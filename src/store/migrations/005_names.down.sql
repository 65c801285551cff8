DROP INDEX places_country;
ALTER TABLE processes DROP COLUMN folded;
CREATE INDEX actors_kb ON actors (kb);
DROP INDEX actors_who;
ALTER TABLE actors DROP COLUMN who;
DROP TABLE actor_names;
DROP TABLE name_words;
DROP TABLE names;
