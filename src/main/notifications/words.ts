import type { ClipNews, Hold, News } from './news'
import { oneLine, withoutMarkup } from './plain-text'

export interface NotificationWords {
  readonly title: string
  readonly body: string
}

const longestPrompt = 60

const holdWords: Readonly<Record<Hold, string>> = {
  key: 'Enter your ModelsLab key to go on.',
  credit: 'You’re out of credit. Add some to go on.',
  library: 'Another Dailies is using your library folder.'
}

/** Returns the words of one notification for everything that happened. */
export function wordsFor(
  news: News,
  {
    withPrompt,
    mayParseMarkup
  }: { readonly withPrompt: boolean; /** On Linux a daemon may. */ readonly mayParseMarkup: boolean }
): NotificationWords {
  const { clips, hold } = news
  const [first, second] = clips
  if (!first) return { title: 'Sending is on hold', body: hold ? holdWords[hold] : '' }
  const held = hold && `Sending is on hold. ${holdWords[hold]}`
  if (second) return { title: countWords(clips), body: held ?? 'Click to open Dailies.' }
  if (!withPrompt) return { title: titles[first.kind], body: held ?? bodies[first.kind] }
  const prompt = oneLine(first.prompt, longestPrompt)
  return {
    title: mayParseMarkup ? withoutMarkup(prompt) : prompt,
    body: [`${titles[first.kind]}.`, held].filter(Boolean).join(' ')
  }
}

const titles: Readonly<Record<ClipNews['kind'], string>> = {
  ready: 'Your clip is ready',
  needs_you: 'A clip needs you'
}

const bodies: Readonly<Record<ClipNews['kind'], string>> = {
  ready: 'Click to see it.',
  needs_you: 'Click to see why.'
}

/** Returns `3 clips are ready, 1 needs you`. */
function countWords(clips: readonly ClipNews[]): string {
  const ready = clips.filter(({ kind }) => kind === 'ready').length
  const needing = clips.length - ready
  if (needing === 0) return `${ready} clips are ready`
  if (ready === 0) return `${needing} clips need you`
  return `${ready} ${ready === 1 ? 'clip is' : 'clips are'} ready, ${needing} ${needing === 1 ? 'needs' : 'need'} you`
}
