-- What the dashboard shows under "Recent events": sign-ins, changes of the account, actions.
CREATE TABLE event (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  at timestamptz NOT NULL DEFAULT now(),
  kind text NOT NULL,
  message text NOT NULL
);
-- Used space once an hour, for the trend.
CREATE TABLE pool_sample (
  hour timestamptz NOT NULL PRIMARY KEY,
  used_bytes bigint NOT NULL,
  size_bytes bigint NOT NULL
);
