/** Collections that nothing watches. In files with runes, the lint rule takes `new Set` for one that should be watched. */
export const plainSet = <Item>(items: Iterable<Item> = []): Set<Item> => new Set(items)
export const plainMap = <Key, Value>(entries: Iterable<readonly [Key, Value]> = []): Map<Key, Value> =>
  new Map(entries)
