import type { CallInput } from '@shared/contract'
import type { AppProcess } from '../engine/app-process'

/** Stands in every prompt, so that a generation can be told in all three ledgers. */
const tokenPattern = /chaos-\d+-\d+-\d+/

export const tokenIn = (text: string): string => tokenPattern.exec(text)?.[0] ?? ''

type Pressed =
  | { readonly name: 'generations.create'; input: CallInput<'generations.create'> }
  | { readonly name: 'generations.sendAgain'; input: CallInput<'generations.sendAgain'> }

/** One press of a button that pays, written down before the app hears of it. */
export type Press = Pressed & {
  readonly tokens: readonly string[]
  readonly cycle: number
  /**
   * `confirmed`: the app said that it is on disk. `given_up`: it was refused at last, and nobody knows whether an
   * earlier try came through.
   */
  state: 'open' | 'confirmed' | 'given_up'
}

/** How often something of one token may be there. */
export interface Times {
  readonly least: number
  readonly most: number
}

/** What the user pressed. */
export class Presses {
  readonly all: Press[] = []
  #tokens = 0

  /** @param lane Tells the presses of libraries apart that one service serves. */
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

  /** For each token, how often the user confirmed it; a press whose end nobody knows may count or not. */
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

  /** Send again: a confirmation of its own, of a prompt that was confirmed before. */
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

/** What a press may be answered besides yes: the app is going down, or something in it broke. */
const mayBePressedAgain = ['shutting_down', 'bug']
const mostTries = 3

/**
 * Presses it, and notes what the app said. After a failure the user presses once more, and the window does so with
 * the id of the first press as long as nothing of the request was changed: see `PressIds` there.
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
 * What the user does about a press whose window died before it was answered. The draft is back, and a new window
 * presses it with a new id, which protects from nothing: so the user looks first whether the clip stands there.
 * Whether "Send again" came through cannot be told by looking; it is let be.
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

/** A search finds parts of words, so it may find more. Null where the app does not say. */
async function showsOneOf(app: AppProcess, [token = '']: readonly string[]): Promise<boolean | null> {
  const page = await app.call('generations.page', { view: 'all', text: token, before: null, limit: 200 })
  return page?.ok ? page.value.items.some(({ request }) => tokenIn(request.prompt) === token) : null
}
