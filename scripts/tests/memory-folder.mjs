import { useTemporaryFolder } from './temporary-folder.mjs'

/** Vitest calls it before the tests, and what it returns after them. */
export default () => useTemporaryFolder({ inMemory: true })
