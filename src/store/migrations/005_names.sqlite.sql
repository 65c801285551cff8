
-- The program that writes knows the text, and that a record which replaces another has the same one.
DROP TRIGGER report_search_insert;
DROP TRIGGER report_search_update;
DROP TRIGGER report_search_updated;
