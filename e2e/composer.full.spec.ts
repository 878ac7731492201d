import { expect, test } from './support/app/app'
import { callApp } from './support/app/bridge'
import { fillComposer, pressGenerate, sentPrompts } from './support/window/composer'
import { seedLibrary } from './support/files/seed'
import { order, promptField, select, signIn } from './support/window/window'

test('fills the form from a copied request and clears everything else', async ({ launchApp }) => {
  const app = await launchApp()
  const { page } = app
  await signIn(app)
  // Repeating the form within half a minute asks first, and a slow machine takes longer.
  await page.clock.setFixedTime(new Date())
  await order(app, { prompt: 'a boat {not a variable}', durationSeconds: 4 })
  await select(app, 'a boat {not a variable}')
  await page.getByRole('button', { name: 'More', exact: true }).click()
  await page.getByRole('menuitem', { name: 'Copy prompt and settings' }).click()
  await fillComposer(page, { prompt: 'something else', modelId: 'kling-v2-5-turbo-t2v' })
  await page.getByRole('radiogroup', { name: 'Takes' }).getByRole('radio', { name: '3', exact: true }).click()
  await promptField(page).focus()
  await page.keyboard.press('ControlOrMeta+v')
  await expect(page.getByText('Copied from the clipboard, without the takes')).toBeVisible()
  await expect(promptField(page)).toHaveValue('a boat {not a variable}')
  await pressGenerate(page)
  const review = page.getByRole('dialog', { name: 'Review before sending' })
  await expect(review).toBeVisible()
  expect(await sentPrompts(app.page)).toEqual(['a boat {not a variable}'])
  await review.getByRole('button', { name: /^Send/ }).click()
  await expect.poll(() => sentPrompts(app.page)).toEqual(Array(2).fill('a boat {not a variable}'))
  const query = { view: 'all', text: '', before: null, limit: 2 } as const
  const [second, first] = (await callApp(page, 'generations.page', query)).items
  expect(second?.request).toEqual(first?.request)
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(promptField(page)).toHaveValue('something else')
})

test('inserts a snippet at the cursor, uses a preset, and finds a sent prompt by its words', async ({
  launchApp,
  freshFolder
}) => {
  const home = await freshFolder()
  seedLibrary(home, [{ prompt: 'a lighthouse at dusk' }, { prompt: 'a train at dawn' }])
  const app = await launchApp({ home })
  const { page } = app
  await page.getByRole('button', { name: 'Add key' }).click()
  await signIn(app)
  await page.keyboard.press('Escape')

  await promptField(page).fill('warm light')
  await promptField(page).selectText()
  await page.getByRole('button', { name: 'Snippets' }).click()
  await page.getByRole('textbox', { name: /^Save/ }).fill('Light')
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  // The name exists now, so saving again warns.
  await page.getByRole('textbox', { name: /^Save/ }).fill('Light')
  await expect(page.getByRole('button', { name: 'Replace', exact: true })).toBeVisible()
  await page.keyboard.press('Escape')
  await promptField(page).fill('A harbour, ')
  await page.keyboard.press('End')
  await page.getByRole('button', { name: 'Snippets' }).click()
  await page
    .getByRole('list', { name: 'Snippets' })
    .getByRole('button', { name: /^Light/ })
    .click()
  await expect(promptField(page)).toHaveValue('A harbour, warm light')

  await fillComposer(page, { prompt: 'A harbour, warm light', durationSeconds: 4, generateAudio: false })
  await page.getByRole('button', { name: 'Presets' }).click()
  await page.getByRole('textbox', { name: /^Save/ }).fill('Short and silent')
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await page.keyboard.press('Escape')
  await fillComposer(page, { prompt: 'Another harbour', modelId: 'kling-v2-5-turbo-t2v' })
  await page.getByRole('button', { name: 'Presets' }).click()
  await page
    .getByRole('list', { name: 'Presets' })
    .getByRole('button', { name: /^Short and silent/ })
    .click()
  await expect(promptField(page)).toHaveValue('Another harbour')
  await expect(page.getByRole('switch', { name: 'Audio' })).not.toBeChecked()
  await expect(page.getByRole('button', { name: 'Duration: 4 s' })).toBeVisible()

  await page.getByRole('button', { name: 'History' }).click()
  await page.getByRole('combobox', { name: 'Search sent prompts' }).fill('light dusk')
  await expect(page.getByRole('listbox', { name: 'sent prompts' }).getByRole('option')).toHaveCount(1)
  await page.keyboard.press('Enter')
  await expect(promptField(page)).toHaveValue('a lighthouse at dusk')
})
