-- Feeds are asked as new ones again; which report was an edit of which is lost.
DROP TABLE feed_entries;
DROP TABLE feeds;
DROP TABLE articles;
DROP TABLE revisions;
DROP TABLE watched_files;
