import { models } from '@shared/catalogue/models'

/** Words in names of models that say nothing about which model it is. */
const general = new Set(['text', 'image', 'video', 'audio', 'the', 'my', 'new', 'model', 'to', 'id', 'v'])

/** Words that belong to a model's name, or stand between it and the verb. */
const besideNames =
  'id ids name version preview ai you we they that which requested selected chose chosen picked specified called named google openai'

/** Names that a message about a model may call it by, in lower case. */
export interface ModelNames {
  /** Pattern for the first word of a name: `veo`, `kling`. */
  readonly families: string
  /** The other words of names: `fast`, `turbo`. */
  readonly words: ReadonlySet<string>
}

const wordsOf = (name: string): readonly string[] => name.toLowerCase().split(/[\s_-]+/u)

/** Returns the first word of a name that is its own: `kling` in `kling-v2-1-master-t2v`. */
const familyIn = (name: string): readonly string[] =>
  wordsOf(name)
    .flatMap((word) => /^\p{L}{2,40}/u.exec(word)?.[0] ?? [])
    .filter((word) => !general.has(word))
    .slice(0, 1)

const catalogueNames = models.flatMap(({ id, name }) => [id, name])
const known = namesIn(catalogueNames)

function namesIn(names: readonly string[]): ModelNames {
  const words = names.flatMap(wordsOf).filter((word) => !general.has(word))
  return {
    families: [...new Set(names.flatMap(familyIn))].join('|'),
    words: new Set([...besideNames.split(' '), ...words])
  }
}

/**
 * Returns the names of the models of the catalogue and of the one that was requested, which may be the user's own. All
 * of the catalogue, because the service may call the model by another of its names.
 */
export function modelNames(requestedId: string | null): ModelNames {
  if (requestedId === null || models.some(({ id }) => id === requestedId)) return known
  return namesIn([...catalogueNames, requestedId.slice(0, 200)])
}
