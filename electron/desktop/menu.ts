import type { Language } from '../../shared/model/vocabulary.ts'

/** What a menu holds, as values: the wiring makes Electron's items of them, a test reads them. */
export type MenuEntry =
  | { readonly kind: 'separator' }
  /** Electron's own behaviour, worded by us so that it is German where the rest is. */
  | { readonly kind: 'role'; readonly role: MenuRole; readonly label: string }
  /** Asks the page to do what the key of that name does. */
  | { readonly kind: 'action'; readonly action: string; readonly label: string; readonly keys?: string }
  | { readonly kind: 'recent'; readonly token: string; readonly label: string }
  | {
      readonly kind: 'menu'
      readonly label: string
      readonly role?: 'appMenu'
      readonly entries: readonly MenuEntry[]
    }

export type MenuRole =
  | 'about'
  | 'hide'
  | 'hideOthers'
  | 'unhide'
  | 'quit'
  | 'cut'
  | 'copy'
  | 'paste'
  | 'selectAll'
  | 'resetZoom'
  | 'zoomIn'
  | 'zoomOut'
  | 'togglefullscreen'
  | 'toggleDevTools'
  | 'minimize'
  | 'close'

export interface MenuState {
  readonly language: Language
  readonly mac: boolean
  /** Whether the inspector may be opened: in development only. */
  readonly developing: boolean
  readonly projectOpen: boolean
  /** Projects opened before, newest first. */
  readonly recent: readonly { readonly token: string; readonly label: string }[]
}

const labels = {
  about: { en: 'About Beleg', de: 'Über Beleg' },
  hide: { en: 'Hide Beleg', de: 'Beleg ausblenden' },
  hideOthers: { en: 'Hide Others', de: 'Andere ausblenden' },
  unhide: { en: 'Show All', de: 'Alle einblenden' },
  quit: { en: 'Quit Beleg', de: 'Beleg beenden' },
  file: { en: '&File', de: '&Datei' },
  start: { en: 'New or open project…', de: 'Projekt anlegen oder öffnen…' },
  recent: { en: 'Recent projects', de: 'Zuletzt geöffnete Projekte' },
  import: { en: 'Import articles…', de: 'Artikel importieren…' },
  paste: { en: 'Paste an article…', de: 'Artikel einfügen…' },
  verify: { en: 'Check the project', de: 'Projekt prüfen' },
  closeProject: { en: 'Close project', de: 'Projekt schließen' },
  edit: { en: '&Edit', de: '&Bearbeiten' },
  undo: { en: 'Undo', de: 'Rückgängig' },
  redo: { en: 'Redo', de: 'Wiederholen' },
  cut: { en: 'Cut', de: 'Ausschneiden' },
  copy: { en: 'Copy', de: 'Kopieren' },
  pasteText: { en: 'Paste', de: 'Einfügen' },
  selectAll: { en: 'Select all', de: 'Alles auswählen' },
  find: { en: 'Find in the text', de: 'Im Text suchen' },
  view: { en: '&View', de: '&Ansicht' },
  library: { en: 'Library', de: 'Bibliothek' },
  review: { en: 'Review', de: 'Prüfung' },
  entities: { en: 'Entities', de: 'Entitäten' },
  datasets: { en: 'Datasets', de: 'Datensätze' },
  project: { en: 'Project', de: 'Projekt' },
  settings: { en: 'Settings', de: 'Einstellungen' },
  resetZoom: { en: 'Actual size', de: 'Originalgröße' },
  zoomIn: { en: 'Zoom in', de: 'Vergrößern' },
  zoomOut: { en: 'Zoom out', de: 'Verkleinern' },
  fullscreen: { en: 'Full screen', de: 'Vollbild' },
  developer: { en: 'Developer tools', de: 'Entwicklerwerkzeuge' },
  window: { en: '&Window', de: '&Fenster' },
  minimize: { en: 'Minimise', de: 'Minimieren' },
  close: { en: 'Close window', de: 'Fenster schließen' },
  help: { en: '&Help', de: '&Hilfe' },
  palette: { en: 'All commands…', de: 'Alle Befehle…' },
  handbook: { en: 'Handbook', de: 'Handbuch' },
  keys: { en: 'Keyboard', de: 'Tastatur' },
} as const satisfies Record<string, Readonly<Record<Language, string>>>

const separator: MenuEntry = { kind: 'separator' }

/**
 * The menu bar. Keys are shown, not taken: the page answers them, because what a key does depends on where one is
 * (undo in a text field is the field's own).
 */
export function menuBar(state: MenuState): readonly MenuEntry[] {
  const say = (key: keyof typeof labels): string => labels[key][state.language]
  const role = (name: MenuRole, key: keyof typeof labels): MenuEntry => ({
    kind: 'role',
    role: name,
    label: say(key),
  })
  const action = (name: string, key: keyof typeof labels, keys?: string): MenuEntry => ({
    kind: 'action',
    action: name,
    label: say(key),
    ...(keys === undefined ? {} : { keys }),
  })
  const menu = (label: string, entries: readonly MenuEntry[]): MenuEntry => ({ kind: 'menu', label, entries })
  const inProject = (...entries: readonly MenuEntry[]): readonly MenuEntry[] =>
    state.projectOpen ? entries : []

  const recent: readonly MenuEntry[] =
    state.recent.length === 0
      ? []
      : [
          menu(
            say('recent'),
            state.recent.slice(0, 10).map(({ token, label }) => ({ kind: 'recent', token, label })),
          ),
        ]

  const app: readonly MenuEntry[] = state.mac
    ? [
        {
          kind: 'menu',
          label: 'Beleg',
          role: 'appMenu',
          entries: [
            role('about', 'about'),
            separator,
            action('go.settings', 'settings', 'Cmd+,'),
            separator,
            role('hide', 'hide'),
            role('hideOthers', 'hideOthers'),
            role('unhide', 'unhide'),
            separator,
            role('quit', 'quit'),
          ],
        },
      ]
    : []

  return [
    ...app,
    menu(say('file'), [
      action('go.start', 'start', 'Alt+0'),
      ...recent,
      ...inProject(
        separator,
        action('import.open', 'import', 'CmdOrCtrl+I'),
        action('import.paste', 'paste', 'CmdOrCtrl+Shift+V'),
        separator,
        action('project.verify', 'verify'),
        action('project.close', 'closeProject'),
      ),
      separator,
      state.mac ? role('close', 'close') : role('quit', 'quit'),
    ]),
    menu(say('edit'), [
      ...inProject(
        action('history.undo', 'undo', 'CmdOrCtrl+Z'),
        action('history.redo', 'redo', 'CmdOrCtrl+Shift+Z'),
        separator,
      ),
      role('cut', 'cut'),
      role('copy', 'copy'),
      role('paste', 'pasteText'),
      role('selectAll', 'selectAll'),
      ...inProject(separator, action('text.find', 'find', 'CmdOrCtrl+F')),
    ]),
    menu(say('view'), [
      ...inProject(
        action('go.library', 'library', 'Alt+1'),
        action('go.review', 'review', 'Alt+2'),
        action('go.entities', 'entities', 'Alt+3'),
        action('go.datasets', 'datasets', 'Alt+4'),
        action('go.project', 'project', 'Alt+5'),
      ),
      action('go.settings', 'settings', 'Alt+6'),
      separator,
      role('resetZoom', 'resetZoom'),
      role('zoomIn', 'zoomIn'),
      role('zoomOut', 'zoomOut'),
      role('togglefullscreen', 'fullscreen'),
      ...(state.developing ? [separator, role('toggleDevTools', 'developer')] : []),
    ]),
    menu(say('window'), [role('minimize', 'minimize'), role('close', 'close')]),
    menu(say('help'), [
      action('palette.open', 'palette', 'CmdOrCtrl+K'),
      action('handbook.open', 'handbook', 'F1'),
      action('keys.show', 'keys', 'Shift+F1'),
      ...(state.mac ? [] : [separator, role('about', 'about')]),
    ]),
  ]
}

/** Every entry of a menu, those of submenus included. */
export function allEntries(entries: readonly MenuEntry[]): readonly MenuEntry[] {
  return entries.flatMap((entry) => (entry.kind === 'menu' ? [entry, ...allEntries(entry.entries)] : [entry]))
}
