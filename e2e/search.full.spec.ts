import type { Page } from '@playwright/test'
import { expect, test } from './support/app/app'
import { seedLibrary, type Seed } from './support/files/seed'
import { search } from './support/window/library-view'

const seeds: readonly Seed[] = [
  { prompt: 'The Café opens' },
  { prompt: 'A paper boat in the rain', modelId: 'veo-3.1' },
  { prompt: 'A paper boat that failed', state: 'failed' }
]

const tiles = (page: Page) => page.locator('[role=option][data-id]')
const chips = (page: Page) => page.getByRole('list', { name: 'Filters' }).getByRole('listitem')

test('completes filters from the keyboard, and removes them as chips', async ({ launchApp, freshFolder }) => {
  const home = await freshFolder()
  seedLibrary(home, seeds)
  const { page } = await launchApp({ home })
  await search(page).click()
  await page.keyboard.type('boat stat')
  await expect(page.getByRole('listbox', { name: 'Filters to add' }).getByRole('option')).toHaveText([
    /^state:/
  ])
  await page.keyboard.press('Tab')
  await page.keyboard.type('fai')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await expect(chips(page)).toHaveText(['state:failed'])
  await expect(search(page)).toHaveValue('boat ')
  await expect(tiles(page)).toHaveCount(1)

  await page.getByRole('button', { name: 'Remove state:failed' }).click()
  await expect(tiles(page)).toHaveCount(2)
  await expect(search(page)).toBeFocused()
  await page.keyboard.type('-state:failed')
  await page.keyboard.press('Enter')
  await expect(chips(page)).toHaveText(['-state:failed'])
  await expect(tiles(page)).toHaveCount(1)
  await page.keyboard.press('Escape')
  await expect(chips(page)).toHaveCount(0)
  await expect(tiles(page)).toHaveCount(seeds.length)
})
