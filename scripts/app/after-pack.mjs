import { rm } from 'node:fs/promises'
import { join } from 'node:path'

/** Runs as electron-builder's afterPack hook: when all files are in place and before the package is sealed. */
export default async function afterPack({ appOutDir, packager }) {
  // The runtime's default app starts unpackaged apps; a package holds exactly one application.
  await rm(join(packager.getResourcesDir(appOutDir), 'default_app.asar'), { force: true })
}
