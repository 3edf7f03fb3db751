import type { MenuItemConstructorOptions } from 'electron'
import type { MenuView } from '../side-door.ts'
import { app } from './app.ts'
import { notImitated, PreventableEvent, record } from './records.ts'

/** Roles the double knows how to carry out, or at least to write down. */
type Perform = (role: string) => boolean
let perform: Perform = () => false

/** What a role does to the window in front; false where it does nothing there. */
export function onRole(does: Perform): void {
  perform = does
}

/** docs/latest/api/menu-item */
export class MenuItem {
  readonly id: string | null
  readonly label: string
  readonly type: string
  readonly role: string | null
  readonly accelerator: string | null
  readonly enabled: boolean
  readonly submenu: Menu | null
  readonly click: () => void

  constructor(given: MenuItemConstructorOptions) {
    if (given.label === undefined && given.role === undefined && given.type !== 'separator')
      throw new TypeError('MenuItem needs a label, a role or a type')
    this.id = given.id ?? null
    this.label = given.label ?? ''
    this.role = given.role ?? null
    this.type = given.submenu === undefined ? (given.type ?? 'normal') : 'submenu'
    this.accelerator = given.accelerator ?? null
    this.enabled = given.enabled ?? true
    this.submenu = Array.isArray(given.submenu) ? Menu.buildFromTemplate(given.submenu) : null
    const chosen = given.click as ((item: MenuItem, window: undefined, event: object) => void) | undefined
    this.click = () => {
      // docs/latest/tutorial/menus: with a role, `click` is ignored.
      if (this.role === null)
        chosen?.(this, undefined, new PreventableEvent({ triggeredByAccelerator: false }))
      else if (this.role === 'quit') app.quit()
      else if (!perform(this.role)) record('role', { role: this.role })
    }
  }
}

let applicationMenu: Menu | null = null

/** docs/latest/api/menu. Native menus are not drawn: what they hold is recorded, and a test can choose from them. */
export class Menu {
  readonly items: MenuItem[] = []

  append(item: MenuItem): void {
    this.items.push(item)
  }

  getMenuItemById(id: string): MenuItem | null {
    for (const item of this.items) {
      if (item.id === id) return item
      const inner = item.submenu?.getMenuItemById(id)
      if (inner !== null && inner !== undefined) return inner
    }
    return null
  }

  popup(): void {
    notImitated('Menu.popup')
  }

  static buildFromTemplate(template: readonly MenuItemConstructorOptions[]): Menu {
    const menu = new Menu()
    for (const given of template) menu.append(new MenuItem(given))
    return menu
  }

  static setApplicationMenu(menu: Menu | null): void {
    applicationMenu = menu
    record('menu', { items: menu === null ? [] : viewOf(menu) })
  }

  static getApplicationMenu(): Menu | null {
    return applicationMenu
  }
}

const viewOf = (menu: Menu): readonly MenuView[] =>
  menu.items.map(({ id, label, type, role, accelerator, enabled, submenu }) => ({
    id,
    label,
    type,
    role,
    accelerator,
    enabled,
    items: submenu === null ? [] : viewOf(submenu),
  }))
