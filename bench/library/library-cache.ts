import { createHash } from 'node:crypto'
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync
} from 'node:fs'
import { join, resolve } from 'node:path'
import { newestSchema } from '../../src/main/db/migrations/migrate'
import { homeAt, type Home } from './home'
import { linkPosters } from './posters'
import { seedLibrary } from './seed'

const projectFolder = resolve(import.meta.dirname, '../..')

/** Clips with files of their own; the others are links to these. */
const differentClips = 14

/** Runs the app in a home until it has nothing left to do there. */
export type LiveIn = (home: Home) => Promise<void>

/**
 * Libraries that are made once and used again. A library is reset to what it was before each run, without touching
 * the files of its clips: the app takes a new link for a file that another program changed.
 */
export class LibraryCache {
  readonly #folder: string

  /** @param root `.cache/bench` */
  constructor(
    root: string,
    private readonly deps: { readonly liveIn: LiveIn; readonly say: (line: string) => void }
  ) {
    this.#folder = join(root, `libraries-schema-${newestSchema}-${hashOfSeeding()}`)
    removeOlder(root, this.#folder)
  }

  /** Returns the home of a library of so many clips, as an app left it when nothing was to be done any more. */
  async take(size: number): Promise<Home> {
    const home = homeAt(join(this.#folder, String(size)))
    // Written last: without it the library was left unfinished.
    if (existsSync(copyOf(home).files)) reset(home)
    else await this.#make(size, home)
    return home
  }

  async #make(size: number, home: Home): Promise<void> {
    this.deps.say(`Making a library of ${size} clips.`)
    const posters = await this.#posters()
    const unfinished = `${home.folder}.unfinished`
    for (const old of [unfinished, home.folder]) rmSync(old, { recursive: true, force: true })
    const made = await seedLibrary(unfinished, size, Date.now())
    linkPosters(made, size, posters, differentClips)
    renameSync(unfinished, home.folder)
    await this.deps.liveIn(home)
    keep(home)
  }

  /** Has the app make real posters and strips of all files that differ. */
  async #posters(): Promise<string> {
    const folder = join(this.#folder, 'posters')
    if (existsSync(folder)) return folder
    const home = homeAt(join(this.#folder, 'posters.unfinished'))
    rmSync(home.folder, { recursive: true, force: true })
    await seedLibrary(home.folder, differentClips, Date.now())
    await this.deps.liveIn(home)
    // A runtime that cannot decode the clips makes none.
    mkdirSync(home.posters, { recursive: true })
    cpSync(home.posters, folder, { recursive: true })
    rmSync(home.folder, { recursive: true, force: true })
    return folder
  }
}

/** What the kept copy of a library consists of, besides its clips and posters. */
const copyOf = (home: Home): { readonly state: string; readonly own: string; readonly files: string } => ({
  state: join(home.folder, 'kept', 'state'),
  own: join(home.folder, 'kept', 'dailies'),
  files: join(home.folder, 'kept', 'files.json')
})

const ownFolder = (home: Home): string => join(home.library, '.dailies')

function keep(home: Home): void {
  const kept = copyOf(home)
  cpSync(home.state, kept.state, { recursive: true })
  cpSync(ownFolder(home), kept.own, { recursive: true })
  const files = { clips: readdirSync(home.library), posters: readdirSync(home.posters) }
  writeFileSync(kept.files, JSON.stringify(files))
}

function reset(home: Home): void {
  const kept = copyOf(home)
  for (const [from, to] of [
    [kept.state, home.state],
    [kept.own, ownFolder(home)]
  ] as const) {
    rmSync(to, { recursive: true, force: true })
    cpSync(from, to, { recursive: true })
  }
  const files = JSON.parse(readFileSync(kept.files, 'utf8')) as Readonly<
    Record<'clips' | 'posters', readonly string[]>
  >
  removeOthers(home.library, files.clips)
  removeOthers(home.posters, files.posters)
}

function removeOthers(folder: string, names: readonly string[]): void {
  const known = new Set(names)
  for (const name of readdirSync(folder)) {
    if (!known.has(name)) rmSync(join(folder, name), { recursive: true })
  }
}

/** Libraries of another schema, or made in another way, are of no use any more. */
function removeOlder(root: string, current: string): void {
  mkdirSync(root, { recursive: true })
  for (const name of readdirSync(root)) {
    const path = join(root, name)
    if (name.startsWith('libraries-') && path !== current) rmSync(path, { recursive: true, force: true })
  }
}

/** What decides how the app's pictures look. */
const pictureFormat = ['frame-checks.ts', 'frame-size.ts', 'frame-times.ts', 'make-picture.ts'].map((name) =>
  join('src/renderer/src/lib/state/pictures/capture', name)
)

function hashOfSeeding(): string {
  const hash = createHash('sha256')
  for (const name of [
    'seed.ts',
    'annotations.ts',
    'ids.ts',
    'prompts.ts',
    'clip-sources.ts',
    'posters.ts',
    'library-cache.ts'
  ]) {
    hash.update(readFileSync(resolve(import.meta.dirname, name)))
  }
  for (const name of pictureFormat) hash.update(readFileSync(resolve(projectFolder, name)))
  return hash.digest('hex').slice(0, 8)
}
