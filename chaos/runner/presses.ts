import type { CallInput } from '@shared/contract'
import type { AppProcess } from '../engine/app-process'

/** Part of every prompt; identifies a generation in all three ledgers. */
const tokenPattern = /chaos-\d+-\d+-\d+/

export const tokenIn = (text: string): string => tokenPattern.exec(text)?.[0] ?? ''

type Pressed =
  | { readonly name: 'generations.create'; input: CallInput<'generations.create'> }
  | { readonly name: 'generations.sendAgain'; input: CallInput<'generations.sendAgain'> }

/** One press of a button that pays, recorded before the app is called. */
export type Press = Pressed & {
  readonly tokens: readonly string[]
  readonly cycle: number
  /**
   * `confirmed`: the app reported it on disk. `given_up`: the last try was refused, and it is unknown whether an
   * earlier try succeeded.
   */
  state: 'open' | 'confirmed' | 'given_up'
}

/** Allowed number of rows or jobs of one token. */
export interface Times {
  readonly least: number
  readonly most: number
}

/** Presses of the user. */
export class Presses {
  readonly all: Press[] = []
  #tokens = 0

  /** @param lane Distinguishes the presses of libraries that share one API server. */
  constructor(
    private readonly seed: number,
    private readonly lane = 0
  ) {}

  get open(): readonly Press[] {
    return this.all.filter(({ state }) => state === 'open')
  }

  get generations(): number {
    return this.all.reduce((sum, { tokens }) => sum + tokens.length, 0)
  }

  /** Returns the number of confirmations by token; a press with unknown outcome may count or not. */
  get confirmed(): ReadonlyMap<string, Times> {
    const times = new Map<string, Times>()
    for (const { tokens, state } of this.all) {
      for (const token of tokens) {
        const { least, most } = times.get(token) ?? { least: 0, most: 0 }
        times.set(token, { least: least + (state === 'confirmed' ? 1 : 0), most: most + 1 })
      }
    }
    return times
  }

  /** @param pressId A UUID. */
  generate(cycle: number, pressId: string, generations: number): Press {
    const tokens = Array.from({ length: generations }, () => {
      this.#tokens += 1
      return `chaos-${this.seed}-${this.lane}-${this.#tokens}`
    })
    const requests = tokens.map((token) => ({
      modelId: 'veo-3.1-fast',
      prompt: `A paper boat in a storm, ${token}`,
      aspectRatio: '16:9',
      durationSeconds: 4
    }))
    return this.#add(
      { name: 'generations.create', input: { pressId, requests, waitForCredit: true } },
      tokens,
      cycle
    )
  }

  /** Records "Send again", a further confirmation of an earlier prompt. */
  sendAgain(
    cycle: number,
    pressId: string,
    generation: { readonly id: string; readonly token: string }
  ): Press {
    const input = { id: generation.id, pressId, waitForCredit: true } as CallInput<'generations.sendAgain'>
    return this.#add({ name: 'generations.sendAgain', input }, [generation.token], cycle)
  }

  #add(pressed: Pressed, tokens: readonly string[], cycle: number): Press {
    const press: Press = { ...pressed, tokens, cycle, state: 'open' }
    this.all.push(press)
    return press
  }
}

/** Problems that may answer a press: the app is shutting down, or an internal error. */
const mayBePressedAgain = ['shutting_down', 'bug']
const mostTries = 3

/**
 * Presses a button and records the answer. After a failure the user presses once more, and the window reuses
 * the id of the first press as long as the request is unchanged: see `PressIds` there.
 */
export async function press(app: AppProcess, pressed: Press): Promise<void> {
  for (let tries = 0; tries < mostTries && pressed.state === 'open'; tries += 1) {
    const answer = await app.call(pressed.name, pressed.input)
    if (answer === null) return
    if (answer.ok) pressed.state = 'confirmed'
    else if (answer.error.code === 'not_possible_now') pressed.state = 'given_up'
    else if (!mayBePressedAgain.includes(answer.error.code)) {
      throw new Error(`${pressed.name} was refused: ${answer.error.message}`)
    }
  }
}

/**
 * Handles a press whose window died before the answer. The draft is restored, and a new window
 * would press with a new id, which does not protect from a second purchase, so the user first looks for the clip.
 * A lost "Send again" is left alone: whether it succeeded is not visible.
 */
export async function resume(app: AppProcess, pressed: Press): Promise<void> {
  if (pressed.name === 'generations.sendAgain') {
    pressed.state = 'given_up'
    return
  }
  const isThere = await showsOneOf(app, pressed.tokens)
  if (isThere === null) return
  if (isThere) pressed.state = 'confirmed'
  else {
    pressed.input = { ...pressed.input, pressId: crypto.randomUUID() }
    await press(app, pressed)
  }
}

/** Searches for the token. The search matches parts of words, so it may return more. Null without an answer. */
async function showsOneOf(app: AppProcess, [token = '']: readonly string[]): Promise<boolean | null> {
  const page = await app.call('generations.page', { view: 'all', text: token, before: null, limit: 200 })
  return page?.ok ? page.value.items.some(({ request }) => tokenIn(request.prompt) === token) : null
}
