import type { z } from 'zod'
import { calls, messages, preloadMessages, type CallName, type Envelope } from '@shared/contract'
import { largestFrameBytes } from '@shared/media/frames'
import { ProblemError, type Problem } from '@shared/problem'
import type { Clock } from '../base/clock'
import type { Logger } from '../logging/logger'
import { isWithinBounds } from './bounds'
import type { Handlers, MessageHandlers, ReceivedMessageName } from './handlers'
import { RateLimit } from './rate-limit'

/** Path of calls into the main process. `isTrusted` is decided before anything of the message is read. */
export interface IpcPort {
  handle(name: string, listener: (isTrusted: boolean, input: unknown) => Promise<unknown>): void
  on(name: string, listener: (isTrusted: boolean, input: unknown) => void): void
}

const notAllowed: Problem = {
  code: 'not_allowed',
  message: 'This page is not allowed to do that.',
  retryable: false
}
const tooOften: Problem = {
  code: 'not_possible_now',
  message: 'Too many requests at once.',
  retryable: true
}
const shuttingDown: Problem = { code: 'shutting_down', message: 'Dailies is closing.', retryable: false }
const bug: Problem = {
  code: 'bug',
  message: 'Dailies made a mistake and could not do that. Nothing was sent or charged by it.',
  advice: 'Try again; if it stays, the log says more.',
  retryable: false
}

/** Bytes of calls that send more than the others. */
const largeInputs: ReadonlyMap<string, number> = new Map<CallName, number>([
  ['frames.save', largestFrameBytes]
])

/** Calls that pay. A bug in one may strike after its rows were written, and queued rows are sent. */
const payingCalls: ReadonlySet<string> = new Set<CallName>([
  'generations.create',
  'generations.sendAgain',
  'generations.release'
])
const bugWhilePaying: Problem = {
  code: 'bug',
  message:
    'Dailies made a mistake and could not finish that. What stands in the queue is sent and charged all the same; pressing again does not send it twice.',
  advice: 'Look at the queue first; if it stays, the log says more.',
  retryable: false
}

const problemOfInput = (error: z.ZodError): Problem => {
  const issue = error.issues[0]
  const field = issue?.path.map(String).join('.') ?? ''
  return {
    code: 'invalid_input',
    message: field === '' ? 'The request is not valid.' : `“${field}” ${issue?.message ?? 'is not valid'}.`,
    ...(field !== '' && { field: field.slice(0, 64) }),
    retryable: false
  }
}

const receivedMessages = { ...messages, ...preloadMessages }

export class IpcRouter {
  readonly #rate: RateLimit
  #closed = false
  #hasLoggedRate = false

  constructor(
    private readonly deps: {
      readonly port: IpcPort
      readonly clock: Clock
      readonly logger: Logger
      /** Also parse what handlers return: in development and tests. */
      readonly checkOutputs: boolean
      /** Receives failures of one-way messages, which have no answer. */
      readonly onMessageProblem: (problem: Problem) => void
      /** Receives the failures of handlers. */
      readonly noteProblem: (problem: Problem) => void
    }
  ) {
    this.#rate = new RateLimit(deps.clock)
  }

  serve(handlers: Handlers, messageHandlers: MessageHandlers): void {
    for (const name of Object.keys(calls) as CallName[]) {
      this.deps.port.handle(name, (isTrusted, input) => this.#answer(handlers, name, isTrusted, input))
    }
    for (const name of Object.keys(receivedMessages) as ReceivedMessageName[]) {
      this.deps.port.on(name, (isTrusted, input) => this.#take(messageHandlers, name, isTrusted, input))
    }
  }

  /** Refuses every call from now on: the services behind them are closing. */
  close(): void {
    this.#closed = true
  }

  async #answer(
    handlers: Handlers,
    name: CallName,
    isTrusted: boolean,
    input: unknown
  ): Promise<Envelope<unknown>> {
    const refusal = this.#refusal(name, isTrusted, input)
    if (refusal) return { ok: false, error: refusal }
    const parsed = calls[name].input.safeParse(input)
    if (!parsed.success) return { ok: false, error: problemOfInput(parsed.error) }
    try {
      const handler = handlers[name] as (input: unknown) => unknown
      const value = (await handler(parsed.data)) ?? {}
      return { ok: true, value: this.deps.checkOutputs ? calls[name].output.parse(value) : value }
    } catch (error) {
      return { ok: false, error: this.#problemOf(name, error) }
    }
  }

  #take(handlers: MessageHandlers, name: ReceivedMessageName, isTrusted: boolean, input: unknown): void {
    const refusal = this.#refusal(name, isTrusted, input)
    const parsed = receivedMessages[name].safeParse(refusal ? undefined : input)
    if (!parsed.success) return this.deps.onMessageProblem(refusal ?? problemOfInput(parsed.error))
    try {
      const handler = handlers[name] as (input: unknown) => void
      handler(parsed.data)
    } catch (error) {
      this.deps.onMessageProblem(this.#problemOf(name, error))
    }
  }

  #refusal(name: string, isTrusted: boolean, input: unknown): Problem | null {
    if (!isTrusted) {
      this.deps.logger.warn(`${name} refused: not from the app's window`)
      return notAllowed
    }
    if (!this.#rate.take()) return this.#tooOften(name)
    if (this.#closed) return shuttingDown
    return isWithinBounds(input, largeInputs.get(name))
      ? null
      : { code: 'invalid_input', message: 'The request is too large.', retryable: false }
  }

  /** Logs only the first refusal: a line for each would fill the log. */
  #tooOften(name: string): Problem {
    if (!this.#hasLoggedRate) this.deps.logger.warn(`${name} refused: too many calls`)
    this.#hasLoggedRate = true
    return tooOften
  }

  #problemOf(name: string, error: unknown): Problem {
    const problem = this.#inWords(name, error)
    this.deps.noteProblem(problem)
    return problem
  }

  #inWords(name: string, error: unknown): Problem {
    if (error instanceof ProblemError) return error.problem
    this.deps.logger.error(`${name} failed`, error)
    return payingCalls.has(name) ? bugWhilePaying : bug
  }
}
