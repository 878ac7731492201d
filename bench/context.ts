import { mkdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { Environment } from '../e2e/support/desktop/processes'
import { WindowApp } from './apps/window-app'
import type { BenchOptions } from './command-line'
import type { Home } from './library/home'

export const projectFolder = resolve(import.meta.dirname, '..')
export const cacheFolder = join(projectFolder, '.cache', 'bench')

const key = 'a-key-for-measuring'

/** How long a run waits and looks. */
export interface Pace {
  /** For an app to become quiet. */
  readonly settleMs: number
  /** Over which idle processor time is measured. */
  readonly idleMs: number
  /** From the pointer's arrival on a tile until its preview has played once. */
  readonly previewMs: number
  readonly scrollMs: number
  /** Of each search and page. */
  readonly repeats: number
  readonly downloadMib: number
}

export const paceOf = ({ quick }: Pick<BenchOptions, 'quick'>): Pace =>
  quick
    ? { settleMs: 10_000, idleMs: 2000, previewMs: 1000, scrollMs: 1500, repeats: 1, downloadMib: 64 }
    : { settleMs: 60_000, idleMs: 10_000, previewMs: 20_000, scrollMs: 8000, repeats: 3, downloadMib: 1024 }

/** What every measurement needs: a desktop, a simulated API and the libraries. */
export interface Context {
  readonly options: BenchOptions
  readonly pace: Pace
  readonly desktop: Environment
  readonly apiUrl: string
  /** Folder of the app, or the packaged program. */
  readonly program: string
  readonly homes: ReadonlyMap<number, Home>
  readonly say: (line: string) => void
}

type Setting = Pick<Context, 'desktop' | 'apiUrl' | 'program'>

/** Starts Dailies in a home and waits for its first tile. */
export const startDailies = (
  { desktop, apiUrl, program }: Setting,
  home: Home,
  { withLoopProbe = false } = {}
): Promise<WindowApp> =>
  WindowApp.start({
    program,
    home: home.folder,
    userData: home.userData,
    apiUrl,
    desktop,
    withLoopProbe
  })

/** Starts the bare window. */
export function startBare(
  { desktop }: Pick<Context, 'desktop'>,
  { withLoopProbe = false } = {}
): Promise<WindowApp> {
  const home = join(cacheFolder, 'bare')
  const userData = join(home, 'user-data')
  mkdirSync(userData, { recursive: true })
  return WindowApp.start({
    program: resolve(import.meta.dirname, 'apps/bare'),
    home,
    userData,
    desktop,
    withLoopProbe
  })
}

/** Lets Dailies do once what it does only at a first start: its key, pictures, journal and backup. */
export async function liveIn(setting: Setting, home: Home, settleMs: number): Promise<void> {
  const app = await startDailies(setting, home)
  try {
    const { key: held } = await app.page.call('app.state', {})
    if (held.status === 'absent') await app.page.call('key.set', { key })
    await app.settle(settleMs)
  } finally {
    await app.quit()
  }
}

/** Returns the home of a library that the run has. */
export function homeOf({ homes }: Pick<Context, 'homes'>, size: number): Home {
  const home = homes.get(size)
  if (!home) throw new Error(`There is no library of ${size} clips`)
  return home
}
