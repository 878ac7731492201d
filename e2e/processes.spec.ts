import { readdir, readFile, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test, type RunningApp } from './support/app'
import { callApp } from './support/bridge'
import { search } from './support/library-view'
import { filesHolding, videosIn } from './support/folder'
import { outputOf } from './support/desktop/processes'
import { answerBoxes, inPage, processesOf, quit, textInPage } from './support/main-process'
import { startSecond } from './support/second-start'
import { card, expectPhase, order, promptField, select, signIn, testKey } from './support/window'

const wish = { prompt: 'a paper boat' }

test('F57, F58, F59: the window, the downloads and the graphics may die, and the work goes on', async ({
  launchApp,
  simulator
}) => {
  simulator.fault([
    { fault: 'job-proxy-links', value: 'missing' },
    { fault: 'file-stall', value: 40_000, times: 1 }
  ])
  const app = await launchApp()
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

  await test.step('the graphics process, again and again', async () => {
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
    await expect.poll(() => textInPage(electron)).toContain('Safe on disk')
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
      // As Chromium does when an input was not taken for a while.
      window.emit('unresponsive')
      return loaded
    })
    await isAsBefore()
  })

  await test.step('nothing that died left the key behind', async () => {
    expect(await filesHolding(app.home, testKey)).toEqual([])
  })
})

test('F60: an error that nothing expected is logged, told once, and ends the app with everything in place', async ({
  launchApp,
  simulator
}) => {
  simulator.fault({ fault: 'job-finish-after', value: 1_000_000, times: 1 })
  const app = await launchApp()
  await signIn(app)
  await order(app, wish)
  await expectPhase(app, wish.prompt, 'Generating')
  await answerBoxes(app.electron, ['Quit', 'Quit'])
  const gone = app.electron.waitForEvent('close')
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

const textOfLogs = async ({ userData }: RunningApp): Promise<string> => {
  const folder = join(userData, 'logs')
  const names = await readdir(folder)
  return (await Promise.all(names.map((name) => readFile(join(folder, name), 'utf8')))).join('')
}

test('F65, F66: ends at once when the system says so, and asks once when the user quits while it pays', async ({
  launchApp,
  simulator
}) => {
  const prompts = ['one', 'two', 'three'].map((name) => `a paper boat, ${name}`)
  simulator.fault([
    { fault: 'job-proxy-links', value: 'missing' },
    { fault: 'file-stall', value: 40_000, times: 3 }
  ])
  const app = await launchApp()
  await signIn(app)
  for (const prompt of prompts) await order(app, { prompt })
  for (const prompt of prompts) await expectPhase(app, prompt, 'Downloading \\d+ %')
  const gone = app.electron.waitForEvent('close')
  const startedMs = Date.now()
  app.electron.process().kill('SIGTERM')
  await gone
  expect(Date.now() - startedMs).toBeLessThan(3000)
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
  const closed = app.electron.waitForEvent('close')
  await quit(app.electron)
  await closed
  expect(app.logs().match(/asked: .*/g)).toEqual(Array(2).fill('asked: A request is being sent right now.'))

  await app.start()
  await expectPhase(app, wish.prompt, 'May have been sent')
  expect(simulator.ledger().entries).toHaveLength(4)

  // As when the computer is shut down: it is asked to wait, and is not kept waiting.
  const shut = app.electron.waitForEvent('close')
  await app.electron.evaluate(({ powerMonitor }) => {
    const event = { preventDefault: () => process.stdout.write('asked: wait a moment\n') }
    setImmediate(() => powerMonitor.emit('shutdown', event))
  })
  await shut
  expect(app.logs()).toContain('asked: wait a moment')
})

test('F17, F73: sleep, and a drag that stalls the main process, are no reason to think that anything failed', async ({
  launchApp,
  simulator
}) => {
  // Whatever the main process waits for arrives while it cannot look: an answer, a poll, the bytes of a file.
  simulator.fault([
    { fault: 'submit-slow', value: 20, times: 1 },
    { fault: 'file-drip', value: 100_000, times: 1 }
  ])
  const app = await launchApp()
  await signIn(app)
  const stall = (ms: number): Promise<void> =>
    app.electron.evaluate(({ powerMonitor }, forMs) => {
      powerMonitor.emit('suspend')
      const untilMs = Date.now() + forMs
      while (Date.now() < untilMs);
      powerMonitor.emit('resume')
    }, ms)
  await order(app, wish)
  await expectPhase(app, wish.prompt, 'Sending')
  await stall(3000)
  await expect(card(app.page, wish.prompt)).toHaveAccessibleName(/, (Generating|Downloading)/)
  await stall(1000)
  await expectPhase(app, wish.prompt, 'Downloading')
  await stall(1000)
  await expectPhase(app, wish.prompt, 'Safe on disk')
  expect(simulator.ledger().entries).toMatchObject([{ accepted: true }])
  expect(await textOfLogs(app)).not.toContain('nothing expected')
})

test('F55, F71, D17, D18: one app a profile, whatever it is started with, and none where it cannot write', async ({
  desktop,
  launchApp
}) => {
  // Twenty programs at once take a machine's whole attention.
  test.slow()
  const app = await launchApp()
  const { electron } = app
  const isMinimized = () =>
    electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().map((own) => own.isMinimized()))
  await expect(app.page.getByRole('heading', { name: 'Dailies' })).toBeVisible()
  await electron.evaluate(({ app: main, BrowserWindow }) => {
    BrowserWindow.getAllWindows()[0]!.minimize()
    const counted = { handovers: 0 }
    main.on('second-instance', () => (counted.handovers += 1))
    Object.assign(globalThis, { counted })
  })
  await expect.poll(isMinimized).toEqual([true])

  await test.step('twenty at once, with all kinds of words', async () => {
    const words = [
      'dailies://open/../../etc/passwd',
      '/etc/passwd',
      '--demo=1',
      `--key=${'x'.repeat(50_000)}`
    ]
    const starts = await Promise.all(
      Array.from({ length: 20 }, (_, index) => startSecond(app, { args: words.slice(0, index % 5) }))
    )
    expect(starts.map(({ code }) => code)).toEqual(Array(20).fill(0))
    await expect
      .poll(() => electron.evaluate(() => Reflect.get(globalThis, 'counted') as unknown))
      .toEqual({ handovers: 20 })
    await expect.poll(isMinimized).toEqual([false])
    expect(electron.windows()).toHaveLength(1)
    expect((await callApp(app.page, 'app.state', {})).demo).toBe(false)
  })

  await test.step('a profile that cannot be written', async () => {
    const file = join(app.userData, 'window.json')
    await writeFile(file, '')
    const start = startSecond(app, { args: [`--user-data-dir=${file}/profile`] })
    let hasEnded = false
    void start.finally(() => (hasEnded = true))
    const xdotool = (...words: string[]) => outputOf('xdotool', words, desktop.env)
    /** The key in a process of its own: one that also asks for a window that is gone ends with the key still down. */
    const pressReturn = async (): Promise<void> => {
      const box = await xdotool('search', '--onlyvisible', '--name', '^Error$', 'windowactivate')
      if (box !== undefined) await xdotool('key', 'Return')
    }
    // The box takes no key before it has settled.
    await expect.poll(async () => hasEnded || (await pressReturn(), hasEnded)).toBe(true)
    const { code, complaints } = await start
    expect(code).toBe(1)
    expect(complaints).toContain(`Nothing can be written to ${file}/profile`)
  })
})

test('F56: a library folder that another Dailies uses is looked at, and taken when it is free', async ({
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
