import type { MeasureName } from '../command-line'
import { ratios, summarise, type Summary } from '../statistics'

type Unit = 'ms' | 'MiB' | 'MiB/s' | '% of a core' | '%' | 'nodes'

/** The figure of a measurement that its budget is about. */
export type BudgetedFigure = 'median' | 'p95' | 'largest' | 'smallest' | 'ratio' | 'excess'

export interface Budget {
  readonly of: BudgetedFigure
  readonly limit: number
  readonly is: 'at_most' | 'at_least'
}

/** One line of the results. */
export interface Measurement {
  readonly measure: MeasureName
  /** What was measured, in plain words. */
  readonly what: string
  /** Clips in the library; null where there is none. */
  readonly size: number | null
  readonly unit: Unit
  readonly value: Summary
  /** The same of the least that could do it, measured beside it. */
  readonly floor: { readonly what: string; readonly value: Summary } | null
  /** Of value to floor, run by run; null without a floor. */
  readonly ratio: Summary | null
  readonly budget: Budget | null
  /** Null without a budget. */
  readonly isHeld: boolean | null
  /** Further figures, such as the parts of a sum. */
  readonly details: Readonly<Record<string, number>>
}

export interface Measured {
  readonly measure: MeasureName
  readonly what: string
  readonly size?: number
  readonly unit: Unit
  readonly values: readonly number[]
  readonly floor?: { readonly what: string; readonly values: readonly number[] }
  readonly budget?: Budget
  readonly details?: Readonly<Record<string, number>>
}

/** Sums up the values of one measurement and compares them with its budget. */
export function measurement(measured: Measured): Measurement {
  const { measure, what, size = null, unit, values, floor, budget = null, details = {} } = measured
  const value = summarise(values)
  const floorValue = floor ? summarise(floor.values) : null
  const ratio = floor ? ratioOf(values, floor.values) : null
  const figure = budget && figureOf(budget.of, value, floorValue, ratio)
  return {
    measure,
    what,
    size,
    unit,
    value,
    floor: floor && floorValue ? { what: floor.what, value: floorValue } : null,
    ratio,
    budget,
    isHeld:
      budget && figure !== null
        ? budget.is === 'at_most'
          ? figure <= budget.limit
          : figure >= budget.limit
        : null,
    details
  }
}

/** Where a floor has as many values as there are runs they are paired; otherwise the medians are compared. */
function ratioOf(values: readonly number[], floors: readonly number[]): Summary | null {
  if (floors.some((floor) => floor <= 0)) return null
  return values.length === floors.length
    ? summarise(ratios(values, floors))
    : summarise([summarise(values).median / summarise(floors).median])
}

/** Returns the figure that a budget is about; null where the floor is nothing to compare with. */
export function figureOf(
  of: BudgetedFigure,
  value: Summary,
  floor: Summary | null,
  ratio: Summary | null
): number | null {
  switch (of) {
    case 'ratio':
      return ratio?.median ?? null
    case 'excess':
      return floor ? value.median - floor.median : null
    default:
      return value[of]
  }
}
