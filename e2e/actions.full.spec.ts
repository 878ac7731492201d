import { expect, test } from './support/app/app'
import { seedLibrary } from './support/files/seed'
import { tileOf } from './support/window/library-view'
import { lookAt } from './support/window/screens'
import { inspector, promptField } from './support/window/window'

test('runs actions from the palette and from the menu of a clip', async ({ launchApp, freshFolder }) => {
  const home = await freshFolder()
  seedLibrary(home, [{ prompt: 'A paper boat' }, { prompt: 'A lighthouse' }, { prompt: 'A tram' }])
  const app = await launchApp({ home })
  const { page } = app
  const options = page.getByRole('option')
  const palette = page.getByRole('dialog', { name: 'Find an action' })
  const field = page.getByRole('combobox', { name: 'Actions' })

  await test.step('finds an action by some of its letters', async () => {
    await expect(promptField(page)).toBeFocused()
    await page.keyboard.press('Control+k')
    await expect(field).toBeFocused()
    await lookAt(app, 'palette')
    await expect(palette.getByRole('option', { name: 'Move to trash' })).toHaveCount(0)
    await field.fill('ksh')
    await page.keyboard.press('Enter')
    await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible()
    await lookAt(app, 'shortcuts')
    await page.keyboard.press('Escape')
    await expect(promptField(page)).toBeFocused()
  })

  await test.step('offers what is possible with the clip under the pointer', async () => {
    await tileOf(page, 'A tram').click()
    await tileOf(page, 'A lighthouse').click({ button: 'right' })
    const menu = page.getByRole('menu')
    await expect(menu.getByRole('menuitem', { name: 'Restore' })).toHaveCount(0)
    await expect(tileOf(page, 'A lighthouse')).toHaveAttribute('aria-selected', 'true')
    await expect(tileOf(page, 'A tram')).toHaveAttribute('aria-selected', 'false')
    await lookAt(app, 'clip-menu')
    await menu.getByRole('menuitem', { name: 'Reuse' }).click()
    await expect(promptField(page)).toHaveValue('A lighthouse')
  })

  await test.step('opens the menu of several selected clips by keyboard', async () => {
    await tileOf(page, 'A paper boat').click()
    await page.keyboard.press('Control+a')
    await page.keyboard.press('ContextMenu')
    await expect(page.getByRole('menu')).toBeVisible()
    await page.getByRole('menuitem', { name: 'Move to trash' }).press('Enter')
    await expect(options.filter({ hasNot: page.locator('option') })).toHaveCount(0)
    await expect(page.getByText('3 clips moved to trash')).toBeVisible()
  })
  await expect(inspector(page)).toBeVisible()
})
