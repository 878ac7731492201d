import type { ReadableDatabase } from '../../src/main/db/connection/database'

type Value = string | number | null

/** One statement with the values that it was run with. */
export interface Statement {
  readonly sql: string
  readonly method: 'all' | 'get'
  /** As they are given: one by one, or an object of named ones. */
  readonly values: readonly (Value | Readonly<Record<string, Value>>)[]
}

/**
 * Returns the statements that some work runs on a database, so that they can be measured without the rest of it,
 * whatever they are.
 */
export function statementsOf(
  database: ReadableDatabase,
  work: (database: ReadableDatabase) => unknown
): readonly Statement[] {
  const ran: Statement[] = []
  const recording = new Proxy(database, {
    get: (target, name) => {
      if (name !== 'prepare') return boundTo(target, name)
      return (sql: string) =>
        new Proxy(target.prepare(sql), {
          get: (statement, method) => {
            if (method !== 'all' && method !== 'get') return boundTo(statement, method)
            return (...values: Statement['values']) => {
              ran.push({ sql, method, values })
              return statement[method](...values) as unknown
            }
          }
        })
    }
  })
  work(recording)
  return ran
}

function boundTo(target: object, name: string | symbol): unknown {
  const value: unknown = Reflect.get(target, name)
  return typeof value === 'function' ? (value.bind(target) as unknown) : value
}

/** Runs statements and returns how long they took together, in milliseconds. */
export function timeStatements(database: ReadableDatabase, statements: readonly Statement[]): number {
  const startedMs = performance.now()
  for (const { sql, method, values } of statements) database.prepare(sql)[method](...values)
  return performance.now() - startedMs
}
