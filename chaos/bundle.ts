import { resolve } from 'node:path'
import { build } from 'vite'

const root = resolve(import.meta.dirname, '..')

export const clipsFolder = resolve(root, 'src/simulator/clips')

export interface Programs {
  readonly child: string
  readonly simulator: string
  readonly database: string
}

/**
 * Bundles the programs of a fault run, crash points included, so that a process starts in a moment.
 *
 * @param folder Inside the project: the programs find the native modules from there.
 */
export async function bundlePrograms(folder = resolve(root, '.cache/chaos')): Promise<Programs> {
  await build({
    configFile: false,
    logLevel: 'error',
    root,
    resolve: { alias: { '@shared': resolve(root, 'src/shared') } },
    define: { __CRASH_POINTS__: 'true' },
    ssr: { noExternal: true, external: ['@photostructure/sqlite'] },
    build: {
      ssr: true,
      outDir: folder,
      emptyOutDir: true,
      target: 'node20.18',
      minify: true,
      rolldownOptions: {
        input: {
          child: resolve(root, 'chaos/child.ts'),
          simulator: resolve(root, 'src/simulator/process.ts'),
          database: resolve(root, 'chaos/database-child.ts')
        },
        output: { entryFileNames: '[name].mjs', chunkFileNames: '[name]-[hash].mjs' }
      }
    }
  })
  const program = (name: string): string => resolve(folder, `${name}.mjs`)
  return { child: program('child'), simulator: program('simulator'), database: program('database') }
}
