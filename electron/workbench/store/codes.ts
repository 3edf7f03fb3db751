import { factTypeOf, type Codebook } from '../../../shared/model/codebook.ts'
import type { ExtractedSlot } from '../../../shared/model/extraction.ts'
import type { FactView, SlotView } from '../../../shared/model/views.ts'
import { byFirstNames } from '../codebook/former-names.ts'
import type { CodedFact } from '../extraction/codes/check.ts'
import { codeFact, type FactCodes } from '../extraction/codes/derive.ts'

/** Codes of a fact as a coder left it, by the codebook's mapping; contexts that the words gave before are kept. */
export function codesOf(codebook: Codebook, fact: FactView): FactCodes {
  const slots = fact.slots.filter(({ notStated }) => !notStated).map(slotOf)
  const codes = codeFact(codebook, byFirstNames(codebook, { ...fact, topics: [], slots }))
  if (codes.plover === null || fact.plover === null || fact.plover.context.length === 0) return codes
  return { ...codes, plover: { ...codes.plover, context: fact.plover.context } }
}

/**
 * Codes under another mapping. What the words of the text gave and the mapping still allows is kept: contexts, the mode of
 * the same event, a CAMEO code that the type still has.
 */
export function recoded(codebook: Codebook, typeId: string, was: FactCodes, fresh: FactCodes): FactCodes {
  const allowed = factTypeOf(codebook, typeId)?.mapping.cameo ?? []
  const cameo = was.cameo !== null && allowed.includes(was.cameo) ? was.cameo : fresh.cameo
  if (fresh.plover === null || was.plover === null) return { plover: fresh.plover, cameo }
  const mode = fresh.plover.event === was.plover.event ? (fresh.plover.mode ?? was.plover.mode) : fresh.plover.mode
  return { plover: { ...fresh.plover, context: was.plover.context, mode }, cameo }
} // prettier-ignore

/** The fact as the check of coding rules reads it: by the first names of type and roles. */
export function codedFactOf(codebook: Codebook, fact: FactView): CodedFact {
  return byFirstNames(codebook, {
    type: fact.type,
    modality: fact.modality,
    polarity: fact.polarity,
    slots: fact.slots.filter(({ notStated }) => !notStated).map(slotOf),
    time: fact.time,
    attribution: fact.attribution === null ? null : fact.attribution.speaker === null ? {} : { speaker: fact.attribution.speaker },
    plover: fact.plover,
    cameo: fact.cameo,
  })
} // prettier-ignore

function slotOf(slot: SlotView): ExtractedSlot {
  return {
    role: slot.role,
    inferred: slot.inferred,
    ...(slot.entityId === null ? {} : { entity: slot.entityId }),
    ...(slot.start === null || slot.end === null || slot.surface === null
      ? {}
      : { start: slot.start, end: slot.end, surface: slot.surface }),
    ...(slot.norm === null ? {} : { norm: slot.norm }),
  }
}
