import { createContext, useContext, useMemo, type ReactNode } from 'react'
import type { Language } from '../../shared/model/vocabulary.ts'
import { de } from './de.ts'
import { en } from './en.ts'
import { createFormat, type Format } from './format.ts'
import type { Arguments, MessageKey, Messages, PluralKey, PluralValues } from './messages.ts'

export type { MessageKey, PluralKey } from './messages.ts'
export type { Format } from './format.ts'

export const messagesOf: Readonly<Record<Language, Messages>> = { en, de }

/** The text of a key in the coder's language, its values filled in. Numbers are written as the language writes them. */
export type Translate = <K extends MessageKey>(key: K, ...values: Arguments<K>) => string
/** The text for a count: `key.one` or `key.other`, with `{count}` filled in. */
export type TranslateCount = (key: PluralKey, count: number, values?: PluralValues) => string

export interface Locale {
  readonly language: Language
  readonly t: Translate
  readonly tn: TranslateCount
  readonly format: Format
}

export function createLocale(language: Language, messages: Messages = messagesOf[language]): Locale {
  const format = createFormat(language)
  const fill = (text: string, values: PluralValues | undefined): string =>
    values === undefined
      ? text
      : text.replace(/\{(\w+)\}/g, (whole, name: string) => {
          const value = values[name]
          return value === undefined ? whole : typeof value === 'number' ? format.number(value) : value
        })
  return {
    language,
    format,
    t: (key, ...values) => fill(messages[key], (values as readonly PluralValues[])[0]),
    tn: (key, count, values) =>
      fill(messages[`${key}.${count === 1 ? 'one' : 'other'}`], { ...values, count }),
  }
}

const LocaleContext = createContext<Locale>(createLocale('en'))

export function LocaleProvider(props: {
  readonly language: Language
  /** Other texts than the language's own: the pseudo-language in tests. */
  readonly messages?: Messages
  readonly children: ReactNode
}): ReactNode {
  const { language, messages, children } = props
  const locale = useMemo(() => createLocale(language, messages ?? messagesOf[language]), [language, messages])
  return <LocaleContext value={locale}>{children}</LocaleContext>
}

export const useLocale = (): Locale => useContext(LocaleContext)
export const useT = (): Translate => useContext(LocaleContext).t
