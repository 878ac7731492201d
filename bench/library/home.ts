import { join } from 'node:path'

/** Where one user's things are, as the app finds them when it is started there. */
export interface Home {
  readonly folder: string
  readonly userData: string
  readonly state: string
  readonly database: string
  readonly posters: string
  readonly searchIndex: string
  readonly library: string
  /** Clips that those of the library are links to. */
  readonly sources: string
}

export function homeAt(folder: string): Home {
  const userData = join(folder, 'user-data')
  const state = join(userData, 'state')
  return {
    folder,
    userData,
    state,
    database: join(state, 'library.sqlite'),
    posters: join(userData, 'cache', 'posters'),
    searchIndex: join(userData, 'cache', 'search.sqlite'),
    library: join(folder, 'Videos', 'Dailies'),
    sources: join(folder, 'Videos', 'sources')
  }
}
