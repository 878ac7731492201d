import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, vi } from 'vitest'
import type { CallInput, CallName, CallOutput, Envelope } from '@shared/contract'
import type { GenerationId, GenerationView } from '@shared/generation'
import type { GenerationRequest } from '@shared/request'
import { startForTest } from '../../../simulator/testing/test-client'
import type { Simulator } from '../../../simulator/server'
import { createApp } from '../app'
import type { App, AppPlatform } from '../platform'
import { fakePlatform, type FakePlatform } from './fake-platform'
import { FakeKeychain } from '../../credentials/testing/fake-keychain'

/** Real app on real files and the simulator; can be closed, damaged and restarted. */
export class AppBench {
  readonly folder = mkdtempSync(join(tmpdir(), 'dailies-bench-'))
  readonly #keychain = new FakeKeychain()
  #running: { readonly app: App; readonly platform: FakePlatform } | null = null

  private constructor(readonly simulator: Simulator) {}

  /** Starts an app with a key and an empty library. */
  static async start(changes: Partial<AppPlatform> = {}): Promise<AppBench> {
    const bench = new AppBench(await startForTest({ speed: 100 }))
    bench.open(changes)
    await bench.call('key.set', { key: 'a-good-key' })
    return bench
  }

  get platform(): FakePlatform {
    return this.#opened.platform
  }

  get app(): App {
    return this.#opened.app
  }

  get stateFolder(): string {
    return join(this.folder, 'state')
  }

  get databasePath(): string {
    return join(this.stateFolder, 'library.sqlite')
  }

  get library(): string {
    return join(this.folder, 'Videos', 'Dailies')
  }

  get journalPath(): string {
    return join(this.library, '.dailies', 'journal.jsonl')
  }

  /** @param changes Parts of the platform to replace, such as the clock or the downloader. */
  open(changes: Partial<AppPlatform> = {}): void {
    const deps = { folder: this.folder, apiOrigin: this.simulator.url, keychain: this.#keychain }
    const platform: FakePlatform = Object.assign(fakePlatform(deps), changes)
    const app = createApp(platform)
    app.start()
    this.#running = { app, platform }
  }

  async close(): Promise<void> {
    await this.#running?.app.dispose()
    this.#running = null
  }

  /** Closes the app, changes its files, and starts it again. */
  async reopen(spoil: () => void = () => undefined): Promise<void> {
    await this.close()
    spoil()
    this.open()
  }

  async end(): Promise<void> {
    await this.close()
    await this.simulator.close()
    rmSync(this.folder, { recursive: true, force: true })
  }

  async call<Name extends CallName>(name: Name, input: CallInput<Name>): Promise<CallOutput<Name>> {
    const envelope = (await this.platform.ipc.call(name, input)) as Envelope<CallOutput<Name>>
    if (!envelope.ok) throw new Error(`${envelope.error.code}: ${envelope.error.message}`)
    return envelope.value
  }

  /** Presses Generate once; returns the ids in the order of the requests. */
  async press(...requests: readonly Partial<GenerationRequest>[]): Promise<readonly GenerationId[]> {
    const whole = requests.map((request) => ({
      modelId: 'veo-3.1-fast',
      prompt: 'a paper boat',
      aspectRatio: '16:9',
      durationSeconds: 4,
      ...request
    }))
    const made = await this.call('generations.create', {
      pressId: crypto.randomUUID(),
      requests: whole,
      waitForCredit: true
    })
    return made.generations.map(({ id }) => id)
  }

  get #opened(): { readonly app: App; readonly platform: FakePlatform } {
    if (!this.#running) throw new Error('The app is closed')
    return this.#running
  }

  async get(id: GenerationId): Promise<CallOutput<'generations.get'>> {
    return this.call('generations.get', { id })
  }

  /** Waits until a generation is in a state. */
  comesTo(id: GenerationId, state: GenerationView['state']): Promise<GenerationView> {
    return vi.waitFor(
      async () => {
        const { generation } = await this.get(id)
        expect([generation.request.prompt, generation.state]).toEqual([generation.request.prompt, state])
        return generation
      },
      { interval: 20 }
    )
  }
}
