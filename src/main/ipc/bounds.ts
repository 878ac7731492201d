const limits = { depth: 16, nodes: 20_000, characters: 1_000_000, bytes: 1_000_000 }

/**
 * Returns whether a value from the window is small enough to be parsed. It is a structured clone, so it can be deep,
 * cyclic, huge, or of any cloneable class.
 *
 * @param mostBytes Binary data that it may hold.
 */
export function isWithinBounds(value: unknown, mostBytes = limits.bytes): boolean {
  const left = { ...limits, bytes: mostBytes }
  const visitText = (text: string): boolean => (left.characters -= text.length) >= 0
  const visit = (part: unknown, depth: number): boolean => {
    left.nodes -= 1
    if (left.nodes < 0 || depth > limits.depth) return false
    if (typeof part === 'string') return visitText(part)
    if (ArrayBuffer.isView(part) || part instanceof ArrayBuffer) return (left.bytes -= part.byteLength) >= 0
    if (typeof part !== 'object' || part === null) return true
    const parts = partsOf(part, left.nodes)
    return parts !== null && parts.every((entry) => visit(entry, depth + 1))
  }
  return visit(value, 0)
}

/** Returns the direct children of a value, names included; null where there are more than `most`. */
function partsOf(whole: object, most: number): readonly unknown[] | null {
  if (Array.isArray(whole)) return whole.length > most ? null : whole
  if (whole instanceof Map) return whole.size > most ? null : [...whole.keys(), ...whole.values()]
  if (whole instanceof Set) return whole.size > most ? null : [...whole]
  const parts: unknown[] = []
  // Copying a million names would take longer than receiving them did.
  for (const name in whole) {
    if (!Object.hasOwn(whole, name)) continue
    parts.push(name, (whole as Record<string, unknown>)[name])
    if (parts.length > most) return null
  }
  return parts
}
