// Bot Framework Web Chat in headless Chromium: types SAY into the box, waits until EXPECT stands in the transcript, takes a
// screenshot. DOMAIN is the Direct Line address, WEB_SOCKET is "true" or "false".
import { createServer } from 'node:http';
import { readFile } from 'node:fs/promises';
import puppeteer from 'puppeteer-core';

const { DOMAIN, TOKEN, SAY, EXPECT, SCREENSHOT, CHROMIUM, USER_ID } = process.env;
const webSocket = process.env.WEB_SOCKET === 'true';
const dist = new URL('../node_modules/botframework-webchat/dist/webchat.js', import.meta.url);

const page = `<!doctype html><meta charset="utf-8"><title>Web Chat</title><div id="chat" style="height:90vh"></div>
<script src="/webchat.js"></script><script>
WebChat.renderWebChat({
  directLine: WebChat.createDirectLine(${JSON.stringify({ domain: DOMAIN, token: TOKEN, webSocket, pollingInterval: 500 })}),
  userID: ${JSON.stringify(USER_ID)}, username: 'Bürgerin', locale: 'de-DE',
}, document.getElementById('chat'));
</script>`;
const script = await readFile(dist);
const server = createServer((request, response) => {
  const isScript = request.url === '/webchat.js';
  response.setHeader('content-type', isScript ? 'text/javascript; charset=utf-8' : 'text/html; charset=utf-8');
  response.end(isScript ? script : page);
});
const port = Number(process.env.PAGE_PORT ?? 0); // the gateway may have to allow the page's origin
await new Promise((done) => server.listen(port, '127.0.0.1', done));

const browser = await puppeteer.launch({
  executablePath: CHROMIUM, headless: true, args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', '--lang=de-DE', '--ignore-certificate-errors'],
});
const out = { webSocket, console: [], requests: [], socketFrames: 0 };
try {
  const tab = await browser.newPage();
  await tab.setViewport({ width: 900, height: 700 });
  tab.on('console', (message) => { if (message.type() === 'error') out.console.push(message.text()); });
  tab.on('pageerror', (error) => out.console.push(String(error)));
  const devtools = await tab.createCDPSession();
  await devtools.send('Network.enable');
  devtools.on('Network.webSocketFrameReceived', () => { out.socketFrames += 1; });
  tab.on('request', (request) => {
    if (request.url().startsWith(DOMAIN)) out.requests.push(`${request.method()} ${new URL(request.url()).pathname.split('/').length}`);
  });
  await tab.goto(`http://127.0.0.1:${server.address().port}/`);
  const box = '[data-testid="send box text area"], .webchat__send-box-text-box__input, textarea, input[type="text"]';
  await tab.waitForSelector(box, { timeout: 30000 });
  await tab.type(box, SAY);
  await tab.keyboard.press('Enter');
  const text = () => document.getElementById('chat').innerText;
  try {
    await tab.waitForFunction(`(${text})().includes(${JSON.stringify(EXPECT)})`, { timeout: 30000 });
    out.found = true;
  } catch {
    out.found = false;
  }
  out.transcript = await tab.evaluate(text);
  await tab.screenshot({ path: SCREENSHOT });
} finally {
  await browser.close();
  server.close();
}
process.stdout.write(JSON.stringify(out) + '\n');
process.exit(0);
