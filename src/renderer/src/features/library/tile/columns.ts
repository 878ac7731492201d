import type { Sort } from '@shared/library/sorts'

export type ColumnName = 'stars' | 'shot' | 'model' | 'length' | 'shape' | 'date' | 'cost' | 'state'

/** A column of the table of clips. */
export interface Column {
  readonly name: ColumnName
  readonly title: string
  /** Track of the CSS grid. */
  readonly width: string
  /** Order that a press of its title puts the clips in. */
  readonly sort?: Sort
  /** Narrower tables leave it out, in pixels of the table's width. */
  readonly from?: number
}

/** Columns after the picture and the caption. */
const columns: readonly Column[] = [
  { name: 'stars', title: 'Stars', width: '56px', sort: 'stars' },
  { name: 'shot', title: 'Shot', width: 'minmax(0, 132px)', sort: 'shot', from: 760 },
  { name: 'model', title: 'Model', width: 'minmax(0, 132px)', from: 860 },
  { name: 'length', title: 'Length', width: '60px', sort: 'longest' },
  { name: 'shape', title: 'Shape', width: '56px', from: 840 },
  { name: 'date', title: 'Date', width: '108px', sort: 'newest', from: 500 },
  { name: 'cost', title: 'Cost', width: '76px', sort: 'highest_cost', from: 540 },
  { name: 'state', title: 'State', width: 'minmax(0, 140px)', from: 640 }
]

/** Returns the columns that a table of this width has. */
export const columnsFor = (width: number): readonly Column[] =>
  columns.filter(({ from = 0 }) => width >= from)

/** Returns the tracks of a row: the picture, the caption, and some columns. */
export const tracksOf = (some: readonly Column[]): string =>
  ['64px', 'minmax(120px, 1fr)', ...some.map(({ width }) => width)].join(' ')
