import type { Transferable } from 'node:worker_threads'
import { openReadOnly, type ReadableDatabase } from '../connection/database'
import type { IndexFiles } from '../search/index-pending'
import { followIndex } from '../search/search-index'
import { reads, type ReadName, type ReadQuery } from './reads'

export type ReadRequest = {
  readonly [Name in ReadName]: {
    readonly number: number
    readonly name: Name
    readonly query: ReadQuery<Name>
  }
}[ReadName]

export type ReadAnswer = { readonly number: number } & (
  { readonly result: unknown } | { readonly failure: string }
)

/** The end of the channel that is in the thread. */
interface ServingPort {
  on(event: 'message', listener: (request: ReadRequest | null) => void): unknown
  postMessage(answer: ReadAnswer, transfer?: readonly Transferable[]): void
  close(): void
}

/** Answers requests to read a library, which is opened with the first one. Ends with an empty message. */
export function serveReads(port: ServingPort, { rows, index }: IndexFiles): void {
  let database: ReadableDatabase | null = null
  port.on('message', (request) => {
    if (!request) {
      database?.close()
      return port.close()
    }
    const { number, name, query } = request
    try {
      database ??= openReadOnly(rows)
      if ('text' in query && query.text.trim() !== '') followIndex(database, index)
      const read = reads[name] as (from: ReadableDatabase, query: unknown) => object
      const result = read(database, query)
      port.postMessage({ number, result }, buffersOf(result))
    } catch (error) {
      port.postMessage({ number, failure: String(error) })
    }
  })
}

/** Returns the buffers of a result's arrays, which are passed on without a copy. */
const buffersOf = (result: object): readonly ArrayBuffer[] =>
  Object.values(result).flatMap((value: unknown) =>
    ArrayBuffer.isView(value) && value.buffer instanceof ArrayBuffer ? value.buffer : []
  )
