import { dialog, shell, type BrowserWindow } from 'electron'
import type { Language } from '../../shared/model/vocabulary.ts'
import { linkToOutside } from './links.ts'
import { refusals } from './refusals.ts'
import { words } from './words.ts'

let asking = false

/** A link out of the program: opened in the person's browser if they agree; never more than one question at a time. */
export async function askToOpen(address: string, window: BrowserWindow, language: Language): Promise<void> {
  const link = linkToOutside(address)
  if (link === undefined || asking) {
    refusals.note(`opening ${address}`)
    return
  }
  asking = true
  try {
    const { response } = await dialog.showMessageBox(window, {
      type: 'question',
      message: words(language, 'openLink', link),
      buttons: [words(language, 'open'), words(language, 'cancel')],
      defaultId: 1,
      cancelId: 1,
      noLink: true,
    })
    if (response === 0) await shell.openExternal(link)
  } finally {
    asking = false
  }
}
