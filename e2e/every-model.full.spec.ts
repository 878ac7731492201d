import { models } from '../src/shared/catalogue/models'
import { expect, test, type RunningApp } from './support/app/app'
import { callApp } from './support/app/bridge'
import { generate } from './support/window/composer'
import { promptField } from './support/window/window'

test('makes a clip with every model of the catalogue in demo mode', async ({ launchApp }) => {
  test.setTimeout(900_000)
  const app = await launchApp({ args: ['--demo'] })
  // The demo's credit is not enough for all of them; it is reset at every start.
  const half = Math.ceil(models.length / 2)
  for (const part of [models.slice(0, half), models.slice(half)]) {
    await expect(promptField(app.page)).toBeVisible()
    for (const { id } of part) {
      const prompt = `one with ${id}.`
      await generate(app.page, { prompt, modelId: id })
      await expect.poll(async () => (await newest(app))?.request.prompt).toBe(prompt)
    }
    await expect.poll(() => notReady(app), { timeout: 300_000, intervals: [1000] }).toEqual([])
    await app.relaunch()
  }
  const made = await ownClips(app)
  expect(made.map(({ request }) => request.modelId).toSorted()).toEqual(models.map(({ id }) => id).toSorted())
})

const all = async ({ page }: RunningApp) =>
  (await callApp(page, 'generations.page', { view: 'all', text: '', before: null, limit: 100 })).items
/** Without the clips that the demo opens with. */
const ownClips = async (app: RunningApp) =>
  (await all(app)).filter(({ request }) => request.prompt.startsWith('one with '))
const newest = async (app: RunningApp) => (await all(app))[0]
/** Returns what is missing, and why. */
const notReady = async (app: RunningApp): Promise<readonly string[]> =>
  (await ownClips(app))
    .filter(({ state }) => state !== 'ready')
    .map(({ request, state, problem }) => `${request.modelId}: ${state} ${problem?.message ?? ''}`)
