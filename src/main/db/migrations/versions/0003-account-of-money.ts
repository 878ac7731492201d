/** Facts for a support report: the response to the POST, and the balance after the end. */
export const accountOfMoney = `
  -- raw_response goes on to what was answered last; this stays. At most 64 KiB, the key removed.
  ALTER TABLE generation ADD COLUMN submit_response TEXT;
  ALTER TABLE generation ADD COLUMN balance_after_microdollars INTEGER;

  -- The caps ask what was sent today, at every press.
  CREATE INDEX generation_by_submission ON generation (submitted_at_ms);
`
