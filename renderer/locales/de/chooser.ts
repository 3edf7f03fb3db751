import type { chooserEn } from '../en/chooser.ts'

export const chooserDe: Readonly<Record<keyof typeof chooserEn, string>> = {
  'chooser.title.openProject': 'Projekt öffnen',
  'chooser.title.newProject': 'Wo soll das Projekt liegen?',
  'chooser.title.importFiles': 'Dateien oder einen Ordner importieren',
  'chooser.title.importFolder': 'Ordner importieren',
  'chooser.title.exportTo': 'In einen Ordner exportieren',
  'chooser.places': 'Orte',
  'chooser.list': 'Inhalt von {name}',
  'chooser.up': 'Einen Ordner nach oben',
  'chooser.newFolder': 'Neuer Ordner',
  'chooser.newName': 'Name des neuen Ordners',
  'chooser.make': 'Anlegen',
  'chooser.hidden': 'Versteckte Dateien zeigen',
  'chooser.takeHere': 'Diesen Ordner nehmen',
  'chooser.takeThis': '„{name}“ nehmen',
  'chooser.takeMarked.one': '{count} Datei nehmen',
  'chooser.takeMarked.other': '{count} Dateien nehmen',
  'chooser.project': 'Beleg-Projekt',
  'chooser.empty': 'Dieser Ordner ist leer.',
  'chooser.truncated': 'Hier liegt mehr, als sich auflisten lässt. Gehen Sie in einen Unterordner.',
}
