import { writeFileSync } from 'node:fs'
import { Command } from 'commander'
import { simulate } from './simulate.ts'

/**
 * `npm run simulate:review`: an analyst who knows everything reviews generated articles in a real project, and every
 * correction is counted, with learning on and off and in two orders of the articles. Fails where an aim is missed.
 */
const options = new Command('simulate:review')
  .description('Count the corrections an analyst needs while the project learns; print JSON.')
  .option('--seed <n>', 'seed of people, articles and orders', '1')
  .option('--count <n>', 'number of articles', '300')
  .option('--out <file>', 'write the JSON to a file, too')
  .parse()
  .opts<{ seed: string; count: string; out?: string }>()

const report = await simulate({
  seed: Number(options.seed),
  count: Number(options.count),
  onProgress: (words) => {
    if (process.stderr.isTTY) process.stderr.write(`\r${words}   `)
  },
})
const json = JSON.stringify(report, null, 2)
console.log(json)
if (options.out !== undefined) writeFileSync(options.out, `${json}\n`)
if (Object.values(report.aims).includes(false)) process.exitCode = 1
