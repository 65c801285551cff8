-- A program of before does not know that reports were forgotten: it would read them again.
DROP TABLE recoding;
DROP TABLE forgotten;
