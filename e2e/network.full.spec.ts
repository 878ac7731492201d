import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, test } from './support/app/app'
import { enterKey } from './support/window/composer'
import { expectPhase, order, signIn, testKey } from './support/window/window'

const prompt = 'a train through the rain'
/** Requests that only a loop makes: one that waits longer each time does not get so far in any test. */
const ofALoop = 50

test('reports a sign-in page once, sends nothing to it and keeps everything running [F25]', async ({
  launchApp,
  simulator
}) => {
  const told = 'A web page came in place of ModelsLab’s answer.'
  const app = await launchApp()
  await signIn(app)
  simulator.fault({ fault: 'job-finish-after', value: 60 })
  await order(app, { prompt: 'it runs already' })
  await expectPhase(app, 'it runs already', 'Generating')
  const faults = ['account-portal', 'poll-redirect', 'submit-portal']
  simulator.fault(faults.map((fault) => ({ fault })))
  await order(app, { prompt })
  await expectPhase(app, prompt, 'Waiting for the network')
  await expect(app.page.getByRole('status').filter({ hasText: told })).toHaveCount(1)
  await expectPhase(app, 'it runs already', 'Generating')
  expect(simulator.ledger().entries).toHaveLength(1)

  simulator.fault(faults.map((fault) => ({ fault, times: 0 })))
  simulator.fault({ fault: 'job-success' })
  await app.page.evaluate(() => window.dispatchEvent(new Event('online')))
  await expectPhase(app, prompt, 'Safe on disk')
  await expect(app.page.getByText(told)).toHaveCount(0)
})

test('reports a proxy that wants a password, and does not retry in a loop [F26]', async ({
  launchApp,
  simulator
}) => {
  let asked = 0
  const proxy = createServer((_request, response) => {
    asked += 1
    response.writeHead(407, { 'proxy-authenticate': 'Basic realm="work"', 'content-length': '0' }).end()
  })
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve))
  const { port } = proxy.address() as AddressInfo
  const app = await launchApp({
    args: [`--proxy-server=http://127.0.0.1:${port}`, '--proxy-bypass-list=<-loopback>']
  })
  await enterKey(app.page, testKey)
  await order(app, { prompt })
  await expectPhase(app, prompt, 'Waiting for the network')
  await expect(app.page.getByText('This network’s proxy blocked the connection')).toBeVisible()
  expect(asked).toBeGreaterThan(0)
  expect(asked).toBeLessThan(ofALoop)
  expect(simulator.ledger().entries).toEqual([])
  await app.close()
  await new Promise((resolve) => proxy.close(resolve))
})

test('reports a proxy that drops connections, and does not retry in a loop [F26]', async ({ launchApp }) => {
  let asked = 0
  const proxy = createServer().on('connect', (_request, socket) => {
    asked += 1
    socket.destroy()
  })
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve))
  const { port } = proxy.address() as AddressInfo
  const app = await launchApp({
    apiUrl: `https://127.0.0.1:${port}`,
    args: [`--proxy-server=http://127.0.0.1:${port}`, '--proxy-bypass-list=<-loopback>']
  })
  await enterKey(app.page, testKey)
  await order(app, { prompt })
  await expectPhase(app, prompt, 'Waiting for the network')
  await expect(app.page.getByRole('button', { name: 'Offline' })).toBeVisible()
  await expect(
    app.page.getByText('Not sent, not charged. Will send when you’re online.').first()
  ).toBeVisible()
  expect(asked).toBeGreaterThan(0)
  expect(asked).toBeLessThan(ofALoop)
  await app.close()
  await new Promise((resolve) => proxy.close(resolve))
})
