-- What users said is lost: `dragoman corrections --export FILE` keeps it. Rows stay as they were corrected until `recode`.
DROP TABLE correction_log;
DROP TABLE corrections;
