/** One decision: how long the coder looked and how much there was to read (UTF-16 code units of evidence). */
export interface PacedDecision {
  readonly durationMs: number
  readonly length: number
}

/**
 * Fast silent readers manage about 60 characters a second when they skim for one fact; below that nobody has read
 * the evidence. Source: 450 words a minute at eight characters a word.
 */
const msPerCharacter = 1000 / 60
export const streak = 8

/** Whether the last decisions in a row were all faster than reading. One slow decision ends a streak. */
export function fasterThanReading(decisions: readonly PacedDecision[]): boolean {
  const last = decisions.slice(-streak)
  return (
    last.length === streak && last.every(({ durationMs, length }) => durationMs < length * msPerCharacter)
  )
}
