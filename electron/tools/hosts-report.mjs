import { hosts, whyNotElectron } from '../e2e/hosts.mjs'

/** Vitest reporter: the last line of end-to-end tests says on which hosts they ran, and why not on the others. */
export default class HostsReporter {
  /** @param {ReadonlyArray<import('vitest/node').TestModule>} modules */
  onTestRunEnd(modules) {
    const counts = hosts.map(({ project }) =>
      modules
        .filter((module) => module.project.name === project)
        .reduce((sum, module) => {
          const ran = [...module.children.allTests()].filter((test) => test.result().state !== 'skipped')
          return sum + ran.length
        }, 0),
    )
    if (counts.every((count) => count === 0)) return
    const said = hosts.map(({ host, name }, at) => {
      const count = counts[at] ?? 0
      if (count > 0) return `${name}: ${String(count)} tests ran`
      const why =
        (host === 'electron' ? whyNotElectron(process.env) : undefined) ?? 'not asked for in this run'
      return `${name}: none ran, ${why}`
    })
    console.log(`[e2e] Hosts: ${said.join('; ')}.`)
  }
}
