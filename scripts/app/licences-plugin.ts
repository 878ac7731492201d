import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Plugin } from 'vite'
import * as z from 'zod'

/** Name of the file beside the page with the licences of all packages in the program. */
const licencesFile = 'licences.txt'

/** Packages that are in the program although no bundle imports them: native addons, and the font of the styles. */
const shippedWhole = ['keytar', '@photostructure/sqlite', 'node-gyp-build', '@fontsource-variable/inter']

/**
 * Writes the licence texts of all packages whose code is in the program. It collects the packages of each bundle; the page
 * is bundled last, and gets the file.
 */
export function licencesPlugin(root: string): Plugin {
  const packages = new Set(shippedWhole)
  return {
    name: 'licences',
    apply: 'build',
    generateBundle() {
      for (const id of this.getModuleIds()) {
        const name = /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(id)?.[1]
        if (name !== undefined) packages.add(name)
      }
      if (this.environment.config.root !== join(root, 'src/renderer')) return
      const texts = [...packages].toSorted().map((name) => licenceOf(join(root, 'node_modules', name), root))
      this.emitFile({ type: 'asset', fileName: licencesFile, source: texts.join(`\n${'-'.repeat(80)}\n\n`) })
    }
  }
}

/** Packages that name the MIT licence and have no file of it; the copyright is that of their repository. */
const copyrightOf: Readonly<Record<string, string>> = {
  'lazy-val': 'Copyright (c) Vladimir Krivosheev'
}

const PackageFacts = z.object({ name: z.string(), version: z.string(), license: z.string().optional() })

/**
 * Returns name, version, licence and its text.
 *
 * @throws Error for a package without a licence file: its terms have to be looked up before it is shipped.
 */
function licenceOf(folder: string, root: string): string {
  const { name, version, license } = PackageFacts.parse(
    JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  )
  const files = readdirSync(folder).filter((file) => /^(licen[cs]e|notice)/i.test(file))
  const texts = files.toSorted().map((file) => readFileSync(join(folder, file), 'utf8').trim())
  const copyright = copyrightOf[name]
  if (texts.length === 0 && license === 'MIT' && copyright !== undefined)
    texts.push(mitLicence(copyright, root))
  if (texts.length === 0) throw new Error(`The package ${name} has no licence file`)
  return `${name} ${version}${license === undefined ? '' : ` (${license})`}\n\n${texts.join('\n\n')}\n`
}

/** Returns the text of the MIT licence: that of Dailies itself, with another copyright. */
const mitLicence = (copyright: string, root: string): string =>
  readFileSync(join(root, 'LICENSE'), 'utf8')
    .replace(/^Copyright .*$/m, copyright)
    .trim()
