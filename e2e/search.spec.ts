import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { openReadOnly } from '../src/main/db/connection/database'
import { expect, test } from './support/app/app'
import { seedLibrary, type Seed } from './support/files/seed'
import { search, tileOf } from './support/window/library-view'

const seeds: readonly Seed[] = [
  { prompt: 'Старый маяк на берегу' },
  { prompt: '夕暮れの海辺を自転車で走る' },
  { prompt: 'เรือกระดาษลอยไปตามลำคลอง' },
  { prompt: '작은 배 한 척' },
  { prompt: 'The Café opens, c++ on the wall, kn-95 🎈' },
  { prompt: 'A paper boat in the rain', modelId: 'veo-3.1' },
  { prompt: 'A paper boat that failed', state: 'failed' }
]

const finds: readonly (readonly [search: string, ...prompts: readonly string[]])[] = [
  ['МАЯК СТАРЫЙ', 'Старый маяк'],
  ['海辺', '夕暮れ'],
  ['車', '夕暮れ'],
  ['กระดาษ', 'เรือกระดาษ'],
  ['배', '작은 배'],
  ['cafe', 'The Café'],
  ['c++', 'The Café'],
  ['🎈', 'The Café'],
  ['"paper boat" -rain', 'A paper boat that failed']
]

const tiles = (page: Page) => page.locator('[role=option][data-id]')

/** Returns how many changes the index does not have yet. */
function notIndexed(home: string): number {
  const database = openReadOnly(join(home, 'user-data', 'state', 'library.sqlite'))
  const { count } = database.prepare('SELECT count(*) AS count FROM search_pending').get() as {
    count: number
  }
  database.close()
  return count
}

test('finds clips in any script, before and after they are indexed', async ({ launchApp, freshFolder }) => {
  const home = await freshFolder()
  seedLibrary(home, seeds)
  const { page } = await launchApp({ home })
  const findAll = async (): Promise<void> => {
    for (const [text, ...prompts] of finds) {
      await search(page).fill(text)
      await expect(tiles(page)).toHaveCount(prompts.length)
      for (const prompt of prompts) await expect(tileOf(page, prompt)).toBeVisible()
    }
  }
  await findAll()
  await expect.poll(() => notIndexed(home)).toBe(0)
  await findAll()
  await search(page).fill('маяк')
  await expect(tileOf(page, 'Старый').locator('mark')).toHaveText(['маяк'])
})
