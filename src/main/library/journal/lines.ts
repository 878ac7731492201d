const lineEnd = 10

/**
 * Yields the lines of a UTF-8 stream without their line ends. A line longer than `longestBytes` is yielded as null and
 * never held in memory; anything after the last line end counts as a line.
 */
export async function* linesOf(
  stream: AsyncIterable<Buffer>,
  longestBytes: number
): AsyncGenerator<string | null> {
  let held: Buffer[] = []
  let heldBytes = 0
  const hold = (piece: Buffer): void => {
    heldBytes += piece.length
    if (heldBytes <= longestBytes) held.push(piece)
    else held = []
  }
  const release = (): string | null => {
    const line = heldBytes > longestBytes ? null : Buffer.concat(held).toString('utf8')
    held = []
    heldBytes = 0
    return line
  }
  for await (const chunk of stream) {
    let start = 0
    for (let end = chunk.indexOf(lineEnd); end >= 0; end = chunk.indexOf(lineEnd, start)) {
      hold(chunk.subarray(start, end))
      yield release()
      start = end + 1
    }
    hold(chunk.subarray(start))
  }
  if (heldBytes > 0) yield release()
}
