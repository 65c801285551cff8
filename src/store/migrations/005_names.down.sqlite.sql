CREATE TRIGGER report_search_insert AFTER INSERT ON reports BEGIN
  INSERT INTO report_search (rowid, title, text) VALUES (new.number, new.title, new.text);
END;
CREATE TRIGGER report_search_update BEFORE UPDATE ON reports BEGIN
  INSERT INTO report_search (report_search, rowid, title, text) VALUES ('delete', old.number, old.title, old.text);
END;
CREATE TRIGGER report_search_updated AFTER UPDATE ON reports BEGIN
  INSERT INTO report_search (rowid, title, text) VALUES (new.number, new.title, new.text);
END;
