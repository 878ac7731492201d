import type { GenerationRequest } from '@shared/request'
import type { ReadableDatabase } from '../connection/database'
import { readRequest } from '../tables/generation-table'

/** Costs of generations in one project or shot, or made for one edit, that were asked for with the same model and settings. */
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
  /** Whether they are on a timeline of the edit; null for a project or shot. */
  readonly isCut: boolean | null
  readonly lastSentAtMs: number
}

/** What costs are added up by, besides days, models and batches. */
export const costedItems = ['project', 'shot', 'edit'] as const
export type CostedItem = (typeof costedItems)[number]

/** A clip belongs to the project of its shot, unless another was chosen. */
const itemOf = {
  project:
    'coalesce(annotation.project_uuid, (SELECT project_uuid FROM item WHERE uuid = annotation.shot_uuid))',
  shot: 'annotation.shot_uuid'
} as const

const inItem = (item: string): string => `
  SELECT item.uuid AS itemId, item.name, annotation.generation_id AS key, is_circled AS isCircled, NULL AS isCut
  FROM annotation JOIN item ON item.uuid = ${item}`

/** What was made for an edit: the clips on its timelines, and all of the same shots and prompts. */
const madeForEdit = `
  WITH cut AS (
    SELECT edit.uuid AS itemId, edit.name, generation.id AS key, prompt
    FROM edit JOIN edit_use ON edit_id = edit.id JOIN generation ON generation.uuid = generation_uuid
    WHERE edit.is_removed = 0 AND coalesce(on_timeline, 1) > 0
  ), prompts AS (
    SELECT DISTINCT itemId, name, prompt FROM cut
  ), shots AS (
    SELECT DISTINCT itemId, name, shot_uuid FROM cut JOIN annotation ON generation_id = key
    WHERE shot_uuid IS NOT NULL
  ), made AS (
    SELECT itemId, name, key, 1 AS isCut FROM cut
    UNION ALL
    SELECT itemId, name, other.id, 0 FROM prompts
      JOIN generation AS other
        ON substr(other.prompt, 1, 64) = substr(prompts.prompt, 1, 64) AND other.prompt = prompts.prompt
    UNION ALL
    SELECT itemId, name, other.generation_id, 0 FROM shots
      JOIN annotation AS other ON other.shot_uuid = shots.shot_uuid
  )
  SELECT itemId, name, key, 0 AS isCircled, max(isCut) AS isCut
  FROM made GROUP BY itemId, key`

const generationsOf: Readonly<Record<CostedItem, string>> = {
  project: inItem(itemOf.project),
  shot: inItem(itemOf.shot),
  edit: madeForEdit
}

const setting = (name: string): string => `CASE WHEN json_valid(request) THEN request ->> '${name}' END`

/** Returns what was spent on every project, shot or edit, with what was rejected or deleted: it was paid too. */
export function itemCosts(
  database: ReadableDatabase,
  { kind }: { readonly kind: CostedItem }
): { readonly costs: readonly ItemCost[] } {
  const rows = database
    .prepare(
      `SELECT itemId, name, min(request) AS request, prompt, model_id,
         count(*) AS generations, total(charged_microdollars) AS knownMicrodollars,
         sum(charged_microdollars IS NULL AND NOT (state = 'failed' AND coalesce(
           CASE WHEN json_valid(problem) THEN problem ->> 'charged' END, '') = 'no')) AS unknownCount,
         sum(state = 'failed') AS failedCount, sum(isCircled) AS circledCount, isCut,
         max(submitted_at_ms) AS lastSentAtMs
       FROM (${generationsOf[kind]}) JOIN generation ON generation.id = key
       WHERE submitted_at_ms IS NOT NULL AND state NOT IN ('queued', 'cancelled')
       GROUP BY itemId, isCut, model_id,
         ${['durationSeconds', 'resolution', 'generateAudio'].map(setting).join(', ')}`
    )
    .all() as unknown as (Omit<ItemCost, 'request' | 'isCut'> & {
    readonly request: string
    readonly prompt: string
    readonly model_id: string
    readonly isCut: 0 | 1 | null
  })[]
  return {
    costs: rows.map((row) => ({
      ...row,
      request: readRequest(row).request,
      isCut: row.isCut === null ? null : row.isCut === 1
    }))
  }
}
