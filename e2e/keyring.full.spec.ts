import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test as base, type RunningApp } from './support/app/app'
import { ended } from './support/app/main-process'
import { callApp } from './support/app/bridge'
import { startKeyring, type Keyring } from './support/desktop/keyring'
import { processTree, type Environment } from './support/desktop/processes'
import { startSessionBus, type SessionBus } from './support/desktop/session-bus'
import { enterKey } from './support/window/composer'
import { balanceChip, testKey } from './support/window/window'

interface Session {
  readonly env: Environment
  readonly keyring: Keyring | undefined
  stop(): Promise<void>
}

type SessionKind = 'no keyring' | 'locked' | 'unlocked'

async function startSession(desktop: Environment, folder: string, kind: SessionKind): Promise<Session> {
  const bus: SessionBus = await startSessionBus(folder, desktop)
  const env = { ...desktop, DBUS_SESSION_BUS_ADDRESS: bus.address }
  const keyring =
    kind === 'no keyring' ? undefined : await startKeyring(folder, env, { unlocked: kind === 'unlocked' })
  return {
    env,
    keyring,
    stop: async () => {
      await keyring?.stop()
      await bus.stop()
    }
  }
}

interface Fixtures {
  /** A separate session bus with the requested keyring. Declared before `launchApp`, so that it outlives the app. */
  readonly openSession: (kind: SessionKind) => Promise<Session>
}

const test = base.extend<Fixtures>({
  openSession: async ({ desktop, freshFolder }, use) => {
    const sessions: Session[] = []
    await use(async (kind) => {
      const session = await startSession(desktop.env, await freshFolder(), kind)
      sessions.push(session)
      return session
    })
    for (const session of sessions) await session.stop()
  }
})

/** Quits the app as its menu does and waits until all its processes have ended. */
async function quits(app: RunningApp): Promise<void> {
  const pids = processTree(app.electron.process().pid!)
  const gone = ended(app.electron)
  await app.electron.evaluate(({ app: main }) => {
    setImmediate(() => main.quit())
  })
  await gone
  await expect.poll(() => pids.filter((pid) => existsSync(`/proc/${pid}/exe`))).toEqual([])
}

const keychainBox = ({ page }: RunningApp) => page.getByRole('status').filter({ hasText: 'Try again' })

/** Checks a desktop without a keychain: the app says so, works, and forgets the key. */
async function worksUntilQuit(app: RunningApp): Promise<void> {
  await expect(keychainBox(app)).toContainText('Couldn’t open your desktop keyring')
  await expect(keychainBox(app)).toContainText('A key you enter now won’t be saved after you quit.')
  await enterKey(app.page, testKey)
  await expect(balanceChip(app.page)).toHaveAccessibleName(/\$/)
  await app.page.getByRole('button', { name: 'Settings', exact: true }).click()
  const settings = app.page.getByRole('dialog', { name: 'Settings' })
  await expect(settings.getByText('Only in memory until you quit.', { exact: true })).toBeVisible()
  await settings.getByRole('button', { name: 'Test' }).click()
  await expect(settings.getByText('The key works.')).toBeVisible()
  await quits(app)
  await app.relaunch()
  await expect(app.page.getByLabel('API key', { exact: true })).toBeEmpty()
}

test('without a session bus [F61]', async ({ desktop, launchApp, freshFolder }) => {
  const nowhere = `unix:path=${join(await freshFolder(), 'nobody')}`
  await worksUntilQuit(await launchApp({ desktop: { ...desktop.env, DBUS_SESSION_BUS_ADDRESS: nowhere } }))
})

test('on a bus without a keyring [F61]', async ({ openSession, launchApp }) => {
  await worksUntilQuit(await launchApp({ desktop: (await openSession('no keyring')).env }))
})

test('with a locked keyring [F62]', async ({ openSession, launchApp }) => {
  await worksUntilQuit(await launchApp({ desktop: (await openSession('locked')).env }))
})

test.describe('a keyring that does not answer [F63]', () => {
  const waiting = 'Waiting for your desktop keyring to answer.'

  test('blocks neither the window nor quitting', async ({ openSession, launchApp }) => {
    const session = await openSession('unlocked')
    session.keyring!.freeze()
    const app = await launchApp({ desktop: session.env })
    await expect(keychainBox(app)).toContainText(waiting)
    await quits(app)
  })

  test('accepts a key for this run and quits in time', async ({ openSession, launchApp }) => {
    const session = await openSession('unlocked')
    session.keyring!.freeze()
    const app = await launchApp({ desktop: session.env })
    await expect(keychainBox(app)).toContainText(waiting)
    await enterKey(app.page, testKey)
    await expect(balanceChip(app.page)).toHaveAccessibleName(/\$/)
    await expect(app.page.getByText(waiting)).toBeVisible()
    expect((await callApp(app.page, 'app.state', {})).key).toMatchObject({
      status: 'present',
      keptIn: 'memory'
    })
    await quits(app)
  })

  test('stores the key when it answers late, and has it at the next start', async ({
    openSession,
    launchApp
  }) => {
    const session = await openSession('unlocked')
    session.keyring!.freeze()
    const app = await launchApp({ desktop: session.env })
    await expect(keychainBox(app)).toContainText(waiting)
    await enterKey(app.page, testKey)
    await expect(balanceChip(app.page)).toHaveAccessibleName(/\$/)
    session.keyring!.thaw()
    await app.page.getByRole('button', { name: 'Settings', exact: true }).click()
    await expect(app.page.getByText('Saved in your desktop keyring.')).toBeVisible()
    await expect(app.page.getByText(waiting)).toBeHidden()

    await app.close()
    session.keyring!.freeze()
    await app.start()
    await expect(app.page.getByText(waiting).first()).toBeVisible()
    session.keyring!.thaw()
    await expect(balanceChip(app.page)).toHaveAccessibleName(/\$/)
  })
})
