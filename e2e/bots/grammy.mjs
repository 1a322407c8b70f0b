// Echo bot on grammY, long polling. The answer marks the echoed part by an entity, so that UTF-16 offsets are proven too.
import { Bot } from 'grammy';
import { endWithParent, env, report } from './common.mjs';

endWithParent();
const bot = new Bot(env('TELEGRAM_TOKEN'), { client: { apiRoot: env('TELEGRAM_URL') } });

bot.on('message:text', async (context) => {
  const { message } = context;
  report({ saw: message.text, from: message.from, entities: message.entities ?? [] });
  const head = '👋 Echo: ';
  const sent = await context.reply(head + message.text, {
    entities: [{ type: 'bold', offset: head.length, length: message.text.length }],
  });
  report({ sent });
});
bot.catch((error) => report({ error: String(error.message) }));
await bot.start({ onStart: () => report({ port: 0 }), timeout: 5 });
