import type { ElectronApplication, Page } from '@playwright/test'
import { expect, test, type RunningApp } from './support/app/app'
import { callApp } from './support/app/bridge'
import { answerBoxes } from './support/app/main-process'
import { startSecond } from './support/app/second-start'
import { signIn } from './support/window/window'

test.use({ simulatorSettings: { speed: 200, balanceMicrodollars: 1_000_000_000 } })

/** A clip of $1.92. */
const request = { modelId: 'veo-3.1-fast', prompt: 'a boat', aspectRatio: '16:9', durationSeconds: 8 }

/** Presses Generate as fast as the bridge takes it, every way that a page can. Returns the ids of what was accepted. */
const flood = (page: Page, presses: number): Promise<readonly string[]> =>
  page.evaluate(
    async ([wanted, count]) => {
      type Call = (input: unknown) => Promise<{ readonly ok: boolean; readonly value?: unknown }>
      const { call } = (window as unknown as { readonly dailies: { readonly call: Record<string, Call> } })
        .dailies
      const samePress = crypto.randomUUID()
      const create = (pressId: string, takes: number): ReturnType<Call> =>
        call['generations.create']!({
          pressId,
          requests: Array.from({ length: takes }, () => wanted),
          waitForCredit: true,
          overCap: true
        })
      const answers: { readonly ok: boolean; readonly value?: unknown }[] = []
      for (let press = 0; press < count; press += 1) {
        const presses = [
          create(crypto.randomUUID(), 1),
          create(crypto.randomUUID(), 64),
          create(samePress, 1 + (press % 3))
        ]
        for (const one of presses) void one.then((answer) => answers.push(answer))
      }
      // A call that waits for a dialog is never answered; one that came after it is.
      await call['app.state']!({})
      const made = answers.flatMap(({ ok, value }) =>
        ok ? (value as { readonly generations: readonly { readonly id: string }[] }).generations : []
      )
      const ids = [...new Set(made.map(({ id }) => id))]
      for (const id of ids) {
        const allowed = { waitForCredit: true, overCap: true }
        void call['generations.sendAgain']!({ id, pressId: crypto.randomUUID(), ...allowed })
        void call['generations.release']!({ ids: [id], ...allowed })
      }
      await call['app.state']!({})
      return ids
    },
    [request, presses] as const
  )

/** Tries to make spending cheaper or unlimited, and calls everything else of the bridge with what it may take. */
const attack = (page: Page, ids: readonly string[]): Promise<void> =>
  page.evaluate(async (known) => {
    type Call = (input: unknown) => Promise<unknown>
    const { call, send } = (
      window as unknown as {
        readonly dailies: {
          readonly call: Record<string, Call>
          readonly send: Record<string, (input: unknown) => void>
        }
      }
    ).dailies
    const price = { microdollars: 1, per: 'video', asOf: '2026-11-29' }
    const caps = [null, 1e15, '1e9', -1, 0.5, Number.MAX_SAFE_INTEGER, [], { valueOf: 1 }]
    for (const cap of caps) {
      void call['settings.update']!({ dayCapMicrodollars: cap })
      void call['settings.update']!({ batchCapMicrodollars: cap })
      void call['settings.update']!({ dayCapMicrodollars: cap, batchCapMicrodollars: cap, theme: 'dark' })
    }
    for (const id of ['veo-3.1-fast', 'veo-3.1']) void call['models.add']!({ id, name: 'Cheap', price })
    void call['models.remove']!({ id: 'veo-3.1-fast' })
    void call['app.setDemo']!({ demo: false })
    void call['key.set']!({ key: 'key-of-somebody-else' })
    void call['key.remove']!({})
    const inputs = [
      {},
      { ids: known },
      { id: known[0] },
      { id: known[0], hidden: false },
      { ids: known, waitForCredit: true, overCap: true },
      { id: known[0], pressId: crypto.randomUUID(), waitForCredit: true, overCap: true },
      { id: known[0], remoteId: '1' },
      { paused: false }
    ]
    for (const name of Object.keys(call)) for (const input of inputs) void call[name]!(input)
    for (const name of Object.keys(send)) for (const input of inputs) send[name]!(input)
    for (const url of known.map((id) => `dailies://clip/${id}`).concat('dailies://generate?prompt=a+boat')) {
      window.open(url)
      const link = Object.assign(document.createElement('a'), { href: url })
      document.body.append(link)
      link.click()
    }
    // Answered after everything before it.
    await call['app.state']!({})
  }, ids)

/** Leaves every native dialog open, as one that nobody answers, and counts them. */
const leaveDialogsOpen = (electron: ElectronApplication): Promise<void> =>
  electron.evaluate(({ dialog }) => {
    const asked: string[] = []
    Object.assign(globalThis, { asked })
    dialog.showMessageBox = (...inputs: unknown[]) => {
      asked.push((inputs.at(-1) as { readonly message: string }).message)
      return new Promise(() => undefined)
    }
  })
const asked = (electron: ElectronApplication): Promise<readonly string[]> =>
  electron.evaluate(() => Reflect.get(globalThis, 'asked') as string[])

/** Counts the clips of the library, those in the trash too. */
async function countClips({ page }: RunningApp): Promise<number> {
  const { counts } = await callApp(page, 'app.state', {})
  return counts.all + counts.trash
}

test('a hostile page buys for $50 at most while nobody answers the dialog', async ({
  launchApp,
  simulator
}) => {
  const app = await launchApp()
  await signIn(app)
  await leaveDialogsOpen(app.electron)
  const ids = await flood(app.page, 60)
  // Twenty-six of $1.92; the next would pass the limit of an hour.
  expect(await countClips(app)).toBe(26)
  await expect.poll(() => simulator.ledger().entries.length).toBe(26)
  await attack(app.page, ids)
  expect(await flood(app.page, 60)).toEqual([])
  expect(await countClips(app)).toBe(26)
  expect(simulator.ledger().entries).toHaveLength(26)
  // One dialog at a time: the others are refused while it is open.
  expect(await asked(app.electron)).toHaveLength(1)
  expect((await callApp(app.page, 'app.state', {})).key.status).toBe('present')
})

test('a hostile page can neither pass nor raise the user’s caps', async ({ launchApp, simulator }) => {
  const app = await launchApp()
  await signIn(app)
  const caps = { dayCapMicrodollars: 6_000_000, batchCapMicrodollars: 4_000_000 }
  await callApp(app.page, 'settings.update', caps)
  await leaveDialogsOpen(app.electron)
  await attack(app.page, [])
  await flood(app.page, 60)
  expect((await callApp(app.page, 'app.state', {})).settings).toMatchObject(caps)
  // Three are within the day's limit.
  expect(await countClips(app)).toBe(3)
  await expect.poll(() => simulator.ledger().entries.length).toBe(3)
  expect(await asked(app.electron)).toHaveLength(1)
})

test('a hostile page uses one agreement once', async ({ launchApp, simulator }) => {
  const app = await launchApp()
  await signIn(app)
  await callApp(app.page, 'settings.update', { batchCapMicrodollars: 1_500_000 })
  await answerBoxes(app.electron, ['Send over the limit'])
  const pressId = crypto.randomUUID()
  const press = { pressId, requests: [request], waitForCredit: true, overCap: true }
  await callApp(app.page, 'generations.create', press)
  // The next dialog stays open, also for the press that was agreed to.
  await app.page.evaluate((again) => {
    const { call } = (
      window as unknown as { readonly dailies: { readonly call: Record<string, (input: unknown) => void> } }
    ).dailies
    for (let count = 0; count < 50; count += 1) call['generations.create']!(again)
  }, press)
  await flood(app.page, 20)
  expect(await countClips(app)).toBe(1)
  await expect.poll(() => simulator.ledger().entries.length).toBe(1)
})

test('a link from another program sends nothing', async ({ launchApp, simulator }) => {
  const app = await launchApp()
  await signIn(app)
  for (const link of ['dailies://prompt?text=a+boat&send=1', 'dailies://clip/1?send=1', 'dailies:--demo'])
    expect((await startSecond(app, { args: [link] })).code).toBe(0)
  expect(await countClips(app)).toBe(0)
  expect(simulator.ledger().entries).toEqual([])
})
