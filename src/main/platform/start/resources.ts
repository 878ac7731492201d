import { join } from 'node:path'
import { app } from 'electron'

const outFolder = join(import.meta.dirname, '..')

/** Paths of the program's files, packaged or not. */
export const resources = {
  pageFolder: join(outFolder, 'renderer'),
  preload: join(outFolder, 'preload/index.cjs'),
  downloadProcess: join(import.meta.dirname, 'download-process.js'),
  databaseProcess: join(import.meta.dirname, 'database-process.js'),
  searchIndexThread: join(import.meta.dirname, 'search-index-thread.js'),
  editReadingThread: join(import.meta.dirname, 'edit-reading-thread.js'),
  readingThread: join(import.meta.dirname, 'reading-thread.js'),
  simulatorProcess: join(import.meta.dirname, 'simulator-process.js'),
  icon: app.isPackaged ? join(process.resourcesPath, 'icon.png') : join(outFolder, '../build/icon.png'),
  clipsFolder: app.isPackaged
    ? join(process.resourcesPath, 'clips')
    : join(outFolder, '../src/simulator/clips')
} as const
