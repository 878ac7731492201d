import { createSocket } from 'node:dgram'
import { existsSync, readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { expect, test } from './support/app/app'

test('keeps a hostile page from any network connection and name look-up', async ({
  launchApp,
  freshFolder
}) => {
  const home = await freshFolder()
  const netLog = join(home, 'net-log.json')
  const packets: string[] = []
  const udp = createSocket('udp4', () => packets.push('udp'))
  await new Promise<void>((resolve) => udp.bind(0, '127.0.0.1', resolve))
  const tcp = createServer((socket) => {
    packets.push('tcp')
    socket.destroy()
  })
  await new Promise<void>((resolve) => tcp.listen(0, '127.0.0.1', resolve))
  const ports = { udp: udp.address().port, tcp: (tcp.address() as { port: number }).port }

  const app = await launchApp({
    home,
    args: [`--log-net-log=${netLog}`, '--net-log-capture-mode=Everything']
  })
  await app.page.evaluate(async ({ udp, tcp }) => {
    await new Promise((resolve) => setTimeout(resolve))
    const attempt = async (run: () => unknown): Promise<void> => {
      try {
        await run()
      } catch {
        // Refused as expected; the listeners show what got through.
      }
    }
    const add = (name: string, attributes: Record<string, string>): void => {
      const element = document.createElement(name)
      for (const [key, value] of Object.entries(attributes)) {
        try {
          element.setAttribute(key, value)
        } catch {
          // Requires a trusted type.
        }
      }
      document.head.append(element)
      if (element instanceof HTMLAnchorElement) element.click()
    }
    const local = `http://127.0.0.1:${tcp}`
    for (const rel of [
      'dns-prefetch',
      'preconnect',
      'prefetch',
      'preload',
      'modulepreload',
      'prerender',
      'icon',
      'stylesheet'
    ]) {
      add('link', { rel, href: `https://leak-${rel}.example`, as: 'script' })
      add('link', { rel, href: `${local}/${rel}`, as: 'script' })
    }
    add('meta', { 'http-equiv': 'x-dns-prefetch-control', content: 'on' })
    add('a', { href: 'https://leak-anchor.example', ping: `${local}/ping` })
    add('img', { src: `${local}/img` })
    add('img', { src: 'https://leak-img.example/x' })
    add('script', { type: 'speculationrules', src: `${local}/rules` })
    add('style', {})
    await attempt(() => fetch('https://leak-fetch.example'))
    await attempt(() => navigator.sendBeacon(`${local}/beacon`, 'x'))
    await attempt(() => new WebSocket(`ws://127.0.0.1:${tcp}/`))
    await attempt(() => new EventSource(`${local}/events`))
    await attempt(() => document.body.style.setProperty('background', `url(${local}/css)`))
    await attempt(() => new FontFace('x', `url(${local}/font)`).load())
    await attempt(async () => {
      const { WebTransport } = window as unknown as {
        WebTransport: new (url: string) => { ready: Promise<void> }
      }
      await new WebTransport('https://leak-transport.example:443/').ready
    })
    await attempt(() => window.open(`${local}/open`))
    await attempt(() => {
      const form = Object.assign(document.createElement('form'), { action: `${local}/form`, method: 'post' })
      document.body.append(form)
      form.submit()
    })
    const connect = async (maker: typeof RTCPeerConnection): Promise<void> => {
      const iceServers = [
        { urls: `stun:127.0.0.1:${udp}` },
        { urls: 'stun:leak-stun.example:3478' },
        { urls: `turn:127.0.0.1:${tcp}?transport=tcp`, username: 'x', credential: 'x' },
        { urls: 'turn:leak-turn.example:3478?transport=tcp', username: 'x', credential: 'x' }
      ]
      const peer = new maker({ iceServers })
      peer.createDataChannel('x')
      // Candidate gathering ends after every server was asked.
      const gathered = new Promise<void>((resolve) => {
        peer.onicegatheringstatechange = () => {
          if (peer.iceGatheringState === 'complete') resolve()
        }
      })
      await peer.setLocalDescription(await peer.createOffer())
      await gathered
    }
    await attempt(() => connect(RTCPeerConnection))
    await attempt(() => {
      const frame = document.createElement('iframe')
      document.body.append(frame)
      const inside = frame.contentWindow as unknown as { RTCPeerConnection: typeof RTCPeerConnection }
      return connect(inside.RTCPeerConnection)
    })
  }, ports)
  // The session of the page has no network, whatever a policy lets through.
  const ofSession = await app.electron.evaluate(
    ({ session }, port) =>
      session.defaultSession.fetch(`http://127.0.0.1:${port}/session`).then(
        () => 'reached',
        () => 'refused'
      ),
    ports.tcp
  )
  expect(ofSession).toBe('refused')
  await app.close()
  udp.close()
  tcp.close()
  expect(existsSync(netLog)).toBe(true)
  const names = new Set(readFileSync(netLog, 'utf8').match(/leak-[a-z-]+\.example/g))
  expect({ packets: [...new Set(packets)], names: [...names] }).toEqual({ packets: [], names: [] })
})

test('keeps a hostile page from opening, storing, downloading or reading anything by itself', async ({
  launchApp
}) => {
  const app = await launchApp()
  const { electron, page } = app
  await electron.evaluate(({ clipboard, dialog, session, shell }) => {
    const opened: string[] = []
    Object.assign(globalThis, { opened })
    void clipboard.writeText('what was copied elsewhere')
    shell.openExternal = (url) => Promise.resolve(void opened.push(url))
    shell.openPath = (path) => Promise.resolve(String(opened.push(path)))
    dialog.showOpenDialog = () =>
      Promise.resolve({ canceled: true, filePaths: [String(opened.push('dialog'))] })
    session.defaultSession.on('will-download', (event) => {
      if (!event.defaultPrevented) opened.push('download')
    })
  })
  const opened = (): Promise<string[]> =>
    electron.evaluate(() => (globalThis as unknown as { opened: string[] }).opened)
  const flood = (count: number): Promise<void> =>
    page.evaluate(async (calls) => {
      const { call } = (
        window as unknown as {
          readonly dailies: { readonly call: Record<string, (input: unknown) => Promise<unknown>> }
        }
      ).dailies
      for (let turn = 0; turn < calls; turn += 1) {
        await call['app.openLink']!({ link: 'modelslab_keys' })
        await call['library.openFolder']!({})
        if (turn % 10 === 0) await call['library.chooseFolder']!({})
      }
    }, count)
  await flood(100)
  // Synthetic events are no user gesture.
  await page.evaluate(() => {
    document.body.dispatchEvent(new MouseEvent('mousedown', { bubbles: true }))
    document.body.click()
  })
  await flood(5)
  expect(await opened()).toEqual([])

  const outcome = await page.evaluate(async () => {
    const link = Object.assign(document.createElement('a'), {
      href: URL.createObjectURL(new Blob(['[Desktop Entry]'])),
      download: 'invoice.desktop'
    })
    document.body.append(link)
    link.click()
    const field = document.createElement('textarea')
    document.body.append(field)
    field.focus()
    // eslint-disable-next-line @typescript-eslint/no-deprecated -- a page can still call it
    const pasted = document.execCommand('paste')
    const present = ['indexedDB', 'caches', 'RTCPeerConnection', 'showSaveFilePicker'].filter(
      (name) => name in window
    )
    const opfs = await (async () => navigator.storage.getDirectory())().then(
      () => 'granted',
      () => 'denied'
    )
    let frame = 'made'
    try {
      document.createElementNS('http://www.w3.org/1999/xhtml', 'iframe')
    } catch {
      frame = 'refused'
    }
    return { pasted, text: field.value, present, opfs, worker: 'serviceWorker' in navigator, frame }
  })
  expect(outcome).toEqual({
    pasted: false,
    text: '',
    present: [],
    opfs: 'denied',
    worker: false,
    frame: 'refused'
  })

  // One click opens one window.
  await page.mouse.click(700, 500)
  await flood(5)
  expect(await opened()).toHaveLength(1)
})

test('keeps a hostile page from naming the path of a dropped file', async ({ launchApp }) => {
  const { electron, page } = await launchApp()
  await electron.evaluate(({ ipcMain }) => {
    const received: unknown[] = []
    Object.assign(globalThis, { received })
    ipcMain.on('drop.files', (_event, input) => received.push(input))
  })
  const outcome = await page.evaluate(async () => {
    const { call, dropped, send } = (
      window as unknown as {
        readonly dailies: {
          readonly call: Record<string, (input: unknown) => Promise<unknown>>
          readonly dropped: (files: readonly unknown[]) => void
          readonly send: object
        }
      }
    ).dailies
    const path = '/etc/passwd'
    const made = new File(['x'], path)
    Object.defineProperty(made, 'path', { value: path })
    const forged = Object.setPrototypeOf({ path, name: path }, File.prototype) as unknown
    const transfer = new DataTransfer()
    transfer.items.add(new File(['x'], path))
    transfer.setData('text/uri-list', `file://${path}`)
    const attempts = [[made], [forged], [path], [{ path }], [new Blob(['x'])], path, { length: 1, 0: path }]
    for (const files of [...attempts, [...transfer.files]]) {
      try {
        dropped(files as readonly unknown[])
      } catch {
        // Refused as expected; the main process shows what got through.
      }
    }
    window.dispatchEvent(new DragEvent('drop', { dataTransfer: transfer, bubbles: true, cancelable: true }))
    // Sent after the others, so its answer shows that they would have arrived.
    await call['draft.get']!({})
    return {
      calls: Object.keys(call).filter((name) => name.startsWith('drop.')),
      sends: 'drop.files' in send
    }
  })
  expect(outcome).toEqual({ calls: [], sends: false })
  expect(await electron.evaluate(() => (globalThis as unknown as { received: unknown[] }).received)).toEqual(
    []
  )
})
