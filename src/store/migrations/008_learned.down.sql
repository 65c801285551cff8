-- When reports arrived is lost.

ALTER TABLE reports DROP COLUMN learned;
