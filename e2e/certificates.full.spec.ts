import { request as forward, type RequestListener } from 'node:http'
import { createServer as createSecureServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import type { SecureContextOptions } from 'node:tls'
import { testCertificate } from '../src/main/downloads/testing/test-certificate'
import { testClip } from '../src/main/downloads/testing/test-clip'
import { expect, test, type RunningApp } from './support/app/app'
import { makeCompanyCertificate, type CompanyCertificate } from './support/servers/company-certificate'
import { enterKey } from './support/window/composer'
import type { Simulator } from './support/servers/simulator'
import { expectPhase, order, testKey } from './support/window/window'

const prompt = 'a train through the rain'

test('sends nothing to a server with an invalid certificate [A22]', async ({ launchApp }) => {
  const [asked, refused] = [[] as string[], [] as string[]]
  let kind = 'self-signed'
  const impostor = createSecureServer(testCertificate('127.0.0.1'), () => asked.push(kind))
  impostor.on('tlsClientError', () => refused.push(kind))
  await new Promise<void>((resolve) => impostor.listen(0, '127.0.0.1', resolve))
  const { port } = impostor.address() as AddressInfo
  const app = await launchApp({ apiUrl: `https://127.0.0.1:${port}` })
  await enterKey(app.page, testKey)
  await order(app, { prompt })
  await expectPhase(app, prompt, 'Waiting for the network')
  const others = {
    expired: testCertificate('127.0.0.1', { isExpired: true }),
    'of another host': testCertificate('modelslab.example'),
    'an old TLS': { ...testCertificate('127.0.0.1'), maxVersion: 'TLSv1.1', ciphers: 'ALL:@SECLEVEL=0' }
  } as const
  for (const [name, context] of Object.entries(others)) {
    kind = name
    impostor.setSecureContext(context)
    await app.page.evaluate(() => window.dispatchEvent(new Event('online')))
    await expect.poll(() => refused).toContain(name)
    await expectPhase(app, prompt, 'Waiting for the network')
  }
  await expect(app.page.getByRole('button', { name: /continue|anyway|trust/i })).toHaveCount(0)
  expect(asked).toEqual([])
  await app.close()
  await new Promise((resolve) => impostor.close(resolve))
})

/** An API on https with a certificate of the company, and the simulator behind it. */
async function companyApi(
  server: SecureContextOptions,
  simulator: Simulator,
  clip: RequestListener
): Promise<{ readonly url: string; close(): Promise<void> }> {
  const company = createSecureServer(server, (request, response) => {
    const { method, url, headers } = request
    if (url === '/clip.mp4') {
      clip(request, response)
      return
    }
    const sent = forward(`${simulator.url}${url ?? ''}`, { method, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 0, answer.headers)
      answer.pipe(response)
    })
    request.pipe(sent)
  })
  await new Promise<void>((resolve) => company.listen(0, 'localhost', resolve))
  return {
    url: `https://localhost:${(company.address() as AddressInfo).port}`,
    close: async () => {
      await new Promise((resolve) => company.close(resolve))
    }
  }
}

/** Starts the app again with the company's authority in the user's store, and enters a key. */
async function trust(app: RunningApp, { trustIn }: CompanyCertificate): Promise<void> {
  await app.close()
  trustIn(app.home)
  await app.start()
  await enterKey(app.page, testKey)
}

const sendClip: RequestListener = (_request, response) =>
  response.writeHead(200, { 'content-type': 'video/mp4', 'content-length': testClip.length }).end(testClip)

test("accepts a certificate from the desktop's store for the API and its files", async ({
  launchApp,
  simulator
}) => {
  const certificate = makeCompanyCertificate()
  let downloads = 0
  const api = await companyApi(certificate.server, simulator, (request, response) => {
    downloads += 1
    sendClip(request, response)
  })
  simulator.fault({ fault: 'job-output-url', value: `${api.url}/clip.mp4` })

  const app = await launchApp({ apiUrl: api.url })
  await trust(app, certificate)
  await order(app, { prompt })
  await expectPhase(app, prompt, 'Safe on disk')
  expect(downloads).toBe(1)
  await app.close()
  await api.close()
})

test("buys nothing more once a clip's server has a certificate that nobody trusts", async ({
  launchApp,
  simulator
}) => {
  const certificate = makeCompanyCertificate()
  const api = await companyApi(certificate.server, simulator, sendClip)
  const files = createSecureServer(testCertificate('localhost'), sendClip)
  await new Promise<void>((resolve) => files.listen(0, 'localhost', resolve))
  const clip = `https://localhost:${(files.address() as AddressInfo).port}/clip.mp4`
  simulator.fault([
    { fault: 'job-output-url', value: clip },
    { fault: 'job-proxy-links', value: 'missing' }
  ])

  const app = await launchApp({ apiUrl: api.url })
  await trust(app, certificate)
  await order(app, { prompt })
  await expectPhase(app, prompt, 'Download stopped')
  await order(app, { prompt: 'a second train' })
  await expect(app.page.getByText("Nothing was sent: your clips couldn't be downloaded")).toBeVisible()
  expect(simulator.ledger().entries.map((entry) => entry.prompt)).toEqual([prompt])
  await app.close()
  await api.close()
  await new Promise((resolve) => files.close(resolve))
})
