import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { FuseV1Options, getCurrentFuseWire } from '@electron/fuses'
import { expect, test } from './support/app'
import { callApp } from './support/bridge'
import { readClip } from './support/clip'
import { processTree } from './support/desktop/processes'
import { recordDrags } from './support/drag-recorder'
import { videosIn } from './support/folder'
import { tileOf, waitForPosters } from './support/library-view'
import { packagedProgram } from './support/project'
import { card, expectPhase, order, select } from './support/window'

/** As ASCII, which is how they lie in the program: `0` off, `1` on. */
const [off, on] = [48, 49]

test('the fuses of the program are set as was decided', async () => {
  const wire = await getCurrentFuseWire(packagedProgram())
  expect({
    runAsNode: wire[FuseV1Options.RunAsNode],
    cookieEncryption: wire[FuseV1Options.EnableCookieEncryption],
    nodeOptions: wire[FuseV1Options.EnableNodeOptionsEnvironmentVariable],
    // The test driver attaches through it.
    nodeInspect: wire[FuseV1Options.EnableNodeCliInspectArguments],
    asarIntegrity: wire[FuseV1Options.EnableEmbeddedAsarIntegrityValidation],
    onlyAsar: wire[FuseV1Options.OnlyLoadAppFromAsar],
    ownSnapshot: wire[FuseV1Options.LoadBrowserProcessSpecificV8Snapshot],
    filePrivileges: wire[FuseV1Options.GrantFileProtocolExtraPrivileges]
  }).toEqual({
    runAsNode: off,
    cookieEncryption: on,
    nodeOptions: off,
    nodeInspect: on,
    asarIntegrity: on,
    onlyAsar: on,
    ownSnapshot: off,
    filePrivileges: off
  })
})

test('the package holds what it needs and nothing that only development needs', () => {
  const resources = join(dirname(packagedProgram()), 'resources')
  const holds = (path: string): boolean => existsSync(join(resources, path))
  expect(
    ['app.asar', 'icon.png', 'clips/16x9-dusk.mp4', 'app.asar.unpacked/node_modules/keytar'].filter(
      (path) => !holds(path)
    )
  ).toEqual([])
  expect(['app', 'default_app.asar', 'clips/make-clips.mjs'].filter(holds)).toEqual([])
})

test('the demo makes a clip inside the package, in a profile and a library of its own', async ({
  launchApp
}) => {
  const app = await launchApp({ packaged: true, args: ['--demo'], apiUrl: 'http://127.0.0.1:9' })
  const { electron, page } = app
  await expect(page.getByText('Demo: simulated, nothing is charged')).toBeVisible()
  const prompt = 'a paper boat crossing a puddle [sim: job-success]'
  await order(app, { prompt })
  // Whoever fetches, simulates and draws is a process of its own.
  await expect.poll(() => processTree(electron.process().pid!).length).toBeGreaterThan(4)
  await expectPhase(app, 'a paper boat', 'Safe on disk')

  const library = join(app.home, 'Videos', 'Dailies Demo')
  const [name] = await videosIn(library)
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
