import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { findChromium, launchChromium } from '../e2e/harness/chromium.ts'
import { root } from './paths.mjs'

/** Draws resources/icons/beleg.svg in every size that systems ask for. Run it after the drawing changed. */
const sizes = [16, 24, 32, 48, 64, 128, 256, 512, 1024]
const folder = join(root, 'resources', 'icons')
mkdirSync(folder, { recursive: true })
const drawing = readFileSync(join(folder, 'beleg.svg'), 'utf8')
const browser = await launchChromium(await findChromium())
try {
  const page = await browser.newPage()
  for (const size of sizes) {
    await page.setViewportSize({ width: size, height: size })
    await page.setContent(
      `<style>body { margin: 0 } svg { display: block; width: ${String(size)}px; height: ${String(size)}px }</style>${drawing}`,
    )
    const png = await page.screenshot({ omitBackground: true })
    writeFileSync(join(folder, `${String(size)}x${String(size)}.png`), png)
    // The one the window and the installers of Windows and macOS use.
    if (size === 1024) writeFileSync(join(folder, 'beleg.png'), png)
  }
  console.log(`${String(sizes.length)} sizes drawn.`)
} finally {
  await browser.close()
}
