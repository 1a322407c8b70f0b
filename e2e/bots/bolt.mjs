// Echo bot on Slack's Bolt: Events API over HTTP, Web API at SLACK_URL.
import bolt from '@slack/bolt';
import { endWithParent, env, report } from './common.mjs';

endWithParent();
const receiver = new bolt.HTTPReceiver({ signingSecret: env('SLACK_SIGNING_SECRET'), port: 0, logLevel: 'error' });
const app = new bolt.App({
  receiver,
  token: env('SLACK_TOKEN'),
  clientOptions: { slackApiUrl: env('SLACK_URL') },
  logLevel: 'error',
});

app.message(async ({ message, say }) => {
  report({ saw: message.text, user: message.user });
  await say(`Echo ${message.text}`);
});
app.command('/antrag', async ({ command, ack }) => {
  report({ command: command.text, user: command.user_name });
  await ack({ response_type: 'ephemeral', text: `Antrag ${command.text}` });
});
app.command('/notiz', async ({ command, ack }) => {
  await ack(`Notiz ${command.text}`); // a text: Bolt sends it without a content type
});
app.error(async (error) => report({ error: String(error.message) }));

const server = await app.start({ port: 0, host: '127.0.0.1' });
report({ port: server.address().port });
