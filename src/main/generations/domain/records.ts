import type { Clock } from '../../base/clock'
import type { Logger } from '../../logging/logger'
import { RefusedWrite } from '../../base/refused-write'
import { remoteIdOf, type Generation } from './generation'
import type { GenerationStore, Move, TransitionDetails } from './ports'
import { transition, type GenerationEvent } from './transition'

interface RecordsDeps {
  readonly store: GenerationStore
  readonly clock: Clock
  readonly logger: Logger
  readonly announce: (generation: Generation) => void
}

/** The only way for a generation to change state: checks the transition table, writes, then announces the change. */
export class Records {
  constructor(private readonly deps: RecordsDeps) {}

  get store(): GenerationStore {
    return this.deps.store
  }

  /** Returns whether a response names the id of another generation in this library. */
  isOfAnother(generation: Generation, named: string | null): named is string {
    if (named === null || named === remoteIdOf(generation.status)) return false
    return this.store.holdersOf([named]).some(({ id }) => id !== generation.id)
  }

  /** Applies an event; returns null when the table or a concurrent change does not allow it. */
  apply(generation: Generation, event: GenerationEvent, details: TransitionDetails): Generation | null {
    const move = this.moveOf(generation, event, details)
    const moved = move && this.#write(move)
    if (!moved) {
      this.deps.logger.warn(`${generation.id}: ${event.type} does not apply in ${generation.status.state}`)
      return null
    }
    if (moved.status.state !== generation.status.state) {
      this.deps.logger.info(
        `${generation.id}: ${generation.status.state} → ${moved.status.state} (${event.type})`
      )
    }
    this.deps.announce(moved)
    return moved
  }

  /** Applies an event to each in one transaction; returns those that the table and concurrent changes allowed. */
  applyAll(
    generations: readonly Generation[],
    eventOf: (generation: Generation) => GenerationEvent,
    details: TransitionDetails
  ): readonly Generation[] {
    const moves = generations.flatMap(
      (generation) => this.moveOf(generation, eventOf(generation), details) ?? []
    )
    const moved = this.deps.store.moveAll(moves)
    for (const generation of moved) {
      this.deps.logger.info(`${generation.id}: → ${generation.status.state} (${details.why ?? 'no reason'})`)
      this.deps.announce(generation)
    }
    return moved
  }

  /** Writes a move, without its details if the database refuses them: the id of a paid result comes first. */
  #write(move: Move): Generation | null {
    try {
      return this.deps.store.move(move)
    } catch (error) {
      if (!(error instanceof RefusedWrite)) throw error
      this.deps.logger.error(
        `${move.id}: ${move.status.state} refused by the database with its details`,
        error
      )
      return this.deps.store.move(withoutDetails(move))
    }
  }

  /** Returns the move for an event; null when the table does not allow it. */
  moveOf(generation: Generation, event: GenerationEvent, details: TransitionDetails): Move | null {
    const atMs = this.deps.clock.now()
    const status = transition(generation.status, event, atMs)
    return status && { ...details, id: generation.id, from: generation.status.state, status, atMs }
  }

  /** Announces a change that was no transition. */
  announce(generation: Generation): void {
    this.deps.announce(generation)
  }
}

const withoutDetails = ({ id, from, status, atMs, why, videos }: Move): Move => ({
  id,
  from,
  status,
  atMs,
  why: why === null ? null : 'Its details could not be saved',
  ...(videos && { videos })
})
