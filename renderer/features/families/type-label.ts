import { factTypeOf, type Codebook } from '../../../shared/model/codebook.ts'
import type { Language } from '../../../shared/model/vocabulary.ts'

/** What the codebook calls a type; its id while the codebook is not there. */
export const typeLabelIn = (codebook: Codebook | undefined, type: string, language: Language): string =>
  (codebook === undefined ? undefined : factTypeOf(codebook, type))?.label[language] ?? type
