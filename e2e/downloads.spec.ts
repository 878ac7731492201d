import { renameSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test, type RunningApp } from './support/app/app'
import { readClip } from './support/files/clip'
import { videosIn } from './support/files/folder'
import { expectPhase, fact, order, select, signIn, whatNow } from './support/window/window'

const prompt = 'a kite over the dunes'

/** The clip is whole, the only one, and the one that the window tells of. */
async function expectWholeClip(app: RunningApp): Promise<void> {
  const names = await videosIn(app.libraryFolder)
  expect(names).toHaveLength(1)
  const clip = await readClip(join(app.libraryFolder, names[0]!))
  expect(clip).toMatchObject({ durationSeconds: 8, videoCodec: 'avc', audioCodec: 'aac' })
  await select(app, prompt)
  await expect(fact(app.page, 'SHA-256')).toHaveAttribute('title', clip.sha256)
}

test('brings home a clip whose download is cut three times [F32]', async ({ launchApp, simulator }) => {
  simulator.fault([
    { fault: 'job-proxy-links', value: 'missing' },
    { fault: 'file-cut', value: 20_000, times: 3 }
  ])
  const app = await launchApp()
  await signIn(app)
  await order(app, { prompt })
  await expectPhase(app, prompt, 'Download stopped')
  await expectPhase(app, prompt, 'Safe on disk')
  await expectWholeClip(app)
  const { entries, requests } = simulator.ledger()
  expect(entries).toHaveLength(1)
  expect(requests['file']).toBe(4)
})

test('takes no web page for a video, and fetches it when the user asks [A13]', async ({
  launchApp,
  simulator
}) => {
  simulator.fault({ fault: 'file-html' })
  const app = await launchApp()
  await signIn(app)
  await order(app, { prompt })
  await expectPhase(app, prompt, 'Not saved')
  await select(app, prompt)
  await expect(whatNow(app.page)).toContainText('What arrived is not a video, so it was not kept.')
  expect(await videosIn(app.libraryFolder)).toEqual([])

  simulator.fault({ fault: 'file-html', times: 0 })
  await whatNow(app.page).getByRole('button', { name: 'Download again' }).click()
  await expectPhase(app, prompt, 'Safe on disk')
  await expectWholeClip(app)
  expect(simulator.ledger().entries).toHaveLength(1)
})

test('takes the second address when the first is dead', async ({ launchApp, simulator }) => {
  simulator.fault([{ fault: 'job-proxy-links', value: 'array' }, { fault: 'file-main-404' }])
  const app = await launchApp()
  await signIn(app)
  await order(app, { prompt })
  await expectPhase(app, prompt, 'Safe on disk')
  await expectWholeClip(app)
  const { entries, requests } = simulator.ledger()
  expect(entries).toHaveLength(1)
  expect(requests['proxy-file']).toBe(1)
})

test('asks for a new link when the one it has is gone [F34]', async ({ launchApp, simulator }) => {
  simulator.fault({ fault: 'link-gone', times: 1 })
  const app = await launchApp()
  await signIn(app)
  await order(app, { prompt })
  await expectPhase(app, prompt, 'Safe on disk')
  await expectWholeClip(app)
  expect(simulator.ledger().entries).toHaveLength(1)
})

test('says that a link leads nowhere, and follows it when it does not any more [F34]', async ({
  launchApp,
  simulator
}) => {
  simulator.fault({ fault: 'link-gone' })
  const app = await launchApp()
  await signIn(app)
  await order(app, { prompt })
  await expectPhase(app, prompt, 'Download stopped')
  await select(app, prompt)
  await expect(whatNow(app.page)).toContainText('The video is not at the address that ModelsLab gave.')
  await expect(whatNow(app.page)).toContainText('asks ModelsLab for a new link, which is free')

  simulator.fault({ fault: 'link-gone', times: 0 })
  await whatNow(app.page).getByRole('button', { name: 'Retry' }).click()
  await expectPhase(app, prompt, 'Safe on disk')
  await expectWholeClip(app)
  expect(simulator.ledger().entries).toHaveLength(1)
})

test('waits for a folder that is gone, and goes on when the user asks', async ({ launchApp, simulator }) => {
  const app = await launchApp()
  await signIn(app)
  const away = `${app.libraryFolder} away`
  renameSync(app.libraryFolder, away)
  await order(app, { prompt })
  await expectPhase(app, prompt, 'Drive not connected')
  await select(app, prompt)
  await expect(whatNow(app.page)).toContainText('The library folder is not there')
  await expect(whatNow(app.page).getByRole('button')).toHaveText(['Choose folder…', 'Retry', 'Hide'])
  renameSync(away, app.libraryFolder)
  await whatNow(app.page).getByRole('button', { name: 'Retry' }).click()
  await expectPhase(app, prompt, 'Safe on disk')
  await expectWholeClip(app)
  expect(simulator.ledger().entries).toHaveLength(1)
})

test('starts over where the server cannot go on in the middle [F29]', async ({ launchApp, simulator }) => {
  simulator.fault([
    { fault: 'job-proxy-links', value: 'missing' },
    { fault: 'file-cut', value: 20_000, times: 1 },
    { fault: 'file-no-range' }
  ])
  const app = await launchApp()
  await signIn(app)
  await order(app, { prompt })
  await expectPhase(app, prompt, 'Safe on disk')
  await expectWholeClip(app)
})
