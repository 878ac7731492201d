import { expect, test, type RunningApp } from './support/app/app'
import { callApp } from './support/app/bridge'
import { fillComposer } from './support/window/composer'
import { expectPhase, order, select, signIn } from './support/window/window'

test('adapts the form to the model and says what changed', async ({ launchApp }) => {
  const app = await launchApp()
  const { page } = app
  await signIn(app)
  await fillComposer(page, { prompt: 'a boat', modelId: 'kling-v2-5-turbo-t2v' })
  await expect(page.getByText('Duration: 10 s (8 s isn’t available)')).toBeVisible()
  await page.getByRole('button', { name: 'Duration: 10 s' }).click()
  await expect(page.getByRole('radiogroup', { name: 'Duration' }).getByRole('radio')).toHaveText([
    '5 s',
    '10 s'
  ])
  await page.keyboard.press('Escape')
  await expect(page.getByRole('switch', { name: 'Audio' })).toHaveCount(0)
  await expect(page.getByRole('textbox', { name: 'Negative prompt' })).toHaveCount(0)
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
