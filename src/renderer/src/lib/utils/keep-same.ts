/**
 * Returns a function that returns the list before while the next has the same values. What is derived from it is then
 * not derived again.
 */
export function keepSame<T>(): (next: readonly T[]) => readonly T[] {
  let kept: readonly T[] = []
  return (next) => {
    const isSame = kept.length === next.length && kept.every((value, index) => value === next[index])
    if (!isSame) kept = next
    return kept
  }
}
