import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { foreignApi } from '../runner/api'
import { bundlePrograms } from '../engine/bundle'
import { keepEvidence } from '../audit/evidence'
import { auditLibrary } from '../audit/library-audit'
import { nodeInstallation, nodePace, nodeSettleMs } from '../engine/node-app'
import { startOtherServer, type OtherServer } from './other-server'
import { tokenIn } from '../runner/presses'
import { runChaos } from '../runner/run'
import { readWireLog } from '../audit/wire-log'

let folder: string
let server: OtherServer

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'dailies-other-'))
  server = await startOtherServer()
})

afterEach(async (context) => {
  keepEvidence(context, folder, [...server.jobs])
  await server.close()
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
})

it(
  'loses nothing on another server of the same API, and keeps every id it returned',
  { timeout: 900_000 },
  async () => {
    const { child } = await bundlePrograms(join(import.meta.dirname, '../../.cache', 'chaos-other'))
    const installation = nodeInstallation(child, {
      folder,
      origin: server.url,
      key: 'chaos-key',
      quickDeadlines: true
    })
    const lanes = [{ api: foreignApi(server.url), installation }]
    const run = await runChaos({ cycles: 16, seed: 3, pace: nodePace, settleMs: nodeSettleMs, lanes })
    expect(run.violations).toEqual([])
    expect(run.report).toMatchObject({ cycles: 16, lost: 0, sentTwice: 0, orphanFiles: 0, halfFiles: 0 })
    expect(run.underWay).toBe(0)

    const answered = readWireLog(installation.places.wireLog).filter(({ remoteId }) => remoteId !== null)
    expect(answered.length).toBeGreaterThan(3)
    for (const { token, remoteId } of answered) {
      expect(tokenIn(server.jobs.get(remoteId ?? '') ?? '')).toBe(token)
    }
    const ready = auditLibrary(installation.places).generations.filter(({ state }) => state === 'ready')
    expect(ready.length).toBeGreaterThan(3)
  }
)
