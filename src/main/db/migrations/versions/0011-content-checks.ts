/** What the window measured of a video's pictures and sound. */
export const contentChecks = `
  -- JSON: peakDecibels, blackMs and frozenMs; null until they are measured.
  ALTER TABLE video ADD COLUMN checks TEXT;
`
