import { delimiter } from 'node:path'
import { inProject } from '../base/paths.mjs'
import { Problem } from '../base/say.mjs'
import { findRuntime } from './runtime/runtime.mjs'
import { isSuperuser } from './runtime/sandbox.mjs'

/** Returns the environment for tools: they all find the same Electron, and none sees an API key. */
export function toolEnvironment() {
  const runtime = findRuntime()
  if (!runtime) throw new Problem('Electron is not set up yet, or its recipe changed: type npm run setup.')
  return {
    ...process.env,
    DAILIES_API_KEY: undefined,
    PATH: `${inProject('node_modules/.bin')}${delimiter}${process.env.PATH}`,
    ELECTRON_OVERRIDE_DIST_PATH: runtime.folder,
    ELECTRON_EXEC_PATH: runtime.executable,
    ...(isSuperuser() ? { NO_SANDBOX: '1' } : {})
  }
}
