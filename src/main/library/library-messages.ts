import { writtenMoment } from '@shared/local-day'
import type { Problem } from '@shared/problem'
import type { RecoverableOrigin } from './recovery/library-recovery'
import type { RebuildReport } from './recovery/rebuild'

export const readingStopped: Problem = {
  code: 'not_possible_now',
  message: 'Stopped. What was found by then stays in your library.',
  retryable: true
}

export const filesBeingRenamed: Problem = {
  code: 'not_possible_now',
  message: 'Files of your library are being renamed.',
  advice: 'Change the folder afterwards.',
  retryable: true
}

const notSentByItself = 'Clips that were waiting may have been sent already, so they wait for you now.'

/** Returns the notice of what an import of the folder found. */
export function importReported(origin: RecoverableOrigin, report: RebuildReport): Problem {
  const advice = [
    (origin.kind === 'restored' || origin.kind === 'incomplete') && notSentByItself,
    report.unreadable > 0 &&
      `${report.unreadable} ${report.unreadable === 1 ? 'file has' : 'files have'} no readable description and stayed unchanged: ${namesOf(report)}.`,
    report.unreadableLines > 0 &&
      `${report.unreadableLines} ${report.unreadableLines === 1 ? 'line' : 'lines'} of the folder’s journal couldn’t be used.`
  ]
    .filter(Boolean)
    .join(' ')
  return {
    code: 'library_damaged',
    message: whatHappened(origin, countsOf(report)),
    ...(advice !== '' && { advice }),
    retryable: false
  }
}

/** Returns `3 clips`, or `3 clips and 1 without a file`. */
function countsOf({ adopted, withoutClip }: RebuildReport): string {
  const clips = `${adopted} ${adopted === 1 ? 'clip' : 'clips'}`
  return withoutClip === 0 ? clips : `${clips} and ${withoutClip} without a file`
}

/** Returns `“a.mp4”, “b.mp4” and more`. */
const namesOf = ({ unreadable, unreadableNames }: RebuildReport): string =>
  unreadableNames.map((name) => `“${shortName(name)}”`).join(', ') +
  (unreadable > unreadableNames.length ? ' and more' : '')

const shortName = (name: string): string => (name.length > 60 ? `${name.slice(0, 59)}…` : name)

const whyUnusable = ({ isAltered }: { readonly isAltered?: boolean | undefined }): string =>
  isAltered
    ? 'Another program changed the library index, so it isn’t used.'
    : 'The library index couldn’t be read.'

function whatHappened(origin: RecoverableOrigin, counts: string): string {
  switch (origin.kind) {
    case 'restored': {
      const at = writtenMoment(origin.backupAtMs)
      return `${whyUnusable(origin)} Your clips are fine. Restored: a backup of ${at}, and ${counts} from the folder. A copy of the old index is kept.`
    }
    case 'damaged':
      return `${whyUnusable(origin)} Your clips are fine. Restored from the folder: ${counts}. A copy of the old index is kept.`
    case 'incomplete':
      return `Restored from the folder: ${counts}. Your clips are fine.`
    case 'existing':
    case 'new':
      return `Imported from the library folder, with prompts and settings: ${counts}.`
  }
}
