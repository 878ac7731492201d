import { expect, test } from './support/app/app'
import { callApp } from './support/app/bridge'
import { seedLibrary } from './support/files/seed'
import { lookAt, resizeWindow } from './support/window/screens'

test('edits a saved search, deletes it and takes both back', async ({ launchApp, freshFolder }) => {
  const home = await freshFolder()
  const clips = seedLibrary(home, [
    { prompt: 'A tram at night' },
    { prompt: 'A lighthouse' },
    { prompt: 'A pier' }
  ])
  const app = await launchApp({ home })
  const { page } = app
  const ids = clips.map(({ generationId }) => generationId as never)
  await callApp(page, 'annotations.set', { ids: ids.slice(0, 2), change: { stars: 4 } })
  for (const [name, search] of [
    ['Good ones', 'stars:>=4'],
    ['Everything by the sea, for the second half of the film', 'pier']
  ] as const) {
    const item = {
      id: crypto.randomUUID() as never,
      kind: 'collection' as const,
      name,
      projectId: null,
      search
    }
    await callApp(page, 'items.add', { item })
  }
  const tiles = page.locator('[role=option][data-id]')
  const dialog = page.getByRole('dialog', { name: 'Saved searches' })
  const query = dialog.getByRole('textbox', { name: 'Search of the collection' })
  const openByPalette = async (): Promise<void> => {
    await page.keyboard.press('ControlOrMeta+k')
    await page.keyboard.type('edit saved')
    await page.keyboard.press('Enter')
  }
  await expect(tiles).toHaveCount(3)

  await test.step('gives the focus back to where it was', async () => {
    await tiles.first().click()
    await openByPalette()
    await expect(dialog.getByRole('textbox', { name: 'Name' })).toBeFocused()
    await page.keyboard.press('Escape')
    await expect(tiles.first()).toBeFocused()
    await page.getByRole('button', { name: /^Filters/ }).click()
    await page.getByRole('button', { name: 'Edit Good ones' }).click()
    await expect(dialog.getByRole('textbox', { name: 'Name' })).toBeFocused()
    await page.keyboard.press('Escape')
    await expect(page.getByRole('button', { name: /^Filters/ })).toBeFocused()
  })

  await test.step('counts as it is typed, and saves name and search', async () => {
    await openByPalette()
    await expect(dialog.getByRole('textbox', { name: 'Name' })).toBeFocused()
    await expect(dialog.getByText('Finds 2 clips.')).toBeVisible()
    await lookAt(app, 'saved-searches')
    await resizeWindow(app, 900, 600)
    await lookAt(app, 'saved-searches-small')
    await page.keyboard.press('ControlOrMeta+a')
    await page.keyboard.type('Everything by the sea, for the second half of the film')
    await expect(dialog.getByText('Another saved search has this name.')).toBeVisible()
    await expect(dialog.getByRole('button', { name: 'Save' })).toBeDisabled()
    await page.keyboard.press('ControlOrMeta+a')
    await page.keyboard.type('Good nights')
    await query.fill('is:')
    const lastOffered = page.getByRole('listbox', { name: 'Filters to add' }).getByRole('option').last()
    await expect(lastOffered).toBeInViewport({ ratio: 1 })
    await query.press('Escape')
    await expect(lastOffered).toBeHidden()
    await query.fill('night')
    await expect(dialog.getByText('Finds 1 clip.')).toBeVisible()
    await dialog.getByRole('button', { name: 'Save' }).press('Enter')
    await expect(dialog).toBeHidden()
    await expect(page.getByText('Saved “Good nights”')).toBeVisible()
  })

  await test.step('shows what the list of filters has now', async () => {
    await page.getByRole('button', { name: /^Filters/ }).click()
    const list = page.getByRole('list', { name: 'Saved searches' })
    await list.getByRole('button', { name: /^Good nights/ }).click()
    await expect(tiles).toHaveCount(1)
    await page.getByRole('button', { name: 'Clear search' }).click()
  })

  await test.step('deletes it, and takes that back', async () => {
    await page.getByRole('button', { name: /^Filters/ }).click()
    await page.getByRole('button', { name: 'Edit Good nights' }).click()
    await expect(dialog.getByRole('textbox', { name: 'Name' })).toHaveValue('Good nights')
    await dialog.getByRole('button', { name: 'Delete' }).click()
    await expect(page.getByText('Deleted the search “Good nights”')).toBeVisible()
    for (const undone of ['Remove collection', 'Change collection']) {
      await page.keyboard.press('ControlOrMeta+z')
      await expect(page.getByText(`Undone: ${undone}`)).toBeVisible()
    }
    await openByPalette()
    await expect(dialog.getByRole('textbox', { name: 'Name' })).toHaveValue('Good ones')
    await expect(dialog.getByText('Finds 2 clips.')).toBeVisible()
  })
})
