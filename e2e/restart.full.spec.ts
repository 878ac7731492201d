import { join } from 'node:path'
import { expect, test } from './support/app/app'
import { readClip } from './support/files/clip'
import { videosIn } from './support/files/folder'
import { tricklingFile } from './support/servers/simulator'
import { expectPhase, fact, order, select, signIn } from './support/window/window'

const prompt = 'a lighthouse in fog'

test('resumes a processing generation after a power cut', async ({ launchApp, simulator }) => {
  simulator.fault({ fault: 'job-finish-after', value: 1_000_000, times: 1 })
  const app = await launchApp()
  await signIn(app)
  await order(app, { prompt })
  await expectPhase(app, prompt, 'Generating')
  await app.kill()

  await app.start()
  await expectPhase(app, prompt, 'Generating')
  simulator.set({ advanceSeconds: 1_000_000 })
  await expectPhase(app, prompt, 'Safe on disk')
  expect(await videosIn(app.libraryFolder)).toHaveLength(1)
  expect(simulator.ledger().entries).toMatchObject([{ accepted: true, chargedMicrodollars: 1_920_000 }])
})

test('resumes a download after a power cut', async ({ launchApp, simulator }) => {
  simulator.fault([
    { fault: 'job-proxy-links', value: 'missing' },
    { ...tricklingFile, times: 1 }
  ])
  const app = await launchApp()
  await signIn(app)
  await order(app, { prompt })
  await expectPhase(app, prompt, 'Downloading \\d+ %')
  expect(await videosIn(app.libraryFolder)).toEqual([])
  await app.kill()

  await app.start()
  await expectPhase(app, prompt, 'Safe on disk')
  const [name] = await videosIn(app.libraryFolder)
  const clip = await readClip(join(app.libraryFolder, name!))
  await select(app, prompt)
  await expect(fact(app.page, 'SHA-256')).toHaveAttribute('title', clip.sha256)
  const { entries, requests } = simulator.ledger()
  expect(entries).toHaveLength(1)
  expect(requests['file']).toBe(2)
})

test('sends unsent requests after a restart [F02]', async ({ launchApp, simulator }) => {
  simulator.fault({ fault: 'submit-429', value: 5, times: 1 })
  const app = await launchApp()
  await signIn(app)
  await order(app, { prompt })
  await expectPhase(app, prompt, 'Waiting for a free slot')
  await app.relaunch()
  await expectPhase(app, prompt, 'Safe on disk')
  expect(simulator.ledger().entries).toMatchObject([{ accepted: false }, { accepted: true }])
})
