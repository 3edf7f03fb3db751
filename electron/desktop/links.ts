/** Longer addresses are no links that anybody reads before agreeing. */
const longest = 2000

/**
 * The address of a link that may be opened in the person's browser once they agree, as it will be asked for, or
 * undefined: https only, no credentials in it, an ordinary host.
 */
export function linkToOutside(address: string): string | undefined {
  if (address.length > longest) return undefined
  let url: URL
  try {
    url = new URL(address)
  } catch {
    return undefined
  }
  const named = url.username === '' && url.password === '' && url.hostname.includes('.')
  return url.protocol === 'https:' && named ? url.href : undefined
}
