import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { inProject } from '../base/paths.mjs'
import { Problem } from '../base/say.mjs'

/**
 * Returns the packages in the program, as `name@version`, from the file with their licences that the build makes.
 * @internal
 */
export const packagesIn = (licences) =>
  licences.split(`\n${'-'.repeat(80)}\n\n`).map((text) => {
    const [, name, version] = /^(\S+) (\S+)( \(.*\))?\n/.exec(text) ?? []
    if (!name) throw new Problem(`A licence names no package: ${text.slice(0, 60)}`)
    return `${name}@${version}`
  })

/**
 * Returns a bill of materials of the packed program.
 *
 * @param installed npm's own, of everything that is installed here. Most of that only builds and tests the program.
 * @param packed What is in the program, as `name@version`.
 * @internal
 */
export function sbomOf(installed, { packed, version, runtime }) {
  const components = packed.map((ref) => {
    const component = installed.components.find((one) => one['bom-ref'] === ref)
    if (!component) throw new Problem(`${ref} is in the program, and npm does not know it.`)
    // Development packages too, because the build bundles them.
    return { ...component, scope: 'required', properties: [] }
  })
  const { metadata } = installed
  const program = { 'bom-ref': `dailies@${version}`, type: 'application', name: 'dailies', version }
  const electron = {
    'bom-ref': `electron@${runtime.version}`,
    type: 'framework',
    name: 'electron',
    version: runtime.version,
    description: 'Electron with its Chromium and Node.js',
    scope: 'required',
    purl: `pkg:github/electron/electron@v${runtime.version}`,
    licenses: [{ license: { id: 'MIT' } }]
  }
  const dependencies = installed.dependencies
    .filter(({ ref }) => packed.includes(ref))
    .map(({ ref, dependsOn = [] }) => ({ ref, dependsOn: dependsOn.filter((one) => packed.includes(one)) }))
  return {
    ...installed,
    metadata: {
      ...metadata,
      component: { ...program, purl: `pkg:npm/dailies@${version}`, licenses: metadata.component.licenses }
    },
    components: [electron, ...components],
    dependencies: [{ ref: program['bom-ref'], dependsOn: [electron['bom-ref'], ...packed] }, ...dependencies]
  }
}

/** Writes the bill of materials (CycloneDX) of the built program. */
export function writeSbom(file, { version, runtime }) {
  const output = execFileSync('npm', ['sbom', '--sbom-format=cyclonedx'], {
    cwd: inProject(),
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
    shell: process.platform === 'win32'
  })
  const packed = packagesIn(readFileSync(inProject('out/renderer/licences.txt'), 'utf8'))
  const sbom = sbomOf(JSON.parse(output), { packed, version, runtime })
  writeFileSync(file, `${JSON.stringify(sbom, null, 2)}\n`)
}
