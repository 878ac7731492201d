/** Charges of generations that ran at the same time, measured together. */
export const measurements = `
  CREATE TABLE measurement (
    id INTEGER PRIMARY KEY,
    opened_at_ms INTEGER NOT NULL,
    balance_before_microdollars INTEGER NOT NULL,
    -- At the reading that counts: nothing ran, and nothing began or ended while it was read.
    balance_after_microdollars INTEGER,
    -- How many of its clips may have been charged.
    payers INTEGER,
    -- "each": the sum of their prices, so each has its charge. "total": only the sum is known.
    outcome TEXT CHECK (outcome IN ('each', 'total')),
    -- Something was sent since that does not belong to it: no later balance says anything of it.
    closed INTEGER NOT NULL DEFAULT 0 CHECK (closed IN (0, 1))
  ) STRICT;
  ALTER TABLE generation ADD COLUMN measurement_id INTEGER REFERENCES measurement (id);
  -- The charge is a share by price of what was measured together: nothing to learn prices from.
  ALTER TABLE generation ADD COLUMN charge_is_share INTEGER NOT NULL DEFAULT 0 CHECK (charge_is_share IN (0, 1));
  CREATE INDEX generation_by_measurement ON generation (measurement_id) WHERE measurement_id IS NOT NULL;
  CREATE INDEX measurement_open ON measurement (id) WHERE closed = 0;
`
