import { symlink } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { expect, test } from './support/app/app'
import { callApp } from './support/app/bridge'
import { textOfLogs } from './support/app/log-text'
import { search } from './support/window/library-view'
import { filesHolding, partsIn, videosIn } from './support/files/folder'
import { processTree } from './support/desktop/processes'
import { answerBoxes, ended, inPage, processesOf, quit, textInPage } from './support/app/main-process'
import { tricklingFile } from './support/servers/simulator'
import {
  card,
  expectPhase,
  order,
  promptField,
  select,
  signIn,
  testKey,
  whatNow,
  unconfirmedPhase
} from './support/window/window'

const wish = { prompt: 'a paper boat' }

test('continues when the window, the downloads or the graphics process dies [F57, F58, F59]', async ({
  launchApp,
  simulator
}) => {
  simulator.fault([
    { fault: 'job-proxy-links', value: 'missing' },
    { ...tricklingFile, times: 1 }
  ])
  // A small script heap that fills up quickly.
  const app = await launchApp({ args: ['--js-flags=--max-old-space-size=200'] })
  const { electron, page } = app
  await signIn(app)
  await order(app, wish)
  await expectPhase(app, wish.prompt, 'Downloading \\d+ %')

  await test.step('the download process', async () => {
    const [before] = await processesOf(electron, 'Dailies downloads')
    process.kill(before!, 'SIGKILL')
    await expectPhase(app, wish.prompt, 'Safe on disk')
    expect(await processesOf(electron, 'Dailies downloads')).not.toContain(before)
    expect(await videosIn(app.libraryFolder)).toHaveLength(1)
  })

  await test.step('the graphics process, repeatedly', async () => {
    for (let death = 0; death < 5; death += 1) {
      const [gpu] = await processesOf(electron, 'GPU')
      process.kill(gpu!, 'SIGKILL')
      await expect.poll(() => processesOf(electron, 'GPU')).not.toContain(gpu)
      await expect.poll(async () => (await processesOf(electron, 'GPU')).length).toBe(1)
    }
    await page.screenshot()
  })

  await promptField(page).fill('half a thought')
  await search(page).fill('paper')
  await select(app, wish.prompt)
  await expect.poll(async () => (await callApp(page, 'draft.get', {})).draft).toContain('half a thought')
  const isAsBefore = async (): Promise<void> => {
    await expect.poll(() => textInPage(electron)).toContain(', verified')
    expect(
      await inPage(electron, () => ({
        prompt: document.querySelector('textarea')!.value,
        search: document.querySelector<HTMLInputElement>('[aria-label="Search"]')!.value,
        selected: document.querySelectorAll('[role="option"][aria-selected="true"]').length
      }))
    ).toEqual({ prompt: 'half a thought', search: 'paper', selected: 1 })
  }

  await test.step('the page crashes', async () => {
    const gone = electron.evaluate(({ BrowserWindow }) => {
      const { webContents } = BrowserWindow.getAllWindows()[0]!
      webContents.forcefullyCrashRenderer()
      return new Promise<void>((resolve) => webContents.once('did-finish-load', () => resolve()))
    })
    await gone
    await isAsBefore()
  })

  await test.step('the page hangs', async () => {
    await answerBoxes(electron, ['Reload the window'])
    await electron.evaluate(({ BrowserWindow }) => {
      const window = BrowserWindow.getAllWindows()[0]!
      void window.webContents.executeJavaScript('for (;;) {}').catch(() => undefined)
      const loaded = new Promise<void>((resolve) =>
        window.webContents.once('did-finish-load', () => resolve())
      )
      // Chromium's own detection is off for a page under a test driver.
      window.emit('unresponsive')
      return loaded
    })
    expect(app.logs()).toContain('asked: Dailies isn’t responding.')
    await isAsBefore()
  })

  await test.step('the page runs out of memory, the third end within a minute', async () => {
    await answerBoxes(electron, ['Try again'])
    await electron.evaluate(({ BrowserWindow }) => {
      const { webContents } = BrowserWindow.getAllWindows()[0]!
      const endless = 'const kept = []; for (;;) kept.push(new Array(10_000).fill(Math.random()))'
      void webContents.executeJavaScript(endless).catch(() => undefined)
      return new Promise<void>((resolve) => webContents.once('did-finish-load', () => resolve()))
    })
    expect(app.logs()).toContain('asked: The window crashed several times in a row.')
    await isAsBefore()
  })

  await test.step('no crashed process left the key behind', async () => {
    expect(await filesHolding(app.home, testKey)).toEqual([])
  })
})

test('pauses downloads, and says why, after five crashes of their process in a minute [F58]', async ({
  launchApp,
  simulator
}) => {
  simulator.fault([{ fault: 'job-proxy-links', value: 'missing' }, tricklingFile])
  const app = await launchApp()
  const processes = () => processesOf(app.electron, 'Dailies downloads')
  await signIn(app)
  await order(app, wish)
  await expectPhase(app, wish.prompt, 'Downloading \\d+ %')
  await select(app, wish.prompt)
  const retry = whatNow(app.page).getByRole('button', { name: 'Retry' })
  const rest = 'The downloader crashed five times in a minute. Retrying in one minute.'
  // It restarts by itself, later each time; the button is quicker. On a slow machine the first crashes are soon
  // older than a minute, so more are needed.
  await expect(async () => {
    const [downloads] = await processes()
    if (downloads !== undefined) process.kill(downloads, 'SIGKILL')
    else if (await retry.isVisible()) await retry.click({ timeout: 1000 })
    expect(await whatNow(app.page).textContent()).toContain(rest)
  }).toPass({ intervals: [20], timeout: 250_000 })
  await retry.click()
  await expect(whatNow(app.page)).toContainText(rest)
  expect(await processes()).toEqual([])
  expect(simulator.ledger().entries).toHaveLength(1)
})

test('logs an unexpected error, shows it once, and quits with everything saved [F60]', async ({
  launchApp,
  simulator
}) => {
  simulator.fault({ fault: 'job-finish-after', value: 1_000_000, times: 1 })
  const app = await launchApp()
  await signIn(app)
  await order(app, wish)
  await expectPhase(app, wish.prompt, 'Generating')
  await answerBoxes(app.electron, ['Quit', 'Quit'])
  const gone = ended(app.electron)
  await app.electron.evaluate((_electron, key) => {
    setTimeout(() => {
      void Promise.reject(new Error('and nobody waited'))
      throw new Error(`a mistake about ${key}`)
    })
  }, testKey)
  await gone
  const asked = app.logs().match(/asked: .*/g)
  expect(asked).toEqual(['asked: Dailies ran into an error and had to stop.'])
  const log = await textOfLogs(app)
  expect(log).toContain('a mistake about')
  expect(log).not.toContain(testKey)

  await app.start()
  await expectPhase(app, wish.prompt, 'Generating')
  simulator.set({ advanceSeconds: 1_000_000 })
  await expectPhase(app, wish.prompt, 'Safe on disk')
  expect(simulator.ledger().entries).toHaveLength(1)
})

test('quits at once on a system shutdown, and asks once when the user quits during a paid request [F65, F66]', async ({
  launchApp,
  simulator
}) => {
  const prompts = ['one', 'two', 'three'].map((name) => `a paper boat, ${name}`)
  simulator.fault([
    { fault: 'job-proxy-links', value: 'missing' },
    { ...tricklingFile, times: 3 }
  ])
  const app = await launchApp()
  await signIn(app)
  for (const prompt of prompts) await order(app, { prompt })
  for (const prompt of prompts) await expectPhase(app, prompt, 'Downloading \\d+ %')
  const gone = ended(app.electron)
  app.electron.process().kill('SIGTERM')
  await gone
  expect(await videosIn(app.libraryFolder)).toEqual([])

  await app.start()
  for (const prompt of prompts) await expectPhase(app, prompt, 'Safe on disk')
  expect(await videosIn(app.libraryFolder)).toHaveLength(3)
  expect(simulator.ledger().requests['file']).toBe(6)

  simulator.fault({ fault: 'submit-no-answer-created', times: 1 })
  await order(app, wish)
  await expectPhase(app, wish.prompt, 'Sending')
  await expect.poll(() => simulator.ledger().entries).toHaveLength(4)
  await answerBoxes(app.electron, ['Keep it open', 'Close Dailies'])
  await quit(app.electron)
  await expectPhase(app, wish.prompt, 'Sending')
  const closed = ended(app.electron)
  await quit(app.electron)
  await closed
  expect(app.logs().match(/asked: .*/g)).toEqual(Array(2).fill('asked: A clip is being sent right now.'))

  await app.start()
  await expectPhase(app, wish.prompt, unconfirmedPhase)
  expect(simulator.ledger().entries).toHaveLength(4)

  // Like a system shutdown: the app delays it, but not for a download.
  const last = { prompt: 'a paper boat, the last' }
  simulator.fault({ ...tricklingFile, times: 1 })
  await order(app, last)
  await expectPhase(app, last.prompt, 'Downloading \\d+ %')
  const shut = ended(app.electron)
  await app.electron.evaluate(({ powerMonitor }) => {
    const event = { preventDefault: () => process.stdout.write('asked: wait a moment\n') }
    setImmediate(() => powerMonitor.emit('shutdown', event))
  })
  await shut
  expect(app.logs()).toContain('asked: wait a moment')
  expect((await partsIn(app.libraryFolder))[0]).toBeGreaterThan(0)

  await app.start()
  await expectPhase(app, last.prompt, 'Safe on disk')
  expect(simulator.ledger().requests['file']).toBe(8)
})

test('treats sleep, and a drag that stalls the main process, as no failure [F17, F73]', async ({
  launchApp,
  simulator
}) => {
  // While it is stalled, what it waits for arrives: an answer, a poll, bytes of a file.
  simulator.fault([
    { fault: 'submit-slow', value: 20, times: 1 },
    { fault: 'file-drip', value: 100_000, times: 1 }
  ])
  const app = await launchApp()
  await signIn(app)
  // It begins after the evaluation has been answered: with a garbage collection meanwhile, no answer would come.
  const stall = (ms: number): Promise<void> =>
    app.electron.evaluate(({ powerMonitor }, forMs) => {
      setImmediate(() => {
        powerMonitor.emit('suspend')
        const untilMs = Date.now() + forMs
        while (Date.now() < untilMs);
        powerMonitor.emit('resume')
        process.stdout.write('the stall is over\n')
      })
    }, ms)
  await order(app, wish)
  await expectPhase(app, wish.prompt, 'Sending')
  await stall(3000)
  await expect(card(app.page, wish.prompt)).toHaveAccessibleName(/, (Generating|Downloading)/)
  await stall(1000)
  await expectPhase(app, wish.prompt, 'Downloading')
  await stall(1000)
  await expectPhase(app, wish.prompt, 'Safe on disk')
  expect(app.logs().match(/the stall is over/g)).toHaveLength(3)
  expect(simulator.ledger().entries).toMatchObject([{ accepted: true }])
  expect(await textOfLogs(app)).not.toContain('nothing expected')
})

test('survives seconds of suspension of every process while polling and downloading [F17]', async ({
  launchApp,
  simulator
}) => {
  simulator.fault([
    { fault: 'job-finish-after', value: 1_000_000, times: 1 },
    { fault: 'job-proxy-links', value: 'missing' },
    // Slow enough to be suspended while it downloads; sped up afterwards.
    { fault: 'file-drip', value: 500, times: 1 }
  ])
  const app = await launchApp()
  await signIn(app)
  const standStill = async (): Promise<void> => {
    const processes = processTree(app.electron.process().pid!)
    for (const pid of processes) process.kill(pid, 'SIGSTOP')
    // The duration is the fault under test.
    await wait(3000)
    for (const pid of processes) process.kill(pid, 'SIGCONT')
  }
  await order(app, wish)
  await expectPhase(app, wish.prompt, 'Generating')
  simulator.set({ advanceSeconds: 1_000_000 })
  await standStill()
  await expectPhase(app, wish.prompt, 'Downloading \\d+ %')
  await standStill()
  simulator.set({ speed: 2000 })
  await expectPhase(app, wish.prompt, 'Safe on disk')
  expect(simulator.ledger()).toMatchObject({ entries: [{ accepted: true }], requests: { file: 1 } })
  expect(await textOfLogs(app)).not.toContain(' ERROR ')
})

test('opens a library folder in use by another Dailies for reading, and takes it when it is free [F56]', async ({
  launchApp,
  freshFolder
}) => {
  const [home, otherHome] = [await freshFolder(), await freshFolder()]
  await symlink(join(home, 'Videos'), join(otherHome, 'Videos'))
  const first = await launchApp({ home })
  await signIn(first)
  const second = await launchApp({ home: otherHome })
  const bar = second.page
    .getByRole('status')
    .filter({ hasText: 'Another copy of Dailies is using this library' })
  await expect(bar).toBeVisible()
  await order(second, wish)
  await expectPhase(second, wish.prompt, 'Waiting for the library folder')
  await first.close()
  await expectPhase(second, wish.prompt, 'Safe on disk')
  await expect(bar).toBeHidden()
})
