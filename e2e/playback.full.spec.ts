import type { Page } from '@playwright/test'
import type { Bridge } from '../src/shared/contract'
import { expect, test, type RunningApp } from './support/app/app'
import { tileOf, waitForPosters } from './support/window/library-view'
import { openFiles } from './support/app/open-files'
import { seedLibrary, type SeededClip } from './support/files/seed'

const prompts = ['amber lantern', 'blue heron', 'cedar gate', 'dusty road', 'eager fox', 'fallen oak']

async function openLibrary(
  launchApp: (options: { home: string }) => Promise<RunningApp>,
  home: string
): Promise<{ app: RunningApp; clips: readonly SeededClip[] }> {
  const clips = seedLibrary(
    home,
    prompts.map((prompt) => ({ prompt }))
  )
  const app = await launchApp({ home })
  await waitForPosters(app.page, prompts.length)
  return { app, clips }
}

const heldClips = (app: RunningApp) => openFiles(app.electron.process().pid!, '.mp4')

test('plays a clip, seeks precisely, and releases its file', async ({ launchApp, freshFolder }) => {
  const { app } = await openLibrary(launchApp, await freshFolder())
  const { page } = app
  const statuses: number[] = []
  page.on('response', (response) => {
    if (response.url().endsWith('/video')) statuses.push(response.status())
  })
  await tileOf(page, prompts[0]!).click()
  const player = page.getByRole('group', { name: 'Player' })
  const video = player.locator('video')
  await player.getByRole('button', { name: 'Play' }).click()
  await expect
    .poll(() => video.evaluate((element: HTMLVideoElement) => element.currentTime))
    .toBeGreaterThan(0.2)
  await player.getByRole('button', { name: 'Pause' }).click()

  for (const seconds of [12.5, 3.25, 14]) {
    const landed = await video.evaluate(
      (element: HTMLVideoElement, to) =>
        new Promise<number>((resolve) => {
          element.addEventListener('seeked', () => resolve(element.currentTime), { once: true })
          element.currentTime = to
        }),
      seconds
    )
    expect(landed).toBe(seconds)
  }
  expect(await video.evaluate((element: HTMLVideoElement) => Math.round(element.duration))).toBe(15)
  await expect(player.getByRole('alert')).toBeHidden()
  expect(new Set(statuses)).toEqual(new Set([206]))

  // Away from the button: Escape would close its tip first.
  await tileOf(page, prompts[0]!).click()
  await page.keyboard.press('Escape')
  await expect(player).toBeHidden()
  await expect.poll(() => heldClips(app)).toEqual([])
})

interface Answer {
  readonly status: number
  readonly range: string | null
  readonly bytes: number
}

/** Requests a URL as the page can; `refused` if the browser itself refuses. */
const ask = (
  page: Page,
  path: string,
  init: { method?: string; range?: string } = {}
): Promise<Answer | 'refused'> =>
  page.evaluate(
    async ([url, method, range]) => {
      try {
        const answer = await fetch(url, { method, headers: range === undefined ? {} : { Range: range } })
        const bytes = (await answer.arrayBuffer()).byteLength
        return { status: answer.status, range: answer.headers.get('Content-Range'), bytes }
      } catch {
        return 'refused'
      }
    },
    [path, init.method ?? 'GET', init.range] as const
  )

test('answers odd media requests correctly and keeps no file open [D20]', async ({
  launchApp,
  freshFolder
}) => {
  const { app, clips } = await openLibrary(launchApp, await freshFolder())
  const { videoId, bytes } = clips[0]!
  const media = `/media/${videoId}/video`
  const ranged = (range: string) => ask(app.page, media, { range })
  const whole = { status: 200, range: null, bytes }

  await test.step('parts', async () => {
    expect(await ranged('bytes=0-99')).toEqual({ status: 206, range: `bytes 0-99/${bytes}`, bytes: 100 })
    expect(await ranged('bytes=-1')).toEqual({
      status: 206,
      range: `bytes ${bytes - 1}-${bytes - 1}/${bytes}`,
      bytes: 1
    })
    expect(await ranged(`bytes=${bytes - 10}-`)).toMatchObject({ status: 206, bytes: 10 })
    expect(await ranged('bytes=100-9000000000')).toMatchObject({ status: 206, bytes: bytes - 100 })
    expect(await ranged(`bytes=${bytes}-`)).toMatchObject({
      status: 416,
      range: `bytes */${bytes}`,
      bytes: 0
    })
    expect(await ranged('bytes=9000000000-')).toMatchObject({ status: 416, bytes: 0 })
    expect(await ranged('bytes=-0')).toMatchObject({ status: 416, bytes: 0 })
    // Invalid and multiple ranges may be ignored.
    for (const odd of ['bytes=5-2', 'bytes=0-0,9-9', 'bytes=9e9-', 'bytes=abc', 'lines=0-9'])
      expect(await ranged(odd), odd).toEqual(whole)
  })

  await test.step('methods', async () => {
    expect(await ask(app.page, media, { method: 'HEAD' })).toEqual({ ...whole, bytes: 0 })
    for (const method of ['POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS'])
      expect(await ask(app.page, media, { method }), method).toMatchObject({ status: 405, bytes: 0 })
  })

  await test.step('addresses', async () => {
    const unknown = 'ffffffff-ffff-4fff-8fff-ffffffffffff'
    for (const path of [
      `/media/${unknown}/video`,
      `/media/${unknown}/poster`,
      `/media/${videoId}/other`,
      `/media/${videoId}`,
      `/media/${videoId}/video/`,
      '/media/..%2f..%2f..%2f..%2fetc%2fpasswd/video',
      '/media/..%5c..%5cetc/video',
      `/media/${videoId}%00/video`,
      `/media/${videoId.slice(0, -1)}%00/video`,
      `/media/${videoId.slice(0, -1)}%C0/video`,
      `/media/${'a'.repeat(70_000)}/video`,
      '/../../../etc/passwd',
      '/..%2f..%2f..%2fetc%2fpasswd',
      '/..%2fmain%2findex.js',
      '/%00.html',
      '/%C0%AE.html',
      '/nothing.html'
    ])
      expect(await ask(app.page, path), path.slice(0, 80)).toMatchObject({ status: 404, bytes: 0 })
    // Chromium removes the user name before the handler sees it.
    expect(await ask(app.page, `app://somebody@dailies${media}`)).toEqual(whole)
    expect(await ask(app.page, `app://elsewhere${media}`)).toBe('refused')
    // The same without the page's policy.
    const statusInMain = (url: string) =>
      app.electron.evaluate(
        async ({ session }, address) => (await session.defaultSession.fetch(address)).status,
        url
      )
    expect(await statusInMain(`app://elsewhere${media}`)).toBe(404)
  })

  await test.step('a reader that disconnects', async () => {
    await app.page.evaluate(async (url) => {
      for (let index = 0; index < 20; index += 1) {
        const calling = new AbortController()
        const answer = await fetch(url, { signal: calling.signal })
        await answer.body!.getReader().read()
        calling.abort()
      }
    }, media)
  })
  await expect.poll(() => heldClips(app)).toEqual([])
})

test('plays at most two videos at a time while the pointer crosses many tiles', async ({
  launchApp,
  freshFolder
}) => {
  const { app } = await openLibrary(launchApp, await freshFolder())
  const { page } = app
  // Includes videos outside the document.
  await page.addInitScript(() => {
    const made: WeakRef<HTMLVideoElement>[] = []
    const source = Object.getOwnPropertyDescriptor(HTMLMediaElement.prototype, 'src')!
    Object.defineProperty(HTMLMediaElement.prototype, 'src', {
      ...source,
      set(this: HTMLVideoElement, value: string) {
        made.push(new WeakRef(this))
        source.set!.call(this, value)
      }
    })
    Object.assign(window, {
      countPlayers: () => {
        const known = made.flatMap((reference) => reference.deref() ?? [])
        return [...new Set([...known, ...document.querySelectorAll('video')])].filter(
          (video) => video.src !== ''
        ).length
      }
    })
  })
  await page.reload()
  await waitForPosters(page, prompts.length)
  const players = () =>
    page.evaluate(() => (window as unknown as { readonly countPlayers: () => number }).countPlayers())
  await tileOf(page, prompts[0]!).click()
  await expect(page.getByRole('group', { name: 'Player' })).toBeVisible()

  for (const prompt of [...prompts, prompts[0]!]) {
    await tileOf(page, prompt).hover()
    await expect(tileOf(page, prompt).locator('video')).toHaveCount(1)
    expect(await players()).toBe(2)
  }
  await page.getByRole('textbox', { name: 'Search' }).hover()
  await expect.poll(players).toBe(1)
  await page.keyboard.press('Escape')
  await expect.poll(players).toBe(0)
  await expect.poll(() => heldClips(app)).toEqual([])
})

test("keeps playing when the clip's row changes, and at another speed", async ({
  launchApp,
  freshFolder
}) => {
  const { app, clips } = await openLibrary(launchApp, await freshFolder())
  const { page } = app
  await tileOf(page, prompts[0]!).click()
  const player = page.getByRole('group', { name: 'Player' })
  const position = () => player.locator('video').evaluate((element: HTMLVideoElement) => element.currentTime)
  const playsOn = async () => {
    const from = await position()
    await expect.poll(position).toBeGreaterThan(from + 0.5)
  }
  await player.getByRole('button', { name: 'Play' }).click()
  await playsOn()

  // The row is sent again once its poster is saved.
  await page.evaluate(async (id) => {
    const { call, on } = (window as unknown as { dailies: Bridge }).dailies
    const changed = new Promise((resolve) => on['generation.changed'](resolve))
    const picture = await fetch(`app://dailies/media/${id}/poster`)
    await call['videos.savePicture']({
      id,
      kind: 'poster',
      jpeg: new Uint8Array(await picture.arrayBuffer())
    })
    await changed
  }, clips[0]!.videoId)
  await playsOn()

  await player.getByRole('button', { name: /^Speed/ }).click()
  await page.getByRole('menuitem', { name: '2×', exact: true }).click()
  await playsOn()
})
