import { fork, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { CallInput, CallName, CallOutput } from '@shared/contract'
import type { SimulatorReport } from '../../src/simulator/process'
import { bundle, bundlePrograms, clipsFolder } from '../engine/bundle'
import { keepEvidence } from '../audit/evidence'
import { nodeInstallation } from '../engine/node-app'
import { OwnNetwork, whyNoOwnNetwork } from './own-network'
import { readWireLog } from '../audit/wire-log'

const cache = (name: string): string => join(import.meta.dirname, '../../.cache', name)
const reason = whyNoOwnNetwork()

describe.skipIf(reason !== null)(
  `a separate network${reason === null ? '' : ` (not run: ${reason})`}`,
  () => {
    let network: OwnNetwork
    let folder: string
    beforeEach(async () => {
      network = await OwnNetwork.make()
      folder = mkdtempSync(join(tmpdir(), 'dailies-network-'))
    })
    afterEach(async (context) => {
      keepEvidence(context, folder)
      await network.remove()
      rmSync(folder, { recursive: true, force: true })
    })

    it('waits for minutes without a route, and resumes three generations once there is one [F16]', async () => {
      const programs = await bundlePrograms(cache('chaos-network'))
      const settings = { clipsFolder, speed: 50, faults: ['job-finish-after=200*3'] }
      const simulator = fork(programs.simulator, [JSON.stringify(settings)], {
        ...network.inside,
        stdio: ['ignore', 'ignore', 'inherit', 'ipc']
      })
      const [report] = (await once(simulator, 'message')) as [SimulatorReport]
      if (report.type === 'failed') throw new Error(report.message)
      const installation = nodeInstallation(programs.child, {
        folder,
        origin: report.url,
        key: 'a-good-key',
        quickDeadlines: true,
        place: network
      })
      const app = installation.launch([])
      await app.start()
      const call = async <Name extends CallName>(
        name: Name,
        input: CallInput<Name>
      ): Promise<CallOutput<Name>> => {
        const envelope = await app.call(name, input)
        if (!envelope?.ok) throw new Error(envelope?.error.message ?? 'The app is dead.')
        return envelope.value
      }
      const order = (prompt: string) =>
        call('generations.create', {
          pressId: crypto.randomUUID(),
          requests: [{ modelId: 'veo-3.1-fast', prompt, aspectRatio: '16:9', durationSeconds: 4 }]
        })
      const comeTo = (expected: readonly string[]): Promise<void> =>
        vi.waitFor(
          async () => {
            const page = await call('generations.page', { view: 'all', text: '', before: null, limit: 50 })
            expect(page.items.map(({ request, state }) => `${request.prompt} ${state}`)).toEqual(expected)
          },
          { timeout: 120_000, interval: 20 }
        )
      const running = ['c', 'b', 'a']
      for (const prompt of running.toReversed()) await order(prompt)
      await comeTo(running.map((prompt) => `${prompt} processing`))

      await network.connect(false)
      await order('d')
      const tries = new Set<number | null>()
      await vi.waitFor(
        async () => {
          const { sending, offline } = await call('app.state', {})
          expect([offline, sending.heldFor]).toEqual([true, 'network'])
          tries.add(sending.heldUntilMs)
          expect(tries.size).toBeGreaterThan(5)
        },
        { timeout: 120_000, interval: 20 }
      )
      await comeTo(['d queued', ...running.map((prompt) => `${prompt} processing`)])

      await network.connect(true)
      await comeTo(['d', ...running].map((prompt) => `${prompt} ready`))
      expect((await call('app.state', {})).offline).toBe(false)
      expect(readWireLog(installation.places.wireLog).map(({ outcome }) => outcome)).toEqual(
        Array(4).fill('taken')
      )
      await app.stop()
      simulator.kill('SIGKILL')
    })

    it('downloads over IPv4 when an IPv6 route drops every packet [F27]', async () => {
      const [swallowed, reached] = ['2606:4700::2', '93.184.216.34'] as const
      await network.addSwallowingRoute(swallowed)
      await network.addAddress(reached)
      const entry = { program: join(import.meta.dirname, 'two-addresses.ts') }
      const program = (await bundle(entry, cache('chaos-two-addresses')))('program')
      const { execPath, execArgv } = network.inside
      const child = spawn(execPath, [...execArgv, program, swallowed, reached], {
        stdio: ['ignore', 'pipe', 'inherit']
      })
      // Without a limit, connecting to the first address takes over two minutes.
      expect(await text(child.stdout)).toBe('came over IPv4')
    })
  }
)
