import { resolve } from 'node:path'
import { build } from 'vite'

const root = resolve(import.meta.dirname, '../..')

export const clipsFolder = resolve(root, 'src/simulator/clips')

export interface Programs {
  readonly child: string
  readonly simulator: string
  readonly database: string
}

/**
 * Bundles programs, crash points included, so that processes start quickly.
 *
 * @param entries Entry files by name.
 * @param folder Output folder inside the project, where the programs find native modules.
 * @param external Further modules that the programs find where they run.
 * @returns a function from a name to the path of its program.
 */
export async function bundle(
  entries: Readonly<Record<string, string>>,
  folder: string,
  external: readonly string[] = []
): Promise<(name: string) => string> {
  await build({
    configFile: false,
    logLevel: 'error',
    root,
    resolve: { alias: { '@shared': resolve(root, 'src/shared') } },
    define: { __CRASH_POINTS__: 'true' },
    ssr: { noExternal: true, external: ['@photostructure/sqlite', ...external] },
    build: {
      ssr: true,
      outDir: folder,
      emptyOutDir: true,
      target: 'node20.18',
      minify: true,
      rolldownOptions: {
        input: { ...entries },
        output: { entryFileNames: '[name].mjs', chunkFileNames: '[name]-[hash].mjs' }
      }
    }
  })
  return (name) => resolve(folder, `${name}.mjs`)
}

/** The programs of a fault run. */
export async function bundlePrograms(folder = resolve(root, '.cache/chaos')): Promise<Programs> {
  const entries = {
    child: resolve(root, 'chaos/engine/child.ts'),
    simulator: resolve(root, 'src/simulator/process.ts'),
    database: resolve(root, 'chaos/benches/database-child.ts')
  }
  const program = await bundle(entries, folder)
  return { child: program('child'), simulator: program('simulator'), database: program('database') }
}
