-- When the store learned of each report: the time of its first arrival (ISO 8601, UTC), kept when the record is
-- replaced. '' for reports from before this column. Tells of arrival, so nothing that is derived depends on it.

ALTER TABLE reports ADD COLUMN learned TEXT NOT NULL DEFAULT '';
