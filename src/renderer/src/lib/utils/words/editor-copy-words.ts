import type { CopySort, EditorCopyProgress } from '@shared/media/editor-copies'
import { formatCount } from '../format'

interface SortWords {
  readonly title: string
  readonly note: string
  /** What it is called in a list of facts. */
  readonly short: string
}

export const copySortWords: Readonly<Record<CopySort, SortWords>> = {
  constant_rate: {
    title: 'Constant frame rate',
    note: 'H.264 in MP4. For clips that drift or stutter in an editor.',
    short: 'Constant rate'
  },
  dnxhr: {
    title: 'For Resolve on Linux',
    note: 'DNxHR HQ and PCM in MOV. Resolve there opens no AAC, and often no H.264.',
    short: 'DNxHR'
  },
  prores_proxy: {
    title: 'Proxy for smooth editing',
    note: 'ProRes Proxy in MOV, full size. Plays on slow computers.',
    short: 'ProRes proxy'
  }
}

/** Returns how far the copies are, in a few words. */
export const copyProgressWords = ({ done, total, share }: EditorCopyProgress): string =>
  `Making copy ${formatCount(done + 1)} of ${formatCount(total)}, ${Math.floor(share * 100)} %`
