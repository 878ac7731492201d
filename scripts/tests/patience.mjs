/**
 * Raises Vitest's time-out for `expect.poll` and `vi.waitFor` from one second to a minute. The deadline only guards against
 * hanging: on a busy machine anything may take ten times as long.
 */
import { vi } from 'vitest'

const { waitFor, waitUntil } = vi
const patiently = (options) => ({
  timeout: 60_000,
  ...(typeof options === 'number' ? { timeout: options } : options)
})
vi.waitFor = (check, options) => waitFor(check, patiently(options))
vi.waitUntil = (check, options) => waitUntil(check, patiently(options))
