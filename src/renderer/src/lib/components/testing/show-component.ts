import { Tooltip } from 'bits-ui'
import { flushSync, mount, unmount, type Component, type ComponentInternals, type Snippet } from 'svelte'
import { onTestFinished } from 'vitest'
import { createUserActions } from '../../actions/user-actions'
import { setServices, setUserActions, type Services } from '../../services'

/** Shows a component with the services and tips of the app around it until the test ends. Returns its parent. */
export function showComponent<Props extends Record<string, unknown>>(
  component: Component<Props>,
  props: Props,
  services: Services
): HTMLElement {
  const target = document.body.appendChild(document.createElement('div'))
  const inApp = ((anchor: ComponentInternals) => {
    setServices(services)
    setUserActions(createUserActions(services))
    const children = ((at: ComponentInternals) => component(at, props)) as unknown as Snippet
    return Tooltip.Provider(anchor, { children })
  }) as Component
  const shown = mount(inApp, { target, context: new Map() })
  flushSync()
  onTestFinished(async () => {
    await unmount(shown)
    target.remove()
  })
  return target
}
