import { describe, expect, it } from 'vitest'
import { openDatabase } from '../../src/main/db/connection/database'
import { migrate } from '../../src/main/db/migrations/migrate'
import { createGenerationStore } from '../../src/main/db/tables/generation-store'
import { statementsOf, timeStatements } from './statements'

describe('statementsOf', () => {
  it('returns what a page runs, so that SQLite can run the same alone', () => {
    const database = openDatabase(':memory:')
    migrate(database)
    const statements = statementsOf(database, (recording) =>
      createGenerationStore(recording as typeof database).page({
        view: 'all',
        text: 'rain',
        before: null,
        limit: 20
      })
    )
    const page = statements.find(({ sql }) => sql.includes('JOIN generation'))
    expect(page).toMatchObject({ method: 'all' })
    expect(JSON.stringify(page?.values)).toContain('rain')
    expect(timeStatements(database, statements)).toBeGreaterThanOrEqual(0)
    database.close()
  })
})
