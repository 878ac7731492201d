import * as z from 'zod'

const range = z.tuple([z.number().min(0), z.number().min(0)]).readonly()

/** Durations of jobs: the promised `eta` and the share of it a job needs. */
export const Pace = z.strictObject({ etaSeconds: range, finishFactor: range })
export type Pace = z.infer<typeof Pace>

export const paces = {
  /** Pleasant to watch: 6 to 12 s, about as promised. */
  demo: { etaSeconds: [7, 11], finishFactor: [0.86, 1.09] },
  /** As observed at the API: promises of up to two minutes, loosely kept. */
  api: { etaSeconds: [5, 120], finishFactor: [0.3, 2] }
} as const satisfies Record<string, Pace>

/** Options of a simulator; all but the folder of clips have defaults. */
export const SimulatorOptions = z.strictObject({
  /** Folder of the source clips. */
  clipsFolder: z.string().min(1),
  /** TCP port on 127.0.0.1; 0 takes any free one. */
  port: z.int().min(0).max(65535).default(0),
  /** Seed of everything random, together with the number of the job. */
  seed: z.int().min(0).max(0xffffffff).default(1),
  /** Divides every time: 2 is twice as fast. */
  speed: z.number().positive().max(1_000_000).default(1),
  pace: Pace.default(paces.demo),
  balanceMicrodollars: z.int().default(25_000_000),
  /** Factor on the catalogue's prices, which are not guaranteed. */
  priceFactor: z.number().positive().default(1),
  /** Number of unfinished jobs accepted before the answer is 429. */
  queueLimit: z.int().min(0).default(5),
  /** Accepted keys; by default any that is not empty and does not begin with `bad`. */
  keys: z.array(z.string()).readonly().optional(),
  /** Accepts unknown models with any field instead of refusing them. */
  acceptUnknownModels: z.boolean().default(false),
  /** Initial faults, as `name`, `name=value` or `name=value*times`. */
  faults: z.array(z.string()).readonly().default([])
})
export type SimulatorOptions = z.input<typeof SimulatorOptions>
export type ResolvedOptions = z.output<typeof SimulatorOptions>

/** Returns the first error of an input as one sentence. */
export function firstIssue(error: z.ZodError): string {
  const issue = error.issues[0]
  if (!issue) return 'The input is not valid.'
  const place = issue.path.map(String).join('.')
  return place ? `${place}: ${issue.message}.` : `${issue.message}.`
}
