-- Alerts and what they told are lost.
DROP TABLE outbox;
DROP TABLE notifications;
DROP TABLE alert_keys;
DROP TABLE alert_matches;
DROP TABLE alerts;
