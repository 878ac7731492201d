import type { BatchPlace } from '@shared/batch/batch-place'
import type { Annotations } from '@shared/library/annotations'
import type { Item, ItemId } from '@shared/library/items'
import type { ClipWords } from '../media/xmp/xmp-elements'

/** Returns items by their ids; removed ones too. */
export type FindItems = (ids: readonly ItemId[]) => readonly Item[]

/** Returns what the user says about a clip, as other programs read it. */
export function clipWords(
  { annotations, place }: { readonly annotations: Annotations; readonly place: BatchPlace | null },
  findItems: FindItems
): ClipWords {
  const { title, notes, tags, stars, isRejected, projectId, shotId, take, isCircled } = annotations
  const items = findItems([projectId, shotId].filter((id) => id !== null))
  const nameOf = (id: ItemId | null): string | null =>
    items.find((item) => item.id === id && !item.isRemoved)?.name ?? null
  const shotName = nameOf(shotId) ?? place?.shot ?? null
  return {
    title,
    comment: notes,
    tags,
    rating: isRejected ? -1 : stars,
    scene: nameOf(projectId),
    shotName,
    takeNumber: take,
    isGood: shotId === null ? null : isCircled
  }
}
