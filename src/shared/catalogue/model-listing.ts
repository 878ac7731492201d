import * as z from 'zod'
import { wholeWithin } from '../outside-number'
import { ModelId } from '../request'
import { isMadeFromText } from './listed-kind'

/** One model in ModelsLab's list, as far as it can be understood. */
export interface ListedModel {
  readonly id: string
  readonly name: string | null
  /** Whether it makes videos from text alone, as far as the list says. */
  readonly isTextToVideo: boolean
}

/** A list as it was read, over all of its pages. */
export interface ListedModels {
  readonly models: readonly ListedModel[]
  /** Whether no page is missing, so that what it lacks is gone. */
  readonly isWhole: boolean
}

/** More entries than this are not looked at, and a list that long says nothing about what is missing from it. */
export const listingLimit = 5000
const nameLength = 100

/** What ModelsLab's lists have said so far, remembered between runs. */
export const ModelListing = z.strictObject({
  checkedAtMs: z.int().nonnegative(),
  models: z
    .array(
      z.strictObject({
        id: ModelId,
        name: z.string().max(nameLength).nullable(),
        isTextToVideo: z.boolean().default(true),
        /** Whether the last list still had it. */
        isListed: z.boolean()
      })
    )
    .max(2 * listingLimit)
})
export type ModelListing = z.infer<typeof ModelListing>

/**
 * Reads the answer of the model list, which came in several envelopes: `data`, `data.items`, `models`,
 * `results`, or an array by itself. Entries without a usable id are left out, and of equal ids the first
 * counts; names are text, never markup. Anything else is an empty list.
 */
export function parseModelListing(json: unknown): readonly ListedModel[] {
  return eachOnce(
    entriesOf(json)
      .slice(0, listingLimit)
      .flatMap((entry) => {
        const id = idOf(entry)
        return id === null ? [] : [{ id, name: nameOf(entry), isTextToVideo: isMadeFromText(entry, id) }]
      })
  )
}

/** How many pages the whole list has; 1 where the answer says nothing of pages. */
export function pageCountOf(json: unknown): number {
  if (!isObject(json)) return 1
  const places = [json['pagination'], json['meta'], json, json['data']]
  const inside = isObject(json['data']) ? [json['data']['pagination'], json['data']['meta']] : []
  const counts = [...places, ...inside].map((place) =>
    isObject(place) ? wholeWithin(place['last_page'], { least: 2, most: 1_000_000 }) : null
  )
  return counts.find((count) => count !== null) ?? 1
}

/** Of equal ids the first counts; one that stands there as several things is text-to-video if it is that too. */
export function eachOnce(models: readonly ListedModel[]): readonly ListedModel[] {
  const listed = new Map<string, ListedModel>()
  for (const model of models) {
    const first = listed.get(model.id) ?? model
    listed.set(model.id, { ...first, isTextToVideo: first.isTextToVideo || model.isTextToVideo })
  }
  return [...listed.values()]
}

/**
 * What is remembered after another list: new ids are added, ids that are gone are marked, none is deleted.
 * An empty list is no news: it is what an answer in an unknown shape looks like. Of one with pages missing, and
 * one at the limit, what it lacks is not known to be gone.
 */
export function rememberListing(
  known: ModelListing | null,
  { models: listed, isWhole }: ListedModels,
  nowMs: number
): ModelListing | null {
  if (listed.length === 0) return known
  const isComplete = isWhole && listed.length < listingLimit
  const fresh = new Set(listed.map(({ id }) => id))
  const kept = (known?.models ?? []).filter(({ id }) => !fresh.has(id))
  return {
    checkedAtMs: nowMs,
    models: [
      ...listed.slice(0, listingLimit).map((model) => ({ ...model, isListed: true })),
      ...kept.map((model) => ({ ...model, isListed: model.isListed && !isComplete }))
    ].slice(0, 2 * listingLimit)
  }
}

const envelopes = ['data', 'models', 'results', 'items'] as const

function entriesOf(json: unknown, depth = 0): readonly unknown[] {
  if (Array.isArray(json)) return json
  if (!isObject(json) || depth > 1) return []
  for (const name of envelopes) {
    const entries = entriesOf(json[name], depth + 1)
    if (entries.length > 0) return entries
  }
  return []
}

/** `id` alone is often the number of a row in a database, which no request takes. */
function idOf(entry: unknown): string | null {
  const candidates = isObject(entry) ? [entry['model_id'], entry['id'], entry['slug']] : [entry]
  const id = candidates.find((candidate) => typeof candidate === 'string' && candidate !== '')
  return ModelId.safeParse(id).data ?? null
}

function nameOf(entry: unknown): string | null {
  if (!isObject(entry)) return null
  const name = [entry['name'], entry['model_name'], entry['title']].find((one) => typeof one === 'string')
  if (typeof name !== 'string') return null
  // The start is enough to read; cut by characters, so that no half of one is left.
  const clean = name
    .slice(0, 1000)
    .replaceAll(/[\p{C}\s]+/gu, ' ')
    .trim()
  let shown = ''
  for (const character of clean) {
    if (shown.length + character.length > nameLength) break
    shown += character
  }
  return shown === '' ? null : shown
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
