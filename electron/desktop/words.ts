import type { Language } from '../../shared/model/vocabulary.ts'

/** What the desktop program asks and says outside its page. `{what}` stands for one value. */
const catalogue = {
  openLink: {
    en: 'Open this address in your browser?\n\n{what}\n\nBeleg itself stays offline.',
    de: 'Diese Adresse im Browser öffnen?\n\n{what}\n\nBeleg selbst bleibt offline.',
  },
  open: { en: 'Open', de: 'Öffnen' },
  cancel: { en: 'Cancel', de: 'Abbrechen' },
  stuck: {
    en: 'Beleg’s page does not respond. Everything shown as saved is kept; what is being typed is lost when it is loaded again.',
    de: 'Die Seite von Beleg reagiert nicht. Alles als gespeichert Angezeigte ist erhalten; gerade Eingegebenes geht verloren, wenn sie neu geladen wird.',
  },
  wait: { en: 'Wait', de: 'Warten' },
  reload: { en: 'Load again', de: 'Neu laden' },
  failing: {
    en: 'Beleg’s page has failed several times ({what}). Everything shown as saved is kept.',
    de: 'Die Seite von Beleg ist mehrmals ausgefallen ({what}). Alles als gespeichert Angezeigte ist erhalten.',
  },
  restart: { en: 'Restart Beleg', de: 'Beleg neu starten' },
  quit: { en: 'Quit', de: 'Beenden' },
} as const satisfies Record<string, Readonly<Record<Language, string>>>

export function words(language: Language, key: keyof typeof catalogue, what = ''): string {
  return catalogue[key][language].replace('{what}', () => what)
}
