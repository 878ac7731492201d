import type { Sort } from '@shared/library/sorts'

const shot = (column: string): string => `(SELECT ${column} FROM annotation
  JOIN item AS shot ON shot.uuid = annotation.shot_uuid AND shot.is_removed = 0
  LEFT JOIN item AS project ON project.uuid = shot.project_uuid AND project.is_removed = 0
  WHERE annotation.generation_id = listing.id)`
const stars = '(SELECT stars FROM annotation WHERE generation_id = listing.id)'
const length = `(SELECT duration_ms FROM video
  WHERE generation_id = listing.id AND duration_ms > 0 ORDER BY position LIMIT 1)`
const cost = '(SELECT charged_microdollars FROM generation WHERE generation.id = listing.id)'

/** ORDER BY over rows of `listing`; null for the order that lists are read in. */
export const sortOrders: Readonly<Record<Sort, string | null>> = {
  newest: null,
  oldest: 'listing.id',
  // Of a shot the circled take first.
  shot: `${shot('project.position')} NULLS LAST, ${shot('shot.position')} NULLS LAST,
    ${shot('annotation.is_circled')} DESC, ${shot('annotation.take')}, listing.id DESC`,
  stars: `coalesce(${stars}, 0) DESC, listing.id DESC`,
  longest: `${length} DESC NULLS LAST, listing.id DESC`,
  shortest: `${length} NULLS LAST, listing.id DESC`,
  highest_cost: `${cost} DESC NULLS LAST, listing.id DESC`,
  lowest_cost: `${cost} NULLS LAST, listing.id DESC`
}
