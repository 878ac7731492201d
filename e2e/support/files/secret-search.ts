import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { processTree } from '../desktop/processes'
import { readUnlessGone } from './hashes'

/** Returns every encoding in which a secret could be stored, by name. */
export function formsOf(secret: string): ReadonlyMap<string, Buffer> {
  const bytes = Buffer.from(secret)
  const escapedForXml = secret.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')
  const forms: [string, string | Buffer][] = [
    ['plain', secret],
    ['UTF-16', Buffer.from(secret, 'utf16le')],
    ['JSON', JSON.stringify(secret).slice(1, -1)],
    ['JSON in JSON', JSON.stringify(JSON.stringify(secret).slice(1, -1)).slice(1, -1)],
    ['URL', encodeURIComponent(secret)],
    ['form', new URLSearchParams({ k: secret }).toString().slice(2)],
    ['XML', escapedForXml],
    ['hexadecimal', bytes.toString('hex')],
    ['reversed', Array.from(secret).reverse().join('')],
    // Base64 of a longer text has one of three forms, depending on the secret's offset; its ends depend on the neighbours.
    ...[0, 1, 2].flatMap((before): [string, string][] => {
      const text = Buffer.concat([Buffer.alloc(before), bytes]).toString('base64')
      const inner = text.slice(before === 0 ? 0 : 4, Math.floor(((before + bytes.length) * 8) / 6 / 4) * 4)
      return [
        [`base64 at ${before}`, inner],
        [`base64url at ${before}`, inner.replaceAll('+', '-').replaceAll('/', '_')]
      ]
    })
  ]
  return new Map(forms.map(([name, form]) => [name, Buffer.from(form as string)]))
}

/** Returns the encodings of the secret that bytes contain. */
export const formsIn = (bytes: Buffer, forms: ReadonlyMap<string, Buffer>): readonly string[] =>
  [...forms].flatMap(([name, form]) => (bytes.includes(form) ? [name] : []))

/** Returns the files below a folder that contain the secret, with the encodings. */
export function formsInFiles(folder: string, forms: ReadonlyMap<string, Buffer>): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true }).flatMap((entry) => {
    const path = join(entry.parentPath, entry.name)
    if (formsIn(Buffer.from(path), forms).length > 0) return [`the name ${path}`]
    if (!entry.isFile()) return []
    return formsIn(readUnlessGone(path) ?? Buffer.alloc(0), forms).map((form) => `${path}: ${form}`)
  })
}

/** Returns the processes of a tree whose environment or command line contains the secret. */
export function formsInProcesses(root: number, forms: ReadonlyMap<string, Buffer>): readonly string[] {
  return processTree(root).flatMap((pid) =>
    ['environ', 'cmdline'].flatMap((name) => {
      try {
        return formsIn(readFileSync(`/proc/${pid}/${name}`), forms).map((form) => `${pid} ${name}: ${form}`)
      } catch {
        // Ended in the meantime.
        return []
      }
    })
  )
}
