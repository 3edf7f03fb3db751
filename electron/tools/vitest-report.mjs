import { writeFileSync } from 'node:fs'
import { relative } from 'node:path'

/**
 * What a run of tests comes to, as test.mjs reads it.
 * @typedef {{ readonly name: string, readonly words: string }} Line
 * @typedef {{ readonly passed: number, readonly failed: readonly Line[], readonly skipped: readonly Line[] }} Report
 */

/** Vitest reporter: writes a Report to the file named by BELEG_TEST_REPORT. */
export default class CountingReporter {
  /**
   * @param {ReadonlyArray<import('vitest/node').TestModule>} modules
   * @param {ReadonlyArray<import('vitest').SerializedError>} unhandled
   */
  onTestRunEnd(modules, unhandled) {
    let passed = 0
    /** @type {Line[]} */
    const failed = []
    /** @type {Line[]} */
    const skipped = []
    for (const module of modules) {
      const file = relative(process.cwd(), module.moduleId)
      for (const error of module.errors()) failed.push({ name: file, words: error.message })
      // A hook that failed: its tests count as skipped, and the reason stands here.
      for (const suite of module.children.allSuites()) {
        for (const error of suite.errors())
          failed.push({ name: `${file} › ${suite.fullName}`, words: error.message })
      }
      for (const test of module.children.allTests()) {
        const result = test.result()
        const name = `${file} › ${test.fullName}`
        if (result.state === 'passed') passed++
        else if (result.state === 'failed') failed.push({ name, words: result.errors[0]?.message ?? '' })
        // A test that was neither run nor skipped was cut off, which nobody may take for success.
        else if (result.state === 'pending') failed.push({ name, words: 'did not finish' })
        else skipped.push({ name, words: result.note ?? '' })
      }
    }
    for (const error of unhandled) failed.push({ name: 'outside any test', words: error.message })
    const report = process.env['BELEG_TEST_REPORT']
    if (report !== undefined) writeFileSync(report, JSON.stringify({ passed, failed, skipped }))
  }
}
