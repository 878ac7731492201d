import type { AccountSigns, CallInput, CallOutput } from '@shared/contract'
import type { Model } from '@shared/catalogue/model'
import { sendingProblem } from '@shared/catalogue/check-request'
import { requestBody } from '@shared/catalogue/request-body'
import type { GenerationId, GenerationState, VideoId } from '@shared/generation'
import { ProblemError, type Problem } from '@shared/problem'
import type { GenerationRequest } from '@shared/request'
import type { Clock } from '../base/clock'
import type { Account } from './account/account'
import { readAccountSigns } from './account/account-signs'
import type { Engine } from './engine/engine'
import { canBeFetched, needsClick, type Generation } from './domain/generation'
import type { HeldPresses, Settled } from './engine/held-presses'
import type { Keys, Move, VideoSaver } from './domain/ports'
import type { Provider } from './domain/provider'
import { problems } from './domain/problems'
import type { Records } from './domain/records'
import type { SendingGate } from './engine/gate'
import { supportReport } from './domain/support-report'
import type { GenerationEvent } from './domain/transition'
import { whyNotSendable } from './domain/why-not-sendable'

const notFound: Problem = {
  code: 'not_found',
  message: 'This generation is no longer in the library.',
  retryable: false
}

/** What the user was asked about and allowed. */
export interface Allowed {
  readonly overCap?: boolean | undefined
  readonly waitForCredit?: boolean | undefined
}

const notPossible = (message: string): ProblemError =>
  new ProblemError({ code: 'not_possible_now', message, retryable: false })

/** What the user can do with generations. Everything returns when it is on disk. */
export class Generations {
  constructor(
    private readonly deps: {
      readonly records: Records
      readonly engine: Engine
      readonly gate: SendingGate
      readonly account: Account
      readonly provider: Provider
      readonly keys: Keys
      readonly clock: Clock
      readonly newId: () => string
      readonly findModel: (id: string) => Model | undefined
      /** Why these requests go over a cap that the user set; null when they do not. */
      readonly overCap: (requests: readonly GenerationRequest[]) => Problem | null
      /** Why the balance is not enough for these, or may not be; null where it is, or is not known. */
      readonly overBalance: (requests: readonly GenerationRequest[]) => Problem | null
      /** The same of the cap for a day alone. */
      readonly overDayCap: (requests: readonly GenerationRequest[]) => Problem | null
      readonly saver: Pick<VideoSaver, 'rename' | 'keepHeld' | 'clearUp'>
      readonly presses: HeldPresses
    }
  ) {}

  /** Writes one batch and lets the engine send it. The same press twice gives the same batch. */
  create(input: CallInput<'generations.create'>): readonly Generation[] {
    this.checkCreate(input)
    return this.#queue(input.pressId, input.requests)
  }

  /** Refuses what `create` would, and writes nothing. */
  checkCreate({ requests, ...allowed }: CallInput<'generations.create'>): void {
    this.#refuseUnfit(requests)
    this.#ask(requests, allowed, this.deps.overCap)
  }

  page(query: CallInput<'generations.page'>): {
    readonly items: readonly Generation[]
    readonly next: number | null
  } {
    return this.#store.page(query)
  }

  get(id: GenerationId): Generation {
    const generation = this.#store.find(id)
    if (!generation) throw new ProblemError(notFound)
    return generation
  }

  /** The generation that a video belongs to. */
  ofVideo(id: VideoId): Generation {
    const generation = this.#store.findByVideo(id)
    if (!generation) throw new ProblemError(notFound)
    return generation
  }

  /** What the window does not show of every row: its history, and what the service made of the prompt. */
  detail(id: GenerationId): Omit<CallOutput<'generations.get'>, 'generation'> {
    return { events: [...this.#store.history(id)], enhancedPrompt: this.#store.answers(id).enhancedPrompt }
  }

  /** Everything about a generation for ModelsLab's support, as text. */
  report(id: GenerationId): string {
    const generation = this.get(id)
    return supportReport({
      generation,
      body: requestBody(generation.request, this.deps.findModel(generation.request.modelId)),
      history: this.#store.history(id),
      answers: this.#store.answers(id)
    })
  }

  /**
   * Before its POST a generation costs nothing; after it ModelsLab knows no cancel.
   *
   * @returns How many were still in the queue.
   */
  cancel(ids: readonly GenerationId[]): number {
    const cancelled = this.deps.records.applyAll(
      ids.map((id) => this.get(id)),
      () => ({ type: 'cancelled', by: 'user' }),
      { why: 'Cancelled by you' }
    )
    if (cancelled.length === 0) {
      throw notPossible(
        'It has been sent already and may be charged: ModelsLab has no cancel. You can hide it; what arrives is kept.'
      )
    }
    this.deps.engine.wake()
    return cancelled.length
  }

  /** Takes a press back while it is held. */
  undoPress(pressId: string): { readonly undone: number; readonly sent: number } {
    const outcome = this.deps.presses.undo(pressId)
    if (!outcome)
      throw notPossible('Too late to undo: sending has begun. Cancel what still waits in the queue.')
    this.deps.engine.wake()
    return outcome
  }

  setHidden(id: GenerationId, hidden: boolean): void {
    this.get(id)
    this.deps.records.announce(this.#store.setHidden(id, hidden))
  }

  /** Sends what waited for a click, and tries again what waited for credit. */
  release(ids: readonly GenerationId[], allowed: Allowed = {}): void {
    this.checkRelease(ids, allowed)
    const generations = ids.map((id) => this.get(id))
    const clicked = generations.filter(needsClick)
    this.deps.gate.creditMayHaveCome()
    const untilMs = this.deps.presses.untilMs()
    this.deps.records.applyAll(
      generations,
      (generation) => ({
        type: 'released',
        by: 'user',
        // What goes by itself was pressed before.
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

  /** Refuses what `release` would, and writes nothing. */
  checkRelease(ids: readonly GenerationId[], allowed: Allowed = {}): void {
    const generations = ids.map((id) => this.get(id))
    // What goes by itself is counted among what waits to be sent.
    const clicked = generations.filter(needsClick)
    this.#ask(
      clicked.map(({ request }) => request),
      allowed,
      this.deps.overDayCap
    )
    for (const generation of generations) {
      this.#refuseUnsendable(generation)
      if (generation.status.state !== 'queued') throw notPossible('It is not waiting to be sent.')
    }
  }

  checkAgain(id: GenerationId): void {
    this.#apply(id, { type: 'asked_again', by: 'user' }, 'Asked again by you', 'It has no id to ask about.')
    this.deps.engine.retryNow()
  }

  /** A new generation with the same request. One that was unconfirmed is settled by it. */
  sendAgain(id: GenerationId, pressId: string, allowed: Allowed = {}): Generation {
    this.checkSendAgain(id, allowed)
    const generation = this.get(id)
    const { status } = generation
    const settled = status.state === 'unconfirmed' ? { id, status } : null
    const [sent] = this.#queue(pressId, [generation.request], { resendOf: id, settled })
    return sent as Generation
  }

  /** Refuses what `sendAgain` would, and writes nothing. */
  checkSendAgain(id: GenerationId, allowed: Allowed = {}): void {
    const again: readonly GenerationState[] = ['unconfirmed', 'failed', 'ready', 'cancelled']
    const generation = this.get(id)
    if (!again.includes(generation.status.state)) throw notPossible('It is still on its way.')
    this.#refuseUnsendable(generation)
    this.#ask([generation.request], allowed, this.deps.overCap)
  }

  /** An id that the user found or picked. One that another generation has would bring that one's video. */
  attachRemoteId(id: GenerationId, remoteId: string): void {
    const [holder] = this.#store.holdersOf([remoteId])
    if (holder) throw notPossible(`This id belongs to another clip: “${this.#promptStart(holder.id)}”.`)
    this.#apply(
      id,
      { type: 'id_attached', by: 'user', remoteId },
      `You entered its id, ${remoteId}`,
      'Only a generation that may have been sent can be given an id.'
    )
    this.deps.engine.retryNow()
  }

  markNotSent(id: GenerationId): void {
    const problem = problems.markedNotSent()
    this.#apply(
      id,
      { type: 'marked_not_sent', by: 'user', problem },
      problem.message,
      'Only a generation that may have been sent can be marked as not sent.'
    )
  }

  /** Signs of whether an unconfirmed generation was taken; read-only, and it decides nothing. */
  async checkAccount(id: GenerationId): Promise<AccountSigns> {
    const { account, provider } = this.deps
    return readAccountSigns(this.get(id), this.#key(), { account, provider, store: this.#store })
  }

  /** Marks rows as deleted; their files stay where they are. */
  trash(ids: readonly GenerationId[]): void {
    const running = ids.some((id) =>
      ['submitting', 'processing', 'downloading'].includes(this.get(id).status.state)
    )
    if (running)
      throw notPossible('A generation that is still running cannot go to the trash. You can hide it.')
    const queued = ids.filter((id) => this.get(id).status.state === 'queued')
    if (queued.length > 0) this.cancel(queued)
    this.#setDeleted(ids, this.deps.clock.now())
  }

  /** Brings back what was deleted, hidden or cancelled. What was cancelled waits for a click: an undo sends nothing. */
  restore(ids: readonly GenerationId[]): void {
    for (const id of ids) this.setHidden(id, false)
    this.#setDeleted(ids, null)
    const cancelled = ids.map((id) => this.get(id)).filter(({ status }) => status.state === 'cancelled')
    this.deps.records.applyAll(cancelled, () => ({ type: 'requeued', by: 'user' }), {
      why: 'Brought back by you'
    })
    this.deps.engine.wake()
  }

  /**
   * Fetches a file again that was refused, or that is no longer in the folder as it was. A changed one stays where it
   * is: it is the user's, and the video gets another name.
   */
  downloadAgain(videoId: VideoId): void {
    const generation = this.ofVideo(videoId)
    const video = generation.videos.find(({ id }) => id === videoId)
    if (!video) throw new ProblemError(notFound)
    if (!canBeFetched(generation, video)) throw notPossible('There is no address left to fetch it from.')
    if (video.state === 'changed') this.deps.saver.rename(generation, video)
    if (generation.status.state === 'failed') {
      this.deps.records.apply(
        generation,
        { type: 'fetched_again', by: 'user' },
        { why: 'Downloaded again by you' }
      )
    }
    if (video.state !== 'saved') {
      const change = { state: 'pending', problem: null, nextAttemptAtMs: null } as const
      this.deps.records.announce(this.#store.changeVideo(videoId, change))
    }
    this.deps.engine.retryNow()
  }

  /** Keeps what arrived in place of a video as it is: the user says so, and it is marked as what it is. */
  async keepAnyway(videoId: VideoId): Promise<void> {
    const { saver, clock, records, engine } = this.deps
    const generation = this.ofVideo(videoId)
    const video = generation.videos.find(({ id }) => id === videoId)
    if (!video?.held || video.state !== 'refused') throw notPossible('Nothing is set aside for this clip.')
    const file = { ...(await saver.keepHeld(generation, video)), savedAtMs: clock.now() }
    const change = { state: 'saved', file, held: null, problem: null, nextAttemptAtMs: null } as const
    records.announce(this.#store.changeVideo(videoId, change))
    await saver.clearUp(videoId)
    engine.retryNow()
  }

  /** Reads the balance now; more of it than before lets sending go on. */
  async refreshBalance(): Promise<void> {
    const outcome = await this.deps.account.refresh(this.#key())
    if (outcome.kind !== 'known') throw new ProblemError(outcome.problem)
    this.deps.engine.retryNow()
  }

  get #store(): Records['store'] {
    return this.deps.records.store
  }

  #queue(
    batchId: string,
    requests: readonly GenerationRequest[],
    again: { readonly resendOf: GenerationId; readonly settled: Settled | null } | null = null
  ): readonly Generation[] {
    const { clock, presses, records } = this.deps
    const { resendOf = null, settled = null } = again ?? {}
    const notBeforeMs = presses.untilMs()
    const drafts = requests.map((request) => ({
      id: this.deps.newId() as GenerationId,
      request,
      resendOf,
      notBeforeMs
    }))
    const settles = settled && this.#settling(settled.id)
    const generations = this.#store.insertBatch(batchId, drafts, clock.now(), settles)
    for (const generation of generations) records.announce(generation)
    if (settled) records.announce(this.get(settled.id))
    const ids = generations.map(({ id }) => id)
    // The same press once more made nothing new, and is held already or was sent.
    if (ids[0] === drafts[0]?.id) presses.hold({ pressId: batchId, ids, kind: 'made', settled }, notBeforeMs)
    this.deps.engine.wake()
    return generations
  }

  /** An unconfirmed generation that is sent again is done with. */
  #settling(id: GenerationId): Move | null {
    const problem = problems.sentAgain()
    const event = { type: 'sent_again', by: 'user', problem } as const
    return this.deps.records.moveOf(this.get(id), event, { why: problem.message })
  }

  /** Refuses what the user has to be asked about first: a cap, then a balance that is not enough. */
  #ask(
    requests: readonly GenerationRequest[],
    { overCap = false, waitForCredit = false }: Allowed,
    overWhichCap: (requests: readonly GenerationRequest[]) => Problem | null
  ): void {
    const question =
      (overCap ? null : overWhichCap(requests)) ?? (waitForCredit ? null : this.deps.overBalance(requests))
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
    const { prompt } = this.get(id).request
    return prompt.length > 60 ? `${prompt.slice(0, 60).trimEnd()}…` : prompt
  }

  #setDeleted(ids: readonly GenerationId[], deletedAtMs: number | null): void {
    for (const generation of this.#store.setDeleted(ids, deletedAtMs)) {
      this.deps.records.announce(generation)
    }
  }

  #apply(id: GenerationId, event: GenerationEvent, why: string, otherwise: string): void {
    if (!this.deps.records.apply(this.get(id), event, { why })) throw notPossible(otherwise)
  }

  #key(): string {
    const key = this.deps.keys.key()
    if (key !== null) return key
    throw new ProblemError(problems.noKey())
  }
}
