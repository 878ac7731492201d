/** Notifies listeners in the order they subscribed. Created before its listeners and before what fires it. */
export class Signal<Value = void> {
  readonly #listeners: ((value: Value) => void)[] = []

  on(listener: (value: Value) => void): void {
    this.#listeners.push(listener)
  }

  readonly fire = (value: Value): void => {
    for (const listener of this.#listeners) listener(value)
  }
}
