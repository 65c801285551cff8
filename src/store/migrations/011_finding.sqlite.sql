-- Which reports name whom. rowid is reports.number; all words are in `actors`, so none is kept here.
CREATE VIRTUAL TABLE name_search USING fts5 (
  names,                                 -- words of actors.called, each once
  marks,                                 -- hashes of actors.who and of countries of actors and places
  content = '', columnsize = 0, detail = column, tokenize = 'ascii'
);
