import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Makes a company's certificate authority with a certificate for `localhost`. */
export interface CompanyCertificate {
  /** Key and certificate of the server for Node. */
  readonly server: { readonly pfx: Buffer; readonly passphrase: string }
  /** Adds the authority to a user's certificate store, as a company's set-up does. */
  readonly trustIn: (home: string) => void
}

const passphrase = 'for tests'

export function makeCompanyCertificate(): CompanyCertificate {
  const folder = mkdtempSync(join(tmpdir(), 'dailies-authority-'))
  try {
    const noise = join(folder, 'noise')
    writeFileSync(noise, crypto.getRandomValues(new Uint8Array(64)))
    const sign = (name: string, subject: string, ...args: readonly string[]): Buffer =>
      certutil(folder, '-S', '-n', name, '-s', subject, '-z', noise, '-v', '12', ...args)
    certutil(folder, '-N', '--empty-password')
    // Answers: is an authority, maximum chain length, critical.
    execFileSync(
      'certutil',
      ['-d', `sql:${folder}`, '-S', '-n', 'company', '-s', 'CN=A company', '-z', noise, '-v', '12'].concat([
        '-x',
        '-t',
        'CT,,',
        '-m',
        '1',
        '-2'
      ]),
      { input: 'y\n\ny\n', stdio: 'pipe' }
    )
    sign('server', 'CN=localhost', '-c', 'company', '-t', ',,', '-m', '2', '-8', 'localhost')
    const pfx = join(folder, 'server.p12')
    execFileSync(
      'pk12util',
      ['-d', `sql:${folder}`, '-o', pfx, '-n', 'server', '-W', passphrase, '-c', 'AES-256-CBC', '-C', 'NONE'],
      { stdio: 'pipe' }
    )
    const authority = certutil(folder, '-L', '-n', 'company', '-a')
    return { server: { pfx: readFileSync(pfx), passphrase }, trustIn: (home) => trust(authority, home) }
  } finally {
    rmSync(folder, { recursive: true })
  }
}

function trust(authority: Buffer, home: string): void {
  const store = join(home, '.pki/nssdb')
  mkdirSync(store, { recursive: true })
  const file = join(home, 'authority.pem')
  writeFileSync(file, authority)
  certutil(store, '-N', '--empty-password')
  certutil(store, '-A', '-a', '-n', 'company', '-t', 'C,,', '-i', file)
}

const certutil = (store: string, ...args: readonly string[]): Buffer =>
  execFileSync('certutil', ['-d', `sql:${store}`, ...args], { stdio: 'pipe' })
