import type { CommanderError } from 'commander'

import type { Bilingual } from '../../shared/model/codebook.ts'
import type { Language } from '../../shared/model/vocabulary.ts'

/** Headings of the help that commander writes itself. */
export const titles: Readonly<Record<Language, Readonly<Record<string, string>>>> = {
  en: {},
  de: { 'Usage:': 'Aufruf:', 'Arguments:': 'Argumente:', 'Options:': 'Optionen:', 'Commands:': 'Befehle:' },
}

/** Words for commander's complaints; `{1}` is the first quoted part of its message. */
const complaints: Readonly<Record<string, string>> = {
  'commander.unknownOption': 'Die Option „{1}“ gibt es nicht',
  'commander.unknownCommand': 'Den Befehl „{1}“ gibt es nicht',
  'commander.missingArgument': 'Es fehlt das Argument „{1}“',
  'commander.optionMissingArgument': 'Der Option „{1}“ fehlt ihr Wert',
  'commander.missingMandatoryOptionValue': 'Es fehlt die Option „{1}“',
  'commander.invalidArgument': 'Der Wert von „{1}“ ist nicht erlaubt',
  'commander.excessArguments': 'Zu viele Argumente',
  'commander.conflictingOption': 'Die Option „{1}“ verträgt sich nicht mit einer anderen',
  'commander.help': 'Es fehlt der Befehl',
}

/** Why a command line was not understood, one sentence with where to look. */
export function usageProblem(error: CommanderError, language: Language): string {
  const english =
    error.code === 'commander.help' ? 'The command is missing' : error.message.replace(/^error: /, '')
  const advice = { en: 'See beleg --help.', de: 'Siehe beleg --help.' }[language]
  if (language === 'en')
    return `${english.charAt(0).toUpperCase()}${english.slice(1)}${english.endsWith('.') ? '' : '.'} ${advice}`
  const quoted = /'([^']*)'/.exec(error.message)?.[1] ?? ''
  const german = complaints[error.code]?.replace('{1}', quoted) ?? english
  return `${german}. ${advice}`
}

/** The command line was typed wrongly in a way commander cannot see. Nothing was begun. */
export class UsageError extends Error {
  readonly sentence: Bilingual

  constructor(sentence: Bilingual) {
    super(sentence.en)
    this.name = 'UsageError'
    this.sentence = sentence
  }
}

/** A word that had to be one of a closed list. */
export function noneOf(word: string, known: readonly string[]): UsageError {
  const list = known.join(', ')
  return new UsageError({ en: `“${word}” is none of ${list}.`, de: `„${word}“ ist keines von ${list}.` })
}
