import { useTemporaryFolder } from './temporary-folder.mjs'

/** Vitest and Playwright call it before the tests, and what it returns after them. */
export default () => useTemporaryFolder({ inMemory: false })
