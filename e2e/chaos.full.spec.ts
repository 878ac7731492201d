import { join } from 'node:path'
import { ownApi } from '../chaos/runner/api'
import { buildForFaults } from '../chaos/app/fault-build'
import { windowClockSpeed, windowInstallation, windowPace, windowSettleMs } from '../chaos/app/window-app'
import { runChaos } from '../chaos/runner/run'
import { expect, test } from './support/app/app'
import { startTestSimulator } from './support/servers/simulator'

/** Few, because they are slow: `npm run chaos -- --app` runs any number with any seed. */
const cycles = 20
const seed = 7

test('loses nothing and pays nothing twice when the whole app is killed repeatedly [F01, F02, F03, F04, F05, F28]', async ({
  desktop,
  freshFolder
}) => {
  test.setTimeout(1_800_000)
  const program = await buildForFaults()
  const folder = await freshFolder()
  const simulators = await Promise.all(
    [seed, seed + 1].map((own) =>
      startTestSimulator({ seed: own, speed: windowClockSpeed, balanceMicrodollars: 1_000_000_000_000 })
    )
  )
  const lanes = simulators.map(({ url }, lane) => ({
    api: ownApi(url),
    installation: windowInstallation({
      program,
      folder: join(folder, `lane-${lane}`),
      origin: url,
      key: 'chaos-key',
      desktop: desktop.env
    })
  }))
  const { report, violations } = await runChaos({
    cycles,
    seed,
    pace: windowPace,
    settleMs: windowSettleMs,
    lanes
  })
  for (const simulator of simulators) await simulator.close()
  expect(violations).toEqual([])
  expect(report).toMatchObject({
    cycles,
    lost: 0,
    sentTwice: 0,
    orphanFiles: 0,
    halfFiles: 0,
    integrity: 'ok'
  })
  expect(report.generations).toBeGreaterThan(5)
})
