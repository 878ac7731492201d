import { flushSync, mount, unmount, type Component, type ComponentInternals } from 'svelte'
import { onTestFinished } from 'vitest'
import { createUserActions } from '../../actions/user-actions'
import { setServices, setUserActions, type Services } from '../../services'

/** Shows a component with services around it until the test ends. Returns the element that it is in. */
export function showComponent<Props extends Record<string, unknown>>(
  component: Component<Props>,
  props: Props,
  services: Services
): HTMLElement {
  const target = document.body.appendChild(document.createElement('div'))
  const withServices = ((anchor: ComponentInternals, given: Props) => {
    setServices(services)
    setUserActions(createUserActions(services))
    return component(anchor, given)
  }) as Component<Props>
  const shown = mount(withServices, { target, props, context: new Map() })
  flushSync()
  onTestFinished(async () => {
    await unmount(shown)
    target.remove()
  })
  return target
}
