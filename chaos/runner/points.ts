import { crashPoints, type CrashPoint } from '../../src/main/base/crash-points'

/** Reached by looking after a database that is older or damaged, or by backing it up. */
export const databasePoints = crashPoints().filter((name) => /^(migration|backup|database)\./.test(name))

/** Reached where the folder knows clips that the database does not. */
export const adoptionPoints = crashPoints().filter((name) => name.startsWith('adopted.'))

/** Reached where the library goes to another folder. */
export const movePoints = crashPoints().filter((name) => name.startsWith('move.'))

const reachedOtherwise: readonly CrashPoint[] = [...databasePoints, ...adoptionPoints, ...movePoints]

/** The crash points that making videos passes through. */
export const chaosPoints = crashPoints().filter((name) => !reachedOtherwise.includes(name)) as [
  CrashPoint,
  ...CrashPoint[]
]

/** Those around the one moment in which money is spent: half of all strikes fall here. */
export const moneyPoints = chaosPoints.filter((name) =>
  /^(intent|sending|request|accepted|finished|requeued|unconfirmed)\./.test(name)
) as [CrashPoint, ...CrashPoint[]]
