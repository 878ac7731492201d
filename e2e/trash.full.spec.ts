import { existsSync } from 'node:fs'
import { expect, test, type RunningApp } from './support/app/app'
import { callApp } from './support/app/bridge'
import { answerBoxes } from './support/app/main-process'
import { seedLibrary, type SeededClip } from './support/files/seed'
import { tileOf } from './support/window/library-view'

/** Replaces the system's trash, which differs from machine to machine: it takes every file, or refuses them. */
const replaceTrash = ({ electron }: RunningApp, takes: boolean): Promise<void> =>
  electron.evaluate(({ shell }, willTake) => {
    const { rmSync } = process.getBuiltinModule('node:fs')
    shell.trashItem = (path) => {
      if (!willTake) return Promise.reject(new Error('Not on this disk'))
      rmSync(path)
      return Promise.resolve()
    }
  }, takes)

const seeds = [
  { prompt: 'A clip that stays' },
  { prompt: 'First deleted', deleted: true },
  { prompt: 'Second deleted', deleted: true },
  { prompt: 'Third deleted', deleted: true },
  { prompt: 'Never sent', state: 'cancelled' as const }
]

let app: RunningApp
let clips: readonly SeededClip[]
const isOnDisk = (): readonly boolean[] => clips.slice(0, 4).map(({ path }) => existsSync(path))
const trashCount = async (): Promise<number> => (await callApp(app.page, 'app.state', {})).counts.trash

test.beforeEach(async ({ launchApp, freshFolder }) => {
  const home = await freshFolder()
  clips = seedLibrary(home, seeds)
  app = await launchApp({ home })
  await app.page.getByRole('radio', { name: /^Trash/ }).click()
  await expect(tileOf(app.page, 'First deleted')).toBeVisible()
})

test('deletes chosen clips, then all, and tells the size before', async () => {
  const { page } = app
  await replaceTrash(app, true)
  await answerBoxes(app.electron, ['Cancel', 'Delete 2 files', 'Delete 1 file'])
  await tileOf(page, 'First deleted').click()
  await tileOf(page, 'Second deleted').click({ modifiers: ['ControlOrMeta'] })
  const chosen = page.getByRole('button', { name: /^Delete 2 files \(.* [kM]?B\)…$/ })
  await chosen.click()
  await expect(page.getByText('You cancelled this. Nothing was sent or changed.')).toBeVisible()
  expect(isOnDisk()).toEqual([true, true, true, true])
  await chosen.click()
  await expect(page.getByText(/^2 clips deleted/)).toBeVisible()
  await expect(tileOf(page, 'First deleted')).toBeHidden()
  expect(isOnDisk()).toEqual([true, false, false, true])
  await page.getByRole('button', { name: 'Empty trash…' }).click()
  await expect(page.getByText(/^Trash is empty/)).toBeVisible()
  expect([isOnDisk(), await trashCount()]).toEqual([[true, false, false, false], 0])
  await page.getByRole('radio', { name: /^All/ }).click()
  await expect(tileOf(page, 'A clip that stays')).toBeVisible()
})

test('names the files that the system’s trash refuses, and keeps their clips', async () => {
  const { page } = app
  await replaceTrash(app, false)
  await answerBoxes(app.electron, ['Delete 3 files', 'Cancel', 'Delete 3 files', 'Delete 3 files for good'])
  await page.getByRole('button', { name: 'Empty trash…' }).click()
  await expect(page.getByText(/^Still on disk, and still in the trash: clip 0001/)).toBeVisible()
  expect([isOnDisk(), await trashCount()]).toEqual([[true, true, true, true], 3])
  await page.getByRole('button', { name: 'Empty trash…' }).click()
  await expect(page.getByText(/^Trash is empty/)).toBeVisible()
  expect(isOnDisk()).toEqual([true, false, false, false])
})

test('finds a cancelled request, and puts it back', async () => {
  const { page } = app
  await tileOf(page, 'Never sent').click()
  await page.getByRole('button', { name: 'Restore', exact: true }).click()
  await expect(tileOf(page, 'Never sent')).toBeHidden()
  await page.getByRole('radio', { name: /^Needs you/ }).click()
  await expect(tileOf(page, 'Never sent')).toHaveAccessibleName(/Waiting for you/)
})
