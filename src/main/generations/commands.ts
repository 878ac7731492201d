import { nextTake } from '@shared/batch/batch-place'
import type { CallInput } from '@shared/contract'
import type { Model } from '@shared/catalogue/model'
import { sendingProblem } from '@shared/catalogue/check-request'
import type { GenerationId, GenerationState } from '@shared/generation'
import { ProblemError } from '@shared/problem'
import type { GenerationRequest } from '@shared/request'
import type { Clock } from '../base/clock'
import type { NewClip, NewClips } from '../curation/batch-shots'
import type { Engine } from './engine/engine'
import { needsClick, type Generation } from './domain/generation'
import type { HeldPresses, Settled } from './engine/held-presses'
import type { Move } from './domain/ports'
import { notPossible, problems } from './domain/problems'
import type { Records } from './domain/records'
import type { SendingGate } from './engine/gate'
import type { Spending } from '../spending/spending'
import type { GenerationQueries } from './queries'
import type { GenerationEvent } from './domain/transition'
import { whyNotSendable } from './domain/why-not-sendable'

/** Purchases that the user confirmed. */
export interface Allowed {
  readonly overCap?: boolean | undefined
  readonly waitForCredit?: boolean | undefined
}

interface GenerationCommandsDeps {
  readonly records: Records
  readonly queries: GenerationQueries
  readonly engine: Engine
  readonly gate: SendingGate
  readonly clock: Clock
  readonly newId: () => string
  readonly findModel: (id: string) => Model | undefined
  readonly spending: Pick<Spending, 'overCap' | 'overDayCap' | 'overBalance'>
  readonly presses: HeldPresses
  readonly newClips: NewClips
}

/** Use cases on generations. Each command returns once its change is on disk. */
export class GenerationCommands {
  constructor(private readonly deps: GenerationCommandsDeps) {}

  /** Inserts a batch for the engine to send. The same press twice returns the same batch. */
  create(input: CallInput<'generations.create'>): readonly Generation[] {
    this.checkCreate(input)
    const { pressId, requests, places } = input
    const orders = requests.map((request, index) => ({ request, place: places?.[index] ?? null }))
    return this.#queue(pressId, orders)
  }

  /** Throws where `create` would, and writes nothing. */
  checkCreate({ requests, ...allowed }: CallInput<'generations.create'>): void {
    this.#refuseUnfit(requests)
    this.#ask(requests, allowed, 'overCap')
  }

  /**
   * Cancels what is still queued. Nothing is charged before the POST; after it ModelsLab has no cancel.
   *
   * @returns The number that was still queued.
   */
  cancel(ids: readonly GenerationId[]): number {
    const cancelled = this.deps.records.applyAll(
      ids.map(this.#get),
      () => ({ type: 'cancelled', by: 'user' }),
      { why: 'Cancelled by you' }
    )
    if (cancelled.length === 0) {
      throw notPossible(
        'It’s already sent and may be charged, so it can’t be cancelled. You can hide it: its clip is still saved.'
      )
    }
    this.deps.engine.wake()
    return cancelled.length
  }

  /** Undoes a press while it is held. */
  undoPress(pressId: string): { readonly undone: number; readonly sent: number } {
    const outcome = this.deps.presses.undo(pressId)
    if (!outcome)
      throw notPossible('Too late to undo: sending has started. Cancel what still waits in the queue.')
    this.deps.engine.wake()
    return outcome
  }

  setHidden(id: GenerationId, hidden: boolean): void {
    this.#get(id)
    this.deps.records.announce(this.#store.setHidden(id, hidden))
  }

  /** Sends what waited for a click, and retries what waited for credit. */
  release(ids: readonly GenerationId[], allowed: Allowed = {}): void {
    this.checkRelease(ids, allowed)
    const generations = ids.map(this.#get)
    const clicked = generations.filter(needsClick)
    this.deps.gate.creditMayHaveCome()
    const untilMs = this.deps.presses.untilMs()
    this.deps.records.applyAll(
      generations,
      (generation) => ({
        type: 'released',
        by: 'user',
        // What is sent without a click was pressed before.
        notBeforeMs: needsClick(generation) ? untilMs : null
      }),
      { why: 'Released by you' }
    )
    const pressId = this.deps.newId()
    this.deps.presses.hold(
      { pressId, ids: clicked.map(({ id }) => id), kind: 'released', settled: null },
      untilMs
    )
    this.deps.engine.retryNow()
  }

  /** Throws where `release` would, and writes nothing. */
  checkRelease(ids: readonly GenerationId[], allowed: Allowed = {}): void {
    const generations = ids.map(this.#get)
    // What is sent without a click is counted among what waits to be sent.
    const clicked = generations.filter(needsClick)
    this.#ask(
      clicked.map(({ request }) => request),
      allowed,
      'overDayCap'
    )
    for (const generation of generations) {
      this.#refuseUnsendable(generation)
      if (generation.status.state !== 'queued') throw notPossible('It isn’t waiting to be sent.')
    }
  }

  checkAgain(id: GenerationId): void {
    this.#apply(id, { type: 'poll_retried', by: 'user' }, 'Asked again by you', 'It has no ID to check.')
    this.deps.engine.retryNow()
  }

  /** Creates a generation with the same request, and settles one that was unconfirmed. */
  sendAgain(id: GenerationId, pressId: string, allowed: Allowed = {}): Generation {
    this.checkSendAgain(id, allowed)
    const generation = this.#get(id)
    const { request, status } = generation
    const settled = status.state === 'unconfirmed' ? { id, status } : null
    const place = nextTake(generation.place, this.#store.lastTakeOf(request))
    const [sent] = this.#queue(pressId, [{ request, place, from: generation.annotations }], {
      resendOf: id,
      settled
    })
    return sent as Generation
  }

  /** Throws where `sendAgain` would, and writes nothing. */
  checkSendAgain(id: GenerationId, allowed: Allowed = {}): void {
    const again: readonly GenerationState[] = ['unconfirmed', 'failed', 'ready', 'cancelled']
    const generation = this.#get(id)
    if (!again.includes(generation.status.state)) throw notPossible('It’s still on its way.')
    this.#refuseUnsendable(generation)
    this.#ask([generation.request], allowed, 'overCap')
  }

  /** Attaches an id that the user found. Refuses the id of another generation: it would download that one's video. */
  attachRemoteId(id: GenerationId, remoteId: string): void {
    const [holder] = this.#store.holdersOf([remoteId])
    if (holder) throw notPossible(`This ID belongs to another clip: “${this.#promptStart(holder.id)}”.`)
    this.#apply(
      id,
      { type: 'id_attached', by: 'user', remoteId },
      `You entered its ID, ${remoteId}`,
      'Only a clip that may have been sent can be given an ID.'
    )
    this.deps.engine.retryNow()
  }

  markNotSent(id: GenerationId): void {
    const problem = problems.markedNotSent()
    this.#apply(
      id,
      { type: 'marked_not_sent', by: 'user', problem },
      problem.message,
      'Only a clip that may have been sent can be marked as not sent.'
    )
  }

  /** Marks rows as deleted; their files stay where they are. Returns how many were queued. */
  trash(ids: readonly GenerationId[]): number {
    const running = ids.some((id) =>
      ['submitting', 'processing', 'downloading'].includes(this.#get(id).status.state)
    )
    if (running) throw notPossible('A running clip can’t go to the trash. You can hide it.')
    const queued = ids.filter((id) => this.#get(id).status.state === 'queued')
    if (queued.length > 0) this.cancel(queued)
    this.#setDeleted(ids, this.deps.clock.now())
    return queued.length
  }

  /** Restores what was deleted, hidden or cancelled. What was cancelled waits for a click: an undo sends nothing. */
  restore(restored: readonly GenerationId[]): void {
    const ids = this.#store.findAll(restored).map(({ id }) => id)
    if (ids.length === 0) throw notPossible('It’s no longer in the trash, so it can’t be restored.')
    for (const id of ids) if (this.#get(id).hidden) this.setHidden(id, false)
    this.#setDeleted(ids, null)
    const cancelled = ids.map(this.#get).filter(({ status }) => status.state === 'cancelled')
    this.deps.records.applyAll(cancelled, () => ({ type: 'requeued', by: 'user' }), {
      why: 'Restored by you'
    })
    this.deps.engine.wake()
  }

  readonly #get = (id: GenerationId): Generation => this.deps.queries.get(id)

  get #store(): Records['store'] {
    return this.deps.records.store
  }

  #queue(
    batchId: string,
    orders: readonly (NewClip & { readonly request: GenerationRequest })[],
    again: { readonly resendOf: GenerationId; readonly settled: Settled | null } | null = null
  ): readonly Generation[] {
    const { clock, presses, records } = this.deps
    const { resendOf = null, settled = null } = again ?? {}
    const notBeforeMs = presses.untilMs()
    const { annotations, items } = this.deps.newClips.curationOf(orders)
    const drafts = orders.map(({ request, place }, index) => ({
      id: this.deps.newId() as GenerationId,
      request,
      place,
      annotations: annotations[index],
      resendOf,
      notBeforeMs
    }))
    const settles = settled && this.#settling(settled.id)
    const generations = this.#store.insertBatch(batchId, drafts, clock.now(), settles, items)
    for (const generation of generations) records.announce(generation)
    if (settled) records.announce(this.#get(settled.id))
    const ids = generations.map(({ id }) => id)
    // A repeated press made nothing new, and is already held or sent.
    if (ids[0] === drafts[0]?.id) {
      this.deps.newClips.announce(items)
      presses.hold({ pressId: batchId, ids, kind: 'made', settled }, notBeforeMs)
    }
    this.deps.engine.wake()
    return generations
  }

  /** Returns the move that settles an unconfirmed generation which is sent again. */
  #settling(id: GenerationId): Move | null {
    const problem = problems.sentAgain()
    const event = { type: 'sent_again', by: 'user', problem } as const
    return this.deps.records.moveOf(this.#get(id), event, { why: problem.message })
  }

  /** Throws where the user has to confirm first: over a cap, then over the balance. */
  #ask(
    requests: readonly GenerationRequest[],
    { overCap = false, waitForCredit = false }: Allowed,
    whichCap: 'overCap' | 'overDayCap'
  ): void {
    const { spending } = this.deps
    const question =
      (overCap ? null : spending[whichCap](requests)) ??
      (waitForCredit ? null : spending.overBalance(requests))
    if (question) throw new ProblemError(question)
  }

  #refuseUnfit(requests: readonly GenerationRequest[]): void {
    for (const request of requests) {
      const problem = sendingProblem(request, this.deps.findModel(request.modelId))
      if (problem) throw new ProblemError(problem)
    }
  }

  #refuseUnsendable(generation: Generation): void {
    const problem = whyNotSendable(generation, this.deps.findModel)
    if (problem) throw new ProblemError(problem)
  }

  #promptStart(id: GenerationId): string {
    const { prompt } = this.#get(id).request
    return prompt.length > 60 ? `${prompt.slice(0, 60).trimEnd()}…` : prompt
  }

  #setDeleted(ids: readonly GenerationId[], deletedAtMs: number | null): void {
    this.#store.setDeleted(ids, deletedAtMs).forEach((generation) => this.deps.records.announce(generation))
  }

  #apply(id: GenerationId, event: GenerationEvent, why: string, otherwise: string): void {
    if (!this.deps.records.apply(this.#get(id), event, { why })) throw notPossible(otherwise)
  }
}
