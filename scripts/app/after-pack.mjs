import { rm } from 'node:fs/promises'
import { join } from 'node:path'

/** electron-builder calls this when the files lie in place, before it seals them. */
export default async function afterPack({ appOutDir, packager }) {
  // It came with the runtime, to start unpackaged apps; a package holds exactly one application.
  await rm(join(packager.getResourcesDir(appOutDir), 'default_app.asar'), { force: true })
}
