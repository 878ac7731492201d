import * as z from 'zod'

const range = z.tuple([z.number().min(0), z.number().min(0)]).readonly()

/** How long jobs take: what `eta` promises, and how much of it a job really needs. */
export const Pace = z.strictObject({ etaSeconds: range, finishFactor: range })
export type Pace = z.infer<typeof Pace>

export const paces = {
  /** Pleasant to watch: 6 to 12 s, about as promised. */
  demo: { etaSeconds: [7, 11], finishFactor: [0.86, 1.09] },
  /** As the API was seen to behave: promises of up to two minutes, kept loosely. */
  api: { etaSeconds: [5, 120], finishFactor: [0.3, 2] }
} as const satisfies Record<string, Pace>

/** What a simulator is started with; everything but the folder of clips has a default. */
export const SimulatorOptions = z.strictObject({
  /** Folder of the clips that jobs turn into. */
  clipsFolder: z.string().min(1),
  /** TCP port on 127.0.0.1; 0 takes any free one. */
  port: z.int().min(0).max(65535).default(0),
  /** Fixes everything random, together with the number of the job. */
  seed: z.int().min(0).max(0xffffffff).default(1),
  /** Divides every time: 2 is twice as fast. */
  speed: z.number().positive().max(1_000_000).default(1),
  pace: Pace.default(paces.demo),
  balanceMicrodollars: z.int().default(25_000_000),
  /** What jobs cost as a multiple of the catalogue's prices, which nobody promised. */
  priceFactor: z.number().positive().default(1),
  /** Unfinished jobs that are taken before the answer is 429. */
  queueLimit: z.int().min(0).default(5),
  /** Keys that are accepted; without it, any that is not empty and does not begin with `bad`. */
  keys: z.array(z.string()).readonly().optional(),
  /** Takes models the catalogue does not know, with any field, instead of refusing them. */
  acceptUnknownModels: z.boolean().default(false),
  /** Faults that stand from the start, as `name`, `name=value` or `name=value*times`. */
  faults: z.array(z.string()).readonly().default([])
})
export type SimulatorOptions = z.input<typeof SimulatorOptions>
export type ResolvedOptions = z.output<typeof SimulatorOptions>

/** The first thing wrong with some input, as one sentence. */
export function firstIssue(error: z.ZodError): string {
  const issue = error.issues[0]
  if (!issue) return 'The input is not valid.'
  const place = issue.path.map(String).join('.')
  return place ? `${place}: ${issue.message}.` : `${issue.message}.`
}
