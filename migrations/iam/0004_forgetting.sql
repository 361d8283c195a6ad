-- Whoever leaves is taken out of their invitations, whatever became of them (`forgetInvited`).
CREATE INDEX invitations_of_address ON invitations (email);
