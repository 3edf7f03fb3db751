/**
 * What coders said of one unit, in the order of the coders; null where one said nothing. Values are names: they are the
 * same or they are not.
 */
export type Unit = readonly (string | null)[]

/** Share of units that two coders named alike, of those both named; null where there are none. */
export function percentAgreement(units: readonly Unit[]): number | null {
  const both = named(units)
  if (both.length === 0) return null
  return both.filter(([a, b]) => a === b).length / both.length
}

/**
 * Cohen's κ of two coders, nominal, over the units both named: agreement beyond what their own habits give by chance. Null
 * where there are no units, and where both always say the same one thing, for which it is not defined.
 * Source: Cohen, Educational and Psychological Measurement 20 (1960), 37–46.
 */
export function cohenKappa(units: readonly Unit[]): number | null {
  const both = named(units)
  if (both.length === 0) return null
  const habits = [counts(both.map(([a]) => a)), counts(both.map(([, b]) => b))] as const
  const observed = both.filter(([a, b]) => a === b).length / both.length
  let expected = 0
  for (const [value, count] of habits[0]) {
    expected += (count / both.length) * ((habits[1].get(value) ?? 0) / both.length)
  }
  return expected >= 1 ? null : (observed - expected) / (1 - expected)
}

/**
 * Krippendorff's α, nominal, for any number of coders and with gaps: one minus the observed over the expected disagreement,
 * from the matrix of coincidences. Null where no unit has two values, and where only one value was ever given.
 * Source: Krippendorff, Computing Krippendorff's Alpha-Reliability (2011), section C.
 */
export function krippendorffAlpha(units: readonly Unit[]): number | null {
  const totals = new Map<string, number>()
  let all = 0
  let disagreed = 0
  for (const unit of units) {
    const values = unit.filter((value) => value !== null)
    if (values.length < 2) continue
    const of = counts(values)
    all += values.length
    for (const [value, count] of of) {
      totals.set(value, (totals.get(value) ?? 0) + count)
      disagreed += (count * (values.length - count)) / (values.length - 1)
    }
  }
  let apart = 0
  for (const count of totals.values()) apart += count * (all - count)
  return apart === 0 ? null : 1 - ((all - 1) * disagreed) / apart
}

/** Units that the first two coders both named. */
function named(units: readonly Unit[]): readonly (readonly [string, string])[] {
  return units.flatMap(([a = null, b = null]) => (a === null || b === null ? [] : [[a, b] as const]))
}

function counts(values: readonly string[]): ReadonlyMap<string, number> {
  const of = new Map<string, number>()
  for (const value of values) of.set(value, (of.get(value) ?? 0) + 1)
  return of
}
