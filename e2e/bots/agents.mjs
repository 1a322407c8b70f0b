// Streaming bot on the Microsoft 365 Agents SDK: it writes its answer in cumulative pieces, one of which ends inside a
// placeholder.
import express from 'express';
import { AgentApplication, authorizeJWT, CloudAdapter, getAuthConfigWithDefaults } from '@microsoft/agents-hosting';
import { listen, report } from './common.mjs';

process.env.NODE_ENV = 'development'; // lets the SDK run without credentials

const config = getAuthConfigWithDefaults();
const adapter = new CloudAdapter(config);
const agent = new AgentApplication({ adapter });

agent.onActivity('message', async (context) => {
  const { text } = context.activity;
  report({ saw: text });
  const stream = context.streamingResponse;
  stream.setDelayInMs?.(0);
  await stream.queueInformativeUpdate('Einen Augenblick');
  const whole = `Hallo ${text}, ok`;
  for (let at = 0; at < whole.length; at += 9) {
    await stream.queueTextChunk(whole.slice(at, at + 9));
    await new Promise((done) => setTimeout(done, 120));
  }
  await stream.endStream();
});

const app = express();
app.use(express.json());
app.post('/api/messages', authorizeJWT(config), (request, response) =>
  adapter.process(request, response, (context) => agent.run(context)));
listen(app);
