import { expect, test } from './support/app/app'
import { callApp } from './support/app/bridge'
import { seedLibrary } from './support/files/seed'
import { tileOf } from './support/window/library-view'
import { lookAt } from './support/window/screens'
import { promptField } from './support/window/window'

test('filters clips from the menu, and keeps a search as a collection', async ({
  launchApp,
  freshFolder
}) => {
  const home = await freshFolder()
  const clips = seedLibrary(
    home,
    ['A paper boat', 'A lighthouse', 'A tram'].map((prompt) => ({ prompt }))
  )
  const app = await launchApp({ home })
  const { page } = app
  await expect(promptField(page)).toBeFocused()
  const idOf = (prompt: string) => clips.find((clip) => clip.prompt === prompt)!.generationId as never
  await callApp(page, 'annotations.set', {
    ids: [idOf('A tram')],
    change: { stars: 4, addTags: ['Night'] }
  })
  await callApp(page, 'annotations.set', { ids: [idOf('A lighthouse')], change: { stars: 2 } })

  const tiles = page.locator('[role=option][data-id]')
  const filters = page.getByRole('button', { name: /^Filters/ })
  await filters.click()
  await page.getByRole('group', { name: 'Stars' }).getByRole('button', { name: '2 or more' }).click()
  await expect(tiles).toHaveCount(2)
  await page.getByRole('group', { name: 'Stars' }).getByRole('button', { name: '4 or more' }).click()
  await expect(tiles).toHaveCount(1)
  await page.getByRole('group', { name: 'Tag' }).getByRole('button', { name: 'Night' }).click()
  await lookAt(app, 'filters')
  await page.getByRole('textbox', { name: 'Save this search as' }).fill('Good nights')
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: 'Clear all filters' }).click()
  await expect(tiles).toHaveCount(3)
  await expect(page.getByRole('list', { name: 'Saved searches' })).toBeVisible()
  await lookAt(app, 'filters-saved')
  await page.getByRole('button', { name: /^Good nights/ }).click()
  await expect(tiles).toHaveCount(1)
  await expect(tileOf(page, 'A tram')).toBeVisible()
  await expect(filters).toHaveAccessibleName('Filters, 2 on')

  await test.step('a clip that gains its stars appears at once', async () => {
    await callApp(page, 'annotations.set', {
      ids: [idOf('A lighthouse')],
      change: { stars: 5, addTags: ['night'] }
    })
    await expect(tiles).toHaveCount(2)
  })
  await test.step('sorts, also when the stars change, and after a restart', async () => {
    await page.getByRole('button', { name: 'Clear search' }).click()
    const order = () => tiles.evaluateAll((all) => all.map((tile) => tile.getAttribute('aria-label')))
    await page.getByRole('button', { name: /^Sort/ }).click()
    await page.getByRole('menuitem', { name: 'Most stars first' }).click()
    await expect
      .poll(order)
      .toEqual([/^A lighthouse/, /^A tram/, /^A paper boat/].map((one) => expect.stringMatching(one)))
    await lookAt(app, 'sorted')
    await callApp(page, 'annotations.set', { ids: [idOf('A lighthouse')], change: { stars: 1 } })
    await expect
      .poll(order)
      .toEqual([/^A tram/, /^A lighthouse/, /^A paper boat/].map((one) => expect.stringMatching(one)))
  })
  await app.relaunch()
  await expect(app.page.getByRole('button', { name: 'Sort: Most stars first' })).toBeVisible()
  await app.page.getByRole('button', { name: 'Filters' }).click()
  await app.page.getByRole('button', { name: /^Good nights/ }).click()
  await expect(app.page.locator('[role=option][data-id]')).toHaveCount(1)
})
