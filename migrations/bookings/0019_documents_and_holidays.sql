-- What is to be read about a resource: titles, and files by their ids, as JSON.
ALTER TABLE resources ADD COLUMN documents TEXT NOT NULL DEFAULT '[]' CHECK (json_array_length(documents) <= 10);
