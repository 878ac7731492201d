import { expect, test, type RunningApp } from './support/app/app'
import { callApp } from './support/app/bridge'
import { fillComposer, pressGenerate, sendShownList } from './support/window/composer'
import { seedLibrary } from './support/files/seed'
import { expectPhase, inspector, order, promptField, select, signIn, whatNow } from './support/window/window'

const openModels = async ({ page }: RunningApp): Promise<void> =>
  page.getByRole('combobox', { name: /^Model/ }).click()
const model = ({ page }: RunningApp) => page.getByRole('combobox', { name: /^Model/ })

/** The date as the system writes it. */
const switchedOff = /Sora 2 was switched off on (24 Sept 2026|Sep 24, 2026)\. Your Sora 2 clips stay here\./u

test('shows a withdrawn model with its date and does not select it', async ({ launchApp }) => {
  const app = await launchApp()
  await signIn(app)
  await openModels(app)
  await app.page.getByRole('combobox', { name: 'Search models' }).fill('sora')
  const sora = app.page.getByRole('option', { name: /^Sora 2 \$/ })
  await expect(sora).toHaveAttribute('aria-disabled', 'true')
  await expect(sora).toContainText(switchedOff)
  await sora.click({ force: true })
  await app.page.keyboard.press('Escape')
  await expect(model(app)).toContainText('Veo 3.1 Fast')
})

test('runs the clip of a withdrawn model on another model', async ({ launchApp, freshFolder }) => {
  const home = await freshFolder()
  const request = { modelId: 'sora-2', prompt: 'a street in the rain' }
  seedLibrary(home, [
    request,
    {
      ...request,
      prompt: 'a roof in the rain',
      state: 'failed',
      problem: { code: 'provider_failed', message: 'ModelsLab reported a failure.', retryable: false }
    }
  ])
  const app = await launchApp({ home })
  const { page } = app
  await select(app, 'a roof in the rain')
  await expect(whatNow(page)).toContainText(switchedOff)
  await expect(whatNow(page).getByRole('button')).toHaveText([
    'Run again on…',
    'Edit prompt',
    'Copy support report'
  ])
  await select(app, 'a street in the rain')
  await page.getByRole('button', { name: 'More', exact: true }).click()
  await expect(page.getByRole('menuitem', { name: 'Run again on…' })).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(inspector(page).getByRole('button', { name: 'Make again' })).toHaveCount(0)
})

test('shows the rewritten prompt and puts it in the form only on request', async ({
  launchApp,
  simulator
}) => {
  simulator.fault({ fault: 'job-prompt', value: 'A boat, golden light, 35 mm {film|grain}' })
  const app = await launchApp()
  const { page } = app
  await signIn(app)
  await order(app, { prompt: 'a boat' })
  await select(app, 'a boat')
  const rewritten = page.getByRole('region', { name: 'Rewritten prompt' })
  await expect(rewritten).toContainText('A boat, golden light, 35 mm {film|grain}')
  await expect(promptField(page)).toHaveValue('a boat')
  await rewritten.getByRole('button', { name: 'Use in the form' }).click()
  // Its braces are literal.
  await expect(promptField(page)).toHaveValue(String.raw`A boat, golden light, 35 mm \{film\|grain\}`)
  await expect(promptField(page)).toBeFocused()
  await page.keyboard.press('Control+z')
  await expect(promptField(page)).toHaveValue('a boat')
})

test("adds newly listed models, marks missing ones, and keeps the list when it can't be loaded", async ({
  launchApp,
  simulator
}) => {
  simulator.fault([{ fault: 'account-models-many', value: '2', times: 1 }])
  const app = await launchApp()
  const { page } = app
  await signIn(app)
  await openModels(app)
  const option = (name: string) => page.getByRole('option').filter({ hasText: name })
  await expect(
    option('Veo 3.1 Fast').getByTitle('Documented: modelslab.com/models/google/Veo-3.1-fast')
  ).toHaveCount(1)
  const refresh = page.getByRole('button', { name: 'Refresh list' })
  await refresh.click()
  await expect(option('<b>Made up</b> 1')).toContainText('New. Settings unknown.')
  await expect(option('Veo 3.1 Fast')).toContainText("No longer in ModelsLab's list; it may still work.")
  simulator.fault({ fault: 'account-503' })
  await refresh.click()
  await expect(page.getByText('Couldn’t refresh the list')).toBeVisible()
  await expect(option('<b>Made up</b> 1')).toBeVisible()
  await expect(option('Veo 3.1 Fast')).toBeVisible()
})

test.describe('a model of the user', () => {
  test.use({ simulatorSettings: { acceptUnknownModels: true } })

  test('is kept with the fields it was added with', async ({ launchApp, simulator }) => {
    const app = await launchApp()
    await signIn(app)
    await openModels(app)
    await app.page.getByRole('button', { name: 'Add a model by its ID…' }).click()
    await app.page.getByRole('textbox', { name: 'Model id' }).fill('house-model')
    await app.page.getByRole('textbox', { name: 'Name (optional)' }).fill('House model')
    await app.page.getByRole('button', { name: 'Add setting', exact: true }).click()
    await app.page.getByRole('textbox', { name: 'Name of field 1' }).fill('seed')
    await app.page.getByRole('textbox', { name: 'Value of field 1' }).fill('7')
    await app.page.getByRole('button', { name: 'Add model' }).click()
    await expect(model(app)).toContainText('House model')
    await app.relaunch()
    await expect(promptField(app.page)).toBeVisible()
    await openModels(app)
    await app.page.getByRole('combobox', { name: 'Search models' }).fill('house')
    await app.page.getByRole('option', { name: /^House model/ }).click()
    await fillComposer(app.page, { prompt: 'a house' })
    await pressGenerate(app.page)
    await expect(app.page.getByText('No price for this clip: House model.')).toBeVisible()
    expect(simulator.ledger().entries).toEqual([])
    await sendShownList(app.page)
    await expectPhase(app, 'a house', 'Safe on disk')
    const { items } = await callApp(app.page, 'generations.page', {
      view: 'all',
      text: '',
      before: null,
      limit: 1
    })
    const request = { modelId: 'house-model', prompt: 'a house', further: { seed: 7 } }
    expect(items[0]?.request).toEqual(request)
    expect(simulator.ledger().entries).toHaveLength(1)
  })
})

test('runs a request on another model after showing the differences', async ({ launchApp, simulator }) => {
  const app = await launchApp()
  const { page } = app
  await signIn(app)
  await order(app, { prompt: 'a boat', durationSeconds: 6 })
  await expectPhase(app, 'a boat', 'Safe on disk')
  await select(app, 'a boat')
  await page.getByRole('button', { name: 'More', exact: true }).click()
  await page.getByRole('menuitem', { name: 'Run again on…' }).click()
  const dialog = page.getByRole('dialog', { name: 'Run again on…' })
  await dialog.getByRole('option', { name: /^Kling 2.5 Turbo/ }).click()
  await expect(dialog.getByRole('list', { name: 'What is different' })).toContainText(
    'Duration: 5 s (6 s isn’t available)'
  )
  expect(simulator.ledger().entries).toHaveLength(1)
  await dialog.getByRole('button', { name: /^Send · about \$/ }).click()
  await expect(dialog).toBeHidden()
  await expect.poll(() => simulator.ledger().entries.length).toBe(2)
  expect((await newest(app))?.request).toEqual({
    modelId: 'kling-v2-5-turbo-t2v',
    prompt: 'a boat',
    aspectRatio: '16:9',
    durationSeconds: 5
  })
})

const newest = async ({ page }: RunningApp) =>
  (await callApp(page, 'generations.page', { view: 'all', text: '', before: null, limit: 1 })).items[0]
