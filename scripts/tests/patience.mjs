/**
 * Gives every wait for something to come true a minute instead of Vitest's one second. The deadline is there against
 * hanging only: on a machine that is busy with other programs anything may take ten times as long.
 */
import { vi } from 'vitest'

const { waitFor, waitUntil } = vi
const patiently = (options) => ({
  timeout: 60_000,
  ...(typeof options === 'number' ? { timeout: options } : options)
})
vi.waitFor = (check, options) => waitFor(check, patiently(options))
vi.waitUntil = (check, options) => waitUntil(check, patiently(options))
