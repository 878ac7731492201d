/** Place of each clip in its batch, and the clips of a prompt. */
export const batchPlace = `
  -- Variation, row, take, model and shot as JSON; null for clips of older versions.
  ALTER TABLE generation ADD COLUMN place TEXT;
  -- The start is enough to find them: prompts may be long.
  CREATE INDEX generation_by_prompt ON generation (substr(prompt, 1, 64));
`
