import type { Locator } from '@playwright/test'
import { expect, test, type RunningApp } from './support/app'
import { callApp } from './support/bridge'
import { fillComposer, pressGenerate } from './support/composer'
import { promptField, signIn } from './support/window'

test.use({ simulatorSettings: { queueLimit: 5, speed: 4, balanceMicrodollars: 60_000_000 } })

const generations = async ({ page }: RunningApp) =>
  (await callApp(page, 'generations.page', { view: 'all', text: '', before: null, limit: 100 })).items
const readyCount = async (app: RunningApp): Promise<number> =>
  (await generations(app)).filter(({ state }) => state === 'ready').length

/** Some are ready, and as many run as may: nothing is on its way out, where a power cut would leave a doubt. */
async function isHalfWay(app: RunningApp): Promise<boolean> {
  const states = (await generations(app)).map(({ state }) => state)
  const count = (wanted: string): number => states.filter((state) => state === wanted).length
  return count('ready') > 2 && count('processing') === 5
}

async function addModel({ page }: RunningApp, name: string): Promise<void> {
  await page.getByRole('button', { name: 'Also with another model' }).click()
  await page.getByRole('combobox', { name: 'Search further models' }).fill(name)
  await page
    .getByRole('option')
    .filter({ has: page.getByText(name, { exact: true }) })
    .click()
}

test('3 models × 2 variations × 2 takes: previewed, capped, interrupted, all ready, and the money adds up', async ({
  launchApp,
  simulator
}) => {
  test.setTimeout(240_000)
  const app = await launchApp()
  await signIn(app)
  await fillComposer(app.page, { prompt: 'a {red|blue} boat' })
  await addModel(app, 'Veo 3.1')
  await addModel(app, 'Kling 2.5 Turbo')
  await app.page
    .getByRole('radiogroup', { name: 'Takes' })
    .getByRole('radio', { name: '2', exact: true })
    .click()
  await expect(app.page.getByText('2 variations × 3 models × 2 takes')).toBeVisible()

  // Twelve are more than a press may send without being asked about.
  await expect(app.page.getByRole('button', { name: /^Generate 12/ })).toBeVisible()
  await pressGenerate(app.page)
  const preview = app.page.getByRole('dialog', { name: 'Before it is sent' })
  await expect(preview.getByRole('list', { name: 'Requests' }).getByRole('listitem')).toHaveCount(12)
  const row = (text: string): Locator => preview.getByRole('listitem').filter({ hasText: text })
  await expect(row('Duration 8 s → 10 s: Kling 2.5 Turbo makes 5 or 10')).toHaveCount(4)
  await expect(row('about $')).toHaveCount(12)
  expect(simulator.ledger().entries).toEqual([])
  await preview.getByRole('button', { name: /^Send 12 requests/ }).click()
  await expect(preview).toBeHidden()
  await expect.poll(async () => (await generations(app)).length).toBe(12)
  const batches = new Set((await generations(app)).map(({ batchId }) => batchId))
  expect(batches.size).toBe(1)

  await expect.poll(() => isHalfWay(app), { timeout: 60_000, intervals: [50] }).toBe(true)
  await app.kill()
  await app.start()
  await expect(promptField(app.page)).toBeVisible()
  await expect.poll(() => readyCount(app), { timeout: 150_000 }).toBe(12)

  const { entries } = simulator.ledger()
  const accepted = entries.filter((entry) => entry.accepted)
  expect(accepted).toHaveLength(12)
  const made = await generations(app)
  for (const { remoteId, chargedMicrodollars } of made) {
    const entry = accepted.find((one) => one.remoteId === remoteId)
    expect(entry).toBeDefined()
    // Where several ran at once a single charge cannot be told; what is told is right.
    if (chargedMicrodollars !== null) expect(chargedMicrodollars).toBe(entry?.chargedMicrodollars)
  }
  const theirs = accepted.reduce((sum, { chargedMicrodollars }) => sum + chargedMicrodollars, 0)
  const { today } = await callApp(app.page, 'spend.summary', { by: 'batch' })
  expect(today.generations).toBe(12)
  expect(today.knownMicrodollars + today.aboutMicrodollars).toBe(theirs)
})
