import { crashPoints, type CrashPoint } from '../src/main/crash-points'

/** Reached by looking after a damaged or older database or a found clip: they have tests in `src/main/db`. */
const reachedOtherwise = /^(adopted|migration|backup|database)\./

/** The crash points that making videos passes through. */
export const chaosPoints = crashPoints().filter((name) => !reachedOtherwise.test(name)) as [
  CrashPoint,
  ...CrashPoint[]
]
