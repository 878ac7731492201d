import type { BenchOptions, MeasureName } from './command-line'
import type { Context } from './context'
import { measureDownloading } from './measures/downloading'
import { measureDragging } from './measures/dragging'
import { measureGenerating } from './measures/generating'
import { measureLaunches } from './measures/launches'
import { measureQueries } from './measures/queries'
import { measureScrolling } from './measures/scrolling'
import type { Measurement } from './report/measurement'
import { resultsOf, type Failure, type Results } from './report/results'

/** What measures together because it looks at the same windows. */
const groups: readonly {
  readonly names: readonly MeasureName[]
  readonly measure: (context: Context) => Promise<readonly Measurement[]>
}[] = [
  { names: ['start', 'memory', 'idle'], measure: measureLaunches },
  { names: ['page', 'search', 'state'], measure: measureQueries },
  { names: ['scroll'], measure: measureScrolling },
  { names: ['drag'], measure: measureDragging },
  { names: ['download'], measure: measureDownloading },
  // Last, because it adds clips to the libraries.
  { names: ['generate'], measure: measureGenerating }
]

/** Whether any of the asked-for measurements looks at a library. */
export const needsLibraries = ({ only }: BenchOptions): boolean =>
  [...only].some((name) => name !== 'download')

/**
 * Makes every measurement that was asked for. One that fails is noted, and the others are made.
 *
 * @param keep Takes what there is after each part, so that an interrupted run has results too.
 */
export async function runBench(
  context: Context,
  runtime: string,
  keep: (results: Results) => void
): Promise<Results> {
  const { options, say } = context
  const measurements: Measurement[] = []
  const failures: Failure[] = []
  for (const { names, measure } of groups) {
    const asked = names.filter((name) => options.only.has(name))
    if (asked.length === 0) continue
    try {
      measurements.push(...(await measure(context)))
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error)
      failures.push({ measure: asked.join(', '), message })
      say(`Not measured: ${asked.join(', ')}. ${message}`)
    }
    keep(resultsOf(options, runtime, measurements, failures))
  }
  return resultsOf(options, runtime, measurements, failures)
}
