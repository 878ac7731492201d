import type { Readable, Writable } from 'node:stream'
import { setTimeout as wait } from 'node:timers/promises'

interface Message {
  readonly id?: number
  readonly method?: string
  readonly params?: Record<string, unknown>
  readonly sessionId?: string
  readonly result?: Record<string, unknown>
}

/** Takes the parameters of an event, and the session it is about. */
export type DevToolsListener = (params: Record<string, unknown>, sessionId: string | undefined) => void

const lookEveryMs = 10

/** Client for Chromium's DevTools protocol over the pipes of `--remote-debugging-pipe`. */
export class DevToolsPipe {
  readonly #input: Writable
  readonly #waiting = new Map<number, (result: Record<string, unknown>) => void>()
  readonly #listeners = new Map<string, DevToolsListener>()
  #asked = 0
  #text = ''

  constructor(input: Writable, output: Readable) {
    this.#input = input
    // A command to a dead process is lost; nothing else is affected.
    input.on('error', () => undefined)
    output.on('error', () => undefined)
    output.setEncoding('utf8').on('data', (text: string) => this.#take(text))
  }

  /** Waits for a window whose address begins with this and returns its session. */
  async attachToPage(address: string): Promise<string> {
    for (;;) {
      const { targetInfos = [] } = (await this.send('Target.getTargets', {})) as {
        readonly targetInfos?: readonly {
          readonly type: string
          readonly url: string
          readonly targetId: string
        }[]
      }
      const page = targetInfos.find(({ type, url }) => type === 'page' && url.startsWith(address))
      if (page) {
        const { targetId } = page
        const { sessionId } = await this.send('Target.attachToTarget', { targetId, flatten: true })
        return String(sessionId)
      }
      await wait(lookEveryMs)
    }
  }

  /** Evaluates an expression in the window and returns its value. */
  async evaluate(sessionId: string, expression: string): Promise<unknown> {
    const { result } = await this.send(
      'Runtime.evaluate',
      { expression, awaitPromise: true, returnByValue: true },
      sessionId
    )
    return (result as { readonly value?: unknown } | undefined)?.value
  }

  /** Sends a command and returns its result, which is empty where the command failed. */
  send(method: string, params: object, sessionId?: string): Promise<Record<string, unknown>> {
    this.#asked += 1
    const id = this.#asked
    this.#input.write(`${JSON.stringify({ id, method, params, sessionId })}\0`)
    return new Promise((resolve) => this.#waiting.set(id, resolve))
  }

  /** Calls the listener for each event with this name; there is one listener for a name. */
  on(method: string, listener: DevToolsListener): void {
    this.#listeners.set(method, listener)
  }

  #take(text: string): void {
    const messages = (this.#text + text).split('\0')
    this.#text = messages.pop() ?? ''
    for (const message of messages) {
      const { id, method, params = {}, sessionId, result = {} } = JSON.parse(message) as Message
      if (method !== undefined) this.#listeners.get(method)?.(params, sessionId)
      if (id === undefined) continue
      this.#waiting.get(id)?.(result)
      this.#waiting.delete(id)
    }
  }
}
