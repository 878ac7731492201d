import type { Fields } from './ports'

export const isSame = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other)

/** Returns the fields of two values that differ, as they are in each; null where none do. */
export function difference<T extends object>(
  before: T,
  after: T
): { readonly before: Fields; readonly after: Fields } | null {
  const names = Object.keys(after).filter((name) => !isSame(before[name as keyof T], after[name as keyof T]))
  const pick = (from: T): Fields => Object.fromEntries(names.map((name) => [name, from[name as keyof T]]))
  return names.length === 0 ? null : { before: pick(before), after: pick(after) }
}

/**
 * Returns what an undo or redo sets of some fields: those that still are as the step left them.
 *
 * @param units Fields that are only set together.
 */
export function settable(
  current: Fields,
  { from, to }: { readonly from: Fields; readonly to: Fields },
  units: readonly (readonly string[])[]
): { readonly fields: Fields; readonly isLeft: boolean } {
  const names = Object.keys(to)
  const unitOf = (name: string): readonly string[] =>
    (units.find((unit) => unit.includes(name)) ?? [name]).filter((one) => names.includes(one))
  const isAll = (name: string, of: Fields): boolean =>
    unitOf(name).every((one) => isSame(current[one], of[one]))
  const free = names.filter((name) => isAll(name, from))
  const isLeft = names.some((name) => !isAll(name, from) && !isAll(name, to))
  return { fields: Object.fromEntries(free.map((name) => [name, to[name]])), isLeft }
}
