import * as z from 'zod'
import { wholeWithin } from '../outside-number'
import { ModelId } from '../request'
import { isMadeFromText } from './listed-kind'

/** One model in ModelsLab's list. */
export interface ListedModel {
  readonly id: string
  readonly name: string | null
  /** Whether it makes videos from text alone, as far as the list says. */
  readonly isTextToVideo: boolean
}

/** The list as it was read, over all pages. */
export interface ListedModels {
  readonly models: readonly ListedModel[]
  /** Whether no page is missing, so that a missing model is gone. */
  readonly isWhole: boolean
}

/**
 * Maximum number of entries that are read; a list at the limit does not prove that a model is gone.
 * @internal
 */
export const listingLimit = 5000
const nameLength = 100

/** Models of all lists so far, kept between runs. */
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
 * Reads the model list, which is known in several envelopes: `data`, `data.items`, `models`, `results`, or a bare
 * array. Entries without a usable id are left out, and of equal ids the first counts; names are plain text.
 * Anything else is an empty list.
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

/** Returns the number of pages of the list; 1 where the answer does not say. */
export function pageCountOf(json: unknown): number {
  if (!isObject(json)) return 1
  const places = [json['pagination'], json['meta'], json, json['data']]
  const inside = isObject(json['data']) ? [json['data']['pagination'], json['data']['meta']] : []
  const counts = [...places, ...inside].map((place) =>
    isObject(place) ? wholeWithin(place['last_page'], { least: 2, most: 1_000_000 }) : null
  )
  return counts.find((count) => count !== null) ?? 1
}

/** Merges equal ids: the first counts, and it is text-to-video if any of them is. */
export function eachOnce(models: readonly ListedModel[]): readonly ListedModel[] {
  const listed = new Map<string, ListedModel>()
  for (const model of models) {
    const first = listed.get(model.id) ?? model
    listed.set(model.id, { ...first, isTextToVideo: first.isTextToVideo || model.isTextToVideo })
  }
  return [...listed.values()]
}

/**
 * Returns what to keep after another list: new ids are added, missing ids are marked, none is deleted. An empty
 * list changes nothing, because an answer in an unknown shape looks like one. A list with missing pages or at the
 * limit marks nothing as gone.
 */
export function mergeListing(
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

/** `id` alone is often a database row number, which no request accepts. */
function idOf(entry: unknown): string | null {
  const candidates = isObject(entry) ? [entry['model_id'], entry['id'], entry['slug']] : [entry]
  const id = candidates.find((candidate) => typeof candidate === 'string' && candidate !== '')
  return ModelId.safeParse(id).data ?? null
}

function nameOf(entry: unknown): string | null {
  if (!isObject(entry)) return null
  const name = [entry['name'], entry['model_name'], entry['title']].find((one) => typeof one === 'string')
  if (typeof name !== 'string') return null
  // Shortened by whole characters.
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
