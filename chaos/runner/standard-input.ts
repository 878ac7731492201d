import type { Readable } from 'node:stream'

/** Reads a stream to its end, or until the time-out, without keeping the process alive. */
export async function firstText(
  stream: Readable & { readonly isTTY?: boolean },
  ms: number
): Promise<string> {
  if (stream.isTTY) return ''
  let text = ''
  stream.setEncoding('utf8').on('data', (chunk: string) => (text += chunk))
  await new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, ms)
    for (const end of ['end', 'close', 'error']) {
      stream.once(end, () => {
        clearTimeout(timer)
        resolve()
      })
    }
  })
  stream.destroy()
  return text
}
