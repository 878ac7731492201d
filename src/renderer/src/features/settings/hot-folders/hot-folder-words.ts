import type { HotFolderRule, HotFolderState } from '@shared/library/hot-folders'
import { plural } from '$lib/utils/format'

const clipsOf = (count: number): string => plural(count, 'clip', 'clips')

/** Returns how far a hot folder is, in words. */
export function hotFolderWords({ status, clips, waiting }: HotFolderState): string {
  switch (status) {
    case 'waiting':
    case 'syncing':
      return 'Updating…'
    case 'up_to_date':
      return clips === 0 ? 'No clips yet' : `${clipsOf(clips)}, up to date`
    case 'incomplete':
      return `${clipsOf(clips)}. ${clipsOf(waiting)} couldn’t be added or removed yet.`
    case 'not_there':
      return 'Drive not connected, or folder moved.'
    case 'not_safe':
      return 'This path is a link now. Nothing is written there.'
    case 'read_only':
      return 'Can’t write to this folder.'
    case 'full':
      return 'The disk is full.'
    case 'taken_over':
      return 'Another hot folder uses this folder now.'
    case 'in_library':
      return 'This folder is part of your library now.'
    case 'project_gone':
      return 'The project was removed. Its clips stay here.'
    case 'failed':
      return 'Updating failed. Dailies tries again in a minute.'
  }
}

export const isFaulty = ({ status }: HotFolderState): boolean =>
  !['waiting', 'syncing', 'up_to_date'].includes(status)

/** What can be put into a hot folder, as a choice of a list. */
export const ruleChoices: readonly { readonly value: string; readonly text: string }[] = [
  { value: 'circled', text: 'Circled takes' },
  { value: '5', text: '5 stars' },
  ...[4, 3, 2].map((from) => ({ value: String(from), text: `${from} stars or more` })),
  { value: '1', text: '1 star or more' }
]

export const ruleValue = (rule: HotFolderRule): string =>
  rule.kind === 'circled' ? 'circled' : String(rule.from)

export const ruleOf = (value: string): HotFolderRule =>
  value === 'circled' ? { kind: 'circled' } : { kind: 'stars', from: Number(value) }
