import { wholeWithin } from '@shared/outside-number'
import type { ListedVideo } from '../generations/domain/provider'
import { isObject, readAnswer, usableId } from './answers/answer'
import type { HttpOutcome } from './transport/http'
import { verdictOf } from './answers/meaning'

export interface ListedPage {
  readonly videos: readonly ListedVideo[]
  readonly lastPage: number
}

const pageNumbers = { least: 1, most: 1_000_000 }
/** More than one page can have, few enough to process at once. */
const mostEntries = 100

/** Reads a page of `assets_generated`; null where the account may not read it, or its form is unknown. */
export function readListedPage(outcome: HttpOutcome, key: string, nowMs: number): ListedPage | null {
  if (outcome.kind !== 'answered' || outcome.status !== 200) return null
  const answer = readAnswer(outcome, key, nowMs)
  const verdict = verdictOf(answer)
  const entries = entriesOf(answer.body)
  if (!entries || verdict === 'refused' || verdict === 'failed') return null
  const { pagination } = answer.body
  return {
    videos: entries.slice(0, mostEntries).flatMap(listedVideo),
    lastPage: (isObject(pagination) && wholeWithin(pagination['last_page'], pageNumbers)) || 1
  }
}

/** Returns `data` as documented, or wrapped once more, or under its plain name, as related calls return it. */
function entriesOf({ data, assets }: Readonly<Record<string, unknown>>): readonly unknown[] | null {
  const wrapped = isObject(data) ? (data['data'] ?? data['items']) : undefined
  return [data, wrapped, assets].find((candidate) => Array.isArray(candidate)) ?? null
}

function listedVideo(entry: unknown): ListedVideo[] {
  if (!isObject(entry)) return []
  const remoteId = usableId(entry['id'])
  if (remoteId === null) return []
  const meta = isObject(entry['meta']) ? entry['meta'] : {}
  const prompt = entry['prompt'] ?? meta['prompt']
  return [
    {
      remoteId,
      prompt: typeof prompt === 'string' ? prompt : null,
      createdAtMs: timeOf(entry['created_at'])
    }
  ]
}

/** Parses Laravel's UTC times: `2026-11-22T12:00:00.000000Z`, or with a space and no zone. */
function timeOf(value: unknown): number | null {
  if (typeof value !== 'string') return null
  const time = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d:\d\d)(?:\.\d+)?Z?$/.exec(value)
  const atMs = time ? Date.parse(`${time[1]}T${time[2]}Z`) : NaN
  return Number.isNaN(atMs) ? null : atMs
}
