import type { HeldPress } from '@shared/app-state'
import type { GenerationId } from '@shared/generation'
import type { Problem } from '@shared/problem'
import type { Clock } from '../../base/clock'
import type { Generation, StatusOf } from '../domain/generation'
import type { Records } from '../domain/records'
import type { GenerationEvent } from '../domain/transition'

/** A press of Generate or Send, with what undoing it means. */
export interface Press {
  readonly pressId: string
  readonly ids: readonly GenerationId[]
  /** `made`: new rows, which an undo cancels. `released`: rows that waited for a click, and then wait for it again. */
  readonly kind: 'made' | 'released'
  /** The unconfirmed generation that the press settled, as it was before. */
  readonly settled: Settled | null
}

export interface Settled {
  readonly id: GenerationId
  readonly status: StatusOf<'unconfirmed'>
}

interface Held {
  readonly press: Press
  readonly untilMs: number
  readonly cancelTimer: () => void
}

/** Marks a request that its press's undo took back. No view lists it: its text is in the form again. */
const takenBack: Problem = {
  code: 'taken_back',
  message: 'You undid this before it was sent.',
  retryable: false,
  charged: 'no'
}

interface HeldPressesDeps {
  readonly records: Records
  readonly clock: Clock
  readonly undoSeconds: () => number
  readonly onChange: () => void
}

/**
 * Presses that can still be undone. A timer ends the hold, so that changes of the wall clock do not matter. The time in
 * the database is for a crash or a restart during the hold, so that nothing is sent early then either.
 */
export class HeldPresses {
  #held: readonly Held[] = []

  constructor(private readonly deps: HeldPressesDeps) {}

  /** Returns when the requests of a press made now may be sent; null where they are sent at once. */
  untilMs(): number | null {
    const seconds = this.deps.undoSeconds()
    return seconds === 0 ? null : this.deps.clock.now() + seconds * 1000
  }

  /** Holds a press whose rows are on disk. */
  hold(press: Press, untilMs: number | null): void {
    const { clock, onChange } = this.deps
    if (untilMs === null || press.ids.length === 0) return
    const cancelTimer = clock.setTimer(untilMs - clock.now(), () => this.#end(press.pressId))
    this.#held = [...this.#held, { press, untilMs, cancelTimer }]
    onChange()
  }

  /** Returns whether a generation belongs to a press that can still be undone. */
  has(id: GenerationId): boolean {
    return this.#held.some(({ press }) => press.ids.includes(id))
  }

  current(): HeldPress[] {
    return this.#held.map(({ press, untilMs }) => ({
      pressId: press.pressId,
      count: press.ids.length,
      untilMs
    }))
  }

  /**
   * Undoes what a press has not sent yet, in one transaction.
   *
   * @returns The number undone, and the number sent before.
   */
  undo(pressId: string): { readonly undone: number; readonly sent: number } | null {
    const { records } = this.deps
    const held = this.#held.find(({ press }) => press.pressId === pressId)
    if (!held) return null
    const { press } = held
    const rows = press.ids.flatMap((id) => records.store.find(id) ?? [])
    const waiting = rows.filter(({ status }) => status.state === 'queued')
    // Cancelled individually in the meantime: neither undone now nor sent.
    const cancelled = rows.filter(({ status }) => status.state === 'cancelled')
    const settled = waiting.length === 0 ? null : this.#settledStill(press)
    const undone = records.applyAll(
      settled ? [...waiting, settled] : waiting,
      (generation) => undoing(press, generation),
      { why: takenBack.message }
    )
    this.#end(pressId)
    const count = undone.filter(({ id }) => press.ids.includes(id)).length
    return { undone: count, sent: press.ids.length - cancelled.length - count }
  }

  dispose(): void {
    for (const { cancelTimer } of this.#held) cancelTimer()
    this.#held = []
  }

  #settledStill({ settled }: Press): Generation | null {
    const generation = settled && this.deps.records.store.find(settled.id)
    return generation?.status.state === 'failed' ? generation : null
  }

  /** Ends a hold. Its queued rows now wait for something else, so the window is notified. */
  #end(pressId: string): void {
    const { records, onChange } = this.deps
    const held = this.#held.find(({ press }) => press.pressId === pressId)
    if (!held) return
    held.cancelTimer()
    this.#held = this.#held.filter((other) => other !== held)
    for (const id of held.press.ids) {
      const generation = records.store.find(id)
      if (generation?.status.state === 'queued') records.announce(generation)
    }
    onChange()
  }
}

function undoing({ kind, settled }: Press, generation: Generation): GenerationEvent {
  if (generation.id === settled?.id) {
    return { type: 'sent_again_undone', by: 'user', problem: settled.status.problem }
  }
  return kind === 'made'
    ? { type: 'cancelled', by: 'user', problem: takenBack }
    : { type: 'click_needed', problem: null }
}
