import { expect, test } from './support/app/app'
import { fillComposer, pressGenerate } from './support/window/composer'
import { tileOf } from './support/window/library-view'
import { lookAt, resizeWindow } from './support/window/screens'
import { expectPhase, inspector, signIn } from './support/window/window'

test.use({ simulatorSettings: { speed: 60 } })

test('names a clip in its heading, rates it, and compares it with its batch', async ({ launchApp }) => {
  const app = await launchApp()
  const { page } = app
  await signIn(app)
  await fillComposer(page, { prompt: 'A lighthouse at {dawn|dusk}, slow push towards the lamp' })
  await pressGenerate(page)
  for (const time of ['dawn', 'dusk']) await expectPhase(app, time, 'Safe on disk')

  await tileOf(page, 'A lighthouse at dawn').click()
  const title = inspector(page).getByRole('textbox', { name: 'Title' })
  await expect(title).toHaveAttribute('placeholder', /^A lighthouse at dawn/)
  await lookAt(app, 'inspector-without-title')
  await title.fill('Opening')
  await page.keyboard.press('Escape')
  await expect(title).toHaveValue('')
  await title.fill('Opening of the second part, as the board has it')
  await page.keyboard.press('Enter')
  await expect(tileOf(page, 'Opening of the second part')).toBeVisible()
  await inspector(page).getByRole('button', { name: '4 stars' }).click()
  await lookAt(app, 'inspector-with-title')
  await resizeWindow(app, 900, 600)
  await lookAt(app, 'inspector-small')
  await resizeWindow(app, 1920, 1080)
  await lookAt(app, 'inspector-large')

  await inspector(page).getByRole('button', { name: 'Compare' }).click()
  const compare = page.getByRole('dialog', { name: 'Compare' })
  await expect(compare.getByRole('region', { name: /^1: Opening/ })).toBeVisible()
  await expect(compare.getByRole('region', { name: /^2: A lighthouse at dusk/ })).toBeVisible()

  await page.keyboard.press('Escape')
  await tileOf(page, 'A lighthouse at dusk').click({ modifiers: ['Control'] })
  await resizeWindow(app, 900, 600)
  await lookAt(app, 'selection-small')
  await page.getByRole('toolbar', { name: 'Selection' }).getByRole('button', { name: 'Compare' }).click()
  await expect(compare).toBeVisible()
})

test('stays as it is while a held key runs through the clips, and shows the one where it ends', async ({
  launchApp
}) => {
  const app = await launchApp()
  const { page } = app
  await signIn(app)
  await fillComposer(page, { prompt: 'A pier at {dawn|noon|dusk}' })
  await pressGenerate(page)
  for (const time of ['dawn', 'noon', 'dusk']) await expectPhase(app, time, 'Safe on disk')

  const isSelected = (time: string) =>
    expect(tileOf(page, `A pier at ${time}`)).toHaveAttribute('aria-selected', 'true')
  const title = inspector(page).getByRole('textbox', { name: 'Title' })
  const isShown = (time: string) =>
    expect(title).toHaveAttribute('placeholder', new RegExp(`^A pier at ${time}`))
  await tileOf(page, 'A pier at dawn').click()
  await isShown('dawn')
  for (const time of ['noon', 'dusk']) {
    await page.keyboard.down('ArrowRight')
    await isSelected(time)
  }
  await isShown('noon')
  await page.keyboard.up('ArrowRight')
  await isShown('dusk')
})
