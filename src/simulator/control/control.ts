import * as z from 'zod'
import { faults, faultSyntax, readFault, type FaultOrder } from '../faults/faults'
import { currentLink } from '../api/jobs'
import { firstIssue } from '../options'
import { json, type Reply } from '../answers/reply'
import type { Simulation } from '../simulation'
import { err, ok, type Result } from '../../shared/result'

const FaultInput = z.strictObject({
  /** A name, or a whole `name=value*times`. */
  fault: z.string(),
  /** Any text, including what the short form cannot express. */
  value: z.union([z.string(), z.number()]).transform(String).optional(),
  /** Number of times; unlimited by default. 0 switches the fault off. */
  times: z.int().min(0).optional()
})
export type FaultInput = z.input<typeof FaultInput>

const SettingsInput = z.strictObject({
  balanceMicrodollars: z.int().optional(),
  queueLimit: z.int().min(0).optional(),
  speed: z.number().positive().max(1_000_000).optional(),
  acceptUnknownModels: z.boolean().optional(),
  /** Advances simulated time. */
  advanceSeconds: z.number().min(0).optional()
})
export type SettingsInput = z.input<typeof SettingsInput>

const FaultInputs = z.union([FaultInput.transform((one) => [one]), z.array(FaultInput)])
const ClearInput = z.strictObject({ fault: z.string().optional() })

/** Switches faults on, like `POST /control`. */
export function switchFaults(simulation: Simulation, input: unknown): Result<readonly FaultOrder[], string> {
  const parsed = FaultInputs.safeParse(input)
  if (!parsed.success) return err(firstIssue(parsed.error))
  const orders: FaultOrder[] = []
  for (const { fault, value, times } of parsed.data) {
    const order = readFault(fault)
    if (!order.ok) return order
    orders.push({
      name: order.value.name,
      value: value ?? order.value.value,
      times: times ?? order.value.times
    })
  }
  for (const order of orders) simulation.faults.add(order)
  return ok(orders)
}

/** Changes the account and the clock, as `POST /control/set` does. */
export function changeSettings(simulation: Simulation, input: unknown): Result<null, string> {
  const parsed = SettingsInput.safeParse(input)
  if (!parsed.success) return err(firstIssue(parsed.error))
  const { balanceMicrodollars, queueLimit, speed, acceptUnknownModels, advanceSeconds } = parsed.data
  if (balanceMicrodollars !== undefined) simulation.balanceMicrodollars = balanceMicrodollars
  if (queueLimit !== undefined) simulation.queueLimit = queueLimit
  if (speed !== undefined) simulation.clock.setSpeed(speed)
  if (acceptUnknownModels !== undefined) simulation.acceptUnknownModels = acceptUnknownModels
  if (advanceSeconds !== undefined) simulation.clock.advance(advanceSeconds)
  return ok(null)
}

function clearFaults(simulation: Simulation, input: unknown): Result<null, string> {
  const parsed = ClearInput.safeParse(input)
  if (!parsed.success) return err(firstIssue(parsed.error))
  if (parsed.data.fault === undefined) simulation.faults.clear()
  else {
    const order = readFault(parsed.data.fault)
    if (!order.ok) return order
    simulation.faults.remove(order.value.name)
  }
  return ok(null)
}

/** Formats a fault for JSON, which has no Infinity: unlimited is `times: null`. */
const activeFaults = (simulation: Simulation): unknown[] =>
  simulation.faults.orders.map(({ name, value, times }) => ({
    fault: name,
    ...(value !== undefined && { value }),
    times: Number.isFinite(times) ? times : null
  }))

/** Lists all jobs, for tests to look up what is not visible from outside. */
const jobList = (simulation: Simulation): unknown[] =>
  simulation.jobs.map((job) => ({
    number: job.number,
    remoteId: String(job.id),
    modelId: job.modelId,
    prompt: job.prompt,
    isFinished: simulation.isFinished(job),
    clip: job.clip,
    chargedMicrodollars: job.chargedMicrodollars,
    file: `/files/${currentLink(job).uuid}.mp4`
  }))

/** Answers a request to `/control…`, through which tests control the simulator. */
export function answerControl(method: string, path: string, body: unknown, simulation: Simulation): Reply {
  const done = (result: Result<unknown, string>): Reply =>
    result.ok
      ? json(200, { ok: true, active: activeFaults(simulation) })
      : json(400, { ok: false, error: result.error })
  switch (`${method} ${path}`) {
    case 'GET /control/faults':
      return json(200, { syntax: faultSyntax, faults, active: activeFaults(simulation) })
    case 'GET /control/ledger':
      return json(200, simulation.report())
    case 'GET /control/jobs':
      return json(200, { jobs: jobList(simulation) })
    case 'POST /control':
      return done(switchFaults(simulation, body))
    case 'POST /control/clear':
      return done(clearFaults(simulation, body ?? {}))
    case 'POST /control/set':
      return done(changeSettings(simulation, body))
    case 'POST /control/reset':
      simulation.reset()
      return done(ok(null))
    default:
      return json(404, { ok: false, error: `There is no ${method} ${path}.` })
  }
}
