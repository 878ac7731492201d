import { existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { resolveConfig } from 'electron-vite'
import { build, mergeConfig, type Plugin } from 'vite'

const root = resolve(import.meta.dirname, '../..')

/** Modules that the fault build replaces: fast clock, normal shutdown deadline, log of sent requests. */
const seams = new Map(
  Object.entries({
    'src/main/base/clock': 'chaos/seams/clock.ts',
    'src/main/platform/window/confirm': 'chaos/seams/confirm.ts',
    'src/main/platform/start/shutdown': 'chaos/seams/shutdown.ts',
    'src/main/platform/network/http': 'chaos/seams/http.ts'
  })
)

const withSeams: Plugin = {
  name: 'fault-run-seams',
  enforce: 'pre',
  resolveId(source, importer) {
    if (!source.startsWith('.') || !importer || importer.startsWith(join(root, 'chaos'))) return null
    const seam = seams.get(
      resolve(dirname(importer), source)
        .slice(root.length + 1)
        .replaceAll('\\', '/')
    )
    return seam === undefined ? null : join(root, seam)
  }
}

/**
 * Builds the app for fault runs into a separate folder: the main process with crash points, everything else as
 * `npm run build` made it.
 *
 * @returns The folder to start Electron on.
 */
export async function buildForFaults(folder = resolve(root, '.cache/fault-build')): Promise<string> {
  // A moved file would silently drop its replacement.
  for (const replaced of seams.keys()) {
    if (!existsSync(join(root, `${replaced}.ts`)))
      throw new Error(`The fault build replaces ${replaced}, which does not exist.`)
  }
  const out = join(root, 'out')
  if (!existsSync(join(out, 'renderer'))) throw new Error('The app is not built: npm run build makes it.')
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(join(folder, 'out'), { recursive: true })
  writeFileSync(join(folder, 'package.json'), readFileSync(join(root, 'package.json')))
  for (const shared of ['out/renderer', 'out/preload', 'build']) {
    symlinkSync(join(root, shared), join(folder, shared), 'junction')
  }
  process.env['DAILIES_CRASH_POINTS'] = '1'
  const { config } = await resolveConfig({ root, logLevel: 'error' }, 'build', 'production')
  await build(
    mergeConfig(config?.main ?? {}, {
      configFile: false,
      logLevel: 'error',
      plugins: [withSeams],
      build: { outDir: join(folder, 'out/main'), emptyOutDir: true, sourcemap: false }
    })
  )
  return folder
}
