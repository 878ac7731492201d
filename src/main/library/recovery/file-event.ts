import type { VideoEvent } from '../../generations/domain/ports'
import type { FileRecord } from './reconcile'

type State = FileRecord['state']

const words: Readonly<Record<State, (from: State) => string>> = {
  missing: () => 'File missing',
  changed: (from) => (from === 'missing' ? 'File found again, changed' : 'File changed by another program'),
  saved: (from) => (from === 'missing' ? 'File found again' : 'File as it was saved again')
}

/** Returns the entry of a clip's history about its file; undefined where the file stays what it is. */
export const fileEvent = (from: State, to: State, atMs: number): VideoEvent | undefined =>
  from === to ? undefined : { atMs, why: words[to](from) }
