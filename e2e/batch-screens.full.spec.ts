import { expect, test } from './support/app/app'
import { callApp } from './support/app/bridge'
import { fillComposer } from './support/window/composer'
import { holdTimers } from './support/app/main-process'
import { lookAt, resizeWindow } from './support/window/screens'
import { tileOf, waitForPosters } from './support/window/library-view'
import { seedLibrary } from './support/files/seed'
import { balanceChip, promptField, signIn } from './support/window/window'

// A screenshot takes a second, and every screen has two.

test('models and what a press makes', async ({ launchApp }) => {
  const app = await launchApp()
  const { page } = app
  await signIn(app)
  await fillComposer(page, {
    prompt: String.raw`Close-up, cinematic. A {woman|man} at {dawn|{blue|golden} dusk}. A sign says \{open\}.`
  })
  await lookAt(app, 'variations')
  await page.getByRole('combobox', { name: /^Model/ }).click()
  await page.getByRole('combobox', { name: 'Search models' }).fill('sora')
  await expect(page.getByRole('option', { name: /Sora 2 Pro/ })).toBeVisible()
  await lookAt(app, 'models-withdrawn')
  await page.keyboard.press('Escape')
  for (const name of ['kling', 'wan']) {
    await page.getByRole('button', { name: 'Add a model to compare' }).click()
    await page.getByRole('combobox', { name: 'Search models to compare' }).fill(name)
    await page.keyboard.press('Enter')
  }
  await page.getByRole('radiogroup', { name: 'Takes' }).getByRole('radio', { name: '2', exact: true }).click()
  await lookAt(app, 'three-models')
  await page.getByRole('button', { name: 'Preview…' }).click()
  await expect(page.getByRole('dialog', { name: 'Review before sending' })).toBeVisible()
  await lookAt(app, 'preview')
  await page.keyboard.press('Escape')
  await resizeWindow(app, 900, 600)
  await lookAt(app, 'three-models-small')
})

test('variables, and 64 requests', async ({ launchApp }) => {
  const app = await launchApp()
  const { page } = app
  await signIn(app)
  await promptField(page).fill('A {city} street, {weather}')
  await page.getByRole('button', { name: 'Variables' }).click()
  const rows = Array.from({ length: 64 }, (_, row) => `City ${row}\tsnow that falls slowly`)
  await page.getByRole('textbox', { name: 'List or table' }).fill(`city\tweather\n${rows.join('\n')}`)
  await lookAt(app, 'variables')
  await page.getByRole('textbox', { name: 'List or table' }).fill(`city\tweather\nOslo`)
  await lookAt(app, 'variables-wrong')
  await page.getByRole('textbox', { name: 'List or table' }).fill(`city\tweather\n${rows.join('\n')}`)
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: /^Generate/ }).click()
  await lookAt(app, 'preview-64')
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: '64 rows' }).click()
  const list = page.getByRole('textbox', { name: 'List or table' })
  await list.fill('prompt;duration;seed\nA boat;4;7\nA car;6;8\n;4;9\nTotal;14;')
  await lookAt(app, 'variables-settings')
  await page.getByRole('button', { name: 'Clear' }).click()
  await list.fill(
    'Sure! Here are 2 prompts:\n# Scene 1\n1. A gull lands\nFog.\n\n2. A {2$$red|blue} rope\nRain.'
  )
  await lookAt(app, 'variables-question')
  await page.getByRole('button', { name: '2 paragraphs', exact: true }).click()
  await page.getByRole('switch', { name: 'Remove numbering and bullets' }).click()
  await lookAt(app, 'variables-list')
  await page.keyboard.press('Escape')
  await promptField(page).fill('{"shot":"wide | slow dolly-in","subject":"a {city} boat"}')
  await lookAt(app, 'prompt-notes')
  await page.getByRole('button', { name: '2 rows' }).click()
  await page.getByRole('button', { name: 'Clear' }).click()
  await list.fill(`city\tweather\n${rows.join('\n')}`)
  await page.keyboard.press('Escape')
  await page.getByRole('combobox', { name: /^Model/ }).click()
  await page.getByRole('button', { name: 'Add a model by its ID…' }).click()
  await page.getByRole('textbox', { name: 'Model id' }).fill('house-model')
  await page.getByRole('button', { name: 'Add setting', exact: true }).click()
  await page.getByRole('textbox', { name: 'Name of field 1' }).fill('seed')
  await page.getByRole('textbox', { name: 'Value of field 1' }).fill('7')
  await lookAt(app, 'add-model')
  await page.getByRole('button', { name: 'Add model' }).click()
  await lookAt(app, 'open-model')
})

test('a press, its balance and its undo', async ({ launchApp, simulator }) => {
  const app = await launchApp()
  const { page } = app
  await signIn(app)
  await callApp(page, 'settings.update', { undoSeconds: 10 })
  const letters = 'abcdefghijklmnop'.split('')
  await fillComposer(page, { prompt: `A gull on post {${letters.join('|')}}, slow push, low sun` })
  await expect(page.getByText('Balance $25.00 covers 13 of 16')).toBeVisible()
  await lookAt(app, 'balance-short')
  await page.getByRole('button', { name: /^Generate 16/ }).click()
  const review = page.getByRole('dialog', { name: 'Review before sending' })
  await expect(review.getByRole('button', { name: 'Send 13 now' })).toBeVisible()
  await lookAt(app, 'preview-short')
  await resizeWindow(app, 900, 600)
  await lookAt(app, 'preview-short-small')
  await resizeWindow(app, 1280, 800)
  // By keyboard: the last box of the list, then what it changed.
  await review.getByRole('list', { name: 'Clips to send' }).getByRole('checkbox').first().focus()
  await page.keyboard.press('End')
  await page.keyboard.press('Space')
  await expect(review).toContainText('covers 13 of 15')
  // Long enough for the screenshots.
  const releaseTimers = await holdTimers(app.electron, 5000)
  await review.getByRole('button', { name: 'Send all, wait for credit' }).click()
  const strip = page.getByRole('contentinfo', { name: 'Queue' })
  await expect(strip).toContainText('Sending 15')
  await expect(strip.getByRole('button', { name: 'Undo' })).toBeVisible()
  await lookAt(app, 'press-held')
  await promptField(page).focus()
  await page.keyboard.press('Control+z')
  await expect(page.getByText('Not sent. Nothing was charged.')).toBeVisible()
  expect(simulator.ledger().entries).toEqual([])
  await expect(promptField(page)).toHaveValue(/A gull on post/)
  await releaseTimers()

  await callApp(page, 'settings.update', { undoSeconds: 0 })
  await page.getByRole('button', { name: /^Generate 16/ }).click()
  await review.getByRole('button', { name: 'Send all, wait for credit' }).click()
  const waiting = page.getByRole('option', { name: /wait for credit \(about \$/ })
  await expect(waiting).toBeVisible({ timeout: 60_000 })
  await waiting.click()
  await expect(page.getByRole('button', { name: 'Cancel all 3' })).toBeVisible()
  await page.getByRole('button', { name: /running|Nothing/ }).click()
  await lookAt(app, 'credit-group')
  await page.getByRole('button', { name: 'Cancel all', exact: true }).click()
  await page.getByText('3 clips cancelled').waitFor()
  await page.getByRole('radio', { name: /^Trash/ }).click()
  await lookAt(app, 'cancelled-in-trash')
})

test('money, presets, snippets and history', async ({ launchApp, freshFolder }) => {
  const home = await freshFolder()
  seedLibrary(home, [
    { prompt: 'Aerial shot over a salt lagoon at first light, slow push towards the far dunes' },
    ...Array.from({ length: 12 }, (_, index) => ({ prompt: `Take ${index + 1} of the harbour at night` })),
    {
      prompt: 'A lighthouse keeper climbs the stairs',
      state: 'failed' as const,
      problem: {
        code: 'provider_failed' as const,
        message: 'ModelsLab reported a failure.',
        theirWords: 'Internal worker error.',
        retryable: false,
        charged: 'not_known' as const
      }
    }
  ])
  const app = await launchApp({ home })
  const { page } = app
  await waitForPosters(page, 6)
  await page.getByRole('button', { name: 'Add key' }).click()
  await signIn(app)
  await page.keyboard.press('Escape')
  await balanceChip(page).click()
  await expect(page.getByRole('dialog', { name: 'Spending' })).toBeVisible()
  await lookAt(app, 'spend')
  await page.getByRole('button', { name: 'Spending limits…' }).click()
  const limit = page.getByRole('textbox', { name: 'Limit per day' })
  await limit.fill('x')
  await lookAt(app, 'settings-money')
  // The first Escape takes back what was typed, the second closes the settings.
  await page.keyboard.press('Escape')
  await expect(limit).toHaveValue('')
  await page.keyboard.press('Escape')
  await tileOf(page, 'A lighthouse').click()
  await lookAt(app, 'failed-report')
  await tileOf(page, 'Aerial shot').click()
  await page.getByRole('button', { name: 'More', exact: true }).click()
  await lookAt(app, 'inspector-menu')
  await page.getByRole('menuitem', { name: 'Run again on…' }).click()
  await lookAt(app, 'run-on-list')
  await page.getByRole('combobox', { name: 'Search models' }).fill('wan')
  await page.keyboard.press('Enter')
  await lookAt(app, 'run-on')
  await page.keyboard.press('Escape')
  await promptField(page).fill('A harbour, warm tones, soft ambient sound')
  await promptField(page).selectText()
  await page.getByRole('button', { name: 'Snippets' }).click()
  await page.getByRole('textbox', { name: /^Save/ }).fill('Warm harbour')
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await lookAt(app, 'snippets')
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Presets' }).click()
  await page.getByRole('textbox', { name: /^Save/ }).fill('Wide with sound')
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await lookAt(app, 'presets')
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'History' }).click()
  await lookAt(app, 'history')
  await page.keyboard.press('Enter')
  await expect(promptField(page)).not.toHaveValue('A harbour, warm tones, soft ambient sound')
  await page.keyboard.press('Control+z')
  await expect(promptField(page)).toHaveValue('A harbour, warm tones, soft ambient sound')
  await page.getByRole('button', { name: 'Reuse' }).click()
  await expect(promptField(page)).toHaveValue(/^Aerial shot/)
  await expect(page.getByText('Copied from a clip')).toBeVisible()
  await lookAt(app, 'reused')
  // The first undo reverts typing, the second the filling.
  await page.keyboard.press('End')
  await page.keyboard.type('!')
  await expect(page.getByText('Copied from a clip')).toBeHidden()
  await page.keyboard.press('Control+z')
  await expect(promptField(page)).toHaveValue(/^Aerial shot.*dunes$/)
  await page.keyboard.press('Control+z')
  await expect(promptField(page)).toHaveValue('A harbour, warm tones, soft ambient sound')
  await page.getByRole('button', { name: 'Reuse' }).click()
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(promptField(page)).toHaveValue('A harbour, warm tones, soft ambient sound')
  await expect(promptField(page)).toBeFocused()
  await promptField(page).fill('')
  await page.keyboard.press('ArrowUp')
  await expect(promptField(page)).not.toHaveValue('')
})
