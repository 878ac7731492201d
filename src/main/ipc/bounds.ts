const limits = { depth: 16, nodes: 20_000, characters: 1_000_000, bytes: 1_000_000 }

/**
 * Whether a value that crossed from the window is small enough to be looked at more closely. It arrives as
 * a structured clone, so it can be deep, cyclic, huge, or of any cloneable class.
 */
export function isWithinBounds(value: unknown): boolean {
  const left = { ...limits }
  const visit = (part: unknown, depth: number): boolean => {
    left.nodes -= 1
    if (left.nodes < 0 || depth > limits.depth) return false
    if (typeof part === 'string') return (left.characters -= part.length) >= 0
    if (ArrayBuffer.isView(part) || part instanceof ArrayBuffer) return (left.bytes -= part.byteLength) >= 0
    if (typeof part !== 'object' || part === null) return true
    const values = part instanceof Map || part instanceof Set ? [...part].flat() : Object.values(part)
    return values.every((entry) => visit(entry, depth + 1))
  }
  return visit(value, 0)
}
