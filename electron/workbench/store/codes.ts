import { factTypeOf, type Codebook } from '../../../shared/model/codebook.ts'
import type { Plover } from '../../../shared/model/extraction.ts'
import type { FactView } from '../../../shared/model/views.ts'

/** Codes of a fact as its content now stands: kept while the type is the one they were given for, else from the mapping. */
export function codesOf(
  codebook: Codebook,
  fact: FactView,
): { readonly plover: Plover | null; readonly cameo: string | null } {
  const mapping = factTypeOf(codebook, fact.type)?.mapping
  if (mapping === undefined) return { plover: null, cameo: null }
  return { plover: fact.plover, cameo: fact.cameo ?? mapping.cameo[0] ?? null }
}
