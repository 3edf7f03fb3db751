import type { en } from './en.ts'

export type MessageKey = keyof typeof en
export type Messages = Readonly<Record<MessageKey, string>>

type Names<S extends string> = S extends `${string}{${infer Name}}${infer Rest}` ? Name | Names<Rest> : never
type ParametersOf<K extends MessageKey> = Names<(typeof en)[K]>
/** No second argument where the text has no `{name}`, else exactly its names. */
export type Arguments<K extends MessageKey> = [ParametersOf<K>] extends [never]
  ? []
  : [values: Readonly<Record<ParametersOf<K>, string | number>>]

/** Texts that come as `key.one` and `key.other`. */
export type PluralKey = {
  [K in MessageKey]: K extends `${infer Stem}.one`
    ? `${Stem}.other` extends MessageKey
      ? Stem
      : never
    : never
}[MessageKey]
export type PluralValues = Readonly<Record<string, string | number>>
