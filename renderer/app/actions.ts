/**
 * Every action the keyboard and the palette know, with its default keys. Labels are in the locales under `action.<id>`.
 *
 * Keys: a letter or character as the keyboard types it (`J`, `#`, `?`), a named key (`Enter`, `Space`, `ArrowDown`, `F6`,
 * `Escape`, `Tab`), `1…9` for any digit; before it `Mod+` (Control, or Command on a Mac), `Alt+`, `Shift+`.
 * No default needs AltGr on a German keyboard. A letter without `Shift+` is the letter typed without it.
 */
export const keyContexts = [
  'global',
  'facts',
  'text',
  'editor',
  'picker',
  'library',
  'list',
  'chooser',
] as const
export type KeyContext = (typeof keyContexts)[number]

export interface Action {
  readonly contexts: readonly KeyContext[]
  readonly keys: readonly string[]
  /** Works inside its component alone (lists, editors): shown on the key sheet, not offered by the palette or for rebinding. */
  readonly fixed?: true
}

const review = ['facts', 'text'] as const

export const actions = {
  'palette.open': { contexts: ['global'], keys: ['Mod+K'] },
  'keys.show': { contexts: ['global'], keys: ['?'] },
  'history.undo': { contexts: ['global'], keys: ['Mod+Z'] },
  'history.redo': { contexts: ['global'], keys: ['Mod+Shift+Z', 'Mod+Y'] },
  'pane.next': { contexts: ['global'], keys: ['F6'] },
  'pane.previous': { contexts: ['global'], keys: ['Shift+F6'] },
  'go.open': { contexts: ['global'], keys: ['G'] },
  'go.library': { contexts: ['global'], keys: ['Alt+1'] },
  'go.review': { contexts: ['global'], keys: ['Alt+2'] },
  'go.entities': { contexts: ['global'], keys: ['Alt+3'] },
  'go.datasets': { contexts: ['global'], keys: ['Alt+4'] },
  'go.project': { contexts: ['global'], keys: ['Alt+5'] },
  'go.history': { contexts: ['global'], keys: ['Alt+7'] },
  'go.backups': { contexts: ['global'], keys: ['Alt+8'] },
  'go.removal': { contexts: ['global'], keys: [] },
  'go.quality': { contexts: ['global'], keys: [] },
  'review.recheck': { contexts: ['global'], keys: [] },
  'remarks.open': { contexts: ['global'], keys: ['Alt+9'] },
  'handbook.open': { contexts: ['global'], keys: ['F1'] },
  'go.settings': { contexts: ['global'], keys: ['Alt+6', 'Mod+,'] },
  'go.start': { contexts: ['global'], keys: ['Alt+0'] },
  'theme.toggle': { contexts: ['global'], keys: [] },
  'language.toggle': { contexts: ['global'], keys: [] },
  'project.verify': { contexts: ['global'], keys: [] },
  'project.close': { contexts: ['global'], keys: [] },
  'import.open': { contexts: ['global'], keys: ['Mod+I'] },
  'import.paste': { contexts: ['global'], keys: ['Mod+Shift+V'] },

  'library.next': { contexts: ['library'], keys: ['J', 'ArrowDown'] },
  'library.previous': { contexts: ['library'], keys: ['K', 'ArrowUp'] },
  'library.open': { contexts: ['library'], keys: ['Enter'] },
  'library.todo': { contexts: ['library'], keys: ['T'] },
  'library.noFacts': { contexts: ['library'], keys: ['N'] },
  'library.notRelevant': { contexts: ['library'], keys: ['X'] },
  'library.search': { contexts: ['library'], keys: ['/', 'Mod+F'] },

  'fact.next': { contexts: ['facts'], keys: ['J', 'ArrowDown'] },
  'fact.previous': { contexts: ['facts'], keys: ['K', 'ArrowUp'] },
  'fact.accept': { contexts: ['facts'], keys: ['Enter', 'A'] },
  'fact.reject': { contexts: ['facts'], keys: ['X'] },
  'fact.later': { contexts: ['facts'], keys: ['Space'] },
  'fact.edit': { contexts: ['facts'], keys: ['E'] },
  'fact.type': { contexts: ['facts'], keys: ['T'] },
  'candidate.take': { contexts: ['facts', 'picker'], keys: ['1…9'], fixed: true },
  'link.open': { contexts: review, keys: ['L'] },
  'slot.fromSelection': { contexts: review, keys: ['S'] },
  'fact.new': { contexts: review, keys: ['N'] },
  'mention.new': { contexts: review, keys: ['M'] },
  'fact.split': { contexts: ['facts'], keys: ['D'] },
  'fact.join': { contexts: ['facts'], keys: ['Shift+D'] },
  'facts.acceptAlike': { contexts: ['facts'], keys: ['Shift+A'] },
  'facts.rejectAlike': { contexts: ['facts'], keys: ['Shift+X'] },
  'fact.note': { contexts: ['facts'], keys: ['#'] },
  'sentence.complete': { contexts: review, keys: ['R'] },
  'zone.toggle': { contexts: review, keys: ['B'] },
  'article.previous': { contexts: review, keys: [','] },
  'article.next': { contexts: review, keys: ['.'] },
  'text.find': { contexts: review, keys: ['Mod+F'] },
  'fact.reopen': { contexts: ['facts'], keys: ['U'] },
  'fact.first': { contexts: ['facts'], keys: ['Home'] },
  'fact.last': { contexts: ['facts'], keys: ['End'] },
  'fact.history': { contexts: ['facts'], keys: ['H'] },
  'slot.next': { contexts: ['facts'], keys: ['ArrowRight'] },
  'slot.previous': { contexts: ['facts'], keys: ['ArrowLeft'] },
  'slot.notStated': { contexts: ['facts'], keys: ['0'] },
  'conflict.open': { contexts: ['facts'], keys: ['C'] },
  'facts.order': { contexts: ['facts'], keys: ['O'] },
  'sweep.toggle': { contexts: review, keys: ['W'] },
  'blind.remove': { contexts: ['facts'], keys: ['Backspace'] },
  'article.finish': { contexts: review, keys: ['F'] },
  'evidence.adjust': { contexts: review, keys: ['V'] },
  'evidence.add': { contexts: review, keys: ['Shift+V'] },
  'article.note': { contexts: review, keys: ['Q'] },
  'mention.type': { contexts: ['text'], keys: ['T'] },
  'mention.note': { contexts: ['text'], keys: ['#'] },
  'mention.remove': { contexts: ['text'], keys: ['Delete'] },
  'text.leave': { contexts: ['text'], keys: ['Escape'] },
  'text.quote': { contexts: review, keys: ['Y'] },
  'text.marks': { contexts: review, keys: ['I'] },
  'text.unfold': { contexts: review, keys: ['Z'] },
  'text.larger': { contexts: review, keys: ['+'] },
  'text.smaller': { contexts: review, keys: ['-'] },
  'text.print': { contexts: review, keys: ['Mod+P'] },

  'editor.next': { contexts: ['editor'], keys: ['Tab'], fixed: true },
  'editor.confirm': { contexts: ['editor'], keys: ['Enter'], fixed: true },
  'editor.cancel': { contexts: ['editor'], keys: ['Escape'], fixed: true },
  'picker.next': { contexts: ['picker'], keys: ['ArrowDown'], fixed: true },
  'picker.previous': { contexts: ['picker'], keys: ['ArrowUp'], fixed: true },
  'picker.take': { contexts: ['picker'], keys: ['Enter'], fixed: true },
  'picker.cancel': { contexts: ['picker'], keys: ['Escape'], fixed: true },

  'list.next': { contexts: ['list'], keys: ['J', 'ArrowDown'] },
  'list.previous': { contexts: ['list'], keys: ['K', 'ArrowUp'] },
  'list.open': { contexts: ['list'], keys: ['Enter'] },
  'list.remove': { contexts: ['list'], keys: ['Delete'] },
  'list.search': { contexts: ['list'], keys: ['/', 'Mod+F'] },
  'step.undo': { contexts: ['list'], keys: ['U'] },
  'step.rows': { contexts: ['list'], keys: ['R'] },

  'chooser.enter': { contexts: ['chooser'], keys: ['Enter'], fixed: true },
  'chooser.up': { contexts: ['chooser'], keys: ['Backspace'], fixed: true },
  'chooser.find': { contexts: ['chooser'], keys: ['A…Z'], fixed: true },
} as const satisfies Record<string, Action>

export type ActionId = keyof typeof actions
export const actionIds = Object.keys(actions) as readonly ActionId[]
export const actionOf = (id: ActionId): Action => actions[id]
export const isActionId = (id: string): id is ActionId => Object.hasOwn(actions, id)
