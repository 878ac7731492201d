import { createHash } from 'node:crypto'

/** One paid POST as received, without the key. */
export interface LedgerEntry {
  readonly sequence: number
  /** Epoch milliseconds, real time. */
  readonly atMs: number
  /** SHA-256 of the body without its key, or of the raw bytes if they are no JSON object. */
  readonly bodySha256: string
  readonly modelId: string | null
  readonly prompt: string | null
  /** True if a job was made for it. */
  readonly accepted: boolean
  readonly remoteId: string | null
  readonly chargedMicrodollars: number
  /** Fault that determined the answer. */
  readonly fault: string | null
}

/** Outcome of a POST. */
export type Settlement = Partial<Pick<LedgerEntry, 'accepted' | 'remoteId' | 'chargedMicrodollars' | 'fault'>>

const stringOrNull = (value: unknown): string | null => (typeof value === 'string' ? value : null)

/** All paid POSTs in order of arrival, for tests to count and compare. */
export class Ledger {
  #entries: LedgerEntry[] = []

  get entries(): readonly LedgerEntry[] {
    return this.#entries
  }

  /** Records a POST before it is handled, and returns its number. */
  record(body: Readonly<Record<string, unknown>> | null, raw: Buffer): number {
    const sequence = this.#entries.length + 1
    this.#entries.push({
      sequence,
      atMs: Date.now(),
      bodySha256: createHash('sha256')
        .update(body ? JSON.stringify(withoutKey(body)) : raw)
        .digest('hex'),
      modelId: stringOrNull(body?.['model_id']),
      prompt: stringOrNull(body?.['prompt']),
      accepted: false,
      remoteId: null,
      chargedMicrodollars: 0,
      fault: null
    })
    return sequence
  }

  settle(sequence: number, settlement: Settlement): void {
    this.#entries = this.#entries.map((entry) =>
      entry.sequence === sequence ? { ...entry, ...settlement } : entry
    )
  }

  clear(): void {
    this.#entries = []
  }
}

const withoutKey = ({ key: _key, ...rest }: Readonly<Record<string, unknown>>): Record<string, unknown> =>
  rest
