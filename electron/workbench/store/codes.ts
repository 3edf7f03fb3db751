import type { Codebook } from '../../../shared/model/codebook.ts'
import type { ExtractedSlot } from '../../../shared/model/extraction.ts'
import type { FactView, SlotView } from '../../../shared/model/views.ts'
import type { CodedFact } from '../extraction/codes/check.ts'
import { codeFact, type FactCodes } from '../extraction/codes/derive.ts'

/** Codes of a fact as a coder left it, by the codebook's mapping; contexts that the words gave before are kept. */
export function codesOf(codebook: Codebook, fact: FactView): FactCodes {
  const slots = fact.slots.filter(({ notStated }) => !notStated).map(slotOf)
  const codes = codeFact(codebook, { ...fact, topics: [], slots })
  if (codes.plover === null || fact.plover === null || fact.plover.context.length === 0) return codes
  return { ...codes, plover: { ...codes.plover, context: fact.plover.context } }
}

/** The fact as the check of coding rules reads it. */
export function codedFactOf(fact: FactView): CodedFact {
  return {
    type: fact.type,
    modality: fact.modality,
    polarity: fact.polarity,
    slots: fact.slots.filter(({ notStated }) => !notStated).map(slotOf),
    time: fact.time,
    attribution: fact.attribution === null ? null : fact.attribution.speaker === null ? {} : { speaker: fact.attribution.speaker },
    plover: fact.plover,
    cameo: fact.cameo,
  }
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
