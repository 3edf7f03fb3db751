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
  badRuntime: {
    en: 'The Electron runtime that is there cannot be used ({what}), so another one is fetched.',
    de: 'Die vorhandene Electron-Laufzeit ist nicht brauchbar ({what}), daher wird eine andere geholt.',
  },
  badRuntimeNamed: {
    en: 'The Electron runtime named in the environment cannot be used ({what}), so Beleg opens in the browser.',
    de: 'Die in der Umgebung genannte Electron-Laufzeit ist nicht brauchbar ({what}), daher öffnet sich Beleg im Browser.',
  },
  noRuntimeToPackage: {
    en: 'Nothing was packaged: the Electron runtime is not on this machine; npm start fetches it where the network allows, or set ELECTRON_OVERRIDE_DIST_PATH to its folder.',
    de: 'Es wurde nichts gepackt: Die Electron-Laufzeit fehlt auf diesem Rechner; npm start holt sie, wo das Netz es erlaubt, oder ELECTRON_OVERRIDE_DIST_PATH nennt ihren Ordner.',
  },
  badRuntimeToPackage: {
    en: 'Nothing was packaged: the Electron runtime that is there cannot be used ({what}).',
    de: 'Es wurde nichts gepackt: Die vorhandene Electron-Laufzeit ist nicht brauchbar ({what}).',
  },
  notPackaged: {
    en: 'The package was not made: {what} could not be fetched or failed; what it said stands above.',
    de: 'Das Paket wurde nicht gebaut: {what} ließ sich nicht holen oder schlug fehl; seine Meldung steht darüber.',
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
