import type { GenerationId } from '@shared/generation'
import { clipLook, type ClipLook } from '@shared/library/listing'
import type { ClipList } from './clip-list'
import type { Day } from './grid-layout'

/**
 * Clips in the order on screen, where each day is a range. Positions are those on screen; a clip of the list may have
 * none, such as one that is folded away.
 */
export class ArrangedClips {
  /** Positions by position in the list, -1 without one; null where they are the same. */
  readonly #positions: Int32Array | null

  /**
   * @param order Positions in the list by position on screen; null where they are the same.
   * @param looks `ClipLook` by position in the list.
   */
  constructor(
    readonly list: ClipList,
    readonly days: readonly Day[],
    private readonly order: Uint32Array | null,
    private readonly looks: Uint8Array
  ) {
    this.#positions = order && inverse(order, list.length)
  }

  get length(): number {
    return this.order?.length ?? this.list.length
  }

  lookAt(position: number): ClipLook {
    return (this.looks[this.#listed(position)] ?? clipLook.card) as ClipLook
  }

  isPlayableAt(position: number): boolean {
    return this.lookAt(position) === clipLook.picture
  }

  /** Returns width over height of a clip. */
  shapeAt(position: number): number {
    return this.list.shapes[this.#listed(position)] ?? 1
  }

  /** Returns the creation time of a clip in microseconds. */
  keyAt(position: number): number | undefined {
    return this.list.keys[this.#listed(position)]
  }

  idAt(position: number): GenerationId | undefined {
    return position >= 0 && position < this.length ? this.list.idAt(this.#listed(position)) : undefined
  }

  /** Returns the position of a clip; -1 where it has none. */
  positionOf(id: GenerationId): number {
    return this.#position(this.list.positionOf(id))
  }

  /** Returns the position of the clip with a key, else of the next older one; -1 without one. */
  positionOfKey(key: number): number {
    for (let listed = this.list.positionAt(key); listed < this.list.length; listed += 1) {
      const position = this.#position(listed)
      if (position !== -1) return position
    }
    return -1
  }

  /** Returns the positions of clips, in order. */
  positionsOf(ids: ReadonlySet<GenerationId>): readonly number[] {
    const listed = this.list.positionsOf(ids)
    if (!this.#positions) return listed
    const positions = Int32Array.from(listed, (position) => this.#position(position)).sort()
    return Array.from(positions.subarray(positions.findLastIndex((position) => position === -1) + 1))
  }

  idsBetween(start: number, end: number): GenerationId[] {
    if (!this.order) return this.list.idsBetween(start, end)
    return Array.from(this.order.subarray(start, end)).flatMap((listed) => this.list.idAt(listed) ?? [])
  }

  #listed(position: number): number {
    return this.order ? (this.order[position] ?? -1) : position
  }

  #position(listed: number): number {
    return this.#positions ? (this.#positions[listed] ?? -1) : listed
  }
}

function inverse(order: Uint32Array, length: number): Int32Array {
  const positions = new Int32Array(length).fill(-1)
  order.forEach((listed, position) => (positions[listed] = position))
  return positions
}
