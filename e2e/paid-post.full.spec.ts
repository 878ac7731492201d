import type { Socket } from 'node:net'
import { measurePosts } from './paid-post/run'
import { misbehave } from './paid-post/server'
import { expect, test } from './support/app/app'
import {
  historyLines,
  order,
  select,
  signIn,
  expectPhase,
  whatNow,
  unconfirmedPhase
} from './support/window/window'
import { fetchPath, startCutOffApi, submitPath } from './support/servers/cut-off-api'

test('sends each paid POST once, where an ordinary session sends it twice [F06]', async ({
  desktop,
  freshFolder
}) => {
  const rows = await measurePosts(await freshFolder(), desktop.env)
  const posts = (client: string): readonly string[] =>
    rows.filter((row) => row.client === client).map((row) => `${row.connection} ${row.fault}: ${row.posts}`)
  expect(posts('paid')).toEqual(
    ['rst', 'fin', '408', 'silent', 'half_headers', 'half_body', '500', '307'].flatMap((fault) => [
      `cold ${fault}: 1`,
      `warm ${fault}: 1`
    ])
  )
  // The control: without the paid client's precautions, the network stack sends again by itself.
  expect(posts('ordinary')).toEqual(['warm rst: 2', 'warm fin: 2', 'warm 408: 2'])
})

for (const fault of ['rst', 'fin', '408'] as const) {
  test(`never resends a request cut off by ${fault} on a warm connection [F06]`, async ({ launchApp }) => {
    const api = await startCutOffApi((socket: Socket) => misbehave[fault](socket))
    const app = await launchApp({ apiUrl: api.url })
    await signIn(app)
    await order(app, { prompt: 'the first, which warms the connection' })
    await expectPhase(app, 'the first, which warms the connection', 'Generating')
    await order(app, { prompt: 'the second, which is cut off' })
    await expectPhase(app, 'the second, which is cut off', unconfirmedPhase)

    await select(app, 'the second, which is cut off')
    await expect(whatNow(app.page).getByRole('paragraph')).toHaveText(
      /^.+ It may be running and may be charged\. Dailies won’t send it again on its own\.$/
    )
    await expect(whatNow(app.page).getByRole('button')).toHaveText([
      'Check my account',
      'Enter the ModelsLab ID',
      'Send again anyway',
      'Mark as not sent'
    ])
    await expect(historyLines(app.page)).toHaveCount(3)

    await app.relaunch()
    // The engine works: it polls the first one and leaves the second one alone.
    const asked = api.posts(fetchPath).length
    await expect.poll(() => api.posts(fetchPath).length, { timeout: 120_000 }).toBeGreaterThan(asked + 1)
    await expectPhase(app, 'the second, which is cut off', unconfirmedPhase)
    const prompts = api.posts(submitPath).map(({ body }) => (JSON.parse(body) as { prompt: string }).prompt)
    expect(prompts).toEqual(['the first, which warms the connection', 'the second, which is cut off'])
    await app.close()
    await api.close()
  })
}
