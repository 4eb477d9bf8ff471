-- A link that sets the first password. One at a time; only the SHA-256 of its token is kept.
CREATE TABLE operator_link (
  only_one boolean NOT NULL PRIMARY KEY DEFAULT true CHECK (only_one),
  email text NOT NULL,
  token_sha256 bytea NOT NULL,
  expires_at timestamptz NOT NULL
);
