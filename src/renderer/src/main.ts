import './lib/schemas-without-eval'
import './styles/base.css'
import { mount } from 'svelte'
import type { Bridge } from '@shared/contract'
import App from './App.svelte'
import { createServices } from './lib/services'

declare global {
  interface Window {
    /** Exposed by the preload script. */
    readonly dailies: Bridge
  }
}

const target = document.getElementById('app')
if (!target) throw new Error('index.html has no #app')
mount(App, { target, props: { services: createServices(window.dailies) } })
