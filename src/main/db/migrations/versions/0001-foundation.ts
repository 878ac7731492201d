/** Generations, their videos and histories, and a few small values. */
export const foundation = `
  CREATE TABLE generation (
    -- Creation time in microseconds since 1970, made unique: pages and searches come out newest first unsorted.
    id INTEGER PRIMARY KEY,
    uuid TEXT NOT NULL UNIQUE,
    -- One press of Generate; with the position it makes a replayed press harmless.
    batch_uuid TEXT NOT NULL,
    batch_position INTEGER NOT NULL,
    -- The generation this one was sent again for.
    resend_of TEXT REFERENCES generation (uuid),
    -- The whole request as JSON; prompt and model are repeated for searching.
    request TEXT NOT NULL,
    prompt TEXT NOT NULL,
    model_id TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN
      ('queued', 'submitting', 'unconfirmed', 'processing', 'downloading', 'ready', 'failed', 'cancelled')),
    state_since_ms INTEGER NOT NULL,
    -- queued: sent no sooner than this (a rate limit), and only after a click (older than a day at start).
    not_before_ms INTEGER,
    needs_click INTEGER NOT NULL DEFAULT 0 CHECK (needs_click IN (0, 1)),
    -- Written, and on disk, before the paid POST.
    submitted_at_ms INTEGER,
    balance_before_microdollars INTEGER,
    charged_microdollars INTEGER,
    -- Once known never removed.
    remote_id TEXT,
    eta_seconds INTEGER,
    next_poll_at_ms INTEGER,
    -- First of the answers in a row that did not know the id.
    unknown_since_ms INTEGER,
    problem TEXT,
    -- What the API last answered of consequence, at most 64 KiB, the key removed.
    raw_response TEXT,
    hidden INTEGER NOT NULL DEFAULT 0 CHECK (hidden IN (0, 1)),
    deleted_at_ms INTEGER,
    -- Grows with every change of the row or of its videos.
    revision INTEGER NOT NULL DEFAULT 1,
    UNIQUE (batch_uuid, batch_position)
  ) STRICT;
  CREATE INDEX generation_by_state ON generation (state, id);

  CREATE TABLE video (
    uuid TEXT PRIMARY KEY,
    generation_id INTEGER NOT NULL REFERENCES generation (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('pending', 'saved', 'missing', 'changed', 'refused')),
    url TEXT,
    proxy_url TEXT,
    -- Relative to the library folder; reserved before the download begins and stable ever after.
    file_name TEXT,
    -- The name as compared: normalised and without case.
    file_key TEXT UNIQUE,
    -- Two hashes: of what the API sent, and of the file with its description appended.
    source_bytes INTEGER,
    source_sha256 TEXT,
    file_bytes INTEGER,
    file_sha256 TEXT,
    width INTEGER,
    height INTEGER,
    duration_ms INTEGER,
    frames_per_second REAL,
    video_codec TEXT,
    audio_codec TEXT,
    saved_at_ms INTEGER,
    attempts INTEGER NOT NULL DEFAULT 0,
    next_attempt_at_ms INTEGER,
    problem TEXT,
    UNIQUE (generation_id, position)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX video_by_state ON video (state);

  CREATE TABLE generation_event (
    id INTEGER PRIMARY KEY,
    generation_id INTEGER NOT NULL REFERENCES generation (id) ON DELETE CASCADE,
    at_ms INTEGER NOT NULL,
    from_state TEXT,
    to_state TEXT NOT NULL,
    why TEXT NOT NULL
  ) STRICT;
  CREATE INDEX generation_event_by_generation ON generation_event (generation_id, id);

  CREATE TABLE remembered (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;
`
