// Echo bot on the Bot Framework SDK 4.23. Without BOT_APP_ID it runs without authentication. With it, it checks the
// gateway's token against the gateway's published keys, configured through settings only, as an operator would.
import express from 'express';
import {
  ActivityHandler, CardFactory, CloudAdapter, ConfigurationBotFrameworkAuthentication, MessageFactory,
} from 'botbuilder';
import { env, listen, report } from './common.mjs';

function authentication() {
  const appId = process.env.BOT_APP_ID ?? '';
  if (appId === '') return new ConfigurationBotFrameworkAuthentication({});
  const metadata = env('BOT_OPENID_METADATA');
  const settings = {
    MicrosoftAppId: appId,
    ChannelService: '',
    ToChannelFromBotLoginUrl: env('BOT_LOGIN_URL'),
    ToChannelFromBotOAuthScope: 'https://api.botframework.com',
    ToBotFromChannelTokenIssuer: env('BOT_TOKEN_ISSUER'),
    OAuthUrl: 'https://token.botframework.test',
    ToBotFromChannelOpenIdMetadataUrl: metadata,
    ToBotFromEmulatorOpenIdMetadataUrl: metadata,
    ValidateAuthority: false,
  };
  // The stand-in for the login at Microsoft: it signs the same token that the bot would be given there.
  const token = env('BOT_TOKEN');
  const credentials = {
    isValidAppId: async (id) => id === appId,
    isAuthenticationDisabled: async () => false,
    createCredentials: async () => ({
      signRequest: async (request) => {
        request.headers.set('authorization', `Bearer ${token}`);
        return request;
      },
    }),
  };
  return new ConfigurationBotFrameworkAuthentication(settings, credentials);
}

const adapter = new CloudAdapter(authentication());
adapter.onTurnError = async (context, error) => report({ error: String(error?.message ?? error) });

class EchoBot extends ActivityHandler {
  constructor() {
    super();
    this.onMessage(async (context, next) => {
      const { text } = context.activity;
      report({ saw: text, from: context.activity.from });
      if (text.startsWith('Karte')) {
        const card = CardFactory.heroCard('Bestätigung', `Guten Tag ${text.slice(6)}`);
        await context.sendActivity({ attachments: [card] });
      } else if (text.startsWith('Mitglieder')) {
        const client = context.turnState.get(context.adapter.ConnectorClientKey);
        const { id } = context.activity.conversation;
        const members = await client.conversations.getConversationMembers(id);
        report({ members });
        await context.sendActivity(`Mitglieder: ${members.map((m) => m.name).join(', ')}`);
      } else {
        const reply = MessageFactory.text(`Echo: ${text}`);
        reply.speak = `<speak version="1.0" xml:lang="de-DE">${text}</speak>`;
        await context.sendActivity(reply);
      }
      await next();
    });
    this.onMembersAdded(async (context, next) => {
      for (const member of context.activity.membersAdded) report({ joined: member });
      await next();
    });
  }

  async onInvokeActivity(context) {
    report({ invoke: context.activity.value });
    return { status: 200, body: { answer: context.activity.value } };
  }
}

const bot = new EchoBot();
const app = express();
app.use(express.json());
app.post('/api/messages', (request, response) => adapter.process(request, response, (context) => bot.run(context)));
listen(app);
