import type { IncomingMessage } from 'node:http'

/** Limit on request bodies, larger than any request needs. */
const largestBodyBytes = 1024 * 1024

/** A request body as bytes, as JSON if valid, and as an object if it is one. */
export interface ReadBody {
  readonly raw: Buffer
  readonly value: unknown
  readonly object: Readonly<Record<string, unknown>> | null
}

/** Reads a whole body; null above the limit. Rejects when the client disconnects before its end. */
export async function readBody(request: IncomingMessage): Promise<ReadBody | null> {
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length
    if (bytes <= largestBodyBytes) chunks.push(chunk)
  }
  if (bytes > largestBodyBytes) return null
  const raw = Buffer.concat(chunks)
  const value = parseJson(raw.toString('utf8'))
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value)
  return { raw, value, object: isObject ? (value as Record<string, unknown>) : null }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
