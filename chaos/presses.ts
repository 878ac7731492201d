import type { CallInput } from '@shared/contract'

/** Stands in every prompt, so that a generation can be told in all three ledgers. */
const tokenPattern = /chaos-\d+-\d+/

export const tokenIn = (text: string): string => tokenPattern.exec(text)?.[0] ?? ''

/** One press of Generate, written down before the app hears of it. */
export interface Press {
  readonly input: CallInput<'generations.create'>
  readonly tokens: readonly string[]
  readonly cycle: number
  /** The app said that it is on disk. */
  confirmed: boolean
}

/** What the user pressed. A press that a crash swallowed is pressed again with its own id, as a restored draft is. */
export class Presses {
  readonly all: Press[] = []
  #tokens = 0

  constructor(private readonly seed: number) {}

  get open(): readonly Press[] {
    return this.all.filter(({ confirmed }) => !confirmed)
  }

  get tokens(): readonly string[] {
    return this.all.flatMap(({ tokens }) => tokens)
  }

  /** @param pressId A UUID. */
  add(cycle: number, pressId: string, generations: number): Press {
    const tokens = Array.from({ length: generations }, () => {
      this.#tokens += 1
      return `chaos-${this.seed}-${this.#tokens}`
    })
    const requests = tokens.map((token) => ({
      modelId: 'veo-3.1-fast',
      prompt: `A paper boat in a storm, ${token}`,
      aspectRatio: '16:9',
      durationSeconds: 4
    }))
    const press: Press = { input: { pressId, requests }, tokens, cycle, confirmed: false }
    this.all.push(press)
    return press
  }
}
