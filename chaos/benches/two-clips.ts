import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, vi } from 'vitest'
import type { VideoView } from '@shared/generation'
import type { AppProcess, Installation } from '../engine/app-process'
import { bundlePrograms } from '../engine/bundle'
import { clockSpeed, nodeInstallation } from '../engine/node-app'
import { startApi, type Api } from '../runner/api'

/** Waiting for a process that is healthy, on a slow machine. */
export const patiently = { timeout: 120_000, interval: 50 }

export async function videosOf(app: AppProcess): Promise<readonly VideoView[]> {
  const page = await app.call('generations.page', { view: 'all', text: '', before: null, limit: 50 })
  return page?.ok ? page.value.items.flatMap(({ videos }) => videos) : []
}

export const statesOf = async (app: AppProcess): Promise<readonly string[]> =>
  (await videosOf(app)).map(({ state }) => state)

/** Requests two clips, with the prompts `one` and `two`. */
export async function requestTwo(app: AppProcess): Promise<void> {
  await app.call('generations.create', {
    pressId: crypto.randomUUID(),
    requests: ['one', 'two'].map((prompt) => ({
      modelId: 'veo-3.1-fast',
      prompt,
      aspectRatio: '16:9' as const,
      durationSeconds: 4
    }))
  })
}

/** A profile with two saved clips, which each test copies. */
export class TwoClips {
  readonly #prepared: string

  private constructor(
    private readonly program: string,
    readonly api: Api,
    /** Of everything that the tests write. */
    readonly folder: string
  ) {
    this.#prepared = join(folder, 'prepared')
  }

  static async prepare(name: string): Promise<TwoClips> {
    const programs = await bundlePrograms(join(import.meta.dirname, '../../.cache', `chaos-${name}`))
    const api = await startApi(programs.simulator, { seed: 7, speed: clockSpeed, balanceMicrodollars: 1e12 })
    const clips = new TwoClips(programs.child, api, mkdtempSync(join(tmpdir(), `dailies-${name}-`)))
    await clips.#make()
    return clips
  }

  /** Installs the app with a copy of the profile. */
  install(chosenFolder = join(this.folder, 'nowhere')): Installation {
    const home = mkdtempSync(join(this.folder, 'home-'))
    cpSync(this.#prepared, home, { recursive: true })
    return this.#installed(home, chosenFolder)
  }

  async end(): Promise<void> {
    await this.api.close()
    rmSync(this.folder, { recursive: true, force: true })
  }

  async #make(): Promise<void> {
    const app = this.#installed(this.#prepared, join(this.folder, 'nowhere')).launch([])
    await app.start()
    await requestTwo(app)
    await vi.waitFor(async () => expect(await statesOf(app)).toEqual(['saved', 'saved']), patiently)
    await app.stop()
  }

  #installed(home: string, chosenFolder: string): Installation {
    const { origin } = this.api
    return nodeInstallation(this.program, { folder: home, origin, key: 'chaos-key', chosenFolder })
  }
}
