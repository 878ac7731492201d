import { fieldSeparator, foldTexts, hasTerm, type FoldedTexts } from '@shared/search/match-search'
import type { Term } from '@shared/search/search'

const separator = `char(${fieldSeparator.charCodeAt(0)})`

/**
 * Columns of a generation that are searched, as one JSON value. Further texts are added here, to `searchedTexts` of the
 * window, and to the triggers that note a change.
 */
export const searchedTextsSql = `json_array(
  json_array(generation.prompt, generation.enhanced_prompt,
    CASE WHEN json_valid(generation.request) THEN generation.request ->> 'negativePrompt' END,
    (SELECT group_concat(file_name, ${separator} ORDER BY position) FROM video WHERE generation_id = generation.id),
    (SELECT title FROM annotation WHERE generation_id = generation.id),
    (SELECT notes FROM annotation WHERE generation_id = generation.id),
    (SELECT group_concat(value, ${separator}) FROM annotation, json_each(annotation.tags)
      WHERE generation_id = generation.id)),
  json_array(generation.model_id, (SELECT name FROM model_name WHERE model_id = generation.model_id)))`

/** Returns what `searchedTextsSql` selected, folded. */
export function readTexts(json: string): FoldedTexts {
  const [texts, model] = JSON.parse(json) as readonly [readonly unknown[], readonly unknown[]]
  return foldTexts({ texts: texts.filter(isText), model: model.filter(isText) })
}

const isText = (value: unknown): value is string => typeof value === 'string'

/**
 * Returns the SQL function `has_terms(texts, terms)`, which compares a row that the index does not have yet by the
 * window's own rule. `terms` is JSON.
 */
export function termsFunction(): (texts: unknown, terms: unknown) => 0 | 1 {
  let written = ''
  let terms: readonly Term[] = []
  return (texts, searched) => {
    // Read once a search, not once a row.
    if (searched !== written) {
      written = String(searched)
      terms = JSON.parse(written) as readonly Term[]
    }
    const folded = readTexts(String(texts))
    return terms.every((term) => hasTerm(folded, term)) ? 1 : 0
  }
}
