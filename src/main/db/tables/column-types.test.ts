import { describe, expect, it } from 'vitest'
import { RefusedWrite } from '../../base/refused-write'
import { columnTypes, onLeftOut, valuesFor, type Table } from './column-types'
import { openDatabase } from '../connection/database'
import { migrate } from '../migrations/migrate'

const database = openDatabase(':memory:')
migrate(database)
const value = valuesFor(database, 'generation')

interface SchemaColumn {
  readonly name: string
  readonly type: string
  readonly notnull: number
}
const schemaOf = (table: string): readonly SchemaColumn[] =>
  database.prepare('SELECT name, type, "notnull" FROM pragma_table_info(?)').all(table) as never

describe('the types of the columns', () => {
  it.each(Object.keys(columnTypes) as Table[])('of %s are those of the schema', (table) => {
    const written = Object.entries(columnTypes[table])
    const schema = schemaOf(table).map(({ name, type }) => [name, type])
    // The key of a line of history is given by SQLite.
    const ours = written.map(([name, type]) => [name, type.split(' ')[0]])
    expect(schema.filter(([name]) => table !== 'generation_event' || name !== 'id')).toEqual(
      expect.arrayContaining(ours)
    )
    expect(ours).toHaveLength(schema.length - (table === 'generation_event' ? 1 : 0))
  })

  it.each(Object.keys(columnTypes) as Table[])('of %s name no detail that may not be missing', (table) => {
    const details = Object.entries(columnTypes[table])
      .filter(([, type]) => type.endsWith(' detail'))
      .map(([name]) => name)
    const required = schemaOf(table)
      .filter(({ notnull }) => notnull === 1)
      .map(({ name }) => name)
    expect(details.filter((name) => required.includes(name))).toEqual([])
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
    expect(value('eta_seconds', seconds)).toBe(stored)
  })

  it('is refused where the row is nothing without it', () => {
    expect(() => value('remote_id', 4711)).toThrow(RefusedWrite)
    expect(() => value('state_since_ms', NaN)).toThrow(
      'generation.state_since_ms (INTEGER) does not take NaN'
    )
  })

  it('is reported where it is left out, without the text itself', () => {
    const lines: string[] = []
    onLeftOut(database, (line) => lines.push(line))
    value('eta_seconds', 'a secret')
    value('eta_seconds', Infinity)
    expect(lines).toEqual([
      'generation.eta_seconds (INTEGER) does not take a string',
      'generation.eta_seconds (INTEGER) does not take Infinity'
    ])
  })
})
