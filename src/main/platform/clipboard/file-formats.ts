import { fileUrl } from '../../base/file-url'
import { element, xmlDocument } from '../../base/xml-text'

/** Data for one format of the system's clipboard. */
export interface FileFormat {
  readonly name: string
  readonly text: string
}

/**
 * Returns the forms in which a system's file managers read copied files, the most widely read first. None for Windows:
 * Electron cannot write its list of files, which is no registered format but a number.
 */
export function fileFormats(system: NodeJS.Platform, paths: readonly string[]): readonly FileFormat[] {
  if (system === 'win32') return []
  if (system === 'darwin') return [{ name: 'NSFilenamesPboardType', text: propertyList(paths) }]
  const urls = paths.map(fileUrl)
  return [
    // RFC 2483: CR LF after each line.
    { name: 'text/uri-list', text: urls.map((url) => `${url}\r\n`).join('') },
    { name: 'x-special/gnome-copied-files', text: ['copy', ...urls].join('\n') }
  ]
}

const doctype = 'plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd"'

const propertyList = (paths: readonly string[]): string =>
  xmlDocument(
    element(
      'plist',
      { version: '1.0' },
      element(
        'array',
        {},
        paths.map((path) => element('string', {}, path))
      )
    ),
    doctype
  )
