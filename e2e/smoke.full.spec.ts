import type { GenerationView } from '../src/shared/generation'
import { expect, test, type RunningApp } from './support/app/app'
import { callApp } from './support/app/bridge'
import { enterKey, fillComposer, pressGenerate } from './support/window/composer'

const newest = async ({ page }: RunningApp): Promise<GenerationView | undefined> =>
  (await callApp(page, 'generations.page', { view: 'all', text: '', before: null, limit: 1 })).items[0]

for (const packaged of [false, true]) {
  test.describe(packaged ? 'packaged' : 'from the project folder', () => {
    test('makes a clip with a key and shows it after a restart', async ({ launchApp, simulator }) => {
      const app = await launchApp({ packaged })
      await enterKey(app.page, 'a-key-for-tests')
      await fillComposer(app.page, {
        prompt: 'a paper boat crossing a puddle',
        modelId: 'veo-3.1',
        aspectRatio: '9:16',
        durationSeconds: 4,
        generateAudio: false
      })
      await pressGenerate(app.page)
      await expect.poll(async () => (await newest(app))?.state, { timeout: 120_000 }).toBe('ready')
      expect(simulator.ledger().entries).toMatchObject([{ modelId: 'veo-3.1', accepted: true }])
      const before = await newest(app)
      expect(before?.videos).toMatchObject([{ state: 'saved', durationMs: 4000, audioCodec: null }])

      await app.relaunch()
      await expect(app.page.getByRole('textbox', { name: 'Prompt', exact: true })).toBeVisible()
      expect((await newest(app))?.videos[0]?.sha256).toBe(before?.videos[0]?.sha256)
      expect(simulator.ledger().entries).toHaveLength(1)
    })
  })
}
