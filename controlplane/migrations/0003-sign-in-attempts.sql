-- Attempts of the last hour, so that a restart does not forget them. The email is kept as a digest: people type
-- passwords into the wrong field.
CREATE TABLE sign_in_attempt (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  account_sha256 bytea NOT NULL,
  address text NOT NULL,
  at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX sign_in_attempt_at ON sign_in_attempt (at);
