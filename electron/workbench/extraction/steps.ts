/**
 * Work that stops between its steps, so that another article's same step can go before its next one: the code and the tables of a
 * step stay at hand while it is done for several articles in turn.
 */
export type Steps<Result> = Generator<undefined, Result, undefined>

/** Does all steps in a row. */
export function inOneGo<Result>(steps: Steps<Result>): Result {
  for (;;) {
    const step = steps.next()
    if (step.done === true) return step.value
  }
}
