import type { Language } from '../../shared/model/vocabulary.ts'

/** What the terminal says while the browser shell runs. `{what}` stands for one value. */
const catalogue = {
  link: {
    en: 'Open Beleg in a browser on this machine:\n\n  {what}\n\nThe link works once. Ctrl+C ends Beleg.',
    de: 'Öffnen Sie Beleg in einem Browser auf diesem Rechner:\n\n  {what}\n\nDer Link gilt einmal. Strg+C beendet Beleg.',
  },
  newLink: {
    en: 'The link was opened again, which is refused. A new one, in case that was you:\n\n  {what}\n',
    de: 'Der Link wurde noch einmal geöffnet und abgelehnt. Ein neuer, falls Sie das waren:\n\n  {what}\n',
  },
  window: {
    en: 'Beleg is open in a window of {what}. Close it, or press Ctrl+C here, to end Beleg.',
    de: 'Beleg ist in einem Fenster von {what} geöffnet. Schließen Sie es oder drücken Sie hier Strg+C, um Beleg zu beenden.',
  },
  windowFailed: {
    en: '{what} did not open a window.',
    de: '{what} hat kein Fenster geöffnet.',
  },
  ending: { en: 'Saving and ending …', de: 'Wird gesichert und beendet …' },
  ended: { en: 'Everything is saved.', de: 'Alles ist gesichert.' },
  still: {
    en: 'Still saving. Ctrl+C once more ends at once; what was shown as saved is kept.',
    de: 'Es wird noch gesichert. Noch einmal Strg+C beendet sofort; als gespeichert Angezeigtes bleibt erhalten.',
  },
} as const satisfies Record<string, Readonly<Record<Language, string>>>

export function words(language: Language, key: keyof typeof catalogue, what = ''): string {
  return catalogue[key][language].replace('{what}', () => what)
}
