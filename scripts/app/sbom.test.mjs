import { expect, it } from 'vitest'
import { packagesIn, sbomOf } from './sbom.mjs'

const component = (ref, more = {}) => ({
  'bom-ref': ref,
  type: 'library',
  scope: 'optional',
  purl: `pkg:npm/${ref}`,
  properties: [{ name: 'cdx:npm:package:development', value: 'true' }],
  ...more
})
const installed = {
  bomFormat: 'CycloneDX',
  specVersion: '1.5',
  metadata: { component: { name: 'a folder', licenses: [{ license: { id: 'MIT' } }] } },
  components: [component('svelte@5.57.3'), component('esm-env@1.2.2'), component('vitest@4.1.12')],
  dependencies: [
    { ref: 'a folder@0.1.0', dependsOn: ['svelte@5.57.3', 'vitest@4.1.12'] },
    { ref: 'svelte@5.57.3', dependsOn: ['esm-env@1.2.2', 'vitest@4.1.12'] },
    { ref: 'esm-env@1.2.2' },
    { ref: 'vitest@4.1.12', dependsOn: [] }
  ]
}
const program = { version: '1.0.0', runtime: { version: '45.4.1' } }

it('lists what is in the program and its runtime, and nothing that only builds it', () => {
  const sbom = sbomOf(installed, { ...program, packed: ['esm-env@1.2.2', 'svelte@5.57.3'] })
  expect(sbom).toMatchObject({ bomFormat: 'CycloneDX', metadata: { component: { name: 'dailies' } } })
  expect(sbom.components.map((one) => [one['bom-ref'], one.scope, one.properties])).toEqual([
    ['electron@45.4.1', 'required', undefined],
    ['esm-env@1.2.2', 'required', []],
    ['svelte@5.57.3', 'required', []]
  ])
  expect(sbom.dependencies).toEqual([
    { ref: 'dailies@1.0.0', dependsOn: ['electron@45.4.1', 'esm-env@1.2.2', 'svelte@5.57.3'] },
    { ref: 'svelte@5.57.3', dependsOn: ['esm-env@1.2.2'] },
    { ref: 'esm-env@1.2.2', dependsOn: [] }
  ])
})

it('fails for a package that npm does not know', () => {
  expect(() => sbomOf(installed, { ...program, packed: ['svelte@5.0.0'] })).toThrow('svelte@5.0.0')
})

it('reads the packages from their licences', () => {
  const rule = '-'.repeat(80)
  const licences = `@lucide/svelte 1.48.0 (ISC)\n\nText\n\n${rule}\n\nodd 1.0.0\n\nText\n`
  expect(packagesIn(licences)).toEqual(['@lucide/svelte@1.48.0', 'odd@1.0.0'])
  expect(() => packagesIn('Text without a name')).toThrow('names no package')
})
