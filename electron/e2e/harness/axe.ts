import axe from 'axe-core'
import type { Page } from 'playwright-core'
import { inject } from 'vitest'

/** One rule that the page breaks, and where. */
export interface Violation {
  readonly rule: string
  readonly impact: string
  readonly help: string
  readonly where: readonly string[]
}

/**
 * Checks the page as it stands against WCAG 2.2 A and AA and axe's best practices, or against `rules` alone. Empty where
 * nothing is wrong.
 * axe is evaluated by the debugger, so that the page's policy stays as it is. The double shows the page the browser shell shows:
 * there it is not asked again.
 */
export async function accessibilityViolations(
  page: Page,
  rules?: readonly string[],
): Promise<readonly Violation[]> {
  if (inject('host') === 'double') return []
  // Half-way between two colours neither is what a person reads: what moves has arrived, and a button that is enabled
  // while the rules are asked changes at once.
  await page.emulateMedia({ reducedMotion: 'reduce' })
  await page.evaluate(() => Promise.allSettled(document.getAnimations().map(({ finished }) => finished)))
  await page.evaluate(axe.source)
  const found = await violationsNow(page, rules)
  // What changed while it was asked (a button that was enabled, read between two colours) is asked once more.
  return found.length === 0 ? found : violationsNow(page, rules)
}

async function violationsNow(
  page: Page,
  rules: readonly string[] | undefined,
): Promise<readonly Violation[]> {
  const results = await page.evaluate(async (only) => {
    const run = (globalThis as unknown as { readonly axe: typeof axe }).axe
    return run.run(document, {
      resultTypes: ['violations'],
      runOnly:
        only === undefined
          ? ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
          : { type: 'rule', values: [...only] },
    })
  }, rules)
  return results.violations.map((violation) => ({
    rule: violation.id,
    impact: violation.impact ?? 'unknown',
    help: violation.help,
    where: violation.nodes.map((node) => node.target.join(' ')),
  }))
}
