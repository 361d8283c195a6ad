-- Which secret wrapped a key, by a name that is derived from it; empty where the key is older than such names.
ALTER TABLE person_keys ADD COLUMN wrapped_by TEXT NOT NULL DEFAULT '';
CREATE INDEX person_keys_by_secret ON person_keys (wrapped_by, owner) WHERE wrapped IS NOT NULL;
