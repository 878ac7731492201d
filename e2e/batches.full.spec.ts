import type { Locator } from '@playwright/test'
import type { GenerationState } from '../src/shared/generation'
import { expect, test, type RunningApp } from './support/app/app'
import { callApp } from './support/app/bridge'
import { fillComposer, pressGenerate } from './support/window/composer'
import { expectPhase, order, promptField, signIn } from './support/window/window'

const balanceMicrodollars = 60_000_000
// Prices above the catalogue's, so that no sum matches by using the catalogue twice.
test.use({ simulatorSettings: { queueLimit: 5, speed: 4, balanceMicrodollars, priceFactor: 1.25 } })

const generations = async ({ page }: RunningApp) =>
  (await callApp(page, 'generations.page', { view: 'all', text: '', before: null, limit: 100 })).items
const countOf = async (app: RunningApp, ...wanted: readonly GenerationState[]): Promise<number> =>
  (await generations(app)).filter(({ state }) => wanted.includes(state)).length

async function addModel({ page }: RunningApp, name: string): Promise<void> {
  await page.getByRole('button', { name: 'Add a model to compare' }).click()
  await page.getByRole('combobox', { name: 'Search models to compare' }).fill(name)
  await page
    .getByRole('option')
    .filter({ has: page.getByText(name, { exact: true }) })
    .click()
}

/** Returns the charge that the app shows for a generation that ran alone. */
async function costOfOneAlone(app: RunningApp, prompt: string): Promise<number> {
  await expectPhase(app, prompt, 'Safe on disk')
  const charge = async (): Promise<number | null> =>
    (await generations(app)).find(({ request }) => request.prompt === prompt)?.chargedMicrodollars ?? null
  await expect.poll(charge).not.toBeNull()
  return (await charge()) ?? 0
}

test('previews, resumes and finishes 3 models × 2 variations × 2 takes with correct charges', async ({
  launchApp,
  simulator
}) => {
  const app = await launchApp()
  await signIn(app)
  const charges = (): number[] => simulator.ledger().entries.map((entry) => entry.chargedMicrodollars)

  await order(app, { prompt: 'a calm sea' })
  expect([await costOfOneAlone(app, 'a calm sea')]).toEqual(charges())
  expect(charges()).toEqual([2_400_000])

  await fillComposer(app.page, { prompt: 'a {red|blue} boat' })
  await addModel(app, 'Veo 3.1')
  await addModel(app, 'Kling 2.5 Turbo')
  const takes = app.page.getByRole('radiogroup', { name: 'Takes' })
  await takes.getByRole('radio', { name: '2', exact: true }).click()
  await expect(app.page.getByText('2 prompts × 3 models × 2 takes')).toBeVisible()

  // Twelve are more than a press may send without a question.
  await expect(app.page.getByRole('button', { name: /^Generate 12/ })).toBeVisible()
  await pressGenerate(app.page)
  const preview = app.page.getByRole('dialog', { name: 'Review before sending' })
  const list = preview.getByRole('list', { name: 'Clips to send' })
  await expect(list.getByRole('listitem')).toHaveCount(2)
  await expect(list.getByRole('checkbox')).toHaveCount(6)
  const row = (text: string): Locator => list.locator('label').filter({ hasText: text })
  await expect(preview.getByText('Duration: 10 s (8 s isn’t available)')).toHaveCount(1)
  // Measured; the others by the catalogue.
  await expect(row('about $4.80')).toHaveCount(2)
  await expect(row('× 2')).toHaveCount(6)
  expect(charges()).toHaveLength(1)
  await preview.getByRole('button', { name: /^Send 12 clips/ }).click()
  await expect(preview).toBeHidden()
  await expect.poll(async () => (await generations(app)).length).toBe(13)
  const [newest] = await generations(app)
  const batch = async () => (await generations(app)).filter(({ batchId }) => batchId === newest?.batchId)
  expect(await batch()).toHaveLength(12)

  await expect.poll(() => countOf(app, 'ready'), { timeout: 150_000 }).toBeGreaterThan(2)
  // A power cut during a POST would leave it unconfirmed.
  await callApp(app.page, 'sending.setPaused', { paused: true })
  await expect.poll(() => countOf(app, 'submitting')).toBe(0)
  await app.kill()
  await app.start()
  await expect(promptField(app.page)).toBeVisible()
  await callApp(app.page, 'sending.setPaused', { paused: false })
  await expect.poll(() => countOf(app, 'ready'), { timeout: 150_000 }).toBe(13)

  const kling = { modelId: 'kling-v2-5-turbo-t2v', durationSeconds: 10, prompt: 'a calm lake' }
  await callApp(app.page, 'generations.create', { pressId: crypto.randomUUID(), requests: [kling] })
  expect([await costOfOneAlone(app, 'a calm lake')]).toEqual(charges().slice(13))

  // Each was sent once, none hit the queue limit, and no more ran at once than the account allows.
  const { entries, chargedMicrodollars, mostUnfinishedJobs } = simulator.ledger()
  expect(entries).toHaveLength(14)
  expect(entries.filter(({ accepted }) => accepted)).toHaveLength(14)
  expect(mostUnfinishedJobs).toBe(5)

  // Single charges match the ledger, and the sum matches the balance.
  const made = await generations(app)
  const known = made.flatMap(({ remoteId, chargedMicrodollars: told }) => {
    const charged = entries.find((entry) => entry.remoteId === remoteId)?.chargedMicrodollars
    return told === null ? [] : [{ told, charged }]
  })
  for (const { told, charged } of known) expect(told).toBe(charged)
  const { today } = await callApp(app.page, 'spend.summary', { by: 'batch' })
  expect([today.generations, today.unknownCount]).toEqual([14, 0])
  expect(today.knownMicrodollars).toBe(chargedMicrodollars)
  await callApp(app.page, 'balance.refresh', {})
  const { balance } = await callApp(app.page, 'app.state', {})
  expect(balance?.microdollars).toBe(balanceMicrodollars - chargedMicrodollars)
  expect(chargedMicrodollars).toBe(charges().reduce((sum, charge) => sum + charge, 0))
})
