import { dirname, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

/** Not `import.meta.dirname`: older versions of Node lack it and should still get a readable error. */
const projectFolder = resolve(dirname(fileURLToPath(import.meta.url)), '../..')

export const inProject = (...parts) => resolve(projectFolder, ...parts)
