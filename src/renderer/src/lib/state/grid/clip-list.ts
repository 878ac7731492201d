import type { GenerationId, GenerationView } from '@shared/generation'
import { idLength, listedId, listingEntry, type Listing, type ListingEntry } from '@shared/library/listing'

/** A change of one generation; null where the list no longer shows it. */
export interface ListChange {
  readonly key: number
  readonly generation: GenerationView | null
}

/**
 * The clips of a list, newest first, without their rows: enough to lay them out and to select them. Found by key by
 * binary search; never changed, only replaced.
 */
export class ClipList {
  static readonly empty = new ClipList({
    keys: new Float64Array(),
    shapes: new Float32Array(),
    looks: new Uint8Array(),
    ranks: new Float64Array(),
    ids: ''
  })

  constructor(private readonly listing: Listing) {}

  get length(): number {
    return this.listing.keys.length
  }

  /** Creation times in microseconds. */
  get keys(): Float64Array {
    return this.listing.keys
  }

  get shapes(): Float32Array {
    return this.listing.shapes
  }

  /** `ClipLook` of each. */
  get looks(): Uint8Array {
    return this.listing.looks
  }

  /** Place of each in another order than newest first; empty for that one. */
  get ranks(): Float64Array {
    return this.listing.ranks
  }

  idAt(position: number): GenerationId | undefined {
    return position >= 0 && position < this.length ? listedId(this.listing, position) : undefined
  }

  /** Returns the position of a clip; -1 where it is not listed. */
  positionOf(id: GenerationId): number {
    // The hyphens of an id match at its start alone.
    const at = this.listing.ids.indexOf(id)
    return at === -1 ? -1 : at / id.length
  }

  /** Returns the first position whose clip is not newer than a key; the length where all are. */
  positionAt(key: number): number {
    let low = 0
    let high = this.length
    while (low < high) {
      const middle = (low + high) >> 1
      if ((this.keys[middle] ?? 0) > key) low = middle + 1
      else high = middle
    }
    return low
  }

  has(key: number): boolean {
    return this.keys[this.positionAt(key)] === key
  }

  idsBetween(start: number, end: number): GenerationId[] {
    return Array.from({ length: end - start }, (_, index) => listedId(this.listing, start + index))
  }

  /** Returns the listed positions of clips, in order. */
  positionsOf(ids: ReadonlySet<GenerationId>): number[] {
    if (ids.size <= fewIds) {
      return Array.from(ids, (id) => this.positionOf(id))
        .filter((position) => position !== -1)
        .toSorted((a, b) => a - b)
    }
    const positions: number[] = []
    for (let position = 0; position < this.length && positions.length < ids.size; position += 1) {
      if (ids.has(listedId(this.listing, position))) positions.push(position)
    }
    return positions
  }

  /** Returns a list with changes; this one where nothing of it changed. */
  with(changes: readonly ListChange[]): ClipList {
    const edits = changes.map((change) => this.#edit(change)).filter((edit) => edit !== null)
    return edits.length === 0 ? this : new ClipList(spliced(this.listing, edits))
  }

  #edit({ key, generation }: ListChange): Edit | null {
    const position = this.positionAt(key)
    const isListed = this.has(key)
    if (!generation) return isListed ? { position, removed: 1, added: null } : null
    const added = listingEntry(generation)
    const isSame =
      isListed && this.shapes[position] === Math.fround(added.shape) && this.looks[position] === added.look
    return isSame ? null : { position, removed: isListed ? 1 : 0, added }
  }
}

/** Up to here each is searched for by itself. */
const fewIds = 8

interface Edit {
  readonly position: number
  readonly removed: 0 | 1
  readonly added: ListingEntry | null
}

/** Copies whole ranges between the edits. */
function spliced(before: Listing, edits: readonly Edit[]): Listing {
  const length = edits.reduce(
    (sum, { removed, added }) => sum - removed + (added ? 1 : 0),
    before.keys.length
  )
  const after = {
    keys: new Float64Array(length),
    shapes: new Float32Array(length),
    looks: new Uint8Array(length),
    ranks: new Float64Array(before.ranks.length > 0 ? length : 0)
  }
  // What is new comes first, until the list is read again.
  let nextRank = before.ranks.reduce((least, rank) => Math.min(least, rank), 0) - 1
  const ids: string[] = []
  let from = 0
  let to = 0
  const copyUntil = (end: number): void => {
    after.keys.set(before.keys.subarray(from, end), to)
    after.shapes.set(before.shapes.subarray(from, end), to)
    after.looks.set(before.looks.subarray(from, end), to)
    if (after.ranks.length > 0) after.ranks.set(before.ranks.subarray(from, end), to)
    ids.push(before.ids.slice(from * idLength, end * idLength))
    to += end - from
    from = end
  }
  // Of several at one place the newest comes first.
  const ordered = edits.toSorted(
    (a, b) => a.position - b.position || (b.added?.key ?? 0) - (a.added?.key ?? 0)
  )
  for (const { position, removed, added } of ordered) {
    copyUntil(position)
    const rank = removed ? before.ranks[position] : undefined
    from += removed
    if (!added) continue
    after.keys[to] = added.key
    after.shapes[to] = added.shape
    after.looks[to] = added.look
    after.ranks[to] = rank ?? nextRank--
    ids.push(added.id)
    to += 1
  }
  copyUntil(before.keys.length)
  return { ...after, ids: ids.join('') }
}
