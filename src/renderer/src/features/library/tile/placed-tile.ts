import type { GenerationId, GenerationView } from '@shared/generation'
import type { ClipLook } from '@shared/library/listing'
import type { Block } from '$lib/state/grid/grid-layout'

export interface PlacedTile {
  readonly id: GenerationId
  /** Position in the list. */
  readonly index: number
  /** Undefined while its row is read. */
  readonly generation: GenerationView | undefined
  readonly kind: Block['kind']
  readonly look: ClipLook
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
}

/** Returns tiles with those before that did not change in their places: the same object is not drawn again. */
export function reuseTiles(
  before: readonly PlacedTile[],
  tiles: readonly PlacedTile[]
): readonly PlacedTile[] {
  const known = new Map(before.map((tile) => [tile.id, tile]))
  return tiles.map((tile) => {
    const old = known.get(tile.id)
    return old && isSame(old, tile) ? old : tile
  })
}

const isSame = (one: PlacedTile, other: PlacedTile): boolean =>
  one.generation === other.generation &&
  one.index === other.index &&
  one.kind === other.kind &&
  one.look === other.look &&
  one.left === other.left &&
  one.top === other.top &&
  one.width === other.width &&
  one.height === other.height
