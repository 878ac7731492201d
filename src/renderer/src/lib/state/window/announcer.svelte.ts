import type { GenerationId, GenerationState, GenerationView } from '@shared/generation'
import { wholeCaption } from '$lib/utils/words/caption'

const spokenWords = 40

const sentences: Readonly<Partial<Record<GenerationState, (words: string) => string>>> = {
  processing: (words) => `Generating: ${words}`,
  downloading: (words) => `Downloading: ${words}`,
  ready: (words) => `Safe on disk: ${words}`,
  failed: (words) => `Failed: ${words}`,
  unconfirmed: (words) => `Unconfirmed: ${words}`,
  cancelled: (words) => `Cancelled: ${words}`
}

/** Text of the live region: one sentence for each change of a generation's state. */
export class Announcer {
  #sentence = $state('')
  // eslint-disable-next-line svelte/prefer-svelte-reactivity -- nothing on screen reads it
  readonly #lastState = new Map<GenerationId, GenerationState>()

  get sentence(): string {
    return this.#sentence
  }

  say(sentence: string): void {
    this.#sentence = sentence
  }

  take(generation: GenerationView): void {
    const { id, state } = generation
    const before = this.#lastState.get(id)
    if (before === state) return
    const hasEnded = state === 'ready' || state === 'cancelled'
    // A generation that ended earlier changes only by deleting or restoring, which is announced elsewhere.
    if (hasEnded && before === undefined) return
    if (hasEnded) this.#lastState.delete(id)
    else this.#lastState.set(id, state)
    const sentence = sentences[state]
    if (sentence) this.#sentence = sentence(wholeCaption(generation, spokenWords))
  }
}
