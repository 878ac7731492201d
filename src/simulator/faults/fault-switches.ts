import type { FaultName, FaultOrder } from './faults'

/** A fault that applies now. */
export interface Struck {
  readonly name: FaultName
  readonly value: string | undefined
}

/** Faults of one layer: of all requests, of one prompt, or of one job. */
export class FaultSwitches {
  #orders: FaultOrder[]

  constructor(orders: readonly FaultOrder[] = []) {
    this.#orders = [...orders]
  }

  /** Lists the active faults with their remaining counts. */
  get orders(): readonly FaultOrder[] {
    return this.#orders
  }

  /** Switches a fault on, replacing an earlier one of the same name. */
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

  /** Takes the first active one of these faults and counts it down. */
  take(names: readonly FaultName[]): Struck | undefined {
    const found = this.#orders.find(({ name }) => names.includes(name))
    if (!found) return undefined
    this.#orders = this.#orders
      .map((order) => (order === found ? { ...order, times: order.times - 1 } : order))
      .filter(({ times }) => times > 0)
    return { name: found.name, value: found.value }
  }
}

/** Layers of faults; the first layer with a fault wins. */
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
