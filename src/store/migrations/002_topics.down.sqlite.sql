DROP TRIGGER statement_search_report;
