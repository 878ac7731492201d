import { calls, events, messages, preloadMessages } from '../src/shared/contract'
import { expect, test } from './support/app/app'
import { waitForPosters } from './support/window/library-view'
import { seedLibrary } from './support/files/seed'
import { expectPhase, inspector, order, select, signIn } from './support/window/window'

const ownPage = 'app://dailies/index.html'

test('has the decided window settings and bridge [I01, I20]', async ({ launchApp }) => {
  const { electron, page } = await launchApp()
  const preferences = await electron.evaluate(({ BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows()[0]!.webContents
    return (
      contents as unknown as { getLastWebPreferences(): Record<string, unknown> }
    ).getLastWebPreferences()
  })
  expect(preferences).toEqual({
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    nodeIntegrationInSubFrames: false,
    webSecurity: true,
    allowRunningInsecureContent: false,
    webviewTag: false,
    experimentalFeatures: false,
    enableBlinkFeatures: '',
    javascript: true,
    // Irrelevant: the page opens neither dialogs nor windows, and the rest is refused elsewhere.
    disableDialogs: false,
    disablePopups: false,
    safeDialogs: false,
    safeDialogsMessage: ''
  })

  const ofWebRtc = await electron.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]!.webContents.getWebRTCIPHandlingPolicy()
  )
  expect(ofWebRtc).toBe('disable_non_proxied_udp')

  const bridge = await page.evaluate(() => {
    const { dailies, ...rest } = window as unknown as Record<string, Record<string, object>>
    const groups = Object.fromEntries(
      Object.entries(dailies!).map(([name, group]) => [name, Object.keys(group)])
    )
    const foreign = ['require', 'process', 'module', 'Buffer', 'global', 'electron', 'ipcRenderer'].filter(
      (name) => name in rest
    )
    return { groups, foreign, isFrozen: Object.isFrozen(dailies) && Object.isFrozen(dailies!['call']) }
  })
  expect(bridge).toEqual({
    groups: { call: Object.keys(calls), send: Object.keys(messages), dropped: [], on: Object.keys(events) },
    foreign: [],
    isFrozen: true
  })

  // Main accepts none of its own events from the page, nor any undeclared channel.
  const listened = await electron.evaluate(({ ipcMain }) => ipcMain.eventNames().map(String))
  expect(
    listened.filter((name) => name !== 'error' && !(name in messages) && !(name in preloadMessages))
  ).toEqual([])
})

test('blocks foreign scripts, addresses and forms by policy', async ({ launchApp, simulator }) => {
  const { page } = await launchApp()
  const before = simulator.ledger().requests
  const breaches = ['base-uri', 'connect-src', 'form-action', 'img-src', 'script-src-elem']
  const results = await page.evaluate(
    async ([remote, expected]) => {
      const blocked: string[] = []
      document.addEventListener('securitypolicyviolation', ({ effectiveDirective }) =>
        blocked.push(effectiveDirective)
      )
      // Outside the test driver's evaluation, which bypasses the policy.
      await new Promise((resolve) => setTimeout(resolve))
      const outcome = async (attempt: () => unknown): Promise<string> => {
        try {
          await attempt()
          return 'went through'
        } catch {
          return 'refused'
        }
      }
      const add = (name: string, attributes: Record<string, string>): Promise<string> =>
        new Promise((resolve) => {
          const element = Object.assign(document.createElement(name), attributes)
          element.addEventListener('load', () => resolve('went through'))
          element.addEventListener('error', () => resolve('refused'))
          document.body.append(element)
        })
      const dataModule: string = 'data:text/javascript,window.ranModule=true'
      const outcomes = {
        eval: await outcome(() => (0, eval)('1')),
        newFunction: await outcome(() => Reflect.construct(Function, ['return 1'])),
        timerOfText: await outcome(() => setTimeout('window.ranText = true' as unknown as () => void)),
        htmlOfText: await outcome(() => (document.createElement('div').innerHTML = '<b>x</b>')),
        scriptOfText: await outcome(
          () => (document.createElement('script').text = 'window.ranScript = true')
        ),
        moduleOfData: await outcome(() => import(dataModule)),
        fetch: await outcome(() => fetch(`${remote}/fetch`)),
        socket: await new Promise<string>((resolve) => {
          try {
            const socket = new WebSocket(remote.replace('http', 'ws'))
            socket.onerror = () => resolve('refused')
            socket.onopen = () => resolve('went through')
          } catch {
            resolve('refused')
          }
        }),
        worker: await outcome(
          () =>
            new Promise((resolve, reject) => {
              const worker = new Worker(URL.createObjectURL(new Blob([''])))
              worker.onerror = reject
              worker.onmessage = resolve
            })
        ),
        frame: await outcome(() => document.createElement('iframe')),
        image: await add('img', { src: `${remote}/image.png` }),
        style: await add('link', { rel: 'stylesheet', href: `${remote}/style.css` })
      }
      // Does not show the outcome; the server below does.
      navigator.sendBeacon(`${remote}/beacon`)
      const form = Object.assign(document.createElement('form'), { action: `${remote}/form`, method: 'post' })
      document.body.append(form)
      form.submit()
      const link = Object.assign(document.createElement('base'), { href: remote })
      document.head.append(link)
      // Each violation is reported in its own task.
      while (!expected.every((directive) => blocked.includes(directive))) {
        await new Promise((resolve) => setTimeout(resolve))
      }
      const ran = ['ranText', 'ranScript', 'ranModule'].filter((name) => name in window)
      return { outcomes, ran, base: document.baseURI }
    },
    [simulator.url, breaches] as const
  )
  expect(new Set(Object.values(results.outcomes)), JSON.stringify(results.outcomes)).toEqual(
    new Set(['refused'])
  )
  expect(results).toMatchObject({ ran: [], base: ownPage })
  expect(simulator.ledger().requests).toEqual(before)

  // Each of the two holds alone: the page's own policy, and that of every answer.
  const policies = await page.evaluate(async () => ({
    page: document.querySelector('meta[http-equiv="Content-Security-Policy"]')?.getAttribute('content') ?? '',
    answer: (await fetch('index.html')).headers.get('Content-Security-Policy') ?? ''
  }))
  const directives = policies.page.split('; ')
  expect(directives).toContain("default-src 'none'")
  expect(directives).toContain("require-trusted-types-for 'script'")
  expect(directives.filter((directive) => !policies.answer.includes(directive))).toEqual([])
  expect(page.url()).toBe(ownPage)
})

test.describe('an ordinary session', () => {
  test.use({ simulatorSettings: { faults: ['job-success'] } })

  test('without tray, notifications or portals violates no policy and logs no error [F69]', async ({
    launchApp
  }) => {
    const app = await launchApp()
    await signIn(app)
    await order(app, { prompt: 'a paper boat' })
    await expectPhase(app, 'a paper boat', 'Safe on disk')
    await select(app, 'a paper boat')
    await inspector(app.page).getByRole('button', { name: 'Play', exact: true }).click()
    await app.page.getByRole('button', { name: 'Settings', exact: true }).click()
    await app.page.keyboard.press('Escape')
    await app.page.reload()
    await waitForPosters(app.page, 1)
    const complaints = app
      .logs()
      .split('\n')
      .filter((line) => /^window (error|warning)/.test(line))
    expect(complaints).toEqual([])
  })
})

test('blocks navigation [D09, D12]', async ({ launchApp, freshFolder }) => {
  const home = await freshFolder()
  const [clip] = seedLibrary(home, [{ prompt: 'amber lantern' }])
  const app = await launchApp({ home })
  const { electron, page } = app
  await waitForPosters(page, 1)

  const isStillThere = async (): Promise<void> => {
    // Exists only in the original page.
    expect(await page.evaluate(() => 'isFirstPage' in window)).toBe(true)
    expect(page.url()).toBe(ownPage)
    expect(await electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1)
  }
  await page.evaluate(() => Object.assign(window, { isFirstPage: true }))
  const elsewhere = [
    'https://example.invalid/',
    'file:///etc/passwd',
    'data:text/html,<p>x',
    'app://elsewhere/index.html',
    `app://dailies/media/${clip!.videoId}/video`
  ]
  for (const url of elsewhere) {
    await page.evaluate((address) => {
      location.href = address
    }, url)
    await isStillThere()
    expect(await page.evaluate((address) => window.open(address), url)).toBe(null)
    await page.evaluate((address) => {
      const link = Object.assign(document.createElement('a'), {
        href: address,
        textContent: 'a link elsewhere'
      })
      Object.assign(link.style, { position: 'fixed', inset: '0 auto auto 0', zIndex: '99' })
      link.id = 'elsewhere'
      document.body.append(link)
    }, url)
    // With the raw pointer: a locator would wait for a navigation.
    await page.mouse.click(5, 5)
    await page.mouse.click(5, 5, { button: 'middle' })
    for (const key of ['Shift', 'Control', 'Alt']) {
      await page.keyboard.down(key)
      await page.mouse.click(5, 5)
      await page.keyboard.up(key)
    }
    await page.evaluate(() => {
      const element = document.querySelector<HTMLAnchorElement>('#elsewhere')!
      element.target = '_blank'
      element.click()
      element.remove()
    })
    await isStillThere()
  }

  // Each event is refused by itself: some never come up while the others are.
  const leaving = ['will-navigate', 'will-frame-navigate', 'will-redirect', 'will-attach-webview']
  const refused = await electron.evaluate(({ BrowserWindow }, names) => {
    const { webContents } = BrowserWindow.getAllWindows()[0]!
    const refusedNames: string[] = []
    for (const name of names) {
      const preventDefault = (): number => refusedNames.push(name)
      webContents.emit(name, { url: 'https://example.invalid/', preventDefault })
    }
    return refusedNames
  }, leaving)
  expect(refused).toEqual(leaving)

  const browser = await page.context().newCDPSession(page)
  const text = (mimeType: string, data: string) => ({ mimeType, data })
  const address = text('text/uri-list', 'https://example.invalid/clip.mp4')
  const markup = text('text/html', '<img src="https://example.invalid/x.png" onerror="window.ran = true">')
  const drops = [
    { items: [], files: [clip!.path] },
    { items: [address], files: [] },
    { items: [markup, text('text/plain', 'some words')], files: [] },
    { items: [address, markup, text('text/plain', 'some words')], files: [clip!.path, '/etc/passwd'] }
  ]
  const dropEverywhere = async (): Promise<void> => {
    for (const drop of drops) {
      for (const x of [700, 100]) {
        for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
          const data = { ...drop, dragOperationsMask: 1 }
          await browser.send('Input.dispatchDragEvent', { type, x, y: 400, data })
        }
      }
    }
    await isStillThere()
    expect(await page.evaluate(() => 'ran' in window)).toBe(false)
  }
  await dropEverywhere()
  // From inside, for the same reason.
  await page.evaluate(() => document.querySelector<HTMLElement>('[aria-label="Settings"]')!.click())
  await page.waitForFunction(() => document.querySelector('[role="dialog"]') !== null)
  await dropEverywhere()
})

test('denies every permission', async ({ launchApp }) => {
  const { page } = await launchApp()
  const granted = await page.evaluate(async () => {
    const names = [
      'camera',
      'microphone',
      'geolocation',
      'notifications',
      'clipboard-read',
      'midi',
      'storage-access'
    ]
    const states = await Promise.all(
      names.map(async (name) => {
        const { state } = await navigator.permissions.query({ name: name as PermissionName })
        return state === 'denied' ? [] : [`${name}: ${state}`]
      })
    )
    const attempts: Record<string, () => Promise<unknown>> = {
      getUserMedia: () => navigator.mediaDevices.getUserMedia({ video: true, audio: true }),
      getDisplayMedia: () => navigator.mediaDevices.getDisplayMedia(),
      readClipboard: () => navigator.clipboard.readText(),
      place: () =>
        new Promise((resolve, reject) => navigator.geolocation.getCurrentPosition(resolve, reject)),
      notify: async () => {
        if ((await Notification.requestPermission()) !== 'granted') throw new Error('denied')
      }
    }
    const done = await Promise.all(
      Object.entries(attempts).map(([name, attempt]) =>
        attempt()
          .then(() => [name])
          .catch(() => [])
      )
    )
    return [...states, ...done].flat()
  })
  expect(granted).toEqual([])
})

test('answers only its own page in its own window [I02]', async ({ launchApp }) => {
  const { electron, page } = await launchApp()
  const askFrom = (where: 'another window' | 'about:blank' | 'data:' | 'a media address') =>
    electron.evaluate(async ({ app, BrowserWindow }, place) => {
      const [own] = BrowserWindow.getAllWindows()
      const preload = `${app.getAppPath()}/out/preload/index.cjs`
      const window =
        place === 'another window'
          ? new BrowserWindow({ show: false, webPreferences: { preload, sandbox: true } })
          : own!
      const address = {
        'another window': 'app://dailies/index.html',
        'about:blank': 'about:blank',
        'data:': 'data:text/html,<p>x',
        'a media address': 'app://dailies/media/x/video'
      }[place]
      await window.loadURL(address).catch(() => undefined)
      const answer = (await window.webContents.executeJavaScript(
        `window.dailies ? window.dailies.call['app.state']({}) : 'no bridge'`
      )) as unknown
      if (window !== own) window.destroy()
      return answer
    }, where)
  const refusal = { ok: false, error: { code: 'not_allowed' } }
  expect(await askFrom('another window')).toMatchObject(refusal)
  // Nor a removed frame, a child frame, or a frame of another page.
  const raised = await page.evaluate(() => {
    const { on } = (
      window as unknown as { readonly dailies: { on: Record<string, (take: unknown) => void> } }
    ).dailies
    const codes: string[] = []
    on['problem.raised']!(({ code }: { code: string }) => codes.push(code))
    Object.assign(window, { codes })
    return codes.length
  })
  expect(raised).toBe(0)
  await electron.evaluate(({ BrowserWindow, ipcMain }) => {
    const { webContents } = BrowserWindow.getAllWindows()[0]!
    const { processId, routingId, url } = webContents.mainFrame
    const frame = { processId, routingId, url, parent: null }
    const senders = [null, { ...frame, parent: frame }, { ...frame, routingId: routingId + 1 }]
    for (const senderFrame of senders) ipcMain.emit('handoff.drag', { sender: webContents, senderFrame }, {})
    ipcMain.emit('handoff.drag', { sender: webContents, senderFrame: frame }, {})
  })
  await expect
    .poll(() => page.evaluate(() => (window as unknown as { codes: string[] }).codes))
    .toEqual(['not_allowed', 'not_allowed', 'not_allowed', 'invalid_input'])
  expect(await askFrom('about:blank')).toMatchObject(refusal)
  expect(await askFrom('data:')).toMatchObject(refusal)
})
