import { formatBytes } from '@shared/format-bytes'
import type { Problem } from '@shared/problem'
import type { Confirmation } from '../consent/confirmations'
import type { TrashSize } from './trash'

/** Most file names of a question, and of a notice. */
const mostNames = 8
const mostNoticed = 3

const count = (number: number, one: string, many: string): string => `${number} ${number === 1 ? one : many}`

/** Most names of edits in a question. */
const mostEditNames = 3

/** Returns what other programs would lose; empty where nothing is known of it. */
function lossSentence({ handedOff, used, usedIn }: TrashSize): string {
  if (used > 0) {
    const edits = usedIn.slice(0, mostEditNames).map((name) => `“${name}”`)
    const others = usedIn.length > mostEditNames ? ' and other edits' : ''
    return `${count(used, 'clip is', 'clips are')} used in ${edits.join(', ')}${others}. Your editor loses ${used === 1 ? 'its file' : 'their files'}. `
  }
  return handedOff > 0
    ? `${count(handedOff, 'clip was', 'clips were')} dragged or copied to other programs. Projects there lose ${handedOff === 1 ? 'its file' : 'their files'}. `
    : ''
}

/** Asks before clips of the trash are deleted. */
export function questionAbout(size: TrashSize): Confirmation {
  const { clips, files, bytes } = size
  const sizes = files > 0 ? ` and ${count(files, 'file', 'files')} (${formatBytes(bytes)})` : ''
  return {
    message: `Delete ${count(clips, 'clip', 'clips')}${sizes}?`,
    detail:
      files > 0
        ? `${lossSentence(size)}The files go to your system’s trash. What you paid stays in Spend.`
        : 'They have no files. What you paid stays in Spend.',
    button: files > 0 ? `Delete ${count(files, 'file', 'files')}` : `Delete ${count(clips, 'clip', 'clips')}`
  }
}

/** Asks before files are deleted that the system's trash did not take. */
export function questionAboutRefused(names: readonly string[]): Confirmation {
  const shown = names.slice(0, mostNames).join('\n')
  const more = names.length > mostNames ? `\n… and ${names.length - mostNames} more` : ''
  const files = count(names.length, 'file', 'files')
  return {
    message: `Your system’s trash didn’t take ${files}. Delete for good?`,
    detail: `This can’t be undone.\n\n${shown}${more}`,
    button: `Delete ${files} for good`
  }
}

/** Returns which files are still on disk after their 30 days, and what to do about them. */
export function leftNotice(names: readonly string[]): Problem {
  const shown = names.slice(0, mostNoticed).join(', ')
  const more = names.length > mostNoticed ? ` and ${names.length - mostNoticed} more` : ''
  const files = count(names.length, 'file', 'files')
  return {
    code: 'not_possible_now',
    message: `Couldn’t delete ${files} after 30 days in the trash: ${shown}${more}.`,
    advice: `Still on disk. Select ${names.length === 1 ? 'the clip' : 'the clips'} in Trash and delete from there.`,
    retryable: true
  }
}
