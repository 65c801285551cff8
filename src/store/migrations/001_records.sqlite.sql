ALTER TABLE reports ADD COLUMN text TEXT GENERATED ALWAYS AS (json_extract(record, '$.text')) VIRTUAL;

-- Text search. It keeps no copy of the text; the triggers keep it in step whoever writes.
CREATE VIRTUAL TABLE report_search USING fts5 (
  title, text, content = 'reports', content_rowid = 'number', tokenize = 'unicode61 remove_diacritics 2'
);
CREATE TRIGGER report_search_insert AFTER INSERT ON reports BEGIN
  INSERT INTO report_search (rowid, title, text) VALUES (new.number, new.title, new.text);
END;
CREATE TRIGGER report_search_delete BEFORE DELETE ON reports BEGIN
  INSERT INTO report_search (report_search, rowid, title, text) VALUES ('delete', old.number, old.title, old.text);
END;
CREATE TRIGGER report_search_update BEFORE UPDATE ON reports BEGIN
  INSERT INTO report_search (report_search, rowid, title, text) VALUES ('delete', old.number, old.title, old.text);
END;
CREATE TRIGGER report_search_updated AFTER UPDATE ON reports BEGIN
  INSERT INTO report_search (rowid, title, text) VALUES (new.number, new.title, new.text);
END;
