import type { Model } from '@shared/catalogue/model'
import { requestBody } from '@shared/catalogue/request-body'
import type { GenerationId } from '@shared/generation'
import type { Microdollars } from '@shared/money/money'
import type { GenerationRequest } from '@shared/request'
import { lesserAnswer } from '../domain/lesser-answer'
import type { Clock } from '../../base/clock'
import type { Logger } from '../../logging/logger'
import { RefusedWrite } from '../../base/refused-write'
import type { Account } from '../account/account'
import type { Connectivity } from './connectivity'
import type { DownloadCheck } from './download-check'
import { goesByItself, maySend, msUntilSendable, type Generation } from '../domain/generation'
import type { Keys } from '../domain/ports'
import type { Provider, SubmitOutcome } from '../domain/provider'
import { problems } from '../domain/problems'
import type { Records } from '../domain/records'
import { checkDownloadsAgainMs, type SendingGate } from './gate'
import { rateLimitMs, submitTransition } from './submit-transition'
import { whyNotSendable } from '../domain/why-not-sendable'

/** Retry interval for persisting an answer. */
const writeAgainMs = 1_000

interface SenderDeps {
  readonly records: Records
  readonly provider: Provider
  readonly keys: Keys
  readonly account: Account
  readonly gate: SendingGate
  readonly connectivity: Connectivity
  readonly downloadCheck: Pick<DownloadCheck, 'problem'>
  readonly clock: Clock
  readonly logger: Logger
  readonly slots: () => number
  readonly findModel: (id: string) => Model | undefined
  /** Returns whether its press can still be undone. */
  readonly isHeld: (id: GenerationId) => boolean
  /** Returns the expected price of a request; null where it is unknown. */
  readonly estimate: (request: GenerationRequest) => Microdollars | null
  readonly newVideoId: () => string
  /** Called when a generation has left `submitting`. */
  readonly onSettled: (generation: Generation) => void
  /** Called when a paid request is persisted as submitting and is about to leave. */
  readonly noteSending: () => void
}

/**
 * Sends queued generations, oldest first and one POST at a time. The only place that spends money:
 * a generation is written as submitting before its POST and is never in `queued` again unless the
 * response proves that it was not accepted.
 */
export class Sender {
  #sending: Promise<void> | null = null

  constructor(private readonly deps: SenderDeps) {}

  /** Whether a POST is in flight. */
  get busy(): boolean {
    return this.#sending !== null
  }

  /** Sends the next generation if one may be sent; `done` is called when there may be more to do. */
  startDue(done: (failure?: unknown) => void): void {
    if (this.#sending || !this.deps.gate.isOpen()) return
    const next = this.#next()
    if (!next) return
    this.#sending = this.#send(next)
      .then(
        () => undefined,
        (error: unknown) => {
          this.deps.logger.error(`${next.id}: sending failed`, error)
          return error
        }
      )
      .then((failure) => {
        this.#sending = null
        done(failure)
      })
  }

  /** Returns when the next generation that waits for a time may be sent; null when none does. */
  nextDueMs(): number | null {
    const { clock, gate } = this.deps
    if (this.#sending || gate.needsSomebody() || !this.#hasSlot()) return null
    const now = clock.now()
    const waits = this.#waiting().map(({ status }) =>
      status.state === 'queued' ? msUntilSendable(status, now) : 0
    )
    if (waits.length === 0) return null
    return Math.max(now + Math.min(...waits), gate.heldUntilMs() ?? 0)
  }

  /** Waits for the POST in flight, if there is one. */
  async idle(): Promise<void> {
    await this.#sending
  }

  #waiting(): readonly Generation[] {
    const { records, isHeld } = this.deps
    return records.store.inStates('queued').filter((one) => goesByItself(one) && !isHeld(one.id))
  }

  #hasSlot(): boolean {
    return this.deps.records.store.countInStates('submitting', 'processing') < this.deps.slots()
  }

  #next(): Generation | undefined {
    if (!this.#hasSlot()) return undefined
    const now = this.deps.clock.now()
    return this.#waiting().find((generation) => maySend(generation, now))
  }

  async #send(next: Generation): Promise<void> {
    const { keys, account, connectivity, records, gate, clock } = this.deps
    const key = keys.key()
    if (key === null) return
    const balance = await account.young(key)
    if (balance.kind === 'not_known' && balance.offline) return connectivity.lost(balance.problem)
    connectivity.found()
    if (await this.deps.downloadCheck.problem())
      return gate.holdForDownloads(this.deps.clock.now() + checkDownloadsAgainMs)

    // Meanwhile the user may have quit, paused, replaced the key, cancelled or undone a press, or the balance may have
    // put a hold on sending.
    const current = records.store.find(next.id)
    if (!current || !maySend(current, clock.now()) || this.deps.isHeld(current.id)) return
    if (!gate.isOpen() || keys.key() !== key) return
    const problem = whyNotSendable(current, this.deps.findModel)
    if (problem)
      return void records.apply(current, { type: 'click_needed', problem }, { why: problem.message })
    const submitting = await this.#begin(current, balance.kind === 'known' ? balance.microdollars : null)
    if (!submitting) return
    this.deps.noteSending()
    const body = requestBody(submitting.request, this.deps.findModel(submitting.request.modelId))
    await this.#settle(submitting, await this.#post(body, key), key)
  }

  /** Persists the generation as submitting; returns null where another change came first. */
  async #begin(
    queued: Generation,
    balanceBeforeMicrodollars: Microdollars | null
  ): Promise<Generation | null> {
    const { records } = this.deps
    try {
      return records.apply(queued, { type: 'send_started' }, { why: 'Sending', balanceBeforeMicrodollars })
    } catch (error) {
      // The write may have reached the disk all the same. Nothing was sent, so requeue it.
      const found = records.store.find(queued.id)
      if (found?.status.state === 'submitting') await this.#requeue(found)
      throw error
    }
  }

  async #requeue(submitting: Generation): Promise<void> {
    const problem = problems.notBegun()
    await this.#surely(`${submitting.id}: requeued, nothing was sent`, () =>
      this.deps.records.apply(
        submitting,
        { type: 'not_taken', notBeforeMs: null, problem },
        { why: problem.message }
      )
    )
  }

  /** Turns an answer with the id of another generation into an unclear one: its own id is not known. */
  #ownAnswer(submitting: Generation, outcome: SubmitOutcome): SubmitOutcome {
    if (!('remoteId' in outcome)) return outcome
    const { remoteId, raw } = outcome
    if (!this.deps.records.isOfAnother(submitting, remoteId)) return outcome
    this.deps.logger.warn(`${submitting.id}: answered with the id of another generation: ${remoteId}`)
    return { kind: 'unclear', problem: problems.idOfAnother(), raw }
  }

  /** Posts a paid request. A throw is a bug of ours and says nothing about whether the request was accepted. */
  async #post(body: Parameters<Provider['submit']>[0], key: string): Promise<SubmitOutcome> {
    try {
      return await this.deps.provider.submit(body, key)
    } catch (error) {
      this.deps.logger.error('Paid request failed with an uncaught exception', error)
      return { kind: 'unclear', problem: problems.unexpected(), raw: null }
    }
  }

  async #settle(submitting: Generation, outcome: SubmitOutcome, key: string): Promise<void> {
    const settled = await this.#storeSurely(submitting, outcome)
    if (outcome.kind === 'not_taken') this.#hold(submitting, outcome, key)
    else if (outcome.kind !== 'unclear') this.deps.keys.markAccepted(key)
    if (settled) this.deps.onSettled(settled)
  }

  /**
   * Persists an answer that may have been paid for, and retries on a full disk until there is room: until then the
   * answer exists in memory alone. Nothing else is sent in the meantime.
   */
  #storeSurely(submitting: Generation, outcome: SubmitOutcome): Promise<Generation | null> {
    const id = 'remoteId' in outcome ? `, id ${outcome.remoteId ?? 'none'}` : ''
    return this.#surely(`${submitting.id}: ${outcome.kind}${id}`, () =>
      this.#storeOrLess(submitting, this.#ownAnswer(submitting, outcome))
    )
  }

  /** Stores an answer; one that the database refuses is reduced to its id, so that it can be polled, or to unclear. */
  #storeOrLess(submitting: Generation, outcome: SubmitOutcome): Generation | null {
    try {
      return this.#store(submitting, outcome)
    } catch (error) {
      const less = error instanceof RefusedWrite ? lesserAnswer(outcome) : null
      if (!less) throw error
      const id = 'remoteId' in outcome ? `, id ${outcome.remoteId ?? 'none'},` : ''
      this.deps.logger.error(
        `${submitting.id}: ${outcome.kind}${id} refused by the database, stored as ${less.kind}`,
        error
      )
      return this.#storeOrLess(submitting, less)
    }
  }

  async #surely(what: string, write: () => Generation | null): Promise<Generation | null> {
    for (;;) {
      try {
        return write()
      } catch (error) {
        // Repeating a refused write changes nothing.
        if (error instanceof RefusedWrite) throw error
        this.deps.logger.error(`${what}: write failed, retrying`, error)
        await new Promise<void>((resolve) => this.deps.clock.setTimer(writeAgainMs, resolve))
      }
    }
  }

  #store(submitting: Generation, outcome: SubmitOutcome): Generation | null {
    const { records, clock, newVideoId, findModel, estimate } = this.deps
    const deps = { nowMs: clock.now(), newVideoId, findModel, estimate }
    const { event, details } = submitTransition(submitting, outcome, deps)
    return records.apply(submitting, event, details)
  }

  #hold(
    { balanceBeforeMicrodollars }: Generation,
    outcome: Extract<SubmitOutcome, { kind: 'not_taken' }>,
    key: string
  ): void {
    const { gate, keys, connectivity, clock } = this.deps
    switch (outcome.waitFor) {
      case 'rate_limit':
        return gate.holdForRateLimit(clock.now() + rateLimitMs(outcome))
      case 'credit':
        return gate.holdForCredit(balanceBeforeMicrodollars)
      case 'key':
        return keys.markRejected(key)
      case 'network':
        return connectivity.lost(outcome.problem)
    }
  }
}
