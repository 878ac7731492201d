import { crashPoints, type CrashPoint } from '../../src/main/base/crash-points'

/** Reached by migrating, restoring or backing up a database. */
export const databasePoints = crashPoints().filter((name) => /^(migration|backup|database)\./.test(name))

/** Reached where the library folder has clips that the database lacks. */
export const adoptionPoints = crashPoints().filter((name) => name.startsWith('adopted.'))

/** Reached by moving the library to another folder. */
export const movePoints = crashPoints().filter((name) => name.startsWith('move.'))

/** Reached by mirroring clips into a hot folder. */
export const hotFolderPoints = crashPoints().filter((name) => name.startsWith('hot-folder.'))

/** Reached by renaming the files of clips. */
export const renamePoints = crashPoints().filter((name) => name.startsWith('rename.'))

const reachedOtherwise: readonly CrashPoint[] = [
  ...databasePoints,
  ...adoptionPoints,
  ...movePoints,
  ...hotFolderPoints,
  ...renamePoints
]

/** Crash points on the way of making videos. */
export const chaosPoints = crashPoints().filter((name) => !reachedOtherwise.includes(name)) as [
  CrashPoint,
  ...CrashPoint[]
]

/** Crash points around the paid POST; half of all strikes. */
export const moneyPoints = chaosPoints.filter((name) =>
  /^(intent|sending|request|accepted|finished|requeued|unconfirmed)\./.test(name)
) as [CrashPoint, ...CrashPoint[]]
