// Names the tests that failed, each with the beginning of its message: node failures.mjs TITLE FILE (.trx of dotnet test, .json of vitest)
import { readFileSync } from 'node:fs'

const [title, file] = process.argv.slice(2)
const report = readFileSync(file, 'utf8')
const entities = { lt: '<', gt: '>', quot: '"', apos: "'", amp: '&' }
const plain = text => text.replace(/&(?:#x([0-9a-f]+)|#(\d+)|(\w+));/gi, (all, hex, number, name) =>
  name ? (entities[name] ?? all) : String.fromCodePoint(hex ? parseInt(hex, 16) : Number(number)))
const first = (text, lines) => text.split('\n').slice(0, lines).map(line => `   ${line.slice(0, 400)}\n`).join('')

const found = file.endsWith('.json')
  ? JSON.parse(report).testResults.flatMap(suite => suite.status === 'failed' && suite.assertionResults.length === 0
    ? [{ name: suite.name, message: suite.message, stack: '' }]
    : suite.assertionResults.filter(test => test.status === 'failed').map(test => ({ name: test.fullName, message: test.failureMessages.join('\n'), stack: '' })))
  : (report.match(/<UnitTestResult [^>]*outcome="Failed"[^]*?<\/UnitTestResult>/g) ?? []).map(result => ({
    name: plain(/testName="([^"]*)"/.exec(result)[1]),
    message: plain(/<Message>([^]*?)<\/Message>/.exec(result)?.[1] ?? ''),
    stack: plain(/<StackTrace>([^]*?)<\/StackTrace>/.exec(result)?.[1] ?? ''),
  }))
for (const { name, message, stack } of found)
  process.stdout.write(`── failed: ${title}: ${name}\n${first(message, 12)}${stack && first(stack, 16)}`)
