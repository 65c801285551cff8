-- Questions that are asked again whenever something comes in, what they found, and who is told: docs/rooms/alerts.md.
-- Words of reports stand only in rows that go with their report: erasure reaches them.

CREATE TABLE alerts (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  rule TEXT NOT NULL,                    -- JSON, docs/formats/alerts.md
  author TEXT NOT NULL,
  made TEXT NOT NULL,                    -- time, UTC
  upto INTEGER NOT NULL,                 -- reports.number up to which it was asked
  asked TEXT NOT NULL                    -- day for which it was asked last
) WITHOUT ROWID;

-- What answered, each once: one happening, statement, pledge, state or silence.
CREATE TABLE alert_matches (
  number INTEGER PRIMARY KEY,
  alert TEXT NOT NULL REFERENCES alerts (id) ON DELETE CASCADE,
  day TEXT NOT NULL,
  report TEXT NOT NULL REFERENCES reports (id) ON DELETE CASCADE,
  entry TEXT NOT NULL,
  ref TEXT NOT NULL,
  text TEXT NOT NULL,
  notification TEXT NOT NULL             -- that tells it; '' while the threshold is not met, '-' for what was there before
);
CREATE INDEX alert_matches_alert ON alert_matches (alert, notification);
CREATE INDEX alert_matches_report ON alert_matches (report);
CREATE INDEX alert_matches_notification ON alert_matches (notification);

-- What a match is known by; hashes.
CREATE TABLE alert_keys (
  alert TEXT NOT NULL,
  key TEXT NOT NULL,
  found INTEGER NOT NULL REFERENCES alert_matches (number) ON DELETE CASCADE,
  PRIMARY KEY (alert, key)
) WITHOUT ROWID;
CREATE INDEX alert_keys_found ON alert_keys (found);

CREATE TABLE notifications (
  number INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,               -- hash of the alert and of what is told
  alert TEXT NOT NULL REFERENCES alerts (id) ON DELETE CASCADE,
  made TEXT NOT NULL,                    -- time, UTC
  read TEXT NOT NULL,                    -- time; '' while nobody has
  read_by TEXT NOT NULL
);
CREATE INDEX notifications_alert ON notifications (alert);

-- What is on its way to somebody. A row that was confirmed is never sent again.
CREATE TABLE outbox (
  number INTEGER PRIMARY KEY,
  notification TEXT NOT NULL REFERENCES notifications (id) ON DELETE CASCADE,
  channel TEXT NOT NULL,                 -- webhook, email
  address TEXT NOT NULL,
  state TEXT NOT NULL,                   -- waiting, sent, failed
  tries INTEGER NOT NULL,
  due TEXT NOT NULL,                     -- not before; time, UTC
  sent TEXT NOT NULL,                    -- time of the confirmation
  error TEXT NOT NULL,                   -- of the last try
  UNIQUE (notification, channel, address)
);
CREATE INDEX outbox_due ON outbox (state, due);
