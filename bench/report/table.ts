import type { Budget, Measurement } from './measurement'
import { figureOf } from './measurement'
import type { Results } from './results'

/** Returns the results as a table for a person. */
export function tableOf({ measurements, packaged, runtime, cores, atMs }: Results): string {
  const rows = [['what', 'clips', 'measured', 'floor', 'ratio', 'budget', ''], ...measurements.map(rowOf)]
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => (row[column] ?? '').length))) ?? []
  const lines = rows.map((row) =>
    row
      .map((cell, column) => cell + ' '.repeat((widths[column] ?? 0) - cell.length))
      .join('  ')
      .trimEnd()
  )
  lines.splice(
    1,
    0,
    widths
      .map((width) => '-'.repeat(width))
      .join('  ')
      .trimEnd()
  )
  const on = `${packaged ? 'The package, ' : ''}${runtime}, ${cores} cores, ${new Date(atMs).toISOString().slice(0, 16).replace('T', ' ')} UTC`
  return `${lines.join('\n')}\n\n${on}. Measured: median ± spread (95th percentile).\n${verdictOf(measurements)}`
}

function rowOf(one: Measurement): readonly string[] {
  const { what, size, value, unit, floor, ratio, budget, isHeld } = one
  return [
    what,
    size === null ? '' : size.toLocaleString('en'),
    `${number(value.median)} ± ${number(value.spread)} (${number(value.p95)}) ${unit}`,
    floor ? `${number(floor.value.median)} ${floor.what}` : '',
    ratio ? `${ratio.median.toFixed(2)} ×` : '',
    budget ? budgetWords(budget, one) : '',
    isHeld === null ? '' : isHeld ? 'held' : 'OVER'
  ]
}

const figureNames: Readonly<Record<Budget['of'], string>> = {
  median: 'median',
  p95: '95th percentile',
  largest: 'largest',
  smallest: 'smallest',
  ratio: 'ratio',
  excess: 'above the floor'
}

function budgetWords({ of, is, limit }: Budget, { value, floor, ratio }: Measurement): string {
  const figure = figureOf(of, value, floor?.value ?? null, ratio)
  const now = figure === null || of === 'median' || of === 'ratio' ? '' : `, is ${number(figure)}`
  return `${figureNames[of]} ${is === 'at_most' ? '≤' : '≥'} ${limit}${now}`
}

/** Three digits are enough to compare, and more than the machine repeats. */
export function number(value: number): string {
  if (Math.abs(value) >= 100) return Math.round(value).toLocaleString('en')
  return String(Number(value.toPrecision(3)))
}

function verdictOf(measurements: readonly Measurement[]): string {
  const over = measurements.filter(({ isHeld }) => isHeld === false)
  const withBudget = measurements.filter(({ isHeld }) => isHeld !== null)
  return over.length === 0
    ? `All ${withBudget.length} budgets are held.`
    : `${over.length} of ${withBudget.length} budgets are not held.`
}
