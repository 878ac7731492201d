import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { closeDatabase } from '../src/main/db/connection/database'
import { openLibraryDatabase } from '../src/main/db/connection/open-library'
import { silentLogger } from '../src/main/logging/logger'
import { expect, test } from './support/app/app'
import { callApp } from './support/app/bridge'
import { readClip } from './support/files/clip'
import { processTree } from './support/desktop/processes'
import { recordDrags } from './support/drag/drag-recorder'
import { videosIn } from './support/files/folder'
import { tileOf, waitForPosters } from './support/window/library-view'
import { card, expectPhase, order, select } from './support/window/window'

test('makes a clip in the packaged demo, in a separate profile and library', async ({ launchApp }) => {
  const app = await launchApp({ packaged: true, args: ['--demo'], apiUrl: 'http://127.0.0.1:9' })
  const { electron, page } = app
  await expect(page.getByText('Demo: simulated, nothing is charged')).toBeVisible()
  const prompt = 'a paper boat crossing a puddle [sim: job-success]'
  await order(app, { prompt })
  // Downloads, simulator and graphics are separate processes.
  await expect.poll(() => processTree(electron.process().pid!).length).toBeGreaterThan(4)
  await expectPhase(app, 'a paper boat', 'Safe on disk')

  const library = join(app.home, 'Videos', 'Dailies Demo')
  // Beside the clips that the demo opens with.
  const name = (await videosIn(library)).find((one) => one.includes('a-paper-boat'))
  expect(await readClip(join(library, name!))).toMatchObject({
    durationSeconds: 8,
    videoCodec: 'avc',
    audioCodec: 'aac'
  })
  expect(await videosIn(app.libraryFolder)).toEqual([])
  expect((await callApp(page, 'app.state', {})).key).toMatchObject({ status: 'present', keptIn: 'keychain' })
  expect(existsSync(join(app.userData, 'demo/state/library.sqlite'))).toBe(true)
  expect(existsSync(join(app.userData, 'state/library.sqlite'))).toBe(false)

  await waitForPosters(page, 1)
  const drags = await recordDrags(electron)
  await tileOf(page, 'a paper boat').dispatchEvent('dragstart')
  await expect.poll(drags).toMatchObject([{ file: join(library, name!), iconIsEmpty: false }])
  await select(app, 'a paper boat')
  const video = page.getByRole('group', { name: 'Player' }).locator('video')
  await expect
    .poll(() => video.evaluate((element: HTMLVideoElement) => element.readyState))
    .toBeGreaterThan(1)

  await app.relaunch()
  await expect(card(app.page, 'a paper boat')).toHaveAccessibleName(/Safe on disk/)
})

test('a process of the package checks the library, and copies it', async ({ launchApp }) => {
  const app = await launchApp({ packaged: true, apiUrl: 'http://127.0.0.1:9' })
  const { database } = openLibraryDatabase(join(app.home, 'of-test.sqlite'), {
    logger: silentLogger,
    nowMs: Date.now()
  })
  const sound = join(app.home, 'of-test.sqlite')
  const [copy, copyOfSpoilt] = [join(app.home, 'copy.sqlite'), join(app.home, 'copy-of-spoilt.sqlite')]
  const codeFor = (path: string, to = ''): Promise<number> =>
    app.electron.evaluate(
      ({ app: main, utilityProcess }, paths) => {
        const child = utilityProcess.fork(`${main.getAppPath()}/out/main/database-process.js`, paths)
        return new Promise<number>((resolve) => child.once('exit', resolve))
      },
      [path, to]
    )
  expect([await codeFor(sound), await codeFor(sound, copy), await codeFor(copy)]).toEqual([0, 0, 0])
  const spoilt = join(app.home, 'spoilt.sqlite')
  writeFileSync(spoilt, readFileSync(copy).subarray(0, 6000))
  expect([await codeFor(spoilt), await codeFor(spoilt, copyOfSpoilt)]).toEqual([1, 1])
  closeDatabase(database)
})
