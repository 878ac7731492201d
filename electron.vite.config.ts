import { resolve } from 'node:path'
import { svelte } from '@sveltejs/vite-plugin-svelte'
import { defineConfig } from 'electron-vite'
import type { Plugin } from 'vite'
import { licencesPlugin } from './scripts/app/licences-plugin'
import { updateChannel } from './scripts/app/update-channel.mjs'
import { calls, events, messages } from './src/shared/contract'

const from = (path: string): string => resolve(import.meta.dirname, path)
const alias = { '@shared': from('src/shared'), $lib: from('src/renderer/src/lib') }

/**
 * Build targets are named by hand: electron-vite would read them from the pinned Electron 45, and the
 * code also has to run on the Electron 33 runtime that stands in for it where 45 cannot be downloaded.
 */
const mainTarget = 'node20.18'
const pageTarget = 'chrome130'

const contractNames = {
  calls: Object.keys(calls),
  messages: Object.keys(messages),
  events: Object.keys(events)
}

/** A build for fault runs can be told to end itself at a named line; in every other the calls are compiled away. */
const crashPoints = { __CRASH_POINTS__: JSON.stringify(process.env['DAILIES_CRASH_POINTS'] === '1') }

/** In a build without a feed everything about updates is compiled away. */
const updates = { __UPDATE_CHANNEL__: JSON.stringify(updateChannel(process.env)) }

/** The dev server puts styles into the page by script, which the policy of the real page forbids. */
const withoutPolicyWhileDeveloping: Plugin = {
  name: 'without-policy-while-developing',
  apply: 'serve',
  transformIndexHtml: (html) => html.replace(/<meta\s+http-equiv="Content-Security-Policy"[^>]*>/, '')
}

const licences = licencesPlugin(import.meta.dirname)

export default defineConfig({
  main: {
    resolve: { alias },
    plugins: [licences],
    define: { ...crashPoints, ...updates },
    build: {
      target: mainTarget,
      sourcemap: true,
      rolldownOptions: {
        input: {
          index: from('src/main/index.ts'),
          'download-process': from('src/main/platform/download-process.ts'),
          'database-process': from('src/main/platform/database-process.ts'),
          'search-index-thread': from('src/main/platform/search-index-thread.ts'),
          'edit-reading-thread': from('src/main/platform/edit-reading-thread.ts'),
          'reading-thread': from('src/main/platform/reading-thread.ts'),
          'simulator-process': from('src/simulator/process.ts')
        }
      }
    }
  },
  preload: {
    resolve: { alias },
    plugins: [licences],
    define: { CONTRACT_NAMES: JSON.stringify(contractNames) },
    build: {
      target: mainTarget,
      externalizeDeps: false,
      rolldownOptions: {
        input: { index: from('src/preload/index.ts') },
        output: { format: 'cjs', entryFileNames: '[name].cjs' }
      }
    }
  },
  renderer: {
    root: from('src/renderer'),
    resolve: { alias },
    plugins: [svelte({ configFile: from('svelte.config.js') }), withoutPolicyWhileDeveloping, licences],
    build: {
      target: pageTarget,
      minify: true,
      rolldownOptions: { input: { index: from('src/renderer/index.html') } }
    }
  }
})
