import type { SearchHint } from './contract/index.ts'
import type { Language } from './model/vocabulary.ts'

/** What is odd about a search, in words; `{part}` stands for what was typed. */
const words: Readonly<Record<SearchHint['code'], Readonly<Record<Language, string>>>> = {
  openQuote: {
    en: 'The quotation mark in {part} is not closed: everything behind it is looked for as one phrase.',
    de: 'Das Anführungszeichen in {part} wird nicht geschlossen: Alles dahinter wird als eine Wortfolge gesucht.',
  },
  operatorFirst: {
    en: '{part} needs a word before it and was passed over.',
    de: 'Vor {part} fehlt ein Wort; es wurde übergangen.',
  },
  operatorLast: {
    en: '{part} needs a word behind it and was passed over.',
    de: 'Hinter {part} fehlt ein Wort; es wurde übergangen.',
  },
  groups: {
    en: 'Parentheses do not group ({part}): OR binds the two words beside it, everything else holds together.',
    de: 'Klammern gruppieren nicht ({part}): ODER verbindet die beiden Wörter daneben, alles andere gilt zusammen.',
  },
  fieldOr: {
    en: '{part} narrows the whole search; OR does not reach it.',
    de: '{part} grenzt die ganze Suche ein; ODER reicht nicht bis dorthin.',
  },
  noWords: {
    en: '“{part}” holds no letter or digit to search for.',
    de: '„{part}“ enthält keinen Buchstaben und keine Ziffer, nach denen sich suchen ließe.',
  },
}

/** The hint as one sentence. */
export const searchHint = ({ code, part }: SearchHint, language: Language): string =>
  words[code][language].replace('{part}', part)
