import { describe, expect, it } from 'vitest'
import { RefusedWrite } from '../../base/refused-write'
import { fitted, onLeftOut, type Columns } from './column-types'
import { annotationRows } from './curation/annotation-columns'
import { itemRows } from './curation/item-table'
import { events } from './event-table'
import { generations } from './generation-columns'
import { measurements } from './measurement-table'
import { videos } from './video-columns'
import { openDatabase } from '../connection/database'
import { migrate } from '../migrations/migrate'

const database = openDatabase(':memory:')
migrate(database)
const tables: readonly { readonly name: string; readonly columns: Columns }[] = [
  generations,
  videos,
  events,
  measurements,
  annotationRows,
  itemRows
]
const value = (field: keyof typeof generations.columns, given: unknown) =>
  fitted(database, 'generation', generations.columns[field], given)

interface SchemaColumn {
  readonly name: string
  readonly type: string
  readonly notnull: number
}
const schemaOf = (table: string): readonly SchemaColumn[] =>
  database.prepare('SELECT name, type, "notnull" FROM pragma_table_info(?)').all(table) as never

describe('the columns', () => {
  it.each(tables)('of $name match the schema', ({ name, columns }) => {
    const ours = Object.values(columns).map((column) => [column.name, column.type])
    const schema = schemaOf(name).map((column) => [column.name, column.type])
    // SQLite assigns the key of an event.
    const written = schema.filter(([column]) => name !== 'generation_event' || column !== 'id')
    expect(new Map(ours as [string, string][])).toEqual(new Map(written as [string, string][]))
    expect(ours).toHaveLength(written.length)
  })

  it.each(tables)('of $name are never optional if the schema requires them', ({ name, columns }) => {
    const required = schemaOf(name).filter(({ notnull }) => notnull === 1)
    const details = Object.values(columns).filter(({ isDetail }) => isDetail)
    expect(required.filter((column) => details.some((one) => one.name === column.name))).toEqual([])
  })
})

describe('a value for a column', () => {
  it.each([
    [20.5, 21],
    ['20', null],
    [1e308, null],
    [NaN, null],
    [Infinity, null],
    [10n, null],
    [{}, null],
    [true, null],
    [undefined, null],
    [-0.2, 0]
  ])('%s seconds are stored as %j', (seconds, stored) => {
    expect(value('etaSeconds', seconds)).toBe(stored)
  })

  it('is rejected if the row requires it', () => {
    expect(() => value('remoteId', 4711)).toThrow(RefusedWrite)
    expect(() => value('stateSinceMs', NaN)).toThrow('generation.state_since_ms (INTEGER) does not take NaN')
  })

  it('is reported without its text if it is left out', () => {
    const lines: string[] = []
    onLeftOut(database, (line) => lines.push(line))
    value('etaSeconds', 'a secret')
    value('etaSeconds', Infinity)
    expect(lines).toEqual([
      'generation.eta_seconds (INTEGER) does not take a string',
      'generation.eta_seconds (INTEGER) does not take Infinity'
    ])
  })
})
