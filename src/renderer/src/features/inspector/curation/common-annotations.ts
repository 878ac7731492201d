import { noAnnotations, tagKey, type Annotations } from '@shared/library/annotations'

/**
 * Returns what all of some annotations say; a field that differs has its default.
 *
 * @param all Those of the clips whose rows are read. Unless they are all, nothing is common.
 * @param count How many clips there are.
 */
export function commonOf(all: readonly Annotations[], count: number): Annotations {
  const [first = noAnnotations, ...others] = all.length < count ? [] : all
  const common = (name: keyof Annotations): unknown =>
    others.every((other) => other[name] === first[name]) ? first[name] : noAnnotations[name]
  const fields = Object.fromEntries(
    Object.keys(noAnnotations).map((name) => [name, common(name as keyof Annotations)])
  ) as unknown as Annotations
  const hasTag = (tag: string): boolean =>
    others.every(({ tags }) => tags.some((other) => tagKey(other) === tagKey(tag)))
  return {
    ...fields,
    tags: first.tags.filter(hasTag),
    collectionIds: first.collectionIds.filter((id) =>
      others.every(({ collectionIds }) => collectionIds.includes(id))
    )
  }
}
