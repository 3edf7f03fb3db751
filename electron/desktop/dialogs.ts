import { dialog, type BrowserWindow, type OpenDialogOptions } from 'electron'
import type { ChannelInput } from '../../shared/contract/index.ts'
import type { Language } from '../../shared/model/vocabulary.ts'

export type Purpose = ChannelInput<'files.pick'>['purpose']

/** A dialog as values: what it asks, what its button says, what may be chosen. */
export interface Question {
  readonly kind: 'open' | 'save'
  readonly title: string
  readonly button: string
  readonly choose: 'file' | 'folder'
  readonly several: boolean
}

const questions = {
  openProject: {
    kind: 'open',
    choose: 'folder',
    several: false,
    en: ['Open a project', 'Open'],
    de: ['Projekt öffnen', 'Öffnen'],
  },
  newProject: {
    kind: 'open',
    choose: 'folder',
    several: false,
    en: ['Where should the project lie?', 'Choose this folder'],
    de: ['Wo soll das Projekt liegen?', 'Diesen Ordner wählen'],
  },
  importFiles: {
    kind: 'open',
    choose: 'file',
    several: true,
    en: ['Import articles', 'Import'],
    de: ['Artikel importieren', 'Importieren'],
  },
  importFolder: {
    kind: 'open',
    choose: 'folder',
    several: true,
    en: ['Import a folder of articles', 'Import'],
    de: ['Ordner mit Artikeln importieren', 'Importieren'],
  },
  exportTo: {
    kind: 'save',
    choose: 'file',
    several: false,
    en: ['Export to', 'Export'],
    de: ['Exportieren nach', 'Exportieren'],
  },
  openBackup: {
    kind: 'open',
    choose: 'file',
    several: false,
    en: ['Choose a backup', 'Take this backup'],
    de: ['Sicherung wählen', 'Diese Sicherung nehmen'],
  },
  restoreInto: {
    kind: 'open',
    choose: 'folder',
    several: false,
    en: ['Where should the restored project lie?', 'Choose this folder'],
    de: ['Wo soll das wiederhergestellte Projekt liegen?', 'Diesen Ordner wählen'],
  },
  copyInto: {
    kind: 'open',
    choose: 'folder',
    several: false,
    en: ['Where should the copy lie?', 'Choose this folder'],
    de: ['Wo soll die Kopie liegen?', 'Diesen Ordner wählen'],
  },
  openOpinion: {
    kind: 'open',
    choose: 'folder',
    several: false,
    en: ['Choose a colleague’s project or the folder of a release', 'Take as second opinion'],
    de: [
      'Projekt der Kollegin oder des Kollegen oder Ordner eines Releases wählen',
      'Als Zweitmeinung nehmen',
    ],
  },
  openEntityList: {
    kind: 'open',
    choose: 'file',
    several: false,
    en: ['Choose a list of entities', 'Read this list'],
    de: ['Liste von Entitäten wählen', 'Diese Liste lesen'],
  },
  openOpinionFile: {
    kind: 'open',
    choose: 'file',
    several: false,
    en: ['Choose a release (zip) or JSONL export', 'Take as second opinion'],
    de: ['Release (Zip) oder JSONL-Export wählen', 'Als Zweitmeinung nehmen'],
  },
  openAnnotations: {
    kind: 'open',
    choose: 'file',
    several: true,
    en: ['Choose files with annotations', 'Look at them'],
    de: ['Dateien mit Annotationen wählen', 'Ansehen'],
  },
  openAnnotationFolder: {
    kind: 'open',
    choose: 'folder',
    several: true,
    en: ['Choose a folder with annotations', 'Look at it'],
    de: ['Ordner mit Annotationen wählen', 'Ansehen'],
  },
  journalTo: {
    kind: 'save',
    choose: 'file',
    several: false,
    en: ['Write the journal to', 'Write'],
    de: ['Journal schreiben nach', 'Schreiben'],
  },
} as const satisfies Record<
  Purpose,
  Omit<Question, 'title' | 'button'> & Record<Language, readonly [string, string]>
>

/** What is asked for a purpose, in a language. */
export function questionFor(purpose: Purpose, language: Language): Question {
  const { kind, choose, several } = questions[purpose]
  const [title, button] = questions[purpose][language]
  return { kind, title, button, choose, several }
}

/** Shows the system's dialog; resolves with the chosen paths, none where it was cancelled. */
export async function pickPaths(
  window: BrowserWindow,
  purpose: Purpose,
  language: Language,
  suggestedName: string | undefined,
): Promise<readonly string[]> {
  const question = questionFor(purpose, language)
  const common = { title: question.title, message: question.title, buttonLabel: question.button }
  if (question.kind === 'save') {
    const chosen = await dialog.showSaveDialog(window, {
      ...common,
      ...(suggestedName === undefined ? {} : { defaultPath: suggestedName }),
      properties: ['createDirectory', 'showOverwriteConfirmation'],
    })
    return chosen.canceled || chosen.filePath === '' ? [] : [chosen.filePath]
  }
  const properties: NonNullable<OpenDialogOptions['properties']> = [
    question.choose === 'folder' ? 'openDirectory' : 'openFile',
    'createDirectory',
    ...(question.several ? (['multiSelections'] as const) : []),
  ]
  const chosen = await dialog.showOpenDialog(window, { ...common, properties })
  return chosen.canceled ? [] : chosen.filePaths
}
