import { renameSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test, type RunningApp } from './support/app/app'
import { readClip } from './support/files/clip'
import { videosIn } from './support/files/folder'
import { expectPhase, fact, order, select, signIn, whatNow } from './support/window/window'

const prompt = 'a kite over the dunes'

/** Checks that there is one complete clip, the one that the window shows. */
async function expectWholeClip(app: RunningApp): Promise<void> {
  const names = await videosIn(app.libraryFolder)
  expect(names).toHaveLength(1)
  const clip = await readClip(join(app.libraryFolder, names[0]!))
  expect(clip).toMatchObject({ durationSeconds: 8, videoCodec: 'avc', audioCodec: 'aac' })
  await select(app, prompt)
  await expect(fact(app.page, 'SHA-256')).toHaveAttribute('title', clip.sha256)
}

test('finishes a download that is cut three times [F32]', async ({ launchApp, simulator }) => {
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

test('refuses a web page as a video, and downloads it when the user asks [A13]', async ({
  launchApp,
  simulator
}) => {
  simulator.fault({ fault: 'file-html' })
  const app = await launchApp()
  await signIn(app)
  await order(app, { prompt })
  await expectPhase(app, prompt, 'Not saved')
  await select(app, prompt)
  await expect(whatNow(app.page)).toContainText('The file that arrived isn’t a video. It wasn’t kept.')
  expect(await videosIn(app.libraryFolder)).toEqual([])

  simulator.fault({ fault: 'file-html', times: 0 })
  await whatNow(app.page).getByRole('button', { name: 'Download again' }).click()
  await expectPhase(app, prompt, 'Safe on disk')
  await expectWholeClip(app)
  expect(simulator.ledger().entries).toHaveLength(1)
})

test('uses the second address when the first fails', async ({ launchApp, simulator }) => {
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

test('renews an expired link [F34]', async ({ launchApp, simulator }) => {
  simulator.fault({ fault: 'link-gone', times: 1 })
  const app = await launchApp()
  await signIn(app)
  await order(app, { prompt })
  await expectPhase(app, prompt, 'Safe on disk')
  await expectWholeClip(app)
  expect(simulator.ledger().entries).toHaveLength(1)
})

test('reports a dead link, and downloads when it works again [F34]', async ({ launchApp, simulator }) => {
  simulator.fault({ fault: 'link-gone' })
  const app = await launchApp()
  await signIn(app)
  await order(app, { prompt })
  await expectPhase(app, prompt, 'Download stopped')
  await select(app, prompt)
  await expect(whatNow(app.page)).toContainText('The download link isn’t working yet.')
  await expect(whatNow(app.page)).toContainText('asks ModelsLab for a new link (free)')

  simulator.fault({ fault: 'link-gone', times: 0 })
  await whatNow(app.page).getByRole('button', { name: 'Retry' }).click()
  await expectPhase(app, prompt, 'Safe on disk')
  await expectWholeClip(app)
  expect(simulator.ledger().entries).toHaveLength(1)
})

test('waits for a missing library folder, and resumes when the user asks', async ({
  launchApp,
  simulator
}) => {
  const app = await launchApp()
  await signIn(app)
  const away = `${app.libraryFolder} away`
  renameSync(app.libraryFolder, away)
  await order(app, { prompt })
  await expectPhase(app, prompt, 'Drive not connected')
  await select(app, prompt)
  await expect(whatNow(app.page)).toContainText('Can’t find your library folder')
  await expect(whatNow(app.page).getByRole('button')).toHaveText(['Choose folder…', 'Retry', 'Hide'])
  renameSync(away, app.libraryFolder)
  await whatNow(app.page).getByRole('button', { name: 'Retry' }).click()
  await expectPhase(app, prompt, 'Safe on disk')
  await expectWholeClip(app)
  expect(simulator.ledger().entries).toHaveLength(1)
})

test('starts over when the server does not support ranges [F29]', async ({ launchApp, simulator }) => {
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
