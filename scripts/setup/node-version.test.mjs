import { describe, expect, it } from 'vitest'
import { requireNode } from './node-version.mjs'

describe('requireNode', () => {
  it.each(['v20.19.0', 'v20.20.2', 'v22.0.0', 'v24.1.0'])('accepts %s', (version) => {
    expect(() => requireNode(version)).not.toThrow()
  })

  it.each(['v18.20.4', 'v20.18.3'])('refuses %s and says what is needed', (version) => {
    expect(() => requireNode(version)).toThrow(
      `Dailies needs Node 20.19 or later; this is ${version}. Install a newer Node.`
    )
  })
})
