-- The claims that wait for whoever runs an organisation: by its buildings (`submittedOn`).
CREATE INDEX places_of_organisation ON places (organisation_id);
-- What nobody could be reached with in time, at each tick (`lateDeliveries`).
CREATE INDEX deliveries_late ON deliveries (valid_until) WHERE status = 'queued';
