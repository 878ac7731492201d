import type { CallInput, CallName } from '@shared/contract'
import type { GenerationView } from '@shared/generation'
import type { ApiControl } from './api'
import type { AppProcess } from '../engine/app-process'
import { press, tokenIn, type Presses } from './presses'

export const deedNames = [
  'send_again',
  'mark_not_sent',
  'enter_id',
  'enter_wrong_id',
  'cancel',
  'release',
  'trash',
  'restore',
  'hide',
  'show'
] as const
type DeedName = (typeof deedNames)[number]

/** An action of the user other than Generate. */
export interface Deed {
  readonly name: DeedName
  /** Selects one of the possible generations, from 0 to 1. */
  readonly share: number
  /** A UUID, for an action that pays. */
  readonly pressId: string
}

/** Marks last confirmed for a generation; null while unknown. */
export interface Marks {
  readonly trashed: boolean | null
  readonly hidden: boolean | null
}

const wrongId = (token: string): string => `none-${token}`
/** An id that only the user's mistake names. */
export const isWrongId = (remoteId: string): boolean => remoteId.startsWith('none-')

type View = CallInput<'generations.page'>['view']
type Fits = (generation: GenerationView) => boolean

const inState =
  (...states: readonly string[]): Fits =>
  ({ state }) =>
    states.includes(state)
const any: Fits = () => true

/** View in which the user finds the targets of an action. */
const candidates: Readonly<Record<DeedName, readonly [View, Fits]>> = {
  send_again: ['needs_you', inState('unconfirmed', 'failed')],
  mark_not_sent: ['needs_you', inState('unconfirmed')],
  enter_id: ['needs_you', inState('unconfirmed')],
  enter_wrong_id: ['needs_you', inState('unconfirmed')],
  cancel: ['in_progress', inState('queued')],
  release: ['in_progress', inState('queued')],
  trash: ['all', inState('ready', 'failed', 'unconfirmed', 'queued')],
  restore: ['trash', any],
  hide: ['in_progress', any],
  show: ['trash', inState('queued', 'submitting', 'processing', 'downloading')]
}

/** Simulated user: performs actions and records what they mean for the ledgers. */
export class User {
  readonly #letGo = new Map<string, number>()
  readonly #marks = new Map<string, Marks>()

  constructor(
    private readonly presses: Presses,
    /** Simulator that knows the right ids; null for a foreign server. */
    private readonly api: ApiControl | null
  ) {}

  /** Returns the number of jobs by token that the user chose not to wait for; their ids need not be known. */
  get letGo(): ReadonlyMap<string, number> {
    return this.#letGo
  }

  /** Returns the expected trash and hidden marks, by generation id. */
  get marks(): ReadonlyMap<string, Marks> {
    return this.#marks
  }

  async does(app: AppProcess, cycle: number, deed: Deed): Promise<void> {
    const generation = await this.#choose(app, deed)
    if (!generation) return
    const { id } = generation
    const token = tokenIn(generation.request.prompt)
    switch (deed.name) {
      case 'send_again':
        if (generation.state === 'unconfirmed') this.#letsGo(token)
        return press(app, this.presses.sendAgain(cycle, deed.pressId, { id, token }))
      case 'mark_not_sent':
        this.#letsGo(token)
        return this.#try(app, 'generations.markNotSent', { id })
      case 'enter_id': {
        const remoteId = await this.#rightIdOf(token)
        if (remoteId === null) return
        return this.#try(app, 'generations.attachRemoteId', { id, remoteId })
      }
      case 'enter_wrong_id':
        this.#letsGo(token)
        return this.#try(app, 'generations.attachRemoteId', { id, remoteId: wrongId(token) })
      case 'cancel':
        return this.#try(app, 'generations.cancel', { ids: [id] })
      case 'release':
        return this.#try(app, 'generations.release', { ids: [id], waitForCredit: true })
      case 'trash':
        return this.#mark(id, { trashed: true }, () => this.#ask(app, 'generations.trash', { ids: [id] }))
      case 'restore':
        return this.#mark(id, { trashed: false, hidden: false }, () =>
          this.#ask(app, 'generations.restore', { ids: [id] })
        )
      case 'hide':
      case 'show': {
        const hidden = deed.name === 'hide'
        return this.#mark(id, { hidden }, () => this.#ask(app, 'generations.setHidden', { id, hidden }))
      }
    }
  }

  async #choose(app: AppProcess, { name, share }: Deed): Promise<GenerationView | undefined> {
    const [view, fits] = candidates[name]
    const page = await app.call('generations.page', { view, text: '', before: null, limit: 100 })
    // An open press waits for its clip; a trashed or cancelled one does not count.
    const open = new Set(this.presses.open.flatMap(({ tokens }) => tokens))
    const isFree: Fits = ({ request }) => !open.has(tokenIn(request.prompt))
    const fitting = page?.ok ? page.value.items.filter(fits).filter(isFree) : []
    return fitting[Math.floor(share * fitting.length)]
  }

  /** Returns the job of a prompt that was confirmed once; with several it is unknown which belongs to which. */
  async #rightIdOf(token: string): Promise<string | null> {
    if (!this.api || this.presses.confirmed.get(token)?.most !== 1) return null
    const { entries } = await this.api.ledger()
    const jobs = entries.filter(({ accepted, prompt }) => accepted && tokenIn(prompt ?? '') === token)
    return jobs.length === 1 ? (jobs[0]?.remoteId ?? null) : null
  }

  #letsGo(token: string): void {
    this.#letGo.set(token, (this.#letGo.get(token) ?? 0) + 1)
  }

  /** Marks the state as unknown until the app confirms it. */
  async #mark(id: string, marks: Partial<Marks>, ask: () => Promise<boolean>): Promise<void> {
    const before = this.#marks.get(id) ?? { trashed: null, hidden: null }
    const unknown = Object.fromEntries(Object.keys(marks).map((name) => [name, null]))
    this.#marks.set(id, { ...before, ...unknown })
    if (await ask()) this.#marks.set(id, { ...before, ...marks })
  }

  /** Performs an action; the app may refuse one that became impossible in the meantime. */
  async #try(app: AppProcess, name: CallName, input: object): Promise<void> {
    await this.#ask(app, name, input)
  }

  /** Returns true when the app did it. */
  async #ask(app: AppProcess, name: CallName, input: object): Promise<boolean> {
    return (await app.call(name, input))?.ok === true
  }
}
