import { dirname, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

/** `import.meta.dirname` is newer than the oldest Node that should still get a readable refusal. */
const projectFolder = resolve(dirname(fileURLToPath(import.meta.url)), '../..')

export const inProject = (...parts) => resolve(projectFolder, ...parts)
