import { readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Locator, Page } from '@playwright/test'
import { expect, test, type RunningApp } from './support/app/app'
import { callApp } from './support/app/bridge'
import { choose, fillComposer, pressGenerate } from './support/window/composer'
import { lookAt } from './support/window/screens'
import { fact, inspector, promptField, signIn } from './support/window/window'

test.use({ simulatorSettings: { speed: 60, queueLimit: 15 } })

async function addModel(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: 'Add a model to compare' }).click()
  await page.getByRole('combobox', { name: 'Search models to compare' }).fill(name)
  await page
    .getByRole('option')
    .filter({ has: page.getByText(name, { exact: true }) })
    .click()
}

async function sendReviewed(page: Page): Promise<void> {
  const review = page.getByRole('dialog', { name: 'Review before sending' })
  await review.getByRole('button', { name: /^Send \d+ clips/ }).click()
  await expect(review).toBeHidden()
}

const clips = async ({ page }: RunningApp) =>
  (await callApp(page, 'generations.page', { view: 'all', text: '', before: null, limit: 100 })).items

async function allReady(app: RunningApp, count: number): Promise<void> {
  const states = async () => (await clips(app)).map(({ state }) => state)
  await expect.poll(states, { timeout: 90_000 }).toEqual(Array.from({ length: count }, () => 'ready'))
}

const places = async (app: RunningApp): Promise<unknown> =>
  (await clips(app)).map(({ id, place }) => [id, place])

/** Returns the names of the tiles, in order. */
const tiles = async (page: Page): Promise<readonly (string | null)[]> =>
  Promise.all(
    (await page.getByRole('option').all()).map(async (tile) => await tile.getAttribute('aria-label'))
  )

test('clips of a batch differ in caption, file name and inspector, and a rebuild brings that back', async ({
  launchApp
}) => {
  const app = await launchApp()
  await signIn(app)
  const { page } = app
  await fillComposer(page, { prompt: 'A lighthouse at {dawn|dusk}' })
  await addModel(page, 'Kling 2.5 Turbo')
  const takes = page.getByRole('radiogroup', { name: 'Takes' })
  await takes.getByRole('radio', { name: '2', exact: true }).click()
  await pressGenerate(page)
  const review = page.getByRole('dialog', { name: 'Review before sending' })
  await expect(review.locator('.difference')).toHaveText(['dawn', 'dusk'])
  await sendReviewed(page)
  await allReady(app, 8)

  const names = ['dawn', 'dusk'].flatMap((time) =>
    ['Veo 3.1 Fast', 'Kling 2.5 Turbo'].flatMap((model) =>
      [1, 2].map(
        (take) => `A lighthouse at ${time} · ${time} · take ${take} · ${model}, ${model}, Safe on disk`
      )
    )
  )
  await expect.poll(() => tiles(page)).toEqual(names)
  await expect(page.getByRole('heading', { level: 3 })).toHaveText(
    /^A lighthouse at \{dawn\|dusk\}\s*2 × 2 × 2 · Veo 3\.1 Fast, Kling 2\.5 Turbo · .*\$/
  )
  await page.getByRole('option').nth(3).click()
  await expect(fact(page, 'Variation')).toHaveText('dawn')
  await expect(fact(page, 'Take')).toHaveText('2 of 2')
  await expect(inspector(page)).toContainText('A lighthouse at dawn')

  const files = readdirSync(app.libraryFolder).filter((name) => name.endsWith('.mp4'))
  for (const time of ['dawn', 'dusk']) {
    for (const rest of ['t1 veo-3.1-fast', 't2 veo-3.1-fast', 't1 kling', 't2 kling'])
      expect(files.filter((name) => name.includes(` a-lighthouse-at-${time} ${time} ${rest}`))).toHaveLength(
        1
      )
  }

  const before = await places(app)
  await app.close()
  rmSync(join(app.userData, 'state'), { recursive: true })
  await app.start()
  await expect(promptField(app.page)).toBeVisible()
  await expect.poll(() => places(app)).toEqual(before)
  await expect.poll(() => tiles(app.page)).toEqual(names)
})

test('a second model has settings of its own, which a restart keeps', async ({ launchApp }) => {
  const app = await launchApp()
  await signIn(app)
  await fillComposer(app.page, { prompt: 'A lighthouse', durationSeconds: 8 })
  await addModel(app.page, 'Veo 3.1')
  const second = (): Locator => app.page.getByRole('group', { name: 'Also Veo 3.1' })
  const follow = (): Locator => second().getByRole('button', { name: 'Set Veo 3.1 as the first model' })
  const chip = (name: string): Locator => second().getByRole('button', { name })
  await choose(app.page, 'Duration', '4 s', second())
  await expect(chip('Duration: 4 s')).toBeVisible()
  await second().getByRole('switch', { name: 'Audio' }).click()
  await lookAt(app, 'second-model')
  await app.relaunch()
  await expect(chip('Duration: 4 s')).toBeVisible()
  await expect(second().getByRole('switch', { name: 'Audio' })).not.toBeChecked()
  await pressGenerate(app.page)
  await allReady(app, 2)
  expect((await clips(app)).map(({ request }) => request)).toMatchObject([
    { modelId: 'veo-3.1-fast', durationSeconds: 8, generateAudio: true },
    { modelId: 'veo-3.1', durationSeconds: 4, generateAudio: false }
  ])
  await follow().click()
  await expect(chip('Duration: 8 s')).toBeVisible()
  await expect(follow()).toBeHidden()
})

test('rows of a table are told apart by their cells, and a further take by its number', async ({
  launchApp
}) => {
  const app = await launchApp()
  await signIn(app)
  const { page } = app
  await callApp(page, 'draft.save', {
    draft: JSON.stringify({ prompt: '{city} at night', modelId: 'veo-3.1-fast', durationSeconds: 4 }),
    table: { text: 'city,shot\nRome,1A\nBari,1B', format: 'comma' }
  })
  await page.reload()
  await expect(promptField(page)).toHaveValue('{city} at night')
  await pressGenerate(page)
  await allReady(app, 2)
  await expect
    .poll(() => tiles(page))
    .toEqual([
      'Rome at night · Rome, 1A, Veo 3.1 Fast, Safe on disk',
      'Bari at night · Bari, 1B, Veo 3.1 Fast, Safe on disk'
    ])
  expect(
    readdirSync(app.libraryFolder).filter((name) => / 1A rome t1 veo-3\.1-fast 4s /.test(name))
  ).toHaveLength(1)
  expect((await clips(app)).map(({ place }) => place?.shot)).toEqual(['1A', '1B'])

  const [first] = await clips(app)
  await callApp(page, 'generations.sendAgain', { id: first!.id, pressId: crypto.randomUUID() })
  await allReady(app, 3)
  await expect
    .poll(async () => (await tiles(page))[0])
    .toBe('Rome at night · Rome, 1A · take 2, Veo 3.1 Fast, Safe on disk')
})
