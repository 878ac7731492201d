import { copyFileSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { testClip } from '../src/main/downloads/testing/test-clip'
import { expect, test, type RunningApp } from './support/app/app'
import { answerOpenDialogs } from './support/app/main-process'
import { callApp } from './support/app/bridge'
import { codecsByFfprobe } from './support/files/clip'
import { dropAt } from './support/drag/drop-files'
import { hashOf } from './support/files/hashes'
import { seedLibrary } from './support/files/seed'
import { search, tileOf, waitForPosters } from './support/window/library-view'
import { fact, inspector } from './support/window/window'

/** Writes a video with a content of its own. */
function video(folder: string, name: string): string {
  const path = join(folder, name)
  const free = Buffer.alloc(8 + name.length * 4)
  const length = 8 + free.write(`\0\0\0\0free${name}`, 'utf8') - 8
  free.writeUInt32BE(length, 0)
  writeFileSync(path, Buffer.concat([testClip, free.subarray(0, length)]))
  return path
}

/** Runs an action by its name. */
async function run(page: Page, title: string): Promise<void> {
  await page.keyboard.press('ControlOrMeta+K')
  await page.getByRole('combobox', { name: 'Actions' }).fill(title)
  await page.keyboard.press('Enter')
}

let app: RunningApp
let elsewhere: string
test.beforeEach(async ({ launchApp, freshFolder }) => {
  const home = await freshFolder()
  seedLibrary(home, [{ prompt: 'amber lantern' }])
  elsewhere = join(home, 'elsewhere')
  mkdirSync(elsewhere)
  app = await launchApp({ home })
  await waitForPosters(app.page, 1)
})

test('imports videos as copies, says what could not be imported, and sends nothing of them', async () => {
  const { page } = app
  const plate = video(elsewhere, 'Drone over Köln.mp4')
  const notes = join(elsewhere, 'notes.mp4')
  writeFileSync(notes, 'not a video at all')
  await answerOpenDialogs(app.electron, plate, notes)
  await run(page, 'Import videos')
  const list = page.getByRole('dialog', { name: 'These files weren’t imported' })
  await expect(list).toContainText('notes.mp4')
  await expect(list).toContainText('It isn’t a video that Dailies can read.')
  await page.keyboard.press('Escape')
  await waitForPosters(page, 2)
  const copy = join(app.libraryFolder, 'Drone over Köln.mp4')
  expect(hashOf(copy)).toBe(hashOf(plate))
  expect(await codecsByFfprobe(copy)).toEqual(await codecsByFfprobe(plate))

  await tileOf(page, 'Drone over Köln').click()
  await expect(fact(page, 'Source')).toHaveText('Imported, not made here')
  await expect(inspector(page).getByRole('button', { name: 'Reuse' })).toBeHidden()
  await tileOf(page, 'Drone over Köln').click({ button: 'right' })
  await expect(page.getByRole('menuitem', { name: /Move to trash/ })).toBeVisible()
  for (const paid of [/Make again/, /Run again on/, /Reuse/, /Copy prompt and settings/]) {
    await expect(page.getByRole('menuitem', { name: paid })).toBeHidden()
  }
  await page.keyboard.press('Escape')
  await search(page).fill('is:imported')
  await expect(tileOf(page, 'amber lantern')).toBeHidden()
  await expect(tileOf(page, 'Drone over Köln')).toBeVisible()
})

test('imports a dropped video, and shows it when it is dropped again', async () => {
  const { page } = app
  const plate = video(elsewhere, 'harbour.mp4')
  const middle = { x: 700, y: 500 }
  await dropAt(page, middle, { files: [plate] })
  await expect(page.getByText('“harbour.mp4” was imported.')).toBeVisible()
  await expect(tileOf(page, 'harbour')).toHaveAttribute('aria-selected', 'true')
  await dropAt(page, middle, { files: [plate] })
  await expect(page.getByText('“harbour.mp4” is in your library.')).toBeVisible()
  expect(readdirSync(app.libraryFolder).filter((name) => name.startsWith('harbour'))).toHaveLength(1)
})

test('links videos, says when one goes, and restores all from the folder', async () => {
  const { page } = app
  const [linked, copied] = [video(elsewhere, 'linked.mp4'), video(elsewhere, 'copied.mp4')]
  await answerOpenDialogs(app.electron, copied)
  await run(page, 'Import videos')
  await expect(tileOf(page, 'copied')).toBeVisible()
  await answerOpenDialogs(app.electron, linked)
  await run(page, 'Link videos')
  await waitForPosters(page, 3)
  await tileOf(page, 'linked').click()
  await expect(fact(page, 'File')).toHaveText('Linked, stays where it is')
  expect(readdirSync(app.libraryFolder).filter((name) => name.startsWith('linked'))).toEqual([])

  await app.close()
  rmSync(join(app.userData, 'state', 'library.sqlite'))
  await app.start()
  await callApp(app.page, 'library.rebuild', {})
  for (const words of ['amber lantern', 'copied', 'linked']) {
    await expect(tileOf(app.page, words)).toBeVisible()
  }
  await waitForPosters(app.page, 3)

  copyFileSync(linked, `${linked}.kept`)
  rmSync(linked)
  await callApp(app.page, 'library.rebuild', {})
  await tileOf(app.page, 'linked').click()
  await expect(inspector(app.page)).toContainText('The linked file isn’t where it was.')
})
