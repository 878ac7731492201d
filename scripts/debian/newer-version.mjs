import { createPackageWithOptions, extractAll } from '@electron/asar'
import { rmSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { linkAll } from '../base/link-all.mjs'
import { inProject } from '../base/paths.mjs'

/** Module with the list of migrations, without its extension. */
const list = inProject('src/main/db/migrations/migrations')
const longerList = '\0longer-list-of-migrations'
const nextMigration = 'CREATE INDEX video_by_time_saved ON video (saved_at_ms)'

const withNextMigration = {
  name: 'next-migration',
  enforce: 'pre',
  resolveId(source, importer) {
    if (!source.startsWith('.') || !importer || importer === longerList) return null
    return resolve(dirname(importer), source) === list ? longerList : null
  },
  load(id) {
    if (id !== longerList) return null
    return `import { migrations as released } from ${JSON.stringify(`${list}.ts`)}
export const migrations = [...released, ${JSON.stringify(nextMigration)}]`
  }
}

/**
 * Makes an unpacked program of the version after this one: the same, with one more migration.
 *
 * @returns Its folder.
 */
export async function makeNewerVersion(unpacked, folder) {
  const [content, newer] = [join(folder, 'content'), join(folder, 'unpacked')]
  for (const old of [content, newer]) rmSync(old, { recursive: true, force: true })
  const archive = join('resources', 'app.asar')
  extractAll(join(unpacked, archive), content)
  await buildMain(join(content, 'out/main'))
  linkAll(unpacked, newer)
  for (const part of [archive, `${archive}.unpacked`]) rmSync(join(newer, part), { recursive: true })
  await createPackageWithOptions(content, join(newer, archive), { unpack: '**/*.node' })
  return newer
}

async function buildMain(outDir) {
  // Not at the top: nothing may be installed yet.
  const [{ resolveConfig }, { build, mergeConfig }] = await Promise.all([
    import('electron-vite'),
    import('vite')
  ])
  const { config } = await resolveConfig({ root: inProject(), logLevel: 'error' }, 'build', 'production')
  await build(
    mergeConfig(config?.main ?? {}, {
      configFile: false,
      logLevel: 'error',
      plugins: [withNextMigration],
      build: { outDir, emptyOutDir: true, sourcemap: false }
    })
  )
}
