import { Menu, type MenuItemConstructorOptions } from 'electron'
import { assertNever } from '../../shared/errors.ts'
import { menuBar, type MenuEntry, type MenuState } from './menu.ts'

/** What choosing an entry does. */
export interface MenuChoices {
  readonly action: (action: string) => void
  readonly recent: (token: string) => void
}

function toItem(entry: MenuEntry, state: MenuState, choices: MenuChoices): MenuItemConstructorOptions {
  switch (entry.kind) {
    case 'separator':
      return { type: 'separator' }
    case 'role':
      return { role: entry.role, label: entry.label }
    case 'action':
      return {
        id: entry.action,
        label: entry.label,
        // Shown, not taken. A Mac takes every key that is shown, so there it is left out.
        ...(entry.keys === undefined || state.mac
          ? {}
          : { accelerator: entry.keys, registerAccelerator: false }),
        click: () => choices.action(entry.action),
      }
    case 'recent':
      return { id: `recent:${entry.token}`, label: entry.label, click: () => choices.recent(entry.token) }
    case 'menu':
      return {
        label: entry.label,
        ...(entry.role === undefined ? {} : { role: entry.role }),
        submenu: entry.entries.map((inner) => toItem(inner, state, choices)),
      }
    default:
      return assertNever(entry)
  }
}

/** Puts the menu bar of a state in place. */
export function showMenuBar(state: MenuState, choices: MenuChoices): void {
  Menu.setApplicationMenu(
    Menu.buildFromTemplate(menuBar(state).map((entry) => toItem(entry, state, choices))),
  )
}
