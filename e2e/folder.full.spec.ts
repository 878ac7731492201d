import { appendFileSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { canMountDisks, PrivateDisk } from '../src/main/library/testing/private-disk'
import { expect, test, type RunningApp } from './support/app/app'
import { answerOpenDialogs } from './support/app/main-process'
import { callApp } from './support/app/bridge'
import { dropAt, type Dragged } from './support/drag/drop-files'
import type { Point } from './support/drag/drop-target'
import { search, tileOf } from './support/window/library-view'
import { canRefuseWrites, refuseWrites } from './support/files/refused-writes'
import { lookAt } from './support/window/screens'
import { seedLibrary } from './support/files/seed'
import { expectPhase, fact, order, promptField, select, signIn, whatNow } from './support/window/window'

const notices = (app: RunningApp) => app.page.getByRole('status').filter({ hasText: /folder|library/i })

/** Presses a button by keyboard. */
async function pressByKey(app: RunningApp, name: string): Promise<void> {
  const button = whatNow(app.page).getByRole('button', { name })
  await button.focus()
  await expect(button).toBeFocused()
  await app.page.keyboard.press('Enter')
}

test('marks a missing or changed clip, and locates it by keyboard [F41]', async ({
  launchApp,
  freshFolder
}) => {
  const home = await freshFolder()
  const [moved, edited] = seedLibrary(home, [
    { prompt: 'amber lantern' },
    { prompt: 'blue heron' },
    { prompt: 'cedar gate' }
  ])
  const elsewhere = join(home, 'cut.mp4')
  renameSync(moved!.path, elsewhere)
  // Seeded files are hard links to the originals, so this one gets a copy.
  rmSync(edited!.path)
  writeFileSync(edited!.path, 'no video any more')
  const app = await launchApp({ home })

  await expectPhase(app, 'amber lantern', 'File missing')
  await select(app, 'amber lantern')
  await expect(whatNow(app.page).getByRole('button')).toHaveText(['Locate…', 'Download again'])
  await lookAt(app, 'missing-clip')
  await answerOpenDialogs(app.electron, elsewhere)
  await pressByKey(app, 'Locate…')
  await expectPhase(app, 'amber lantern', 'Safe on disk')

  await expectPhase(app, 'blue heron', 'Changed on disk')
  await select(app, 'blue heron')
  await expect(app.page.getByText('This file can’t be played here.')).toBeVisible()
  await expect(whatNow(app.page).getByRole('button')).toHaveText(['Locate…', 'Download again'])
  await select(app, 'cedar gate')
  await expect(app.page.getByText('This file can’t be played here.')).toBeHidden()
})

test.describe('on a separate disk', () => {
  test.skip(!canMountDisks, "this user can't mount disks")
  let disk: PrivateDisk
  test.beforeEach(async () => {
    disk = await PrivateDisk.mount(200 * 2 ** 20)
  })
  test.afterEach(() => disk.remove())

  test('reports a full, a read-only and a disconnected disk, and resumes by itself [F35, F38, F39]', async ({
    launchApp
  }) => {
    const app = await launchApp()
    await signIn(app)
    await answerOpenDialogs(app.electron, disk.path)
    await callApp(app.page, 'library.chooseFolder', {})
    await order(app, { prompt: 'a kite over the dunes' })
    await expectPhase(app, 'a kite over the dunes', 'Safe on disk')
    await select(app, 'a kite over the dunes')
    await expect(app.page.getByRole('group', { name: 'Player' })).toBeVisible()

    await disk.makeReadOnly(true)
    await order(app, { prompt: 'a boat at dawn' })
    await expectPhase(app, 'a boat at dawn', 'Folder is read-only')
    await select(app, 'a boat at dawn')
    await expect(notices(app)).toContainText('Can’t write to the library folder.')
    await expect(whatNow(app.page).getByRole('button', { name: 'Choose folder…' })).toBeVisible()
    await disk.makeReadOnly(false)
    await expectPhase(app, 'a boat at dawn', 'Safe on disk')

    await disk.resize(8 * 2 ** 20)
    await order(app, { prompt: 'a fox in the snow' })
    await expectPhase(app, 'a fox in the snow', 'No room on the disk')
    await select(app, 'a fox in the snow')
    await expect(whatNow(app.page)).toContainText(/[\d.]+ [kM]B needed, [\d.]+ [kM]B free/)
    await disk.resize(200 * 2 ** 20)
    await pressByKey(app, 'Retry')
    await expectPhase(app, 'a fox in the snow', 'Safe on disk')

    await disk.pullOut()
    await tileOf(app.page, 'a kite over the dunes').click()
    await expect(app.page.getByText('Drive not connected.')).toBeVisible()
    await expect(fact(app.page, 'File').first()).toHaveText('Drive not connected')
    await expect(notices(app)).toContainText('Can’t find your library folder')
    await lookAt(app, 'drive-not-connected')
    await disk.plugIn()
    await expect(notices(app)).toBeHidden()
  })
})

test("reports a database that can't be written, shows the library, and resumes by itself [F37]", async ({
  launchApp,
  simulator
}) => {
  test.skip(!canRefuseWrites, 'no strace here')
  const app = await launchApp()
  await signIn(app)
  await order(app, { prompt: 'a kite over the dunes' })
  await expectPhase(app, 'a kite over the dunes', 'Safe on disk')

  const full = await refuseWrites(app, join(app.userData, 'state', 'library.sqlite-wal'))
  await promptField(app.page).fill('a boat at dawn')
  const bar = app.page.getByRole('status').filter({ hasText: 'The disk is full' })
  await expect(bar).toContainText('Nothing is sent until it can. Make room on the disk')
  await app.page.getByRole('button', { name: /^Generate/ }).click()
  await search(app.page).fill('kite')
  await select(app, 'a kite over the dunes')
  await expect(app.page.getByRole('group', { name: 'Player' })).toBeVisible()
  expect(simulator.ledger().entries).toHaveLength(1)

  await full.end()
  await expect(bar).toBeHidden({ timeout: 120_000 })
  await search(app.page).fill('')
  await order(app, { prompt: 'a fox in the snow' })
  await expectPhase(app, 'a fox in the snow', 'Safe on disk')
  expect(simulator.ledger().entries).toHaveLength(2)
})

test('shows a dropped clip, and ignores links and pages; text goes to the prompt [D09, D12]', async ({
  launchApp,
  freshFolder
}) => {
  const home = await freshFolder()
  const [clip] = seedLibrary(home, [{ prompt: 'amber lantern' }])
  const app = await launchApp({ home })
  const { page } = app
  const folder = join(home, 'a folder')
  mkdirSync(folder)
  const html = join(home, 'page.html')
  appendFileSync(html, '<script>document.title = "taken over"</script>')
  const address = page.url()
  const drop = (place: Point, dragged: Dragged): Promise<void> => dropAt(page, place, dragged)
  const middleOf = async (locator: ReturnType<typeof tileOf>) => {
    const box = (await locator.boundingBox())!
    return { x: box.x + box.width / 2, y: box.y + box.height / 2 }
  }
  const places = [
    await middleOf(tileOf(page, 'amber lantern')),
    await middleOf(promptField(page)),
    { x: 5, y: 5 }
  ]
  const link = { mimeType: 'text/uri-list', data: 'https://example.com/video.mp4' }
  for (const place of places) {
    await drop(place, { files: [clip!.path] })
    await expect(page.getByText('This clip is in your library.')).toBeVisible()
    await drop(place, { files: [folder, html] })
    await expect(page.getByText('“a folder” and 1 more file can’t be dropped here.')).toBeVisible()
  }
  for (const place of [places[0]!, places[2]!]) {
    await drop(place, { items: [link] })
    await drop(place, { items: [{ mimeType: 'text/html', data: '<img src=x onerror=alert(1)>' }] })
  }
  expect(page.url()).toBe(address)
  expect(app.electron.windows()).toHaveLength(1)
  await expect(page).not.toHaveTitle('taken over')
  await drop(places[1]!, { items: [{ mimeType: 'text/plain', data: 'a fox in the snow' }] })
  await expect(promptField(page)).toHaveValue(/a fox in the snow/)
  await expect(tileOf(page, 'amber lantern')).toBeVisible()
})
