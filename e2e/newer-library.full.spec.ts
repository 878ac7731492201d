import { join } from 'node:path'
import { openDatabase } from '../src/main/db/connection/database'
import { newestSchema } from '../src/main/db/migrations/migrate'
import { expect, test } from './support/app/app'
import { recordDrags } from './support/drag/drag-recorder'
import { hashOf } from './support/files/hashes'
import { seedLibrary } from './support/files/seed'
import { enterKey } from './support/window/composer'
import { tileOf, waitForPosters } from './support/window/library-view'
import { promptField, testKey } from './support/window/window'

test('a library of a newer version can be viewed and dragged, and nothing can be sent [F51]', async ({
  launchApp,
  freshFolder,
  simulator
}) => {
  const home = await freshFolder()
  const [boat] = seedLibrary(home, [{ prompt: 'A paper boat' }, { prompt: 'A lighthouse' }])
  const path = join(home, 'user-data', 'state', 'library.sqlite')
  const newer = openDatabase(path)
  newer.exec('CREATE TABLE of_the_newer_version (id INTEGER) STRICT')
  newer.exec(`PRAGMA user_version = ${newestSchema + 1}`)
  newer.exec('PRAGMA wal_checkpoint(TRUNCATE)')
  newer.close()
  const hash = (): string => hashOf(path)
  const before = hash()

  const { page, electron } = await launchApp({ home })
  const line = page.getByRole('status').filter({ hasText: 'A newer version of Dailies wrote this library' })
  await expect(line).toBeVisible()
  await expect(line.getByRole('button')).toHaveCount(0)
  await waitForPosters(page, 2)
  await page.getByRole('button', { name: 'Add key' }).click()
  await enterKey(page, testKey)
  await page.keyboard.press('Escape')
  await promptField(page).fill('one more clip')
  const generate = page.getByRole('button', { name: /^Generate/ })
  await expect(generate).toHaveAttribute('aria-disabled', 'true')
  await expect(page.getByText('Install the newer Dailies again to send.')).toBeVisible()
  await promptField(page).press('Control+Enter')

  const drags = await recordDrags(electron)
  await tileOf(page, 'A paper boat').dispatchEvent('dragstart')
  await expect.poll(drags).toMatchObject([{ file: boat!.path, iconIsEmpty: false }])
  expect(simulator.ledger().entries).toEqual([])
  expect(hash()).toBe(before)
})
