import type { FaultName, FaultOrder } from './faults'

/** A fault that strikes now. */
export interface Struck {
  readonly name: FaultName
  readonly value: string | undefined
}

/** The faults that are switched on in one place: for everything, for one prompt, or for one job. */
export class FaultSwitches {
  #orders: FaultOrder[]

  constructor(orders: readonly FaultOrder[] = []) {
    this.#orders = [...orders]
  }

  /** What is switched on, and how often each will still strike. */
  get orders(): readonly FaultOrder[] {
    return this.#orders
  }

  /** Switches a fault on; it takes the place of an earlier order of that name. */
  add(order: FaultOrder): void {
    this.remove(order.name)
    if (order.times > 0) this.#orders.push(order)
  }

  remove(name: FaultName): void {
    this.#orders = this.#orders.filter((order) => order.name !== name)
  }

  clear(): void {
    this.#orders = []
  }

  /** Takes the first of these faults that is switched on, and counts it. */
  take(names: readonly FaultName[]): Struck | undefined {
    const found = this.#orders.find(({ name }) => names.includes(name))
    if (!found) return undefined
    this.#orders = this.#orders
      .map((order) => (order === found ? { ...order, times: order.times - 1 } : order))
      .filter(({ times }) => times > 0)
    return { name: found.name, value: found.value }
  }
}

/** Several places where faults are switched on; the first that has one wins. */
export class LayeredFaults {
  readonly #layers: readonly FaultSwitches[]

  constructor(...layers: readonly (FaultSwitches | undefined)[]) {
    this.#layers = layers.filter((layer) => layer !== undefined)
  }

  take(...names: readonly FaultName[]): Struck | undefined {
    for (const layer of this.#layers) {
      const struck = layer.take(names)
      if (struck) return struck
    }
    return undefined
  }
}
