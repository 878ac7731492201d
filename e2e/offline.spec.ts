import { expect, test } from './support/app/app'
import { enterKey } from './support/window/composer'
import { recordDrags } from './support/drag/drag-recorder'
import { holdTimers } from './support/app/main-process'
import { search, tileOf, waitForPosters } from './support/window/library-view'
import { seedLibrary } from './support/files/seed'
import { startTestSimulator } from './support/servers/simulator'
import { expectPhase, order, testKey } from './support/window/window'

/** Nothing listens there: every connection is refused, as without a network. */
const nowhere = 'http://127.0.0.1:9'
const closedOnce = async (): Promise<number> => {
  const simulator = await startTestSimulator()
  await simulator.close()
  return simulator.port
}

test('opens, searches, plays, drags and copies without a key and a network', async ({
  launchApp,
  freshFolder
}) => {
  const home = await freshFolder()
  const clips = seedLibrary(home, [
    { prompt: 'amber lantern' },
    { prompt: 'blue heron' },
    { prompt: 'cedar gate' }
  ])
  const app = await launchApp({ home, apiUrl: nowhere })
  const { page } = app
  await waitForPosters(page, 3)

  await search(page).fill('HERON')
  await expect(page.getByRole('option')).toHaveCount(1)
  await tileOf(page, 'blue heron').click()
  await page.getByRole('button', { name: 'Play' }).click()
  const video = page.getByRole('group', { name: 'Player' }).locator('video')
  await expect
    .poll(() => video.evaluate((element: HTMLVideoElement) => element.currentTime))
    .toBeGreaterThan(0.2)

  await page.getByRole('button', { name: 'Copy file' }).click()
  await expect(page.getByText('File copied')).toBeVisible()
  await page.keyboard.press('Control+Alt+c')
  await expect(page.getByText('Path copied')).toBeVisible()
  expect(await app.electron.evaluate(({ clipboard }) => clipboard.readText())).toBe(clips[1]!.path)

  const drags = await recordDrags(app.electron)
  await tileOf(page, 'blue heron').dispatchEvent('dragstart')
  await expect.poll(drags).toMatchObject([{ files: [clips[1]!.path], iconIsEmpty: false }])

  await search(page).fill('no such words')
  await expect(page.getByText('No clip matches')).toBeVisible()
  await page.getByText('Clear search').click()
  await expect(page.getByRole('option')).toHaveCount(3)
})

test('holds a prompt while offline, and sends it by itself when the API is back [F07]', async ({
  launchApp
}) => {
  const port = await closedOnce()
  const app = await launchApp({ apiUrl: `http://127.0.0.1:${port}` })
  await enterKey(app.page, testKey)
  await order(app, { prompt: 'a kite over the harbour' })
  await expectPhase(app, 'a kite over the harbour', 'Waiting for the network')
  await expect(app.page.getByRole('button', { name: 'Offline' })).toBeVisible()
  await expect(
    app.page.getByText('Not sent, not charged. Will send when you’re online.').first()
  ).toBeVisible()

  const simulator = await startTestSimulator({ port, faults: ['job-success'] })
  try {
    await expectPhase(app, 'a kite over the harbour', 'Safe on disk')
    await expect(app.page.getByRole('button', { name: 'Offline' })).toBeHidden()
    expect(simulator.ledger().entries).toMatchObject([{ accepted: true }])
  } finally {
    await simulator.close()
  }
})

test('retries at once when the system reports the network [F16]', async ({ launchApp }) => {
  const port = await closedOnce()
  const app = await launchApp({ apiUrl: `http://127.0.0.1:${port}` })
  // Without it, the next try is five seconds later.
  await holdTimers(app.electron, 1000)
  await enterKey(app.page, testKey)
  await order(app, { prompt: 'a kite over the harbour' })
  await expectPhase(app, 'a kite over the harbour', 'Waiting for the network')

  const simulator = await startTestSimulator({ port, faults: ['job-success'] })
  try {
    await app.page.evaluate(() => window.dispatchEvent(new Event('online')))
    await expect.poll(() => simulator.ledger().entries.length).toBe(1)
    await expectPhase(app, 'a kite over the harbour', 'Safe on disk')
  } finally {
    await simulator.close()
  }
})
