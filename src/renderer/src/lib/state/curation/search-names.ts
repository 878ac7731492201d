import type { KnownNames } from '@shared/search/complete'
import type { Services } from '$lib/services'

const namesOf = (list: readonly { readonly name: string }[]): readonly string[] =>
  list.map(({ name }) => name)

/** Returns the names that a search can be completed with. */
export const searchNames = ({
  items,
  models,
  tags
}: Pick<Services, 'items' | 'models' | 'tags'>): KnownNames => ({
  model: namesOf(models.usable),
  project: namesOf(items.projects),
  shot: namesOf(items.shots),
  collection: namesOf([...items.collections, ...items.savedSearches]),
  tag: tags.names
})
