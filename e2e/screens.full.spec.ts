import { join } from 'node:path'
import { expect, test } from './support/app/app'
import { enterKey, fillComposer } from './support/window/composer'
import { search, tileOf, waitForPosters } from './support/window/library-view'
import { lookAt, resizeWindow } from './support/window/screens'
import { seedLibrary, type Seed } from './support/files/seed'
import { expectPhase, inspector, order, select, signIn, testKey, whatNow } from './support/window/window'

const many: readonly Seed[] = [
  { prompt: 'Aerial shot over a salt lagoon at first light, slow push towards the far dunes' },
  { prompt: 'A woman in a yellow raincoat crosses an empty square, reflections in the wet stone' },
  {
    prompt: 'A lighthouse keeper climbs the stairs',
    state: 'failed',
    problem: {
      code: 'content_refused',
      message: 'The model refused this prompt under its content rules. It didn’t say which words.',
      advice: 'Change the prompt, or try another model.',
      theirWords: 'The prompt was rejected by the content filter.',
      retryable: false,
      charged: 'not_known'
    }
  },
  {
    prompt: 'Two dancers on a rooftop, handheld, neon signs behind them',
    state: 'unconfirmed',
    problem: {
      code: 'may_have_been_sent',
      message: 'ModelsLab never answered. It may be running and may be charged.',
      advice: 'Check your account before you send it again.',
      retryable: false,
      charged: 'not_known'
    }
  },
  { prompt: 'Fog rolls through a pine forest', video: 'missing' },
  { prompt: 'Rain on a tin roof, close-up, shallow focus', state: 'queued', needsClick: true },
  { prompt: 'A street musician packs up', state: 'cancelled' },
  ...Array.from({ length: 14 }, (_, index) => ({ prompt: `Take ${index + 1} of the harbour at night` })),
  { prompt: 'A paper boat that nobody wanted', deleted: true },
  { prompt: 'Another one for the bin', deleted: true }
]

const awkward: readonly Seed[] = [
  { prompt: 'Ein Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichenfabrikant '.repeat(30).trim() },
  { prompt: 'شارع قديم في المدينة عند الغروب، كاميرا محمولة باليد، أضواء دافئة' },
  { prompt: 'ילדה רצה בשדה חמניות, צילום איטי' },
  { prompt: '👩‍👩‍👧‍👦🏳️‍🌈 family picnic 🧺🌳 with 🐕‍🦺 and confetti 🎉🎊' },
  { prompt: 'https://example.invalid/' + 'averylongaddresswithoutanybreak'.repeat(8) },
  { prompt: '東京の路地裏、雨、ネオンの反射、ゆっくりとしたドリーショット' },
  { prompt: `A thousand lines\n${'and one more\n'.repeat(380)}` },
  { prompt: 'Turned \u202Egnp.exe round, z\u200Be\u200Br\u200Bo width, Z̴̧͉̈́a̷͎͐l̵̻̈g̶͖̀ô' },
  { prompt: '<b>not bold</b> & "quoted" {a|b} [sim: x]\nsecond line\n\n\nfifth line' }
]

test('first run', async ({ desktop, launchApp, freshFolder }) => {
  const app = await launchApp()
  await expect(app.page.getByLabel('API key', { exact: true })).toBeVisible()
  await lookAt(app, 'first-run')
  await enterKey(app.page, 'bad-key-of-nobody')
  await expect(app.page.getByRole('alert')).toBeVisible()
  await lookAt(app, 'first-run-bad-key')
  const nowhere = `unix:path=${join(await freshFolder(), 'nobody')}`
  const other = await launchApp({ desktop: { ...desktop.env, DBUS_SESSION_BUS_ADDRESS: nowhere } })
  await expect(other.page.getByText('Couldn’t open your desktop keyring')).toBeVisible()
  await lookAt(other, 'first-run-no-keychain')
})

test('an empty library, the composer and the settings', async ({ launchApp }) => {
  const app = await launchApp()
  await signIn(app)
  await lookAt(app, 'empty')
  await fillComposer(app.page, {
    prompt: 'A paper boat crosses a puddle after the rain; low angle, the street lamps come on one by one.',
    aspectRatio: '9:16',
    durationSeconds: 6
  })
  await lookAt(app, 'composer-filled')
  await app.page.getByRole('combobox', { name: /^Model/ }).click()
  await expect(app.page.getByRole('option').first()).toBeVisible()
  await lookAt(app, 'composer-models')
  await app.page.keyboard.press('Escape')
  await app.page.getByRole('button', { name: 'Settings', exact: true }).click()
  await expect(app.page.getByRole('dialog', { name: 'Settings' })).toBeVisible()
  await lookAt(app, 'settings')
  const appearance = app.page.getByRole('button', { name: 'Appearance' })
  await appearance.click()
  // The scroll event comes with the next frame.
  await app.page.evaluate(
    () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))
  )
  await expect(appearance).toHaveAttribute('aria-current', 'true')
  await app.page.getByRole('button', { name: 'Show licences' }).click()
  await expect(app.page.getByRole('region', { name: 'Licences' })).toContainText('mediabunny')
  await expect(app.page.getByRole('region', { name: 'Licences' })).toBeFocused()
  await lookAt(app, 'settings-licences')
  await app.page.keyboard.press('Escape')
  await app.page.keyboard.press('Control+1')
  await app.page.keyboard.press('?')
  await expect(app.page.getByRole('dialog')).toBeVisible()
  await lookAt(app, 'shortcuts')
})

test.describe('while clips are made', () => {
  test.use({ simulatorSettings: { faults: ['job-stuck'], queueLimit: 20 } })

  test('in progress', async ({ launchApp }) => {
    const app = await launchApp()
    await signIn(app)
    for (const scene of ['a', 'b', 'c', 'd', 'e', 'f'])
      await order(app, { prompt: `Scene ${scene}: the harbour wakes` })
    await expectPhase(app, 'Scene a: the harbour wakes', 'Generating')
    await expectPhase(app, 'Scene f: the harbour wakes', 'Waiting for a free slot')
    await select(app, 'Scene f: the harbour wakes')
    await expect(whatNow(app.page)).toContainText('Waiting for a free slot: 5 at a time.')
    await select(app, 'Scene a: the harbour wakes')
    await lookAt(app, 'in-progress')
    await app.page.getByRole('button', { name: /running/ }).click()
    await lookAt(app, 'in-progress-queue')
  })
})

test('a library of every state', async ({ launchApp, freshFolder }) => {
  const home = await freshFolder()
  seedLibrary(home, many)
  const app = await launchApp({ home })
  const { page } = app
  await waitForPosters(page, 10)
  for (const [words, name] of [
    ['Aerial shot', 'ready'],
    ['A lighthouse', 'failed'],
    ['Two dancers', 'unconfirmed'],
    ['Fog rolls', 'missing'],
    ['Rain on', 'waits-for-click']
  ] as const) {
    await tileOf(page, words).click()
    await expect(tileOf(page, words)).toHaveAttribute('aria-selected', 'true')
    await lookAt(app, name)
  }
})

test('a library in search and filters', async ({ launchApp, freshFolder }) => {
  const home = await freshFolder()
  seedLibrary(home, many)
  const app = await launchApp({ home })
  const { page } = app
  await waitForPosters(page, 10)
  await tileOf(page, 'Take 1 ').click()
  await tileOf(page, 'Take 4 ').click({ modifiers: ['Shift'] })
  await lookAt(app, 'selection')
  await page.getByRole('toolbar', { name: 'Selection' }).getByRole('button', { name: 'Trash' }).hover()
  await expect(page.getByText('Move to trash')).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(page.getByText('Move to trash')).toBeHidden()
  await expect(page.getByRole('option', { selected: true })).toHaveCount(0)
  await search(page).fill('no such words')
  await expect(page.getByText('No clip matches')).toBeVisible()
  await lookAt(app, 'search-nothing')
  await search(page).fill('')
  await page.getByRole('radio', { name: 'Needs you' }).click()
  await expect(page.getByRole('option')).toHaveCount(4)
  await lookAt(app, 'needs-you')
  await page.getByRole('radio', { name: 'Trash' }).click()
  await expect(page.getByRole('option')).toHaveCount(3)
  await lookAt(app, 'trash')
})

test('a small window', async ({ launchApp, freshFolder }) => {
  const home = await freshFolder()
  seedLibrary(home, many)
  const app = await launchApp({ home })
  await waitForPosters(app.page, 6)
  await resizeWindow(app, 900, 600)
  await lookAt(app, 'small')
  await tileOf(app.page, 'Aerial shot').click()
  await tileOf(app.page, 'Aerial shot').click()
  await expect(app.page.getByRole('complementary', { name: 'Inspector' })).toBeVisible()
  await lookAt(app, 'small-inspector')
})

test('long words, many lines, other scripts and signs [D19]', async ({ launchApp, freshFolder }) => {
  const home = await freshFolder()
  seedLibrary(home, [
    ...awkward,
    ...awkward.map((seed) => ({ ...seed, state: 'queued' as const, needsClick: true }))
  ])
  const app = await launchApp({ home })
  await waitForPosters(app.page, awkward.length)
  await fillComposer(app.page, { prompt: awkward[1]!.prompt })
  for (const [words, name] of [
    ['Ein Donau', 'long-text'],
    ['شارع', 'right-to-left'],
    ['https', 'long-address'],
    ['A thousand lines', 'many-lines'],
    ['Turned', 'turned-round']
  ] as const) {
    await tileOf(app.page, words).first().click()
    const title = inspector(app.page).getByRole('textbox', { name: 'Title' })
    await expect(title).toHaveAttribute('dir', name === 'right-to-left' ? 'rtl' : 'ltr')
    await lookAt(app, name)
  }
})

test('offline', async ({ launchApp, freshFolder }) => {
  const home = await freshFolder()
  seedLibrary(home, many.slice(0, 2))
  const app = await launchApp({ home, apiUrl: 'http://127.0.0.1:9' })
  await app.page.getByRole('button', { name: 'Add key' }).click()
  await enterKey(app.page, testKey)
  await expect(app.page.getByText('Saved in your desktop keyring.')).toBeVisible()
  await app.page.keyboard.press('Escape')
  await order(app, { prompt: 'A kite over the harbour' })
  await expectPhase(app, 'A kite over the harbour', 'Waiting for the network')
  await select(app, 'A kite over the harbour')
  await lookAt(app, 'offline')
})

test('a thousand clips', async ({ launchApp, freshFolder }) => {
  const home = await freshFolder()
  seedLibrary(
    home,
    Array.from({ length: 1000 }, (_, index) => ({ prompt: `Take ${index + 1} of the harbour at night` }))
  )
  const app = await launchApp({ home })
  await expect(app.page.getByRole('radio', { name: /^All/ })).toContainText(/1.?000/)
  await waitForPosters(app.page, 12)
  await lookAt(app, 'thousand')
  await tileOf(app.page, 'Take 1 ').click()
  await app.page.keyboard.press('End')
  await expect(tileOf(app.page, 'Take 1000 ')).toBeVisible()
  await app.page.keyboard.press('Control+a')
  await expect(app.page.getByRole('toolbar', { name: 'Selection' })).toContainText('1,000 selected')
})
