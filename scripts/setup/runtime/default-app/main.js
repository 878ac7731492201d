/**
 * Entry of `electron <folder>`: finds the application's folder in the arguments and loads it.
 * The official runtime has its own; the stand-in has none.
 */
import { readFileSync } from 'node:fs'
import Module from 'node:module'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { app } from 'electron'

const takesModule = new Set(['-r', '--require'])

function readArguments(args) {
  const preload = []
  for (let index = 0; index < args.length; index += 1) {
    if (takesModule.has(args[index])) preload.push(args[(index += 1)])
    else if (!args[index].startsWith('-')) return { preload, folder: args[index] }
  }
  return { preload, folder: '.' }
}

const { preload, folder } = readArguments(process.argv.slice(1))
const appPath = resolve(folder)
const description = JSON.parse(readFileSync(resolve(appPath, 'package.json'), 'utf8'))

Object.defineProperty(process, 'defaultApp', { configurable: false, enumerable: true, value: true })
app.setVersion(description.version)
app.name = description.productName ?? description.name
if (description.desktopName) app.setDesktopName(description.desktopName)
app.setAppPath(appPath)

Module._preloadModules(preload)
// Awaited at the top level: the application must register schemes and switches before `ready`.
await import(pathToFileURL(Module._resolveFilename(appPath, null, true)).href)
