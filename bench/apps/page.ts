import { within } from '../../chaos/runner/within'
import type { DevToolsPipe } from '../../e2e/support/app/devtools-pipe'
import type { CallInput, CallName, CallOutput, Envelope } from '../../src/shared/contract'

/** Longest wait for anything in the page, on a machine that is busy with other things. */
const patienceMs = 60_000

const controlModifier = 2

/** A window's page, driven as a user does, through real input, and read through what is on screen. */
export class Page {
  constructor(
    private readonly pipe: DevToolsPipe,
    private readonly session: string
  ) {}

  /** Runs a function in the page; it sees nothing but its arguments. */
  async run<Args extends readonly unknown[], T>(
    fn: (...args: Args) => T,
    ...args: Args
  ): Promise<Awaited<T>> {
    // The compiler wraps named functions in a helper of its own, which the page does not have.
    const expression = `(() => { const __name = (fn) => fn; return (${fn.toString()})(...${JSON.stringify(args)}) })()`
    const answer = this.pipe.send(
      'Runtime.evaluate',
      { expression, awaitPromise: true, returnByValue: true, userGesture: true },
      this.session
    )
    const { result, exceptionDetails } = await within(patienceMs, `${fn.name} ${args.join(' ')}`, answer)
    if (exceptionDetails !== undefined || result === undefined) {
      throw new Error(`The page answered with an error: ${JSON.stringify(exceptionDetails ?? 'no answer')}`)
    }
    return (result as { readonly value: Awaited<T> }).value
  }

  /** Makes a call of the app's contract as the page's own code does. */
  async call<Name extends CallName>(name: Name, input: CallInput<Name>): Promise<CallOutput<Name>> {
    const envelope = (await this.run(callBridge, name, input)) as Envelope<CallOutput<Name>>
    if (!envelope.ok) throw new Error(`${name} failed: ${JSON.stringify(envelope.error)}`)
    return envelope.value
  }

  async moveMouse(x: number, y: number): Promise<void> {
    await this.#input('Input.dispatchMouseEvent', { type: 'mouseMoved', x, y })
  }

  async click(x: number, y: number): Promise<void> {
    const at = { x, y, button: 'left', clickCount: 1 }
    await this.moveMouse(x, y)
    await this.#input('Input.dispatchMouseEvent', { ...at, type: 'mousePressed', buttons: 1 })
    await this.#input('Input.dispatchMouseEvent', { ...at, type: 'mouseReleased' })
  }

  async wheel(x: number, y: number, deltaY: number): Promise<void> {
    await this.#input('Input.dispatchMouseEvent', { type: 'mouseWheel', x, y, deltaX: 0, deltaY })
  }

  async press(key: string, code: number, { withControl = false } = {}): Promise<void> {
    const pressed = { key, windowsVirtualKeyCode: code, modifiers: withControl ? controlModifier : 0 }
    await this.#input('Input.dispatchKeyEvent', { ...pressed, type: 'rawKeyDown' })
    await this.#input('Input.dispatchKeyEvent', { ...pressed, type: 'keyUp' })
  }

  /** Presses a key that is not released yet; again, as a keyboard repeats a held one. */
  async hold(key: string, code: number, { isAgain }: { readonly isAgain: boolean }): Promise<void> {
    const pressed = { key, windowsVirtualKeyCode: code, autoRepeat: isAgain }
    await this.#input('Input.dispatchKeyEvent', { ...pressed, type: 'rawKeyDown' })
  }

  async release(key: string, code: number): Promise<void> {
    await this.#input('Input.dispatchKeyEvent', { key, windowsVirtualKeyCode: code, type: 'keyUp' })
  }

  async insertText(text: string): Promise<void> {
    await this.#input('Input.insertText', { text })
  }

  async #input(method: string, params: object): Promise<void> {
    await this.pipe.send(method, params, this.session)
  }
}

const callBridge = (name: string, input: unknown): unknown =>
  (
    globalThis as unknown as {
      readonly dailies: { readonly call: Readonly<Record<string, (input: unknown) => unknown>> }
    }
  ).dailies.call[name]?.(input)
