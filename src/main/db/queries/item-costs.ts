import type { GenerationRequest } from '@shared/request'
import type { ReadableDatabase } from '../connection/database'
import { readRequest } from '../tables/generation-table'

/** Costs of generations in one project or shot that were asked for with the same model and settings. */
export interface ItemCost {
  readonly itemId: string
  readonly name: string
  /** Of one of them. */
  readonly request: GenerationRequest
  readonly generations: number
  readonly knownMicrodollars: number
  /** Sent, and charged an amount that could not be measured. */
  readonly unknownCount: number
  readonly failedCount: number
  readonly circledCount: number
  readonly lastSentAtMs: number
}

/** What costs are added up by, besides days, models and batches. */
export const costedItems = ['project', 'shot'] as const
export type CostedItem = (typeof costedItems)[number]

/** A clip belongs to the project of its shot, unless another was chosen. */
const itemOf: Readonly<Record<CostedItem, string>> = {
  project:
    'coalesce(annotation.project_uuid, (SELECT project_uuid FROM item WHERE uuid = annotation.shot_uuid))',
  shot: 'annotation.shot_uuid'
}

const setting = (name: string): string => `CASE WHEN json_valid(request) THEN request ->> '${name}' END`

/** Returns what was spent on every project or shot, with what was rejected or deleted: it was paid too. */
export function itemCosts(
  database: ReadableDatabase,
  { kind }: { readonly kind: CostedItem }
): { readonly costs: readonly ItemCost[] } {
  const rows = database
    .prepare(
      `SELECT item.uuid AS itemId, item.name, min(request) AS request, prompt, model_id,
         count(*) AS generations, total(charged_microdollars) AS knownMicrodollars,
         sum(charged_microdollars IS NULL AND NOT (state = 'failed' AND coalesce(
           CASE WHEN json_valid(problem) THEN problem ->> 'charged' END, '') = 'no')) AS unknownCount,
         sum(state = 'failed') AS failedCount, sum(is_circled) AS circledCount, max(submitted_at_ms) AS lastSentAtMs
       FROM annotation
         JOIN generation ON generation.id = annotation.generation_id
         JOIN item ON item.uuid = ${itemOf[kind]}
       WHERE submitted_at_ms IS NOT NULL AND state NOT IN ('queued', 'cancelled')
       GROUP BY item.uuid, model_id, ${['durationSeconds', 'resolution', 'generateAudio'].map(setting).join(', ')}`
    )
    .all() as unknown as (Omit<ItemCost, 'request'> & {
    readonly request: string
    readonly prompt: string
    readonly model_id: string
  })[]
  return { costs: rows.map((row) => ({ ...row, request: readRequest(row).request })) }
}
