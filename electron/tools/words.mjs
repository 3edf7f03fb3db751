/**
 * Whether the person at this terminal reads German; English otherwise.
 * @param {NodeJS.ProcessEnv} env
 * @returns {'en' | 'de'}
 */
export function terminalLanguage(env) {
  const set = env['LC_ALL'] || env['LC_MESSAGES'] || env['LANG'] || ''
  if (set !== '' && !/^(C|POSIX)\b/.test(set)) return /^de/i.test(set) ? 'de' : 'en'
  // Windows sets none of these.
  return /^de/i.test(new Intl.DateTimeFormat().resolvedOptions().locale) ? 'de' : 'en'
}

const catalogue = {
  help: {
    en: `Usage: npm start [-- [--browser] [folder]]

Builds Beleg where its sources changed and opens it: as a desktop program where
the Electron runtime is present or can be fetched, otherwise in the browser.

  folder       a Beleg project, or a folder of articles; from the latter a project
               "<folder>.beleg" is made beside it, and the folder itself is not touched
  --browser    open in the browser without looking for Electron
  --fetch      try to fetch the Electron runtime although it failed within the last day
  --help       this text

In the browser, Beleg runs on this machine only, until its window is closed or Ctrl+C.`,
    de: `Aufruf: npm start [-- [--browser] [Ordner]]

Baut Beleg, wenn sich Quellen geändert haben, und öffnet es: als Desktop-Programm, wo die
Electron-Laufzeit vorhanden ist oder sich holen lässt, sonst im Browser.

  Ordner       ein Beleg-Projekt oder ein Ordner mit Artikeln; aus letzterem entsteht daneben
               ein Projekt „<Ordner>.beleg“, der Ordner selbst bleibt unberührt
  --browser    im Browser öffnen, ohne nach Electron zu suchen
  --fetch      die Electron-Laufzeit holen, auch wenn das am letzten Tag misslungen ist
  --help       dieser Text

Im Browser läuft Beleg nur auf diesem Rechner, bis das Fenster geschlossen wird oder Strg+C.`,
  },
  unknownOption: { en: 'Unknown option: {what}', de: 'Unbekannte Option: {what}' },
  oneFolder: { en: 'One folder at most can be opened.', de: 'Es lässt sich höchstens ein Ordner öffnen.' },
  noFolder: { en: 'There is no folder “{what}”.', de: 'Den Ordner „{what}“ gibt es nicht.' },
  fetching: {
    en: 'Fetching the Electron {what} runtime …',
    de: 'Die Electron-Laufzeit {what} wird geholt …',
  },
  notFetched: {
    en: 'The Electron runtime could not be fetched ({what}), so Beleg opens in the browser.',
    de: 'Die Electron-Laufzeit ließ sich nicht holen ({what}), daher öffnet sich Beleg im Browser.',
  },
  notFetchedLately: {
    en: 'The Electron runtime is not there and could not be fetched lately ({what}; --fetch tries again), so Beleg opens in the browser.',
    de: 'Die Electron-Laufzeit fehlt und ließ sich kürzlich nicht holen ({what}; --fetch versucht es erneut), daher öffnet sich Beleg im Browser.',
  },
  noDisplay: {
    en: 'There is no display here, so Beleg is served to a browser.',
    de: 'Hier gibt es keinen Bildschirm, daher wird Beleg für einen Browser bereitgestellt.',
  },
  asRoot: {
    en: "Electron's sandbox does not work for root, so Beleg opens in the browser.",
    de: 'Die Sandbox von Electron funktioniert nicht als root, daher öffnet sich Beleg im Browser.',
  },
  electronFailed: {
    en: 'Electron did not start ({what}), so Beleg opens in the browser.',
    de: 'Electron ist nicht gestartet ({what}), daher öffnet sich Beleg im Browser.',
  },
}

/**
 * A sentence in the person's language; `{what}` stands for the second argument.
 * @param {keyof typeof catalogue} key
 * @param {string} [what]
 * @returns {string}
 */
export function words(key, what = '') {
  return catalogue[key][terminalLanguage(process.env)].replace('{what}', () => what)
}
