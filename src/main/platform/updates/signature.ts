import { verifySignature } from 'electron-updater/out/windowsExecutableCodeSignatureVerifier'
import type { UpdaterLog } from './electron-installer'

/**
 * Returns why an installer for Windows is not `publisher`'s; null if it is. The library lets a file pass where PowerShell
 * cannot tell; here that is a reason.
 */
export async function whyNotSigned(publisher: string, path: string, log: UpdaterLog): Promise<string | null> {
  const warnings: string[] = []
  const reason = await verifySignature([publisher], path, {
    ...log,
    warn: (message: unknown) => {
      warnings.push(String(message))
      log.warn(message)
    }
  })
  const isIgnored = warnings.some((warning) => warning.includes('Ignoring signature validation'))
  return reason ?? (isIgnored ? 'the signature could not be checked' : null)
}
