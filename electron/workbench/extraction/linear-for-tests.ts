/**
 * Processor time of a run over a text and over one eight times as long: grows eightfold where the work is
 * linear, 64-fold where it is quadratic. Returns the growth per growth of the text, about 1 when linear; what
 * takes no measurable time counts as linear. Processor time is used because the machine may be busy.
 */
export function growth(unit: string, times: number, run: (text: string) => unknown): number {
  const measure = (count: number): number => {
    const text = unit.repeat(count)
    // eslint-disable-next-line no-restricted-globals -- a test measures; no result depends on it
    const begun = process.cpuUsage()
    run(text)
    // eslint-disable-next-line no-restricted-globals -- see above
    const used = process.cpuUsage(begun)
    return (used.user + used.system) / 1000
  }
  measure(times)
  const small = Math.min(measure(times), measure(times))
  const large = measure(times * 8)
  return large / Math.max(small, 15) / 8
}

/** Above this the work is not linear; quadratic work would reach 8. */
export const notLinear = 3
