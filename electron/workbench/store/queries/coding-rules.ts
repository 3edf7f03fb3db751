import type { Codebook } from '../../../../shared/model/codebook.ts'
import type { FactView } from '../../../../shared/model/views.ts'
import { codedFactOf } from '../codes.ts'
import { checkCodes } from '../../extraction/codes/check.ts'

/** The facts with the coding rules each breaks. */
export function withBrokenRules(codebook: Codebook, facts: readonly FactView[]): readonly FactView[] {
  return facts.map((fact) => {
    const breaks = checkCodes(codedFactOf(codebook, fact), codebook).map(({ rule }) => rule)
    return breaks.length === 0 ? fact : { ...fact, breaks }
  })
}
