import { once } from 'node:events'
import { readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from './support/app/app'
import { callApp } from './support/app/bridge'
import { outputOf } from './support/desktop/processes'
import { spawnSecond, startSecond, type SecondStart } from './support/app/second-start'

test('runs one app per profile with any arguments, and none without write access [F55, F71, D17, D18]', async ({
  desktop,
  launchApp,
  packaged,
  freshFolder
}) => {
  // Twenty programs at once use the whole machine.
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

  await test.step('twenty at once, with all kinds of arguments', async () => {
    const words = [
      'dailies://open/../../etc/passwd',
      '/etc/passwd',
      '--demo=1',
      // A package refuses switches that it does not know (packaged.spec.ts).
      ...(packaged ? [] : [`--key=${'x'.repeat(50_000)}`])
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

  /** Waits for the message box of a failed start, closes it, and waits for the exit. */
  const refusalOf = async (start: Promise<SecondStart>): Promise<SecondStart> => {
    let hasEnded = false
    void start.finally(() => (hasEnded = true))
    const xdotool = (...words: string[]) => outputOf('xdotool', words, desktop.env)
    /** Presses the key from a separate process: xdotool that also looks for a closed window exits with the key down. */
    const pressReturn = async (): Promise<void> => {
      const box = await xdotool('search', '--onlyvisible', '--name', '^Error$', 'windowactivate')
      if (box !== undefined) await xdotool('key', 'Return')
    }
    // The box ignores keys until it is ready.
    await expect.poll(async () => hasEnded || (await pressReturn(), hasEnded)).toBe(true)
    return start
  }
  const file = join(app.home, 'a file')
  await writeFile(file, '')

  await test.step('a read-only profile', async () => {
    const start = startSecond(app, { args: [`--user-data-dir=${file}/profile`] })
    const { code, complaints } = await refusalOf(start)
    expect(code).toBe(1)
    expect(complaints).toContain(`Nothing can be written to ${file}/profile`)
  })

  await test.step('a read-only home', async () => {
    const env = { HOME: `${file}/home`, XDG_CONFIG_HOME: undefined }
    const { code, complaints } = await refusalOf(startSecond(app, { env, ownProfile: true }))
    expect(code).toBe(1)
    expect(complaints).toContain(`Nothing can be written to ${file}/home/.config/`)
  })

  await test.step('a relative folder in a variable', async () => {
    const home = await freshFolder()
    const env = { HOME: home, XDG_CONFIG_HOME: 'relative/config' }
    const start = await spawnSecond(app, { env, ownProfile: true, cwd: home })
    const ended = once(start, 'close')
    const names = () => readdir(home, { recursive: true })
    await expect
      .poll(names)
      .toContainEqual(expect.stringMatching(/^\.config\/[^/]+\/state\/library\.sqlite$/))
    start.kill('SIGTERM')
    await ended
    expect((await names()).filter((name) => name.startsWith('relative'))).toEqual([])
  })
})
