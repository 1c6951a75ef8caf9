/** The schema's history: entry n brings version n to n + 1. Entries are only ever appended. */
export const migrations: readonly string[] = [
  `
  CREATE TABLE chamelaion.settings (
    name text PRIMARY KEY,
    value text NOT NULL
  );
  CREATE TABLE chamelaion.tokens (
    id uuid PRIMARY KEY,
    account text NOT NULL,
    name text NOT NULL,
    hash text NOT NULL UNIQUE,
    budget_seconds double precision,
    used_seconds double precision NOT NULL DEFAULT 0,
    window_started timestamptz,
    window_calls integer NOT NULL DEFAULT 0,
    created_at timestamptz NOT NULL DEFAULT now(),
    revoked_at timestamptz
  );
  CREATE TABLE chamelaion.requests (
    seq bigint GENERATED ALWAYS AS IDENTITY,
    id uuid PRIMARY KEY,
    account text NOT NULL,
    token_id uuid NOT NULL REFERENCES chamelaion.tokens (id),
    reference_id text,
    status text NOT NULL DEFAULT 'queued',
    video jsonb NOT NULL,
    audio jsonb NOT NULL,
    max_face boolean NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    started_at timestamptz,
    finished_at timestamptz,
    error_message text,
    output_key text,
    seconds double precision,
    attempts integer NOT NULL DEFAULT 0,
    job_id uuid,
    lease uuid,
    lease_until timestamptz
  );
  CREATE INDEX requests_newest ON chamelaion.requests (account, seq DESC);
  CREATE INDEX requests_reference ON chamelaion.requests (account, md5(reference_id), seq DESC);
  CREATE INDEX requests_unfinished ON chamelaion.requests (seq) WHERE status IN ('queued', 'processing');
  CREATE INDEX requests_outputs ON chamelaion.requests (finished_at) WHERE output_key IS NOT NULL;
  CREATE TABLE chamelaion.idempotency_keys (
    account text NOT NULL,
    key text NOT NULL,
    fingerprint text NOT NULL,
    request_id uuid NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (account, key)
  );
  CREATE INDEX idempotency_keys_age ON chamelaion.idempotency_keys (created_at);
  `,
  `
  ALTER TABLE chamelaion.requests ADD COLUMN waits integer NOT NULL DEFAULT 0, ADD COLUMN waiting_since timestamptz;
  `,
];
