import {
  durationToleranceMs,
  frameRateTolerance,
  leastPixels,
  resolutionTolerance,
  shapeTolerance,
  silenceDecibels
} from '@shared/media/content-checks'
import { defaultShape, type ContentChecks } from '@shared/generation'
import type { ItemKind } from '@shared/library/items'
import { parseSearch } from '@shared/search/parse-search'
import type { Feature, Filter, Part, Range, Search, Term } from '@shared/search/search'
import type { GenerationRequest } from '@shared/request'
import type { ReadableDatabase } from '../connection/database'
import { storageProblem } from '../connection/storage-problems'
import { matchAll } from './grams'
import { hasNotes } from './notes'
import { dropIndex, hasIndex } from './search-index'
import { searchedTextsSql } from './searched-texts'

/** Part of a WHERE with the values of its named parameters. */
export interface Condition {
  readonly sql: string
  readonly values: Readonly<Record<string, string | number>>
}

/** What a search reads: tables for FROM, the key to sort by, and conditions over `listing`. */
interface SearchSource {
  readonly from: string
  readonly key: string
  readonly conditions: readonly Condition[]
}

const everything = { from: 'listing', key: 'listing.id' }
/** In the order of the index, so that the newest are read without the rest. */
const inIndex = {
  from: 'search.search_text CROSS JOIN listing ON listing.id = search_text.rowid',
  key: 'search_text.rowid'
}

/**
 * Runs a search over the table `listing`, given where it reads and its conditions. One whose index turns out to be damaged is run again
 * without it.
 */
export function searching<T>(database: ReadableDatabase, text: string, run: (source: SearchSource) => T): T {
  const search = parseSearch(text)
  try {
    return run(sourceOf(database, search))
  } catch (error) {
    // FTS5 reports damage without a code. Whatever else it is, the second run says it too.
    if (search.parts.length === 0 || !hasIndex(database) || storageProblem(error)) throw error
    dropIndex(database)
    return run(sourceOf(database, search))
  }
}

/**
 * Returns the source of a search over the table `listing`: rows of `generation` are ten times as long, and read only
 * where a condition needs them. Generations that the index does not have yet are compared one by one, so that only speed
 * depends on how far it is.
 */
function sourceOf(database: ReadableDatabase, { parts }: Search): SearchSource {
  const filters = parts.flatMap(({ test, isExcluded }, at) =>
    test.kind === 'term' ? [] : [unless(isExcluded, filterCondition(test, `filter${at}`))]
  )
  const [has, lacks] = [termsOf(parts, false), termsOf(parts, true)]
  const reach = reachOf(database)
  const others = [
    ...filters,
    ...lacks.map((term, at) => unless(true, hasTerms(reach, [term], `lacks${at}_`)))
  ]
  if (has.length === 0) return { ...everything, conditions: others }
  if (reach !== 'all') return { ...everything, conditions: [...others, hasTerms(reach, has, 'has')] }
  const found = { sql: 'search_text MATCH :has', values: { has: matchAll(has) } }
  return { ...inIndex, conditions: [...others, found] }
}

const termsOf = (parts: readonly Part[], isExcluded: boolean): readonly Term[] =>
  parts.flatMap(({ test, ...part }) => (test.kind === 'term' && part.isExcluded === isExcluded ? test : []))

/** How much of the rows the index has. */
type Reach = 'all' | 'some' | 'none'

function reachOf(database: ReadableDatabase): Reach {
  if (!hasIndex(database)) return 'none'
  return hasNotes(database) ? 'some' : 'all'
}

function hasTerms(reach: Reach, terms: readonly Term[], name: string): Condition {
  const compared = comparison(terms, name)
  if (reach === 'none') return ofRow(compared)
  const values = { [name]: matchAll(terms) }
  const indexed = `SELECT rowid FROM search.search_text WHERE search_text MATCH :${name}`
  if (reach === 'all') return { sql: `listing.id IN (${indexed})`, values }
  return {
    sql: `listing.id IN (${indexed} AND rowid NOT IN (SELECT generation_id FROM search_pending)
      UNION ALL SELECT id FROM generation
        WHERE id IN (SELECT generation_id FROM search_pending) AND ${compared.sql})`,
    values: { ...values, ...compared.values }
  }
}

/** Returns the condition of terms without the index. `has_terms` is added to each connection. */
const comparison = (terms: readonly Term[], name: string): Condition => ({
  sql: `has_terms(${searchedTextsSql}, :${name}Compared)`,
  values: { [`${name}Compared`]: JSON.stringify(terms) }
})

/** Returns a condition over the row of a listed generation. */
const ofRow = ({ sql, values }: Condition): Condition => ({
  sql: `EXISTS (SELECT 1 FROM generation WHERE generation.id = listing.id AND ${sql})`,
  values
})

const unless = (isExcluded: boolean, { sql, values }: Condition): Condition =>
  isExcluded ? { sql: `NOT coalesce((${sql}), 0)`, values } : { sql, values }

/** Length of the first file that says it, else the one that was asked for. */
const seconds = `coalesce(
  (SELECT duration_ms / 1000.0 FROM video
    WHERE generation_id = generation.id AND duration_ms > 0 ORDER BY position LIMIT 1),
  CASE WHEN json_valid(generation.request) THEN generation.request ->> 'durationSeconds' END)`

const shape = `coalesce(listing.shape, ${defaultShape})`

const hasVideo = (condition: string): string =>
  `EXISTS (SELECT 1 FROM video WHERE generation_id = generation.id AND ${condition})`

const asked = (name: keyof GenerationRequest): string =>
  `(CASE WHEN json_valid(generation.request) THEN generation.request ->> '${name}' END)`
const edge = (text: string, sign: string): string =>
  `CAST(substr(${text}, instr(${text}, '${sign}') + 1) AS INTEGER)`
const ratio = `replace(${asked('aspectRatio')}, 'x', ':')`
const shorterEdge = `min(CAST(${asked('resolution')} AS INTEGER), ${edge(asked('resolution'), 'x')})`

/** Only a number is a frame rate. */
const askedRate = `(CASE WHEN json_valid(generation.request) THEN
  CASE WHEN json_type(generation.request, '$.further.fps') IN ('integer', 'real')
    THEN generation.request ->> '$.further.fps' END END)`

/** As `isDifferent` of the window. */
const differs = `
  abs(duration_ms - ${asked('durationSeconds')} * 1000) > ${durationToleranceMs}
  OR (instr(${ratio}, ':') AND CAST(${ratio} AS REAL) > 0 AND ${edge(ratio, ':')} > 0 AND height > 0 AND abs(
    (1.0 * width / height) / (CAST(${ratio} AS REAL) / ${edge(ratio, ':')}) - 1) > ${shapeTolerance})
  OR (${shorterEdge} >= ${leastPixels} AND min(width, height) < ${shorterEdge} * ${1 - resolutionTolerance})
  OR abs(frames_per_second - ${askedRate}) > ${askedRate} * ${frameRateTolerance}
  OR (${asked('generateAudio')} AND video_codec IS NOT NULL AND audio_codec IS NULL)`

const check = (name: keyof ContentChecks): string => `(video.checks ->> '${name}')`

const annotationWith = (condition: string): string =>
  `generation.id IN (SELECT generation_id FROM annotation WHERE ${condition})`

/** Clips of the items of each kind, to be limited to some items. */
const clipsInItems: Readonly<Record<ItemKind, string>> = {
  project: `SELECT generation_id FROM item JOIN annotation ON annotation.project_uuid = item.uuid WHERE item.kind = 'project'`,
  shot: `SELECT generation_id FROM item JOIN annotation ON shot_uuid = item.uuid WHERE item.kind = 'shot'`,
  collection: `SELECT generation_id FROM item JOIN clip_collection ON collection_uuid = item.uuid
    WHERE item.kind = 'collection'`
}

/** As `isOnTimeline`. */
const isUsed = `listing.uuid IN (SELECT generation_uuid FROM edit_use JOIN edit ON edit.id = edit_id
  WHERE is_removed = 0 AND coalesce(on_timeline, 1) > 0)`

/** Features that are named without the long row of a generation. */
const listedFeatures = {
  used: isUsed,
  unused: `EXISTS (SELECT 1 FROM video WHERE generation_id = listing.id AND video.state IN ('saved', 'changed'))
    AND NOT ${isUsed}`
} as const

const isListedFeature = (feature: Feature): feature is keyof typeof listedFeatures =>
  Object.hasOwn(listedFeatures, feature)

const featureSql: Readonly<Record<Exclude<Feature, keyof typeof listedFeatures>, string>> = {
  missing: hasVideo(`video.state = 'missing'`),
  changed: hasVideo(`video.state = 'changed'`),
  refused: hasVideo(`video.state = 'refused'`),
  resent: 'generation.resend_of IS NOT NULL',
  silent: hasVideo(`file_sha256 IS NOT NULL
    AND (audio_codec IS NULL OR ${check('peakDecibels')} < ${silenceDecibels})`),
  black: hasVideo(`${check('blackMs')} > 0`),
  frozen: hasVideo(`${check('frozenMs')} > 0`),
  variable: hasVideo(`instr(traits, '"variable_frame_rate"')`),
  circled: annotationWith('is_circled = 1'),
  rejected: annotationWith('is_rejected = 1'),
  favourite: annotationWith('is_favourite = 1'),
  dragged: annotationWith('handed_off_at_ms IS NOT NULL'),
  imported: `generation.origin = 'imported'`,
  different: hasVideo(`state IN ('saved', 'changed') AND (${differs})`)
}

function filterCondition(filter: Filter, name: string): Condition {
  switch (filter.kind) {
    case 'state':
      return ofRow({
        sql: `generation.state IN (SELECT value FROM json_each(:${name}))`,
        values: { [name]: JSON.stringify(filter.states) }
      })
    case 'is':
      return isListedFeature(filter.feature)
        ? { sql: listedFeatures[filter.feature], values: {} }
        : ofRow({ sql: featureSql[filter.feature], values: {} })
    case 'aspect':
      return within(shape, filter, name)
    case 'duration':
      return ofRow(within(seconds, filter, name))
    case 'created':
      return within('listing.id', filter, name)
    case 'cost':
      return ofRow(within('generation.charged_microdollars', filter, name))
    case 'stars':
      return within(
        'coalesce((SELECT stars FROM annotation WHERE generation_id = listing.id), 0)',
        filter,
        name
      )
    case 'same_prompt': {
      const other = (value: string): string => `(SELECT ${value} FROM generation WHERE uuid = :${name})`
      return {
        sql: `listing.id IN (SELECT id FROM generation
          WHERE substr(prompt, 1, 64) = ${other('substr(prompt, 1, 64)')} AND prompt = ${other('prompt')})`,
        values: { [name]: filter.as }
      }
    }
    case 'tag':
      return {
        sql: `listing.id IN (SELECT generation_id FROM clip_tag WHERE tag_key = :${name})`,
        values: { [name]: filter.tag }
      }
    case 'edit':
      return {
        sql: `listing.uuid IN (SELECT generation_uuid FROM edit_use JOIN edit ON edit.id = edit_id
          WHERE is_removed = 0 AND instr(edit.name_key, :${name}))`,
        values: { [name]: filter.name }
      }
    case 'item':
      return {
        sql: `listing.id IN (${clipsInItems[filter.item]}
          AND item.is_removed = 0 AND instr(item.name_key, :${name}))`,
        values: { [name]: filter.name }
      }
  }
}

function within(value: string, { from, to }: Range, name: string): Condition {
  const bounds = [
    from === null ? null : { sql: `${value} >= :${name}from`, values: { [`${name}from`]: from } },
    to === null ? null : { sql: `${value} < :${name}to`, values: { [`${name}to`]: to } }
  ].filter((bound) => bound !== null)
  return {
    sql: `(${bounds.map(({ sql }) => sql).join(' AND ')})`,
    values: Object.assign({}, ...bounds.map(({ values }) => values)) as Condition['values']
  }
}
