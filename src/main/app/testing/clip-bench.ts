import { expect, vi } from 'vitest'
import type { CallInput, CallName, CallOutput } from '@shared/contract'
import type { GenerationView, VideoView } from '@shared/generation'
import type { AppPlatform } from '../platform'
import { AppBench } from './app-bench'
import type { FakeDesktop } from './fake-platform'
import type { Clock } from '../../base/clock'
import { fastClock } from '../../base/testing/fast-clock'

const fast = fastClock(60, Date.now())
/** Runs a minute in a second, and behind the disk's clock, so that each file changed by a test is newer than its save. */
const clock: Clock = { ...fast, now: () => fast.now() - 24 * 60 * 60_000 }

/** The app with clips identified by their prompts. */
export class ClipBench {
  private constructor(
    readonly bench: AppBench,
    private readonly changes: Partial<AppPlatform>
  ) {}

  static async start(changes: Partial<AppPlatform> = {}): Promise<ClipBench> {
    const all = { clock, ...changes }
    return new ClipBench(await AppBench.start(all), all)
  }

  get app(): AppBench['app'] {
    return this.bench.app
  }

  get desktop(): FakeDesktop {
    return this.bench.platform.desktop
  }

  get simulator(): AppBench['simulator'] {
    return this.bench.simulator
  }

  get home(): string {
    return this.bench.folder
  }

  get library(): string {
    return this.bench.library
  }

  /** Closes the app, changes its files, and starts it again. */
  async restart(harm: () => unknown = () => undefined): Promise<void> {
    await this.bench.close()
    await harm()
    this.bench.open(this.changes)
  }

  end(): Promise<void> {
    return this.bench.end()
  }

  call<Name extends CallName>(name: Name, input: CallInput<Name>): Promise<CallOutput<Name>> {
    return this.bench.call(name, input)
  }

  /** Presses Generate once. */
  async press(prompt: string): Promise<void> {
    await this.bench.press({ prompt })
  }

  /** Makes a clip and waits until it is saved. */
  async makeClip(prompt: string): Promise<VideoView> {
    await this.press(prompt)
    await this.comesTo(prompt, 'saved')
    return this.video(prompt)
  }

  async generation(prompt: string): Promise<GenerationView> {
    const page = await this.call('generations.page', { view: 'all', text: prompt, before: null, limit: 1 })
    const [newest] = page.items
    if (!newest) throw new Error(`There is no generation of ${prompt}.`)
    return newest
  }

  /** Returns the only video of a finished generation. */
  async video(prompt: string): Promise<VideoView> {
    const [video] = (await this.generation(prompt)).videos
    if (!video) throw new Error('There is no video yet.')
    return video
  }

  /** Waits until the video of a generation has a state. */
  async comesTo(prompt: string, state: VideoView['state']): Promise<void> {
    await this.until(async () => expect((await this.video(prompt)).state).toBe(state))
  }

  until(check: () => unknown): Promise<unknown> {
    return vi.waitFor(check, { interval: 20 })
  }
}
