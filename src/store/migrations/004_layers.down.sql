-- The layers' own tables stay behind and are made anew when a program that knows layers opens the store again.
DROP TABLE layers;
