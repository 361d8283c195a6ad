-- Dates with hours of their own; a JSON list, empty for a resource that is open as every week.
ALTER TABLE resources ADD COLUMN exceptions TEXT NOT NULL DEFAULT '[]';
