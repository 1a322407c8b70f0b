// Echo bot on whatsapp-api-js. The library knows one address of the Graph API; its fetch is pointed at GRAPH_URL.
import { WhatsAppAPI } from 'whatsapp-api-js/middleware/node-http';
import { Text } from 'whatsapp-api-js/messages';
import { env, listen, report } from './common.mjs';

const graph = env('GRAPH_URL');
const api = new WhatsAppAPI({
  token: env('GRAPH_TOKEN'),
  appSecret: env('APP_SECRET'),
  v: 'v24.0',
  webhookVerifyToken: env('VERIFY_TOKEN'),
  ponyfill: {
    subtle: crypto.subtle,
    fetch: (url, init) => fetch(String(url).replace('https://graph.facebook.com', graph), init),
  },
});

api.on.message = async ({ phoneID, from, message, name, reply }) => {
  const text = message.type === 'text' ? message.text.body : message[message.type]?.caption ?? '';
  report({ saw: text, from, name, type: message.type, id: message.id });
  const answer = await reply(new Text(`Echo: ${text}, ${name ?? ''}`));
  report({ answer, phoneID });
};
api.on.status = (status) => report({ status });

listen(async (request, response) => {
  if (request.method === 'GET') {
    try {
      response.end(api.handle_get(request));
    } catch (code) {
      response.statusCode = Number(code) || 500;
      response.end();
    }
    return;
  }
  response.statusCode = await api.handle_post(request);
  response.end();
});
